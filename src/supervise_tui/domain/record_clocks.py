"""The clocks that hang on records: signatures, the agreement's review, appraisals and development plans."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from supervise_tui.domain.agreement import REVIEW_MONTHS, AgreementState
from supervise_tui.domain.cadence import Due, DueState, not_running, state_on, took_place, was_held
from supervise_tui.domain.clock_facts import Facts
from supervise_tui.domain.kinds import APPRAISAL, APPRAISAL_REVIEW, PLAN, PLAN_REVIEW
from supervise_tui.domain.record import Record, State
from supervise_tui.domain.signing_clock import ClockState, SigningClock, signing_clock
from supervise_tui.domain.working_days import add_months
from supervise_tui.forms.day_words import long_date

YEAR, HALF_YEAR = 12, 6

_TO_SIGN = (State.OFFERED, State.PART_SIGNED)
_SIGNING: dict[ClockState, DueState] = {
    "overdue": "overdue",
    "due": "due-soon",
    "due-soon": "due-soon",
    "on-time": "on-time",
}
_REVIEW: dict[AgreementState, DueState] = {
    AgreementState.NONE: "due-soon",
    AgreementState.IN_FORCE: "on-time",
    AgreementState.REVIEW_DUE: "due-soon",
    AgreementState.REVIEW_OVERDUE: "overdue",
}


def signing_clock_of(facts: Facts) -> Due:
    """The worst of the records that are held and not signed by everyone [CAD-11] [CAD-12].

    Past its days a record is due; overdue once the next supervision was held without it.
    """
    days = facts.policy.sign_within_days
    limit = f"{days} days"
    waiting = [
        (one, signing_clock(one, facts.records, facts.today, days, facts.soon_days))
        for one in facts.records
        if one.state in _TO_SIGN or _is_held_draft(one, facts)
    ]
    if not waiting:
        return not_running("Nothing waits for a signature.", facts.policy.id)
    record, clock = min(waiting, key=lambda pair: pair[1].order)
    left = (clock.due_on - facts.today).days if clock.due_on else 0
    words = _waiting_words(record, clock, len(waiting) - 1)
    words = f"{words}; the policy “{facts.policy.title}” gives {limit}."
    return Due(_SIGNING[clock.state], clock.due_on, left, words, facts.policy.id, limit)


def _is_held_draft(record: Record, facts: Facts) -> bool:
    typed_in = record.id in facts.signed_by_hand
    return record.state is State.DRAFT and was_held(record, facts.today) and not typed_in


def _waiting_words(record: Record, clock: SigningClock, others: int) -> str:
    more = f", and {others} more wait{'s' if others == 1 else ''}" if others else ""
    return f"Record {record.number} was {clock.since}; it is {clock.words}{more}"


def agreement_clock(facts: Facts) -> Due:
    """The agreement is looked at again within 12 months; one that is missing is asked for [AGR-4] [AGR-5]."""
    known = facts.agreement
    review = known.agreement.review_by if known.agreement else None
    return Due(_REVIEW[known.state], review, known.days, known.sentence, "", f"{REVIEW_MONTHS} months")


def appraisal_clock(facts: Facts) -> Due:
    """An appraisal every 12 months [CAD-13]."""
    return _renewed(facts, "appraisal", _last(facts, APPRAISAL), YEAR)


def plan_clock(facts: Facts) -> Due:
    """A development plan every 12 months [CAD-13]."""
    return _renewed(facts, "development plan", _last(facts, PLAN), YEAR)


def plan_runs(records: Iterable[Record], today: date) -> bool:
    """Whether a development plan was agreed within the last 12 months [DEV-1]."""
    held = (one.held_on for one in records if one.makes == PLAN and took_place(one, today))
    return any(today <= add_months(day, YEAR) for day in held if day is not None)


def plan_review_clock(facts: Facts) -> Due:
    """The development plan is looked at 6 months after it was made [CAD-13]."""
    plan, review = _last(facts, PLAN), _last(facts, PLAN_REVIEW)
    if plan is None:
        return not_running("There is no development plan on file yet.")
    if review is not None and review >= plan:
        return not_running(f"The plan of {long_date(plan)} was looked at on {long_date(review)}.")
    return _by(facts, plan, HALF_YEAR, f"The plan is of {long_date(plan)}; it is looked at after 6 months.")


def appraisal_review_clock(facts: Facts) -> Due:
    """An appraisal is looked at again 6 months after it was held [CAD-13] [DEV-5]."""
    held, review = _last(facts, APPRAISAL), _last(facts, APPRAISAL_REVIEW)
    if held is None:
        return not_running("There is no appraisal on file yet.")
    if review is not None and review >= held:
        return not_running(f"The appraisal of {long_date(held)} was looked at on {long_date(review)}.")
    day = long_date(held)
    return _by(facts, held, HALF_YEAR, f"The appraisal was on {day}; it is looked at after 6 months.")


def _last(facts: Facts, makes: str) -> date | None:
    held = [one.held_on for one in facts.records if one.makes == makes and took_place(one, facts.today)]
    return max((day for day in held if day is not None), default=None)


def _renewed(facts: Facts, what: str, last: date | None, months: int) -> Due:
    """The year runs from the last one on file: before the first, nothing is known that could be late."""
    if last is None:
        return not_running(f"There is no {what} on file yet; the clock starts with the first.")
    words = f"The last {what} was on {long_date(last)}; the next within {months} months."
    return _by(facts, last, months, words)


def _by(facts: Facts, start: date, months: int, reason: str) -> Due:
    by = add_months(start, months)
    state = state_on(facts.today, by, by - timedelta(days=facts.soon_days))
    return Due(state, by, (by - facts.today).days, reason, "", f"{months} months")
