"""The screens that a file, a record or a case leads to; each is loaded when somebody goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supervise_tui.domain.record import Record, State
from supervise_tui.ui.screens.base import House

if TYPE_CHECKING:
    from collections.abc import Mapping

    from supervise_tui.forms.definition import Form, Role
    from supervise_tui.workflows.plan_supervision import Outlook


def new_record(worker_id: str, name: str = "") -> House:
    """Give what can be started with a worker."""
    from supervise_tui.ui.screens.new_record import NewRecord

    return NewRecord(worker_id, name)


def agreement(worker_id: str, name: str = "") -> House:
    """Give the supervision agreement with a worker."""
    from supervise_tui.ui.screens.agreement import AgreementScreen

    return AgreementScreen(worker_id, name)


def next_supervision(worker_id: str, name: str = "") -> House:
    """Give what comes before the next supervision: its day, and preparing it."""
    from supervise_tui.ui.screens.plan_supervision import PlanSupervision

    return PlanSupervision(worker_id, name)


def absences(person: str, name: str = "") -> House:
    """Give the absences of a worker, or of the supervisor with who stands in; by id."""
    from supervise_tui.ui.screens.absences import AbsencesScreen

    return AbsencesScreen(person, name)


def learning(worker_id: str, name: str = "") -> House:
    """Give a worker's training and portfolio list."""
    from supervise_tui.ui.screens.learning import LearningScreen

    return LearningScreen(worker_id, name)


def six_cs(worker_id: str, name: str = "") -> House:
    """Give a worker's ratings of the six Cs."""
    from supervise_tui.ui.screens.six_cs import SixCsScreen

    return SixCsScreen(worker_id, name)


def induction(worker_id: str, name: str = "") -> House:
    """Give the tasks of a worker's induction, and what they may do unobserved."""
    from supervise_tui.ui.screens.induction import InductionScreen

    return InductionScreen(worker_id, name)


def own_preparation(worker_id: str) -> House:
    """Give the supervisor's own preparation."""
    from supervise_tui.ui.screens.preparation import PreparationScreen

    return PreparationScreen(worker_id)


def record(record_id: str) -> House:
    """Give a record that is being written or signed; it finds the screen that fits by itself."""
    from supervise_tui.ui.screens.record import RecordScreen

    return RecordScreen(record_id)


def who_looked(worker_id: str, name: str = "") -> House:
    """Give who else has looked at a worker's file."""
    from supervise_tui.ui.screens.who_looked import WhoLooked

    return WhoLooked(worker_id, name)


def search(worker_id: str | None = None, name: str = "") -> House:
    """Give the search over all files, or in one."""
    from supervise_tui.ui.screens.search import SearchScreen

    return SearchScreen(worker_id, name)


def actions(worker_id: str, name: str = "") -> House:
    """Give all action points of a worker's file."""
    from supervise_tui.ui.screens.actions import ActionsScreen

    return ActionsScreen(worker_id, name)


def action_thread(action_id: str) -> House:
    """Give one action from where it was agreed to where it stands."""
    from supervise_tui.ui.screens.action_thread import ActionThreadScreen

    return ActionThreadScreen(action_id)


def ratings(worker_id: str, name: str = "") -> House:
    """Give the ratings of a worker's supervisions over time."""
    from supervise_tui.ui.screens.ratings import RatingsScreen

    return RatingsScreen(worker_id, name)


def evidence(worker_id: str, name: str = "") -> House:
    """Give what is on file for each behaviour and duty."""
    from supervise_tui.ui.screens.evidence import EvidenceScreen

    return EvidenceScreen(worker_id, name)


def worker_year(worker_id: str, name: str = "") -> House:
    """Give a worker's year at a glance."""
    from supervise_tui.ui.screens.worker_year import WorkerYearScreen

    return WorkerYearScreen(worker_id, name)


def initials(record_id: str) -> House:
    """Give the rows of a record that wait for initials."""
    from supervise_tui.ui.screens.initials import InitialsScreen

    return InitialsScreen(record_id)


def participants(worker_id: str, form: Form) -> House:
    """Give the question who takes part, before a record for several people is started."""
    from supervise_tui.ui.screens.participants import Participants

    return Participants(worker_id, form.id)


def group(record_id: str) -> House:
    """Give the group supervision that a record is of."""
    from supervise_tui.ui.screens.group import GroupScreen

    return GroupScreen(record_id)


def to_group(screen: House, record_id: str) -> None:
    """Go from a record to its group: back to it where it lies below, else in place of this screen."""
    from supervise_tui.ui.screens.group import GroupScreen

    if isinstance(screen.house.screen_stack[-2], GroupScreen):
        screen.dismiss()
    else:
        screen.house.switch_screen(GroupScreen(record_id))


def for_record(record: Record) -> House:
    """Give the screen that fits where the record stands."""
    match record.state:
        case State.PLANNED:
            return next_supervision(record.worker)
        case State.DRAFT:
            from supervise_tui.ui.screens.record import RecordScreen

            return RecordScreen(record.id)
        case State.OFFERED | State.PART_SIGNED:
            from supervise_tui.ui.screens.sign_off import SignOffScreen

            return SignOffScreen(record.id)
        case _:
            from supervise_tui.ui.screens.receipt import ReceiptScreen

            return ReceiptScreen(record.id)


def closed_record(record_id: str) -> House:
    """Give a signed record, to read."""
    from supervise_tui.ui.screens.receipt import ReceiptScreen

    return ReceiptScreen(record_id)


def history(file: str, name: str = "") -> House:
    """Give who did what in a file."""
    from supervise_tui.ui.screens.history import HistoryScreen

    return HistoryScreen(file, name)


def export(file: str, _name: str = "") -> House:
    """Give the export of closed records of a file."""
    from supervise_tui.ui.screens.export import ExportScreen

    return ExportScreen(file)


def plan_cases(worker_id: str = "", name: str = "") -> House:
    """Give the improvement plans of one worker, or of everybody."""
    from supervise_tui.ui.screens.plan_cases import PlanCases

    return PlanCases(worker_id, name)


def plan_case(case_id: str) -> House:
    """Give one case of an improvement plan."""
    from supervise_tui.ui.screens.plan_case import PlanCase

    return PlanCase(case_id)


def case_bundle(case_id: str, name: str = "") -> House:
    """Give the page that makes the bundle of a case."""
    from supervise_tui.ui.screens.case_bundle import CaseBundleScreen

    return CaseBundleScreen(case_id, name)


def letters(case_id: str, name: str = "") -> House:
    """Give the letters of a case."""
    from supervise_tui.ui.screens.letters import LettersScreen

    return LettersScreen(case_id, name)


def letter(letter_id: str) -> House:
    """Give one letter of a case."""
    from supervise_tui.ui.screens.letter import LetterScreen

    return LetterScreen(letter_id)


def plan_progress(case_id: str, name: str = "") -> House:
    """Give how the plan of a case goes, drawn."""
    from supervise_tui.ui.screens.plan_progress import PlanProgress

    return PlanProgress(case_id, name)


def plan_procedure(case_id: str) -> House:
    """Give the formal procedure, with the place where a case stands."""
    from supervise_tui.ui.screens.plan_procedure import PlanProcedure

    return PlanProcedure(case_id)


def plan_day(outlook: Outlook) -> House:
    """Give the day, time and place of the next supervision."""
    from supervise_tui.ui.screens.plan_day import PlanDay

    return PlanDay(outlook)


def hand_over_to_prepare(screen: House, worker_id: str, names: Mapping[Role, str]) -> None:
    """Hand the keyboard to the worker, who prepares alone."""
    from supervise_tui.ui.screens.preparation import hand_over_to_prepare

    hand_over_to_prepare(screen, worker_id, names)
