"""Fetch the supervision agreements that all parties have signed, as the rules need them [AGR-3]."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import col, select

from supervise_tui.canonical import Json, parse
from supervise_tui.domain.agreement import (
    AGREEMENT,
    FREQUENCY,
    REVIEW_ON,
    Agreement,
    frequency_of,
    review_day,
)
from supervise_tui.domain.record import State
from supervise_tui.forms.day_words import day_of
from supervise_tui.store.tables import AnswerRow, RecordRow, SignatureRow
from supervise_tui.store.work import Work


def signed(work: Work, supervisor: str, worker: str | None = None) -> list[Agreement]:
    """Give the versions in force or once in force between this supervisor and their workers, oldest first.

    An agreement is between two people: with another supervisor it starts anew [AGR-1].
    """
    rows = select(RecordRow).where(
        RecordRow.makes == AGREEMENT,
        RecordRow.supervisor == supervisor,
        col(RecordRow.state).in_([State.CLOSED.value, State.ON_PAPER.value]),
    )
    if worker is not None:
        rows = rows.where(RecordRow.worker == worker)
    found = list(work.session.exec(rows))
    ids = [row.id for row in found]
    given = _answers(work, ids)
    signed_on = _signed_on(work, ids)
    # Signed on paper: the day on the paper, which is the day it was agreed.
    days = {row.id: row.held_on if row.state == State.ON_PAPER else signed_on.get(row.id) for row in found}
    versions: list[Agreement] = []
    counted: dict[str, int] = {}
    for row in sorted(found, key=lambda row: (days[row.id] or date.max, row.number)):
        day = days[row.id]
        if day is None:
            continue
        counted[row.worker] = counted.get(row.worker, 0) + 1
        said = given.get(row.id, {})
        versions.append(
            Agreement(
                record=row.id,
                worker=row.worker,
                version=counted[row.worker],
                signed_on=day,
                review_by=review_day(day, day_of(said.get(REVIEW_ON))),
                frequency=frequency_of(said.get(FREQUENCY)),
            )
        )
    return versions


def being_made(work: Work, supervisor: str, worker: str | None = None) -> dict[str, str]:
    """Give, by worker, the id of the agreement that is being written or signed."""
    states = (State.DRAFT, State.OFFERED, State.PART_SIGNED)
    rows = select(RecordRow.worker, RecordRow.id).where(
        RecordRow.makes == AGREEMENT,
        RecordRow.supervisor == supervisor,
        col(RecordRow.state).in_([state.value for state in states]),
    )
    if worker is not None:
        rows = rows.where(RecordRow.worker == worker)
    return dict(list(work.session.exec(rows.order_by(col(RecordRow.number)))))


def _answers(work: Work, ids: list[str]) -> dict[str, dict[str, Json]]:
    rows = work.session.exec(
        select(AnswerRow.record, AnswerRow.question, AnswerRow.value).where(
            col(AnswerRow.record).in_(ids), col(AnswerRow.question).in_([REVIEW_ON, FREQUENCY])
        )
    )
    found: dict[str, dict[str, Json]] = {}
    for record, question, value in rows:
        found.setdefault(record, {})[question] = parse(value.encode())
    return found


def _signed_on(work: Work, ids: list[str]) -> dict[str, date]:
    """The local day of the last signature that counts."""
    rows = work.session.exec(
        select(SignatureRow.record, SignatureRow.at).where(
            col(SignatureRow.record).in_(ids), col(SignatureRow.void).is_(False)
        )
    )
    found: dict[str, date] = {}
    for record, at in rows:
        day = datetime.fromisoformat(at).date()
        found[record] = max(found.get(record, day), day)
    return found
