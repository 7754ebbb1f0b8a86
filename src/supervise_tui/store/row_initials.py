"""Save and fetch initials under single rows of a record's tables."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import text
from sqlmodel import col, delete, select

from supervise_tui.store.tables import RowInitialsRow
from supervise_tui.store.work import Work


@dataclass(frozen=True, kw_only=True)
class RowInitials:
    """One person's initials under one row, with the statement that was signed."""

    id: str
    record: str
    question: str
    row: str
    person: str
    role: str
    statement: bytes
    signature: bytes
    key_fingerprint: str
    at: str


def keep(work: Work, given: RowInitials) -> None:
    """Keep initials."""
    work.session.add(
        RowInitialsRow(
            id=given.id,
            record=given.record,
            question=given.question,
            row=given.row,
            person=given.person,
            role=given.role,
            statement=given.statement,
            signature=given.signature,
            key_fingerprint=given.key_fingerprint,
            at=given.at,
        )
    )
    work.session.flush()


def of_record(work: Work, record: str) -> list[RowInitials]:
    """Give all initials in a record in the order given, those of rows changed since among them."""
    rows = work.session.exec(
        select(RowInitialsRow).where(RowInitialsRow.record == record).order_by(text("rowid"))
    )
    return [
        RowInitials(
            id=row.id,
            record=row.record,
            question=row.question,
            row=row.row,
            person=row.person,
            role=row.role,
            statement=row.statement,
            signature=row.signature,
            key_fingerprint=row.key_fingerprint,
            at=row.at,
        )
        for row in rows
    ]


def drop(work: Work, record: str) -> None:
    """Take the initials of a discarded draft away."""
    work.session.exec(delete(RowInitialsRow).where(col(RowInitialsRow.record) == record))
