"""One action from the talk in which it was agreed to where it stands today: the golden thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from supervise_tui.domain.record import Record
from supervise_tui.forms.day_words import long_date
from supervise_tui.ui import file_rooms
from supervise_tui.ui.screens.actions import where_it_stands
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.widgets.row_list import Row, RowList
from supervise_tui.workflows.action_thread import ActionThread, ReviewLine, action_thread


class ActionThreadScreen(House):
    """What was agreed above, what was said about it below; each line opens its record."""

    CSS_PATH = "action_thread.tcss"
    HELP = (
        "The whole way of one action: the supervision in which you agreed it, each time you looked at it "
        "again, and how it ended, with the reason and how you know.\n\n"
        "Enter opens the record under the cursor. f goes to the worker's file."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open the record"),
        Binding("f", "file", "The worker's file"),
    ]

    def __init__(self, action_id: str) -> None:
        super().__init__()
        self.action_id = action_id
        self._thread: ActionThread | None = None

    def where(self) -> str:
        """Say whose action it is."""
        return f"{self._thread.worker.name} › Action" if self._thread else "Action"

    def way_back(self) -> Callable[[], House]:
        """Here again."""
        action_id = self.action_id
        return lambda: ActionThreadScreen(action_id)

    def compose_body(self) -> ComposeResult:
        """Lay out the agreement above the list."""
        yield Static("", id="what", markup=False)
        yield RowList(id="rows")

    def on_mount(self) -> None:
        """Put the cursor on the list."""
        self.set_focus(self.query_one(RowList))

    def look_again(self) -> None:
        """Look again."""
        desk, action_id = self.desk, self.action_id
        self.run_slow(lambda: action_thread(desk, action_id), self._show, word="")

    def _show(self, thread: ActionThread) -> None:
        self._thread = thread
        self.refresh_where()
        self.query_one("#what", Static).update(self._agreed(thread))
        rows = [Row(thread.raised.id, (f"Agreed · {_where(thread.raised)}",), "", _first_day(thread))]
        for number, line in enumerate(thread.reviews):
            rows.append(Row(f"{line.record.id}:{number}", (_said(line),), "", _reasons(line)))
        self.query_one(RowList).show(rows)

    def _agreed(self, thread: ActionThread) -> Content:
        late = "! " if thread.days_late else ""
        lines = [
            Content.styled(thread.action.what, "bold"),
            Content(f"Who: {thread.owner or 'nobody named'}"),
            Content(f"How you will know: {thread.action.how_known or 'not written down'}"),
            Content.styled(f"{late}Now: {where_it_stands(thread, self.desk.today)}", "bold"),
        ]
        return Content("\n").join(lines)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._open(event.option.id or "")

    def action_choose(self) -> None:
        """Open the record under the cursor."""
        self._open(self.query_one(RowList).chosen)

    def _open(self, row_id: str) -> None:
        if self._thread is None:
            return
        record_id = row_id.partition(":")[0]
        records = [self._thread.raised, *(line.record for line in self._thread.reviews)]
        record = next((record for record in records if record.id == record_id), None)
        if record is not None:
            self.house.push_screen(file_rooms.for_record(record))

    def action_file(self) -> None:
        """Open the file of the worker."""
        from supervise_tui.ui import rooms

        if self._thread is not None:
            self.house.push_screen(rooms.worker_file(self._thread.worker.id))


def _where(record: Record) -> str:
    day = long_date(record.held_on) if record.held_on else "no date yet"
    return f"{day} · {record.title} no. {record.number}"


def _first_day(thread: ActionThread) -> Content:
    day = thread.action.agreed_by
    return Content(f"to be done by {long_date(day)}" if day else "without a day")


def _said(line: ReviewLine) -> str:
    return f"{line.review.outcome.label.capitalize()} · {_where(line.record)}"


def _reasons(line: ReviewLine) -> Content | None:
    review = line.review
    parts = [
        review.why,
        f"new day: {long_date(review.new_date)}" if review.new_date else "",
        f"known by: {review.evidence}" if review.evidence else "",
    ]
    words = " · ".join(part for part in parts if part)
    return Content(words) if words else None
