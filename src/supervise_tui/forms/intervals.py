"""Lengths of time between two talks, as a policy writes them: "2 weeks", "1 month"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from supervise_tui.problems import BadInput


class Unit(StrEnum):
    """What an interval is counted in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


_MOST: Mapping[Unit, int] = {Unit.DAY: 730, Unit.WEEK: 104, Unit.MONTH: 24}
"""More than two years is no rhythm any more, but a slip of the finger."""
_DAYS: Mapping[Unit, float] = {Unit.DAY: 1.0, Unit.WEEK: 7.0, Unit.MONTH: 365.2425 / 12}
_SAID = re.compile(r"(\d{1,4})\s*(day|week|month)s?", re.ASCII)


@dataclass(frozen=True)
class Interval:
    """A number of days, weeks or calendar months."""

    number: int
    unit: Unit

    @property
    def words(self) -> str:
        """Give "1 month" or "6 weeks"."""
        return f"{self.number} {self.unit}{'' if self.number == 1 else 's'}"

    @property
    def every(self) -> str:
        """Give "every month" or "every 6 weeks"."""
        return f"every {self.unit}" if self.number == 1 else f"every {self.words}"

    @property
    def days_about(self) -> float:
        """Give its length in days, a month as the mean month: to compare, never to count with."""
        return self.number * _DAYS[self.unit]


def add_months(day: date, months: int) -> date:
    """Give the same day `months` later or earlier, clamped to the month's end.

    ValueError beyond the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise ValueError("beyond the calendar")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


TODAY, IN = "today", "in "


def is_said_day(text: str) -> bool:
    """Whether a form may say a day so: "today", or from today on, "in 6 months"."""
    said = " ".join(text.casefold().split())
    try:
        return said == TODAY or bool(said.startswith(IN) and parse_interval(said.removeprefix(IN)))
    except BadInput:
        return False


def said_day(text: str, today: date) -> date:
    """Give the day that `is_said_day` takes; months end where the calendar does. BadInput for any other."""
    said = " ".join(text.casefold().split())
    if said == TODAY:
        return today
    gap = parse_interval(said.removeprefix(IN))
    if gap.unit is Unit.MONTH:
        return add_months(today, gap.number)
    return today + timedelta(days=gap.number * (7 if gap.unit is Unit.WEEK else 1))


def parse_interval(text: str) -> Interval:
    """Give the interval in `text`; BadInput says how to write it."""
    said = " ".join(text.casefold().split())
    match = _SAID.fullmatch(said)
    if match is None or not 1 <= int(match[1]) <= _MOST[Unit(match[2])]:
        wrong = "This is not a number of days, weeks or months up to 2 years."
        raise BadInput(wrong, 'Write it like "6 weeks".')
    return Interval(int(match[1]), Unit(match[2]))
