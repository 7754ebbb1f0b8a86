"""Coverage: how this cabinet stands, as bars with their figures; Enter opens the list behind one."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from supervise_tui.domain.figures import Figure, as_of
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.save_copy import save_and_tell
from supervise_tui.ui.widgets.choose import Choose
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.ui.widgets.share_bar import NARROWEST, WIDEST, share_bar
from supervise_tui.workflows.coverage import LookBack, SaveAs, coverage, save_coverage
from supervise_tui.workflows.six_cs_files import save_service

_BESIDE_THE_BAR = 53
"""Cells that labels, figures and gaps take."""
_WAYS = (
    ("pdf", "PDF, with the lists behind", "a page of bars without names, then who stands behind each"),
    ("bars", "PDF without names", "the page of bars alone: to pin up, or to hand on"),
    ("csv", "Table for a spreadsheet", "a row for each figure and each person behind it"),
    ("six-cs", "The six Cs of the service", "means of feedback by quarter, as a table without names"),
)


class CoverageScreen(House):
    """Five things that are measured, some of them over 3, 6 and 12 months."""

    WHERE = "Coverage"
    CSS_PATH = "coverage.tcss"
    HELP = (
        "How supervision stands with everyone in this cabinet. Each bar is a share: the numbers beside it "
        "say of how many. The line at the top says what exactly is counted. Enter opens the list behind "
        "a figure, those who need you first; Enter there opens the person's file.\n\n"
        "Over 12 months a person counts as in time only if they were never overdue in all that time, so "
        "the longer the look back, the harder it is. Of the time before a file was opened here nothing is "
        "known, so nothing is said.\n\n"
        "x saves it all as a PDF, with or without names, or as a table for a spreadsheet. There too is the "
        "table for head office with the service's means of the six Cs."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Who is behind it"),
        Binding("x", "save", "Save"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._found: LookBack | None = None

    def way_back(self) -> Callable[[], House]:
        """Here again."""
        return CoverageScreen

    def compose_body(self) -> ComposeResult:
        """What is counted, and the bars."""
        yield Static("", id="about", markup=False)
        yield RowList(id="rows")

    def on_mount(self) -> None:
        """Put the cursor on the list."""
        self.set_focus(self.query_one(RowList))

    def on_resize(self) -> None:
        """Fit the top line and the bars to the new width."""
        super().on_resize()
        if self._found is not None:
            self._show(self._found)

    def look_again(self) -> None:
        """Count anew."""
        desk = self.desk
        self.run_slow(lambda: coverage(desk), self._show, word="" if self._found else "Counting")

    def _show(self, found: LookBack) -> None:
        self._found = found
        self.query_one(RowList).show(self._rows(found))
        self._say_what()

    def _rows(self, found: LookBack) -> list[Row]:
        rows: list[Row] = []
        for measure, group in groupby(found.figures, key=lambda one: one.measure):
            rows += [*([heading("")] if rows else []), heading(measure.label)]
            rows += [self._row(one, found) for one in group]
        return rows

    def _row(self, one: Figure, found: LookBack) -> Row:
        width = min(WIDEST, max(NARROWEST, self.size.width - _BESIDE_THE_BAR))
        bar = share_bar(one.good, one.counted, width, plain=self.house.plain_lines)
        of, _, share = one.words.rpartition(", ")
        return Row(one.id, (_label(one, found), bar, of, share))

    @on(OptionList.OptionHighlighted)
    def _say_what(self) -> None:
        figure = self._chosen
        if figure is None or self._found is None:
            return
        when = as_of(figure, self._found.on)
        words = f"{figure.measure.about} {when[:1].upper()}{when[1:]}."
        self.query_one("#about", Static).update(Content(words))

    @property
    def _chosen(self) -> Figure | None:
        return self._found.figure(self.query_one(RowList).chosen) if self._found else None

    @on(OptionList.OptionSelected)
    def action_choose(self) -> None:
        """Open the list behind the figure under the cursor."""
        from supervise_tui.ui import rooms

        figure = self._chosen
        if figure is not None:
            self.house.push_screen(rooms.behind_figure(figure.id))

    def action_save(self) -> None:
        """Save it all where they say."""
        words = "The file is not encrypted: whoever gets it can read it."
        self.house.push_screen(Choose("Save coverage", words, _WAYS), self._save_as)

    def _save_as(self, way: str | None) -> None:
        if way is None:
            return
        desk = self.desk
        kind = SaveAs.CSV if way == "csv" else SaveAs.PDF

        def save(folder: Path) -> Path:
            if way == "six-cs":
                return save_service(desk, folder)
            return save_coverage(desk, folder, kind, names=way != "bars")

        save_and_tell(
            self,
            "Where should it go?",
            "Outside the cabinet it can be read by anyone who can open that folder.",
            "Save it",
            save,
        )


def _label(figure: Figure, found: LookBack) -> str:
    if figure.months is not None:
        return f"{figure.months} months"
    return "As it stands" if " stands " in as_of(figure, found.on) else as_of(figure, found.on)
