"""Where the cases of improvement plans stand today: one with all that belongs to it, or a list of all.

Every function takes the desk of the cabinet, or the one over the drawer, and works in the drawer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from supervise_tui.domain.improvement_plan import plan_in_force
from supervise_tui.domain.people import Worker
from supervise_tui.domain.plan_case import Case, Entry
from supervise_tui.domain.plan_next import Step, stands_since, steps
from supervise_tui.domain.plan_triggers import Prompt, prompts
from supervise_tui.domain.procedure import Standing, standing
from supervise_tui.domain.procedure_clocks import CaseClock
from supervise_tui.domain.procedure_words import Trigger
from supervise_tui.domain.record import Record
from supervise_tui.problems import Problem
from supervise_tui.store import addenda, people, plan_cases, records
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows import improvement_plans, letters
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.improvement_plans import Progress
from supervise_tui.workflows.letters import Post
from supervise_tui.workflows.plan_cases import CaseFile, case_file
from supervise_tui.workflows.plans_desk import plans_desk, sees_plans
from supervise_tui.workflows.policies import soon_days

_ORDER = ("overdue", "due-soon", "on-time", "paused")


@dataclass(frozen=True, kw_only=True)
class CaseView:
    """One case as it stands today."""

    file: CaseFile
    standing: Standing
    since: date
    """From when on it stands there."""
    steps: tuple[Step, ...]
    """What can be done, in the order in which it is shown."""
    progress: Progress | None
    """How its plan goes; None while there is none."""
    addenda: tuple[tuple[str, Record], ...]
    """What was added, or is being added, to its signed records: whose id, and the addendum [REC-3]."""
    post: Post
    """Its letters, and those that are needed now."""

    @property
    def case(self) -> Case:
        """The case itself."""
        return self.file.case

    @property
    def worker(self) -> Worker:
        """Whose it is."""
        return self.file.worker


@dataclass(frozen=True, kw_only=True)
class CaseLine:
    """One case in a list."""

    case: Case
    worker: Worker
    standing: Standing | None
    """None while the worker's file is shut to who has the cabinet open."""
    prompts: tuple[Prompt, ...] = ()
    """What has to be talked about now."""

    @property
    def clock(self) -> CaseClock | None:
        """What somebody here has to do first, and by when."""
        clocks = self.standing.clocks if self.standing else ()
        return next((one for one in clocks if one.ours), None)

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens by itself."""
        return self.standing is not None and self.standing.is_over

    @property
    def is_unsafe(self) -> bool:
        """Whether a risk control is not kept."""
        return any(one.trigger is Trigger.CONTROL_BROKEN for one in self.prompts)

    @property
    def order(self) -> tuple[bool, bool, int, date, str]:
        """To sort by, the worst first: an unsafe one, then by what is due."""
        clock = self.clock
        state = _ORDER.index(clock.state) if clock and clock.state in _ORDER else len(_ORDER)
        due = clock.due_on if clock and clock.due_on else date.max
        return self.is_over, not self.is_unsafe, state, due, self.worker.name


def case_view(desk: Desk, case_id: str) -> CaseView:
    """Give a case as it stands today; NotFound, NotOpened while the worker's file is shut."""
    plans = plans_desk(desk)
    file = case_file(plans, case_id)
    with plans.cabinet.reading() as work:
        soon, added = soon_days(work), _addenda(work, file)
    now = _standing(plans, file.case, file.entries, file.worker, soon)
    policy, nation = plans.library.procedure(), plans.organisation.nation
    return CaseView(
        file=file,
        standing=now,
        since=stands_since(file.case, file.entries, now.state, policy, nation, plans.today),
        steps=steps(now),
        progress=improvement_plans.progress(plans, case_id),
        addenda=added,
        post=letters.post(plans, case_id),
    )


def _addenda(work: Work, file: CaseFile) -> tuple[tuple[str, Record], ...]:
    signed = {entry.record for entry in file.entries if entry.record}
    of = {
        one: original for one, original in addenda.in_file(work, file.worker.id).items() if original in signed
    }
    known = records.fetch_all(work, of)
    return tuple((of[one.id], one) for one in sorted(known.values(), key=lambda one: one.number))


def case_lines(desk: Desk, worker_id: str | None = None) -> list[CaseLine]:
    """Give the cases of one worker, or of everyone, the worst first; NotAllowed without the key."""
    plans = plans_desk(desk)
    with plans.cabinet.reading() as work:
        whose, soon = people.by_file(work), soon_days(work)
        found = [
            (one, tuple(plan_cases.entries(work, one.id)) if plans.sees_file(one.worker) else None)
            for one in plan_cases.cases(work, worker_id)
        ]
    lines = [_line(plans, one, whose[one.worker], entries, soon) for one, entries in found]
    return sorted(lines, key=lambda line: line.order)


def open_cases(desk: Desk, worker_id: str) -> list[CaseLine]:
    """Give a worker's cases that are not over; nothing for who may not see plans, or while they are shut."""
    if not sees_plans(desk) or not desk.sees_file(worker_id):
        return []
    try:
        return [line for line in case_lines(desk, worker_id) if line.standing and not line.is_over]
    except Problem:  # a drawer that cannot be read says so where it is opened
        return []


def _line(plans: Desk, case: Case, worker: Worker, entries: tuple[Entry, ...] | None, soon: int) -> CaseLine:
    if entries is None:
        return CaseLine(case=case, worker=worker, standing=None)
    now = _standing(plans, case, entries, worker, soon)
    plan = plan_in_force(entries)
    told: list[Prompt] = []
    if plan is not None and not now.state.is_over:
        told = prompts(plan, entries, plans.today, now.course.pauses)
    return CaseLine(case=case, worker=worker, standing=now, prompts=tuple(told))


def _standing(plans: Desk, case: Case, entries: tuple[Entry, ...], worker: Worker, soon: int) -> Standing:
    policy, nation = plans.library.procedure(), plans.organisation.nation
    return standing(case, entries, policy, nation, plans.today, worker, soon)
