"""Someone types a new cabinet passphrase, twice; they may want others to look away."""

from __future__ import annotations

from collections.abc import Callable

from supervise_tui.ui.screens.typed_twice import TypedTwice


class NewPassphrase(TypedTwice):
    """Asks for a new passphrase for the cabinet."""

    def __init__(self, title: str, words: str, keep: Callable[[str], object]) -> None:
        super().__init__(
            title, words, keep, label="New passphrase", yes="Keep it", wait="Locking the cabinet anew"
        )
