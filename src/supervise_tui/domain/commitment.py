"""The commitment: the employer's seven promises first, then each worker's; renewed, and made anew [DEV-9]."""

from __future__ import annotations

from datetime import date, timedelta

from supervise_tui.domain.cadence import Due, not_running, state_on, took_place
from supervise_tui.domain.clock_facts import Facts
from supervise_tui.domain.kinds import COMMITMENT, COMMITMENT_RENEWAL
from supervise_tui.domain.record import Record
from supervise_tui.domain.whose_file import is_of_a_worker
from supervise_tui.domain.working_days import add_months
from supervise_tui.forms.day_words import long_date

EMPLOYERS, EMPLOYERS_RENEWAL = "employers-commitment", "employers-commitment-renewal"
"""Kinds of record on the home's own file [ORG-9]."""
RENEWED_AFTER, ANEW_AFTER = 12, 24
"""Months: a renewal looks back and goes on; after two years both make it anew."""


def has_committed(record: Record, today: date) -> bool:
    """Whether a record is a commitment, of the worker or the employer, that was made and signed."""
    return record.makes in (COMMITMENT, EMPLOYERS) and took_place(record, today) and record.state.is_signed


def commitment_clock(facts: Facts) -> Due:
    """Renewed within 12 months, made anew within 24; runs from the first, since nobody has to [DEV-9]."""
    worker = is_of_a_worker(facts.worker.id)
    made = _last(facts, COMMITMENT if worker else EMPLOYERS)
    if made is None:
        return not_running("No commitment has been made; nobody has to.")
    renewed = _last(facts, COMMITMENT_RENEWAL if worker else EMPLOYERS_RENEWAL)
    latest = max(made, renewed or made)
    anew = add_months(made, ANEW_AFTER)
    by = min(add_months(latest, RENEWED_AFTER), anew)
    if by == anew:
        words = f"The commitment of {long_date(made)} is made anew within {ANEW_AFTER} months."
    elif latest == made:
        words = f"The commitment of {long_date(made)} is renewed within {RENEWED_AFTER} months."
    else:
        words = f"The commitment was renewed on {long_date(latest)}; again within {RENEWED_AFTER} months."
    state = state_on(facts.today, by, by - timedelta(days=facts.soon_days))
    return Due(state, by, (by - facts.today).days, words, "", f"{RENEWED_AFTER} months")


def is_due_anew(facts: Facts) -> bool:
    """Whether the whole commitment is to be made again, not only renewed."""
    made = _last(facts, COMMITMENT if is_of_a_worker(facts.worker.id) else EMPLOYERS)
    due = commitment_clock(facts)
    return made is not None and due.due_on == add_months(made, ANEW_AFTER)


def _last(facts: Facts, makes: str) -> date | None:
    held = [one.held_on for one in facts.records if one.makes == makes and took_place(one, facts.today)]
    return max((day for day in held if day is not None), default=None)
