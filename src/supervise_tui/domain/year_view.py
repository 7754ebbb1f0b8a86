"""A worker's year at a glance: what was held, missed, moved, cancelled, is planned and is due, day by day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from supervise_tui.domain.absences import Absence
from supervise_tui.domain.cadence import took_place, was_held
from supervise_tui.domain.clock_facts import Facts
from supervise_tui.domain.informal_contact import ContactRule, contact_rule
from supervise_tui.domain.people import Nation, Worker
from supervise_tui.domain.record import Record, State
from supervise_tui.domain.stretches import Stretch, last_day_here, stretches
from supervise_tui.domain.working_days import add_months, is_working_day

_ONE_DAY = timedelta(days=1)


class MarkKind(StrEnum):
    """What a day stands for, what matters most first."""

    HELD = "held"
    BEGUN = "begun"
    """Being written; the talk is not closed yet."""
    PLANNED = "planned"
    NOT_HELD = "not-held"
    """It was planned for that day, the day is over, and nothing is written."""
    MISSED = "missed"
    """The last day in time went by."""
    DUE = "due"
    """The last day in time is still to come."""
    CANCELLED = "cancelled"
    MOVED = "moved"
    """It was planned for that day at first."""
    INFORMAL = "informal"

    @property
    def letter(self) -> str:
        """The letter that stands for it; a limit that was missed has overdue days behind it."""
        return _LETTERS[self]


_LETTERS = {
    MarkKind.HELD: "H",
    MarkKind.BEGUN: "W",
    MarkKind.PLANNED: "P",
    MarkKind.NOT_HELD: "N",
    MarkKind.MISSED: "D",
    MarkKind.DUE: "D",
    MarkKind.CANCELLED: "C",
    MarkKind.MOVED: "M",
    MarkKind.INFORMAL: "i",
}
OVERDUE, AWAY, SUPERVISOR_AWAY, TODAY = "x", "~", "=", "T"
"""What stands in the days that have no mark of their own."""
LEGEND: tuple[tuple[str, str], ...] = (
    ("H", "held"),
    ("W", "being written"),
    ("P", "planned"),
    ("N", "not held"),
    ("M", "moved"),
    ("C", "cancelled"),
    ("D", "last day in time"),
    (OVERDUE, "overdue"),
    ("i", "informal"),
    (AWAY, "away"),
    (SUPERVISOR_AWAY, "supervisor away"),
    (TODAY, "today"),
)
"""What each sign means, in few words."""
_RANK = {kind: place for place, kind in enumerate(MarkKind)}


@dataclass(frozen=True, order=True)
class Mark:
    """One day in the year."""

    day: date
    kind: MarkKind
    record: str = ""
    """The id of its record, to go to; empty where there is none."""
    to: date | None = None
    """The day it was moved to; or the day on which a missed one was held after all."""
    days: int = 0
    """How many days too late, of what was held or missed; minutes, of informal contact."""


@dataclass(frozen=True)
class Day:
    """One day as a calendar shows it."""

    day: date
    marks: tuple[Mark, ...]
    """What matters most first."""
    overdue: bool
    away: bool
    supervisor_away: bool
    works: bool
    """Neither a weekend nor a bank holiday."""
    today: bool

    @property
    def sign(self) -> str:
        """The one sign that stands for the day; nothing on a plain day."""
        known = (
            (bool(self.marks), self.marks[0].kind.letter if self.marks else ""),
            (self.today, TODAY),
            (self.overdue, OVERDUE),
            (self.away, AWAY),
            (self.supervisor_away, SUPERVISOR_AWAY),
        )
        return next((sign for holds, sign in known if holds), "")


@dataclass(frozen=True, kw_only=True)
class Year:
    """A worker's year, as it looks on `today`."""

    worker: Worker
    year: int
    today: date
    nation: Nation
    months: tuple[tuple[Mark, ...], ...]
    """Twelve, each by day."""
    absences: tuple[Absence, ...]
    """Theirs and the supervisor's, as far as they fall into the year."""
    overdue: tuple[tuple[date, date], ...] = ()
    """First and last day of each stretch of days on which a supervision was overdue."""
    informal_wanted: int = 0
    """Minutes of informal contact that the policy asks for in a month; 0 where it asks for none."""
    first_year: int
    """The first one of which anything is known."""
    known_since: date | None = None
    """When the file was opened."""
    records: Mapping[str, Record] = field(default_factory=dict, repr=False)
    """Those that marks name, by id."""

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All of them, by day."""
        return tuple(mark for month in self.months for mark in month)

    def count(self, kind: MarkKind) -> int:
        """How many marks of that kind there are."""
        return sum(mark.kind is kind for mark in self.marks)

    @property
    def held_in_time(self) -> int:
        """How many of those held were not too late."""
        return sum(mark.kind is MarkKind.HELD and not mark.days for mark in self.marks)

    @property
    def days_overdue(self) -> int:
        """On how many days of it a supervision was overdue; the day counts on which it was held too late."""
        before = sum((last - first).days + 1 for first, last in self.overdue)
        return before + sum(mark.kind is MarkKind.HELD and mark.days > 0 for mark in self.marks)

    def informal_minutes(self, month: int) -> int:
        """Minutes of informal contact in that month, 1 to 12 [CAD-2]."""
        return sum(mark.days for mark in self.months[month - 1] if mark.kind is MarkKind.INFORMAL)

    def runs_in(self, month: int) -> bool:
        """Whether something could have been written on a day of that month: they were here, and the file."""
        first, next_first = date(self.year, month, 1), add_months(date(self.year, month, 1), 1)
        started, left = self.worker.started_on, self.worker.left_on
        return (
            first <= self.today
            and (started is None or started < next_first)
            and (left is None or left > first)
            and (self.known_since is None or self.known_since < next_first)
        )

    def day(self, day: date) -> Day:
        """Give one day of it."""
        marks = sorted(
            (mark for mark in self.months[day.month - 1] if mark.day == day), key=lambda one: _RANK[one.kind]
        )
        away = [one for one in self.absences if one.holds(day) and (one.back_on or day <= self.today)]
        return Day(
            day=day,
            marks=tuple(marks),
            overdue=any(first <= day <= last for first, last in self.overdue),
            away=any(one.person == self.worker.id for one in away),
            supervisor_away=any(one.person != self.worker.id for one in away),
            works=is_working_day(day, self.nation),
            today=day == self.today,
        )


def year_of(
    facts: Facts,
    year: int,
    moved: Mapping[str, Iterable[tuple[date, date]]] | None = None,
    minutes: Mapping[str, int] | None = None,
) -> Year:
    """Give the year of a worker as it looks on the day of `facts`.

    `moved`: by record, from which day it was moved to which; `minutes`: of informal contacts, by record.
    """
    rule = contact_rule(facts.policy) or ContactRule(0)
    known = stretches(facts)
    found = {
        *_of_records(facts, known),
        *_of_moves(moved or {}),
        *_of_limits(facts, known),
        *_of_informal(facts, rule, minutes or {}),
    }
    marks = sorted(mark for mark in found if mark.day.year == year)
    first, last = date(year, 1, 1), date(year, 12, 31)
    away = [one for one in facts.all_absences if one.first_day <= last]
    named = {mark.record for mark in marks}
    return Year(
        worker=facts.worker,
        year=year,
        today=facts.today,
        nation=facts.nation,
        months=tuple(tuple(mark for mark in marks if mark.day.month == month) for month in range(1, 13)),
        absences=tuple(one for one in away if one.back_on is None or one.back_on > first),
        overdue=tuple(_overdue(facts, known, first, last)),
        informal_wanted=rule.minutes_a_month,
        first_year=_first_year(facts, found),
        known_since=facts.known_since,
        records={one.id: one for one in facts.records if one.id in named},
    )


def _of_records(facts: Facts, known: list[Stretch]) -> list[Mark]:
    late = {one.held_on: one.late(date.min, date.max) for one in known if one.held_on is not None}
    found: list[Mark] = []
    for one in facts.records:
        if one.makes != "supervision" or one.held_on is None:
            continue
        kind = _kind(one, facts.today)
        if kind is not None:
            days = late.get(one.held_on, 0) if kind is MarkKind.HELD else 0
            found.append(Mark(one.held_on, kind, one.id, days=days))
    return found


def _kind(record: Record, today: date) -> MarkKind | None:
    """What a record of a supervision is in the year; a talk that was held counts on its own day [CAD-9]."""
    if was_held(record, today):
        return MarkKind.HELD
    match record.state:
        case State.PLANNED:
            gone = record.held_on is not None and record.held_on < today
            return MarkKind.NOT_HELD if gone else MarkKind.PLANNED
        case State.DRAFT:
            return MarkKind.BEGUN
        case State.CANCELLED:
            return MarkKind.CANCELLED
        case _:
            return None


def _of_moves(moved: Mapping[str, Iterable[tuple[date, date]]]) -> list[Mark]:
    return [
        Mark(before, MarkKind.MOVED, record, to=then)
        for record, days in moved.items()
        for before, then in days
    ]


def _of_limits(facts: Facts, known: list[Stretch]) -> list[Mark]:
    found: list[Mark] = []
    for one in known:
        until = one.held_on or last_day_here(facts)
        if one.late(date.min, last_day_here(facts)):
            found.append(Mark(one.due_on, MarkKind.MISSED, to=one.held_on, days=(until - one.due_on).days))
        elif one.held_on is None and facts.worker.left_on is None:
            found.append(Mark(one.due_on, MarkKind.DUE))
    return found


def _of_informal(facts: Facts, rule: ContactRule, minutes: Mapping[str, int]) -> list[Mark]:
    return [
        Mark(one.held_on, MarkKind.INFORMAL, one.id, days=minutes.get(one.id, 0))
        for one in facts.records
        if one.held_on is not None and rule.counts(one.makes) and took_place(one, facts.today)
    ]


def _overdue(facts: Facts, known: list[Stretch], first: date, last: date) -> list[tuple[date, date]]:
    """The days from after each limit up to the one before the talk, or to today."""
    end_here = last_day_here(facts)
    found = []
    for one in known:
        begin = max(first, one.due_on + _ONE_DAY, one.known_since)
        end = min(last, end_here, one.held_on - _ONE_DAY if one.held_on else end_here)
        if begin <= end:
            found.append((begin, end))
    return found


def _first_year(facts: Facts, found: Iterable[Mark]) -> int:
    begun = facts.known_since or facts.worker.started_on or facts.today
    return min([facts.today.year, begun.year, *(mark.day.year for mark in found)])
