"""The list behind a figure of coverage: one line a person, those who need something first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from supervise_tui.domain.figures import Figure, as_of
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows.coverage import coverage


class BehindFigure(House):
    """Yes, no or how many of how many, and why; Enter opens the file."""

    CSS_PATH = "behind_figure.tcss"
    HELP = (
        "Everyone whom the figure is made of, those who need something first: yes, no, or how many of how "
        "many, and why. Not counted are people of whom nothing can be said; the reason says why.\n\n"
        "Enter opens the person's file, where it is put right."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", "Open the file")]

    def __init__(self, figure_id: str) -> None:
        super().__init__()
        self._figure_id = figure_id
        self._figure: Figure | None = None

    def where(self) -> str:
        """Which figure."""
        if self._figure is None:
            return "Coverage"
        months = f", {self._figure.months} months" if self._figure.months else ""
        return f"Coverage › {self._figure.measure.label}{months}"

    def way_back(self) -> Callable[[], House]:
        """Here again."""
        return partial(BehindFigure, self._figure_id)

    def compose_body(self) -> ComposeResult:
        """The figure in words above its list."""
        yield Static("", id="figure", markup=False)
        yield RowList(id="rows")

    def on_mount(self) -> None:
        """Put the cursor on the list."""
        self.set_focus(self.query_one(RowList))

    def look_again(self) -> None:
        """Count anew: what was put right in a file shows here."""
        desk, figure_id = self.desk, self._figure_id
        word = "" if self._figure else "Counting"
        self.run_slow(lambda: coverage(desk).figure(figure_id), self._show, word=word)

    def _show(self, figure: Figure | None) -> None:
        self._figure = figure
        self.refresh_where()
        rows = self.query_one(RowList)
        if figure is None:
            rows.show([heading("This is not counted here any more.")])
            return
        words = Content.assemble(
            (f"{figure.words[:1].upper()}{figure.words[1:]}", "bold"), f" · {as_of(figure, self.desk.today)}"
        )
        self.query_one("#figure", Static).update(Content("\n").join([words, Content(figure.measure.about)]))
        rows.show(
            [
                Row(line.worker.id, (line.worker.name, line.mark, line.reason), wraps=True)
                for line in figure.lines
            ]
            or [heading("There is nobody to list.")]
        )

    @on(OptionList.OptionSelected)
    def action_choose(self) -> None:
        """Open the file of the person under the cursor."""
        from supervise_tui.ui import rooms

        chosen = self.query_one(RowList).chosen
        if chosen:
            self.house.push_screen(rooms.worker_file(chosen))
