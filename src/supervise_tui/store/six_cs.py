"""Save and fetch sheets of ratings of the six Cs [DEV-8]."""

from __future__ import annotations

from datetime import date
from typing import cast

from sqlmodel import col, func, select

from supervise_tui.canonical import Json, canonical_bytes, parse
from supervise_tui.domain.six_cs_sheet import DAY, Sheet
from supervise_tui.problems import NotFound
from supervise_tui.store.tables import SixCsSheetRow
from supervise_tui.store.work import Clock, Work, moment


def save(work: Work, one: Sheet, now: Clock) -> None:
    """Keep `one`, new or changed."""
    answers = canonical_bytes(dict(one.answers)).decode()
    work.session.merge(SixCsSheetRow(id=one.id, worker=one.worker, answers=answers, saved_at=moment(now)))
    work.session.flush()


def fetch(work: Work, sheet_id: str) -> Sheet:
    """Give the sheet of that id; NotFound if there is none."""
    return _sheet(_row(work, sheet_id))


def is_there(work: Work, sheet_id: str) -> bool:
    """Whether there is a sheet of that id."""
    return work.session.get(SixCsSheetRow, sheet_id) is not None


def find(work: Work, worker: str | None = None, *, since: date | None = None) -> list[Sheet]:
    """Give the sheets of one worker, or of everyone, by id; with `since` those of that day or later."""
    rows = select(SixCsSheetRow).order_by(col(SixCsSheetRow.id))
    if worker is not None:
        rows = rows.where(SixCsSheetRow.worker == worker)
    if since is not None:
        # ISO days are in order as texts; a clock need not read in the sheets of years.
        rows = rows.where(func.json_extract(col(SixCsSheetRow.answers), f"$.{DAY}") >= since.isoformat())
    return [_sheet(row) for row in work.session.exec(rows)]


def remove(work: Work, sheet_id: str) -> None:
    """Take one away; NotFound if there is none."""
    work.session.delete(_row(work, sheet_id))
    work.session.flush()


def _row(work: Work, sheet_id: str) -> SixCsSheetRow:
    row = work.session.get(SixCsSheetRow, sheet_id)
    if row is None:
        raise NotFound("There is no such sheet in this cabinet.")
    return row


def _sheet(row: SixCsSheetRow) -> Sheet:
    answers = cast("dict[str, Json]", parse(row.answers.encode()))
    return Sheet(id=row.id, worker=row.worker, answers=answers)
