"""A month as a grid of days with marks in letters; arrows go by day and week, Page Up and Down by month."""

from __future__ import annotations

from calendar import monthcalendar, monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from supervise_tui.domain.month_view import DayKind
from supervise_tui.domain.working_days import add_months
from supervise_tui.forms.day_words import FIRST_YEAR, LAST_YEAR, WEEKDAYS

_DAYS = 7
_TALL, _TALLEST = 3, 5
"""Lines of a cell that its marks take, and lines of one where there is much room."""
_ROOMY = 8
"""Cells wide enough for numbers of two digits."""
_ONE_DIGIT, _MOST = 9, 99
"""The largest number in a narrow cell, and in a wide one."""
_BLANK = "\u00a0"
"""A blank that Textual 8.2 keeps at the start of a line."""
_LINES = ((DayKind.PLANNED, DayKind.HELD), (DayKind.DUE, DayKind.AWAY))
"""Where each mark stands in its cell, so that the eye finds it: in the first line, in the second."""


class MonthGrid(Widget, can_focus=True):
    """Shows the month of `day`, which is the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
        Binding("up", "step(-7)", show=False),
        Binding("down", "step(7)", show=False),
        Binding("pageup", "month(-1)", show=False),
        Binding("pagedown", "month(1)", show=False),
        Binding("home", "edge(0)", show=False),
        Binding("end", "edge(1)", show=False),
    ]

    day: reactive[date] = reactive(date(2000, 1, 1), init=False)

    class Moved(Message):
        """The cursor stands on another day."""

        def __init__(self, day: date) -> None:
            super().__init__()
            self.day = day

    class Chosen(Message):
        """Somebody wants into the day under the cursor."""

    def __init__(self, day: date, today: date, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.set_reactive(MonthGrid.day, day)
        self._today = today
        self._marks: Mapping[date, Mapping[DayKind, int]] = {}

    def show(self, marks: Mapping[date, Mapping[DayKind, int]]) -> None:
        """Show these numbers of each kind by day."""
        self._marks = marks
        self.refresh()

    def watch_day(self, day: date) -> None:
        """Say where the cursor is."""
        self.post_message(self.Moved(day))

    # -- moving --------------------------------------------------------------------------------

    def action_step(self, days: int) -> None:
        """Go that many days on."""
        self._go(self.day + timedelta(days=days))

    def action_month(self, months: int) -> None:
        """Go to the same day of another month."""
        self._go(add_months(self.day, months))

    def action_edge(self, last: int) -> None:
        """Go to the first or the last day of the month."""
        self._go(self.day.replace(day=monthrange(self.day.year, self.day.month)[1] if last else 1))

    def _go(self, day: date) -> None:
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            self.day = day

    def on_click(self, event: events.Click) -> None:
        """Go to the day under the mouse; a second click goes into it."""
        offset = event.get_content_offset(self)
        if offset is None or offset.y == 0:
            return
        weeks = monthcalendar(self.day.year, self.day.month)
        row, column = (offset.y - 1) // self._tall(len(weeks)), offset.x // self._wide
        if row >= len(weeks) or column >= _DAYS or not weeks[row][column]:
            return
        chosen = self.day.replace(day=weeks[row][column])
        if chosen == self.day:
            self.post_message(self.Chosen())
        self.day = chosen

    # -- drawing -------------------------------------------------------------------------------

    @property
    def _wide(self) -> int:
        return max(4, self.content_size.width // _DAYS)

    def _tall(self, weeks: int) -> int:
        """Lines for a week: the number and two of marks, or one of marks where there is no room."""
        return min(max((self.content_size.height - 1) // weeks, _TALL - 1), _TALLEST)

    def render(self) -> Content:
        """Draw the weekdays and the weeks."""
        wide = self._wide
        weeks = monthcalendar(self.day.year, self.day.month)
        names = "".join(f" {name[:3]}".ljust(wide) for name in WEEKDAYS)
        lines = [Content.assemble((names.replace(" ", _BLANK), "bold"))]
        for week in weeks:
            cells = [
                self._cell(self.day.replace(day=number) if number else None, len(weeks)) for number in week
            ]
            lines += [Content("").join(parts) for parts in zip(*cells, strict=True)]
        return Content("\n").join(lines)

    def _cell(self, day: date | None, weeks: int) -> list[Content]:
        """The lines of one day, each as wide as a cell."""
        tall, wide = self._tall(weeks), self._wide
        if day is None:
            return [Content(_BLANK * wide)] * tall
        marks = self._marks.get(day, {})
        number = f"[{day.day}]" if day == self._today else f" {day.day} "
        holiday = DayKind.HOLIDAY.letter if marks.get(DayKind.HOLIDAY) else ""
        texts = [f"{number}{holiday}"]
        if tall >= _TALL:
            texts += [_in_columns([_mark(marks, kind, wide) for kind in kinds], wide) for kinds in _LINES]
            texts += [""] * (tall - len(texts))
        else:
            texts.append("".join(_mark(marks, kind, wide) for kinds in _LINES for kind in kinds))
        cursor = "" if day != self.day else "reverse" if self.has_focus else "underline"
        styles = [f"bold {cursor}" if marks else cursor, *([cursor] * (tall - 1))]
        return [
            Content.assemble((text[:wide].ljust(wide).replace(" ", _BLANK), style))
            for text, style in zip(texts, styles, strict=True)
        ]


def _mark(marks: Mapping[DayKind, int], kind: DayKind, wide: int) -> str:
    """Give "P2"; "P+" where a number of two digits has no room."""
    many = marks.get(kind, 0)
    if not many:
        return ""
    most = _MOST if wide >= _ROOMY else _ONE_DIGIT
    return f"{kind.letter}{many}" if many <= most else f"{kind.letter}+"


def _in_columns(marks: list[str], wide: int) -> str:
    """Give the marks of a line, each at its own place."""
    first, second = marks
    return f" {first.ljust(wide // 2)}{second}"
