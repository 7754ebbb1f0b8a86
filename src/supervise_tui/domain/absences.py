"""Who is away and for how long: a clock stands still while one of the two cannot come [CAD-9] [CAD-10]."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from supervise_tui.forms.day_words import long_date
from supervise_tui.problems import BadInput

_ONE_DAY = timedelta(days=1)


class AbsenceKind(StrEnum):
    """Why somebody is away, no closer than a clock needs it."""

    SICKNESS = "sickness"
    MATERNITY = "maternity"
    LEAVE = "leave"

    @property
    def label(self) -> str:
        """In words, to stand after "away"."""
        return {"sickness": "sick", "maternity": "on maternity leave", "leave": "on leave"}[self.value]

    @property
    def heading(self) -> str:
        """In words, to stand alone."""
        return {"sickness": "Sick", "maternity": "Maternity leave", "leave": "Leave"}[self.value]


@dataclass(frozen=True, kw_only=True)
class Absence:
    """One absence of a worker, or of the supervisor."""

    id: str
    person: str
    kind: AbsenceKind
    first_day: date
    back_on: date | None = None
    """The first day at work again; None while nobody knows."""
    planned: bool = False
    """Known long before, such as leave: cover is asked for later [CAD-10]."""
    cover: str = ""
    """Who stands in for a supervisor."""
    cover_from: date | None = None
    told: bool = True
    """Whether the why may be said to who looks: not while the worker's file is shut to them [REC-5]."""

    def holds(self, day: date) -> bool:
        """Whether the person is away on that day."""
        return self.first_day <= day and (self.back_on is None or day < self.back_on)

    def stops_clocks(self, day: date) -> bool:
        """Whether they are away on that day and nobody stands in."""
        until = self.stands_still_until
        return self.first_day <= day and (until is None or day < until)

    @property
    def stands_still_until(self) -> date | None:
        """The day from which clocks run again: back at work, or somebody stands in."""
        known = [day for day in (self.back_on, self.cover_from) if day is not None]
        return min(known, default=None)


def checked_absence(absence: Absence) -> Absence:
    """Give `absence` if its days fit; BadInput if not."""
    if absence.back_on is not None and absence.back_on <= absence.first_day:
        raise BadInput("The first day back is not after the first day away.", "Please look at the two days.")
    if absence.cover_from is not None and absence.cover_from < absence.first_day:
        raise BadInput("Cover begins before the absence.", "Please look at the two days.")
    if (absence.cover_from is None) is not (not absence.cover):
        raise BadInput("Who stands in and since when belong together.", "Please give both, or neither.")
    return absence


@dataclass(frozen=True)
class Pause:
    """Days on which a clock stands still: from `first` up to the day before `end`; None: no end is known."""

    first: date
    end: date | None


def pauses(absences: Iterable[Absence], today: date) -> list[Pause]:
    """Give the pauses that have begun by `today`, in order, those that touch as one."""
    found: list[Pause] = []
    begun = (one for one in absences if one.first_day <= today)
    for one in sorted(begun, key=lambda one: one.first_day):
        end = one.stands_still_until
        if end is not None and end <= one.first_day:
            continue
        last = found[-1] if found else None
        if last is not None and (last.end is None or one.first_day <= last.end):
            found[-1] = Pause(last.first, None if last.end is None or end is None else max(last.end, end))
        else:
            found.append(Pause(one.first_day, end))
    return found


def standing_still(known: Sequence[Pause], today: date) -> Pause | None:
    """Give the pause that lasts today, if one does."""
    return next((one for one in known if one.first <= today and (one.end is None or today < one.end)), None)


def put_off(start: date, falls_on: Callable[[date], date], known: Sequence[Pause], today: date) -> date:
    """Give the day that `falls_on` gives for `start`, later by what the clock stood still in between.

    A pause without an end counts up to and with `today`; one that begins after the day is over changes
    nothing. It is the start that moves, not the day: months differ in length, and so nothing that is
    held later, or put off longer, ever falls due earlier.
    """
    moved = start
    for pause in known:
        if pause.first > falls_on(moved):
            break
        end = pause.end or today + _ONE_DAY
        moved += max(end - max(pause.first, start + _ONE_DAY), timedelta())
    return falls_on(moved)


def away_words(absence: Absence, worker: str = "") -> str:
    """Say that somebody is away, why in one word, and until when.

    With the id of the worker whose clock it is, it says where it is the supervisor who is away.
    """
    who = "The supervisor is away" if worker and absence.person != worker else "Away"
    kind = f" {absence.kind.label}" if absence.told else ""
    words = f"{who}{kind} since {long_date(absence.first_day)}"
    return f"{words}, back on {long_date(absence.back_on)}" if absence.back_on else words


def absence_words(absence: Absence, today: date) -> str:
    """Say in one sentence who is, was or will be away: from when, why in one word, and until when."""
    first, back = long_date(absence.first_day), absence.back_on
    ends = f"back on {long_date(back)}" if back else "nobody knows yet until when"
    if absence.first_day > today:
        return f"Will be away {absence.kind.label} from {first}, {ends}."
    if back is not None and back <= today:
        return f"Was away {absence.kind.label} from {first}, {ends}."
    return f"Away {absence.kind.label} since {first}, {ends}."


def what_it_pauses(absence: Absence, today: date) -> str:
    """Say in one sentence which clocks an absence stops, and until when."""
    until = absence.stands_still_until
    if until is not None and until <= absence.first_day:
        return "No clock stands still: somebody stands in from the first day."
    if until is not None and until <= today:
        days = (until - absence.first_day).days
        return f"The clocks stood still for {'1 day' if days == 1 else f'{days} days'}, and run again."
    if until is None:
        ends = "until the first day back at work is written down"
    else:
        ends = f"until {long_date(until)}"
    begins = f"From {long_date(absence.first_day)} s" if absence.first_day > today else "S"
    return f"{begins}upervision and informal contact do not fall due {ends}."
