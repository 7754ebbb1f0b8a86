"""How long nobody has touched the keyboard, and what follows from it (experience.md, 9)."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class IdleLimits:
    """Seconds without a key or the mouse."""

    lock: float = 5 * 60
    """Outside a supervision."""
    cover: float = 5 * 60
    """In a supervision the text is hidden; they may just be talking."""
    lock_in_supervision: float = 30 * 60
    look_every: float = 1.0

    def chosen(self, still: int, lock: int) -> IdleLimits:
        """Give these limits with the times, in minutes, that a home has chosen for itself."""
        return replace(self, lock=still * 60, cover=still * 60, lock_in_supervision=lock * 60)


@dataclass(frozen=True, kw_only=True)
class Clocks:
    """Two clocks: one that never goes back, and one that goes on while the laptop sleeps."""

    monotonic: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time


class Stillness:
    """Measures how long it has been still."""

    def __init__(self, limits: IdleLimits, clocks: Clocks) -> None:
        self._limits = limits
        self._clocks = clocks
        self._last = (clocks.monotonic(), clocks.wall())

    def touched(self) -> None:
        """Someone is there."""
        self._last = (self._clocks.monotonic(), self._clocks.wall())

    @property
    def seconds(self) -> float:
        """Seconds since then, by the clock that says more."""
        return max(self._clocks.monotonic() - self._last[0], self._clocks.wall() - self._last[1])

    def calls_for(self, *, in_supervision: bool) -> Literal["lock", "cover", ""]:
        """Say what is due now."""
        still = self.seconds
        if not in_supervision:
            return "lock" if still >= self._limits.lock else ""
        if still >= self._limits.lock_in_supervision:
            return "lock"
        return "cover" if still >= self._limits.cover else ""
