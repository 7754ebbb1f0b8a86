"""A worker's year at a glance: what was held, missed, cancelled, is planned and is due, month by month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from supervise_tui.domain.absences import Absence
from supervise_tui.domain.cadence import was_held
from supervise_tui.domain.clock_facts import Facts
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import State
from supervise_tui.domain.stretches import stretches


class MarkKind(StrEnum):
    """What a day stands for."""

    HELD = "held"
    MISSED = "missed"
    """The last day in time went by."""
    CANCELLED = "cancelled"
    PLANNED = "planned"
    DUE = "due"
    """The last day in time is still to come."""


@dataclass(frozen=True, order=True)
class Mark:
    """One day in the year."""

    day: date
    kind: MarkKind
    record: str = ""
    """The id of its record, to go to; empty where there is none."""


@dataclass(frozen=True, kw_only=True)
class Year:
    """A worker's year."""

    worker: Worker
    year: int
    months: tuple[tuple[Mark, ...], ...]
    """Twelve, each by day."""
    absences: tuple[Absence, ...]
    """Theirs and the supervisor's, as far as they fall into the year."""

    def count(self, kind: MarkKind) -> int:
        """How many marks of that kind there are."""
        return sum(mark.kind is kind for month in self.months for mark in month)


def year_of(facts: Facts, year: int) -> Year:
    """Give the year of a worker as it looks on the day of `facts`."""
    marks = sorted(mark for mark in {*_of_records(facts), *_of_limits(facts)} if mark.day.year == year)
    first, last = date(year, 1, 1), date(year, 12, 31)
    away = [one for one in facts.all_absences if one.first_day <= last]
    return Year(
        worker=facts.worker,
        year=year,
        months=tuple(tuple(mark for mark in marks if mark.day.month == month) for month in range(1, 13)),
        absences=tuple(one for one in away if one.back_on is None or one.back_on > first),
    )


def _of_records(facts: Facts) -> list[Mark]:
    kinds = {State.PLANNED: MarkKind.PLANNED, State.CANCELLED: MarkKind.CANCELLED}
    found: list[Mark] = []
    for one in facts.records:
        if one.makes != "supervision" or one.held_on is None:
            continue
        kind = MarkKind.HELD if was_held(one, facts.today) else kinds.get(one.state)
        if kind is not None:
            found.append(Mark(one.held_on, kind, one.id))
    return found


def _of_limits(facts: Facts) -> list[Mark]:
    found: list[Mark] = []
    for one in stretches(facts):
        over = one.held_on or facts.today
        if one.due_on < over:
            found.append(Mark(one.due_on, MarkKind.MISSED))
        elif one.held_on is None and facts.worker.left_on is None:
            found.append(Mark(one.due_on, MarkKind.DUE))
    return found
