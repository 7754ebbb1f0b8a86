"""Improvement plans compared: by what they are about and by post, without a name [PIP-2]."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from supervise_tui.domain.plan_comparison import FEWEST, Line
from supervise_tui.domain.plan_comparison_words import counted, how_they_stand, in_full, in_short
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.help import Help
from supervise_tui.ui.screens.save_copy import save_and_tell
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows.plan_comparison import Compared, compare, save_comparison

_PARTS = {"template": "By what the plan is about", "post": "By post"}


class PlanComparison(House):
    """All plans in a line, then a line for each kind; Enter tells everything about one."""

    WHERE = "Improvement plans › Compared"
    CSS_PATH = "plan_case.tcss"
    IN_THE_DRAWER = True
    HELP = (
        "Similar gaps should get similar actions, whoever it is about. So the plans are held against each "
        "other here: how they ended or stand, how long they last, how often there was more time, which help "
        "and which risk controls are in them, and whether their reviews were in time.\n\n"
        f"Nobody is named, and a line is about {FEWEST} people at least. Smaller groups are put together, "
        "with as many others as it takes; if that is not enough, it says “too few”.\n\n"
        "The weeks are the length in the middle: half of the plans last as long, or less. One that runs "
        "counts with its last agreed day. A review is late from the day after it was due; sickness moves "
        "that day on.\n\n"
        "A difference is a question, not a verdict: people and work differ. Enter tells all of one line, x "
        "saves the table for head office, which lays those of several services beside each other."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "All of it"),
        Binding("x", "save", "Save as a table"),
        Binding("ctrl+l", "app.lock", "Lock", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._found: Compared | None = None

    def way_back(self) -> Callable[[], House]:
        """Here again."""
        return PlanComparison

    def compose_body(self) -> ComposeResult:
        """What it is of, then the lines."""
        yield Static("", id="now", markup=False)
        yield RowList(id="rows")

    def on_mount(self) -> None:
        """Put the cursor on the list."""
        self.set_focus(self.query_one(RowList))

    def look_again(self) -> None:
        """Compare anew."""
        desk = self.desk
        self.run_slow(lambda: compare(desk), self._show, word="" if self._found else "Comparing")

    def _show(self, found: Compared) -> None:
        self._found = found
        self.query_one("#now", Static).update(_now(found))
        self.query_one(RowList).show(self._rows(found))

    def _rows(self, found: Compared) -> Iterable[Row]:
        everything = found.comparison.all
        if not everything.plans:
            return
        yield _row("all:all", everything)
        if everything.figures is None:
            return
        for by, title in _PARTS.items():
            yield heading("")
            yield heading(title)
            for line in found.by[by]:
                yield _row(f"{by}:{line.key}", line)

    @on(OptionList.OptionSelected)
    def action_choose(self) -> None:
        """Tell all of the line under the cursor."""
        by, _, key = self.query_one(RowList).chosen.partition(":")
        if self._found is None or not by:
            return
        line = next(one for one in self._found.by[by] if one.key == key)
        words = in_full(line, self._found.help_kinds, self._found.control_kinds)
        self.house.push_screen(Help(words, (), title=line.label, text_alone=True))

    def action_save(self) -> None:
        """Save the table where they say."""
        desk = self.desk
        save_and_tell(
            self,
            "Save the table",
            "A row for each line, without a name: for head office, or a spreadsheet. Where should it go?\n"
            "Outside the cabinet it can be read by anyone who can open that folder.",
            "Save it",
            lambda folder: save_comparison(desk, folder),
        )


def _row(row_id: str, line: Line) -> Row:
    one = line.figures
    if one is None:
        return Row(row_id, (line.label, counted(line)))
    return Row(row_id, (line.label, counted(line), *in_short(one)), "bold", Content(how_they_stand(one)))


def _now(found: Compared) -> str:
    everything = found.comparison.all
    shut = ""
    if found.shut:
        cases = "1 case lies" if found.shut == 1 else f"{found.shut} cases lie"
        shut = f" {cases} in a file that is shut to you, and not counted."
    if not everything.plans:
        return f"There are no improvement plans to compare.{shut}"
    if everything.figures is None:
        return f"Too few to compare: figures are given of {FEWEST} people at least.{shut}"
    return f"{everything.plans} plans with {everything.people} people, nobody named.{shut}"
