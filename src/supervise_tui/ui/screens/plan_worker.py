"""With whom an improvement plan is begun: type a part of the name, Enter goes on."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, OptionList

from supervise_tui.domain.people import Worker
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.plan_cases import begin_with
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows import workers as worker_work

_AT_ONCE = 100


class PlanWorker(House):
    """A field to type in, and everyone who works here below it."""

    WHERE = "Improvement plans › With whom?"
    CSS_PATH = "workers.tcss"
    IN_THE_DRAWER = True
    HELP = (
        "Type a part of the name or of the post; the arrows move in the list, Enter goes on with that person."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Go on"),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
    ]

    def __init__(self, busy: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self._with_a_case = busy
        """The ids of those with a case that is open."""
        self._people: list[tuple[str, Worker]] = []

    def compose_body(self) -> ComposeResult:
        """The field and the list."""
        yield LineField("With whom", help="a part of the name or the post", id="find")
        yield RowList(id="rows")

    def on_mount(self) -> None:
        """Start typing at once."""
        self.set_focus(self.query_one("#find"))

    def look_again(self) -> None:
        """Look up who works here."""
        desk = self.house.desk  # their clocks lie with the records
        self.run_slow(lambda: worker_work.find_workers(desk), self._got, word="Looking for the workers")

    def _got(self, lines: list[worker_work.WorkerLine]) -> None:
        here = [line.worker for line in lines if line.worker.left_on is None]
        self._people = [(worker_work.as_searched(f"{one.name} {one.post}"), one) for one in here]
        self._show()

    @on(Input.Changed, "#find")
    def _show(self) -> None:
        typed = self.query_one("#find", LineField).value
        words = worker_work.as_searched(typed).split()
        found = [one for text, one in self._people if all(word in text for word in words)]
        rows = [Row(one.id, (one.name, one.post)) for one in found[:_AT_ONCE]]
        if len(found) > _AT_ONCE:
            rows.append(heading(f"… and {len(found) - _AT_ONCE:,} more: type to find one."))
        if not found and self._people:
            rows.append(heading(f"Nobody here fits “{typed.strip()}”."))
        self.query_one(RowList).show(rows)

    def action_move(self, by: int) -> None:
        """Move in the list without leaving the field."""
        rows = self.query_one(RowList)
        (rows.action_cursor_down if by > 0 else rows.action_cursor_up)()

    @on(Input.Submitted, "#find")
    def action_choose(self) -> None:
        """Begin with the person under the cursor."""
        chosen = self.query_one(RowList).chosen
        person = next((one for _, one in self._people if one.id == chosen), None)
        if person is not None:
            begin_with(self, person.id, person.name, self._with_a_case, in_place=True)

    @on(OptionList.OptionSelected)
    def _selected(self, _: OptionList.OptionSelected) -> None:
        self.action_choose()
