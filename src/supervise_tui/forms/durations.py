"""Lengths of time as people type and say them: "1h 30", "90 min", "1:30"; kept as whole minutes."""

from __future__ import annotations

import re

from supervise_tui.problems import BadInput

_HOURS = r"(?P<hours>\d{1,4}(?:[.,]\d{1,2})?)\s*(?:h|hr|hrs|hour|hours)"
_MINUTES = r"(?P<minutes>\d{1,6})\s*(?:m|min|mins|minute|minutes)?"
_SAID = re.compile(rf"(?:{_HOURS})?\s*(?:and\s+)?(?:{_MINUTES})?", re.ASCII)
_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d)", re.ASCII)


def parse_duration(text: str) -> int:
    """Give the minutes in `text`; a number alone is minutes. BadInput says how to type it."""
    said = " ".join(text.casefold().split())
    clock = _CLOCK.fullmatch(said)
    if clock:
        return int(clock[1]) * 60 + int(clock[2])
    match = _SAID.fullmatch(said)
    if match is None or not (match["hours"] or match["minutes"]):
        raise BadInput("This is not a length of time.", "Type it like 1h 30, or 90 min.")
    whole, _, part = (match["hours"] or "0").replace(",", ".").partition(".")
    # In whole numbers, since 1.15 hours has no exact float.
    hours = int(whole) * 60 + int(part.ljust(2, "0")) * 60 // 100 if part else int(whole) * 60
    return hours + int(match["minutes"] or 0)


def say_duration(minutes: int) -> str:
    """Give "1 hour 30 minutes"."""
    hours, rest = divmod(minutes, 60)
    words = [_counted(hours, "hour"), _counted(rest, "minute")]
    return " ".join(word for word, number in zip(words, (hours, rest), strict=True) if number) or words[1]


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
