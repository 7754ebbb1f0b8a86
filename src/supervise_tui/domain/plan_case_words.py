"""What the entries of a case are called where they are listed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from supervise_tui.domain.plan_case import Entry
from supervise_tui.domain.procedure_moves import MOVES, event_of
from supervise_tui.domain.procedure_words import EntryKind

KIND_TITLES: Final[Mapping[str, str]] = {
    EntryKind.CONCERN: "Written concern",
    EntryKind.PLAN: "Plan",
    EntryKind.REVIEW: "Review",
    EntryKind.EXTENSION: "Extension",
    EntryKind.MEETING: "Meeting",
    EntryKind.LOG: "Progress",
    EntryKind.CHECK: "Check",
    EntryKind.CONTROL: "Risk control",
    EntryKind.INVITATION: "Invitation",
    EntryKind.OUTCOME: "Outcome",
    EntryKind.NEW_DATE: "New date",
    EntryKind.SUMMARY: "Stage 3 summary shared",
    EntryKind.SCOPE: "Whether the procedure applies",
    EntryKind.AUTHORITY: "A stage left out, with authority",
    EntryKind.RELAPSE: "Taken up again",
    EntryKind.PAUSE: "Paused: off sick",
    EntryKind.REDEPLOYMENT: "Another role",
    EntryKind.MISTAKE: "A mistake struck out",
}
"""What an entry is called in the log, where the name of its move would say something else."""


def title_of(kind: str) -> str:
    """Give what an entry of that kind is called where no more is known of it."""
    if kind in set(EntryKind):
        known = EntryKind(kind)
        found = next((move.label for move in MOVES.values() if move.kind is known), kind)
        return KIND_TITLES.get(known, found)
    return "An entry of a newer version"


def entry_title(entry: Entry) -> str:
    """Give what an entry is called in the log."""
    event = event_of(entry)
    if event is not None and entry.kind in (EntryKind.REVIEW, EntryKind.OUTCOME, EntryKind.ENDED):
        return MOVES[event].label
    return title_of(entry.kind)
