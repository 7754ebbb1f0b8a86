"""A share as a bar of block characters; the numbers stand beside it, so it is read without colour too."""

from __future__ import annotations

NARROWEST, WIDEST = 10, 60


def share_bar(good: int, counted: int, width: int, *, plain: bool) -> str:
    """Give `width` cells: full only when all are good, never empty when one is; blank of nothing."""
    if not counted:
        return " " * width
    full, rest = ("#", ".") if plain else ("█", "░")
    cells = good * width // counted
    if good:
        cells = max(1, cells)
    return full * cells + rest * (width - cells)
