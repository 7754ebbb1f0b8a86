"""What came after some talks of the demo home: an addendum, and a record that head office dealt with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from supervise_tui.domain.flags import DECLINED
from supervise_tui.domain.record import Record
from supervise_tui.workflows import addenda, flags, hold_supervision, sign_off
from supervise_tui.workflows.desk import Desk

_ADDENDUM = {
    "concerns": "The action about the extractor",
    "stands": "Have the extractor measured and serviced.",
    "instead": "The firm comes on Thursday at ten and measures it with all burners on. Mehmet is there and "
    "gets a copy of the reading.",
    "reason": "The firm rang back half an hour after we had both signed.",
}
_DAYS_UNTIL_DEALT_WITH = 9
_DONE = (
    "Spoke with each of them alone. The four weekends are put right on the next rota and paid as owed. The "
    "record stays as it is, with his reason in it; what was said in the staff room is not taken further."
)


def add_afterwards(desk: Desk, record_id: str, sign: Callable[[Record], None]) -> None:
    """Write an addendum to a closed record; `sign` has both sign it."""
    addendum = addenda.start(desk, record_id).record
    hold_supervision.save(desk, addendum.id, dict(_ADDENDUM))
    sign(sign_off.offer(desk, addendum.id))


def deal_with_the_declined(desk: Desk, manager: str) -> None:
    """Let the next line manager deal with the record that was not signed by both."""
    for flag in flags.flag_list(desk):
        held = flag.record.held_on
        if flag.record.flagged == DECLINED and held is not None:
            on = min(held + timedelta(days=_DAYS_UNTIL_DEALT_WITH), desk.today)
            flags.deal_with(desk, flag.record.id, by=manager, on=on, what=_DONE)
