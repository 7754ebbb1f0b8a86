"""What the next line manager should look at: why, and what was done about it [REC-2]."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from supervise_tui.forms.day_words import long_date

DECLINED, DISAGREEMENT = "declined", "disagreement"
WHY = {
    DECLINED: "one side declined to sign",
    DISAGREEMENT: "with a disagreement recorded",
}
"""Why a record is flagged, in plain words to stand after a comma."""


@dataclass(frozen=True, kw_only=True)
class Dealt:
    """That a flag was dealt with."""

    by: str
    """Who dealt with it, by name and post."""
    on: date
    what: str
    """What was done."""

    @property
    def words(self) -> str:
        """Who and when, in a few words."""
        return f"dealt with on {long_date(self.on)} by {self.by}"


def why_flagged(flag: str) -> str:
    """Give why in plain words; a reason of a newer program is shown as it is."""
    return WHY.get(flag, flag)
