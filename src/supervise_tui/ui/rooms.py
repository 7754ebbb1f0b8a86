"""Which screen comes next: the one place that knows all screens of an open cabinet."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from supervise_tui.domain.record import Record, State
from supervise_tui.domain.roles import Act
from supervise_tui.domain.whose_file import HOME_FILE, OWN_FILE, is_of_a_worker
from supervise_tui.forms.definition import Form
from supervise_tui.problems import Problem
from supervise_tui.ui.entrance import entrance
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.export import ExportScreen
from supervise_tui.ui.screens.history import HistoryScreen
from supervise_tui.ui.screens.home import Home
from supervise_tui.ui.screens.home_lines import FEEDBACK, LINE_OF_SIGHT, STARTED, TRAINING
from supervise_tui.ui.screens.keys_and_backups import KeysAndBackups
from supervise_tui.ui.screens.recover import Recover
from supervise_tui.ui.screens.worker_file import WorkerFileScreen
from supervise_tui.ui.screens.worker_form import WorkerForm
from supervise_tui.ui.screens.workers import Workers
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.workflows import open_cabinet
from supervise_tui.workflows.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from supervise_tui.domain.people import Worker
    from supervise_tui.forms.definition import Role
    from supervise_tui.forms.policy import Policy
    from supervise_tui.ui.app import SuperviseApp
    from supervise_tui.ui.screens.look_into import LookInto
    from supervise_tui.workflows.plan_supervision import Outlook


async def open_with(app: SuperviseApp, folder: Path, passphrase: str) -> None:
    """Open without asking (the demo); when that fails, ask."""
    try:
        desk = await asyncio.to_thread(open_it, app, folder, passphrase)
    except Problem as problem:
        await app.push_screen(entrance(app, str(problem)))
        return
    app.opened(desk)


def open_it(app: SuperviseApp, folder: Path, secret: str, *, by_recovery: bool = False) -> Desk:
    """Open the cabinet with the app's own clock and costs; slow."""
    return open_cabinet.open_desk(
        folder, secret, state=app.state, by_recovery=by_recovery, **app.own_settings()
    )


def ask_passphrase(desk: Desk, title: str, why: str) -> Ask:
    """Give the question for the cabinet passphrase, checked."""
    return Ask.secret(title, why, label="Cabinet passphrase", check=desk.cabinet.check_passphrase)


def home() -> House:
    """Give the home screen."""
    return Home()


def workers() -> House:
    """Give the list of workers."""
    return Workers()


def new_worker() -> House:
    """Give the form for a new worker."""
    return WorkerForm()


def first_worker() -> House:
    """Give the form for a new worker with words for the first one."""
    return WorkerForm(first=True)


def history() -> House:
    """Give the history of the cabinet."""
    return HistoryScreen()


def export() -> House:
    """Give the export of any closed records."""
    return ExportScreen()


def keys_and_backups() -> House:
    """Give who holds a key, and the backups."""
    return KeysAndBackups()


def settings() -> House:
    """Give what the home and this computer have chosen."""
    from supervise_tui.ui.screens.settings import Settings

    return Settings()


def own_forms() -> House:
    """Give the folder with the home's own forms."""
    from supervise_tui.ui.screens.own_forms import OwnFormsScreen

    return OwnFormsScreen()


def policies() -> House:
    """Give the policies on how often people are supervised."""
    from supervise_tui.ui.screens.policies import PoliciesScreen

    return PoliciesScreen()


def policy_preview(policy: Policy) -> House:
    """Give what a policy would mean for the people who are here."""
    from supervise_tui.ui.screens.policy_preview import PolicyPreview

    return PolicyPreview(policy)


def signing_secret(person: str) -> House:
    """Give the page on which someone changes their own signing secret."""
    from supervise_tui.ui.screens.signing_secret import SigningSecretScreen

    return SigningSecretScreen(person)


def restore() -> House:
    """Give the way from a backup to a cabinet."""
    from supervise_tui.ui.screens.restore import Restore

    return Restore()


def recover(desk: Desk) -> House:
    """Give the way from the recovery key to a new passphrase."""
    return Recover(desk)


def to_put_right(desk: Desk, clock: str, worker_id: str) -> House:
    """Give where a clock that runs out is put right, by its id; without a worker it is the owner's."""
    if not worker_id:
        return absences(desk.owner.id, desk.owner.name)
    if clock in STARTED and desk.may(Act.WRITE_RECORDS):
        return new_record(worker_id)
    places = {LINE_OF_SIGHT: induction, TRAINING: learning, FEEDBACK: six_cs}
    return places.get(clock, worker_file)(worker_id)


def month() -> House:
    """Give the calendar of the month."""
    from supervise_tui.ui.screens.month import Month

    return Month()


def worker_file(worker_id: str) -> House:
    """Give a worker's file, or one of those that are of no worker."""
    if is_of_a_worker(worker_id):
        return WorkerFileScreen(worker_id)
    from supervise_tui.ui.screens.file_of_no_worker import FileOfNoWorker

    return FileOfNoWorker(worker_id)


def home_file() -> House:
    """Give the home's own file."""
    return worker_file(HOME_FILE)


def ideas() -> House:
    """Give the ideas that may be shared."""
    from supervise_tui.ui.screens.ideas import IdeasScreen

    return IdeasScreen()


def own_file() -> House:
    """Give the supervisor's own file."""
    return worker_file(OWN_FILE)


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


def plan_day(outlook: Outlook) -> House:
    """Give the day, time and place of the next supervision."""
    from supervise_tui.ui.screens.plan_day import PlanDay

    return PlanDay(outlook)


def own_preparation(worker_id: str) -> House:
    """Give the supervisor's own preparation."""
    from supervise_tui.ui.screens.preparation import PreparationScreen

    return PreparationScreen(worker_id)


def hand_over_to_prepare(screen: House, worker_id: str, names: Mapping[Role, str]) -> None:
    """Hand the keyboard to the worker, who prepares alone."""
    from supervise_tui.ui.screens.preparation import hand_over_to_prepare

    hand_over_to_prepare(screen, worker_id, names)


def record(record_id: str) -> House:
    """Give a record that is being written or signed; it finds the screen that fits by itself."""
    from supervise_tui.ui.screens.record import RecordScreen

    return RecordScreen(record_id)


def look_into(desk: Desk, worker_id: str) -> LookInto:
    """Give the question before a file that is shut to who has the cabinet open."""
    from supervise_tui.ui.screens.look_into import LookInto
    from supervise_tui.workflows import file_openings

    asked = file_openings.before_opening(desk, worker_id)
    private = asked.worker
    if is_of_a_worker(worker_id):
        private += f" and {asked.supervisor}"
    return LookInto(
        f"Open the file of {asked.worker}?",
        f"This file is private to {private}. Who else opens it says who they are "
        f"and what for. The history keeps it, and {asked.worker} sees it on the file.",
        lambda name, role, purpose: file_openings.open_file(
            desk, worker_id, name=name, role=role, purpose=purpose
        ),
        name=asked.name,
        role=asked.role,
    )


def who_looked(worker_id: str, name: str = "") -> House:
    """Give who else has looked at a worker's file."""
    from supervise_tui.ui.screens.who_looked import WhoLooked

    return WhoLooked(worker_id, name)


def search(worker_id: str | None = None, name: str = "") -> House:
    """Give the search over all files, or in one."""
    from supervise_tui.ui.screens.search import SearchScreen

    return SearchScreen(worker_id, name)


def person_found(desk: Desk, worker: Worker) -> House:
    """Give what a search leads to that found somebody: their file, or among the plans theirs."""
    from supervise_tui.workflows.plans_desk import is_plans_desk

    return plan_cases(worker.id, worker.name) if is_plans_desk(desk) else worker_file(worker.id)


def actions(worker_id: str, name: str = "") -> House:
    """Give all action points of a worker's file."""
    from supervise_tui.ui.screens.actions import ActionsScreen

    return ActionsScreen(worker_id, name)


def action_thread(action_id: str) -> House:
    """Give one action from where it was agreed to where it stands."""
    from supervise_tui.ui.screens.action_thread import ActionThreadScreen

    return ActionThreadScreen(action_id)


def flags() -> House:
    """Give the records for the next line manager."""
    from supervise_tui.ui.screens.flags import FlagsScreen

    return FlagsScreen()


def ratings(worker_id: str, name: str = "") -> House:
    """Give the ratings of a worker's supervisions over time."""
    from supervise_tui.ui.screens.ratings import RatingsScreen

    return RatingsScreen(worker_id, name)


def coverage() -> House:
    """Give how this cabinet stands, as bars."""
    from supervise_tui.ui.screens.coverage import CoverageScreen

    return CoverageScreen()


def behind_figure(figure_id: str) -> House:
    """Give the list behind a figure of coverage."""
    from supervise_tui.ui.screens.behind_figure import BehindFigure

    return BehindFigure(figure_id)


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


def plan_worker() -> House:
    """Give the question with whom an improvement plan is begun."""
    from supervise_tui.ui.screens.plan_worker import PlanWorker

    return PlanWorker()
