"""A record to read and, beside or below it, what can be done with it now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content as Styled
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.read_through import ReadThroughText
from supervise_tui.ui.widgets.marked_list import MarkedList


class ReadAndChoose(House):
    """The text above, how it stands and the ways below, or beside it on a wide screen.

    A subclass fills the text, calls `show_ways`, and does what is chosen in `do_way`.
    """

    CSS_PATH = "read_and_choose.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - declared so by Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Do it", show=True),
        Binding("pagedown", "read(1)", "Read on", key_display="PgDn", priority=True),
        Binding("pageup", "read(-1)", "Read back", key_display="PgUp", priority=True),
        Binding("escape", "back", "Leave"),
    ]

    def compose_body(self) -> ComposeResult:
        """The text; how it stands; what can be done."""
        with Container(id="read-and-choose"):
            yield ReadThroughText(id="read-through")
            with Vertical(id="side"):
                yield Static("", id="standing", markup=False)
                yield MarkedList(id="ways", markup=False)

    def show_ways(self, ways: Iterable[tuple[str, str]], standing: Styled, *, at: int = 0) -> None:
        """Show how it stands and what can be done (id, words), with the cursor on the way number `at`."""
        self.query_one("#standing", Static).update(standing)
        listed = self.query_one("#ways", OptionList)
        listed.clear_options()
        listed.add_options(Option(words, id=way) for way, words in ways)
        listed.highlighted = min(at, listed.option_count - 1)
        self.set_focus(listed)

    def do_way(self, way: str) -> None:
        """Do what was chosen."""
        raise NotImplementedError

    def action_read(self, pages: int) -> None:
        """Move the text by a page, wherever the cursor is."""
        text = self.query_one(ReadThroughText)
        text.scroll_relative(y=pages * max(1, text.scrollable_content_region.height - 1), animate=False)

    def action_choose(self) -> None:
        """Do what is highlighted, also while the text has the cursor."""
        self.query_one("#ways", OptionList).action_select()

    def action_back(self) -> None:
        """Leave; the record stays as it is."""
        self.house.leave_hand_over(self._left)

    def _left(self) -> None:
        self.dismiss()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Do what was chosen."""
        event.stop()
        self.do_way(event.option.id or "")
