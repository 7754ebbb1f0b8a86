"""When the next supervision is due, and why: computed from the facts each time, never stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, TypeAlias

from supervise_tui.domain.absences import Absence, away_words, pauses, put_off, standing_still
from supervise_tui.domain.frequency import Frequency
from supervise_tui.domain.pace import Pace, pace_of
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Record, State
from supervise_tui.forms.day_words import long_date
from supervise_tui.forms.policy import Policy

DueState: TypeAlias = Literal["on-time", "due-soon", "overdue", "paused", "not-applicable"]
SOON_DAYS = 7
"""How many days ahead counts as due soon, unless the organisation sets another number."""

_HELD = frozenset({State.OFFERED, State.PART_SIGNED, State.CLOSED, State.ON_PAPER})


@dataclass(frozen=True)
class Due:
    """Where a worker stands against one clock."""

    state: DueState
    due_on: date | None
    """The last day on which it is still in time; None when nobody can know."""
    days: int
    """Days left until `due_on`; negative when it is past."""
    reason: str
    """One sentence that says what this rests on."""
    policy: str
    """The id of the policy; empty for a clock that no policy sets."""
    limit: str = ""
    """How long there is, in words: "3 months"; empty where nothing is counted."""
    deviates: bool = False
    """Whether the two have agreed something else than the policy says [AGR-7]."""


def was_held(record: Record, today: date) -> bool:
    """Whether this supervision took place [CAD-9].

    A draft counts once the next date is agreed in it: the talk was closed, only the paper is open.
    """
    if record.makes != "supervision" or record.held_on is None or record.held_on > today:
        return False
    return record.state in _HELD or (record.state is State.DRAFT and record.next_on is not None)


def took_place(record: Record, today: date) -> bool:
    """Whether a record of any kind is of something that has been, and is at least ready to sign."""
    return record.held_on is not None and record.held_on <= today and record.state in _HELD


def has_left(worker: Worker, today: date) -> bool:
    """Whether no clock runs for them any more."""
    return worker.left_on is not None and worker.left_on <= today


def not_running(reason: str, policy: str = "") -> Due:
    """Say that a clock does not run, and why."""
    return Due("not-applicable", None, 0, reason, policy)


def gone(worker: Worker, policy: str = "") -> Due:
    """Say that a clock does not run, because they left."""
    return not_running(f"Left on {long_date(worker.left_on)}." if worker.left_on else "Has left.", policy)


def state_on(today: date, due_on: date, soon_from: date) -> DueState:
    """Give the state of a clock that runs: due from `soon_from`, overdue after `due_on`."""
    if today > due_on:
        return "overdue"
    return "due-soon" if today >= soon_from else "on-time"


@dataclass(frozen=True)
class _Count:
    """From when to when the cadence of one worker counts."""

    pace: Pace
    agreed_gap: Frequency | None
    last: Record | None
    start: date
    before: bool = False
    """Whether the start, when none is on file, is one held before the file was begun."""

    def limit(self, day: date) -> date:
        return self.agreed_gap.after(day) if self.agreed_gap else self.pace.limit_after(day)

    def usual(self, day: date) -> date:
        return self.limit(day) if self.agreed_gap else self.pace.usual_after(day)

    @property
    def deviates(self) -> bool:
        """Whether what they agreed is rarer than the policy's limit, or more often than its usual gap."""
        if self.agreed_gap is None:
            return False
        agreed, pace = self.agreed_gap.after(self.start), self.pace
        return not pace.usual_after(self.start) <= agreed <= pace.limit_after(self.start)

    @property
    def words(self) -> str:
        """How often, to stand before or after a comma."""
        if self.agreed_gap is None:
            return self.pace.words
        if self.deviates:
            return f"{self.agreed_gap.label} is agreed, which differs from {self.pace.words}"
        return f"{self.agreed_gap.label} is agreed ({self.pace.words})"


def due(
    worker: Worker,
    records: Iterable[Record],
    policy: Policy,
    today: date,
    soon_days: int = SOON_DAYS,
    agreed_gap: Frequency | None = None,
    absences: Iterable[Absence] = (),
) -> Due:
    """Give when `worker` is next due [CAD-1]; `records` are theirs, in any order.

    What their agreement says (`agreed_gap`) counts in place of the policy [AGR-7]; a day that is planned
    or agreed counts where it is earlier. The clock stands still during `absences`, theirs and the
    supervisor's.
    """
    if has_left(worker, today):
        return gone(worker, policy.id)
    theirs = [record for record in records if record.makes == "supervision"]
    last, absences = last_held(theirs, today), list(absences)
    first_day = worker.started_on
    # A talk before somebody started here is none of this post: nobody is overdue on their first day.
    counted = last if first_day is None or (last and (last.held_on or date.min) >= first_day) else None
    before = held_before(worker, today)
    if counted is not None and before is not None and before > (counted.held_on or date.min):
        counted = None  # an older one that was typed in from paper
    start = counted.held_on if counted is not None else before or first_day
    if start is None:
        reason = "Not held yet, and the first day of work is not known."
        return Due("due-soon", None, 0, reason, policy.id)
    count = _Count(pace_of(worker, policy, today), agreed_gap, counted, start, before is not None)
    found = _counted(count, _agreed(theirs, last), today, soon_days, absences)
    if found.state != "paused":
        return found
    away = next(one for one in absences if one.stops_clocks(today))
    words = f"{away_words(away, worker.id)}, so the clock stands still; "
    return replace(found, reason=words + found.reason[:1].lower() + found.reason[1:])


def held_before(worker: Worker, today: date) -> date | None:
    """Give the day of the last one before the file was begun; None when it is not known or still to come."""
    day = worker.supervised_on
    return day if day is not None and day <= today else None


def limit_from(
    start: date,
    worker: Worker,
    policy: Policy,
    today: date,
    agreed_gap: Frequency | None = None,
    absences: Iterable[Absence] = (),
) -> date:
    """Give the last day in time for the one after `start`, as it stood on `today`, whatever was planned."""
    count = _Count(pace_of(worker, policy, today), agreed_gap, None, start)
    return put_off(start, count.limit, pauses(absences, today), today)


def last_held(records: Iterable[Record], today: date) -> Record | None:
    """Give the supervision that was held last; None when there was none."""
    held = [record for record in records if was_held(record, today)]
    return max(held, key=lambda record: (record.held_on or date.min, record.number), default=None)


@dataclass(frozen=True)
class _Agreed:
    """The day that the two have settled on."""

    on: date
    planned: bool
    """By planning the talk; else at the end of the last one."""


def _agreed(records: Iterable[Record], last: Record | None) -> _Agreed | None:
    """Give the day they have settled on: as planned now, else as said last time unless that was cancelled."""
    dated = [record for record in records if record.held_on is not None]
    since = (last.held_on if last is not None else None) or date.min
    planned = [one for one in dated if one.state is State.PLANNED and (one.held_on or date.min) >= since]
    if planned:
        newest = max(planned, key=lambda record: record.number)
        return _Agreed(newest.held_on or date.max, planned=True)
    if last is None or last.next_on is None:
        return None
    called_off = any(
        one.state is State.CANCELLED and (one.number > last.number or one.held_on == last.next_on)
        for one in dated
    )
    return None if called_off else _Agreed(last.next_on, planned=False)


def _counted(
    count: _Count, agreed: _Agreed | None, today: date, soon_days: int, absences: list[Absence]
) -> Due:
    known = pauses(absences, today)
    limit = put_off(count.start, count.limit, known, today)
    usual = put_off(count.start, count.usual, known, today)
    settled = agreed.on if agreed is not None else limit
    if agreed is not None and not agreed.planned:
        gap = agreed.on - count.start
        settled = put_off(count.start, lambda day: day + gap, known, today)
    due_on = min(settled, limit)
    reason = _reason(count, agreed, limit, today)
    state = state_on(today, due_on, min(due_on - timedelta(days=soon_days), usual))
    policy, limit_words = count.pace.policy.id, _limit_words(count)
    still = standing_still(known, today)
    if still is None:
        return Due(state, due_on, (due_on - today).days, reason, policy, limit_words, count.deviates)
    # While nobody knows the end, the day moves on with each day; only one that was over before stays.
    known_day = due_on if still.end is not None or due_on < still.first else None
    days = (known_day - today).days if known_day is not None else 0
    return Due("paused", known_day, days, reason, policy, limit_words, count.deviates)


def _limit_words(count: _Count) -> str:
    return count.agreed_gap.interval.words if count.agreed_gap else count.pace.limit_words


def _reason(count: _Count, agreed: _Agreed | None, limit: date, today: date) -> str:
    start, words = long_date(count.start), count.words
    if agreed is not None and agreed.planned and agreed.on <= limit:
        return f"Planned for {long_date(agreed.on)}."
    if agreed is not None and agreed.on > limit:
        how = "planned" if agreed.planned else "agreed"
        return f"{_since(count)}; {words}, so {long_date(agreed.on)}, as {how}, would be too late."
    if agreed is not None:
        return f"Agreed at the last one, on {start}."
    if count.last is None and count.before:
        return f"Held on {start}, before this file was begun; {words}."
    if count.last is None and count.start > today:
        return f"Starts on {start}; {words}."
    if count.last is None:
        return f"Started on {start}, and none is on file yet; {words}."
    return f"Last held on {start}; {words}."


def _since(count: _Count) -> str:
    start = long_date(count.start)
    if count.last is None and count.before:
        return f"Held on {start}, before this file was begun"
    return f"Last held on {start}" if count.last is not None else f"Started on {start}, none on file yet"
