"""Save and fetch ratings of the six Cs [DEV-8]."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from sqlmodel import col, select

from supervise_tui.canonical import canonical_bytes, parse
from supervise_tui.domain.six_cs import Rating
from supervise_tui.forms.appraisal_bands import Value
from supervise_tui.problems import NotFound
from supervise_tui.store.tables import SixCsRatingRow
from supervise_tui.store.work import Clock, Work, moment


def add(work: Work, ratings: Iterable[Rating], now: Clock) -> None:
    """Keep them."""
    saved_at = moment(now)
    for one in ratings:
        marks = canonical_bytes({value.value: mark for value, mark in one.marks.items()}).decode()
        work.session.add(
            SixCsRatingRow(
                id=one.id,
                worker=one.worker,
                of_self=one.of_self,
                day=one.day,
                marks=marks,
                place=one.where,
                comment=one.comment,
                giver=one.giver,
                saved_at=saved_at,
            )
        )
    work.session.flush()


def find(work: Work, worker: str) -> list[Rating]:
    """Give all of one worker, the earliest first."""
    rows = (
        select(SixCsRatingRow)
        .where(SixCsRatingRow.worker == worker)
        .order_by(col(SixCsRatingRow.day), col(SixCsRatingRow.id))
    )
    return [_rating(row) for row in work.session.exec(rows)]


def remove(work: Work, rating_id: str) -> Rating:
    """Take one away and give it; NotFound if there is none."""
    row = work.session.get(SixCsRatingRow, rating_id)
    if row is None:
        raise NotFound("There is no such rating in this cabinet.")
    gone = _rating(row)
    work.session.delete(row)
    work.session.flush()
    return gone


def _rating(row: SixCsRatingRow) -> Rating:
    marks = cast("dict[str, int]", parse(row.marks.encode()))
    return Rating(
        id=row.id,
        worker=row.worker,
        of_self=row.of_self,
        day=row.day,
        marks={Value(key): mark for key, mark in marks.items()},
        where=row.place,
        comment=row.comment,
        giver=row.giver,
    )
