"""A place for one person's own words: a disagreement, or why they do not sign, or why it is unlocked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content as Styled
from textual.widgets import Button, Static, TextArea

from supervise_tui.canonical import Json
from supervise_tui.problems import BadInput
from supervise_tui.ui.screens.autosave import Autosave
from supervise_tui.ui.screens.base import Dialog
from supervise_tui.ui.widgets.long_text import LongText
from supervise_tui.ui.widgets.problem_line import ProblemLine

_TEXT = "text"


class OwnWords(Dialog[str | None]):
    """Gives the text, or None when it was called off; with `may_be_empty` an empty text counts.

    With `keep` what is typed is kept as it is typed, whatever comes of it: leaving, a lock or a pulled
    plug costs at most a second of it, and the next time it stands there again.
    """

    CSS_PATH = "own_words.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "call_off", "Back")]

    def __init__(
        self,
        title: str,
        words: str,
        *,
        yes: str,
        text: str = "",
        may_be_empty: bool = False,
        keep: Callable[[str], datetime] | None = None,
    ) -> None:
        super().__init__()
        self._keep = keep
        self._autosave = Autosave(self, self._save, self._tell_saved)
        self._title, self._words, self._yes = title, words, yes
        self._may_be_empty = may_be_empty
        self._field = LongText("In your own words", text=text, help="Tab: go to the buttons", id="own-words")

    def compose(self) -> ComposeResult:
        """What it is for, the text, the buttons."""
        with Vertical(classes="box") as box:
            box.border_title = Styled(self._title).markup
            yield Static(self._words, classes="words", markup=False)
            yield self._field
            yield Static("", id="kept", markup=False)
            yield ProblemLine()
            with Horizontal(classes="buttons"):
                yield Button(Styled(f"[ {self._yes} ]"), id="yes", compact=True)
                yield Button(Styled("[ Back ]"), id="no", compact=True)

    def on_mount(self) -> None:
        """Typing starts at once, behind what stands there."""
        self._field.move_cursor(self._field.document.end)
        self.set_focus(self._field)

    @on(TextArea.Changed)
    def typed(self) -> None:
        """Keep it: it is on its way to the disk at once."""
        if self._keep is not None:
            self._autosave.changed(_TEXT, self._field.text)

    def _save(self, changes: Mapping[str, Json]) -> datetime:
        assert self._keep is not None  # noqa: S101 - nothing is handed over without it
        return self._keep(str(changes[_TEXT]))

    def _tell_saved(self, words: str, wrong: bool) -> None:
        if self.is_attached:
            line = self.query_one("#kept", Static)
            line.set_class(wrong, "-wrong")
            line.update(words)

    def flush(self) -> None:
        """Write what is typed and not kept yet."""
        self._autosave.flush()

    @property
    def unsaved(self) -> bool:
        """Whether words could not be written: on a full disk the lock must not drop them."""
        return self._autosave.refused

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Give the text, or go back."""
        event.stop()
        text = self._field.text.strip()
        if event.button.id == "no":
            self.action_call_off()
        elif self._field.over:
            self.show_problem(
                BadInput(f"{self._field.over:,} characters are too many.", "Please shorten it.")
            )
        elif not text and not self._may_be_empty:
            self.show_problem(BadInput("Nothing is written yet.", "Please write it in your own words."))
        else:
            self.flush()  # before what is done with it: nothing may be written behind that
            self.dismiss(text)

    def action_call_off(self) -> None:
        """Go back; what was typed is kept where there is a place for it."""
        self.flush()
        self.dismiss(None)
