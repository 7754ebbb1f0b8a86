"""A new starter's first months: how long induction and probation last, and when probation is reviewed.

How long is policy data; what stands on the worker's file counts before it [DEV-4] [DEV-11].
"""

from __future__ import annotations

from datetime import date, timedelta

from supervise_tui.canonical import Json
from supervise_tui.domain.absences import away_words
from supervise_tui.domain.cadence import Due, not_running, state_on, took_place
from supervise_tui.domain.clock_facts import Facts
from supervise_tui.domain.frequency import after
from supervise_tui.domain.kinds import PROBATION_REVIEW
from supervise_tui.domain.people import Worker
from supervise_tui.forms.day_words import long_date
from supervise_tui.forms.policy import Policy

DECISION, EXTENDED_TO = "decision", "extended_to"
"""Ids of the questions in which the last review says how probation ends, and until when it goes on."""
CONFIRMED, EXTENDED, NOT_CONFIRMED = "confirm", "extend", "not_confirm"
_FORGOTTEN_DAYS = 90
"""A probation that ended longer ago without any review was before this program was used."""


def induction_end(worker: Worker, policy: Policy) -> date | None:
    """Give the last day of an induction: as on file, else by the policy from the first day on [DEV-4]."""
    if worker.induction_ends_on is not None or worker.started_on is None:
        return worker.induction_ends_on
    length = policy.induction_of_managers if worker.manages_others else policy.induction
    return after(length, worker.started_on)


def probation_end(worker: Worker, policy: Policy) -> date | None:
    """Give the last day of probation: as on file, else by the policy from the first day on [DEV-11]."""
    if worker.probation_ends_on is not None or worker.started_on is None:
        return worker.probation_ends_on
    return after(policy.probation, worker.started_on)


def probation_clock(facts: Facts) -> Due:
    """Probation is reviewed every two weeks, or as the policy says, and decided by its last day [DEV-11]."""
    worker, today = facts.worker, facts.today
    start, ends = worker.started_on, worker.probation_ends_on
    if ends is None:
        return not_running("No probation is on file.")
    if start is not None and start > today:
        return not_running(f"Starts on {long_date(start)}.")
    held = sorted(
        (one.held_on, one.number, one.id)
        for one in facts.records
        if one.held_on is not None and one.makes == PROBATION_REVIEW and took_place(one, today)
    )
    settled = _decided(held, facts.said)
    if settled:
        return not_running(settled if facts.told else "Probation is decided.")
    if today > ends:
        if not held and today > ends + timedelta(days=_FORGOTTEN_DAYS):
            return not_running(f"Probation ended on {long_date(ends)}.")
        words = f"Probation ended on {long_date(ends)}, and nothing is decided yet."
        return Due("overdue", ends, (ends - today).days, words, "", "")
    return _next_review(facts, held[-1][0] if held else None, ends)


def _next_review(facts: Facts, last: date | None, ends: date) -> Due:
    gap = facts.policy.probation_reviews
    until = f"Reviewed {gap.every} until probation ends on {long_date(ends)}, the last time with a decision"
    start = last or facts.worker.started_on
    by = min(after(gap, start), ends) if start is not None else ends
    since = f"; last on {long_date(last)}." if last is not None else "; there was none yet."
    left = (by - facts.today).days
    away = next((one for one in facts.all_absences if one.stops_clocks(facts.today)), None)
    if away is not None:
        words = f"{away_words(away)}, so the clock stands still; {until[0].lower()}{until[1:]}{since}"
        return Due("paused", by, left, words, facts.policy.id, gap.words)
    # With two weeks from one to the next, a week ahead would be half of the time.
    soon = by - timedelta(days=min(facts.soon_days, max(1, int(gap.days_about / 4))))
    return Due(state_on(facts.today, by, soon), by, left, until + since, facts.policy.id, gap.words)


def _decided(held: list[tuple[date, int, str]], said: dict[str, dict[str, Json]]) -> str:
    """Say how probation was decided; "" while it is open, or was extended to the day that is on file now."""
    for day, _, record in reversed(held):
        match said.get(record, {}).get(DECISION):
            case str() as how if how == CONFIRMED:
                return f"Probation was passed on {long_date(day)}."
            case str() as how if how == NOT_CONFIRMED:
                return f"On {long_date(day)} it was decided not to confirm the post."
            case str() as how if how == EXTENDED:
                return ""
            case _:
                continue
    return ""
