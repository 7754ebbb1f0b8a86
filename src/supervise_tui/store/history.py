"""The history: one chain for each worker's file, and the cabinet's own over their heads.

An event for each change of state, in the same transaction as the change; ids and hashes only. A
file's chain can move whole, and a purge of one leaves the others verifiable, because the cabinet's
chain knows of a file only its opaque id and the hash of its head (security.md).
"""

from __future__ import annotations

import hmac
import secrets

from sqlmodel import col, select

from supervise_tui.canonical import canonical_bytes, fingerprint
from supervise_tui.problems import HistoryBroken
from supervise_tui.store.tables import EventReasonRow, EventRow, EventSaltRow, Row
from supervise_tui.store.work import Clock, Work, moment
from supervise_tui.trust import chain as chains
from supervise_tui.trust.chain import ChainEvent

CABINET = ""
"""The name of the cabinet's own chain."""
HEAD = "head"
"""What the cabinet's chain notes for each event of a file: subject is the file, digest its new head."""
_SALT_LENGTH = 32
_LOOKED_AT = 20
"""Entries that are looked at to find the newest: more than fall into the hour that offsets differ by."""


def note(
    work: Work,
    *,
    file: str,
    who: str,
    what: str,
    subject: str,
    after: bytes,
    now: Clock,
    reason: str = "",
) -> ChainEvent:
    """Note a change in the chain of `file` (a worker's id, or "" for the cabinet's own).

    `who` and `subject` are ids, `what` a fixed word, `after` the bytes of the thing after the
    change: only a salted digest of them is kept. A reason in a person's words is kept apart
    from the chain and covered by the digest, so that it can be destroyed with its record.
    """
    salt = secrets.token_bytes(_SALT_LENGTH)
    digest = chains.salted_digest(salt, _with_reason(after, reason))
    at = moment(now)
    event = chains.append(
        head(work, file), chain=file, at=at, who=who, what=what, subject=subject, digest=digest
    )
    rows: list[Row] = [_row(event), EventSaltRow(chain=file, number=event.number, salt=salt)]
    if reason:
        rows.append(EventReasonRow(chain=file, number=event.number, reason=reason))
    if file != CABINET:
        above = head(work, CABINET)
        rows.append(
            _row(
                chains.append(above, chain=CABINET, at=at, who="", what=HEAD, subject=file, digest=event.hash)
            )
        )
    work.session.add_all(rows)
    work.session.flush()
    return event


def opened_at(work: Work, file: str | None = None) -> dict[str, str]:
    """Give when the file of a worker was opened, or of every worker, ISO with offset, by file."""
    asked = select(EventRow.chain, EventRow.at).where(EventRow.what == "worker.added")
    rows = work.session.exec(asked if file is None else asked.where(EventRow.chain == file))
    return dict(iter(rows))


def head(work: Work, file: str) -> ChainEvent | None:
    """The last event of that chain; None while it is empty."""
    row = work.session.exec(
        select(EventRow).where(EventRow.chain == file).order_by(col(EventRow.number).desc()).limit(1)
    ).first()
    return None if row is None else _event(row)


def newest_moments(work: Work, after: int = 0) -> list[str]:
    """Give when entries of the cabinet's chain beyond that number were made: those that may be the newest.

    The latest by its letters and the last few: written with different offsets, the letters alone mislead.
    """
    there = select(EventRow.at).where(EventRow.chain == CABINET, col(EventRow.number) > after)
    latest = work.session.exec(there.order_by(col(EventRow.at).desc()).limit(_LOOKED_AT)).all()
    last = work.session.exec(there.order_by(col(EventRow.number).desc()).limit(_LOOKED_AT)).all()
    return [*latest, *last]


def event_at(work: Work, file: str, number: int) -> ChainEvent | None:
    """The event of that chain and number, or None."""
    row = work.session.get(EventRow, (file, number))
    return None if row is None else _event(row)


def events(work: Work, file: str | None = None) -> list[ChainEvent]:
    """The events of one chain in order; None: those of all chains, in the order they happened.

    The order is that of the cabinet's chain, so a wrong clock does not change it.
    """
    if file is not None:
        return _chain(work, file)
    by_hash = {(e.chain, e.hash): e for e in _all(work) if e.chain != CABINET}
    own = _chain(work, CABINET)
    return [by_hash.get((e.subject, e.digest), e) if e.what == HEAD else e for e in own]


def reason(work: Work, event: ChainEvent) -> str:
    """The reason that was given with the event; empty if none, or if it was destroyed."""
    row = work.session.get(EventReasonRow, (event.chain, event.number))
    return "" if row is None else row.reason


def fits(work: Work, event: ChainEvent, after: bytes) -> bool:
    """Whether `after` is what the event noted; False too if its salt was destroyed."""
    row = work.session.get(EventSaltRow, (event.chain, event.number))
    if row is None:
        return False
    digest = chains.salted_digest(row.salt, _with_reason(after, reason(work, event)))
    return hmac.compare_digest(digest, event.digest)


def verify(work: Work) -> None:
    """Check every chain, and the cabinet's against those of the files; HistoryBroken names a fault."""
    for fault in faults(work):
        raise HistoryBroken(fault, "Compare with a backup and with the receipts that people were given.")


def faults(work: Work) -> list[str]:
    """Say what does not fit in the chains, one sentence a chain; empty when all is well."""
    by_chain: dict[str, list[ChainEvent]] = {}
    for event in _all(work):
        by_chain.setdefault(event.chain, []).append(event)
    noted: dict[str, list[str]] = {}
    for event in by_chain.get(CABINET, []):
        if event.what == HEAD:
            noted.setdefault(event.subject, []).append(event.digest)
    found = []
    for file in sorted(by_chain.keys() | noted.keys()):
        chain_events = by_chain.get(file, [])
        try:
            last = chains.verify(chain_events)
        except HistoryBroken as broken:
            found.append(f"{_name(file)}: {broken.sentence}")
            continue
        if file != CABINET and _hashes(chain_events, last.hash) != noted.get(file, []):
            found.append(f"{_name(file)} does not fit the history of the cabinet.")
    return found


def _name(file: str) -> str:
    return f"The history of file {file}" if file != CABINET else "The history of the cabinet"


def _hashes(chain_events: list[ChainEvent], last: str) -> list[str]:
    """The hashes of a verified chain: each event holds the one before, so none is computed again."""
    return [event.previous for event in chain_events[1:]] + [last] if chain_events else []


def _row(event: ChainEvent) -> EventRow:
    return EventRow(
        chain=event.chain,
        number=event.number,
        at=event.at,
        who=event.who,
        what=event.what,
        subject=event.subject,
        digest=event.digest,
        previous=event.previous,
    )


def _chain(work: Work, file: str) -> list[ChainEvent]:
    rows = work.session.exec(select(EventRow).where(EventRow.chain == file).order_by(col(EventRow.number)))
    return [_event(row) for row in rows]


def _all(work: Work) -> list[ChainEvent]:
    rows = work.session.exec(select(EventRow).order_by(col(EventRow.chain), col(EventRow.number)))
    return [_event(row) for row in rows]


def _event(row: EventRow) -> ChainEvent:
    return ChainEvent(
        chain=row.chain,
        number=row.number,
        at=row.at,
        who=row.who,
        what=row.what,
        subject=row.subject,
        digest=row.digest,
        previous=row.previous,
    )


def _with_reason(after: bytes, words: str) -> bytes:
    if not words:
        return after
    return canonical_bytes({"after": fingerprint(after), "reason": words})
