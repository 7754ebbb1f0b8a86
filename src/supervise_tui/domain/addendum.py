"""An addendum: a later word on a record that is closed; it names the record and its fingerprint [REC-3]."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import cast

from supervise_tui.canonical import Json
from supervise_tui.forms.day_words import long_date

ADDENDUM = "addendum"
"""The kind of record; every form that makes it is written from a closed record only."""
FORM = "session.addendum"
CONCERNS = "concerns"
"""The question, by id, that says which part of the record it is about."""
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, kw_only=True)
class Original:
    """The record that an addendum belongs to, as the addendum's content names it."""

    record: str
    number: int
    title: str
    held_on: date | None
    fingerprint: str
    """SHA-256 of what was signed there, hex."""

    @property
    def sentence(self) -> str:
        """Which record it is, in a few words."""
        day = f", of {long_date(self.held_on)}" if self.held_on else ""
        return f"Record {self.number}: {self.title}{day}"

    def as_json(self) -> dict[str, Json]:
        """Give it as it stands in the content."""
        return {
            "record": self.record,
            "number": self.number,
            "title": self.title,
            "held_on": self.held_on.isoformat() if self.held_on else "",
            "fingerprint": self.fingerprint,
        }

    @classmethod
    def from_json(cls, value: Json) -> Original:
        """Read it back; KeyError, TypeError or ValueError if it is not of this shape."""
        part = cast("dict[str, Json]", value)
        number, day, digits = part["number"], str(part["held_on"]), str(part["fingerprint"])
        if not isinstance(number, int) or isinstance(number, bool) or not _FINGERPRINT.fullmatch(digits):
            raise TypeError
        return cls(
            record=str(part["record"]),
            number=number,
            title=str(part["title"]),
            held_on=date.fromisoformat(day) if day else None,
            fingerprint=digits,
        )


def title_of(original_number: int) -> str:
    """Give the title of an addendum: lists and papers say by it where it belongs."""
    return f"Addendum to record {original_number}"
