"""All action points of a worker's file: still to do first, and what became of the others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList

from supervise_tui.domain.action_life import ActionState
from supervise_tui.domain.said_dates import say_gap
from supervise_tui.forms.day_words import long_date
from supervise_tui.ui import file_rooms
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows.action_thread import ActionThread, actions_of


class ActionsScreen(House):
    """One row an action; Enter follows it from the talk in which it was agreed."""

    CSS_PATH = "actions.tcss"
    HELP = (
        "Every action agreed in this file. Still to do stands first, the earliest day at the top; ! marks "
        "what is late. Enter shows where an action was agreed, when you looked at it again, and how it "
        "ended.\n\n"
        "An action changes in a supervision only: in its Review step, where you say together how it went."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", "Follow")]

    def __init__(self, worker_id: str, name: str = "") -> None:
        super().__init__()
        self.worker_id = worker_id
        self._person = name

    def where(self) -> str:
        """Say whose actions they are."""
        return f"{self._person} › Actions" if self._person else "Actions"

    def way_back(self) -> Callable[[], House]:
        """Here again."""
        worker_id, name = self.worker_id, self._person
        return lambda: ActionsScreen(worker_id, name)

    def compose_body(self) -> ComposeResult:
        """Lay out the list."""
        yield RowList(id="rows")

    def on_mount(self) -> None:
        """Put the cursor on the list."""
        self.set_focus(self.query_one(RowList))

    def look_again(self) -> None:
        """Look again."""
        desk, worker_id = self.desk, self.worker_id
        self.run_slow(lambda: actions_of(desk, worker_id), self._show, word="")

    def _show(self, threads: list[ActionThread]) -> None:
        today = self.desk.today
        live = [thread for thread in threads if thread.action.state.is_live]
        past = [thread for thread in threads if not thread.action.state.is_live]
        rows = [heading(f"Still to do ({len(live)})")] if live else [heading("Nothing is left to do.")]
        rows += [_row(thread, today) for thread in live]
        if past:
            rows += [heading(""), heading(f"Settled ({len(past)})")]
            rows += [_row(thread, today) for thread in past]
        self.query_one(RowList).show(rows)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._open(event.option.id or "")

    def action_choose(self) -> None:
        """Follow the action under the cursor."""
        self._open(self.query_one(RowList).chosen)

    def _open(self, action_id: str) -> None:
        if action_id:
            self.house.push_screen(file_rooms.action_thread(action_id))


def _row(thread: ActionThread, today: date) -> Row:
    action = thread.action
    late = "! " if thread.days_late else ""
    below = Content(f"{thread.owner or 'nobody named'} · {where_it_stands(thread, today)}")
    return Row(action.id, (f"{late}{action.what}",), "bold" if action.state.is_live else "", below)


def where_it_stands(thread: ActionThread, today: date) -> str:
    """Give in a few words where an action stands, and since when."""
    action = thread.action
    if action.state in (ActionState.DONE, ActionState.DROPPED):
        return f"{action.state.value} on {long_date(thread.reviews[-1].review.on)}"
    if action.due_on is None:
        return "no day named"
    carried = "carried to" if action.state is ActionState.CARRIED else "by"
    return f"{carried} {long_date(action.due_on)}, {say_gap(action.due_on, today)}"
