"""The baselines: the smallest Textual apps that show a line, or take a long text."""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.widgets import Static, TextArea


class BareLine(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        """Show it."""
        yield Static("ready to go")


class BareText(App[None]):
    """One long text field with some text in it."""

    def compose(self) -> ComposeResult:
        """Show it."""
        area = TextArea("ready to go\n" + "A line about the night round.\n" * 40)
        area.cursor_blink = False
        yield area


if __name__ == "__main__":
    {"line": BareLine, "text": BareText}[sys.argv[1]]().run()
