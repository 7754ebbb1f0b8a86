"""The tasks of an induction: in sight of a colleague for each until assessed as competent in it [CAD-8]."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class InductionTask:
    """One task, such as moving and handling."""

    id: str
    worker: str
    task: str
    competent_on: date | None = None
    """The day on which somebody saw that they can do it alone."""
    assessed_by: str = ""

    def alone_by(self, day: date) -> bool:
        """Whether they may work unobserved in it on that day."""
        return self.competent_on is not None and self.competent_on <= day
