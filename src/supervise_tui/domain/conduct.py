"""The code of conduct: seven duties that an example in a record can point at."""

from __future__ import annotations

from typing import Final

DUTIES: Final = {
    "accountable": "Answer for what I do, and for what I leave undone",
    "rights": "Stand up for privacy, dignity, rights, health and wellbeing",
    "together": "Work together with colleagues, families and other services",
    "communication": "Communicate openly and clearly",
    "confidentiality": "Respect what people tell me and what I know of them",
    "improving": "Go on learning, so that care gets better",
    "equality": "Promote equality, difference and inclusion",
}
"""By id, in the order in which they are told; the ids are kept in records and never change."""
