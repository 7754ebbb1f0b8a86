"""What a new worker may do unobserved, task by task: who looked, when, and what was found [CAD-8]."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from supervise_tui.domain.induction import Found, in_sight_words
from supervise_tui.domain.roles import Act
from supervise_tui.domain.said_dates import parse_said_date
from supervise_tui.forms.day_words import long_date
from supervise_tui.ui import file_rooms
from supervise_tui.ui.screens.assess_task import AssessTask
from supervise_tui.ui.screens.of_a_worker import OfAWorker
from supervise_tui.ui.screens.task_lists import TaskLists
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows import induction
from supervise_tui.workflows.induction import InductionView, TaskLine

_LISTS, _NEW, _ENDS, _WHOLE = "lists", "new", "ends", "whole"


class InductionScreen(OfAWorker):
    """The tasks: first those done in sight of a colleague, then those done alone."""

    WHAT = "Induction"
    CSS_PATH = "induction.tcss"
    HELP = (
        "Until somebody has seen that a new worker can do a task well, they do it in sight of a colleague. A "
        "talk by video is no sight. This page says which tasks those are, and which they may do alone.\n\n"
        "Press l to add tasks from a list, n for one in your own words. Enter opens a task: who looked, "
        "when, what was found and what shows it. Somebody with experience brings evidence, such as a "
        "certificate, and is still seen at work. What was found last counts: “not yet” puts a "
        "task back in sight.\n\n"
        "The lists come from a file that your organisation can write itself (docs/using.md). r takes back a "
        "task that was written by mistake; the history keeps why."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Assess"),
        Binding("l", "lists", "Add from a list"),
        Binding("n", "own", "Own words"),
        Binding("r", "take_back", "Take back"),
    ]

    def __init__(self, worker_id: str, name: str = "") -> None:
        super().__init__(worker_id, name)
        self._view: InductionView | None = None

    def compose_body(self) -> ComposeResult:
        """What holds now in one sentence, then the list."""
        yield Static("", id="now", markup=False)
        yield RowList(id="rows", by_part=True)

    def look_again(self) -> None:
        """Look again: something may have been assessed."""
        desk, worker_id = self.desk, self.worker_id
        self.run_slow(
            lambda: induction.induction_of(desk, worker_id),
            self._show,
            word="" if self._view else "Looking it up",
        )

    def _show(self, view: InductionView) -> None:
        self._view, self.name_of_worker = view, view.worker.name
        self.refresh_where()
        self.query_one("#now", Static).update(self._now_words(view))
        self.query_one(RowList).show(self._rows(view))

    def _now_words(self, view: InductionView) -> Content:
        today, ends = self.desk.today, view.worker.induction_ends_on
        words = in_sight_words(view.tasks, today)
        if not words and view.worker.in_induction(today):
            words = "In induction: in sight of a colleague for every task, until tasks are written down here."
        lines = [Content(words or "No task is written down.").stylize("bold")]
        if ends is not None:
            word = "ends" if view.worker.in_induction(today) else "ended"
            lines.append(Content(f"The induction {word} on {long_date(ends)}."))
        return Content("\n").join(lines)

    def _rows(self, view: InductionView) -> list[Row]:
        today = self.desk.today
        rows: list[Row] = []
        for alone, title in ((False, "In sight of a colleague"), (True, "Alone")):
            lines = [line for line in view.lines if line.task.alone_by(today) is alone]
            if lines:
                rows += [heading(f"{title} ({len(lines)})"), *(_row(line) for line in lines), heading("")]
        if view.lines and all(task.alone_by(today) for task in view.tasks):
            rows.append(Row(_WHOLE, ("▸ All are seen: sign off the whole as a competence list",), "bold"))
        if self.desk.may(Act.CHANGE_WORKERS):
            rows.append(Row(_LISTS, ("Add tasks from a list",), "" if view.lines else "bold"))
            rows.append(Row(_NEW, ("Add one in your own words",)))
            ends = view.worker.induction_ends_on
            rows.append(Row(_ENDS, ("When the induction ends", long_date(ends) if ends else "not known")))
        return rows

    @property
    def _chosen(self) -> TaskLine | None:
        row_id = self.query_one(RowList).chosen
        found = self._view.lines if self._view is not None else ()
        return next((line for line in found if line.task.id == row_id), None)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.action_choose()

    def action_choose(self) -> None:
        """Do what stands under the cursor."""
        row_id, line = self.query_one(RowList).chosen, self._chosen
        if row_id == _LISTS:
            self.action_lists()
        elif row_id == _NEW:
            self.action_own()
        elif row_id == _ENDS:
            self._ask_end()
        elif row_id == _WHOLE:
            self.house.push_screen(file_rooms.new_record(self.worker_id, self.name_of_worker))
        elif line is not None and self._view is not None:
            why = self.why_not("own")
            if why:
                self.show_note(why)
            else:
                self.house.push_screen(AssessTask(self._view.worker, line, self._view.records))

    def action_lists(self) -> None:
        """Add tasks from the lists of the program or of the organisation."""
        if self._view is not None:
            self.house.push_screen(TaskLists(self._view))

    def action_own(self) -> None:
        """Add one in own words."""
        desk, worker_id = self.desk, self.worker_id
        self.house.push_screen(
            Ask.line(
                "A task of the induction",
                "They do it in sight of a colleague until somebody has seen them do it well.",
                label="Task",
                help="such as night rounds",
                yes="Add it",
                check=lambda text: induction.add_task(desk, worker_id, text),
            )
        )

    def _ask_end(self) -> None:
        if self._view is None:
            return
        desk, worker = self.desk, self._view.worker
        today, nation = desk.today, desk.organisation.nation

        def keep(text: str) -> None:
            day = parse_said_date(text, today, nation) if text.strip() else None
            induction.set_end(desk, worker.id, day)

        ends = worker.induction_ends_on
        self.house.push_screen(
            Ask.line(
                "When the induction ends",
                "Home speaks up before that day while there are tasks that nobody has seen them do alone.",
                label="Day",
                value=f"{ends.day}/{ends.month}/{ends.year}" if ends else "",
                help="24/11, in 12 weeks; empty if it is not known",
                check=keep,
            )
        )

    def action_take_back(self) -> None:
        """Take away a task that was written by mistake."""
        line, desk = self._chosen, self.desk
        if line is None:
            self.show_note("Put the cursor on the task that was a mistake, then press r.")
            return
        task = line.task
        self.house.push_screen(
            Ask.line(
                f"Take back: {task.task}",
                "The task and what was found go from this page. The history keeps that they were there, "
                "and why they went.",
                label="Why",
                yes="Take it back",
                check=lambda reason: induction.remove_task(desk, task.id, reason),
            )
        )


def _row(line: TaskLine) -> Row:
    last = max(line.assessments, key=lambda one: one.on, default=None)
    if last is None:
        return Row(line.task.id, (line.task.task, "nobody has looked yet"))
    day = f"{last.on.day}/{last.on.month}/{last.on.year}"
    found = "" if last.found is Found.ALONE else "not yet: "
    shown = f"{found}{last.evidence}" if last.evidence else found.rstrip(": ")
    cells = (line.task.task, f"{last.by}, {day}")
    return Row(line.task.id, cells, "", Content(shown) if shown else None)
