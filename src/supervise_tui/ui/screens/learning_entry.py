"""One entry of the training and portfolio list: planned, done, judged; saved as it is typed [DEV-10]."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from supervise_tui.canonical import Json
from supervise_tui.domain.learning import Learning
from supervise_tui.domain.paper_copy import Scan
from supervise_tui.domain.roles import Act
from supervise_tui.forms.answers import in_words, is_unanswered, view
from supervise_tui.forms.definition import Form
from supervise_tui.problems import BadInput
from supervise_tui.ui.first_names import the_two
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.one_page import OnePage
from supervise_tui.ui.screens.paper_record import dragged
from supervise_tui.ui.screens.save_copy import ask_where
from supervise_tui.ui.screens.step_pages import StepPage
from supervise_tui.ui.screens.unsaved import leave_all_the_same
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.questions import Setting
from supervise_tui.workflows import learning
from supervise_tui.workflows.learning import Portfolio


class LearningEntry(OnePage):
    """The questions of one entry; who may only read sees the answers."""

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
        Binding("tab", "go_on", "Next question", priority=True),
        Binding("escape", "back", "Back to the list"),
        Binding("f6", "attach", "Attach a file", priority=True),
        Binding("f7", "take_out", "Take one out", priority=True, show=False),
        Binding("f8", "copies", "Copy files out", priority=True),
    ]

    def __init__(self, shown: Portfolio, one: Learning) -> None:
        super().__init__()
        self._shown, self._one = shown, one
        self._answers: dict[str, Json] = dict(one.answers)
        self._noted = False
        self._files: list[Scan] = []
        self._page: StepPage | None = None

    def where(self) -> str:
        """Whose, and which."""
        return f"{self._shown.worker.name} › {self._one.title or 'New learning'}"

    def way_back(self) -> Callable[[], House]:
        """After the lock: to the list, from which it can be opened again."""
        from supervise_tui.ui import rooms

        return partial(rooms.learning, self._shown.worker.id, self._shown.worker.name)

    def compose_body(self) -> ComposeResult:
        """The questions, or what was answered."""
        form = self._shown.form
        if not self.desk.may(Act.WRITE_RECORDS):
            with VerticalScroll(id="told"):
                yield Static(_told(form, self._answers), markup=False)
            yield Static("", id="files", markup=False)
            return
        setting = Setting(
            today=self.desk.today,
            nation=self.desk.organisation.nation,
            names=the_two(self._shown.worker, self.desk.owner),
            new_id=partial(secrets.token_hex, 4),
            answers=self._answers,
            facts={"today": self.desk.today.isoformat()},
            form=form,
        )
        self._page = StepPage("questions", form.sections, setting, next_title="the list")
        yield Vertical(self._page, id="pages")
        yield Static("", id="files", markup=False)
        yield from self.foot()

    def on_mount(self) -> None:
        """Start typing at once."""
        self._show_what_applies()
        self._look_for_files()
        if self._page is not None:
            self.set_focus(self._page.first_field())
        else:
            self.set_focus(self.query_one("#told"))

    def _keep(self, question_id: str, value: Json) -> None:
        self._answers[question_id] = value

    def _show_what_applies(self) -> None:
        if self._page is not None:
            facts: dict[str, Json] = {"today": self.desk.today.isoformat()}
            self._page.show_view(view(self._shown.form, self._answers, facts))

    def _save(self, changes: Mapping[str, Json]) -> datetime:
        saved = learning.save(self.desk, self._one, changes, note=not self._noted)
        self._noted = True
        return saved

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

        def keep(text: str) -> None:
            typed = text.strip().strip("'\"")
            if not typed:
                raise BadInput("No file is typed yet.", "Type where it lies, or drag it into this window.")
            learning.attach(desk, one, dragged(typed))

        self.app.push_screen(
            Ask.line(
                "A file that shows it",
                "A PDF, PNG or JPEG. It is copied into the cabinet and kept encrypted there; the file itself "
                "stays where it is: delete it when you no longer need it.\n"
                "In most terminals you can drag the file into this window.",
                label="File",
                help="for example ~/Documents/certificate.pdf",
                yes="Attach it",
                check=keep,
            ),
            lambda _: self._look_for_files(),
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

    def action_next_step(self) -> None:
        """The button below the last question."""
        self.action_back()

    def action_back(self) -> None:
        """Leave; all is saved."""
        if self.autosave.flush():
            self.dismiss()
        else:
            leave_all_the_same(self, self.dismiss)


def _told(form: Form, answers: Mapping[str, Json]) -> Content:
    lines = [
        Content.assemble(
            (f"{question.label}{'' if question.label.endswith('?') else ':'} ", "bold"),
            in_words(question, answers.get(question.id)),
        )
        for question in form.questions()
        if not is_unanswered(question, answers.get(question.id))
    ]
    return Content("\n").join(lines)
