"""When the next supervision is due, and why: computed from the facts each time, never stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias

from supervise_tui.domain.frequency import Frequency
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Record, State
from supervise_tui.domain.working_days import add_months
from supervise_tui.forms.day_words import long_date

DueState: TypeAlias = Literal["on-time", "due-soon", "overdue", "not-applicable"]
SOON_DAYS = 7
"""How many days ahead counts as due soon, unless the organisation sets another number."""

_HELD = frozenset({State.OFFERED, State.PART_SIGNED, State.CLOSED, State.ON_PAPER})


@dataclass(frozen=True)
class Policy:
    """How often supervision happens, in calendar months [CAD-1]."""

    name: str
    usual_gap_months: int
    """After it: due."""
    limit_months: int
    """After it: overdue."""


CARE_PROVIDER = Policy(name="care-provider", usual_gap_months=3, limit_months=3)
"""A formal supervision at least every three months [CAD-2]."""


@dataclass(frozen=True)
class Due:
    """Where a worker stands."""

    state: DueState
    due_on: date | None
    """The last day on which it is still in time; None when nobody can know."""
    days: int
    """Days left until `due_on`; negative when it is overdue."""
    reason: str
    """One sentence that says what this rests on."""
    policy: str


def was_held(record: Record, today: date) -> bool:
    """Whether this supervision took place [CAD-9].

    A draft counts once the next date is agreed in it: the talk was closed, only the paper is open.
    """
    if record.makes != "supervision" or record.held_on is None or record.held_on > today:
        return False
    return record.state in _HELD or (record.state is State.DRAFT and record.next_on is not None)


def due(
    worker: Worker,
    records: Iterable[Record],
    policy: Policy,
    today: date,
    soon_days: int = SOON_DAYS,
    agreed_gap: Frequency | None = None,
) -> Due:
    """Give when `worker` is next due [CAD-1] [CAD-2]; `records` are theirs, in any order.

    What their agreement says (`agreed_gap`) counts in place of the policy [AGR-7].
    """
    if worker.left_on is not None and worker.left_on <= today:
        return Due("not-applicable", None, 0, f"Left on {long_date(worker.left_on)}.", policy.name)
    held = [record for record in records if was_held(record, today)]
    last = max(held, key=lambda record: (record.held_on or date.min, record.number), default=None)
    start = last.held_on if last is not None else worker.started_on
    if start is None:
        reason = "Not held yet, and the first day of work is not known."
        return Due("due-soon", None, 0, reason, policy.name)
    limit = agreed_gap.after(start) if agreed_gap else add_months(start, policy.limit_months)
    agreed = last.next_on if last is not None else None
    due_on = limit if agreed is None else min(agreed, limit)
    days = (due_on - today).days
    rule = _rule(policy, agreed_gap, start)
    usual = limit if agreed_gap else add_months(start, policy.usual_gap_months)
    if days < 0:
        state: DueState = "overdue"
    elif today >= min(due_on - timedelta(days=soon_days), usual):
        state = "due-soon"
    else:
        state = "on-time"
    return Due(state, due_on, days, _reason(rule, start, last is not None, agreed, limit), policy.name)


def _rule(policy: Policy, agreed_gap: Frequency | None, start: date) -> str:
    """What counts, to stand before or after a comma; an agreement that is laxer says so."""
    gap = "every month" if policy.limit_months == 1 else f"at least every {policy.limit_months} months"
    if agreed_gap is None:
        return f"{gap} is the rule"
    laxer = agreed_gap.after(start) > add_months(start, policy.limit_months)
    return f"{agreed_gap.label} is agreed" + (f", though {gap} is the rule" if laxer else "")


def _reason(rule: str, start: date, held: bool, agreed: date | None, limit: date) -> str:
    if not held:
        return f"Started on {long_date(start)} and has had none yet; {rule}."
    if agreed is None:
        return f"Last held on {long_date(start)}; {rule}."
    if agreed <= limit:
        return f"Agreed at the last one, on {long_date(start)}."
    return f"Last held on {long_date(start)}; {rule}, so {long_date(agreed)}, as agreed, would be too late."
