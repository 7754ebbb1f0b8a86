"""Every stop of a record in one list, with what it lacks: for forms of many parts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList

from supervise_tui.ui.screens.base import Dialog
from supervise_tui.ui.widgets.problem_line import ProblemLine
from supervise_tui.ui.widgets.row_list import Row, RowList
from supervise_tui.ui.widgets.steps_bar import SIGNS, StepMark


@dataclass(frozen=True)
class Stop:
    """One stop, and how many answers it still needs."""

    id: str
    title: str
    state: str
    gaps: int


class Stops(Dialog[str | None]):
    """Lists them; gives the chosen one, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "call_off", "Back")]

    def __init__(self, stops: Sequence[Stop], current: str) -> None:
        super().__init__()
        self._stops = tuple(stops)
        self._current = current

    def compose(self) -> ComposeResult:
        """The list."""
        with Vertical(classes="box") as box:
            box.border_title = "Go to"
            box.border_subtitle = "Enter: go there  Esc: back"
            yield RowList(id="stops")
            yield ProblemLine()

    def on_mount(self) -> None:
        """Start where we are."""
        rows = self.query_one(RowList)
        self.set_focus(rows)
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        rows = self.query_one(RowList)
        rows.show(Row(stop.id, (stop.title, SIGNS[stop.state], _missing(stop.gaps))) for stop in self._stops)
        rows.choose(self._current)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)

    def action_call_off(self) -> None:
        """Stay where we were."""
        self.dismiss(None)


def _missing(gaps: int) -> str:
    if not gaps:
        return ""
    return "1 still needed" if gaps == 1 else f"{gaps} still needed"


def choose_stop(
    app: App[Any],
    marks: Iterable[StepMark],
    missing: Mapping[str, int],
    at: str,
    go_to: Callable[[str], Awaitable[None]],
) -> None:
    """List every step with what it lacks, and go to the one that is chosen."""
    stops = [Stop(mark.id, mark.title, mark.state, missing.get(mark.id, 0)) for mark in marks]

    async def chosen(step: str | None) -> None:
        if step is not None:
            await go_to(step)

    app.push_screen(Stops(stops, at), chosen)
