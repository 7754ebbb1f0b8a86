"""Save and fetch which record an addendum belongs to [REC-3]."""

from __future__ import annotations

from sqlmodel import col, select

from supervise_tui.domain.record import Record
from supervise_tui.store import records
from supervise_tui.store.tables import AddendumRow, RecordRow
from supervise_tui.store.work import Work


def keep(work: Work, record_id: str, original: str) -> None:
    """Keep that a record is an addendum to another."""
    work.session.add(AddendumRow(record=record_id, original=original))
    work.session.flush()


def original_of(work: Work, record_id: str) -> str | None:
    """Give the id of the record that this one is an addendum to; None if it is none."""
    row = work.session.get(AddendumRow, record_id)
    return None if row is None else row.original


def of_record(work: Work, original: str) -> list[Record]:
    """Give the addenda of a record in any state, oldest first."""
    ids = list(work.session.exec(select(AddendumRow.record).where(AddendumRow.original == original)))
    return sorted(records.fetch_all(work, ids).values(), key=lambda record: record.number)


def in_file(work: Work, worker: str) -> dict[str, str]:
    """Give the original by addendum, for a worker's whole file."""
    rows = work.session.exec(
        select(AddendumRow.record, AddendumRow.original)
        .join(RecordRow, col(RecordRow.id) == AddendumRow.record)
        .where(RecordRow.worker == worker)
    )
    return dict(list(rows))
