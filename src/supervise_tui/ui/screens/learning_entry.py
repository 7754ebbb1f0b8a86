"""One entry of the training and portfolio list: planned, done, judged; saved as it is typed [DEV-10]."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from supervise_tui.canonical import Json
from supervise_tui.domain.learning import Learning
from supervise_tui.domain.paper_copy import Scan
from supervise_tui.ui import file_rooms
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.list_entry import ListEntry
from supervise_tui.ui.screens.save_copy import ask_for_file, ask_where
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.workflows import learning
from supervise_tui.workflows.learning import Portfolio


class LearningEntry(ListEntry):
    """The questions of one learning, and the files that show it."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["record.tcss", "learning.tcss"]
    HELP = (
        "One learning: what it is, when it is planned or was done, until when it counts, what shows it. "
        "Everything is saved as you type; leave with Esc. Once it is done, the manager's word and two more "
        "questions come up: how good it was at once, and some weeks later whether it changed anything.\n\n"
        "Training that is mandatory and runs out stands among what is due.\n\n"
        "F6 attaches a certificate or another PDF, PNG or JPEG: it is copied into the cabinet and kept "
        "encrypted. F7 takes the last one out again. F8 copies them to a folder."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f6", "attach", "Attach a file", priority=True),
        Binding("f7", "take_out", "Take one out", priority=True, show=False),
        Binding("f8", "copies", "Copy files out", priority=True),
    ]

    def __init__(self, shown: Portfolio, one: Learning) -> None:
        super().__init__(shown.form, shown.worker, one.answers)
        self._one = one
        self._files: list[Scan] = []

    def where(self) -> str:
        """Whose, and which."""
        return f"{self.worker.name} › {self._one.title or 'New learning'}"

    def way_back(self) -> Callable[[], House]:
        """After the lock: to the list, from which it can be opened again."""
        return partial(file_rooms.learning, self.worker.id, self.worker.name)

    def compose_below(self) -> ComposeResult:
        """What is attached."""
        yield Static("", id="files", markup=False)

    def on_mount(self) -> None:
        """Look what is attached."""
        self._look_for_files()

    def save_changes(self, changes: Mapping[str, Json], *, note: bool) -> datetime:
        """Keep what was typed, in a thread."""
        return learning.save(self.desk, self._one, changes, note=note)

    def _look_for_files(self) -> None:
        desk, one = self.desk, self._one
        self.run_slow(lambda: learning.files_of(desk, one), self._show_files, word="")

    def _show_files(self, found: list[Scan]) -> None:
        self._files = found
        words = "; ".join(f"{number}. {one.words}" for number, one in enumerate(found, 1))
        line = self.query_one("#files", Static)
        line.update(f"Attached: {words}" if found else "")
        line.display = bool(found)

    def action_attach(self) -> None:
        """Ask for a certificate, and take it in."""
        desk, one = self.desk, self._one
        if not self.autosave.flush():
            return

        ask_for_file(
            self,
            "A file that shows it",
            "A PDF, PNG or JPEG. It is copied into the cabinet and kept encrypted there; the file itself "
            "stays where it is: delete it when you no longer need it.\n"
            "In most terminals you can drag the file into this window.",
            "for example ~/Documents/certificate.pdf",
            "Attach it",
            lambda path: learning.attach(desk, one, path),
            self._look_for_files,
        )

    def action_take_out(self) -> None:
        """Take out the file that was attached last."""
        if not self._files:
            self.show_note("No file is attached.")
            return
        desk, one, last = self.desk, self._one, self._files[-1]
        self.app.push_screen(
            Ask(
                "Take the last file out?",
                f"{last.words}. It goes from the cabinet; the history keeps that it was there.",
                yes="Take it out",
                no="Keep it",
                check=lambda _: learning.take_out_file(desk, one, last.sha256),
            ),
            lambda _: self._look_for_files(),
        )

    def action_copies(self) -> None:
        """Copy the files to a folder."""
        desk, one = self.desk, self._one
        if not self._files:
            self.show_note("No file is attached.")
            return
        ask_where(
            self,
            "Copies of the files",
            "The files of this learning. Where should they go?\nThey are not encrypted there.",
            "Save them",
            lambda folder: learning.save_files(desk, one, folder),
            lambda: None,
        )
