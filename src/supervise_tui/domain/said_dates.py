"""Dates and times as people say and type them, read and said back; the day always before the month.

Which day is meant, when the words leave it open (the full date is echoed at once on the screen):

- A weekday alone, or with "this", is the first such day after today; "last fri" is the last one
  before today. "next fri" is the Friday of the next calendar week, Monday to Sunday.
- "fri week", "today week", "tomorrow week": a week later than that day.
- A day and month without a year is the one nearest to today, before or after; of two equally near
  ones the later. A weekday with it must fit, else somebody has looked at the wrong week.
- Where a day is asked for that is mostly past (a start date), it is the last one before today, unless
  the next one is at most a month ahead: someone may be added shortly before they start.
- A year of two digits lies between 80 years back and 19 years ahead.
- A time from 1 to 6 without am or pm and without a leading 0 is in the afternoon: 2.30 is 14:30.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Literal, TypeAlias

from supervise_tui.domain.people import Nation
from supervise_tui.domain.working_days import add_months, add_working_days
from supervise_tui.forms.day_words import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS,
    WEEKDAYS,
    day_and_month,
    long_date,
    weekday,
)
from supervise_tui.problems import BadInput

Prefer: TypeAlias = Literal["nearest", "past"]
"""Which year is meant when none is said."""

LONGEST_SAID = 60
_SOON_DAYS = 31
"""A day that is mostly past may lie this far ahead."""
_CURE = "Type it like: fri, next tue, in 2 weeks, 24/11 or 24 Nov 2026."
_TIME_CURE = "Type it like 14:05 or 2.05pm."
_COUNT_WORDS = (
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_COUNTS = {word: number for number, word in enumerate(_COUNT_WORDS, 1)} | {"a": 1, "an": 1}
_UNITS = {"d": "day", "w": "week", "m": "month", "y": "year", "wk": "week", "wks": "week", "mth": "month"}
_MOST_STEPS = 5_000

_COUNTED = re.compile(
    r"(?P<lead>in|\+|-)?\s*(?P<count>\d{1,4}|[a-z]+)\s*"
    r"(?P<unit>working days?|days?|weeks?|months?|years?|wks?|mth|[dwmy])(?:\s+(?P<ago>ago))?"
    r"(?:['’]?\s+time)?"
)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})[/. -](\d{1,2})(?:[/. -](\d{4}|\d{2}))?")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s-]*([a-z]{3,9})\.?(?:[\s-]*(\d{4}|\d{2}))?")
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?(?:\s+(\d{4}))?")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?")


def parse_said_date(
    text: str, today: date, nation: Nation | None = None, *, prefer: Prefer = "nearest"
) -> date:
    """Give the day that `text` means, said on `today`; BadInput says what was not understood.

    `nation` is needed for "in 5 working days" only; `prefer` says which year is meant by 3/2.
    """
    said = " ".join(unicodedata.normalize("NFKC", text).casefold().replace(",", " ").rstrip(". ").split())
    if not said:
        raise BadInput("No day was typed.", _CURE)
    if len(said) > LONGEST_SAID:
        raise BadInput("That is too long for a day.", _CURE)
    try:
        day = _day_of(said, today, nation, prefer)
    except (OverflowError, ValueError) as error:
        raise BadInput("That day is too far away.", _CURE) from error
    if day is None:
        raise BadInput(f"“{_shown(text)}” is not understood as a day.", _CURE)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadInput(f"The year {day.year} cannot be right.", "Please look at the year.")
    return day


def _shown(text: str) -> str:
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line[:LONGEST_SAID]


def _day_of(said: str, today: date, nation: Nation | None, prefer: Prefer) -> date | None:
    readers: tuple[Callable[[], date | None], ...] = (
        lambda: _named(said, today),
        lambda: _counted(said, today, nation),
        lambda: _calendar(said, today, prefer),
        lambda: _with_weekday(said, today, prefer),
    )
    for reader in readers:
        day = reader()
        if day is not None:
            return day
    return None


def _named(said: str, today: date) -> date | None:
    """today, tomorrow, fri, next tue, fri week, next week, in a fortnight."""
    if said.endswith(" week") and said not in ("next week", "last week", "this week", "a week", "in a week"):
        day = _named(said.removesuffix(" week").removesuffix(" a"), today)
        return day + timedelta(weeks=1) if day else None
    days = {"today": 0, "now": 0, "tomorrow": 1, "tmrw": 1, "yesterday": -1, "next week": 7, "last week": -7}
    days |= {"in a fortnight": 14, "a fortnight": 14, "fortnight": 14}
    if said in days:
        return today + timedelta(days=days[said])
    months = {"next month": 1, "last month": -1, "next year": 12, "last year": -12}
    if said in months:
        return add_months(today, months[said])
    which, _, rest = said.rpartition(" ")
    number = _weekday_number(rest)
    if number is None or which not in ("", "this", "on", "next", "last", "on next"):
        return None
    ahead = (number - today.weekday() - 1) % 7 + 1
    if which == "last":
        return today + timedelta(days=ahead - 7 if ahead < 7 else -7)
    if which.endswith("next"):
        return today + timedelta(days=7 - today.weekday() + number)
    return today + timedelta(days=ahead)


def _weekday_number(word: str) -> int | None:
    """Monday is 0; a word of two letters or more that only one weekday starts with, or tues, thurs."""
    found = [n for n, name in enumerate(WEEKDAYS) if len(word) >= 2 and name.casefold().startswith(word)]
    return found[0] if len(found) == 1 else None


def _counted(said: str, today: date, nation: Nation | None) -> date | None:
    """in 2 weeks, +6w, 3 days ago, in six months, in 5 working days."""
    match = _COUNTED.fullmatch(said)
    if match is None:
        return None
    count = int(match["count"]) if match["count"].isdigit() else _COUNTS.get(match["count"])
    if count is None:
        return None
    if count > _MOST_STEPS:
        raise OverflowError
    unit = _UNITS.get(match["unit"], match["unit"].removesuffix("s"))
    if match["ago"] or match["lead"] == "-":
        count = -count
    if unit == "working day":
        if nation is None or count < 0:
            return None
        return add_working_days(today, count, nation)
    if unit in ("month", "year"):
        return add_months(today, count * (12 if unit == "year" else 1))
    return today + timedelta(days=count * (7 if unit == "week" else 1))


def _calendar(said: str, today: date, prefer: Prefer) -> date | None:
    """2026-11-28, 24/11, 24/11/26, 28 nov, nov 28."""
    if match := _ISO.fullmatch(said):
        return _exact(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.fullmatch(said):
        return _day_and_month(int(match[1]), int(match[2]), match[3], today, prefer)
    if (match := _DAY_FIRST.fullmatch(said)) and (month := _month_number(match[2])):
        return _day_and_month(int(match[1]), month, match[3], today, prefer)
    if (match := _MONTH_FIRST.fullmatch(said)) and (month := _month_number(match[1])):
        return _day_and_month(int(match[2]), month, match[3], today, prefer)
    return None


def _with_weekday(said: str, today: date, prefer: Prefer) -> date | None:
    """sat 28 nov: both halves have to mean the same day."""
    first, _, rest = said.partition(" ")
    number = _weekday_number(first)
    day = _calendar(rest, today, prefer) if number is not None else None
    if day is not None and day.weekday() != number:
        raise BadInput(
            f"{long_date(day).partition(' ')[2]} is a {weekday(day)}, not a {WEEKDAYS[number or 0]}.",
            "Please look at the calendar.",
        )
    return day


def _month_number(word: str) -> int | None:
    return next((n for n, name in enumerate(MONTHS, 1) if name.casefold().startswith(word)), None) or (
        9 if word == "sept" else None
    )


def _exact(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise BadInput(f"There is no month {month}.", "The day comes first, then the month: 24/11.")
    try:
        return date(year, month, day)
    except ValueError as error:
        raise BadInput(f"{MONTHS[month - 1]} has no day {day}.", "Please look at the calendar.") from error


def _day_and_month(day: int, month: int, year: str | None, today: date, prefer: Prefer) -> date:
    if year is not None:
        return _exact(_full_year(int(year), today) if len(year) == 2 else int(year), month, day)
    near = list(_near_years(day, month, today))
    if not near:
        return _exact(today.year, month, day)  # says in words why there is no such day
    if prefer == "past":
        return max(found for found in near if (found - today).days <= _SOON_DAYS)
    return min(near, key=lambda found: (abs((found - today).days), found < today))


def _near_years(day: int, month: int, today: date) -> Iterator[date]:
    # Eight years: 29 February skips 2100.
    for year in range(max(1, today.year - 8), min(9999, today.year + 8) + 1):
        try:
            yield date(year, month, day)
        except ValueError:
            continue


def _full_year(short: int, today: date) -> int:
    newest = today.year + 19
    return newest - (newest - short) % 100


def say_date(day: date, today: date) -> str:
    """Give "Tuesday 24 November", with the year when it is not this year's."""
    return day_and_month(day) if day.year == today.year else long_date(day)


def say_gap(day: date, today: date) -> str:
    """Give how far off a day is when something is due on it: "today", "in 3 days", "3 days overdue"."""
    days = (day - today).days
    if days == 0:
        return "today"
    if days == 1:
        return "tomorrow"
    if days > 1:
        return f"in {days} days"
    return "1 day overdue" if days == -1 else f"{-days} days overdue"


def parse_said_time(text: str) -> str:
    """Give the time of day that `text` means as "14:05"; BadInput if it is not understood."""
    said = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    if said in ("noon", "midday"):
        return "12:00"
    if said == "midnight":
        return "00:00"
    match = _CLOCK.fullmatch(said)
    if match is None:
        raise BadInput(
            f"“{_shown(text)}” is not understood as a time." if said else "No time was typed.", _TIME_CURE
        )
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").replace(".", "")
    if hour > 23 or minute > 59 or (half and not 1 <= hour <= 12):
        raise BadInput(f"There is no time {_shown(text)}.", _TIME_CURE)
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif 1 <= hour <= 6 and not match[1].startswith("0"):
        hour += 12
    return f"{hour:02}:{minute:02}"
