"""Save and fetch who is away, and when."""

from __future__ import annotations

from collections.abc import Collection

from sqlmodel import col, select

from supervise_tui.domain.absences import Absence, AbsenceKind
from supervise_tui.problems import NotFound
from supervise_tui.store.tables import AbsenceRow
from supervise_tui.store.work import Work


def save(work: Work, absence: Absence) -> None:
    """Keep `absence`, new or changed."""
    work.session.merge(
        AbsenceRow(
            id=absence.id,
            person=absence.person,
            kind=absence.kind.value,
            first_day=absence.first_day,
            back_on=absence.back_on,
            planned=absence.planned,
            cover=absence.cover,
            cover_from=absence.cover_from,
        )
    )
    work.session.flush()


def fetch(work: Work, absence_id: str) -> Absence:
    """Give the absence of that id; NotFound if there is none."""
    row = work.session.get(AbsenceRow, absence_id)
    if row is None:
        raise NotFound("There is no such absence in this cabinet.")
    return _absence(row)


def remove(work: Work, absence_id: str) -> None:
    """Take an absence away, as one that was written by mistake; NotFound if there is none."""
    row = work.session.get(AbsenceRow, absence_id)
    if row is None:
        raise NotFound("There is no such absence in this cabinet.")
    work.session.delete(row)
    work.session.flush()


def find(work: Work, persons: Collection[str] | None = None) -> list[Absence]:
    """Give the absences of these people, or of everyone, the earliest first."""
    rows = select(AbsenceRow).order_by(col(AbsenceRow.first_day), col(AbsenceRow.id))
    if persons is not None:
        rows = rows.where(col(AbsenceRow.person).in_(set(persons)))
    return [_absence(row) for row in work.session.exec(rows)]


def _absence(row: AbsenceRow) -> Absence:
    return Absence(
        id=row.id,
        person=row.person,
        kind=AbsenceKind(row.kind),
        first_day=row.first_day,
        back_on=row.back_on,
        planned=row.planned,
        cover=row.cover,
        cover_from=row.cover_from,
    )
