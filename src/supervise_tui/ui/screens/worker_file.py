"""A worker's file: who they are, when they are due, and all their records as one line of time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from supervise_tui.domain.flags import why_flagged
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Record, State
from supervise_tui.domain.said_dates import say_gap
from supervise_tui.forms.day_words import day_and_month, long_date
from supervise_tui.forms.definition import Role
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows import hold_supervision
from supervise_tui.workflows.hold_supervision import Sheet
from supervise_tui.workflows.layouts import SUPERVISION
from supervise_tui.workflows.timeline import Timeline, TimelineLine, timeline
from supervise_tui.workflows.workers import WorkerFile

_START = "start"


class WorkerFileScreen(House):
    """The file of one worker; the first row is what to do next."""

    CSS_PATH = "worker_file.tcss"
    HELP = (
        "The first row is the next thing to do with this worker. Below it stand their records, newest "
        "first, each with who signed it and what became of its actions: Enter opens one, to go on "
        "writing, to sign, or to read it. ! marks what the next line manager should look at.\n\n"
        "Press s to start a supervision, n for any other new record, a for all actions, r for the ratings "
        "over time, / to search in this file, e to change name, post, dates or hours, h for who did what in "
        "this file, x to copy signed records to a folder."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open"),
        Binding("s", "start", "Supervision"),
        Binding("n", "new_record", "New"),
        Binding("a", "actions", "Actions"),
        Binding("r", "ratings", "Ratings"),
        Binding("slash", "search", "Search", key_display="/"),
        Binding("e", "change", "Change"),
        Binding("h", "history", "History"),
        Binding("x", "export", "Export"),
        Binding("ctrl+l", "app.lock", "Lock", show=False),
    ]

    def __init__(self, worker_id: str) -> None:
        super().__init__()
        self.worker_id = worker_id
        self._file: WorkerFile | None = None

    def where(self) -> str:
        """Say whose file it is."""
        return self._file.worker.name if self._file else "File"

    def way_back(self) -> Callable[[], House]:
        """Come back to this file."""
        worker_id = self.worker_id
        return lambda: WorkerFileScreen(worker_id)

    def compose_body(self) -> ComposeResult:
        """Lay out the facts above the records."""
        yield Static("", id="facts", markup=False)
        yield Static("", id="due", markup=False)
        yield RowList(id="rows")

    def on_mount(self) -> None:
        """Put the cursor on the list."""
        self.set_focus(self.query_one(RowList))

    def look_again(self) -> None:
        """Look again."""
        desk, worker_id = self.desk, self.worker_id
        self.run_slow(
            lambda: timeline(desk, worker_id),
            self._show,
            word="" if self._file else "Opening the file",
        )

    def _show(self, view: Timeline) -> None:
        file = self._file = view.file
        today = self.desk.today
        self.refresh_where()
        self.query_one("#facts", Static).update(Content("\n").join(_facts(file.worker, today)))
        self.query_one("#due", Static).update(_due_line(view, today))
        self.query_one(RowList).show(self._rows(view))

    def _rows(self, view: Timeline) -> list[Row]:
        rows = [self._next(view.file)]
        if not view.lines:
            rows += [heading(""), heading("No records yet.")]
        year = 0
        for line in view.lines:
            if line.hangs_on:
                pass  # stands with the record it belongs to, whatever its own year
            elif line.day is not None and line.day.year != year:
                year = line.day.year
                rows += [heading(""), heading(str(year))]
            elif line.day is None and line is view.lines[0]:
                rows.append(heading(""))
            rows.append(_record_row(line))
        if view.gone:
            words = "1 record was" if view.gone == 1 else f"{view.gone} records were"
            rows += [heading(""), heading(f"{words} discarded or cancelled: h shows when.")]
        return rows

    def _next(self, file: WorkerFile) -> Row:
        draft = self._draft(file)
        if draft is not None:
            day = f" of {long_date(draft.held_on)}" if draft.held_on else ""
            return Row(_START, (f"▸ Go on with the supervision{day}",), "bold")
        return Row(_START, ("▸ Start a supervision",), "bold")

    @staticmethod
    def _draft(file: WorkerFile) -> Record | None:
        drafts = (record for record in file.records if record.state is State.DRAFT)
        return next((record for record in drafts if record.makes == SUPERVISION), None)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._open(event.option.id or "")

    def action_choose(self) -> None:
        """Open the row under the cursor."""
        self._open(self.query_one(RowList).chosen)

    def _open(self, row_id: str) -> None:
        from supervise_tui.ui import rooms

        if self._file is None:
            return
        if row_id == _START:
            self.action_start()
            return
        record = next((record for record in self._file.records if record.id == row_id), None)
        if record is not None:
            self.house.push_screen(rooms.for_record(record))

    def action_start(self) -> None:
        """Start a supervision, or go on with the one being written."""
        from supervise_tui.ui import rooms

        if self._file is None:
            return
        draft = self._draft(self._file)
        if draft is not None:
            self.house.push_screen(rooms.for_record(draft))
            return
        desk, worker_id = self.desk, self.worker_id
        self.run_slow(lambda: hold_supervision.start(desk, worker_id), self._started, word="Starting")

    def _started(self, sheet: Sheet) -> None:
        from supervise_tui.ui import rooms

        self.house.push_screen(rooms.for_record(sheet.record))

    def action_new_record(self) -> None:
        """Offer everything that can be started with this worker."""
        from supervise_tui.ui import rooms

        if self._file is not None:
            self.house.push_screen(rooms.new_record(self.worker_id, self._file.worker.name))

    def action_actions(self) -> None:
        """Show all actions of this file."""
        from supervise_tui.ui import rooms

        if self._file is not None:
            self.house.push_screen(rooms.actions(self.worker_id, self._file.worker.name))

    def action_ratings(self) -> None:
        """Show how worthwhile both found their talks over time."""
        from supervise_tui.ui import rooms

        if self._file is not None:
            self.house.push_screen(rooms.ratings(self.worker_id, self._file.worker.name))

    def action_search(self) -> None:
        """Find words in this file."""
        from supervise_tui.ui import rooms

        if self._file is not None:
            self.house.push_screen(rooms.search(self.worker_id, self._file.worker.name))

    def action_change(self) -> None:
        """Change what is known of the worker."""
        from supervise_tui.ui.screens.worker_form import WorkerForm

        if self._file is not None:
            self.house.push_screen(WorkerForm(self._file.worker))

    def action_history(self) -> None:
        """Show who did what in this file."""
        from supervise_tui.ui.screens.history import HistoryScreen

        if self._file is not None:
            self.house.push_screen(HistoryScreen(self.worker_id, self._file.worker.name))

    def action_export(self) -> None:
        """Copy this worker's signed records to a folder."""
        from supervise_tui.ui.screens.export import ExportScreen

        self.house.push_screen(ExportScreen(self.worker_id))


def _facts(worker: Worker, today: date) -> list[Content]:
    parts = []
    if worker.started_on:
        parts.append(f"since {long_date(worker.started_on)}")
    if worker.hours is not None:
        parts.append(f"{worker.hours:g} hours a week")
    lines = [Content.assemble((worker.name, "bold"), f" · {worker.post}"), Content(" · ".join(parts))]
    if worker.probation_ends_on:
        word = "ends" if worker.in_probation(today) else "ended"
        gap = f" ({say_gap(worker.probation_ends_on, today)})" if worker.in_probation(today) else ""
        lines.append(Content(f"Probation {word} on {long_date(worker.probation_ends_on)}{gap}"))
    if worker.left_on:
        lines.append(Content(f"Left on {long_date(worker.left_on)}"))
    return [line for line in lines if line.plain]


def _due_line(view: Timeline, today: date) -> Content:
    due = view.file.due
    lines = [Content(due.reason)]
    if due.due_on is not None:
        mark = "! " if due.state == "overdue" else ""
        when = f"{mark}Next supervision by {long_date(due.due_on)}, {say_gap(due.due_on, today)}."
        lines = [Content.assemble((when, "bold"), f" {due.reason}")]
    if view.to_do:
        words = "1 action is" if view.to_do == 1 else f"{view.to_do} actions are"
        late = f", {view.late} late" if view.late else ""
        lines.append(Content(f"{'! ' if view.late else ''}{words} still to do{late}. Press a to see."))
    return Content("\n").join(lines)


def _record_row(line: TimelineLine) -> Row:
    record = line.record
    day = day_and_month(line.day) if line.day else "no date yet"
    flag = "! " if record.flagged and line.dealt is None else ""
    branch = "└ " if line.hangs_on else ""
    cells = (f"{branch}{flag}{record.title}", day, f"no. {record.number}", record.state.label)
    below = " · ".join(part for part in (_signed(line), *_actions(line)) if part)
    return Row(record.id, cells, "", Content(below) if below else None)


def _signed(line: TimelineLine) -> str:
    """Say who signed and when, and what was said against it."""
    flag = why_flagged(line.record.flagged)
    if line.dealt is not None:
        flag = f"{flag}, {line.dealt.words}"
    if not line.signed:
        return flag
    day = line.signed[-1].at.date()
    roles = " and ".join("you" if one.role is Role.SUPERVISOR else "the worker" for one in line.signed)
    return ", ".join(
        part for part in (f"signed by {roles} on {day.day}/{day.month}/{day.year}", flag) if part
    )


def _actions(line: TimelineLine) -> tuple[str, ...]:
    """Say what the talk agreed and what it settled."""
    agreed = "1 action" if line.agreed == 1 else f"{line.agreed} actions"
    left = f", {line.still_to_do} still to do" if line.still_to_do else ", all settled"
    return (
        f"{agreed} agreed{left}" if line.agreed else "",
        f"{line.settled} earlier settled" if line.settled else "",
    )
