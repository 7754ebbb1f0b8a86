"""Coverage of this cabinet over the last months, and one worker's year, read from the facts each time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from supervise_tui.domain.coverage import WINDOWS, Coverage
from supervise_tui.domain.coverage import coverage as look_back
from supervise_tui.store import people
from supervise_tui.workflows.clocks import gather
from supervise_tui.workflows.desk import Desk


def coverage(desk: Desk, months: Iterable[int] = WINDOWS, on: date | None = None) -> list[Coverage]:
    """Say how many had their supervisions in time over each of these numbers of months."""
    day = on or desk.today
    with desk.cabinet.reading() as work:
        known = gather(work, desk, people.workers(work), day)
    return [look_back(known.values(), number, day) for number in months]
