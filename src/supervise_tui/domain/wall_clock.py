"""Whether the computer's clock can be right, held against the newest entry of the history.

Nothing depends on it: entries are in order by their numbers, and what was written stays. But days are
counted from the clock, so people are told when it cannot be right, or probably is not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from supervise_tui.forms.day_words import long_date

AGREES_WITHIN = timedelta(minutes=10)
"""Clocks are put right by some minutes all the time; nobody needs to hear of that."""
LONG_UNUSED = timedelta(days=62)
"""A cabinet in use has entries more often: beyond that the clock may have been set forward."""


class Odd(StrEnum):
    """What is odd about the clock."""

    SET_BACK = "set-back"
    """It stands before something that was written already: it is wrong now, or was wrong then."""
    FAR_AHEAD = "far-ahead"
    """It stands long after the newest entry: it was set forward, or nobody was here for long."""


@dataclass(frozen=True)
class OddClock:
    """A clock that cannot be right, or probably is not."""

    odd: Odd
    now: datetime
    newest: datetime
    """When the newest entry was made, by the clock of then."""

    @property
    def sentence(self) -> str:
        """Say it, and what to do."""
        clock, entry = said_moment(self.now), said_moment(self.newest)
        if self.odd is Odd.SET_BACK:
            return (
                f"This computer's clock says {clock}, but the newest entry here was made {gap(self)} after "
                f"that: on {entry}. One of the two is wrong. Nothing is lost, but days are counted from the "
                "clock. Please look at its date, time and time zone."
            )
        return (
            f"This computer's clock says {clock}. The newest entry here is {gap(self)} old: of {entry}. "
            "If the date is right, all is well; if not, set the clock first, since days are counted from it."
        )


def odd_clock(now: datetime, entries: Iterable[datetime]) -> OddClock | None:
    """Say what is odd about the clock; None while it fits. All times have their offset.

    Moments are compared, not what a clock on the wall shows: neither daylight saving nor another time
    zone is a step back.
    """
    newest = max(entries, default=None)
    if newest is None:
        return None
    if newest - now > AGREES_WITHIN:
        return OddClock(Odd.SET_BACK, now, newest)
    return OddClock(Odd.FAR_AHEAD, now, newest) if now - newest > LONG_UNUSED else None


def said_moment(at: datetime) -> str:
    """Give "Saturday 28 November 2026, 14:05"."""
    return f"{long_date(at.date())}, {at:%H:%M}"


_SPANS = (("year", 365 * 24 * 60), ("month", 30 * 24 * 60), ("day", 24 * 60), ("hour", 60), ("minute", 1))


def gap(odd: OddClock) -> str:
    """Give about how long lies between the two: "5 hours", "3 months"."""
    minutes = int(abs(odd.now - odd.newest) / timedelta(minutes=1))
    word, span = next((pair for pair in _SPANS if minutes >= pair[1]), _SPANS[-1])
    many = max(1, round(minutes / span))
    return f"1 {word}" if many == 1 else f"{many} {word}s"
