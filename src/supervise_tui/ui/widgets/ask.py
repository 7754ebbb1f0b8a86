"""A question in front of the screen that gives back one value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Literal

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Static

from supervise_tui.problems import Problem
from supervise_tui.ui.screens.base import Dialog
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.pick import Pick
from supervise_tui.ui.widgets.problem_line import ProblemLine

_BESIDE = 42
"""Cells of words that two buttons may have beside each other in the box."""


class Ask(Dialog[str | None]):
    """Asks to confirm, for a line, for a secret or for one of several; gives the answer, None if called off.

    A confirmation gives "yes", a choice the value chosen. `check` may raise a Problem: it is shown,
    and the question stays. It runs in a thread, so it may be slow.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "call_off", "Back")]

    def __init__(
        self,
        title: str,
        text: str,
        *,
        kind: Literal["confirm", "line", "secret", "choice"] = "confirm",
        label: str = "",
        help: str = "",  # noqa: A002 - as in LineField
        value: str = "",
        yes: str = "Yes",
        no: str = "No",
        check: Callable[[str], object] | None = None,
        options: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__()
        self._question, self._text, self._kind = title, text, kind
        self._yes, self._no, self._check = yes, no, check
        self._field: LineField | Pick
        if kind == "choice":
            self._field = Pick(options, value=value, upright=True, on_enter=self.answer, id="answer")
        else:
            self._field = LineField(label, value=value, help=help, secret=kind == "secret", id="answer")

    @classmethod
    def confirm(cls, title: str, what_happens: str, *, yes: str = "Yes", no: str = "No") -> Ask:
        """Ask before something is done; `what_happens` says what will happen."""
        return cls(title, what_happens, yes=yes, no=no)

    @classmethod
    def line(
        cls,
        title: str,
        text: str,
        *,
        label: str,
        value: str = "",
        help: str = "",  # noqa: A002 - as in LineField
        yes: str = "OK",
        check: Callable[[str], object] | None = None,
    ) -> Ask:
        """Ask for one line."""
        return cls(
            title, text, kind="line", label=label, value=value, help=help, yes=yes, no="Back", check=check
        )

    @classmethod
    def choice(
        cls,
        title: str,
        text: str,
        options: Sequence[tuple[str, str]],
        *,
        value: str,
        yes: str = "OK",
        check: Callable[[str], object] | None = None,
    ) -> Ask:
        """Ask for one of `options` (value, words); `value` is chosen already."""
        return cls(title, text, kind="choice", options=options, value=value, yes=yes, no="Back", check=check)

    @classmethod
    def secret(
        cls,
        title: str,
        text: str,
        *,
        label: str = "Passphrase",
        yes: str = "OK",
        check: Callable[[str], object] | None = None,
    ) -> Ask:
        """Ask for a secret; it shows as dots and is wiped from the field afterwards."""
        return cls(title, text, kind="secret", label=label, yes=yes, no="Back", check=check)

    def compose(self) -> ComposeResult:
        """Lay out the question."""
        with Vertical(classes="box") as box:
            box.border_title = self._question.replace("[", "\\[")
            yield Static(Content(self._text), classes="words")
            if self._kind != "confirm":
                yield self._field
            yield ProblemLine()
            # Names make the words of a button long: then they stand one under the other.
            stacked = cell_len(self._yes + self._no) > _BESIDE
            with Horizontal(classes="buttons -stacked" if stacked else "buttons"):
                yield Button(Content(f"[ {self._yes} ]"), id="yes", compact=True)
                yield Button(Content(f"[ {self._no} ]"), id="no", compact=True)

    def on_mount(self) -> None:
        """Put the cursor on the safe answer, or into the field."""
        self.set_focus(self.query_one("#no") if self._kind == "confirm" else self._field)

    @on(Button.Pressed, "#no")
    def action_call_off(self) -> None:
        """Leave without an answer."""
        self._leave(None)

    @on(Button.Pressed, "#yes")
    @on(Input.Submitted)
    def answer(self) -> None:
        """Check the answer and give it back."""
        value = "yes" if self._kind == "confirm" else self._field.value
        check = self._check
        if check is None:
            self._leave(value)
            return
        self.run_slow(lambda: check(value), lambda _: self._leave(value), failed=self._refused)

    def _refused(self, problem: Problem) -> None:
        if self._kind == "secret":
            self._field.value = ""
        self.show_problem(problem)
        if self._kind != "confirm":
            self.set_focus(self._field)

    def _leave(self, value: str | None) -> None:
        if self._kind == "secret":
            self._field.value = ""
        self.dismiss(value)
