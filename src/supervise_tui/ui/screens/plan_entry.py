"""A small form of a case: saved as it is typed, and written into the case for good by one key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import ClassVar

from textual.binding import Binding, BindingType

from supervise_tui.canonical import Json
from supervise_tui.domain.people import Worker
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.list_entry import ListEntry
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.workflows import case_moves, plan_cases
from supervise_tui.workflows.case_moves import Filling


class PlanEntry(ListEntry):
    """The questions of one entry; the button below the last one, or Ctrl+S, writes it into the case."""

    LEADS_TO = "the case: write it in"
    IN_THE_DRAWER = True
    HELP = (
        "A small form of the case. Everything is saved as you type, and nobody signs it. It counts once you "
        "write it into the case: the button below the last question does, or Ctrl+S from anywhere. From then "
        "on it is never changed; a mistake is struck out by another entry.\n\n"
        "Esc leaves it for another day: it waits on the case under Being written. F8 throws it away."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "go_on", "Next question", priority=True),
        Binding("ctrl+s", "write", "Write it into the case", priority=True),
        Binding("f8", "drop", "Throw it away", priority=True),
        Binding("escape", "back", "Leave it"),
    ]

    def __init__(self, worker: Worker, filling: Filling) -> None:
        super().__init__(filling.form, worker, filling.draft.answers)
        self._filling = filling

    def where(self) -> str:
        """Whose, and what."""
        return f"{self.worker.name} › {self.form.title}"

    def way_back(self) -> Callable[[], House] | None:
        """After the lock: to the case below, where it waits."""
        return None

    def save_changes(self, changes: Mapping[str, Json], *, note: bool) -> datetime:
        """Keep what was typed, in a thread."""
        plan_cases.save_entry(self.desk, self._filling.draft, changes, self.form)
        return self.desk.now()

    def action_next_step(self) -> None:
        """The button below the last question."""
        self.action_write()

    def action_write(self) -> None:
        """Write it into the case, or go to what is missing."""
        if not self.autosave.flush():
            return
        desk = self.desk
        filling = self._filling = case_moves.as_kept(desk, self._filling)
        missing = case_moves.gaps_of(desk, filling)
        if missing:
            self.show_note(missing[0].sentence)
            widget = self._page.widgets.get(missing[0].question_id) if self._page else None
            if widget is not None:
                self.set_focus(widget.first_field)
            return
        self.run_slow(lambda: case_moves.write_entry(desk, filling), self._done, word="Writing it down")

    def _done(self, _: object) -> None:
        self.dismiss()

    def action_drop(self) -> None:
        """Throw away what is being filled in."""
        desk, draft = self.desk, self._filling.draft

        def answered(yes: str | None) -> None:
            if yes:
                self.autosave.flush()
                self.run_slow(lambda: plan_cases.drop_entry(desk, draft), self._done, word="Taking it away")

        self.app.push_screen(
            Ask.confirm(
                "Throw this away?",
                "What is typed here is gone. It was not written into the case, so nothing there changes.",
                yes="Throw it away",
                no="Keep it",
            ),
            answered,
        )
