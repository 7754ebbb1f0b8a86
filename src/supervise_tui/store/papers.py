"""Save and fetch drafts that are typed in from a signed paper, and the scans of it [REC-13]."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import func
from sqlmodel import col, delete, select

from supervise_tui.canonical import fingerprint
from supervise_tui.domain.paper_copy import Scan, ScanKind
from supervise_tui.problems import NotFound
from supervise_tui.store.tables import PaperRow, ScanRow
from supervise_tui.store.work import Work


def is_on_paper(work: Work, record_id: str) -> bool:
    """Whether the record is typed in from a signed paper."""
    return work.session.get(PaperRow, record_id) is not None


def on_paper(work: Work, record_ids: Collection[str]) -> set[str]:
    """Give those of the records that are typed in from a signed paper."""
    return set(work.session.exec(select(PaperRow.record).where(col(PaperRow.record).in_(set(record_ids)))))


def signed_on(work: Work, record_id: str) -> date | None:
    """Give the day on the paper, as far as it was given; NotFound if the record is from no paper."""
    row = work.session.get(PaperRow, record_id)
    if row is None:
        raise NotFound("This record is not typed in from paper.")
    return row.signed_on


def days_on_paper(work: Work) -> dict[str, date]:
    """Give the day on the paper of every record that was typed in from one, by record."""
    rows = work.session.exec(select(PaperRow))
    return {row.record: row.signed_on for row in rows if row.signed_on is not None}


def keep(work: Work, record_id: str, day: date | None) -> None:
    """Keep that a record is from paper, and the day on it."""
    work.session.merge(PaperRow(record=record_id, signed_on=day))
    work.session.flush()


def drop(work: Work, record_id: str) -> None:
    """Take back that a record is from paper, its scans with it."""
    drop_scans(work, record_id)
    work.session.exec(delete(PaperRow).where(col(PaperRow.record) == record_id))


def add_scan(work: Work, record_id: str, scan: Scan, raw: bytes) -> None:
    """Keep a scan behind those that are there."""
    last = work.session.exec(select(func.max(ScanRow.place)).where(ScanRow.record == record_id)).one()
    work.session.add(
        ScanRow(
            record=record_id,
            sha256=scan.sha256,
            place=(last or 0) + 1,
            kind=scan.kind.value,
            pages=scan.pages,
            raw=raw,
        )
    )
    work.session.flush()


def scans(work: Work, record_id: str) -> list[tuple[Scan, bytes]]:
    """Give the scans in their order, each with its bytes."""
    rows = work.session.exec(select(ScanRow).where(ScanRow.record == record_id).order_by(col(ScanRow.place)))
    return [
        (
            Scan(kind=ScanKind(row.kind), size=len(row.raw), pages=row.pages, sha256=fingerprint(row.raw)),
            row.raw,
        )
        for row in rows
    ]


def drop_scan(work: Work, record_id: str, sha256: str) -> None:
    """Take one scan away."""
    work.session.exec(delete(ScanRow).where(col(ScanRow.record) == record_id, col(ScanRow.sha256) == sha256))


def drop_scans(work: Work, record_id: str) -> None:
    """Take the scans away: they are in the PDF now, or the record is from no paper after all."""
    work.session.exec(delete(ScanRow).where(col(ScanRow.record) == record_id))
