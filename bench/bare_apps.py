"""The baselines: the smallest Textual apps that show a line, take a long text, or open a page of fields."""

from __future__ import annotations

import sys
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Input, RadioSet, SelectionList, Static, TextArea


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


class Fields(Screen[None]):
    """Ten fields, as a page of a form has them."""

    CSS = "Input, RadioSet, SelectionList, TextArea { border: round white; height: auto; }"

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "app.pop_screen", "Back")]

    def compose(self) -> ComposeResult:
        """Show them."""
        first = Input()
        first.border_title = "First question of all"
        second = Input()
        second.border_title = "Two or three words"
        with VerticalScroll():
            yield first
            yield second
            yield RadioSet("Yes", "No")
            yield RadioSet("1", "2", "3", "4", "5")
            yield Input()
            yield Input()
            yield SelectionList(("One", 1), ("Two", 2), ("Three", 3))
            yield RadioSet("One", "Two", "Three")
            yield Input()
            yield TextArea()

    def on_mount(self) -> None:
        """Start typing in the first."""
        self.query_one(Input).focus()


class BareForm(App[None]):
    """A line, and on Enter the fields."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open", "Open")]

    def compose(self) -> ComposeResult:
        """Show the line."""
        yield Static("press Enter")

    def action_open(self) -> None:
        """Show the fields."""
        if len(self.screen_stack) == 1:
            self.push_screen(Fields())


if __name__ == "__main__":
    {"line": BareLine, "text": BareText, "form": BareForm}[sys.argv[1]]().run()
