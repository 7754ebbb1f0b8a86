"""What the records of an improvement plan begin with: what the program knows, and what was said before.

It is looked up in the drawer itself, but for what was done before a concern: that lies with the records.
"""

from __future__ import annotations

from supervise_tui.canonical import Json
from supervise_tui.domain.kinds import CONCERN, IMPROVEMENT_PLAN
from supervise_tui.store import records
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.about_the_home import last_signed

FROM_CONCERN = {
    "falls_short": "gap",
    "standard": "standard",
    "examples": "examples",
    "adjustments": "adjustments",
}
"""What a plan takes over from the concern before it: the question there, and the one here."""
NEW_EACH_TIME = (
    "held_on",
    "agreed",
    "disagreement",
    "decided_because",
    "account",
    "mitigating",
    "asks_for",
)
"""Questions of a plan that are asked anew when it is written anew: the day, and what somebody thinks."""


def plan_before(work: Work, worker_id: str) -> dict[str, Json]:
    """Give what a plan begins with: the plan before it, else what the concern said."""
    before = last_signed(work, worker_id, IMPROVEMENT_PLAN)
    concern = last_signed(work, worker_id, CONCERN)
    if before is not None and (concern is None or concern.number < before.number):
        said = records.answers(work, before.id)
        return {key: value for key, value in said.items() if key not in NEW_EACH_TIME}
    if concern is None:
        return {}
    said = records.answers(work, concern.id)
    return {here: said[there] for there, here in FROM_CONCERN.items() if said.get(there) is not None}
