"""Draws how an objective goes in lines of text: for the terminal, and for readers of the text alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from supervise_tui.domain.plan_trend import WORDS, Point, Trend
from supervise_tui.domain.procedure_words import Result
from supervise_tui.forms.day_words import long_date

LEVELS = (Result.MET, Result.PARTLY, Result.NOT_MET)
"""From the top down."""
_LEFT = 9
_COLUMN = 7
NARROWEST = _LEFT + 2 + _COLUMN


@dataclass(frozen=True)
class Signs:
    """What is drawn with."""

    side: str
    corner: str
    line: str
    marks: tuple[str, str, str]
    """For met, partly and not met: told apart by shape, not by colour."""


FINE = Signs("│", "└", "─", ("●", "◐", "○"))
PLAIN = Signs("|", "+", "-", ("#", "+", "o"))
"""For terminals without other characters."""


def trend_lines(trend: Trend, width: int, signs: Signs = FINE) -> list[str]:
    """Give the drawing of one objective in `width` cells: the newest entries that fit, then the words.

    Without an entry there is nothing to draw, and the words say so.
    """
    drawn = _drawn(trend.points, width, signs) if trend.points else []
    return [*drawn, f"{trend.words}.", *_reviews(trend.reviewed)]


def _drawn(points: Sequence[Point], width: int, signs: Signs) -> list[str]:
    fits = max(1, (width - _LEFT - 2) // _COLUMN)
    seen = points[-fits:]
    lines = []
    for level, mark in zip(LEVELS, signs.marks, strict=True):
        cells = "".join((mark if one.result is level else "").center(_COLUMN) for one in seen)
        lines.append(f"{WORDS[level]:<{_LEFT}}{signs.side} {cells}".rstrip())
    lines.append(" " * _LEFT + signs.corner + signs.line * (1 + _COLUMN * len(seen)))
    days = "".join(f"{one.on.day}/{one.on.month}".center(_COLUMN) for one in seen)
    lines.append(" " * (_LEFT + 2) + days.rstrip())
    hidden = len(points) - len(seen)
    if hidden:
        lines.append(f"{' ' * (_LEFT + 2)}and {hidden} before {long_date(seen[0].on)}")
    return lines


def _reviews(reviewed: Sequence[Point]) -> list[str]:
    if not reviewed:
        return []
    last = reviewed[-1]
    more = f", after {len(reviewed) - 1} before it" if len(reviewed) > 1 else ""
    return [f"The review on {long_date(last.on)}{more} said: {WORDS[last.result]}."]
