"""One entry of a standing list on a worker's file: its questions, saved as they are answered."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
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
from supervise_tui.domain.people import Worker
from supervise_tui.domain.roles import Act
from supervise_tui.forms.answers import in_words, is_unanswered, view
from supervise_tui.forms.definition import Form
from supervise_tui.ui.first_names import the_two
from supervise_tui.ui.screens.one_page import OnePage
from supervise_tui.ui.screens.step_pages import StepPage
from supervise_tui.ui.screens.unsaved import leave_all_the_same
from supervise_tui.ui.widgets.questions import Setting


class ListEntry(OnePage):
    """The questions of one entry; who may only read sees the answers. Subclasses say how it is kept."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["record.tcss"]
    LEADS_TO: ClassVar[str] = "the list"
    """Where the button below the last question goes on to."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "go_on", "Next question", priority=True),
        Binding("escape", "back", "Back to the list"),
    ]

    def __init__(self, form: Form, worker: Worker, answers: Mapping[str, Json]) -> None:
        super().__init__()
        self.form, self.worker = form, worker
        self._answers: dict[str, Json] = dict(answers)
        self._noted = False
        self._page: StepPage | None = None

    def save_changes(self, changes: Mapping[str, Json], *, note: bool) -> datetime:
        """Keep what was typed, in a thread; `note` asks for it to be said in the history."""
        raise NotImplementedError

    def compose_below(self) -> ComposeResult:
        """What stands below the questions; nothing, unless a subclass says more."""
        yield from ()

    def compose_body(self) -> ComposeResult:
        """The questions, or what was answered."""
        if not self.desk.may(Act.WRITE_RECORDS):
            with VerticalScroll(id="told"):
                yield Static(_told(self.form, self._answers), markup=False)
            yield from self.compose_below()
            return
        setting = Setting(
            today=self.desk.today,
            nation=self.desk.organisation.nation,
            names=the_two(self.worker, self.desk.owner),
            new_id=partial(secrets.token_hex, 4),
            answers=self._answers,
            facts=self._facts,
            form=self.form,
        )
        self._page = StepPage("questions", self.form.sections, setting, next_title=self.LEADS_TO)
        yield Vertical(self._page, id="pages")
        yield from self.compose_below()
        yield from self.foot()

    @property
    def _facts(self) -> dict[str, Json]:
        return {"today": self.desk.today.isoformat()}

    def on_mount(self) -> None:
        """Start typing at once."""
        self._show_what_applies()
        if self._page is not None:
            self.set_focus(self._page.first_field())
            self.call_after_refresh(self._from_the_top)
        else:
            self.set_focus(self.query_one("#told"))

    def _from_the_top(self) -> None:
        """The title above the first field is seen too, unless the cursor went elsewhere."""
        if self._page is not None and self.focused is self._page.first_field():
            self._page.scroll_home(animate=False)

    def _keep(self, question_id: str, value: Json) -> None:
        self._answers[question_id] = value

    def _show_what_applies(self) -> None:
        if self._page is not None:
            self._page.show_view(view(self.form, self._answers, self._facts))

    def _save(self, changes: Mapping[str, Json]) -> datetime:
        saved = self.save_changes(changes, note=not self._noted)
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
        Content.assemble(
            (f"{question.label}{'' if question.label.endswith('?') else ':'} ", "bold"),
            in_words(question, answers.get(question.id)),
        )
        for question in form.questions()
        if not is_unanswered(question, answers.get(question.id))
    ]
    return Content("\n").join(lines)
