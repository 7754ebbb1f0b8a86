"""Save and fetch action points that are live: where each was raised, what later talks said of it.

A record's own answers stay what was agreed; this is what became of it. The state and the day of an
action follow from its reviews (`domain.action_life.settled`) and are kept beside it for quick lists.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, delete, select

from supervise_tui.domain.action_life import (
    LIVE,
    ActionState,
    LiveAction,
    Outcome,
    Review,
    action_id,
    settled,
)
from supervise_tui.domain.actions import ActionPoint, Owner
from supervise_tui.domain.record import Record
from supervise_tui.problems import NotAllowed, NotFound
from supervise_tui.store.tables import ActionPointRow, ActionReviewRow, RecordRow
from supervise_tui.store.work import Work


@dataclass(frozen=True)
class Thread:
    """An action point and every review of it, oldest first: the golden thread."""

    action: LiveAction
    reviews: tuple[Review, ...]


def keep_raised(work: Work, record: Record, points: Sequence[ActionPoint]) -> None:
    """Make the action points of a record live, or bring them to what it says now.

    A point without words is left out. One that the record no longer has goes, unless a later talk
    has looked at it already.
    """
    there = {row.id: row for row in _raised_in(work, record.id)}
    for place, point in enumerate(points):
        if not point.what.strip():
            continue
        key = action_id(record.id, point.id)
        row = there.pop(key, None) or ActionPointRow(
            id=key,
            worker=record.worker,
            record=record.id,
            place=place,
            what="",
            owner="",
            owner_name="",
            how_known="",
            state=ActionState.OPEN.value,
        )
        row.place, row.raised_on = place, record.held_on
        row.what, row.how_known = point.what, point.how_known
        row.owner, row.owner_name = point.owner.value if point.owner else "", point.owner_name
        row.agreed_by = point.by
        work.session.add(row)
        work.session.flush()
        _settle(work, row)
    for row in there.values():
        if not _reviews(work, row.id):
            work.session.delete(row)
    work.session.flush()


def drop_raised(work: Work, record_id: str) -> None:
    """Take away what a record raised and said about actions: it is discarded or destroyed."""
    raised = [row.id for row in _raised_in(work, record_id)]
    work.session.exec(delete(ActionReviewRow).where(col(ActionReviewRow.action).in_(raised)))
    work.session.exec(delete(ActionPointRow).where(col(ActionPointRow.id).in_(raised)))
    for action in work.session.exec(
        select(ActionReviewRow.action).where(ActionReviewRow.record == record_id)
    ).all():
        forget_review(work, action, record_id)


def has_raised(work: Work, record_id: str) -> bool:
    """Whether actions of the record are live."""
    return bool(_raised_in(work, record_id))


def has_reviewed(work: Work, record_id: str) -> bool:
    """Whether what the record says of earlier actions is live."""
    return (
        work.session.exec(select(ActionReviewRow.action).where(ActionReviewRow.record == record_id)).first()
        is not None
    )


def used_later(work: Work, record_id: str) -> bool:
    """Whether a later record has looked at what this one raised: then it cannot be unlocked any more."""
    raised = [row.id for row in _raised_in(work, record_id)]
    found = work.session.exec(
        select(ActionReviewRow.action).where(
            col(ActionReviewRow.action).in_(raised), ActionReviewRow.record != record_id
        )
    )
    return found.first() is not None


def record_review(work: Work, action: str, review: Review) -> LiveAction:
    """Keep what a record says about an action, in place of what it said before, and give the action.

    NotFound if there is no such action; NotAllowed if it was raised in that very record. That a reason
    or a new date is given is a rule of the form's, not checked here.
    """
    row = _row(work, action)
    if row.record == review.record:
        raise NotAllowed("An action cannot be looked back at in the talk in which it was agreed.")
    work.session.merge(
        ActionReviewRow(
            action=action,
            record=review.record,
            reviewed_on=review.on,
            outcome=review.outcome.value,
            why=review.why,
            new_date=review.new_date,
            evidence=review.evidence,
        )
    )
    work.session.flush()
    return _settle(work, row)


def forget_review(work: Work, action: str, record_id: str) -> LiveAction:
    """Take back what a record said about an action; the action stands as it did before."""
    row = _row(work, action)
    said = work.session.get(ActionReviewRow, (action, record_id))
    if said is not None:
        work.session.delete(said)
        work.session.flush()
    return _settle(work, row)


def open_actions(
    work: Work, worker: str, *, for_record: str = "", raised_in: Collection[str] = ()
) -> list[LiveAction]:
    """Give what is still to do in a worker's file, the earliest day first; of these kinds, if any are named.

    With `for_record`: what that record looks back at, so those it has spoken of already too (its own
    "done" does not take the row away), and none that it raised itself.
    """
    spoken_of = select(ActionReviewRow.action).where(ActionReviewRow.record == for_record)
    asked = (
        _WITH_RECORD.where(ActionPointRow.worker == worker, ActionPointRow.record != for_record)
        .where(
            col(ActionPointRow.state).in_([state.value for state in LIVE])
            | col(ActionPointRow.id).in_(spoken_of)
        )
        .order_by(*_BY_DAY)
    )
    if raised_in:
        asked = asked.where(col(RecordRow.makes).in_(raised_in))
    return [_action(row, record) for row, record in work.session.exec(asked)]


def of_worker(work: Work, worker: str) -> list[Thread]:
    """Give every action of a worker's file with its reviews, those still to do first, then the newest."""
    rows = work.session.exec(_WITH_RECORD.where(ActionPointRow.worker == worker).order_by(*_BY_DAY)).all()
    said: dict[str, list[Review]] = {}
    for action, review in _all_reviews(work, worker):
        said.setdefault(action, []).append(review)
    threads = [Thread(_action(row, record), tuple(said.get(row.id, ()))) for row, record in rows]
    live = [thread for thread in threads if thread.action.state.is_live]
    past = [thread for thread in threads if not thread.action.state.is_live]
    return live + sorted(past, key=lambda thread: thread.reviews[-1].on, reverse=True)


def late(work: Work, today: date) -> list[LiveAction]:
    """Give the actions of the whole cabinet whose day is past, the latest first."""
    rows = work.session.exec(
        _WITH_RECORD.where(col(ActionPointRow.state).in_([state.value for state in LIVE]))
        .where(col(ActionPointRow.due_on) < today)
        .order_by(*_BY_DAY)
    )
    return [_action(row, record) for row, record in rows]


def still_to_do(work: Work) -> dict[str, list[LiveAction]]:
    """Give the actions of everyone that are not done or dropped, by worker."""
    rows = work.session.exec(
        _WITH_RECORD.where(col(ActionPointRow.state).in_([state.value for state in LIVE])).order_by(*_BY_DAY)
    )
    found: dict[str, list[LiveAction]] = {}
    for row, record in rows:
        found.setdefault(row.worker, []).append(_action(row, record))
    return found


def thread(work: Work, action: str) -> Thread:
    """Give an action with all its reviews; NotFound if there is none of that id."""
    row = _row(work, action)
    return Thread(_settled(work, row), tuple(_reviews(work, action)))


_WITH_RECORD = select(ActionPointRow, RecordRow).join(
    RecordRow, col(RecordRow.id) == ActionPointRow.record, isouter=True
)
_BY_DAY = (
    col(ActionPointRow.due_on).is_(None),
    col(ActionPointRow.due_on),
    col(ActionPointRow.raised_on),
    col(ActionPointRow.place),
)


def _row(work: Work, action: str) -> ActionPointRow:
    row = work.session.get(ActionPointRow, action)
    if row is None:
        raise NotFound("There is no such action in this cabinet.")
    return row


def _raised_in(work: Work, record_id: str) -> Sequence[ActionPointRow]:
    return work.session.exec(
        select(ActionPointRow).where(ActionPointRow.record == record_id).order_by(col(ActionPointRow.place))
    ).all()


def _reviews(work: Work, action: str) -> list[Review]:
    rows = work.session.exec(
        select(ActionReviewRow)
        .join(RecordRow, col(RecordRow.id) == ActionReviewRow.record)
        .where(ActionReviewRow.action == action)
        .order_by(col(ActionReviewRow.reviewed_on), col(RecordRow.number))
    )
    return [_review(row) for row in rows]


def _all_reviews(work: Work, worker: str) -> list[tuple[str, Review]]:
    rows = work.session.exec(
        select(ActionReviewRow)
        .join(RecordRow, col(RecordRow.id) == ActionReviewRow.record)
        .where(RecordRow.worker == worker)
        .order_by(col(ActionReviewRow.reviewed_on), col(RecordRow.number))
    )
    return [(row.action, _review(row)) for row in rows]


def _settle(work: Work, row: ActionPointRow) -> LiveAction:
    state, row.due_on = settled(row.agreed_by, _reviews(work, row.id))
    row.state = state.value
    work.session.add(row)
    work.session.flush()
    return _settled(work, row)


def _settled(work: Work, row: ActionPointRow) -> LiveAction:
    return _action(row, work.session.get(RecordRow, row.record))


def _review(row: ActionReviewRow) -> Review:
    return Review(
        record=row.record,
        on=row.reviewed_on,
        outcome=Outcome(row.outcome),
        why=row.why,
        new_date=row.new_date,
        evidence=row.evidence,
    )


def _action(row: ActionPointRow, record: RecordRow | None) -> LiveAction:
    return LiveAction(
        id=row.id,
        worker=row.worker,
        record=row.record,
        raised_on=row.raised_on,
        what=row.what,
        owner=Owner(row.owner) if row.owner in tuple(Owner) else None,
        owner_name=row.owner_name,
        how_known=row.how_known,
        agreed_by=row.agreed_by,
        due_on=row.due_on,
        state=ActionState(row.state),
        raised_in=record.makes if record is not None else "",
        raised_title=record.title if record is not None else "",
    )
