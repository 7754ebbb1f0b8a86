"""Who did what, when: the history of a worker's file or of the whole cabinet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from supervise_tui.store import history, people, records
from supervise_tui.workflows.desk import Desk

_WORDS = {
    "cabinet.made": "made the cabinet",
    "cabinet.history-accepted": "accepted a history that did not fit its seal",
    "worker.added": "added the worker",
    "worker.changed": "changed the worker's details",
    "record.started": "started record",
    "record.offered": "made ready to sign: record",
    "record.taken-back": "took back for writing: record",
    "record.disagreement-written": "wrote a disagreement into record",
    "record.signed": "signed record",
    "record.closed": "signed and so closed record",
    "record.declined": "declined to sign record",
    "record.unlocked": "unlocked, so that the signature given is void: record",
    "record.discarded": "discarded record",
    "record.exported": "exported the PDF of record",
    "key.made": "chose a signing secret",
    "key.replaced-without-the-old": "got a new signing key, the old secret being forgotten",
    "key.secret-changed": "changed their signing secret",
}


@dataclass(frozen=True, kw_only=True)
class HistoryLine:
    """One event in plain words."""

    number: int
    at: datetime
    who: str
    what: str
    about: str
    """The worker whose file it is, or nothing."""
    why: str = ""
    """The reason given, where one was."""


def history_lines(desk: Desk, worker_id: str | None = None) -> list[HistoryLine]:
    """Give the events of one file, or of the whole cabinet, newest first."""
    with desk.cabinet.reading() as work:
        workers = {worker.id: worker.name for worker in people.workers(work)}
        names = workers | {desk.owner.id: desk.owner.name}
        numbers = {record.id: record.number for record in records.find(work)}
        told = [
            HistoryLine(
                number=event.number,
                at=datetime.fromisoformat(event.at),
                who=names.get(event.who, "someone who is not in this cabinet any more"),
                what=_words(event.what, numbers.get(event.subject)),
                about=workers.get(event.chain, ""),
                why=history.reason(work, event),
            )
            for event in history.events(work, worker_id)
        ]
    return told[::-1]


def _words(what: str, number: int | None) -> str:
    words = _WORDS.get(what, what)  # an event of a newer program is shown by its own name
    return f"{words} {number}" if number is not None else words
