"""Who takes part in a group supervision: marked in the list of workers, before it starts or later."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button, OptionList, Static

from supervise_tui.domain.group import SMALLEST_GROUP, said_names
from supervise_tui.domain.people import Worker
from supervise_tui.problems import BadInput
from supervise_tui.ui import file_rooms
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.enter_field import all_noticed
from supervise_tui.ui.widgets.row_list import MarkRows, Row, heading
from supervise_tui.workflows import hold_group
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.hold_group import Group
from supervise_tui.workflows.workers import find_workers

THERE, AWAY = "there", "away"
_NEXT = {"": THERE, THERE: AWAY, AWAY: ""}
_SIGNS = {"": "[ ]", THERE: "[x]", AWAY: "[-]"}


class Participants(House):
    """The workers, each with a mark; Enter starts the talk with those who are marked."""

    CSS_PATH = "participants.tcss"
    WHERE = "Group supervision · who takes part"
    HELP = (
        "Mark everyone who takes part: Space puts [x] before a name. Space once more makes it [-]: asked to "
        "come, but not there. Once more, and the mark is gone.\n\n"
        "Each one with [x] gets a record on their own file. Who has [-] gets none; the records of the others "
        "name them, and never say why they were away.\n\n"
        "Enter starts. Until the first record is ready to sign you can come back and change who takes part."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        # Both before the list: typed fast, Enter would overtake the last mark (facts-tui.md, 4).
        Binding("enter", "go_ahead", "Go on", priority=True),
        Binding("space", "mark", "Mark", priority=True),
    ]

    def __init__(self, worker_id: str, form_id: str) -> None:
        super().__init__()
        self._started_from = worker_id
        self.form_id = form_id
        self._workers: list[Worker] = []
        self._marks: dict[str, str] = {worker_id: THERE} if worker_id else {}

    def way_back(self) -> Callable[[], House] | None:
        """Ask again."""
        worker_id, form_id = self._started_from, self.form_id
        return lambda: Participants(worker_id, form_id)

    def compose_body(self) -> ComposeResult:
        """Lay out what the marks mean above the list."""
        yield Static("[x] takes part   [-] was asked, but is not there   [ ] not asked", markup=False)
        yield Static("", id="count", markup=False)
        yield MarkRows(id="rows")
        with Horizontal(classes="buttons"):
            yield Button(Content("[ Go on ]"), id="go", compact=True)
            yield Button(Content("[ Back ]"), id="back", compact=True)

    def on_mount(self) -> None:
        """Fetch the workers."""
        self.set_focus(self.query_one(MarkRows))
        desk = self.desk
        self.run_slow(lambda: _here(desk), self._got, word="Looking up who works here")

    def _got(self, found: list[Worker]) -> None:
        marked = [worker for worker in found if self._marks.get(worker.id)]
        self._workers = [*marked, *(worker for worker in found if worker not in marked)]
        self._draw()

    def _draw(self) -> None:
        rows = [
            Row(one.id, (f"{_SIGNS[self._marks.get(one.id, '')]} {one.name}", one.post))
            for one in self._workers
        ]
        self.query_one(MarkRows).show(rows or [heading("There are no workers yet.")])
        number = len(self._with(THERE))
        count = "Nobody takes part yet." if not number else f"{number} take part."
        count = "One takes part; a group is two or more." if number == 1 else count
        self.query_one("#count", Static).update(count)

    def _with(self, mark: str) -> list[str]:
        return [worker.id for worker in self._workers if self._marks.get(worker.id) == mark]

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self._mark(event.option.id or "")

    async def action_mark(self) -> None:
        """Give the row under the cursor its next mark."""
        await all_noticed(self.query_one(MarkRows))
        self._mark(self.query_one(MarkRows).chosen)

    def _mark(self, worker_id: str) -> None:
        if worker_id:
            self._marks[worker_id] = _NEXT[self._marks.get(worker_id, "")]
            self._draw()

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.action_back()

    @on(Button.Pressed, "#go")
    def _go_pressed(self) -> None:
        self.action_go_ahead()

    def action_go_ahead(self) -> None:
        """Go on with those who are marked."""
        if self.focused is not None and self.focused.id == "back":
            self.action_back()
            return
        there, away = self._with(THERE), self._with(AWAY)
        if len(there) < SMALLEST_GROUP:
            self.show_problem(
                BadInput("A group is at least two workers and you.", "Mark them with Space, then Enter.")
            )
            return
        self.go_ahead(there, away)

    def go_ahead(self, there: list[str], away: list[str]) -> None:
        """Start the talk."""
        desk, form_id = self.desk, self.form_id
        self.run_slow(
            lambda: hold_group.start(desk, there, away, form_id), self._started, word="Starting the talk"
        )

    def _started(self, group: Group) -> None:
        self.house.switch_screen(file_rooms.group(group.copies[0].id))


class ChangeParticipants(Participants):
    """The same for a talk that is being written; it goes back to the talk when it is done."""

    def __init__(self, group: Group) -> None:
        super().__init__("", group.form.id)
        self._group = group
        self._marks = {
            member.worker.id: THERE if member.record is not None else AWAY for member in group.members
        }

    def way_back(self) -> None:
        """The talk itself is the place to come back to."""
        return

    def go_ahead(self, there: list[str], away: list[str]) -> None:
        """Change who takes part; those who wrote something agree that it goes."""
        lost = [
            member.worker.name
            for member in self._group.members
            if member.worker.id not in there and member.wrote
        ]
        if not lost:
            self._change(there, away, agreed=False)
            return

        def answered(agreed: str | None) -> None:
            if agreed is not None:
                self._change(there, away, agreed=True)

        self.app.push_screen(
            Ask.confirm(
                "Something written goes with them",
                f"{said_names(lost)} wrote in their own part. That record is discarded, and what stands in "
                "it is gone for good. By going on you say that they agree.",
                yes="They agree: discard it",
                no="Leave it as it is",
            ),
            answered,
        )

    def _change(self, there: list[str], away: list[str], *, agreed: bool) -> None:
        desk, talk = self.desk, self._group.talk
        self.run_slow(
            lambda: hold_group.change_participants(desk, talk, there, away, workers_agree=agreed),
            lambda _: self.dismiss(),
            word="Changing who takes part",
        )


def _here(desk: Desk) -> list[Worker]:
    """Everyone who has not left, by name."""
    today = desk.today
    everyone = [line.worker for line in find_workers(desk)]
    here = [worker for worker in everyone if worker.left_on is None or worker.left_on > today]
    return sorted(here, key=lambda worker: worker.name.casefold())
