"""Writes one part of a group supervision: what all share, or what is one participant's alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult

from supervise_tui.forms.answers import Gap
from supervise_tui.forms.definition import Role
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.record import RecordScreen
from supervise_tui.ui.screens.sign_off_page import SignOffPage
from supervise_tui.ui.screens.step_pages import SIGN_OFF
from supervise_tui.ui.widgets.step_button import StepButton
from supervise_tui.workflows import hold_group
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.hold_supervision import Sheet

NO_ONES_FILE = "group"
"""What is handed over at a group: nobody's file, since several people look at the screen."""


class BackToTheGroup(SignOffPage):
    """What this part still lacks, and the way back."""

    def compose(self) -> ComposeResult:
        """Words, gaps, button."""
        self._go = StepButton("Back to the group", "screen.back", id="offer")
        yield self._words
        yield self._list
        yield self._go

    def show_gaps(self, gaps: Sequence[Gap]) -> None:
        """Show what is missing; going back is always possible."""
        super().show_gaps(gaps)
        self._go.display = True
        if gaps:
            count = "One thing is" if len(gaps) == 1 else f"{len(gaps)} things are"
            self._words.update(f"{count} still missing here before the talk can be closed. Enter goes there.")
        else:
            self._words.update("Everything that is needed here is there.")


class GroupPart(RecordScreen):
    """One part of one record; saved as typed, like any other."""

    OF_A_GROUP = True
    LAST_STOP = "Done"
    HELP: ClassVar[str] = (
        "What all share stands on the record of everyone who was there: it is written once, and changes in "
        "all of them. Somebody's own part stands on their record alone, and nobody else in the group sees "
        "it: give them the keyboard for it.\n\n"
        "PgDn goes to the next step, PgUp back. Everything is saved as you type. Esc goes back to the group."
    )

    def __init__(self, record_id: str, *, own: bool) -> None:
        super().__init__(record_id)
        self._own = own

    def fetch(self, desk: Desk) -> Sheet:
        """Give the record with the sections of this part only."""
        return hold_group.open_part(desk, self.record_id, own=self._own)

    def _opened(self, sheet: Sheet) -> None:
        super()._opened(sheet)
        if self.sheet is not None:
            self.house.hand_over = NO_ONES_FILE

    def way_back(self) -> Callable[[], House] | None:
        """Come back to this part."""
        record_id, own = self.record_id, self._own
        return lambda: GroupPart(record_id, own=own)

    def again(self) -> House:
        """Give this part, to read everything anew."""
        return GroupPart(self.record_id, own=self._own)

    def names_in(self, sheet: Sheet) -> dict[Role, str]:
        """What all share speaks to each of them."""
        names = super().names_in(sheet)
        return names if self._own else {**names, Role.WORKER: "each of you"}

    def begins_at(self) -> str:
        """Give the first step that lacks something, else the first: there is nothing to sign here."""
        first = super().begins_at()
        return self._steps[0] if first == SIGN_OFF else first

    def action_back(self) -> None:
        """Go back to the group, which stays handed over; all is saved."""
        if self.autosave.flush():
            self.dismiss()
        else:
            super().action_back()

    def where(self) -> str:
        """Which part this is."""
        if self.sheet is None:
            return "Group supervision"
        title = self.sheet.record.title
        if self._own:
            return f"{title} › {self.sheet.worker.name}, own part"
        return f"{title} › what all share"

    def last_page(self, page_id: str) -> SignOffPage:
        """Give the way back to the group."""
        return BackToTheGroup(page_id)
