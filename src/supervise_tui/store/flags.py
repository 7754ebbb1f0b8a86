"""Save and fetch what was done about records that the next line manager should look at [REC-2]."""

from __future__ import annotations

from collections.abc import Collection

from sqlmodel import col, select

from supervise_tui.domain.flags import Dealt
from supervise_tui.domain.record import Record
from supervise_tui.store import records
from supervise_tui.store.tables import FlagDealtRow, RecordRow
from supervise_tui.store.work import Work


def keep_dealt(work: Work, record_id: str, dealt: Dealt) -> None:
    """Keep what was done about a flag, in place of what was written before."""
    work.session.merge(FlagDealtRow(record=record_id, by_whom=dealt.by, dealt_on=dealt.on, what=dealt.what))
    work.session.flush()


def dealt(work: Work, record_ids: Collection[str]) -> dict[str, Dealt]:
    """Give what was done, by record; those not dealt with are left out."""
    rows = work.session.exec(select(FlagDealtRow).where(col(FlagDealtRow.record).in_(set(record_ids))))
    return {row.record: Dealt(by=row.by_whom, on=row.dealt_on, what=row.what) for row in rows}


def flagged(work: Work, worker: str | None = None) -> list[Record]:
    """Give every record with a flag, of the cabinet or of one worker's file, newest first."""
    query = select(RecordRow.id).where(RecordRow.flagged != "")
    if worker is not None:
        query = query.where(RecordRow.worker == worker)
    found = records.fetch_all(work, list(work.session.exec(query)))
    return sorted(found.values(), key=lambda record: record.number, reverse=True)
