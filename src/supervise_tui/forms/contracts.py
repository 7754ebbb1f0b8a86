"""On what terms people work here; apart from policies, since the first run needs it and comes up at once."""

from __future__ import annotations

from enum import StrEnum


class Contract(StrEnum):
    """On what terms somebody works here."""

    PERMANENT = "permanent"
    TEMPORARY = "temporary"
    AGENCY = "agency"
    VOLUNTEER = "volunteer"
    STUDENT = "student"
