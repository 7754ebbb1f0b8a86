"""The month: what was held, is planned and falls due day by day, bank holidays, and who is away."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from supervise_tui.domain.month_view import Calendar, DayKind, DayLine
from supervise_tui.forms.day_words import MONTHS, day_and_month
from supervise_tui.ui import file_rooms
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.widgets.month_grid import MonthGrid
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows import month as month_work

_LEGEND = "   ".join(f"{kind.letter} {kind.label}" for kind in DayKind)


class Month(House):
    """A grid of days with marks; the list beside it tells the day under the cursor."""

    WHERE = "Calendar"
    CSS_PATH = "month.tcss"
    HELP = (
        "One month of the whole home. In each day: P how many supervisions are planned, H how many were "
        "held, D for how many it is the last day in time, A how many people are away (a + stands for more "
        "than there is room for), B a bank holiday of your nation. Today stands in brackets.\n\n"
        "Arrows go by day and by week, Page Up and Page Down by month, Home and End to the edges of the "
        "month, t to today. The list beside it tells what the day holds. Enter goes into it, Enter on a line "
        "goes there, Esc comes back."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "into", "The day"),
        Binding("pageup", "months(-1)", "Month before", key_display="PgUp"),
        Binding("pagedown", "months(1)", "Month after", key_display="PgDn"),
        Binding("t", "today", "Today"),
    ]

    def __init__(self, day: date | None = None) -> None:
        super().__init__()
        self._first = day
        self._calendar: Calendar | None = None
        self._lines: list[DayLine] = []
        self._shown: date | None = None
        """The month whose marks the grid has, by its first day."""

    def way_back(self) -> Callable[[], House]:
        """Come back to the same day."""
        return partial(Month, self._grid.day)

    def compose_body(self) -> ComposeResult:
        """Lay out the grid beside the list of its day."""
        yield Static("", id="month", classes="heading", markup=False)
        with Horizontal(id="beside"):
            yield MonthGrid(self._first or self.desk.today, self.desk.today, id="grid")
            with Vertical(id="of-the-day"):
                yield Static("", id="day", markup=False)
                yield RowList(id="rows")
        yield Static(_LEGEND, id="legend", markup=False)

    def on_mount(self) -> None:
        """Start on the grid."""
        self.set_focus(self._grid)
        self._show()

    @property
    def _grid(self) -> MonthGrid:
        return self.query_one(MonthGrid)

    def look_again(self) -> None:
        """Look again: something may have been planned or held meanwhile."""
        desk = self.desk
        word = "" if self._calendar else "Looking up what was held and is planned"
        self.run_slow(lambda: month_work.calendar(desk), self._got, word=word)

    def _got(self, calendar: Calendar) -> None:
        self._calendar, self._shown = calendar, None
        self._show()

    @on(MonthGrid.Moved)
    def _show(self) -> None:
        day = self._grid.day
        self.query_one("#month", Static).update(f"{MONTHS[day.month - 1]} {day.year}")
        self.query_one("#day", Static).update(day_and_month(day))
        if self._calendar is None:
            return
        first, many = day.replace(day=1), monthrange(day.year, day.month)[1]
        if first != self._shown:
            self._shown = first
            days = [first + timedelta(days=n) for n in range(many)]
            self._grid.show({one: self._calendar.counts(one) for one in days})
        self._lines = self._calendar.on(day)
        rows = [_row(number, line) for number, line in enumerate(self._lines)]
        self.query_one(RowList).show(rows or [heading("Nothing on this day.")], keep=False)

    # -- going there ---------------------------------------------------------------------------

    @on(MonthGrid.Chosen)
    def action_into(self) -> None:
        """Go into the day's list; from the list, to what is under the cursor."""
        rows = self.query_one(RowList)
        if not rows.has_focus and any(row.id for row in rows.rows):
            self.set_focus(rows)
        elif not rows.has_focus:
            self.show_note("There is nothing on this day.")

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        from supervise_tui.ui import rooms

        line = self._lines[int(event.option.id or 0)]
        if line.kind is DayKind.PLANNED:
            self.house.push_screen(file_rooms.next_supervision(line.worker))
        elif line.record is not None:
            self.house.push_screen(file_rooms.for_record(line.record))
        elif line.kind is DayKind.AWAY:
            self.house.push_screen(file_rooms.absences(line.worker or self.desk.owner.id, line.name))
        elif line.worker:
            self.house.push_screen(rooms.worker_file(line.worker))
        else:
            self.show_note(f"{line.name} is a bank holiday: it is no working day.")

    def action_months(self, months: int) -> None:
        """Go to another month."""
        self._grid.action_month(months)

    def action_today(self) -> None:
        """Go to today."""
        self._grid.day = self.desk.today

    def action_back(self) -> None:
        """From the list back to the grid, from the grid back home."""
        if self.query_one(RowList).has_focus:
            self.set_focus(self._grid)
        else:
            super().action_back()


def _row(number: int, line: DayLine) -> Row:
    below = Content(line.words) if line.words else None
    return Row(str(number), (f"{line.kind.letter} {line.name}",), "", below)
