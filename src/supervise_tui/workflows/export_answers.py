"""Copy the answers of many records of one form out of the cabinet, as a file for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from supervise_tui.documents.answer_columns import as_csv
from supervise_tui.domain.record import Content
from supervise_tui.domain.roles import Act
from supervise_tui.problems import NotFound
from supervise_tui.store import records
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.export_records import note_export, signed_record, write_new


@dataclass(frozen=True)
class AnswersWritten:
    """What was written."""

    path: Path
    records: int


def export_answers(desk: Desk, record_ids: Iterable[str], form_id: str, folder: Path) -> AnswersWritten:
    """Write the answers of the closed ones of these records that were made on `form_id` as one CSV file.

    All versions of the form go into one table. Each record is checked against its signatures first.
    Nothing is overwritten. NotFound when none of them is on that form; then nothing is written.
    """
    desk.check(Act.EXPORT)
    wanted = [one for one in record_ids if _is_closed_on(desk, one, form_id)]
    if not wanted:
        raise NotFound(
            f"None of these records is signed, closed, and on the form “{form_id}”.",
            "See the ids of forms with: supervise forms list",
        )
    ready = [signed_record(desk, record_id) for record_id in wanted]
    raw = as_csv([(one.content, one.form) for one in ready])
    path = write_new(folder, f"{form_id} answers {desk.today.isoformat()}.csv", raw)
    for one in ready:
        note_export(desk, one.record, raw)
    return AnswersWritten(path, len(ready))


def _is_closed_on(desk: Desk, record_id: str, form_id: str) -> bool:
    with desk.cabinet.reading() as work:
        if not records.fetch(work, record_id).state.is_signed:
            return False
        return Content.from_bytes(records.frozen(work, record_id)).form == form_id
