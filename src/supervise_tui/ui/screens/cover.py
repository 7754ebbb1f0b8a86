"""The cover: hides a supervision while nobody types; the supervisor's secret lifts it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input, Static

from supervise_tui.problems import Problem
from supervise_tui.ui.screens.base import MOVING, SlowWork
from supervise_tui.ui.widgets.key_bar import KeyBar
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.problem_line import ProblemLine

if TYPE_CHECKING:
    from supervise_tui.ui.app import SuperviseApp


_SAVED = "Everything is saved. The supervision goes on where it was."
_NOT_SAVED = (
    "What was typed last could not be written yet. It is kept here: uncover it, look at what it says, "
    "and make room on the disk. Until then it is not locked away."
)


class Cover(SlowWork, Screen[None]):
    """A whole screen, not a dialog: nothing of what lies below is drawn, in any look."""

    BINDINGS: ClassVar[list[BindingType]] = [*MOVING, Binding("ctrl+l", "app.lock", "Lock fully")]

    def __init__(self, *, unsaved: bool = False) -> None:
        super().__init__(classes="-cover")
        self._says = _NOT_SAVED if unsaved else _SAVED
        self._has_secret = False

    def compose(self) -> ComposeResult:
        """Lay out the field, and no word of the supervision."""
        with Vertical(classes="middle"):
            yield Static("Covered", classes="heading")
            yield Static(self._says, id="says")
            yield LineField("Supervisor's signing secret", secret=True, id="secret")
            yield ProblemLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """Find out which secret lifts it, and start typing."""
        from supervise_tui.workflows.signing_secrets import has_secret

        desk = cast("SuperviseApp", self.app).desk
        self.query_one(KeyBar).show(
            [Binding("enter", "", "Uncover"), Binding("ctrl+l", "app.lock", "Lock fully")]
        )
        self.set_focus(self.query_one("#secret"))
        self.run_slow(lambda: has_secret(desk, desk.holder), self._ask, word="")

    def _ask(self, has_secret: bool) -> None:
        self._has_secret = has_secret
        if not has_secret:
            self.query_one("#secret", LineField).border_title = "Cabinet passphrase"

    @on(Input.Submitted)
    def _lift(self) -> None:
        from supervise_tui.workflows.signing_secrets import check_secret

        desk = cast("SuperviseApp", self.app).desk
        field = self.query_one("#secret", LineField)
        secret, own = field.value, self._has_secret
        field.value = ""
        if not secret:
            return
        self.run_slow(
            lambda: check_secret(desk, desk.holder, secret) if own else desk.cabinet.check_passphrase(secret),
            self._lifted,
            word="Checking",
            failed=self._refused,
        )

    def _lifted(self, _: Any) -> None:
        cast("SuperviseApp", self.app).stillness.touched()
        self.dismiss()

    def _refused(self, problem: Problem) -> None:
        self.show_problem(problem)
        self.set_focus(self.query_one("#secret"))
