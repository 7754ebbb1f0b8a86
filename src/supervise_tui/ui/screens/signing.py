"""One person signs: first they choose a secret of their own, alone; then they enter it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content as Styled
from textual.timer import Timer
from textual.widgets import Button, Input, Static

from supervise_tui.problems import BadInput, Problem, TooManyTries
from supervise_tui.ui.screens.base import Dialog
from supervise_tui.ui.screens.typed_twice import TypedTwice
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.problem_line import ProblemLine

FORGOTTEN = "forgotten"
DONE = "done"


class ChooseSecret(TypedTwice):
    """Asks a person for a signing secret of their own; alone, since it is their signature."""

    def __init__(
        self,
        whose: str,
        other: str,
        keep: Callable[[str], object],
        *,
        forgotten: bool = False,
        apart: bool = False,
    ) -> None:
        start = (
            "A new secret makes a new key. The record says for good that the key took the place of one "
            "whose secret was forgotten.\n"
            if forgotten
            else ""
        )
        end = (
            "\nIt counts for improvement plans alone, since nothing else may tell of one. At your first "
            "supervision you are asked again: the same one will do, and then it counts everywhere."
            if apart
            else ""
        )
        super().__init__(
            f"{whose} chooses a signing secret",
            f"{start}{whose}, do this alone. {other}, please step away or look away.\n"
            f"It is your signature: nobody else may know it, {other} neither.\n"
            "At least 8 characters, or three words. No dates, no names, no 12345678."
            f"{end}",
            keep,
            label=f"{whose}'s signing secret",
            yes="Keep it",
            wait="Making the key",
        )


class GiveSecret(Dialog[str | None]):
    """Asks for one person's signing secret and does `act` with it; gives DONE, FORGOTTEN or None.

    `act` runs in a thread. A wait after wrong tries is counted down. `without` names the way on without the
    secret, which gives FORGOTTEN.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "call_off", "Not now")]

    def __init__(
        self,
        title: str,
        words: str,
        act: Callable[[str], object],
        *,
        label: str,
        yes: str,
        wait: str,
        without: str = "I have forgotten it",
    ) -> None:
        super().__init__()
        self._title, self._words, self._act, self._yes, self._word = title, words, act, yes, wait
        self._without = without
        self._secret = LineField(label, secret=True, help=f"Enter: {yes.lower()}", id="secret")
        self._wait: Timer | None = None
        self._seconds = 0

    def compose(self) -> ComposeResult:
        """What it is for, the secret."""
        with Vertical(classes="box") as box:
            box.border_title = Styled(self._title).markup
            yield Static(self._words, classes="words", markup=False)
            yield self._secret
            yield ProblemLine()
            with Horizontal(classes="buttons"):
                yield Button(Styled(f"[ {self._yes} ]"), id="sign", compact=True)
                yield Button(Styled(f"[ {self._without} ]"), id="forgotten", compact=True)
                yield Button(Styled("[ Not now ]"), id="not-now", compact=True)

    def on_mount(self) -> None:
        """Start typing at once."""
        self.set_focus(self._secret)

    @on(Input.Submitted, "#secret")
    @on(Button.Pressed, "#sign")
    def go_on(self) -> None:
        """Do it in a thread: it takes a second or two."""
        secret = self._secret.value
        if not secret:
            self.show_problem(BadInput("Nothing is typed yet.", "Type your own signing secret, then Enter."))
            return
        act = self._act
        self.run_slow(
            lambda: act(secret),
            lambda _: self._leave(DONE),
            word=self._word,
            failed=self._refused,
        )

    def _refused(self, problem: Problem) -> None:
        self._secret.value = ""
        self.set_focus(self._secret)
        self.show_problem(problem)
        if isinstance(problem, TooManyTries):
            self._seconds = problem.seconds
            if self._wait is None:
                self._wait = self.set_interval(1.0, self._count_down)

    def _count_down(self) -> None:
        self._seconds -= 1
        if self.busy:
            return
        if self._seconds > 0:
            self.show_problem(TooManyTries(self._seconds))
            return
        self.show_note("You can try again now.")
        if self._wait is not None:
            self._wait.stop()
            self._wait = None

    @on(Button.Pressed, "#forgotten")
    def forgot(self) -> None:
        """Say that it is forgotten."""
        if not self.busy:
            self._leave(FORGOTTEN)

    @on(Button.Pressed, "#not-now")
    def action_call_off(self) -> None:
        """Leave without signing."""
        if not self.busy:
            self._leave(None)

    def _leave(self, outcome: str | None) -> None:
        self._secret.value = ""
        self.dismiss(outcome)


class SignNow(GiveSecret):
    """Asks for one person's secret and signs with it; `says` is what they read before."""

    def __init__(self, whose: str, other: str, *, says: str, sign: Callable[[str], object]) -> None:
        super().__init__(
            f"{whose} signs",
            f"{whose}, please take the keyboard. {other}, please look away.\n\n{says}",
            sign,
            label=f"{whose}'s own signing secret",
            yes="Sign",
            wait="Signing, this takes a moment",
        )
