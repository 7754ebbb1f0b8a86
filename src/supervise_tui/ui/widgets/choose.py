"""One of a few things to choose, each with a line on what it is; gives its key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content as Styled
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from supervise_tui.ui.screens.base import Dialog
from supervise_tui.ui.widgets.marked_list import MarkedList
from supervise_tui.ui.widgets.problem_line import ProblemLine


class Choose(Dialog[str | None]):
    """Arrows and Enter; Esc gives None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "call_off", "Back")]
    DEFAULT_CSS = """
    Choose OptionList { height: auto; max-height: 14; }
    """

    def __init__(
        self, title: str, words: str, offered: Sequence[tuple[str, str, str]], *, at: str = ""
    ) -> None:
        super().__init__()
        self._title, self._words, self._offered, self._at = title, words, tuple(offered), at

    def compose(self) -> ComposeResult:
        """The question and the list."""
        with Vertical(classes="box") as box:
            box.border_title = Styled(self._title).markup
            yield Static(self._words, classes="words", markup=False)
            yield MarkedList(
                *(
                    Option(Styled.assemble((name, "bold"), f"\n  {what}"), id=key)
                    for key, name, what in self._offered
                ),
                id="offered",
                markup=False,
            )
            yield ProblemLine()

    def on_mount(self) -> None:
        """Start on what is there now."""
        offered = self.query_one("#offered", OptionList)
        keys = [key for key, _, _ in self._offered]
        offered.highlighted = keys.index(self._at) if self._at in keys else 0
        self.set_focus(offered)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option_id)

    def action_call_off(self) -> None:
        """Leave it as it is."""
        self.dismiss(None)
