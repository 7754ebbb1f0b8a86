"""How long until the next one: intervals on the calendar, and how often two people agree to meet [AGR-7]."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from math import floor

from supervise_tui.domain.working_days import add_months
from supervise_tui.forms.intervals import Interval, Unit

ONCE = Fraction(1)


def after(interval: Interval, day: date, times: Fraction = ONCE) -> date:
    """Give the day `times` that interval after `day`, whole days, rounded down; `times` is at least 0.

    A part of a month is that part of the days between the two month's ends around it, so that more is
    never earlier.
    """
    long = interval.number * times
    if interval.unit is not Unit.MONTH:
        return day + timedelta(days=floor(long * (7 if interval.unit is Unit.WEEK else 1)))
    whole = floor(long)
    start = add_months(day, whole)
    if long == whole:
        return start
    return start + timedelta(days=floor((long - whole) * (add_months(day, whole + 1) - start).days))


class Frequency(StrEnum):
    """How often the two meet, as the agreement's form offers it [AGR-7]."""

    WEEKLY = "weekly"
    TWO_WEEKLY = "two_weekly"
    THREE_WEEKLY = "three_weekly"
    MONTHLY = "monthly"
    SIX_WEEKLY = "six_weekly"
    EIGHT_WEEKLY = "eight_weekly"
    TWO_MONTHLY = "two_monthly"
    TWELVE_WEEKLY = "twelve_weekly"
    THREE_MONTHLY = "three_monthly"

    @property
    def interval(self) -> Interval:
        """The time between two talks."""
        return _GAPS[self]

    @property
    def label(self) -> str:
        """In words, to stand within a sentence."""
        return self.interval.every

    def after(self, day: date) -> date:
        """Give the last day on which the next one is in time."""
        return after(self.interval, day)


_GAPS: Mapping[Frequency, Interval] = {
    Frequency.WEEKLY: Interval(1, Unit.WEEK),
    Frequency.TWO_WEEKLY: Interval(2, Unit.WEEK),
    Frequency.THREE_WEEKLY: Interval(3, Unit.WEEK),
    Frequency.MONTHLY: Interval(1, Unit.MONTH),
    Frequency.SIX_WEEKLY: Interval(6, Unit.WEEK),
    Frequency.EIGHT_WEEKLY: Interval(8, Unit.WEEK),
    Frequency.TWO_MONTHLY: Interval(2, Unit.MONTH),
    Frequency.TWELVE_WEEKLY: Interval(12, Unit.WEEK),
    Frequency.THREE_MONTHLY: Interval(3, Unit.MONTH),
}
"""From the most often to the least often."""


def nearest_frequency(days_about: float) -> Frequency:
    """Give the one of these that is not rarer than every so many days; weekly if all are."""
    fitting = [one for one, interval in _GAPS.items() if interval.days_about <= days_about]
    return fitting[-1] if fitting else Frequency.WEEKLY
