"""A worker's year at a glance: a calendar above, the same in words below; Enter opens a line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList, Static

from supervise_tui.domain.record import Record
from supervise_tui.domain.roles import Act
from supervise_tui.domain.year_view import MarkKind, Year
from supervise_tui.domain.year_words import Entry, entries, summary
from supervise_tui.forms.day_words import day_and_month
from supervise_tui.ui import file_rooms
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.of_a_worker import OfAWorker
from supervise_tui.ui.screens.save_copy import save_and_tell
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.ui.widgets.year_grid import YearGrid, legend
from supervise_tui.workflows.worker_year import save_year, worker_year

_TO_PLAN = (MarkKind.PLANNED, MarkKind.NOT_HELD, MarkKind.DUE)
_LATEST_AHEAD = 1
"""Years ahead of this one that can be looked at."""


class WorkerYearScreen(OfAWorker):
    """Moving in the list moves in the calendar."""

    CSS_PATH = "worker_year.tcss"
    HELP = (
        "Each line of the calendar is a month, each letter a day; below it stands what the letters mean, "
        "and the same in words. Dots are working days. D is the last day on which the next supervision is "
        "in time, by the policy or by what you two have agreed; x are days on which it was overdue.\n\n"
        "Up and down go from one to the next, left and right from month to month, Page Up and Page Down "
        "to another year. Enter opens the record, the plan of the next supervision, or the absences.\n\n"
        "x saves the year as a PDF. It says when, and never what about or why somebody was away."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open"),
        # Priority: the list would take these keys for its own scrolling.
        Binding("left", "month(-1)", "Month", key_display="←→", priority=True),
        Binding("right", "month(1)", "Month on", show=False, priority=True),
        Binding("pageup", "year(-1)", "Year before", key_display="PgUp", priority=True),
        Binding("pagedown", "year(1)", "Year on", key_display="PgDn", priority=True),
        Binding("x", "save", "Save as PDF"),
    ]

    def __init__(self, worker_id: str, name: str = "", year: int | None = None) -> None:
        super().__init__(worker_id, name)
        self._number = year
        self._year: Year | None = None
        self._entries: list[Entry] = []

    def where(self) -> str:
        """Whose year, and which."""
        number = self._number or self.house.today.year
        words = f"The year {number}"
        return f"{self.name_of_worker} › {words}" if self.name_of_worker else words

    def way_back(self) -> Callable[[], House]:
        """Come back to this year."""
        return partial(WorkerYearScreen, self.worker_id, self.name_of_worker, self._number)

    def compose_body(self) -> ComposeResult:
        """The year in a sentence, the calendar, its letters, the list."""
        yield Static("", id="summary", markup=False)
        yield YearGrid(plain=self.house.plain_lines, id="grid")
        yield Static("", id="legend", markup=False)
        yield RowList(id="rows")

    def on_resize(self) -> None:
        """Fit the top line and the letters to the new width."""
        super().on_resize()
        line = self.query_one("#legend", Static)
        line.update(legend(self.size.width - 2))

    def look_again(self) -> None:
        """Read the year anew."""
        desk, worker_id, number = self.desk, self.worker_id, self._number
        word = "" if self._year else "Looking up the year"
        self.run_slow(lambda: worker_year(desk, worker_id, number), self._show, word=word)

    def _show(self, year: Year) -> None:
        another = self._year is None or self._year.year != year.year
        self._year, self._number = year, year.year
        self.name_of_worker = year.worker.name
        self._entries = entries(year)
        self.refresh_where()
        self.query_one("#summary", Static).update(summary(year))
        rows = self.query_one(RowList)
        rows.show([_row(place, one) for place, one in enumerate(self._entries)] or [_nothing(year)])
        if another and self._entries:
            rows.choose(str(self._at_first()))
        self._point()

    def _at_first(self) -> int:
        """The next thing to come; in a year that is over the last one."""
        today = self._year.today if self._year else self.house.today
        ahead = (place for place, one in enumerate(self._entries) if one.day >= today)
        return next(ahead, len(self._entries) - 1)

    @property
    def _chosen(self) -> Entry | None:
        chosen = self.query_one(RowList).chosen
        return self._entries[int(chosen)] if chosen and int(chosen) < len(self._entries) else None

    @on(OptionList.OptionHighlighted)
    def _point(self) -> None:
        if self._year is not None:
            chosen = self._chosen
            self.query_one(YearGrid).show(self._year, chosen.day if chosen else None)

    @on(YearGrid.Clicked)
    def _clicked(self, event: YearGrid.Clicked) -> None:
        there = next((place for place, one in enumerate(self._entries) if one.day == event.day), None)
        if there is not None:
            self.query_one(RowList).choose(str(there))

    def action_month(self, step: int) -> None:
        """Go to the first line of the next month that has one, or of the one before."""
        chosen = self._chosen
        if chosen is None:
            return
        months = sorted({one.day.month for one in self._entries})
        at = months.index(chosen.day.month) + step
        if 0 <= at < len(months):
            first = next(n for n, one in enumerate(self._entries) if one.day.month == months[at])
            self.query_one(RowList).choose(str(first))

    def action_year(self, step: int) -> None:
        """Look at another year, as far as anything is known of it."""
        if self._year is None or self.busy:
            return
        wanted = self._year.year + step
        if self._year.first_year <= wanted <= self._year.today.year + _LATEST_AHEAD:
            self._number = wanted
            self.look_again()
        else:
            self.show_note(f"Nothing is known of {wanted}.")

    @on(OptionList.OptionSelected)
    def action_choose(self) -> None:
        """Open what the line under the cursor is about."""
        chosen, year = self._chosen, self._year
        if chosen is None or year is None:
            return
        record = year.records.get(chosen.record)
        if chosen.kind is MarkKind.MISSED:
            self._open_missed(chosen, year)
        elif chosen.kind in _TO_PLAN or (record is not None and record.state == "planned"):
            self._plan()
        elif record is not None and chosen.kind is not MarkKind.CANCELLED:
            self._open(record)
        elif chosen.kind is MarkKind.CANCELLED:
            self.show_note("It was cancelled. The history of the file (h there) says by whom and why.")
        else:
            self._open_absences(chosen.person)

    def _open_missed(self, chosen: Entry, year: Year) -> None:
        """The talk that was held in the end, else the plan."""
        mark = next(one for one in year.marks if one.kind is MarkKind.MISSED and one.day == chosen.day)
        late = [one for one in year.marks if one.kind is MarkKind.HELD and one.day == mark.to]
        if late:
            self._open(year.records[late[0].record])
        elif mark.to is None and year.worker.left_on is None:
            self._plan()
        else:
            self.show_note("There is nothing to open here.")

    def _open_absences(self, person: str) -> None:
        name = self.name_of_worker if person == self.worker_id else self.desk.owner.name
        self.house.push_screen(file_rooms.absences(person, name))

    def _plan(self) -> None:
        why = self.desk.why_not(Act.PLAN)
        if why:
            self.show_note(why)
        else:
            self.house.push_screen(file_rooms.next_supervision(self.worker_id, self.name_of_worker))

    def _open(self, record: Record) -> None:
        if record.state.is_unfinished and not self.desk.may(Act.WRITE_RECORDS):
            self.show_note(
                "This record is still being written. It can be read once it is ready to be signed."
            )
        else:
            self.house.push_screen(file_rooms.for_record(record))

    def action_save(self) -> None:
        """Save the year as a PDF where they say."""
        if self._year is None:
            return
        desk, worker_id, number = self.desk, self.worker_id, self._year.year
        save_and_tell(
            self,
            "The year on paper",
            "A planner with the marks of this screen, and the same in words. It says when, and never what "
            "about or why somebody was away. Where should it go?\n"
            "Outside the cabinet it can be read by anyone who can open that folder.",
            "Save the PDF",
            lambda folder: save_year(desk, worker_id, folder, number),
        )


def _row(place: int, entry: Entry) -> Row:
    return Row(str(place), (day_and_month(entry.day), entry.sign, entry.words))


def _nothing(year: Year) -> Row:
    return heading(f"Nothing is known of {year.year}.")
