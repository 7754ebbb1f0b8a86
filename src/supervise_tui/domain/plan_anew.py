"""The days of a plan that a meeting decided on: those of the plan before it, moved to its time [PIP-4]."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from supervise_tui.canonical import Json
from supervise_tui.domain.plan_case import Entry, date_of, struck, text_of
from supervise_tui.domain.procedure_words import (
    DECISION,
    ENDS_ON,
    MEETING,
    NEXT_REVIEW_ON,
    NO_BETTER_BY,
    OBJECTIVES,
    STARTS_ON,
    TARGET,
    Decision,
    EntryKind,
    Meeting,
)
from supervise_tui.forms.day_words import day_of

_SUPPORT: Final = "support"
_IN_ROWS: Final = frozenset({TARGET, "by", "from", "until"})
"""Days within objectives and help; a risk control has been in force since its own day, and keeps it."""
_WEEK: Final = timedelta(weeks=1)


def is_decided_on(entries: Iterable[Entry]) -> bool:
    """Whether a meeting has decided on a plan that is not made yet; an interim one only amends."""
    told = list(entries)
    gone, due = struck(told), False
    for one in sorted(told, key=lambda one: one.number):
        if one.number in gone:
            continue
        if one.kind == EntryKind.PLAN:
            due = False
        elif one.kind == EntryKind.OUTCOME and text_of(one.answers, DECISION) == Decision.PLAN:
            due = due or text_of(one.answers, MEETING) != Meeting.INTERIM
    return due


def moved_to(answers: Mapping[str, Json], today: date) -> dict[str, Json]:
    """Give the answers of a plan as it would be from today: as long as it was, its days on the same weekdays.

    Nothing of it is decided: each day can be changed, and none lies before the plan.
    """
    starts, ends = date_of(answers, STARTS_ON), date_of(answers, ENDS_ON)
    if starts is None or ends is None:
        return dict(answers)
    whole_weeks = timedelta(weeks=(today - starts).days // 7)
    found = dict(answers)
    for key in (NEXT_REVIEW_ON, NO_BETTER_BY):
        found[key] = _later(answers.get(key), whole_weeks, today)
    for key in (OBJECTIVES, _SUPPORT):
        found[key] = _rows_later(answers.get(key), whole_weeks, today)
    return {**found, STARTS_ON: today.isoformat(), ENDS_ON: (today + (ends - starts)).isoformat()}


def _later(value: Json, by: timedelta, today: date) -> Json:
    day = day_of(value)
    if day is None:
        return value
    moved = day + by
    return (moved if moved >= today else moved + _WEEK).isoformat()


def _rows_later(value: Json, by: timedelta, today: date) -> Json:
    if isinstance(value, list):
        return [_rows_later(one, by, today) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _later(one, by, today) if key in _IN_ROWS else _rows_later(one, by, today)
        for key, one in value.items()
    }
