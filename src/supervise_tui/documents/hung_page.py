"""The door to pages that are hung up or given away, such as a certificate: light to import."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class HungPage:
    """What stands on the page, from top to bottom; every text may be empty but the title."""

    home: str
    title: str
    whom: str = ""
    """Large, in the middle: whose certificate it is."""
    post: str = ""
    words: str = ""
    """A sentence or a few below it."""
    lines: tuple[tuple[str, str], ...] = ()
    """What is set off from each other: a bold head, and a line that says more."""
    signed: tuple[str, ...] = ()
    """Who signed, and when, a line each."""
    foot: str = ""
    """In small print: which record it was made from."""


def hung_page(page: HungPage) -> bytes:
    """Give the page as PDF, A4 upright; the same words give the same bytes."""
    from supervise_tui.documents.hung_drawing import draw_hung_page

    return draw_hung_page(page)
