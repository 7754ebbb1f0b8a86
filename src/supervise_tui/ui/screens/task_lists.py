"""Tasks of an induction added from lists: marked with Space, added with Enter."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button, OptionList, Static

from supervise_tui.problems import BadInput
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.widgets.enter_field import all_noticed
from supervise_tui.ui.widgets.row_list import MarkRows, Row, heading
from supervise_tui.workflows import induction
from supervise_tui.workflows.induction import InductionView


class TaskLists(House):
    """Every list with those of its tasks that are not there yet."""

    CSS_PATH = "induction.tcss"
    HELP = (
        "Space marks a task, Enter adds all that are marked. What the worker has already is not offered "
        "again. a marks a whole list: the one under the cursor.\n\n"
        "Your organisation can write lists of its own: a file induction_tasks.toml in the folder of your own "
        "forms. docs/using.md shows one."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        # Both before the list: typed fast, Enter would overtake the last mark (facts-tui.md, 4).
        Binding("enter", "add", "Add them", priority=True),
        Binding("space", "mark", "Mark", priority=True),
        Binding("a", "mark_list", "Mark the whole list"),
    ]

    def __init__(self, view: InductionView) -> None:
        super().__init__()
        self._view = view
        self._marked: dict[str, None] = {}

    def where(self) -> str:
        """For whom."""
        return f"{self._view.worker.name} › Induction › Add tasks from a list"

    def compose_body(self) -> ComposeResult:
        """How many are marked, then the lists."""
        yield Static("", id="count", markup=False)
        yield MarkRows(id="rows")
        with Horizontal(classes="buttons"):
            yield Button(Content("[ Add them ]"), id="add", compact=True)
            yield Button(Content("[ Back ]"), id="back", compact=True)

    def on_mount(self) -> None:
        """Show the lists."""
        self._lists = induction.lists_to_add(self.desk, self._view)
        self._draw()
        self.set_focus(self.query_one(MarkRows))

    def _draw(self) -> None:
        rows: list[Row] = []
        for place, one in enumerate(self._lists):
            rows += [heading("")] * bool(rows) + [heading(one.title)]
            rows += [
                Row(f"{place}:{task}", (f"[{'x' if task in self._marked else ' '}] {task}",))
                for task in one.tasks
            ]
        self.query_one(MarkRows).show(rows or [heading("Every task of the lists is there already.")])
        number = len(self._marked)
        words = f"{number} marked" if number else "Nothing is marked yet: Space marks a task"
        self.query_one("#count", Static).update(f"{words}. Enter adds what is marked.")

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self._mark(event.option.id or "")

    async def action_mark(self) -> None:
        """Mark the task under the cursor, or take its mark away."""
        await all_noticed(self.query_one(MarkRows))
        self._mark(self.query_one(MarkRows).chosen)

    def _mark(self, row_id: str) -> None:
        task = row_id.partition(":")[2]
        if not task:
            return
        if task in self._marked:
            del self._marked[task]
        else:
            self._marked[task] = None
        self._draw()

    def action_mark_list(self) -> None:
        """Mark every task of the list under the cursor, or none of them."""
        place = self.query_one(MarkRows).chosen.partition(":")[0]
        if not place:
            return
        tasks = self._lists[int(place)].tasks
        if all(task in self._marked for task in tasks):
            self._marked = {task: None for task in self._marked if task not in tasks}
        else:
            self._marked |= dict.fromkeys(tasks)
        self._draw()

    async def action_add(self) -> None:
        """Add what is marked."""
        await all_noticed(self.query_one(MarkRows))
        if isinstance(self.focused, Button) and self.focused.id == "back":
            self.action_back()
            return
        self._add()

    @on(Button.Pressed, "#add")
    def _add(self) -> None:
        if not self._marked:
            self.show_problem(BadInput("Nothing is marked yet.", "Space marks the task under the cursor."))
            return
        desk, worker_id, tasks = self.desk, self._view.worker.id, list(self._marked)
        self.run_slow(
            lambda: induction.add_tasks(desk, worker_id, tasks), lambda _: self.dismiss(), word="Adding them"
        )

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.action_back()
