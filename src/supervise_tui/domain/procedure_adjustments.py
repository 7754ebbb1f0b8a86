"""The reasonable adjustments of a case: agreed on, put in place, given time [PIP-16]."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from supervise_tui.domain import procedure_words as words
from supervise_tui.domain.plan_case import Entry, compared, date_of, text_of


@dataclass(frozen=True, kw_only=True)
class Adjustment:
    """A reasonable adjustment as last written down [PIP-16]."""

    what: str = field(repr=False)
    agreed_on: date
    in_place_on: date | None
    time_until: date | None
    wanted_by: date | None = None
    """The day from which it was to be there, where only a signed concern or plan has told of it."""


def noted(known: Mapping[str, Adjustment], entry: Entry) -> Mapping[str, Adjustment]:
    """Give the adjustments, by name as compared, after an entry of its own on one of them."""
    what = text_of(entry.answers, words.WHAT)
    made = Adjustment(
        what=what,
        agreed_on=entry.on,
        in_place_on=date_of(entry.answers, words.IN_PLACE_ON),
        time_until=date_of(entry.answers, words.TIME_UNTIL),
    )
    return MappingProxyType({**known, compared(what): made})


def agreed(known: Mapping[str, Adjustment], entry: Entry) -> Mapping[str, Adjustment]:
    """Give the adjustments after a signed concern or plan, which may agree on some.

    Each waits to be put in place, until an entry of its own says so. What only an earlier record agreed on,
    and this one no longer has, is dropped.
    """
    found = {key: one for key, one in known.items() if one.wanted_by is None}
    rows = entry.answers.get(words.ADJUSTMENTS)
    for row in rows if isinstance(rows, list) else ():
        if not isinstance(row, Mapping):
            continue
        what = text_of(row, words.WHAT)
        if what and compared(what) not in found:
            by = date_of(row, words.WANTED_FROM) or entry.on
            found[compared(what)] = Adjustment(
                what=what, agreed_on=entry.on, in_place_on=None, time_until=None, wanted_by=by
            )
    return MappingProxyType(found)
