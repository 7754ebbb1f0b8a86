"""A place for one person's own words: a disagreement, or why they do not sign, or why it is unlocked."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content as Styled
from textual.widgets import Button, Static

from supervise_tui.problems import BadInput
from supervise_tui.ui.screens.base import Dialog
from supervise_tui.ui.widgets.long_text import LongText
from supervise_tui.ui.widgets.problem_line import ProblemLine


class OwnWords(Dialog[str | None]):
    """Gives the text, or None when it was called off; with `may_be_empty` an empty text counts."""

    CSS_PATH = "own_words.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "call_off", "Back")]

    def __init__(
        self, title: str, words: str, *, yes: str, text: str = "", may_be_empty: bool = False
    ) -> None:
        super().__init__()
        self._title, self._words, self._yes = title, words, yes
        self._may_be_empty = may_be_empty
        self._field = LongText("In your own words", text=text, help="Tab: go to the buttons", id="own-words")

    def compose(self) -> ComposeResult:
        """What it is for, the text, the buttons."""
        with Vertical(classes="box") as box:
            box.border_title = Styled(self._title).markup
            yield Static(self._words, classes="words", markup=False)
            yield self._field
            yield ProblemLine()
            with Horizontal(classes="buttons"):
                yield Button(Styled(f"[ {self._yes} ]"), id="yes", compact=True)
                yield Button(Styled("[ Back ]"), id="no", compact=True)

    def on_mount(self) -> None:
        """Typing starts at once."""
        self.set_focus(self._field)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Give the text, or go back."""
        event.stop()
        text = self._field.text.strip()
        if event.button.id == "no":
            self.dismiss(None)
        elif self._field.over:
            self.show_problem(
                BadInput(f"{self._field.over:,} characters are too many.", "Please shorten it.")
            )
        elif not text and not self._may_be_empty:
            self.show_problem(BadInput("Nothing is written yet.", "Please write it in your own words."))
        else:
            self.dismiss(text)

    def action_call_off(self) -> None:
        """Go back; what was typed here is not kept, so ask only when there is nothing new."""
        self.dismiss(None)
