"""Which screen comes next: the one place that knows all screens of an open cabinet."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from supervise_tui.domain.roles import Act
from supervise_tui.domain.whose_file import HOME_FILE, OWN_FILE, is_of_a_worker
from supervise_tui.problems import Problem
from supervise_tui.ui import file_rooms
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
    from supervise_tui.domain.people import Worker
    from supervise_tui.forms.policy import Policy
    from supervise_tui.ui.app import SuperviseApp
    from supervise_tui.ui.screens.look_into import LookInto


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
        return file_rooms.absences(desk.owner.id, desk.owner.name)
    if clock in STARTED and desk.may(Act.WRITE_RECORDS):
        return file_rooms.new_record(worker_id)
    places = {LINE_OF_SIGHT: file_rooms.induction, TRAINING: file_rooms.learning, FEEDBACK: file_rooms.six_cs}
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


def person_found(desk: Desk, worker: Worker) -> House:
    """Give what a search leads to that found somebody: their file, or among the plans theirs."""
    from supervise_tui.workflows.plans_desk import is_plans_desk

    return file_rooms.plan_cases(worker.id, worker.name) if is_plans_desk(desk) else worker_file(worker.id)


def flags() -> House:
    """Give the records for the next line manager."""
    from supervise_tui.ui.screens.flags import FlagsScreen

    return FlagsScreen()


def coverage() -> House:
    """Give how this cabinet stands, as bars."""
    from supervise_tui.ui.screens.coverage import CoverageScreen

    return CoverageScreen()


def behind_figure(figure_id: str) -> House:
    """Give the list behind a figure of coverage."""
    from supervise_tui.ui.screens.behind_figure import BehindFigure

    return BehindFigure(figure_id)


def plan_comparison() -> House:
    """Give the improvement plans held against each other."""
    from supervise_tui.ui.screens.plan_comparison import PlanComparison

    return PlanComparison()


def plan_worker(busy: frozenset[str] = frozenset()) -> House:
    """Give the question with whom an improvement plan is begun; `busy` have a case that is open."""
    from supervise_tui.ui.screens.plan_worker import PlanWorker

    return PlanWorker(busy)
