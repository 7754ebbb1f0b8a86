"""A year as a planner: twelve rows of days, marks as letters, absences as bands; it works without colour."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

from reportlab.platypus import Flowable

from supervise_tui.documents.house_style import (
    AMBER,
    AMBER_LINE,
    BOLD,
    DEEP,
    INK,
    LINE,
    QUIET,
    REGULAR,
    TINT,
    WHITE,
    font,
    width_of,
)
from supervise_tui.domain.year_view import OVERDUE, Day, MarkKind, Year
from supervise_tui.forms.day_words import MONTHS

_LABEL, _MINUTES = 58.0, 62.0
_HEAD, _ROW = 13.0, 27.0
_BAND = 3.6
_SIDE, _HALF = 16.0, 10.4
"""Of a mark that has its day to itself, and of one of two."""
_ROUND = 3.2
_MOST_DAYS = 31

# Fill, edge, letter: what was held stands out by its dark ground, also in grey.
_INKS: dict[MarkKind, tuple[Any, Any, Any]] = {
    MarkKind.HELD: (DEEP, DEEP, WHITE),
    MarkKind.BEGUN: (TINT, DEEP, DEEP),
    MarkKind.PLANNED: (WHITE, DEEP, DEEP),
    MarkKind.NOT_HELD: (AMBER, AMBER_LINE, INK),
    MarkKind.MISSED: (AMBER, AMBER_LINE, INK),
    MarkKind.DUE: (WHITE, AMBER_LINE, INK),
    MarkKind.CANCELLED: (WHITE, LINE, QUIET),
    MarkKind.MOVED: (WHITE, LINE, QUIET),
    MarkKind.INFORMAL: (TINT, TINT, DEEP),
}


def draw_mark(canvas: Any, kind: MarkKind, left: float, bottom: float, side: float) -> None:
    """Draw the letter of a mark on its ground, a square of that side."""
    fill, edge, ink = _INKS[kind]
    canvas.setFillColor(fill)
    canvas.setStrokeColor(edge)
    canvas.setLineWidth(1.0)
    canvas.roundRect(left, bottom, side, side, _ROUND, stroke=1, fill=1)
    size = min(9.6, side - 3)
    centred(canvas, kind.letter, left + side / 2, bottom + side / 2, BOLD, size, ink)


def centred(canvas: Any, text: str, x: float, y: float, name: str, size: float, ink: Any) -> None:
    """Draw a short text around a point."""
    canvas.setFillColor(ink)
    canvas.setFont(font(name).fontName, size)
    canvas.drawString(x - width_of(text, name, size) / 2, y - size * 0.36, text)


class YearPlanner(Flowable):  # type: ignore[misc]
    """The whole year on the width of the page."""

    def __init__(self, year: Year) -> None:
        super().__init__()
        self.year = year

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Give the size it needs."""
        self.width, self.height = width, _HEAD + 12 * _ROW
        self.cell = (width - _LABEL - (_MINUTES if self._has_minutes else 0)) / _MOST_DAYS
        return self.width, self.height

    @property
    def _has_minutes(self) -> bool:
        return bool(self.year.informal_wanted) or self.year.count(MarkKind.INFORMAL) > 0

    def draw(self) -> None:
        """Draw the numbers of the days, then month by month."""
        self._draw_heads()
        for month in range(1, 13):
            self._draw_month(month, self.height - _HEAD - month * _ROW)

    def _draw_heads(self) -> None:
        middle = self.height - _HEAD / 2
        for day in range(1, _MOST_DAYS + 1):
            centred(self.canv, str(day), self._left(day) + self.cell / 2, middle, REGULAR, 7, QUIET)
        if self._has_minutes:
            right = self.width - _MINUTES / 2
            centred(self.canv, "informal", right, middle, REGULAR, 7, QUIET)

    def _left(self, day: int) -> float:
        return _LABEL + (day - 1) * self.cell

    def _draw_month(self, month: int, bottom: float) -> None:
        canvas, year = self.canv, self.year
        canvas.setFillColor(INK)
        canvas.setFont(font(BOLD).fontName, 8.6)
        canvas.drawString(0, bottom + _ROW / 2 - 3, MONTHS[month - 1])
        days = [
            year.day(date(year.year, month, day)) for day in range(1, monthrange(year.year, month)[1] + 1)
        ]
        for one in days:
            self._draw_ground(one, self._left(one.day.day), bottom)
        for one in days:
            self._draw_day(one, self._left(one.day.day), bottom)
        if self._has_minutes:
            self._draw_minutes(month, bottom)

    def _draw_ground(self, one: Day, left: float, bottom: float) -> None:
        canvas = self.canv
        canvas.setFillColor(AMBER if one.overdue else WHITE if one.works else TINT)
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.4)
        canvas.rect(left, bottom, self.cell, _ROW, stroke=1, fill=1)

    def _draw_day(self, one: Day, left: float, bottom: float) -> None:
        canvas = self.canv
        if one.away:
            canvas.setFillColor(QUIET)
            canvas.rect(left, bottom + 1, self.cell, _BAND, stroke=0, fill=1)
        if one.supervisor_away:
            # Stripes: told apart from the other band without colour, and seen beside it.
            canvas.setStrokeColor(QUIET)
            canvas.setLineWidth(1.0)
            top = bottom + (1 + _BAND if one.away else 1)
            for line in (top + 0.6, top + 2.8):
                canvas.line(left, line, left + self.cell, line)
        if one.marks:
            self._draw_marks(one, left + self.cell / 2, bottom)
        elif one.overdue:
            centred(canvas, OVERDUE, left + self.cell / 2, bottom + _ROW / 2 + 2, REGULAR, 8, INK)
        if one.today:
            canvas.setStrokeColor(INK)
            canvas.setLineWidth(1.4)
            canvas.rect(left, bottom, self.cell, _ROW, stroke=1, fill=0)

    def _draw_marks(self, one: Day, middle: float, bottom: float) -> None:
        """The mark above the bands; of several the two that matter most, one above the other."""
        first, *others = one.marks
        if not others:
            draw_mark(self.canv, first.kind, middle - _SIDE / 2, bottom + 8.5, _SIDE)
            return
        for kind, height in ((first.kind, bottom + _ROW - _HALF - 1.6), (others[0].kind, bottom + 3.2)):
            draw_mark(self.canv, kind, middle - _HALF / 2, height, _HALF)

    def _draw_minutes(self, month: int, bottom: float) -> None:
        """How many minutes there were, of how many; nothing of months in which nobody could have talked."""
        minutes, wanted = self.year.informal_minutes(month), self.year.informal_wanted
        if not minutes and not self.year.runs_in(month):
            return
        words = f"{minutes} of {wanted} min" if wanted else f"{minutes} min"
        centred(self.canv, words, self.width - _MINUTES / 2 + 3, bottom + _ROW / 2, REGULAR, 7.5, INK)


class Legend(Flowable):  # type: ignore[misc]
    """What the signs of the planner mean, in as many lines as it takes."""

    _STEP = 15.0
    _SIDE = 12.0

    def __init__(self, year: Year) -> None:
        super().__init__()
        self.year = year

    _KINDS = (
        (MarkKind.HELD, "held"),
        (MarkKind.BEGUN, "being written"),
        (MarkKind.PLANNED, "planned"),
        (MarkKind.NOT_HELD, "planned, not held"),
        (MarkKind.MOVED, "moved from here"),
        (MarkKind.CANCELLED, "cancelled"),
        (MarkKind.DUE, "last day in time"),
        (MarkKind.MISSED, "last day in time, missed"),
        (None, "overdue"),
        (MarkKind.INFORMAL, "informal contact"),
        ("away", "away"),
        ("supervisor", "supervisor away"),
        ("today", "the day this was made"),
    )

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Set the signs in lines."""
        self.width, x, line = width, 0.0, 0
        self.places: list[tuple[float, int, object, str]] = []
        for sign, words in self._KINDS:
            needed = self._SIDE + 4 + width_of(words, REGULAR, 8) + 14
            if x + needed > width:
                x, line = 0.0, line + 1
            self.places.append((x, line, sign, words))
            x += needed
        self.height = (line + 1) * self._STEP
        return self.width, self.height

    def draw(self) -> None:
        """Draw each sign with its words."""
        canvas = self.canv
        for x, line, sign, words in self.places:
            bottom = self.height - (line + 1) * self._STEP + 1.5
            self._draw_sign(sign, x, bottom)
            canvas.setFillColor(INK)
            canvas.setFont(font(REGULAR).fontName, 8)
            canvas.drawString(x + self._SIDE + 4, bottom + 3.2, words)

    def _draw_sign(self, sign: object, x: float, bottom: float) -> None:
        canvas, side = self.canv, self._SIDE
        if isinstance(sign, MarkKind):
            draw_mark(canvas, sign, x, bottom, side)
            return
        canvas.setStrokeColor(INK if sign == "today" else LINE)
        canvas.setLineWidth(1.4 if sign == "today" else 0.4)
        canvas.setFillColor(AMBER if sign is None else WHITE)
        canvas.rect(x, bottom, side, side, stroke=1, fill=1)
        if sign is None:
            centred(canvas, OVERDUE, x + side / 2, bottom + side / 2, REGULAR, 7.5, INK)
        elif sign == "away":
            canvas.setFillColor(QUIET)
            canvas.rect(x, bottom + 1, side, _BAND, stroke=0, fill=1)
        elif sign == "supervisor":
            canvas.setStrokeColor(QUIET)
            canvas.setLineWidth(1.0)
            for line in (bottom + 1.6, bottom + 3.8):
                canvas.line(x, line, x + side, line)
