"""An action point after its talk: reviewed, carried, done or dropped [SES-6] [REC-11]."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from supervise_tui.canonical import fingerprint
from supervise_tui.domain.actions import Owner
from supervise_tui.domain.kinds import PLANS


class ActionState(StrEnum):
    """Where an action point stands."""

    OPEN = "open"
    CARRIED = "carried"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def is_live(self) -> bool:
        """Whether there is still something to do."""
        return self in LIVE


LIVE = (ActionState.OPEN, ActionState.CARRIED)


class Outcome(StrEnum):
    """What a review says about an action point."""

    DONE = "done"
    IN_HAND = "in-hand"
    NOT_DONE = "not-done"
    DROPPED = "dropped"
    CARRIED = "carried"

    @property
    def label(self) -> str:
        """The outcome in plain words."""
        return _LABELS[self]


_LABELS = {
    Outcome.DONE: "done",
    Outcome.IN_HAND: "in hand",
    Outcome.NOT_DONE: "not done",
    Outcome.DROPPED: "dropped",
    Outcome.CARRIED: "carried forward",
}

_LEADS_TO = {
    Outcome.DONE: ActionState.DONE,
    Outcome.DROPPED: ActionState.DROPPED,
    Outcome.CARRIED: ActionState.CARRIED,
}
"""In hand and not done change nothing: the action is still to do, and may be late."""


@dataclass(frozen=True, kw_only=True)
class Review:
    """What one talk said about an action point."""

    record: str
    """The id of the record it was said in."""
    on: date
    outcome: Outcome
    why: str = ""
    new_date: date | None = None
    evidence: str = ""
    """How it is known, in words."""


@dataclass(frozen=True, kw_only=True)
class LiveAction:
    """An action point with its life; what was agreed stands beside where it is now."""

    id: str
    worker: str
    """The id of the worker whose file it is in."""
    record: str
    """The id of the record it was raised in."""
    raised_on: date | None
    what: str
    owner: Owner | None
    owner_name: str = ""
    how_known: str = ""
    agreed_by: date | None = None
    """The day agreed at first."""
    due_on: date | None = None
    """The day it stands at now, after it was carried."""
    state: ActionState = ActionState.OPEN
    raised_in: str = ""
    """What kind of record that is."""
    raised_title: str = ""

    @property
    def plan(self) -> str:
        """The title of the plan that it is a row of; empty for any other action [DEV-2]."""
        return self.raised_title if self.raised_in in PLANS else ""

    def days_late(self, today: date) -> int:
        """Days since its day is past; 0 while it is not, or when nothing is left to do."""
        if not self.state.is_live or self.due_on is None:
            return 0
        return max(0, (today - self.due_on).days)


def settled(agreed_by: date | None, reviews: Sequence[Review]) -> tuple[ActionState, date | None]:
    """Give where an action stands and its day after `reviews`, oldest first: the last word counts.

    A review may open again what an earlier one took for done. A new day counts with any outcome.
    """
    state, day = ActionState.OPEN, agreed_by
    for review in reviews:
        day = review.new_date or day
        if review.outcome in _LEADS_TO:
            state = _LEADS_TO[review.outcome]
        elif not state.is_live:
            state = ActionState.OPEN
    return state, day


def action_id(record_id: str, row_id: str) -> str:
    """Give the id of the action point that a row of a record became: rows are unique in their record only.

    16 hex digits as all ids have; 64 bits of SHA-256, so two never meet by chance.
    """
    return fingerprint(f"{record_id}.{row_id}".encode())[:16]
