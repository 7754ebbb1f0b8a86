"""The clock of a record that is held and not yet signed by everyone: 14 days, then the next talk [CAD-11]."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias

from supervise_tui.domain.cadence import SOON_DAYS, was_held
from supervise_tui.domain.record import Record
from supervise_tui.domain.said_dates import say_gap

ClockState: TypeAlias = Literal["on-time", "due-soon", "due", "overdue"]
DAYS_TO_SIGN = 14
"""After the talk; the charity-children policy has 28 [CAD-12]."""
_WORST_FIRST: tuple[ClockState, ...] = ("overdue", "due", "due-soon", "on-time")


@dataclass(frozen=True)
class SigningClock:
    """Where a record stands against the clock."""

    state: ClockState
    due_on: date | None
    """The last of the 14 days; None while the day of the talk is not known."""
    days: int
    """Since the talk was held."""
    words: str
    """The days said in short: "due in 3 days", "4 days past the 14", "overdue by 12 days"."""
    since: str
    """What they are counted from: "held 20 days ago, the next talk 12 days ago"."""

    @property
    def order(self) -> tuple[int, int]:
        """To sort by, the worst first, the oldest first among equals."""
        return _WORST_FIRST.index(self.state), -self.days


def signing_clock(
    record: Record,
    others: Iterable[Record],
    today: date,
    days_to_sign: int = DAYS_TO_SIGN,
    soon_days: int = SOON_DAYS,
) -> SigningClock:
    """Say how long a record has waited for its signatures; `others` are records of the same worker.

    Due when its days are over; overdue once the next supervision was held without it [CAD-11].
    """
    held = record.held_on
    if held is None or held > today:
        return SigningClock("on-time", None, 0, "not held yet", "not held yet")
    due_on, days = held + timedelta(days=days_to_sign), (today - held).days
    later = [
        other.held_on
        for other in others
        if other.id != record.id
        and was_held(other, today)
        and other.held_on is not None
        and (other.held_on, other.number) > (held, record.number)
    ]
    since = f"held {_ago(days)}"
    if later:
        after = (today - min(later)).days
        words = f"overdue by {_many(after)}" if after else "overdue since today"
        return SigningClock("overdue", due_on, days, words, f"{since}, the next talk {_ago(after)}")
    past = (today - due_on).days
    if past > 0:
        return SigningClock("due", due_on, days, f"{_many(past)} past the {days_to_sign}", since)
    state: ClockState = "due-soon" if past >= -soon_days else "on-time"
    return SigningClock(state, due_on, days, f"due {say_gap(due_on, today)}", since)


def _many(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"


def _ago(days: int) -> str:
    return "today" if days == 0 else "yesterday" if days == 1 else f"{days} days ago"
