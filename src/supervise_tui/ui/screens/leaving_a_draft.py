"""The ways out of a draft: on to the signatures, onto paper, thrown away, or left for another day."""

from __future__ import annotations

from supervise_tui.forms.definition import Role
from supervise_tui.ui.first_names import the_two
from supervise_tui.ui.screens.autosave import Autosave
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.discard import discard_draft
from supervise_tui.ui.screens.unsaved import leave_all_the_same
from supervise_tui.workflows import sign_off
from supervise_tui.workflows.hold_supervision import Sheet


class LeavingADraft(House):
    """Mixed into the screen of a record; nothing is left before all is saved."""

    record_id: str
    sheet: Sheet | None
    autosave: Autosave

    async def action_offer(self) -> None:
        """Freeze the record for reading and signing."""
        if not self.autosave.flush():
            return
        desk, record_id = self.desk, self.record_id
        self.run_slow(lambda: sign_off.offer(desk, record_id), self._offered, word="Making it ready to read")

    def _offered(self, record: object) -> None:
        from supervise_tui.ui.screens.sign_off import SignOffScreen

        self.house.switch_screen(SignOffScreen(self.record_id))

    def action_on_paper(self) -> None:
        """Say that it was held and signed on paper; its scans and the day on it are asked for there."""
        if self.autosave.flush():
            from supervise_tui.ui.screens.paper_record import PaperRecordScreen

            self.house.switch_screen(PaperRecordScreen(self.record_id))

    def action_discard(self) -> None:
        """Throw the draft away, with a reason, and the worker's word if they wrote in it."""
        sheet = self.sheet
        if sheet is None:
            return
        discard_draft(self, sheet, the_two(sheet.worker, sheet.supervisor).get(Role.WORKER, ""), self._left)

    def action_back(self) -> None:
        """Leave; all is saved. While it is the worker's turn the passphrase is asked."""
        if self.autosave.flush():
            self.house.leave_hand_over(self._left)
            return

        leave_all_the_same(self, lambda: self.house.leave_hand_over(self._left))

    def _left(self) -> None:
        self.dismiss()
