"""A table for a spreadsheet: no cell is ever taken for a formula."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence

from supervise_tui.canonical import Json, tidy
from supervise_tui.documents.text_lines import lines_of, plain

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # OWASP, "CSV injection"
_BOM = "\ufeff"
"""Without it Excel takes UTF-8 for the letters of Windows."""


def as_table(names: Iterable[str], rows: Iterable[Sequence[Json]]) -> bytes:
    """Give the table as CSV: UTF-8 with BOM, CR LF, the names first.

    A text that a spreadsheet would take for a formula gets a ' before it.
    """
    out = io.StringIO()
    writer = csv.writer(out, dialect="excel")
    writer.writerow([_in_cell(name) for name in names])
    writer.writerows([_in_cell(value) for value in row] for row in rows)
    return (_BOM + out.getvalue()).encode("utf-8")


def as_json(value: Json) -> str:
    """Give what does not fit into one cell as text."""
    return json.dumps(tidy(value), ensure_ascii=False, sort_keys=True)


def _in_cell(value: Json) -> str | int | float:
    """What stands in the cell: numbers as numbers, texts never as a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return value
    raw = value if isinstance(value, str) else as_json(value)
    # Looked at with controls and blanks and without: either may be what a spreadsheet goes by.
    text = "\n".join(plain(line) for line in lines_of(raw))
    return (
        f"'{text}" if raw.startswith(_FORMULA_STARTS) or text.lstrip().startswith(_FORMULA_STARTS) else text
    )
