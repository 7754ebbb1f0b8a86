"""A worker's year in sentences, one a mark and one an absence, in the order in which they came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from supervise_tui.domain.absences import Absence
from supervise_tui.domain.year_view import AWAY, SUPERVISOR_AWAY, Mark, MarkKind, Year
from supervise_tui.forms.day_words import day_and_month, long_date
from supervise_tui.forms.durations import say_duration


@dataclass(frozen=True)
class Entry:
    """One line of the year."""

    day: date
    sign: str
    """As the calendar has it."""
    words: str
    kind: MarkKind | None = None
    """None for an absence."""
    record: str = ""
    """The id of its record; empty where there is none."""
    person: str = ""
    """Who is away, by id; empty for anything but an absence."""


def entries(year: Year, *, reasons: bool = True) -> list[Entry]:
    """Give the year as lines, the earliest first; without `reasons` nothing says why somebody was away."""
    found = [_of_mark(mark, year) for mark in year.marks]
    found += [_of_absence(one, year, reasons=reasons) for one in year.absences]
    return sorted(found, key=lambda entry: (entry.day, entry.kind is not None))


def summary(year: Year) -> str:
    """Say the year in one sentence or two."""
    held, in_time = year.count(MarkKind.HELD), year.held_in_time
    words = "None held" if not held else f"{held} held"
    if held:
        words += ", all in time" if in_time == held else f", {in_time} of them in time"
    parts = [words]
    if year.days_overdue:
        parts.append(f"overdue on {_days(year.days_overdue)}")
    for kind, what in (
        (MarkKind.PLANNED, "planned"),
        (MarkKind.CANCELLED, "cancelled"),
        (MarkKind.MOVED, "moved"),
    ):
        if year.count(kind):
            parts.append(f"{year.count(kind)} {what}")
    informal = year.count(MarkKind.INFORMAL)
    if informal:
        minutes = sum(year.informal_minutes(month) for month in range(1, 13))
        long = f", {say_duration(minutes)}" if minutes else ""
        parts.append(f"{informal} informal{long}")
    return "; ".join(parts) + "."


def _of_mark(mark: Mark, year: Year) -> Entry:
    return Entry(mark.day, mark.kind.letter, _words(mark, year), mark.kind, mark.record)


def _words(mark: Mark, year: Year) -> str:
    match mark.kind:
        case MarkKind.HELD:
            late = f", {_days(mark.days)} too late" if mark.days else ""
            return f"Supervision held{late}{_which(mark, year)}"
        case MarkKind.BEGUN:
            return f"Supervision being written{_which(mark, year)}"
        case MarkKind.PLANNED:
            return "Supervision planned"
        case MarkKind.NOT_HELD:
            return "Supervision planned, and not held"
        case MarkKind.MOVED:
            to = f" to {day_and_month(mark.to)}" if mark.to else ""
            return f"Supervision planned, then moved{to}"
        case MarkKind.CANCELLED:
            return "Supervision planned, then cancelled"
        case MarkKind.DUE:
            return "Last day in time for the next supervision"
        case MarkKind.MISSED:
            return f"Last day in time, missed: {_missed(mark, year)}"
        case MarkKind.INFORMAL:
            record = year.records.get(mark.record)
            title = record.title if record else "Informal contact"
            return f"{title}{f', {say_duration(mark.days)}' if mark.days else ''}{_which(mark, year)}"


def _missed(mark: Mark, year: Year) -> str:
    if mark.to is not None:
        return f"held {_days(mark.days)} too late"
    if year.worker.left_on is not None and year.worker.left_on <= year.today:
        return "none was held before they left"
    return f"overdue by {_days(mark.days)} today"


def _which(mark: Mark, year: Year) -> str:
    record = year.records.get(mark.record)
    return f" (record {record.number})" if record else ""


def _of_absence(absence: Absence, year: Year, *, reasons: bool) -> Entry:
    theirs = absence.person == year.worker.id
    why = f" {absence.kind.label}" if reasons and absence.told else ""
    who = f"Away{why}" if theirs else f"Supervisor away{why}"
    if absence.back_on is None:
        until = "; the day of return is not known"
    elif absence.back_on - absence.first_day == timedelta(days=1):
        until = " for the day"
    else:
        until = f" until {long_date(absence.back_on - timedelta(days=1))}"
    first = max(absence.first_day, date(year.year, 1, 1))
    since = f", since {long_date(absence.first_day)}" if first != absence.first_day else ""
    cover = f", with {absence.cover or 'somebody'} standing in" if absence.cover_from else ""
    sign = AWAY if theirs else SUPERVISOR_AWAY
    return Entry(first, sign, f"{who}{since}{until}{cover}", person=absence.person)


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
