"""The door to coverage on paper: light to import, reportlab comes with the call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from supervise_tui.domain.figures import Figure


@dataclass(frozen=True, kw_only=True)
class CoveragePaper:
    """What stands on the paper."""

    home: str
    supervisor: str
    """Whose cabinet it is of."""
    on: date
    figures: tuple[Figure, ...]
    names: bool = True
    """Whether the lists behind the figures follow on pages of their own."""


def coverage_pdf(paper: CoveragePaper) -> bytes:
    """Give coverage as PDF: a page of bars without a name, then the list behind each figure.

    The same figures give the same bytes.
    """
    from supervise_tui.documents.coverage_drawing import draw_coverage

    return draw_coverage(paper)
