"""The clock of mandatory training: the first that runs out, or that was to be done and is not [DEV-10]."""

from __future__ import annotations

from datetime import date, timedelta

from supervise_tui.domain.cadence import Due, not_running, state_on
from supervise_tui.domain.clock_facts import Facts
from supervise_tui.domain.learning import SOON_DAYS, Learning, Standing, standing
from supervise_tui.forms.day_words import long_date


def learning_clock(facts: Facts) -> Due:
    """Read the mandatory training of a worker; the one whose day comes first counts."""
    waiting = [
        (day, one) for one in facts.learning if one.mandatory and (day := _day_of(one, facts)) is not None
    ]
    if not waiting:
        return not_running("No mandatory training on file runs out.")
    by, first = min(waiting, key=lambda pair: (pair[0], pair[1].title))
    what = f"“{first.title}”" if facts.told and first.title else "Mandatory training"
    done = first.done_on is not None
    word = ("runs out" if by >= facts.today else "ran out") if done else "is to be done"
    more = f", and {len(waiting) - 1} more after it" if len(waiting) > 1 else ""
    words = f"{what} {word} {'on' if done else 'by'} {long_date(by)}{more}."
    state = state_on(facts.today, by, by - timedelta(days=max(SOON_DAYS, facts.soon_days)))
    return Due(state, by, (by - facts.today).days, words, "", "")


def _day_of(one: Learning, facts: Facts) -> date | None:
    match standing(one, facts.learning, facts.today):
        case Standing.RUN_OUT | Standing.RUNS_OUT | Standing.VALID:
            return one.valid_until
        case Standing.PLANNED | Standing.OVERDUE:
            # While what was done before still counts, a refresher that is booked is no worry of its own.
            return None if _is_valid(one, facts) else one.planned_on
        case _:
            return None


def _is_valid(planned: Learning, facts: Facts) -> bool:
    same = (one for one in facts.learning if one.title.casefold() == planned.title.casefold())
    good = (Standing.RUNS_OUT, Standing.VALID, Standing.DONE)
    return any(standing(one, facts.learning, facts.today) in good for one in same)
