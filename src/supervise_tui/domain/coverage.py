"""How many had their supervisions in time over the last months, with the list behind each figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from supervise_tui.domain.absences import pauses
from supervise_tui.domain.clock_facts import Facts
from supervise_tui.domain.people import Worker
from supervise_tui.domain.stretches import Stretch, held_days, last_day_here, stretches
from supervise_tui.domain.working_days import add_months
from supervise_tui.forms.day_words import long_date

WINDOWS = (3, 6, 12)
"""Months looked back on."""


class Covered(StrEnum):
    """How one worker fared."""

    IN_TIME = "in-time"
    LATE = "late"
    NOT_COUNTED = "not-counted"


@dataclass(frozen=True, kw_only=True)
class CoverageLine:
    """One worker over the window."""

    worker: Worker
    covered: Covered
    held: tuple[date, ...]
    late_days: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """One figure and the list behind it, the latest first."""

    months: int
    since: date
    until: date
    lines: tuple[CoverageLine, ...]

    @property
    def counted(self) -> int:
        """How many people the figure is of."""
        return sum(line.covered is not Covered.NOT_COUNTED for line in self.lines)

    @property
    def in_time(self) -> int:
        """How many of them were overdue on no day."""
        return sum(line.covered is Covered.IN_TIME for line in self.lines)

    @property
    def per_hundred(self) -> int | None:
        """The share in time in whole hundredths, rounded down so that 100 means everyone; None of nobody."""
        return self.in_time * 100 // self.counted if self.counted else None


def coverage(everyone: Iterable[Facts], months: int, today: date) -> Coverage:
    """Look back over the calendar months before `today`, that day counted."""
    return coverages(everyone, [months], today)[0]


def coverages(everyone: Iterable[Facts], windows: Sequence[int], today: date) -> list[Coverage]:
    """Look back over each of these numbers of months; each person's time is laid out only once."""
    sinces = [add_months(today, -months) + timedelta(days=1) for months in windows]
    earliest = min(sinces, default=today)
    known = [_Looked(facts, stretches(facts, earliest), held_days(facts)) for facts in everyone]
    return [_coverage(known, months, since, today) for months, since in zip(windows, sinces, strict=True)]


@dataclass(frozen=True)
class _Looked:
    """One person's time, laid out."""

    facts: Facts
    stretches: list[Stretch]
    held: list[date]


def _coverage(everyone: Iterable[_Looked], months: int, since: date, today: date) -> Coverage:
    lines = [line for one in everyone if (line := _line(one, since, today)) is not None]
    lines.sort(key=lambda line: (-line.late_days, line.covered is Covered.NOT_COUNTED, line.worker.name))
    return Coverage(months=months, since=since, until=today, lines=tuple(lines))


def _line(one: _Looked, since: date, today: date) -> CoverageLine | None:
    """None for somebody who was not here at all."""
    facts, known = one.facts, one.stretches
    worker = facts.worker
    last = last_day_here(facts)
    if last < since or (worker.started_on is not None and worker.started_on > today):
        return None
    held = tuple(day for day in one.held if since <= day <= today)
    late = sum(stretch.late(since, last) for stretch in known)
    if not known:
        covered, words = Covered.NOT_COUNTED, "Neither a supervision nor the first day of work is known."
    elif not held and _away_throughout(facts, since, last):
        covered, words = Covered.NOT_COUNTED, "One of the two was away all the time."
    elif late:
        covered, words = Covered.LATE, f"Overdue on {late} day{'' if late == 1 else 's'}."
    else:
        covered, words = Covered.IN_TIME, _in_time_words(held)
    return CoverageLine(worker=worker, covered=covered, held=held, late_days=late, reason=words)


def _away_throughout(facts: Facts, since: date, last: date) -> bool:
    known = pauses(facts.all_absences, facts.today)
    return any(one.first <= since and (one.end is None or one.end > last) for one in known)


def _in_time_words(held: tuple[date, ...]) -> str:
    if not held:
        return "None was due."
    if len(held) == 1:
        return f"One held, on {long_date(held[0])}."
    return f"{len(held)} held, the last on {long_date(held[-1])}."
