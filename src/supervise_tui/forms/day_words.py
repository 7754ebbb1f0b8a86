"""Days and months in British words, the same on every machine whatever its language."""

from __future__ import annotations

from datetime import date

from supervise_tui.canonical import Json

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
FIRST_YEAR = 1900
LAST_YEAR = 2199
"""Years beyond these are slips of the finger."""


def weekday(day: date) -> str:
    """Give "Saturday"."""
    return WEEKDAYS[day.weekday()]


def day_and_month(day: date) -> str:
    """Give "Saturday 28 November"."""
    return f"{weekday(day)} {day.day} {MONTHS[day.month - 1]}"


def long_date(day: date) -> str:
    """Give "Saturday 28 November 2026", as records print it."""
    return f"{day_and_month(day)} {day.year}"


def day_in_words(value: Json) -> str:
    """Give "Saturday 28 November 2026" for ISO text; anything else as it stands."""
    try:
        return long_date(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)


def day_of(value: Json) -> date | None:
    """Give the day of an answer that is one (2026-11-28), else None."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
