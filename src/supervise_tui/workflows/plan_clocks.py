"""What is due in improvement plans, and whose work is watched after one [PIP-17] [PIP-18].

Nothing of it is kept anywhere: it is worked out of the drawer each time, and shown to whoever opened the
cabinet with a key for plans (docs/security.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from supervise_tui.domain.people import Worker
from supervise_tui.domain.plan_case import Case
from supervise_tui.domain.procedure import Standing, standing
from supervise_tui.domain.procedure_clocks import CaseClock
from supervise_tui.problems import Problem
from supervise_tui.store import history, people, plan_cases
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.plans_desk import is_plans_desk, plans_desk, sees_plans
from supervise_tui.workflows.policies import soon_days

_PRESSING = ("overdue", "due-soon")


@dataclass(frozen=True, kw_only=True)
class PlanClock:
    """One thing of a case that is overdue, or soon due."""

    case: Case
    worker: Worker
    clock: CaseClock

    @property
    def order(self) -> tuple[bool, int, str]:
        """To sort by, the worst first."""
        return self.clock.state != "overdue", self.clock.days, self.worker.name


def plan_clocks(desk: Desk) -> list[PlanClock]:
    """Give what somebody here has to do in improvement plans, the worst first.

    Nothing for who may not see plans, of files that are shut, and while the drawer cannot be read: that
    is said when the cabinet is opened.
    """
    found = [
        PlanClock(case=case, worker=worker, clock=clock)
        for case, worker, now in _standings(desk)
        for clock in now.clocks
        if clock.ours and clock.state in _PRESSING
    ]
    return sorted(found, key=lambda one: one.order)


def watched_until(desk: Desk, worker_id: str) -> date | None:
    """Give until when a worker's work is looked at in supervision after a plan that succeeded [PIP-18].

    None for who may not see plans: they have the agenda item that everybody has.
    """
    days = [now.monitored_until for _, _, now in _standings(desk, worker_id)]
    return max((day for day in days if day is not None and day >= desk.today), default=None)


def wrong(desk: Desk) -> tuple[str, ...]:
    """Say what does not fit in the history of the plans, while they may only be read for it."""
    if is_plans_desk(desk) or not sees_plans(desk):
        return ()
    try:
        drawer = plans_desk(desk).cabinet
    except Problem:
        return ()
    return drawer.warnings if drawer.read_only else ()


def mark(desk: Desk) -> int:
    """Give a number that is another one once an entry came to some case; it is looked up quickly."""
    if is_plans_desk(desk) or not sees_plans(desk):
        return 0
    try:
        with plans_desk(desk).cabinet.reading() as work:
            last = history.head(work, history.CABINET)  # accepting a history is an event too
    except Problem:
        return 0
    return last.number if last is not None else 0


def _standings(desk: Desk, worker_id: str | None = None) -> Iterator[tuple[Case, Worker, Standing]]:
    if is_plans_desk(desk) or not sees_plans(desk):
        return
    try:
        plans = plans_desk(desk)
    except Problem:
        return
    with plans.cabinet.reading() as work:
        whose, soon = people.by_file(work), soon_days(work)
        read = [
            (case, plan_cases.entries(work, case.id))
            for case in plan_cases.cases(work, worker_id)
            if plans.sees_file(case.worker)
        ]
    if not read:
        return
    policy, nation = desk.library.procedure(), desk.organisation.nation
    for case, entries in read:
        worker = whose[case.worker]
        yield case, worker, standing(case, entries, policy, nation, desk.today, worker, soon)
