"""The bottom of all screens: a name on a page while a cabinet is opened without asking, else empty."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static


class Opening(Screen[None]):
    """Shown for less than a second; keeps what is typed meanwhile for the passphrase field.

    Empty unless `words`: the field comes up at once then, and two screens take longer to draw than one.
    """

    def __init__(self, *, words: bool) -> None:
        super().__init__()
        self._words = words
        self._typed: list[str] = []

    def compose(self) -> ComposeResult:
        """Lay out the name."""
        if not self._words:
            return
        yield Static(Content("supervise"), id="name")
        yield Static(Content("One moment …"), id="wait")

    def on_key(self, event: events.Key) -> None:
        """Keep letters typed ahead."""
        if event.key == "backspace":
            self._typed = self._typed[:-1]
        elif event.is_printable and event.character:
            self._typed.append(event.character)

    def take_typed(self) -> str:
        """Give what was typed ahead, once."""
        typed, self._typed = "".join(self._typed), []
        return typed
