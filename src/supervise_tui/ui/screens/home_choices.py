"""Two lists in front of home: what to narrow it to, and everything that can be done from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static

from supervise_tui.ui.screens.base import Dialog
from supervise_tui.ui.widgets.key_bar import key_name
from supervise_tui.ui.widgets.problem_line import ProblemLine
from supervise_tui.ui.widgets.row_list import Row, RowList

EVERY_KIND = "every-kind"


class PickRow(Dialog[str | None]):
    """One of a few rows by arrows and Enter, or by a key of its own; gives the row's id, or None."""

    CSS_PATH = "home_choices.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "call_off", "Back")]

    def __init__(
        self, title: str, words: str, rows: Sequence[Row], *, at: str = "", keys: dict[str, str] | None = None
    ) -> None:
        super().__init__()
        self._title, self._words, self._rows, self._at = title, words, tuple(rows), at
        self._by_key = keys or {}

    def compose(self) -> ComposeResult:
        """The question and the list."""
        with Vertical(classes="box") as box:
            box.border_title = self._title
            box.border_subtitle = "Enter chooses, Esc goes back"
            yield Static(self._words, classes="words", markup=False)
            yield RowList(id="offered")
            yield ProblemLine()

    def on_mount(self) -> None:
        """Start on what is chosen now."""
        offered = self.query_one(RowList)
        offered.show(self._rows)
        self.set_focus(offered)
        # The list draws itself once it knows its width.
        self.call_after_refresh(offered.choose, self._at)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option_id)

    def on_key(self, event: events.Key) -> None:
        """Take the key of a row at once."""
        row = self._by_key.get(event.key)
        if row is not None:
            event.stop()
            self.dismiss(row)

    def action_call_off(self) -> None:
        """Leave it as it is."""
        self.dismiss(None)


def kind_choice(counts: Sequence[tuple[str, str, int]], at: str) -> PickRow:
    """Give the question which kind to show; `counts` has id, words and number of each kind that is there."""
    total = sum(many for _, _, many in counts)
    rows = [Row(EVERY_KIND, ("Everything", f"{total:,}"))]
    rows += [Row(kind, (words, f"{many:,}")) for kind, words, many in counts]
    return PickRow("Show only", "What home is to show, and how many lines of it there are.", rows, at=at)


def menu(bindings: Iterable[Binding], places: Iterable[str]) -> PickRow:
    """Give everything that a screen's keys do, by the key or from the list, then places without a key.

    It gives the action of a key, or the name of a place.
    """
    found = list(bindings)
    rows = [Row(one.action, (one.tooltip or one.description, key_name(one))) for one in found]
    rows += [Row(name, (name, "")) for name in places]
    keys = {key.strip(): one.action for one in found for key in one.key.split(",")}
    return PickRow(
        "Menu", "Everything that can be done from here. The key works on home too.", rows, keys=keys
    )
