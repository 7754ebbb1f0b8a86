"""Leaving while the last words could not be written: said, and the choice is theirs."""

from __future__ import annotations

from collections.abc import Callable

from supervise_tui.ui.screens.base import House
from supervise_tui.ui.widgets.ask import Ask


def leave_all_the_same(screen: House, leave: Callable[[], object]) -> None:
    """Ask whether to go without the last words; `leave` is called only then."""

    def answered(yes: str | None) -> None:
        if yes:
            leave()

    screen.app.push_screen(
        Ask.confirm(
            "Your last words are not saved",
            "They could not be written to the disk. Stay here, and make room on it or plug it in again: "
            "they are saved as soon as that works. If you leave now, they are lost.",
            yes="Leave without them",
            no="Stay here",
        ),
        answered,
    )
