"""Save and fetch what each side prepares for the next supervision; it belongs to its author [SES-6]."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlmodel import col, delete, select

from supervise_tui.canonical import Json, canonical_bytes, parse
from supervise_tui.store.tables import PreparationRow
from supervise_tui.store.work import Clock, Work, moment


def answers(work: Work, worker: str, role: str) -> dict[str, Json]:
    """Give what this side has prepared for the next supervision with that worker, by question id."""
    rows = work.session.exec(
        select(PreparationRow.question, PreparationRow.value)
        .where(PreparationRow.worker == worker, PreparationRow.role == role)
        .order_by(col(PreparationRow.question))
    )
    return {question: parse(value.encode()) for question, value in rows}


def answers_by_worker(work: Work, role: str) -> dict[str, dict[str, Json]]:
    """Give what this side has prepared, by worker: one query for all."""
    rows = work.session.exec(
        select(PreparationRow.worker, PreparationRow.question, PreparationRow.value).where(
            PreparationRow.role == role
        )
    )
    found: dict[str, dict[str, Json]] = {}
    for worker, question, value in rows:
        found.setdefault(worker, {})[question] = parse(value.encode())
    return found


def who_wrote(work: Work, roles: Collection[str]) -> set[str]:
    """Give the workers for whose next supervision one of these sides has kept anything at all."""
    rows = select(PreparationRow.worker).where(col(PreparationRow.role).in_(set(roles)))
    return set(work.session.exec(rows.distinct()))


def save(work: Work, worker: str, role: str, changes: Mapping[str, Json], now: Clock) -> None:
    """Keep changed answers; None takes one away."""
    at = moment(now)
    for question, value in changes.items():
        if value is None:
            _drop(work, worker, role, question)
        else:
            work.session.merge(
                PreparationRow(
                    worker=worker,
                    role=role,
                    question=question,
                    value=canonical_bytes(value).decode(),
                    saved_at=at,
                )
            )
    work.session.flush()


def clear(work: Work, worker: str, role: str) -> None:
    """Take all of it away: its author has brought it in, or thrown it away."""
    work.session.exec(
        delete(PreparationRow).where(col(PreparationRow.worker) == worker, col(PreparationRow.role) == role)
    )


def _drop(work: Work, worker: str, role: str, question: str) -> None:
    row = work.session.get(PreparationRow, (worker, role, question))
    if row is not None:
        work.session.delete(row)
