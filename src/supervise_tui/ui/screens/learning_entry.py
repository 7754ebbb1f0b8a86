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
from supervise_tui.domain.roles import Act
from supervise_tui.forms.answers import in_words, is_unanswered, view
from supervise_tui.forms.definition import Form
from supervise_tui.ui.first_names import the_two
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.one_page import OnePage
from supervise_tui.ui.screens.step_pages import StepPage
from supervise_tui.ui.screens.unsaved import leave_all_the_same
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
        "Training that is mandatory and runs out stands among what is due."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "go_on", "Next question", priority=True),
        Binding("escape", "back", "Back to the list"),
    ]

    def __init__(self, shown: Portfolio, one: Learning) -> None:
        super().__init__()
        self._shown, self._one = shown, one
        self._answers: dict[str, Json] = dict(one.answers)
        self._noted = False
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
        yield from self.foot()

    def on_mount(self) -> None:
        """Start typing at once."""
        self._show_what_applies()
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
        Content.assemble((f"{question.label}: ", "bold"), in_words(question, answers.get(question.id)))
        for question in form.questions()
        if not is_unanswered(question, answers.get(question.id))
    ]
    return Content("\n").join(lines)
