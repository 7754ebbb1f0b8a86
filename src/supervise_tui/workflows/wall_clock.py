"""Hold the computer's clock against what the cabinet knows, and write down that an odd one was right."""

from __future__ import annotations

from datetime import datetime

from supervise_tui.domain.people import checked_line
from supervise_tui.domain.roles import Act
from supervise_tui.domain.wall_clock import OddClock, odd_clock
from supervise_tui.store import history, settings
from supervise_tui.workflows.desk import Desk

ACCEPTED = "clock.accepted"
"""Setting, and entry: the number of the last entry up to which the clock of then is known to be wrong."""


def look_at_the_clock(desk: Desk) -> OddClock | None:
    """Say what is odd about the clock; None while it fits the history, and what this program has seen."""
    now = desk.now()
    with desk.cabinet.reading() as work:
        after = settings.get(work, ACCEPTED, 0)
        last = history.head(work, history.CABINET)
        written = desk.newest_known(
            (after, last.number if last else 0),
            lambda: [
                datetime.fromisoformat(at)
                for at in history.newest_moments(work, after if isinstance(after, int) else 0)
            ],
        )
    seen = desk.seen_by_now(now)
    return odd_clock(now, [*written, *([seen] if seen else [])])


def accept_the_clock(desk: Desk, reason: str) -> None:
    """Write down that the clock is right now and was wrong before; BadInput without a reason.

    What was written with the wrong time keeps it, and so does the history: nothing is changed afterwards.
    """
    why = checked_line(reason, "The reason")
    with desk.cabinet.transaction(Act.ACCEPT_HISTORY) as work:
        entry = history.note(
            work,
            file=history.CABINET,
            who=desk.holder,
            what=ACCEPTED,
            subject=desk.cabinet.id,
            after=b"",
            reason=why,
            now=desk.now,
        )
        settings.put(work, ACCEPTED, entry.number - 1)
    desk.forget_seen()
