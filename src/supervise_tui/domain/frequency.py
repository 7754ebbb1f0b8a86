"""How often two people meet, as their agreement says it [AGR-7]."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from supervise_tui.domain.working_days import add_months


class Frequency(StrEnum):
    """How often the two meet, as the agreement's form offers it [AGR-7]."""

    WEEKLY = "weekly"
    TWO_WEEKLY = "two_weekly"
    THREE_WEEKLY = "three_weekly"
    MONTHLY = "monthly"
    SIX_WEEKLY = "six_weekly"
    TWO_MONTHLY = "two_monthly"
    THREE_MONTHLY = "three_monthly"

    @property
    def label(self) -> str:
        """In words, to stand within a sentence."""
        number, unit = _GAPS[self]
        return f"every {unit}" if number == 1 else f"every {number} {unit}s"

    def after(self, day: date) -> date:
        """Give the last day on which the next one is in time."""
        number, unit = _GAPS[self]
        return day + timedelta(weeks=number) if unit == "week" else add_months(day, number)


_GAPS: Mapping[Frequency, tuple[int, str]] = {
    Frequency.WEEKLY: (1, "week"),
    Frequency.TWO_WEEKLY: (2, "week"),
    Frequency.THREE_WEEKLY: (3, "week"),
    Frequency.MONTHLY: (1, "month"),
    Frequency.SIX_WEEKLY: (6, "week"),
    Frequency.TWO_MONTHLY: (2, "month"),
    Frequency.THREE_MONTHLY: (3, "month"),
}
