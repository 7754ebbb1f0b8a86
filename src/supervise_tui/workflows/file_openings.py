"""Somebody other than the two opens a worker's file: who, in which role, what for; and the worker sees it.

The two are the supervisor whose cabinet it is and, at the same keyboard, the worker. Whoever comes in with
another key finds each file shut until they have said why they open it, once for as long as the cabinet is
open [REC-5].
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from supervise_tui.domain.people import checked_line
from supervise_tui.domain.roles import Act, KeyRole, key_role
from supervise_tui.problems import NotAllowed
from supervise_tui.store import file_openings, people
from supervise_tui.store.file_openings import Visitor
from supervise_tui.workflows.desk import Desk

PURPOSE_LIMIT = 300
"""Characters of a purpose: a sentence or two."""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """One opening of a file as people see it. `key` is whose key was used, when it was not the visitor's."""

    at: datetime
    name: str
    role: str
    purpose: str
    key: str = ""
    remark: str = ""
    """Said when it is not, or not any more, what the history noted."""


@dataclass(frozen=True, kw_only=True)
class ToOpen:
    """What the question before a shut file proposes."""

    worker_id: str
    worker: str
    supervisor: str
    name: str
    role: str


def asks_why(desk: Desk) -> bool:
    """Whether who has the cabinet open is somebody other than the two."""
    return desk.cabinet.slot.role != KeyRole.OWNER


def before_opening(desk: Desk, worker_id: str) -> ToOpen:
    """Give what the question proposes: the name and the role of the key. NotFound, NotAllowed."""
    desk.check(Act.READ_FILE)
    with desk.cabinet.reading() as work:
        worker = people.worker(work, worker_id)
    return ToOpen(
        worker_id=worker_id,
        worker=worker.name,
        supervisor=desk.owner.name,
        name=desk.cabinet.holder.name,
        role=key_role(desk.cabinet.slot.role).label,
    )


def open_file(desk: Desk, worker_id: str, *, name: str, role: str, purpose: str) -> None:
    """Open a worker's file to who came in with another key, until the cabinet is locked.

    BadInput while something is not said; NotFound; NotAllowed for a key that reads no files.
    """
    _note(desk, worker_id, _checked(name, role, purpose))
    desk.cabinet.open_file(worker_id)


def show_to(desk: Desk, worker_id: str, *, name: str, role: str, purpose: str) -> None:
    """Note that the owner shows the file to somebody who sits beside them, or was handed papers out of it.

    BadInput while something is not said; NotAllowed for anyone but the owner; NotFound.
    """
    if asks_why(desk):
        raise NotAllowed("Only the owner shows a file to somebody else.", "Open it in their name instead.")
    _note(desk, worker_id, _checked(name, role, purpose))


def openings(desk: Desk, worker_id: str) -> list[Opened]:
    """Give who else has looked at this file, the latest first. NotOpened while it is shut."""
    desk.check_file(worker_id)
    with desk.cabinet.reading() as work:
        people.worker(work, worker_id)
        names = {person.id: person.name for person in people.supervisors(work)}
        found = file_openings.of_worker(work, worker_id)
    return [_told(one, names.get(one.holder, "")) for one in reversed(found)]


def _told(one: file_openings.Opening, holder: str) -> Opened:
    said = one.visitor
    if said is None:
        gone = "What was said at this opening is gone from the cabinet."
        return Opened(at=one.at, name=holder or "Somebody", role="", purpose="", remark=gone)
    return Opened(
        at=one.at,
        name=said.name,
        role=said.role,
        purpose=said.purpose,
        key=holder if holder.casefold() != said.name.casefold() else "",
        remark="" if one.fits else "This was changed after it was written.",
    )


def _note(desk: Desk, worker_id: str, visitor: Visitor) -> None:
    with desk.cabinet.transaction(Act.READ_FILE) as work:
        people.worker(work, worker_id)
        file_openings.note(work, worker_id, visitor, desk.holder, desk.now)


def _checked(name: str, role: str, purpose: str) -> Visitor:
    return Visitor(
        name=checked_line(name, "Your name"),
        role=checked_line(role, "Your role"),
        purpose=checked_line(purpose, "What the file is opened for", PURPOSE_LIMIT),
    )
