"""What coverage is measured by: each figure with the list behind it, one line a worker, the worst first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from supervise_tui.domain.absences import pauses
from supervise_tui.domain.action_life import LiveAction
from supervise_tui.domain.agreement import AgreementState
from supervise_tui.domain.cadence import has_left, took_place, was_held
from supervise_tui.domain.clock_facts import Facts
from supervise_tui.domain.coverage import Coverage, Covered
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Record, State
from supervise_tui.domain.time_clocks import last_of_month
from supervise_tui.domain.working_days import add_months
from supervise_tui.forms.day_words import MONTHS, long_date
from supervise_tui.forms.durations import say_duration


class Measure(StrEnum):
    """What is counted; scripts know it by its value."""

    SUPERVISION = "supervision"
    SIGNED = "signed"
    AGREEMENT = "agreement"
    ACTIONS = "actions"
    INFORMAL = "informal"

    @property
    def label(self) -> str:
        """In a few words."""
        return _LABELS[self]

    @property
    def about(self) -> str:
        """What exactly is counted, in a sentence."""
        return _ABOUT[self]


_LABELS = {
    Measure.SUPERVISION: "Supervision in time",
    Measure.SIGNED: "Records signed in time",
    Measure.AGREEMENT: "Agreement in force",
    Measure.ACTIONS: "Open actions not late",
    Measure.INFORMAL: "Informal contact last month",
}
_ABOUT = {
    Measure.SUPERVISION: "People who were overdue on no day, by the policy in use or what they have agreed.",
    Measure.SIGNED: "Records of talks held then, signed by everyone within the days that the policy gives.",
    Measure.AGREEMENT: "People with a signed agreement whose yearly review is not overdue.",
    Measure.ACTIONS: "Actions still to do whose day is not past.",
    Measure.INFORMAL: "People with as much informal contact as the policy asks for, last calendar month.",
}


@dataclass(frozen=True, kw_only=True)
class FigureLine:
    """What one worker adds to a figure."""

    worker: Worker
    good: int
    counted: int
    """0: nothing can be said of them, and the reason says why."""
    reason: str

    @property
    def mark(self) -> str:
        """How it stands: yes, no, or how many of how many."""
        if not self.counted:
            return "not counted"
        if self.good in (0, self.counted):
            return "yes" if self.good else "no"
        return f"{self.good} of {self.counted}"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure, and the list behind it."""

    measure: Measure
    months: int | None
    """How many months it looks back; None: as it stands."""
    lines: tuple[FigureLine, ...]

    @property
    def id(self) -> str:
        """What tells it from all others: "signed-6"."""
        return self.measure.value if self.months is None else f"{self.measure.value}-{self.months}"

    @property
    def good(self) -> int:
        """How many are as they should be."""
        return sum(line.good for line in self.lines)

    @property
    def counted(self) -> int:
        """Of how many."""
        return sum(line.counted for line in self.lines)

    @property
    def per_hundred(self) -> int | None:
        """The share in whole hundredths, rounded down so that 100 means all; None of nothing."""
        return self.good * 100 // self.counted if self.counted else None

    @property
    def words(self) -> str:
        """Give "9 of 11, 81 in a hundred"."""
        if self.per_hundred is None:
            return "nobody to count" if self.measure in _OF_PEOPLE else "nothing to count"
        return f"{self.good} of {self.counted}, {self.per_hundred} in a hundred"


_OF_PEOPLE = (Measure.SUPERVISION, Measure.AGREEMENT, Measure.INFORMAL)


def as_of(figure: Figure, today: date) -> str:
    """Say which time it is of: "26 August to 25 November 2026", or the day on which it stands so."""
    if figure.measure is Measure.INFORMAL:
        month = add_months(today.replace(day=1), -1)
        return f"{MONTHS[month.month - 1]} {month.year}"
    if figure.months is None:
        return f"as it stands on {long_date(today)}"
    since = add_months(today, -figure.months) + timedelta(days=1)
    return f"{long_date(since)} to {long_date(today)}"


def supervised(cover: Coverage) -> Figure:
    """Give coverage as a figure among the others; its lines stay in their order."""
    lines = tuple(
        FigureLine(
            worker=line.worker,
            good=int(line.covered is Covered.IN_TIME),
            counted=int(line.covered is not Covered.NOT_COUNTED),
            reason=line.reason,
        )
        for line in cover.lines
    )
    return Figure(measure=Measure.SUPERVISION, months=cover.months, lines=lines)


def signed_in_time(
    everyone: Iterable[Facts], signed: Mapping[str, date], by_hand: Collection[str], months: int, today: date
) -> Figure:
    """Count the records of talks held in the months before `today` [CAD-11] [CAD-12].

    `signed`: the day of the last signature, by record; `by_hand`: drafts that are typed in from a signed
    paper, of which nobody knows yet. What still has days left is not counted.
    """
    since = add_months(today, -months) + timedelta(days=1)
    lines = []
    for facts in everyone:
        held = [
            one
            for one in facts.records
            if one.held_on is not None and since <= one.held_on <= today and one.id not in by_hand
        ]
        found = [line for one in held if (line := _late_days(one, facts, signed, today)) is not None]
        if found:
            lines.append(_signed_line(facts.worker, found))
    return Figure(measure=Measure.SIGNED, months=months, lines=_worst_first(lines))


@dataclass(frozen=True)
class _Signing:
    record: Record
    late: int
    """Days over; 0 in time."""
    signed: bool


def _late_days(record: Record, facts: Facts, signed: Mapping[str, date], today: date) -> _Signing | None:
    """None where it cannot be late yet, or was not held."""
    if not (took_place(record, today) or was_held(record, today)) or record.held_on is None:
        return None
    due_on = record.held_on + timedelta(days=facts.policy.sign_within_days)
    day = signed.get(record.id) if record.state in (State.CLOSED, State.ON_PAPER) else None
    if day is not None and day <= today:
        return _Signing(record, max(0, (day - due_on).days), signed=True)
    return _Signing(record, (today - due_on).days, signed=False) if today > due_on else None


def _signed_line(worker: Worker, found: Sequence[_Signing]) -> FigureLine:
    late = [one for one in found if one.late]
    good = len(found) - len(late)
    if not late:
        words = f"{_all_of(good, 'was', 'were')} signed in time."
    elif len(late) == 1:
        (one,) = late
        how = f"signed {_days(one.late)} too late" if one.signed else f"not signed, {_days(one.late)} over"
        words = f"Record {one.record.number}: {how}."
    else:
        numbers = sorted(one.record.number for one in late)
        listed = ", ".join(str(number) for number in numbers[:-1])
        worst = max(one.late for one in late)
        words = f"Records {listed} and {numbers[-1]} too late, the worst by {_days(worst)}."
    return FigureLine(worker=worker, good=good, counted=len(found), reason=words)


def agreed(everyone: Iterable[Facts]) -> Figure:
    """Count the people here whose agreement is in force and not overdue for review [AGR-4] [AGR-5]."""
    good = (AgreementState.IN_FORCE, AgreementState.REVIEW_DUE)
    lines = [
        FigureLine(
            worker=facts.worker,
            good=int(facts.agreement.state in good),
            counted=1,
            reason=facts.agreement.sentence,
        )
        for facts in everyone
        if _is_here(facts)
    ]
    return Figure(measure=Measure.AGREEMENT, months=None, lines=_worst_first(lines))


def acted(everyone: Iterable[Facts], actions: Mapping[str, Sequence[LiveAction]]) -> Figure:
    """Count the open actions of the people here; `actions` by worker."""
    lines = []
    for facts in everyone:
        to_do = [one for one in actions.get(facts.worker.id, ()) if one.state.is_live]
        if to_do and _is_here(facts):
            lines.append(_acted_line(facts, [one.days_late(facts.today) for one in to_do]))
    return Figure(measure=Measure.ACTIONS, months=None, lines=_worst_first(lines))


def _acted_line(facts: Facts, late: Sequence[int]) -> FigureLine:
    over = [days for days in late if days]
    if over:
        longest = f", the longest by {_days(max(over))}" if len(over) > 1 else f", by {_days(over[0])}"
        words = f"{len(over)} of {len(late)} late{longest}."
    else:
        words = f"{_all_of(len(late), 'is', 'are')} in time."
    return FigureLine(worker=facts.worker, good=len(late) - len(over), counted=len(late), reason=words)


def talked_with(everyone: Iterable[Facts], minutes: Mapping[str, int], today: date) -> Figure | None:
    """Count who had their informal contact in the last whole month [CAD-2]; None where none is asked for.

    `minutes`: of that month, by worker. Who was not here, or away, for all of it is not counted.
    """
    known = list(everyone)
    if not known or known[0].policy.informal is None:
        return None
    wanted = known[0].policy.informal.minutes
    first = add_months(today.replace(day=1), -1)
    lines = [_talked_line(facts, minutes.get(facts.worker.id, 0), wanted, first) for facts in known]
    found = [line for line in lines if line is not None]
    return Figure(measure=Measure.INFORMAL, months=None, lines=_worst_first(found))


def _talked_line(facts: Facts, minutes: int, wanted: int, first: date) -> FigureLine | None:
    worker, last = facts.worker, last_of_month(first)
    month = MONTHS[first.month - 1]
    here_since = max(worker.started_on or date.min, facts.known_since or date.min)
    if here_since > last or (worker.left_on and worker.left_on <= first):
        return None
    known = pauses(facts.all_absences, last)
    away = any(one.first <= first and (one.end is None or one.end > last) for one in known)
    begun = here_since > first
    gone = worker.left_on is not None and worker.left_on <= last
    counted = minutes >= wanted or not (away or begun or gone)
    so_far = say_duration(minutes) if minutes else "None"
    if counted:
        words = f"{so_far} in {month}; {say_duration(wanted)} asked for."
    elif away:
        words = f"One of the two was away for all of {month}."
    else:
        words = f"{so_far} in {month}; here for a part of it only."
    return FigureLine(worker=worker, good=int(minutes >= wanted), counted=int(counted), reason=words)


def _is_here(facts: Facts) -> bool:
    started = facts.worker.started_on
    return not has_left(facts.worker, facts.today) and (started is None or started <= facts.today)


def _worst_first(lines: Iterable[FigureLine]) -> tuple[FigureLine, ...]:
    """Those with most that is not good, then those of whom nothing is known, then the rest by name."""
    return tuple(
        sorted(lines, key=lambda line: (line.good - line.counted, line.counted > 0, line.worker.name))
    )


def _all_of(count: int, one: str, many: str) -> str:
    if count == 1:
        return f"The one {one}"
    return f"Both {many}" if count == 2 else f"All {count} {many}"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
