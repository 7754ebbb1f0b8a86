"""What is due in improvement plans, and whose work is watched after one [PIP-17] [PIP-18].

Nothing of it is kept anywhere: it is worked out of the drawer each time, and shown to whoever opened the
cabinet with a key for plans (docs/security.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from supervise_tui.domain.improvement_plan import plan_in_force
from supervise_tui.domain.people import Worker
from supervise_tui.domain.plan_case import Case, Entry
from supervise_tui.domain.plan_triggers import prompts
from supervise_tui.domain.procedure import Standing, standing
from supervise_tui.domain.procedure_clocks import CaseClock
from supervise_tui.domain.procedure_words import Trigger
from supervise_tui.forms.day_words import long_date
from supervise_tui.problems import Problem
from supervise_tui.store import history, people, plan_cases
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.plans_desk import is_plans_desk, plans_desk, sees_plans
from supervise_tui.workflows.policies import soon_days

_PRESSING = ("overdue", "due-soon")
CONTROL_BROKEN = "control-broken"
"""The id of the line that says that people are not kept safe as was agreed."""
_BEFORE_ALL = -10_000
"""Days late of what stands above everything that is only late."""


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
        for case, worker, entries, now in _standings(desk)
        for clock in (*_to_talk_about(entries, now, desk.today), *now.clocks)
        if clock.ours and clock.state in _PRESSING
    ]
    return sorted(found, key=lambda one: one.order)


def _to_talk_about(entries: Sequence[Entry], now: Standing, today: date) -> Iterator[CaseClock]:
    """Give what was agreed on as a reason to look sooner, as lines for home: no word of the plan in them."""
    plan = plan_in_force(entries)
    if plan is None or now.is_over:
        return
    told = prompts(plan, entries, today, now.course.pauses)
    broken = [one for one in told if one.trigger is Trigger.CONTROL_BROKEN]
    if broken:
        since = min(one.since for one in broken)
        yield CaseClock(
            id=CONTROL_BROKEN,
            title="A risk control is not kept",
            rule="PIP-2",
            due_on=None,
            state="overdue",
            days=_BEFORE_ALL,
            words=f"A risk control was not kept on {long_date(since)}, and is not put right yet.",
            otherwise="People may come to harm.",
        )
    if len(told) > len(broken):
        yield CaseClock(
            id="reason-to-look",
            title="A reason to look again",
            rule="PIP-2",
            due_on=None,
            state="due-soon",
            words="What you agreed on as a reason to look again is there.",
            otherwise="It decides nothing: talk about it, then decide.",
        )


def watched_until(desk: Desk, worker_id: str) -> date | None:
    """Give until when a worker's work is looked at in supervision after a plan that succeeded [PIP-18].

    None for who may not see plans: they have the agenda item that everybody has.
    """
    days = [now.monitored_until for *_, now in _standings(desk, worker_id)]
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


def _standings(
    desk: Desk, worker_id: str | None = None
) -> Iterator[tuple[Case, Worker, Sequence[Entry], Standing]]:
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
        yield case, worker, entries, standing(case, entries, policy, nation, desk.today, worker, soon)
