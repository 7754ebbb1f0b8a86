"""Draws how the objectives of a plan go: each entry of the log on its day, along the time of the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable, HRFlowable, KeepTogether, Spacer

from supervise_tui.documents.flowing import plain_table, words
from supervise_tui.documents.house_style import (
    AMBER_LINE,
    DEEP,
    INK,
    LEFT_TO_RIGHT,
    LINE,
    QUIET,
    REGULAR,
    ROOM_FOR_TABLE,
    TEXT_WIDTH,
    TINT,
    WHITE,
    Styles,
    font,
    width_of,
)
from supervise_tui.documents.numbered_pages import lay_out
from supervise_tui.documents.plan_trend import TrendPaper
from supervise_tui.documents.titled_pages import titled
from supervise_tui.domain.improvement_plan import Control, Plan
from supervise_tui.domain.plan_trend import WORDS, Trend
from supervise_tui.domain.procedure_words import ControlState, Result
from supervise_tui.forms.day_words import long_date

LEVELS = (Result.NOT_MET, Result.PARTLY, Result.MET)
"""From the bottom up."""
_LEFT, _STEP, _BOTTOM, _TOP = 46.0, 17.0, 17.0, 9.0
_DOT = 3.2
_CLOSE = 30.0
"""Points that the days below need from one to the next."""
_STATES = {
    ControlState.IN_FORCE: "In force",
    ControlState.BROKEN: "Was not kept",
    ControlState.LIFTED: "Lifted",
}


def draw_trends(paper: TrendPaper) -> bytes:
    """Give the pages as PDF (see plan_trend.trend_pdf)."""
    day = long_date(paper.on)
    pages = lay_out(list(_flowables(paper)), (f"As it stood on {day}", "Private: for those who work on it"))
    return titled(pages, f"How the plan goes, {paper.worker}, {day}")


def _flowables(paper: TrendPaper) -> Iterator[Flowable]:
    styles = Styles()
    top = [[words(paper.home, styles.home), words(long_date(paper.on), styles.record_number)]]
    edges: list[Any] = [("LEFTPADDING", (0, 0), (0, 0), 0), ("RIGHTPADDING", (-1, 0), (-1, 0), 0)]
    yield plain_table(top, [TEXT_WIDTH * 0.6, TEXT_WIDTH * 0.4], edges)
    yield HRFlowable(width="100%", thickness=2.2, color=DEEP, spaceBefore=0, spaceAfter=7)
    yield words("How the plan goes", styles.title)
    yield words(f"{LEFT_TO_RIGHT}{paper.worker}, {_time(paper.plan)}", styles.subtitle)
    yield Spacer(0, 4)
    yield words(paper.held, styles.body)
    yield from trend_flowables(paper.plan, paper.trends, paper.on, styles)
    yield from control_flowables(paper.controls, styles)


def _time(plan: Plan) -> str:
    until = f" to {long_date(plan.ends_on)}" if plan.ends_on is not None else ""
    return f"{long_date(plan.starts_on)}{until}"


def trend_flowables(plan: Plan, trends: Sequence[Trend], on: date, styles: Styles) -> Iterator[Flowable]:
    """Give a drawing with its words for each objective, as it stands on that day."""
    for number, one in enumerate(trends, 1):
        pieces: list[Flowable] = [
            words(f"{number}. {one.objective.words}", styles.heading),
            words(_asked(one), styles.small),
        ]
        if one.points or one.reviewed:
            pieces += [Spacer(0, 3), TrendChart(one, *_stretch(plan, one, on), on)]
        pieces += [words(f"{one.words}.", styles.body)]
        yield KeepTogether(pieces)
    if any(one.points or one.reviewed for one in trends):
        yield Legend()


def _asked(one: Trend) -> str:
    parts = [
        f"Measured by: {one.objective.measure}" if one.objective.measure else "",
        f"Good enough: {one.objective.criterion}" if one.objective.criterion else "",
        f"To be met by {long_date(one.objective.target)}" if one.objective.target else "",
    ]
    return ". ".join(part.rstrip(".") for part in parts if part) + ("." if any(parts) else "")


def _stretch(plan: Plan, trend: Trend, on: date) -> tuple[date, date]:
    """From the plan's first day to its last, and to every entry, whichever reaches further."""
    days = [one.on for one in (*trend.points, *trend.reviewed)]
    first = min([plan.starts_on, *days])
    last = max([plan.ends_on or on, *days])
    return first, max(last, first + timedelta(days=7))


def control_flowables(controls: Sequence[Control], styles: Styles) -> Iterator[Flowable]:
    """Give the risk controls with what is true of each."""
    if not controls:
        return
    yield CondPageBreak(ROOM_FOR_TABLE)
    yield words("Risk controls", styles.heading)
    rows = [
        [
            words(one.what, styles.cell_bold if one.is_broken else styles.cell),
            words(_since(one), styles.cell_bold if one.is_broken else styles.cell),
            words(one.evidence or (f"Ends when: {one.ends_when}" if one.ends_when else ""), styles.cell),
        ]
        for one in controls
    ]
    rules: list[Any] = [("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE), ("LEFTPADDING", (0, 0), (0, -1), 0)]
    yield plain_table(rows, [TEXT_WIDTH * 0.36, TEXT_WIDTH * 0.26, TEXT_WIDTH * 0.38], rules)


def _since(one: Control) -> str:
    state = _STATES[one.state]
    if one.since is None:
        return state
    joined = "on" if one.state is not ControlState.IN_FORCE else "from"
    by = f", says {one.by_whom}" if one.by_whom else ""
    return f"{state} {joined} {long_date(one.since)}{by}"


class TrendChart(Flowable):  # type: ignore[misc]
    """One objective: three levels, the days of the plan along them, a mark for each entry and review."""

    def __init__(self, trend: Trend, first: date, last: date, on: date) -> None:
        super().__init__()
        self.trend, self.first, self.last, self.on = trend, first, last, on
        self._room = TEXT_WIDTH - _LEFT - 8

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Give the size it needs."""
        return width, _BOTTOM + 2 * _STEP + _TOP + _DOT

    def draw(self) -> None:
        """Draw the levels, the days, then the marks."""
        self._levels()
        self._days()
        if self.first <= self.on <= self.last:
            self._upright(self.on, QUIET, (2, 2))
        if self.trend.objective.target is not None and self.first <= self.trend.objective.target <= self.last:
            self._upright(self.trend.objective.target, AMBER_LINE, ())
        points = [(self._x(one.on), self._y(one.result)) for one in self.trend.points]
        self.canv.setStrokeColor(LINE)
        self.canv.setLineWidth(1)
        for (x, y), (to_x, to_y) in pairwise(points):
            self.canv.line(x, y, to_x, to_y)
        for one, (x, y) in zip(self.trend.points, points, strict=True):
            mark(self.canv, x, y, one.result)
        for one in self.trend.reviewed:
            diamond(self.canv, self._x(one.on), self._y(one.result))

    def _x(self, day: date) -> float:
        share = (day - self.first).days / (self.last - self.first).days
        return _LEFT + float(self._room) * share

    def _y(self, result: Result) -> float:
        return _BOTTOM + _STEP * LEVELS.index(result)

    def _levels(self) -> None:
        canvas = self.canv
        for level in LEVELS:
            y = self._y(level)
            canvas.setFillColor(QUIET)
            canvas.setFont(font(REGULAR).fontName, 8)
            canvas.drawString(0, y - 2.6, WORDS[level])
            canvas.setStrokeColor(TINT if level is not LEVELS[0] else LINE)
            canvas.setLineWidth(0.8)
            canvas.line(_LEFT, y, _LEFT + self._room, y)

    def _days(self) -> None:
        """The first day, the last, and between them each entry's for which there is room."""
        canvas = self.canv
        canvas.setFillColor(QUIET)
        canvas.setFont(font(REGULAR).fontName, 7.4)
        drawn: list[float] = []
        today = [self.on] if self.first <= self.on <= self.last else []
        days = [self.first, self.last, *today, *(one.on for one in self.trend.points)]
        for day in dict.fromkeys(days):
            x, said = self._x(day), f"{day.day}/{day.month}"
            if all(abs(x - other) >= _CLOSE for other in drawn):
                half = width_of(said, REGULAR, 7.4) / 2
                canvas.drawString(min(max(x - half, 0), TEXT_WIDTH - 2 * half), 4, said)
                drawn.append(x)

    def _upright(self, day: date, colour: Any, dashes: tuple[int, ...]) -> None:
        canvas, x = self.canv, self._x(day)
        canvas.saveState()
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(0.9)
        canvas.setDash(*dashes)
        canvas.line(x, _BOTTOM - 3, x, _BOTTOM + 2 * _STEP + 5)
        canvas.restoreState()


def mark(canvas: Any, x: float, y: float, result: Result) -> None:
    """Draw the mark of one entry: full, half and open circles, told apart without colour too."""
    canvas.setStrokeColor(DEEP)
    canvas.setLineWidth(1.1)
    canvas.setFillColor(DEEP if result is Result.MET else WHITE)
    canvas.circle(x, y, _DOT, stroke=1, fill=1)
    if result is Result.PARTLY:
        canvas.setFillColor(DEEP)
        canvas.wedge(x - _DOT, y - _DOT, x + _DOT, y + _DOT, 90, 180, stroke=0, fill=1)


def diamond(canvas: Any, x: float, y: float) -> None:
    """Draw the mark of what a review said: it stands above the line, so that it hides no entry."""
    path, size, y = canvas.beginPath(), 3.0, y + 6.2
    path.moveTo(x, y + size)
    path.lineTo(x + size, y)
    path.lineTo(x, y - size)
    path.lineTo(x - size, y)
    path.close()
    canvas.setStrokeColor(AMBER_LINE)
    canvas.setFillColor(WHITE)
    canvas.setLineWidth(1.1)
    canvas.drawPath(path, stroke=1, fill=1)


class Legend(Flowable):  # type: ignore[misc]
    """What the marks mean."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Give the size it needs."""
        return width, 16

    def draw(self) -> None:
        """Draw each mark with its word."""
        canvas, x, y = self.canv, 4.0, 5.0
        for level in reversed(LEVELS):
            mark(canvas, x, y, level)
            x = self._word(x + 7, WORDS[level])
        diamond(canvas, x, y - 6.2)
        x = self._word(x + 7, "a review")
        canvas.setStrokeColor(AMBER_LINE)
        canvas.line(x, y - 4, x, y + 5)
        x = self._word(x + 4, "to be met by")
        canvas.setStrokeColor(QUIET)
        canvas.setDash(2, 2)
        canvas.line(x, y - 4, x, y + 5)
        canvas.setDash()
        self._word(x + 4, "the day of this page")

    def _word(self, x: float, said: str) -> float:
        self.canv.setFillColor(INK)
        self.canv.setFont(font(REGULAR).fontName, 7.6)
        self.canv.drawString(x, 2.4, said)
        return x + float(width_of(said, REGULAR, 7.6)) + 11
