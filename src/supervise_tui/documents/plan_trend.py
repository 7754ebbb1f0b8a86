"""The door to a plan's progress on paper: light to import, reportlab comes with the call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from supervise_tui.domain.improvement_plan import Control, Plan
from supervise_tui.domain.plan_trend import Trend


@dataclass(frozen=True, kw_only=True, repr=False)
class TrendPaper:
    """What stands on the paper."""

    home: str
    worker: str
    on: date
    plan: Plan
    trends: tuple[Trend, ...]
    controls: tuple[Control, ...]
    """As they are on that day."""
    held: str
    """For how long the standard has held, in words."""


def trend_pdf(paper: TrendPaper) -> bytes:
    """Give how a plan goes as PDF: a drawing and a line for each objective, then the risk controls.

    The same progress gives the same bytes.
    """
    from supervise_tui.documents.trend_drawing import draw_trends

    return draw_trends(paper)
