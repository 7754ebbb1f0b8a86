"""The days of the procedure: limits in working or calendar days, pushed on by every pause [PIP-6] [PIP-13].

Counting starts on the day after. A day beyond the calendar is given as its last one: nothing here raises.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from supervise_tui.domain.absences import Pause, put_off
from supervise_tui.domain.people import Nation
from supervise_tui.domain.working_days import add_months, is_working_day
from supervise_tui.forms.procedure_policy import Term, TermUnit

_ONE_DAY: Final = timedelta(days=1)
_LAST: Final = date(2199, 12, 31)
"""Beyond it a date is a slip of the finger; holidays are not known either."""


def paused_on(pauses: Sequence[Pause], day: date) -> bool:
    """Whether the procedure stands still on that day."""
    return any(one.first <= day and (one.end is None or day < one.end) for one in pauses)


def term_end(
    start: date, term: Term, nation: Nation, pauses: Sequence[Pause] = (), today: date | None = None
) -> date:
    """Give the last day of `term` from `start`, later by what the clocks stood still in between [PIP-13].

    A pause without an end counts up to and with `today`.
    """
    if start >= _LAST:
        return _LAST
    if term.unit is TermUnit.WORKING_DAY:
        return _working_days(start, term.number, nation, [_ended(one, today or start) for one in pauses])
    return min(_LAST, put_off(start, lambda day: _calendar(day, term), pauses, today or start))


def _ended(pause: Pause, today: date) -> Pause:
    return pause if pause.end is not None else Pause(pause.first, max(pause.first, today) + _ONE_DAY)


def _working_days(day: date, count: int, nation: Nation, pauses: Sequence[Pause]) -> date:
    while count > 0 and day < _LAST:
        day += _ONE_DAY
        if is_working_day(day, nation) and not paused_on(pauses, day):
            count -= 1
    return day


def _calendar(day: date, term: Term) -> date:
    try:
        if term.unit is TermUnit.MONTH:
            return add_months(day, term.number)
        return day + timedelta(days=term.number * (7 if term.unit is TermUnit.WEEK else 1))
    except (OverflowError, ValueError):
        return _LAST


def pushed_on(start: date, end: date, pauses: Sequence[Pause], today: date) -> date:
    """Give the last day of a time that was agreed from `start` to `end`, later by the pauses in it."""
    if start >= _LAST or end >= _LAST:
        return _LAST
    length = max(end - start, timedelta())
    return min(_LAST, put_off(start, lambda day: min(_LAST, day + length), pauses, today))


def last_day_to_give(by: date, notice: Term, nation: Nation) -> date:
    """Give the last day on which an invitation still leaves `notice` before a meeting on `by` [PIP-6]."""
    day = by
    while day > date.min and term_end(day, notice, nation) > by:
        day -= _ONE_DAY
    return day
