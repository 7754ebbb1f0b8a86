"""Who is due a supervision, who is overdue, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from supervise_tui.domain.agreement import Standing
from supervise_tui.domain.cadence import Due
from supervise_tui.domain.clocks import supervision_clock
from supervise_tui.domain.people import Worker
from supervise_tui.store import people
from supervise_tui.workflows.clocks import gather
from supervise_tui.workflows.desk import Desk


@dataclass(frozen=True, kw_only=True)
class DueLine:
    """One worker and where they stand."""

    worker: Worker
    due: Due
    agreement: Standing


def due_list(desk: Desk, on: date | None = None) -> list[DueLine]:
    """Give every worker, the most overdue first, those to whom it does not apply last [CAD-1]."""
    with desk.cabinet.reading() as work:
        everyone = people.workers(work)
        known = gather(work, desk, everyone, on)
    lines = [
        DueLine(worker=worker, due=supervision_clock(known[worker.id]), agreement=known[worker.id].agreement)
        for worker in everyone
    ]
    return worst_first(lines)


def worst_first(lines: Iterable[DueLine]) -> list[DueLine]:
    """Sort them: the most overdue first, those of whom no day is known last."""
    return sorted(lines, key=lambda line: (line.due.due_on is None, line.due.days, line.worker.name))
