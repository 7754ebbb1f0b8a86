"""Which layout a record was drawn by: what has changed since stays as it was for it (record_pdf.LAYOUT)."""

from __future__ import annotations

from typing import Final

from supervise_tui.domain.record import Content

_BEFORE_4: Final = frozenset({"1", "2", "3"})
_BEFORE_5: Final = _BEFORE_4 | {"4"}


def drawn_before_4(content: Content) -> bool:
    """Whether cards could be parted from their heading, and one who signs alone was called two."""
    return content.drawn_by.get("layout") in _BEFORE_4


def drawn_before_5(content: Content) -> bool:
    """Whether a letter bore the day it was to be received, and its signature could stand almost alone.

    In a record, an answer that asks for a look was said to count as a warning.
    """
    return content.drawn_by.get("layout") in _BEFORE_5
