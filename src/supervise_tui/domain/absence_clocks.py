"""The clocks that run because somebody could not come: a talk to book again, a supervisor to stand in for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from supervise_tui.domain.absences import Absence, AbsenceKind, away_words
from supervise_tui.domain.cadence import Due, not_running, state_on
from supervise_tui.domain.clock_facts import Facts
from supervise_tui.domain.rebooking import REBOOK_DAYS, rebooking, returned_on
from supervise_tui.domain.record import State
from supervise_tui.domain.working_days import add_months
from supervise_tui.forms.day_words import long_date

UNPLANNED_DAYS = 14
"""How long an unplanned absence of the supervisor goes without cover [CAD-10]."""
_LIMIT = f"{REBOOK_DAYS} working days"


def rebooking_clock(facts: Facts) -> Due:
    """A cancelled supervision is booked again within 5 working days, or 5 after the return [CAD-9]."""
    formal = [one for one in facts.records if one.makes == "supervision" and one.state is not State.DISCARDED]
    last = max(formal, key=lambda one: one.number, default=None)
    if last is None or last.state is not State.CANCELLED or last.held_on is None:
        return not_running("Nothing is cancelled that has no other day yet.")
    sickness = last.id in facts.off_sick
    called_off = facts.off_sick.get(last.id)
    back = returned_on(last.held_on, facts.all_absences, called_off) if sickness else None
    known = rebooking(last.held_on, facts.nation, facts.today, sickness=sickness, back_on=back)
    cancelled = f"The one of {long_date(last.held_on)} was cancelled"
    if known.by is None:
        ill = [one for one in facts.all_absences if one.kind is AbsenceKind.SICKNESS]
        away = next((one for one in ill if one.stops_clocks(facts.today)), None)
        words = f"{cancelled}; {_LIMIT} count from the return."
        return Due("paused" if away else "due-soon", None, 0, words, "", _LIMIT)
    words = f"{cancelled}; it is booked again by {long_date(known.by)}, {_LIMIT} from "
    words += f"the return on {long_date(back)}." if back and back > last.held_on else "that day."
    # There is nothing to wait for: it is to be done at once, so it is due from the first day.
    state = state_on(facts.today, known.by, facts.today)
    return Due(state, known.by, (known.by - facts.today).days, words, "", _LIMIT)


def cover_clock(facts: Facts) -> Due:
    """A supervisor away: cover after two weeks unplanned, the senior manager's after a month [CAD-10]."""
    return cover_due(facts.supervisor_absences, facts.today)


def cover_due(absences: Iterable[Absence], today: date) -> Due:
    """Say how the absences of the supervisor stand against the rule on cover: the same for every worker."""
    away = next((one for one in absences if one.holds(today)), None)
    if away is None:
        return not_running("The supervisor is here.")
    since = away_words(away)
    if away.cover_from is not None and away.cover_from <= today:
        return Due("on-time", None, 0, f"{since}; {away.cover or 'somebody'} stands in.", "", "1 month")
    prompt = away.first_day + timedelta(days=UNPLANNED_DAYS)
    month = add_months(away.first_day, 1)
    asks_from = month if away.planned else prompt
    # An absence that is known to last longer is dealt with now, not when the time is over.
    long_known = away.back_on is not None and away.back_on > asks_from
    due_from = today if long_known else asks_from + timedelta(days=1)
    state = state_on(today, month, due_from)
    if state == "overdue":
        words = f"{since}, over a month: the senior manager has cover in place."
    elif state == "due-soon":
        words = f"{since}: the next line manager arranges cover by {long_date(month)}."
    else:
        words = f"{since}; cover is asked for after {'a month' if away.planned else 'two weeks'}."
    return Due(state, month, (month - today).days, words, "", "1 month")
