"""What another policy would mean, for the people who are here: before anybody chooses it [CAD-1]."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from supervise_tui.domain.cadence import Due, has_left
from supervise_tui.domain.clock_facts import Facts
from supervise_tui.domain.clocks import supervision_clock
from supervise_tui.domain.pace import pace_of
from supervise_tui.domain.people import Worker
from supervise_tui.forms.policy import PartTime, Policy
from supervise_tui.store import people
from supervise_tui.workflows.clocks import gather
from supervise_tui.workflows.desk import Desk


@dataclass(frozen=True, kw_only=True)
class PreviewLine:
    """One worker under the policy in use, and under another."""

    worker: Worker
    rule: str
    """The rule of the other policy that fits them."""
    how_often: str
    """What that rule says, pro rata and all."""
    agreed: bool
    """Their agreement says how often, and so counts before any policy [AGR-7]."""
    now: Due
    then: Due

    @property
    def changes(self) -> bool:
        """Whether they would be due on another day, or stand elsewhere."""
        return (self.now.state, self.now.due_on) != (self.then.state, self.then.due_on)


def preview(desk: Desk, policy: Policy, on: date | None = None) -> list[PreviewLine]:
    """Say what `policy` would mean for each worker who is here, by name, beside what counts now."""
    day = on or desk.today
    with desk.cabinet.reading() as work:
        here = [worker for worker in people.workers(work) if not has_left(worker, day)]
        known = gather(work, desk, here, day)
    return [_line(known[worker.id], policy) for worker in here]


def _line(facts: Facts, policy: Policy) -> PreviewLine:
    pace = pace_of(facts.worker, policy, facts.today)
    agreed = facts.agreed_gap is not None
    # Where the policy leaves part-timers to agree their own, these two have.
    settled = agreed and policy.part_time is PartTime.AGREED
    part_time = f", {pace.part_time}" if pace.part_time and not settled else ""
    return PreviewLine(
        worker=facts.worker,
        rule=pace.rule.title,
        how_often=f"{pace.rule.how_often}{part_time}",
        agreed=agreed,
        now=supervision_clock(facts),
        then=supervision_clock(replace(facts, policy=policy)),
    )
