"""One table: what was measured, ours, the baseline by name, and how many times it is."""

from __future__ import annotations

import json
import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Row:
    """One comparison; `ours` and `baseline` are in `unit` (s, ms or MB), and smaller is better."""

    what: str
    ours: float
    baseline: float
    against: str
    unit: str
    runs: int
    goal: float | None = None
    """The ratio we want to stay under; not a limit that fails anything."""

    @property
    def ratio(self) -> float:
        """How many times the baseline ours is."""
        return self.ours / self.baseline


def median(values: Sequence[float]) -> float:
    """Give the middle value."""
    return statistics.median(values)


def percentile(values: Sequence[float], per_hundred: int) -> float:
    """Give the smallest value that `per_hundred` of 100 values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * per_hundred / 100) - 1)]


def as_text(rows: Sequence[Row]) -> str:
    """Give the table in plain letters."""
    head = ("what", "ours", "baseline", "times", "goal", "runs", "against")
    lines = [head, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if 0 < column < len(head) - 1 else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.what,
        _number(row.ours, row.unit),
        _number(row.baseline, row.unit),
        f"{row.ratio:.2f}",
        "" if row.goal is None else f"{row.goal:.1f}",
        str(row.runs),
        row.against,
    )


def _number(value: float, unit: str) -> str:
    return f"{value:.{2 if value < 10 else 1}f} {unit}"


def as_json(rows: Sequence[Row]) -> str:
    """Give the table for scripts."""
    return json.dumps(
        [
            {
                "what": row.what,
                "ours": round(row.ours, 4),
                "baseline": round(row.baseline, 4),
                "unit": row.unit,
                "ratio": round(row.ratio, 3),
                "goal": row.goal,
                "runs": row.runs,
                "against": row.against,
            }
            for row in rows
        ],
        indent=2,
    )
