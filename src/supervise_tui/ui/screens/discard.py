"""Throwing a draft away: with a reason, and with the worker's word where they wrote in it."""

from __future__ import annotations

from collections.abc import Callable

from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.own_words import OwnWords
from supervise_tui.workflows import hold_supervision
from supervise_tui.workflows.hold_supervision import Sheet


def discard_draft(screen: House, sheet: Sheet, worker: str, left: Callable[[], None]) -> None:
    """Ask why it goes, discard it, and leave; `worker` is what the screen calls them."""
    wrote = hold_supervision.worker_wrote(sheet.form, sheet.answers)
    agrees = (
        f" {worker} has written in it: by going on you say that {worker} agrees that it goes."
        if wrote
        else ""
    )
    desk, record_id = screen.desk, sheet.record.id

    def given(reason: str | None) -> None:
        screen.flush()
        if reason is None or screen.unsaved:
            return
        screen.run_slow(
            lambda: hold_supervision.discard(desk, record_id, reason, worker_agrees=wrote),
            lambda _: screen.house.leave_hand_over(left),
            word="Discarding",
        )

    screen.app.push_screen(
        OwnWords(
            "Discard this draft",
            "All that is written in it goes for good. The history keeps that it was discarded, "
            f"and that a reason was given.{agrees} Why does it go?",
            yes="Discard it",
        ),
        given,
    )
