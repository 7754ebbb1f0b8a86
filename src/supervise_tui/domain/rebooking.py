"""A cancelled supervision and the day by which it is booked again (3-cadence.md, "Missed, moved")."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from supervise_tui.domain.absences import Absence, AbsenceKind
from supervise_tui.domain.people import Nation
from supervise_tui.domain.working_days import add_working_days, next_working_day
from supervise_tui.forms.day_words import long_date

REBOOK_DAYS = 5
"""Working days from the day it was planned for, or from the return after sickness [CAD-9]."""


@dataclass(frozen=True, kw_only=True)
class Rebooking:
    """When a supervision that was cancelled or moved is to be held instead."""

    original: date
    """The day it was planned for."""
    by: date | None
    """The last day in time; None after sickness, when it counts from a return that nobody knows yet."""
    propose: date
    """A working day to start from: a week later at the same weekday, as far as that is in time."""
    sentence: str
    counts_from: str
    """What the working days are counted from, to stand after "after"."""

    def too_late(self, day: date) -> str:
        """Say that a day is later than the rule allows; nothing when it is in time."""
        if self.by is None or day <= self.by:
            return ""
        return (
            f"That is later than {long_date(self.by)}, {REBOOK_DAYS} working days after {self.counts_from}."
        )


def rebooking(
    original: date, nation: Nation, today: date, *, sickness: bool = False, back_on: date | None = None
) -> Rebooking:
    """Say by when a supervision planned for `original` is to be held, and propose a day [CAD-9].

    After sickness it counts from the return, `back_on`, once that is known.
    """
    start = max(original, back_on) if sickness and back_on is not None else original
    by = add_working_days(start, REBOOK_DAYS, nation)
    propose = next_working_day(max(by, today + timedelta(days=1)), nation)
    of = "the return" if sickness else "the day it was for"
    if sickness and back_on is None:
        words = f"Within {REBOOK_DAYS} working days of the return."
        return Rebooking(original=original, by=None, propose=propose, sentence=words, counts_from=of)
    if sickness and start == back_on:
        of = f"the return on {long_date(start)}"
    elif sickness:
        of = "the day it was for"  # they were back before it
    words = f"Within {REBOOK_DAYS} working days of {of}: by {long_date(by)}."
    if by < today:
        words = f"It was to be booked again by {long_date(by)}. The sooner the better."
    return Rebooking(original=original, by=by, propose=propose, sentence=words, counts_from=of)


def ill_then(absences: Iterable[Absence], *days: date | None) -> list[Absence]:
    """Give the sicknesses that lasted on one of these days."""
    ill = (one for one in absences if one.kind is AbsenceKind.SICKNESS)
    return [one for one in ill if any(day is not None and one.holds(day) for day in days)]


def returned_on(
    original: date, absences: Iterable[Absence], called_off_on: date | None = None
) -> date | None:
    """Give the day on which whoever was ill came back; None while nobody knows.

    They were ill on the day it was planned for, or on the day on which it was called off: somebody
    may be back before a talk that was cancelled in good time. Of two who were ill, the later return.
    """
    returns = [one.back_on for one in ill_then(absences, original, called_off_on)]
    known = [day for day in returns if day is not None]
    return max(known) if known and len(known) == len(returns) else None
