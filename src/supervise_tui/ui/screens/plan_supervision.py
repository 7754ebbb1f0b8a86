"""The next supervision with a worker: its day, what each side prepares for it, the sheet on paper."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from supervise_tui.domain.absences import Absence
from supervise_tui.domain.rebooking import Rebooking
from supervise_tui.forms.definition import Role
from supervise_tui.problems import BadInput
from supervise_tui.ui import file_rooms
from supervise_tui.ui.first_names import the_two
from supervise_tui.ui.screens.absence_form import AbsenceForm
from supervise_tui.ui.screens.of_a_worker import OfAWorker
from supervise_tui.ui.screens.plan_words import how_far_words, outlook_words
from supervise_tui.ui.screens.save_copy import usual_folder
from supervise_tui.ui.screens.why import Because, Why
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows import hold_supervision, plan_supervision, preparation_sheet, prepare
from supervise_tui.workflows.hold_supervision import Sheet
from supervise_tui.workflows.plan_supervision import Outlook, ToRebook
from supervise_tui.workflows.prepare import HowFar

_START, _DAY, _CANCEL, _RETURN = "start", "day", "cancel", "return"
_MINE, _THEIRS = "prepare-supervisor", "prepare-worker"
_SHEETS = {"sheet-worker": Role.WORKER, "sheet-supervisor": Role.SUPERVISOR}


class PlanSupervision(OfAWorker):
    """One row for each thing that can be done before the talk."""

    WHAT = "Next supervision"
    CSS_PATH = "plan_supervision.tcss"
    HELP = (
        "Everything before the next talk: set its day, move or cancel it, and prepare.\n\n"
        "Each of you prepares alone. What you write stays yours until you let it come in; the other sees "
        "only whether something is written. The worker does it at the laptop, behind their signing secret, "
        "or with a pen on the printed sheet.\n\n"
        "A talk that is cancelled is booked again at once, within five working days of the day it was for; "
        "after sickness within five working days of the return. Sickness is written down as an absence; once "
        "you say when the first day back at work is, home counts from it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", "Do it")]

    def __init__(self, worker_id: str, name: str = "") -> None:
        super().__init__(worker_id, name)
        self._outlook: Outlook | None = None

    def compose_body(self) -> ComposeResult:
        """What is planned, and what can be done."""
        yield Static("", id="planned", markup=False)
        yield RowList(id="rows")

    def look_again(self) -> None:
        """Look again: a day may have been set, or something written."""
        desk, worker_id = self.desk, self.worker_id
        self.run_slow(
            lambda: (plan_supervision.outlook(desk, worker_id), prepare.how_far(desk, worker_id)),
            self._show,
            word="" if self._outlook else "Looking up what is planned",
        )

    def _show(self, found: tuple[Outlook, dict[Role, HowFar]]) -> None:
        outlook, far = found
        self._outlook, self.name_of_worker = outlook, outlook.worker.name
        self.refresh_where()
        words = outlook_words(outlook, self.desk.today)
        because = "" if outlook.plan is not None else outlook.proposal.because
        self.query_one("#planned", Static).update(
            Content("\n").join([Content(f"{words[:1].upper()}{words[1:]}").stylize("bold"), Content(because)])
            if because
            else Content(f"{words[:1].upper()}{words[1:]}").stylize("bold")
        )
        self.query_one(RowList).show(self._rows(outlook, far))

    def _rows(self, outlook: Outlook, far: dict[Role, HowFar]) -> list[Row]:
        name = self._names(outlook)[Role.WORKER]
        if outlook.plan is not None:
            rows = [
                Row(_START, ("Start it now",), "bold"),
                Row(_DAY, ("Change its day, time or place",)),
                Row(_CANCEL, ("Cancel it",)),
            ]
        else:
            rows = [Row(_DAY, ("Plan it: day, time and place",), "bold"), Row(_START, ("Start one now",))]
            again = outlook.to_rebook
            if again is not None and again.when.by is None:
                rows.insert(0, Row(_RETURN, ("▸ Back at work? Write down the first day",), "bold"))
        return [
            *rows,
            heading(""),
            heading("To prepare"),
            Row(_MINE, ("You prepare", how_far_words(far[Role.SUPERVISOR]))),
            Row(_THEIRS, (f"{name} prepares, alone at the keyboard", how_far_words(far[Role.WORKER]))),
            heading(""),
            heading("On paper"),
            Row("sheet-worker", (f"Save a preparation sheet for {name}, to print",)),
            Row("sheet-supervisor", ("Save one for yourself",)),
        ]

    def _names(self, outlook: Outlook) -> dict[Role, str]:
        return the_two(outlook.worker, self.desk.owner)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._do(event.option.id or "")

    def action_choose(self) -> None:
        """Do what is under the cursor."""
        self._do(self.query_one(RowList).chosen)

    def _do(self, row_id: str) -> None:
        outlook = self._outlook
        if outlook is None:
            return
        if row_id == _DAY:
            self.house.push_screen(file_rooms.plan_day(outlook))
        elif row_id == _START:
            desk, worker_id = self.desk, self.worker_id
            self.run_slow(lambda: hold_supervision.start(desk, worker_id), self._started, word="Starting")
        elif row_id == _CANCEL:
            self._ask_cancel(outlook)
        elif row_id == _RETURN and outlook.to_rebook is not None:
            self._ask_return(outlook.to_rebook)
        elif row_id == _MINE:
            self.house.push_screen(file_rooms.own_preparation(self.worker_id))
        elif row_id == _THEIRS:
            file_rooms.hand_over_to_prepare(self, self.worker_id, self._names(outlook))
        elif row_id in _SHEETS:
            self._ask_folder(outlook, _SHEETS[row_id])

    def _started(self, sheet: Sheet) -> None:
        self.house.switch_screen(file_rooms.for_record(sheet.record))

    # -- cancelling ----------------------------------------------------------------------------

    def _ask_cancel(self, outlook: Outlook) -> None:
        plan, desk = outlook.plan, self.desk
        if plan is None:
            return
        record_id = plan.record.id

        def answered(because: Because | None) -> None:
            if because is not None:
                self.run_slow(
                    lambda: plan_supervision.cancel(
                        desk,
                        record_id,
                        because.why,
                        by=because.by,
                        sickness=because.sickness,
                        back_on=because.back_on,
                    ),
                    self._cancelled,
                    word="Cancelling",
                )

        self.app.push_screen(
            Why(
                "Cancel this supervision",
                "Only for something that nobody could foresee, and both of you agree. It is booked again "
                "right away. What was prepared waits for the next one.",
                self._names(outlook),
                yes="Cancel it",
                today=desk.today,
            ),
            answered,
        )

    def _cancelled(self, when: Rebooking | None) -> None:
        """Booked again at the moment it is cancelled; after sickness once the return is known [CAD-9]."""
        desk, worker_id = self.desk, self.worker_id

        def book_again(outlook: Outlook) -> None:
            self.house.push_screen(file_rooms.plan_day(outlook))

        if when is None or when.by is None:
            self.look_again()
        else:
            self.run_slow(lambda: plan_supervision.outlook(desk, worker_id), book_again)

    def _ask_return(self, again: ToRebook) -> None:
        """The five working days count from the return: write it down where the sickness stands."""
        desk = self.desk

        def asked(absence: Absence | None) -> None:
            supervisor = absence is not None and absence.person == desk.owner.id
            person = desk.owner if supervisor else again.worker
            self.house.push_screen(
                AbsenceForm(
                    person.id,
                    person.name,
                    absence,
                    supervisor=supervisor,
                    first="back_on",
                    first_day=again.when.original,
                )
            )

        self.run_slow(lambda: plan_supervision.who_was_ill(desk, again), asked)

    # -- paper ---------------------------------------------------------------------------------

    def _ask_folder(self, outlook: Outlook, side: Role) -> None:
        desk, worker_id = self.desk, self.worker_id
        day = outlook.plan.record.held_on if outlook.plan else None
        made: list[Path] = []

        def save(text: str) -> None:
            words = text.strip().strip('"')
            if not words:
                raise BadInput("No folder is typed yet.", "Type one, or press Esc.")
            made.append(preparation_sheet.save_sheet(desk, worker_id, side, Path(words).expanduser(), day))

        def finish(_: str | None) -> None:
            if made:
                self.show_note(f"Saved, ready to print: {made[0]}")

        self.app.push_screen(
            Ask.line(
                "A preparation sheet to print",
                "A PDF with the questions and room for a pen. It holds names and questions, no answers. "
                "Where should it go?",
                label="Folder",
                value=str(usual_folder()),
                help="Enter: save it there",
                yes="Save it",
                check=save,
            ),
            finish,
        )
