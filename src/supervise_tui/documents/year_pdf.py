"""The door to a worker's year on paper: light to import, reportlab comes with the call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from supervise_tui.domain.year_view import Year


@dataclass(frozen=True, kw_only=True)
class YearPaper:
    """What stands on the paper."""

    year: Year
    home: str
    supervisor: str
    """Whose cabinet it comes from."""
    made_on: date


def year_pdf(paper: YearPaper) -> bytes:
    """Give the year as PDF: a planner on its first page, and the same in sentences behind it.

    It says when, and never what about or why somebody was away. The same year gives the same bytes.
    """
    from supervise_tui.documents.year_drawing import draw_year

    return draw_year(paper)
