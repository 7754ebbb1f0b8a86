"""A new secret is typed twice, with its strength said and three words to suggest."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, Static

from supervise_tui.problems import BadInput, Problem
from supervise_tui.trust.secrets_of_people import strength, suggest_words
from supervise_tui.ui.screens.base import Dialog
from supervise_tui.ui.widgets.enter_field import EnterField
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.problem_line import ProblemLine


class TypedTwice(Dialog[bool]):
    """Asks twice for a new secret; `keep` uses it, in a thread, and may refuse it. True when it was kept."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "call_off", "Not now")]

    def __init__(
        self, title: str, words: str, keep: Callable[[str], object], *, label: str, yes: str, wait: str
    ) -> None:
        super().__init__()
        self._title, self._words, self._keep, self._yes, self._wait = title, words, keep, yes, wait
        self._first = EnterField(label, self._to_second, secret=True, id="first")
        self._again = LineField("The same once more", secret=True, id="again")

    def compose(self) -> ComposeResult:
        """Say what it is for, then twice the secret."""
        with VerticalScroll(classes="box", can_focus=False) as box:
            box.border_title = Content(self._title).markup
            yield Static(self._words, classes="words", markup=False)
            yield self._first
            yield Static("", id="strength", markup=False)
            yield self._again
            yield Static("", id="suggestion", markup=False)
            yield ProblemLine()
            with Horizontal(classes="buttons"):
                yield Button(Content(f"[ {self._yes} ]"), id="keep", compact=True)
                yield Button(Content("[ Suggest three words ]"), id="suggest", compact=True)
                yield Button(Content("[ Not now ]"), id="not-now", compact=True)

    def on_mount(self) -> None:
        """Start typing at once."""
        self.query_one("#suggestion").display = False
        self.set_focus(self._first)

    @on(Input.Changed, "#first")
    def show_strength(self) -> None:
        """Say how good it is, while it is typed."""
        text = self._first.value
        self.query_one("#strength", Static).update(strength(text).words if text else "")

    def _to_second(self) -> None:
        self.set_focus(self._again)

    @on(Input.Submitted, "#again")
    @on(Button.Pressed, "#keep")
    def keep(self) -> None:
        """Check that both are the same, then use it: that takes some seconds."""
        secret = self._first.value
        if secret != self._again.value:
            self._again.value = ""
            self.set_focus(self._again)
            self.show_problem(BadInput("The two are not the same.", "Please type it once more."))
            return
        keep = self._keep
        self.run_slow(
            lambda: keep(secret), lambda _: self._leave(True), word=self._wait, failed=self._refused
        )

    def _refused(self, problem: Problem) -> None:
        self._again.value = ""
        self.set_focus(self._first)
        self.show_problem(problem)

    @on(Button.Pressed, "#suggest")
    def suggest(self) -> None:
        """Show three words at random."""
        suggestion = self.query_one("#suggestion", Static)
        suggestion.display = True
        suggestion.update(f"For example: {suggest_words()}   (then type them above, twice)")

    @on(Button.Pressed, "#not-now")
    def action_call_off(self) -> None:
        """Leave without one."""
        if not self.busy:
            self._leave(False)

    def _leave(self, kept: bool) -> None:
        self._first.value = self._again.value = ""
        self.dismiss(kept)
