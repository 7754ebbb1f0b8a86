"""The hand-over moment for a rating that the other side may not see yet [SES-10]."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content as Styled
from textual.widgets import Button, Static

from supervise_tui.forms.definition import ScaleQuestion
from supervise_tui.ui.screens.base import Dialog
from supervise_tui.ui.widgets.enter_field import keys_taken
from supervise_tui.ui.widgets.pick import Pick
from supervise_tui.ui.widgets.questions.choices import scale_options


class RatingTurn(Dialog[int | None]):
    """Says whose turn it is and that nobody else looks; gives the number, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "call_off", "Not now"),
        Binding("enter", "give", show=False, priority=True),
    ]

    def __init__(self, question: ScaleQuestion, whose: str, other: str) -> None:
        super().__init__()
        self._question = question
        self._whose, self._other = whose, other
        self._pick = Pick(scale_options(question), upright=True, id="rating")

    def compose(self) -> ComposeResult:
        """Whose turn, the question, the numbers."""
        with Vertical(classes="box") as box:
            box.border_title = Styled(f"{self._whose}'s turn").markup
            yield Static(
                f"{self._whose}, please take the keyboard. {self._other}, please look away.",
                classes="words",
                markup=False,
            )
            yield Static(self._question.label, classes="words heading", markup=False)
            yield self._pick
            yield Static("", id="rating-words", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(Styled("[ Give this rating ]"), id="give", compact=True)
                yield Button(Styled("[ Not now ]"), id="not-now", compact=True)

    def on_mount(self) -> None:
        """Start on the numbers."""
        self._say("Press a number, then Enter.")
        self.set_focus(self._pick)

    def _say(self, words: str) -> None:
        later = (
            f"{self._other} sees it only when both of you have given yours; "
            "then both are shown and stand in the record."
        )
        self.query_one("#rating-words", Static).update(f"\n{words}\n{later}")

    def on_pick_picked(self, event: Pick.Picked) -> None:
        """Say what Enter will do."""
        self._say(
            f"You chose {event.value}. Enter gives it." if event.value else "Press a number, then Enter."
        )

    async def action_give(self) -> None:
        """Give the number; without one, stay."""
        await keys_taken(self._pick)
        if self.focused is not None and self.focused.id == "not-now":
            self.dismiss(None)
        elif self._pick.value:
            self.dismiss(int(self._pick.value))
        else:
            self._say("No number is chosen yet. Press one, then Enter.")

    async def on_button_pressed(self, event: Button.Pressed) -> None:
        """The mouse does the same."""
        event.stop()
        if event.button.id == "not-now":
            self.dismiss(None)
        else:
            await self.action_give()

    def action_call_off(self) -> None:
        """Leave without giving one."""
        self.dismiss(None)
