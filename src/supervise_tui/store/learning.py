"""Save and fetch the entries of workers' training and portfolio lists [DEV-10]."""

from __future__ import annotations

from datetime import date
from typing import cast

from sqlmodel import col, delete, func, select

from supervise_tui.canonical import Json, canonical_bytes, parse
from supervise_tui.domain.learning import DONE_ON, MANDATORY, PLANNED_ON, TITLE, VALID_UNTIL, Learning
from supervise_tui.domain.paper_copy import Scan, ScanKind
from supervise_tui.problems import NotFound
from supervise_tui.store.tables import LearningFileRow, LearningRow
from supervise_tui.store.work import Clock, Work, moment


def save(work: Work, one: Learning, now: Clock) -> None:
    """Keep `one`, new or changed."""
    answers = canonical_bytes(dict(one.answers)).decode()
    work.session.merge(
        LearningRow(
            id=one.id,
            worker=one.worker,
            answers=answers,
            title=one.title,
            mandatory=one.mandatory,
            planned_on=one.planned_on,
            done_on=one.done_on,
            valid_until=one.valid_until,
            saved_at=moment(now),
        )
    )
    work.session.flush()


def fetch(work: Work, learning_id: str) -> Learning:
    """Give the entry of that id; NotFound if there is none."""
    return _learning(_row(work, learning_id))


def is_there(work: Work, learning_id: str) -> bool:
    """Whether there is an entry of that id."""
    return work.session.get(LearningRow, learning_id) is not None


def remove(work: Work, learning_id: str) -> None:
    """Take an entry away; NotFound if there is none."""
    row = _row(work, learning_id)
    work.session.exec(delete(LearningFileRow).where(col(LearningFileRow.learning) == learning_id))
    work.session.delete(row)
    work.session.flush()


def add_file(work: Work, learning_id: str, scan: Scan, raw: bytes) -> None:
    """Keep a file behind those that are there."""
    last = work.session.exec(
        select(func.max(LearningFileRow.place)).where(LearningFileRow.learning == learning_id)
    ).one()
    work.session.add(
        LearningFileRow(
            learning=learning_id,
            sha256=scan.sha256,
            place=(last or 0) + 1,
            kind=scan.kind.value,
            pages=scan.pages,
            raw=raw,
        )
    )
    work.session.flush()


def files(work: Work, learning_id: str) -> list[tuple[Scan, bytes]]:
    """Give the files of an entry in their order, each with its bytes."""
    rows = work.session.exec(
        select(LearningFileRow)
        .where(LearningFileRow.learning == learning_id)
        .order_by(col(LearningFileRow.place))
    )
    return [
        (Scan(kind=ScanKind(row.kind), size=len(row.raw), pages=row.pages, sha256=row.sha256), row.raw)
        for row in rows
    ]


def drop_file(work: Work, learning_id: str, sha256: str) -> None:
    """Take one file away."""
    row = work.session.get(LearningFileRow, (learning_id, sha256))
    if row is not None:
        work.session.delete(row)
        work.session.flush()


def find(work: Work, worker: str | None = None) -> list[Learning]:
    """Give the entries of one worker, or of everyone."""
    rows = select(LearningRow).order_by(col(LearningRow.id))
    if worker is not None:
        rows = rows.where(LearningRow.worker == worker)
    return [_learning(row) for row in work.session.exec(rows)]


def mandatory(work: Work) -> list[Learning]:
    """Give what a clock reads of the mandatory entries of everyone, without reading their answers in."""
    rows = work.session.exec(select(LearningRow).where(col(LearningRow.mandatory)))
    return [
        Learning(
            id=row.id,
            worker=row.worker,
            answers={
                TITLE: row.title,
                MANDATORY: True,
                PLANNED_ON: _iso(row.planned_on),
                DONE_ON: _iso(row.done_on),
                VALID_UNTIL: _iso(row.valid_until),
            },
        )
        for row in rows
    ]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _row(work: Work, learning_id: str) -> LearningRow:
    row = work.session.get(LearningRow, learning_id)
    if row is None:
        raise NotFound("There is no such entry in this cabinet.")
    return row


def _learning(row: LearningRow) -> Learning:
    answers = cast("dict[str, Json]", parse(row.answers.encode()))
    return Learning(id=row.id, worker=row.worker, answers=answers)
