"""What a newer version of a form would change in a draft: move to it, or stay."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from supervise_tui.ui.screens.autosave import Autosave
from supervise_tui.ui.screens.base import Dialog, House
from supervise_tui.workflows import form_moves
from supervise_tui.workflows.form_moves import Move

MOVE, STAY = "move", "stay"


class NewForm(Dialog[str | None]):
    """Gives MOVE, STAY, or None when they decide another time."""

    CSS_PATH = "new_form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "call_off", "Another time")]

    def __init__(self, offered: Move) -> None:
        super().__init__()
        self._offered = offered

    def compose(self) -> ComposeResult:
        """What it is, every difference, the two ways."""
        move = self._offered
        with Vertical(classes="box") as box:
            box.border_title = "A new version of the form"
            yield Static(
                f"This record is written on version {move.old.version} of “{move.old.title}”; version "
                f"{move.new.version} is here. Nothing that you have written is lost if it moves. "
                "Records that are signed never change.",
                classes="words",
                markup=False,
            )
            lines = [f"• {difference.sentence}" for difference in move.differences]
            with VerticalScroll(id="differences", can_focus=True) as scroll:
                scroll.border_title = "What changes"
                yield Static(
                    "\n".join(lines) or "Only words of help and order: no question changes.", markup=False
                )
            with Horizontal(classes="buttons"):
                yield Button(Content("[ Move to the new version ]"), id=MOVE, compact=True)
                yield Button(Content("[ Stay with this one ]"), id=STAY, compact=True)

    def on_mount(self) -> None:
        """The cursor is on the list: it may be longer than the screen."""
        self.set_focus(self.query_one("#differences"))

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Give what was chosen."""
        event.stop()
        self.dismiss(event.button.id)

    def action_call_off(self) -> None:
        """Decide another time: it is offered again."""
        self.dismiss(None)


def move_or_stay(
    screen: House,
    record_id: str,
    offered: Move,
    again: Callable[[], House],
    settled: Callable[[Move | None], object],
) -> None:
    """Show in front of `screen` what would change; move the draft and open it anew, or stay for good."""
    desk = screen.desk

    def answered(answer: str | None) -> None:
        if answer == MOVE:
            screen.run_slow(
                lambda: form_moves.move(desk, record_id),
                lambda _: screen.house.switch_screen(again()),
                word="Moving to the new version",
            )
        elif answer == STAY:
            screen.run_slow(lambda: form_moves.stay(desk, record_id), lambda _: settled(None), word="")

    screen.app.push_screen(NewForm(offered), answered)


class OffersNewForm(House):
    """A draft on the screen that says when its form has a newer version; one key shows what would change."""

    record_id: str
    autosave: Autosave
    _move: Move | None = None

    def again(self) -> House:
        """Give this screen, to read everything anew."""
        raise NotImplementedError

    def look_for_new_form(self) -> None:
        """Look whether there is a newer version, in a thread."""
        desk, record_id = self.desk, self.record_id
        self.run_slow(lambda: form_moves.offered_move(desk, record_id), self._offer_form, word="")

    def _offer_form(self, move: Move | None) -> None:
        self._move = move
        line = self.query_one("#new-form", Static)
        line.display = move is not None
        if move is not None:
            line.update(f"A new version of “{move.old.title}” is here. F10 shows what would change.")

    def action_new_form(self) -> None:
        """Show what the newer version of the form would change; move, or stay."""
        if self._move is not None and self.autosave.flush():
            move_or_stay(self, self.record_id, self._move, self.again, self._offer_form)
