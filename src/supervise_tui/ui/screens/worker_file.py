"""A worker's file: who they are, when they are due, and all their records as one line of time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from supervise_tui.domain.record import Record, State
from supervise_tui.domain.roles import Act
from supervise_tui.domain.said_dates import say_date
from supervise_tui.forms.day_words import long_date
from supervise_tui.ui import file_rooms
from supervise_tui.ui.screens.base import Command, House
from supervise_tui.ui.screens.file_screen import FileScreen
from supervise_tui.ui.screens.worker_file_rows import (
    AGREEMENT,
    AHEAD,
    AWAY,
    CLOCK,
    INDUCTION,
    LOOKS,
    PLAN,
    SIX_CS,
    TRAINING,
    agreement_row,
    ahead_row,
    due_line,
    facts,
    looks_words,
    plan_row,
    standing_rows,
    timeline_rows,
)
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows import hold_supervision
from supervise_tui.workflows.case_standing import CaseLine, open_cases
from supervise_tui.workflows.hold_supervision import Sheet
from supervise_tui.workflows.layouts import SUPERVISION
from supervise_tui.workflows.plan_supervision import Outlook, outlook
from supervise_tui.workflows.plans_desk import sees_plans
from supervise_tui.workflows.timeline import Timeline, timeline
from supervise_tui.workflows.workers import WorkerFile, worker_file

_START = "start"


class WorkerFileScreen(FileScreen):
    """The file of one worker; the first row is what to do next."""

    CSS_PATH = "worker_file.tcss"
    HELP = (
        "The first row is the next thing to do with this worker. Below it stand their records, newest "
        "first, each with who signed it and what became of its actions: Enter opens one, to go on "
        "writing, to sign, or to read it. ! marks what the next line manager should look at.\n\n"
        "Press s to start a supervision, p to plan and prepare the next one, g for the agreement, n for any "
        "other new record, a for all actions, r for the ratings over time, y for the year at a glance, / to "
        "search in this file, e to change name, post, dates or hours, o to write down who is off work, "
        "i for what they may not do unobserved yet, t for training and portfolio, v for what is on file as "
        "evidence for each behaviour of the appraisal, c for ratings of the six Cs, h for who did what in "
        "this file, w for who else has looked at it, x to copy signed records to a folder, k to let them "
        "change their signing secret."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open"),
        Binding("s", "start", "Supervision"),
        Binding("p", "ahead", "Plan, prepare"),
        Binding("g", "agreement", "Agreement"),
        Binding("n", "new_record", "New"),
        Binding("a", "actions", "Actions"),
        Binding("o", "absences", "Off work"),
        Binding("i", "induction", "Induction"),
        Binding("t", "learning", "Training"),
        Binding("c", "six_cs", "Six Cs"),
        Binding("r", "ratings", "Ratings"),
        Binding("y", "year", "Year"),
        Binding("v", "evidence", "Evidence"),
        Binding("l", "plans", "Plans"),
        Binding("slash", "search", "Search", key_display="/"),
        Binding("e", "change", "Change"),
        Binding("h", "history", "History"),
        Binding("w", "who_looked", "Who looked"),
        Binding("x", "export", "Export"),
        Binding("k", "secret", "Signing secret"),
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

    @property
    def subject(self) -> tuple[str, str] | None:
        """The worker, by id and name."""
        return (self.worker_id, self._file.worker.name) if self._file else None

    def compose_body(self) -> ComposeResult:
        """Lay out the facts above the records."""
        yield Static("", id="facts", markup=False)
        yield Static("", id="due", markup=False)
        yield RowList(id="rows")

    def look_again(self) -> None:
        """Look again."""
        desk, worker_id = self.desk, self.worker_id
        self.run_slow(
            lambda: (timeline(desk, worker_id), outlook(desk, worker_id), open_cases(desk, worker_id)),
            self._show,
            word="" if self._file else "Opening the file",
        )

    def _show(self, found: tuple[Timeline, Outlook, list[CaseLine]]) -> None:
        view, ahead, plans = found
        file = self._file = view.file
        today = self.desk.today
        self.refresh_where()
        self.query_one("#facts", Static).update(Content("\n").join(facts(file.worker, today)))
        self.query_one("#due", Static).update(due_line(view, today))
        self.query_one(RowList).show(self._rows(view, ahead, plans))

    def _rows(self, view: Timeline, ahead: Outlook, plans: list[CaseLine]) -> list[Row]:
        today = self.desk.today
        rows = [ahead_row(ahead, today), agreement_row(view.file.agreement), *standing_rows(view, today)]
        rows += [plan_row(line, today) for line in plans]
        if self.desk.may(Act.WRITE_RECORDS):
            rows.insert(0, self._next(view.file, ahead))
        if view.looks:
            rows.append(Row(LOOKS, (f"  {looks_words(view.looks)}",)))
        if not view.lines:
            rows += [heading(""), heading("No records yet.")]
        return rows + timeline_rows(view, self.desk.holder)

    def _next(self, file: WorkerFile, ahead: Outlook) -> Row:
        draft = self._draft(file)
        if draft is not None:
            day = f" of {long_date(draft.held_on)}" if draft.held_on else ""
            return Row(_START, (f"▸ Go on with the supervision{day}",), "bold")
        planned = ahead.plan.record.held_on if ahead.plan else None
        if planned is not None:
            day = "today" if planned == self.desk.today else say_date(planned, self.desk.today)
            return Row(_START, (f"▸ Start the supervision planned for {day}",), "bold")
        return Row(_START, ("▸ Start a supervision",), "bold")

    @staticmethod
    def _draft(file: WorkerFile) -> Record | None:
        drafts = (record for record in file.records if record.state is State.DRAFT)
        return next((record for record in drafts if record.makes == SUPERVISION), None)

    def open_row(self, row_id: str) -> None:
        if row_id == _START:
            self.action_start()
            return
        if row_id.startswith(PLAN):
            self.house.push_screen(file_rooms.plan_case(row_id.removeprefix(PLAN)))
            return
        if row_id.startswith(CLOCK):
            self._put_right(row_id.removeprefix(CLOCK))
            return
        if row_id == LOOKS:
            self.action_who_looked()
            return
        if row_id == AHEAD:
            why = self.why_not("ahead")
            if why:
                self.show_note(why)
            else:
                self.action_ahead()
            return
        if row_id in (AGREEMENT, AWAY, INDUCTION, TRAINING, SIX_CS):
            {
                SIX_CS: self.action_six_cs,
                TRAINING: self.action_learning,
                AGREEMENT: self.action_agreement,
                AWAY: self.action_absences,
                INDUCTION: self.action_induction,
            }[row_id]()
            return
        records = self._file.records if self._file else ()
        record = next((record for record in records if record.id == row_id), None)
        if record is not None:
            self.enter_record(record)

    def _put_right(self, clock: str) -> None:
        from supervise_tui.ui import rooms

        leads_to = rooms.to_put_right(self.desk, clock, self.worker_id)
        if isinstance(leads_to, WorkerFileScreen):
            self.show_note("What puts this right is in this file already.")
        else:
            self.house.push_screen(leads_to)

    def action_start(self) -> None:
        """Start a supervision, or go on with the one being written."""
        if self._file is None:
            return
        draft = self._draft(self._file)
        if draft is not None:
            self.enter_record(draft)
            return
        desk, worker_id = self.desk, self.worker_id
        self.run_slow(lambda: hold_supervision.start(desk, worker_id), self._started, word="Starting")

    def _started(self, sheet: Sheet) -> None:
        self.enter_record(sheet.record)

    def action_ahead(self) -> None:
        """Plan the next supervision, and prepare it."""
        self.enter(file_rooms.next_supervision)

    def action_agreement(self) -> None:
        """Show the agreement and its versions."""
        self.enter(file_rooms.agreement)

    def own_commands(self) -> Iterable[Command]:
        """What has a page of its own."""
        yield (
            "Absences",
            "Write down when this worker is off work, and when they are back",
            self.action_absences,
        )
        yield (
            "Induction tasks",
            "What this worker may not do unobserved yet; write down what was seen",
            self.action_induction,
        )
        yield (
            "Training and portfolio",
            "What this worker has learned and is going to learn, and what runs out",
            self.action_learning,
        )
        what = "What was marked for each behaviour of the appraisal and each duty of the code of conduct"
        yield "Evidence on file", what, self.action_evidence
        yield (
            "Ratings of the six Cs",
            "Feedback after a shift or a visit, and the worker's own view",
            self.action_six_cs,
        )
        yield "Year at a glance", "Held, missed, moved and planned, month by month", self.action_year
        if sees_plans(self.desk):
            yield "Improvement plans of this worker", "Kept apart, with a key of its own", self.action_plans

    def shown_keys(self) -> Iterable[Binding]:
        """Who may not see improvement plans has no sign of them."""
        sees = self.house.is_open and sees_plans(self.desk)
        return [one for one in super().shown_keys() if sees or one.action != "plans"]

    def action_plans(self) -> None:
        """Show the improvement plans of this worker; for who may not see any, the key does nothing."""
        if sees_plans(self.desk):
            self.enter(file_rooms.plan_cases)

    def action_absences(self) -> None:
        """Show when they are off work."""
        self.enter(file_rooms.absences)

    def action_learning(self) -> None:
        """Show the training and portfolio list."""
        self.enter(file_rooms.learning)

    def action_evidence(self) -> None:
        """Show what is on file for each behaviour and duty."""
        self.enter(file_rooms.evidence)

    def action_six_cs(self) -> None:
        """Show the ratings of the six Cs."""
        self.enter(file_rooms.six_cs)

    def action_induction(self) -> None:
        """Show what they may not do unobserved yet."""
        self.enter(file_rooms.induction)

    def action_ratings(self) -> None:
        """Show how worthwhile both found their talks over time."""
        self.enter(file_rooms.ratings)

    def action_year(self) -> None:
        """Show the year at a glance."""
        self.enter(file_rooms.worker_year)

    def action_change(self) -> None:
        """Change what is known of the worker."""
        from supervise_tui.ui.screens.worker_form import WorkerForm

        if self._file is None:
            return
        # Read anew: what this screen shows may be older than a change that was just saved, and saving
        # the older facts again would undo it.
        desk, worker_id = self.desk, self.worker_id
        self.run_slow(
            lambda: worker_file(desk, worker_id).worker,
            lambda worker: self.house.push_screen(WorkerForm(worker)),
        )

    def action_who_looked(self) -> None:
        """Show who else has opened this file."""
        self.enter(file_rooms.who_looked)

    def action_secret(self) -> None:
        """Let the worker take the keyboard, to look after their signing secret alone."""
        if self._file is None:
            return

        def answered(yes: str | None) -> None:
            from supervise_tui.ui import rooms

            if yes:
                self.house.push_screen(rooms.signing_secret(self.worker_id))

        self.house.push_screen(
            Ask.confirm(
                f"{self._file.worker.name}'s signing secret",
                "They take the keyboard and do this alone; look away, please. Only this one page can be "
                "reached until you type your passphrase again.",
                yes="Hand over",
                no="Not now",
            ),
            answered,
        )
