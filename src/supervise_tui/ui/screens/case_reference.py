"""Starts a case sheet from a supervision: asks for the reference, which is never a name [SES-4] [REC-9]."""

from __future__ import annotations

from collections.abc import Callable

from supervise_tui.domain.cases import looks_like_a_name
from supervise_tui.problems import BadInput
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.workflows import case_sheets
from supervise_tui.workflows.hold_supervision import Sheet


def start_case_sheet(screen: House, record_id: str, then: Callable[[Sheet], object]) -> None:
    """Ask for the reference, start the sheet, and call `then` with it."""
    desk = screen.desk

    def answered(reference: str | None) -> None:
        if reference is not None:
            screen.run_slow(
                lambda: case_sheets.start(desk, record_id, reference), then, word="Starting the case sheet"
            )

    screen.app.push_screen(
        Ask.line(
            "A case sheet",
            "One person you support, on a sheet of its own. Write the reference of their care file, or "
            "initials: never the name.",
            label="Case reference",
            help="such as KM-17, or K.M.",
            yes="Start it",
            check=_is_reference,
        ),
        answered,
    )


def _is_reference(said: str) -> None:
    if not said.strip() or looks_like_a_name(said):
        raise BadInput("That is no reference.", "Write initials, such as K.M., or one with a number: KM-17.")
