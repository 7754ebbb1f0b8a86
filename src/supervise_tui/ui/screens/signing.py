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
from supervise_tui.trust.secrets_of_people import strength, suggest_words
from supervise_tui.ui.screens.base import Dialog
from supervise_tui.ui.widgets.enter_field import EnterField
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.problem_line import ProblemLine

FORGOTTEN = "forgotten"
DONE = "done"


class ChooseSecret(Dialog[bool]):
    """Asks twice for a new signing secret; `keep` stores it and may refuse it. True when it is kept."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "call_off", "Not now")]

    def __init__(
        self, whose: str, other: str, keep: Callable[[str], object], *, forgotten: bool = False
    ) -> None:
        super().__init__()
        self._whose, self._other, self._keep = whose, other, keep
        self._forgotten = forgotten
        self._first = EnterField(f"{whose}'s signing secret", self._to_second, secret=True, id="first")
        self._again = LineField("The same once more", secret=True, id="again")

    def compose(self) -> ComposeResult:
        """Who, alone; the rules; twice the secret."""
        with Vertical(classes="box") as box:
            box.border_title = Styled(f"{self._whose} chooses a signing secret").markup
            yield Static(self._words(), classes="words", markup=False)
            yield self._first
            yield Static("", id="strength", markup=False)
            yield self._again
            yield Static("", id="suggestion", markup=False)
            yield ProblemLine()
            with Horizontal(classes="buttons"):
                yield Button(Styled("[ Keep it ]"), id="keep", compact=True)
                yield Button(Styled("[ Suggest three words ]"), id="suggest", compact=True)
                yield Button(Styled("[ Not now ]"), id="not-now", compact=True)

    def _words(self) -> str:
        start = (
            "A new secret makes a new key. The record says for good that the key took the place of one "
            "whose secret was forgotten.\n"
            if self._forgotten
            else ""
        )
        return (
            f"{start}{self._whose}, do this alone. {self._other}, please step away or look away.\n"
            f"It is your signature: nobody else may know it, {self._other} neither.\n"
            "At least 8 characters, or three words. No dates, no names, no 12345678."
        )

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
        """Check that both are the same, then keep it: making the key takes a second."""
        secret = self._first.value
        if secret != self._again.value:
            self._again.value = ""
            self.set_focus(self._again)
            self.show_problem(BadInput("The two are not the same.", "Please type it once more."))
            return
        keep = self._keep
        self.run_slow(
            lambda: keep(secret), lambda _: self._leave(True), word="Making the key", failed=self._refused
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


class SignNow(Dialog[str | None]):
    """Asks for one person's secret and signs with it; gives DONE, FORGOTTEN or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "call_off", "Not now")]

    def __init__(self, whose: str, other: str, *, says: str, sign: Callable[[str], object]) -> None:
        super().__init__()
        self._whose, self._other = whose, other
        self._says, self._sign = says, sign
        self._secret = LineField(
            f"{whose}'s own signing secret", secret=True, help="Enter: sign", id="secret"
        )
        self._wait: Timer | None = None
        self._seconds = 0

    def compose(self) -> ComposeResult:
        """Who, what they say by it, the secret."""
        with Vertical(classes="box") as box:
            box.border_title = Styled(f"{self._whose} signs").markup
            yield Static(
                f"{self._whose}, please take the keyboard. {self._other}, please look away.\n\n{self._says}",
                classes="words",
                markup=False,
            )
            yield self._secret
            yield ProblemLine()
            with Horizontal(classes="buttons"):
                yield Button(Styled("[ Sign ]"), id="sign", compact=True)
                yield Button(Styled("[ I have forgotten it ]"), id="forgotten", compact=True)
                yield Button(Styled("[ Not now ]"), id="not-now", compact=True)

    def on_mount(self) -> None:
        """Start typing at once."""
        self.set_focus(self._secret)

    @on(Input.Submitted, "#secret")
    @on(Button.Pressed, "#sign")
    def sign(self) -> None:
        """Sign in a thread: it takes a second or two."""
        secret = self._secret.value
        if not secret:
            self.show_problem(BadInput("Nothing is typed yet.", "Type your own signing secret, then Enter."))
            return
        act = self._sign
        self.run_slow(
            lambda: act(secret),
            lambda _: self._leave(DONE),
            word="Signing, this takes a moment",
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
