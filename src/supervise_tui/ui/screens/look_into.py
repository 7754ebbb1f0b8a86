"""Who opens a worker's file, in which role, and what for: asked before anything of it is shown [REC-5]."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from supervise_tui.problems import Problem
from supervise_tui.ui.screens.base import Dialog
from supervise_tui.ui.widgets.enter_field import EnterField
from supervise_tui.ui.widgets.problem_line import ProblemLine

Keep = Callable[[str, str, str], object]
"""Keeps name, role and purpose, or raises a Problem; called in a thread."""


class LookInto(Dialog[bool | None]):
    """Three lines; gives True once `keep` has taken them, None when it is called off."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "call_off", "Back")]

    def __init__(
        self, title: str, words: str, keep: Keep, *, name: str = "", role: str = "", yes: str = "Open it"
    ) -> None:
        super().__init__()
        self._title, self._words, self._keep, self._yes = title, words, keep, yes
        self._who = EnterField("Name", self.action_go_on, id="name")
        self._role = EnterField("In which role", self.action_go_on, id="role")
        self._who.value, self._role.value = name, role
        self._purpose = EnterField("What for", self.open_it, id="purpose")

    def compose(self) -> ComposeResult:
        """What becomes of it, and the three lines."""
        with Vertical(classes="box") as box:
            box.border_title = Content(self._title).markup
            yield Static(self._words, classes="words", markup=False)
            yield self._who
            yield self._role
            yield self._purpose
            yield ProblemLine()
            with Horizontal(classes="buttons"):
                yield Button(Content(f"[ {self._yes} ]"), id="yes", compact=True)
                yield Button(Content("[ Back ]"), id="no", compact=True)

    def on_mount(self) -> None:
        """Start with what is not known yet."""
        self._purpose.border_subtitle = "inspection, file audit, covering for ..."
        fields = (self._who, self._role, self._purpose)
        self.set_focus(next((field for field in fields if not field.value), self._purpose))

    @on(Button.Pressed, "#yes")
    def open_it(self) -> None:
        """Keep what was said, then go on."""
        said = self._who.value, self._role.value, self._purpose.value
        self.run_slow(
            lambda: self._keep(*said), lambda _: self.dismiss(True), word="Opening", failed=self._refused
        )

    def _refused(self, problem: Problem) -> None:
        self.show_problem(problem)
        fields = (self._who, self._role, self._purpose)
        self.set_focus(next((field for field in fields if not field.value.strip()), self._purpose))

    @on(Button.Pressed, "#no")
    def action_call_off(self) -> None:
        """Leave the file shut."""
        self.dismiss(None)
