"""What the screens over one file share: a list of rows, and keys into what belongs to the file."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable

from textual import on
from textual.widgets import OptionList

from supervise_tui.domain.file_audit import act_for
from supervise_tui.domain.record import Record
from supervise_tui.ui import file_rooms
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.widgets.row_list import RowList


class FileScreen(House):
    """A file, shown as a list with the id `rows`: Enter opens a row, keys lead on."""

    @property
    @abstractmethod
    def subject(self) -> tuple[str, str] | None:
        """Whose file it is, as id and name; None until it has been read, when keys do nothing yet."""

    @abstractmethod
    def open_row(self, row_id: str) -> None:
        """Do what a row is there for; called only once the file has been read."""

    def on_mount(self) -> None:
        """Put the cursor on the list."""
        self.set_focus(self.query_one(RowList))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        if self.subject is not None:
            self.open_row(event.option.id or "")

    def action_choose(self) -> None:
        """Open the row under the cursor."""
        if self.subject is not None:
            self.open_row(self.query_one(RowList).chosen)

    def enter(self, room: Callable[[str, str], House]) -> None:
        """Go to a screen that takes the id and name of whose file it is."""
        if self.subject is not None:
            self.house.push_screen(room(*self.subject))

    def enter_record(self, record: Record) -> None:
        """Go to a record; who may not write it reads it only once it is ready to be signed."""
        if record.state.is_unfinished and not self.desk.may(act_for(record.makes)):
            self.show_note(
                "This record is still being written. It can be read once it is ready to be signed."
            )
        else:
            self.house.push_screen(file_rooms.for_record(record))

    def action_new_record(self) -> None:
        """Offer everything that can be started on this file."""
        self.enter(file_rooms.new_record)

    def action_actions(self) -> None:
        """Show all actions of this file."""
        self.enter(file_rooms.actions)

    def action_search(self) -> None:
        """Find words in this file."""
        self.enter(file_rooms.search)

    def action_history(self) -> None:
        """Show who did what in this file."""
        self.enter(file_rooms.history)

    def action_export(self) -> None:
        """Copy signed records of this file to a folder."""
        self.enter(file_rooms.export)
