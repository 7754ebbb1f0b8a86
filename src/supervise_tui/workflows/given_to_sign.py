"""On which day a record was first given to sign, read from the history: it stops the clock [CAD-11]."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from supervise_tui.store import history
from supervise_tui.store.work import Work

_GIVEN = ("record.offered", "record.signed-on-paper")


def given_to_sign(work: Work, files: Iterable[str]) -> dict[str, date]:
    """Give by record the day on which it was first offered, or signed as a copy, on these files."""
    first: dict[str, date] = {}
    for file in files:
        for event in history.events(work, file):
            if event.what in _GIVEN:
                first.setdefault(event.subject, datetime.fromisoformat(event.at).date())
    return first
