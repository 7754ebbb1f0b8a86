"""The time between one supervision and the next, looked back on: by when it was to be, and when it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from supervise_tui.domain.cadence import held_before, limit_from, was_held
from supervise_tui.domain.clock_facts import Facts


@dataclass(frozen=True)
class Stretch:
    """From one supervision, or the first day of work, to the next."""

    start: date
    due_on: date
    """The last day in time, by the policy in use now or what the two have agreed."""
    held_on: date | None
    """None for the stretch that lasts."""
    known_since: date = date.min
    """Of the days before, nothing is said: the file was not there yet."""

    def late(self, first: date, last: date) -> int:
        """How many days from `first` to `last`, both counted, it was too late; the day of the talk counts.

        Held on the day after the last one in time is one day too late.
        """
        begin = max(first, self.due_on + timedelta(days=1), self.known_since)
        end = last if self.held_on is None else min(last, self.held_on)
        return max(0, (end - begin).days + 1)


def last_day_here(facts: Facts) -> date:
    """Give today, or the last day before they left."""
    left = facts.worker.left_on
    return facts.today if left is None else min(facts.today, left - timedelta(days=1))


def held_days(facts: Facts) -> list[date]:
    """Give the days on which supervisions were held, the earliest first, each once."""
    held = {one.held_on for one in facts.records if was_held(one, facts.today)}
    return sorted(day for day in held if day is not None)


def stretches(facts: Facts, ending_from: date = date.min) -> list[Stretch]:
    """Give the stretches up to today, or to the day they left, the earliest first; none that ended before.

    Which rule fits is asked on the last day of each: what they were then, not what they are now. None
    while neither a talk nor the first day of work is known.
    """
    started, since = facts.worker.started_on, facts.known_since or date.min
    before = held_before(facts.worker, facts.today)
    days = {*held_days(facts), *([before] if before is not None else [])}
    held = sorted(day for day in days if started is None or day >= started)
    # Whether there was a talk before the file was opened is not known. While there is none in it, the clock
    # runs from the first day of work (cadence.py); the first one in it ends the time since the file is there.
    first = started if started is None or not held else max(started, since)
    # One before the file is the first that is known of: nothing is asked of the time before it.
    asked = first is not None and (not held or first < held[0]) and (before is None or held[0] != before)
    begin = [first] if first is not None and asked else []
    marks = [*begin, *held]
    found: list[Stretch] = []
    for number, start in enumerate(marks):
        then = marks[number + 1] if number + 1 < len(marks) else None
        on = min(then or facts.today, facts.worker.left_on or date.max)
        if on < start or (then is not None and then < ending_from):
            continue
        due_on = limit_from(start, facts.worker, facts.policy, on, facts.agreed_gap, facts.all_absences)
        found.append(Stretch(start, due_on, then, since))
    return found
