"""Draws the course of a case on one page: stages, plans, pauses, meetings, and how each objective went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from reportlab.platypus import Flowable, Spacer

from supervise_tui.documents.flowing import words
from supervise_tui.documents.house_style import (
    AMBER,
    AMBER_LINE,
    BOLD,
    DEEP,
    INK,
    LINE,
    QUIET,
    REGULAR,
    TEXT_WIDTH,
    TINT,
    WHITE,
    Styles,
    font,
    width_of,
)
from supervise_tui.documents.trend_drawing import Legend, diamond, mark
from supervise_tui.domain.case_timeline import CaseTimeline, Moment, Stretch
from supervise_tui.domain.plan_trend import Trend
from supervise_tui.forms.day_words import MONTHS, long_date

_LABELS = 96.0
"""Points at the left for the names of the rows."""
_BAR, _ROW = 20.0, 33.0
_LABEL = 150.0
"""Points for what is said of a day: it is told in full elsewhere in the bundle."""
_MOST_OBJECTIVES = 12
"""More are not drawn: the picture is one page."""


_NEAR = 9.0
"""Points between marks that share one number."""
_SHORTER: Mapping[str, str] = {
    "Stage 1": "1",
    "Stage 2": "2",
    "Stage 3": "3",
    "After dismissal": "Dismissed",
}
"""What stands in a bar that is too short for its words."""
_EDGE = float(TEXT_WIDTH) - 9
"""Points at which words end: right of it runs the line of the day."""


@dataclass(frozen=True)
class _Said:
    """Words at a mark: where they begin, and on which of the two lines, above or below."""

    words: str
    start: float
    line: int


def timeline_flowables(timeline: CaseTimeline, on: date, styles: Styles) -> Iterator[Flowable]:
    """Give the picture with its heading and what its marks mean."""
    yield words("The course of the case", styles.title)
    yield Spacer(0, 8)
    picture = Timeline(timeline, on)
    yield picture
    if any(one.points or one.reviewed for one in timeline.trends):
        yield Spacer(0, 4)
        yield Legend()
    yield words("In words", styles.heading)
    for sentence in (*_in_words(timeline, on), *picture.numbered()):
        yield words(sentence, styles.small)
    for trend in timeline.trends:
        yield words(f"{trend.objective.words}: {trend.words}", styles.small)
    more = len(timeline.trends) - _MOST_OBJECTIVES
    if more > 0:
        yield words(f"{more} more objectives are not drawn; they are in the plan.", styles.small)


def _in_words(timeline: CaseTimeline, on: date) -> Iterator[str]:
    """The stretches, and what became of the risk controls: a sentence each."""
    for one in (*timeline.stages, *timeline.plans, *timeline.pauses):
        first, last = long_date(one.first), long_date(one.last)
        goes_on = one.last == on and timeline.ended is None and one not in timeline.plans
        meant = f"; it was to run until {long_date(one.meant)}" if one.meant else ""
        yield f"{one.label}: since {first}" if goes_on else f"{one.label}: from {first} to {last}{meant}"
    received, until = timeline.dismissal_received, timeline.appeal_until
    if received is not None and until is not None:
        yield f"The dismissal was received on {long_date(received)}; time to appeal until {long_date(until)}"
    if timeline.ended is not None:
        yield f"The case ended on {long_date(timeline.ended)}"
    for moment in timeline.controls:
        yield f"Risk control, {long_date(moment.on)}: {moment.label}"


class Timeline(Flowable):  # type: ignore[misc]
    """Rows along one line of days."""

    def __init__(self, timeline: CaseTimeline, on: date) -> None:
        super().__init__()
        self.timeline, self.on = timeline, on
        self.last = max(timeline.last, timeline.first + timedelta(days=14))
        self.trends: Sequence[Trend] = timeline.trends[:_MOST_OBJECTIVES]
        kinds = [("Meetings", timeline.meetings), ("Decisions", timeline.decisions)]
        kinds.append(("Letters", timeline.letters))
        if timeline.controls:
            kinds.append(("Risk controls", timeline.controls))
        self.moments = [(name, sorted(found, key=lambda one: one.on)) for name, found in kinds]
        self.height = _ROW * (3 + len(self.moments) + len(self.trends)) + 42

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Give the size it needs."""
        return width, self.height

    def draw(self) -> None:
        """Draw the months, then row under row."""
        self._top = self.height - 24
        self._months()
        rows: list[tuple[str, Sequence[Stretch], Any]] = [
            ("Stages", self.timeline.stages, TINT),
            ("Plans", self.timeline.plans, WHITE),
            ("Pauses", self.timeline.pauses, AMBER),
        ]
        y = self._top - _ROW
        for name, stretches, fill in rows:
            self._name(name, y + 7)
            for one in stretches:
                self._bar(one, y, fill)
            if not stretches:
                self._quiet("none", y + 7)
            y -= _ROW
        for name, moments in self.moments:
            self._name(name, y + 7)
            self._moments(moments, y)
            y -= _ROW
        y += _ROW - 8
        for number, trend in enumerate(self.trends, 1):
            y -= _ROW
            self._objective(number, trend, y)
        if self.timeline.first <= self.on <= self.last:
            self.canv.setStrokeColor(QUIET)
            self.canv.setDash(2, 2)
            self.canv.line(self._x(self.on), 4, self._x(self.on), self._top)
            self.canv.setDash()

    def _x(self, day: date) -> float:
        share = (day - self.timeline.first).days / (self.last - self.timeline.first).days
        return _LABELS + (float(TEXT_WIDTH) - _LABELS - 6) * share

    def _months(self) -> None:
        """A thin line at the first of each month, named where there is room."""
        canvas, right = self.canv, -100.0
        day = self.timeline.first.replace(day=1)
        while day <= self.last:
            # The month in which the case began is named at the edge.
            x = self._x(max(day, self.timeline.first))
            following = (day + timedelta(days=32)).replace(day=1)
            if day >= self.timeline.first:
                canvas.setStrokeColor(LINE)
                canvas.setLineWidth(0.5)
                canvas.line(x, 4, x, self._top)
            said = f"{MONTHS[day.month - 1][:3]} {day.year}"
            room = width_of(said, REGULAR, 7.4)
            begun = day >= self.timeline.first or self._x(following) - x > room + 6
            if begun and x - right > 6 and x + room < TEXT_WIDTH:
                canvas.setFillColor(QUIET)
                canvas.setFont(font(REGULAR).fontName, 7.4)
                canvas.drawString(x + 1, self._top + 5, said)
                right = x + room
            day = following

    def _name(self, said: str, y: float) -> None:
        self.canv.setFillColor(DEEP)
        self.canv.setFont(font(BOLD).fontName, 8.6)
        self.canv.drawString(0, y, said)

    def _quiet(self, said: str, y: float) -> None:
        self.canv.setFillColor(QUIET)
        self.canv.setFont(font(REGULAR).fontName, 8)
        self.canv.drawString(_LABELS, y, said)

    def _bar(self, one: Stretch, y: float, fill: Any) -> None:
        canvas = self.canv
        left, right = self._x(one.first), max(self._x(one.last), self._x(one.first) + 3)
        canvas.setFillColor(fill)
        canvas.setStrokeColor(AMBER_LINE if fill is AMBER else DEEP)
        canvas.setLineWidth(0.9)
        canvas.roundRect(left, y, right - left, _BAR, 3, stroke=1, fill=1)
        room = right - left - 6
        wordings = [(one.label, 7.6), (one.label, 6.4), (_SHORTER.get(one.label, one.label), 6.4)]
        said, size = next(
            (one for one in wordings if width_of(one[0], REGULAR, one[1]) <= room), wordings[-1]
        )
        canvas.setFillColor(INK)
        canvas.setFont(font(REGULAR).fontName, size)
        canvas.drawString(left + 3, y + 7, fitting(said, room, size))

    def _moments(self, moments: Sequence[Moment], y: float) -> None:
        """Each day with its mark; what is said of it, or where there are too many, their numbers."""
        canvas = self.canv
        canvas.setFillColor(DEEP)
        for one in moments:
            canvas.circle(self._x(one.on), y + 10, 3.2, stroke=0, fill=1)
        canvas.setFont(font(REGULAR).fontName, 7)
        for said in self._said(moments) or self._numbers(moments):
            canvas.drawString(said.start, y + (16 if said.line == 0 else -1), said.words)
        if not moments:
            self._quiet("none", y + 7)

    def numbered(self) -> Iterator[str]:
        """Say what the numbers of a row stand for, a paragraph for each row that has some."""
        for name, moments in self.moments:
            if moments and not self._said(moments):
                named = [f"{number} {one.label}, {_day(one.on)}" for number, one in enumerate(moments, 1)]
                yield f"{name}: {'; '.join(named)}"

    def _said(self, moments: Sequence[Moment]) -> list[_Said]:
        """Give what is said of each day, on two lines; nothing when they have no room for all."""
        free, found = [0.0, 0.0], list[_Said]()
        for one in moments:
            said = f"{fitting(one.label, _LABEL)}, {one.on.day}/{one.on.month}"
            room = width_of(said, REGULAR, 7)
            start = min(self._x(one.on) - 3, _EDGE - room)
            line = next((number for number, end in enumerate(free) if start > end + 4), None)
            if line is None:
                return []
            free[line] = start + room
            found.append(_Said(said, start, line))
        return found

    def _numbers(self, moments: Sequence[Moment]) -> Iterator[_Said]:
        """Give the number of each day; days that lie close together share one label: "3–5"."""
        runs: list[list[int]] = []
        for number, one in enumerate(moments):
            if runs and self._x(one.on) - self._x(moments[runs[-1][-1]].on) < _NEAR:
                runs[-1].append(number)
            else:
                runs.append([number])
        ends = [0.0, 0.0]
        for run in runs:
            said = f"{run[0] + 1}–{run[-1] + 1}" if len(run) > 1 else str(run[0] + 1)
            room = width_of(said, REGULAR, 7)
            middle = (self._x(moments[run[0]].on) + self._x(moments[run[-1]].on)) / 2
            start = min(middle - room / 2, _EDGE - room)
            line = 0 if start > ends[0] + 3 or ends[0] < ends[1] else 1
            ends[line] = start + room
            yield _Said(said, start, line)

    def _objective(self, number: int, trend: Trend, y: float) -> None:
        canvas = self.canv
        self._name(f"Objective {number}", y + 7)
        canvas.setFillColor(QUIET)
        canvas.setFont(font(REGULAR).fontName, 7.2)
        canvas.drawString(_LABELS, y + 22, fitting(trend.objective.words, float(TEXT_WIDTH) - _LABELS))
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.7)
        canvas.line(_LABELS, y + 10, float(TEXT_WIDTH) - 6, y + 10)
        target = trend.objective.target
        if target is not None and self.timeline.first <= target <= self.last:
            canvas.setStrokeColor(AMBER_LINE)
            canvas.line(self._x(target), y + 3, self._x(target), y + 17)
        for point in trend.points:
            mark(canvas, self._x(point.on), y + 10, point.result)
        for point in trend.reviewed:
            diamond(canvas, self._x(point.on), y + 10)
        if not trend.points and not trend.reviewed:
            self._quiet("no entry yet", y + 1)


def _day(day: date) -> str:
    """Give "3 February 2026": the weekday stands in the index."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def fitting(said: str, room: float, size: float = 7.6) -> str:
    """Cut words to a width in points; nothing where not even a letter fits."""
    if width_of(said, REGULAR, size) <= room:
        return said
    while said and width_of(f"{said}…", REGULAR, size) > room:
        said = said[:-1]
    return f"{said.rstrip()}…" if len(said) > 2 else ""
