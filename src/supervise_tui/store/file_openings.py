"""Who else opened a worker's file: kept beside the event in its history, and held against it [REC-5]."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import select

from supervise_tui.canonical import canonical_bytes
from supervise_tui.store import history
from supervise_tui.store.tables import FileOpeningRow
from supervise_tui.store.work import Clock, Work
from supervise_tui.trust.chain import ChainEvent

OPENED = "file.opened"
"""What the history calls it."""


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Who looks, in which role, and what for, in their own words."""

    name: str
    role: str
    purpose: str


@dataclass(frozen=True, kw_only=True)
class Opening:
    """One opening of a file by somebody other than the two."""

    event: int
    at: datetime
    holder: str
    """The id of whose key had the cabinet open."""
    visitor: Visitor | None
    """None when what they said is gone from the cabinet."""
    fits: bool
    """Whether it is still what the history noted."""


def note(work: Work, worker: str, visitor: Visitor, holder: str, now: Clock) -> None:
    """Note in the file's history that it was opened."""
    event = history.note(
        work, file=worker, who=holder, what=OPENED, subject=worker, after=_said(visitor), now=now
    )
    work.session.add(
        FileOpeningRow(
            worker=worker,
            event=event.number,
            name=visitor.name,
            role=visitor.role,
            purpose=visitor.purpose,
        )
    )
    work.session.flush()


def of_worker(work: Work, worker: str) -> list[Opening]:
    """Give every opening of that file, oldest first: the history says which there are."""
    events = [event for event in history.events(work, worker) if event.what == OPENED]
    return [_opening(work, event) for event in events]


def visitors(work: Work, worker: str | None = None) -> dict[tuple[str, int], Visitor]:
    """Give what visitors said, of one file or of all, by file and number of the event."""
    query = select(FileOpeningRow)
    if worker is not None:
        query = query.where(FileOpeningRow.worker == worker)
    return {(row.worker, row.event): _visitor(row) for row in work.session.exec(query)}


def _opening(work: Work, event: ChainEvent) -> Opening:
    row = work.session.get(FileOpeningRow, (event.chain, event.number))
    visitor = _visitor(row) if row is not None else None
    return Opening(
        event=event.number,
        at=datetime.fromisoformat(event.at),
        holder=event.who,
        visitor=visitor,
        fits=visitor is not None and history.fits(work, event, _said(visitor)),
    )


def _visitor(row: FileOpeningRow) -> Visitor:
    return Visitor(name=row.name, role=row.role, purpose=row.purpose)


def _said(visitor: Visitor) -> bytes:
    return canonical_bytes({"name": visitor.name, "role": visitor.role, "purpose": visitor.purpose})
