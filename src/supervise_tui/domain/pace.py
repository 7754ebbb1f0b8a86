"""Which rule of a policy fits a worker, and how long that leaves between two talks [CAD-1]."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from supervise_tui.domain.frequency import ONCE, after
from supervise_tui.domain.people import Worker
from supervise_tui.domain.working_days import add_months
from supervise_tui.forms.contracts import Contract
from supervise_tui.forms.policy import PartTime, Policy, Rule, Stage


@dataclass(frozen=True)
class Pace:
    """How often one worker is to be supervised under a policy."""

    policy: Policy
    rule: Rule
    times: Fraction
    """How many times the rule's intervals count: more than 1 for part-timers pro rata [CAD-4]."""
    part_time: str
    """What fewer hours change, to stand between commas; empty when nothing."""

    def usual_after(self, day: date) -> date:
        """Give the day on which the next one is due: never later than the limit."""
        return min(after(self.rule.usual, day, self.times), self.limit_after(day))

    def limit_after(self, day: date) -> date:
        """Give the last day on which the next one is in time."""
        return after(self.rule.limit, day, self.times)

    @property
    def days_about(self) -> float:
        """The usual gap in days, to compare with how often people agree to meet."""
        return self.rule.usual.days_about * float(self.times)

    @property
    def limit_words(self) -> str:
        """Give "3 months", or "6 weeks, 2 times for part time"."""
        if self.times == ONCE:
            return self.rule.limit.words
        return f"{self.rule.limit.words}, {self.part_time}"

    @property
    def words(self) -> str:
        """Say how often, pro rata and all, with the policy's name: an interval is nobody's law."""
        part_time = f", {self.part_time}," if self.part_time else ""
        return f"{self.rule.how_often}{part_time} under the policy “{self.policy.title}”"


def pace_of(worker: Worker, policy: Policy, today: date) -> Pace:
    """Give what the policy asks for this worker on `today`: its first rule that fits [CAD-1]."""
    rule = next((one for one in policy.rules if fits(one, worker, policy, today)), policy.rules[-1])
    times, part_time = ONCE, ""
    if worker.hours is not None and worker.hours < policy.full_time_hours:
        if policy.part_time is PartTime.PRO_RATA:
            times = Fraction(str(policy.full_time_hours)) / Fraction(str(worker.hours))
            full = f"{worker.hours:g} of {policy.full_time_hours:g} hours"
            part_time = f"times {float(times):.3g} for {full}"
        elif policy.part_time is PartTime.AGREED:
            part_time = f"until the two agree their own for {worker.hours:g} hours a week"
    return Pace(policy, rule, times, part_time)


def fits(rule: Rule, worker: Worker, policy: Policy, today: date) -> bool:
    """Whether everything that the rule asks holds for this worker; what is not known does not hold."""
    months = months_of_service(worker, today)
    return (
        (not rule.contracts or contract_of(worker, policy) in rule.contracts)
        and (not rule.stages or bool(rule.stages & stages_of(worker, policy, today)))
        and (not rule.grades or _same(worker.grade or worker.post, rule.grades))
        and (not rule.posts or any(_holds(worker.post, words) for words in rule.posts))
        and rule.care_work in (None, worker.care_work)
        and rule.manages_others in (None, worker.manages_others)
        and _within(worker.hours, rule.hours_from, rule.hours_under)
        and _within(months, rule.months_from, rule.months_under)
    )


def contract_of(worker: Worker, policy: Policy) -> Contract:
    """Give the contract that rules look at: some count as permanent [CAD-4], a placement is a student's."""
    contract = Contract.STUDENT if worker.student else worker.contract
    return Contract.PERMANENT if contract in policy.as_permanent else contract


def stages_of(worker: Worker, policy: Policy, today: date) -> frozenset[Stage]:
    """Give where somebody is in the job."""
    started = worker.started_on
    new = started is not None and today < add_months(started, policy.first_months)
    known = (
        (Stage.INDUCTION, worker.in_induction(today)),
        (Stage.PROBATION, worker.in_probation(today)),
        (Stage.FIRST_MONTHS, new),
    )
    return frozenset(stage for stage, holds in known if holds)


def months_of_service(worker: Worker, today: date) -> int | None:
    """Whole months since the first day of work; None when it is not known or still to come."""
    start = worker.started_on
    if start is None or start > today:
        return None
    months = (today.year - start.year) * 12 + today.month - start.month
    return months if today >= add_months(start, months) else months - 1


def _same(text: str, known: tuple[str, ...]) -> bool:
    plain = " ".join(text.casefold().split())
    return any(plain == " ".join(one.casefold().split()) for one in known)


def _holds(post: str, words: str) -> bool:
    """Whether the post holds these words, whole and in this order."""
    return f" {' '.join(words.casefold().split())} " in f" {' '.join(post.casefold().split())} "


def _within(value: float | None, start: float | None, end: float | None) -> bool:
    if start is None and end is None:
        return True
    return value is not None and (start is None or value >= start) and (end is None or value < end)
