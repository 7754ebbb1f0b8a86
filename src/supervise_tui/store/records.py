"""Save and fetch records: their place in the file, their answers, their frozen content."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Literal, TypeAlias, cast

from sqlalchemy import ColumnElement, func
from sqlalchemy import Row as Columns
from sqlalchemy import select as columns_of
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import col, delete, select, update

from supervise_tui.canonical import Json, canonical_bytes, parse
from supervise_tui.domain.record import Record, State
from supervise_tui.forms.definition import marks_key
from supervise_tui.problems import NotAllowed, NotFound
from supervise_tui.store import search_index
from supervise_tui.store.tables import AnswerRow, FrozenContentRow, RecordRow, SignOffNoteRow
from supervise_tui.store.work import Clock, Work, moment

Dates: TypeAlias = Mapping[Literal["held_on", "next_on"], date | None]
"""The days that the list of records shows; a day that is not named stays as it is."""

_LISTED = (
    col(RecordRow.id),
    col(RecordRow.number),
    col(RecordRow.makes),
    col(RecordRow.title),
    col(RecordRow.worker),
    col(RecordRow.supervisor),
    col(RecordRow.form_digest),
    col(RecordRow.state),
    col(RecordRow.session_number),
    col(RecordRow.held_on),
    col(RecordRow.next_on),
    col(RecordRow.flagged),
)
"""What a list knows of a record."""
_STATES = {state.value: state for state in State}

_UNUSED = (State.CANCELLED, State.DISCARDED)
"""States of records whose session number is free again."""

_FOR_GOOD = (State.CLOSED, State.ON_PAPER)

_LOOKED_BACK = 60
"""Newest records whose answers are offered again: opening a form must not read ten years."""


_NEW_ANSWER = insert(AnswerRow)
_KEEP_ANSWER = _NEW_ANSWER.on_conflict_do_update(
    index_elements=["record", "question"],
    set_={"value": _NEW_ANSWER.excluded.value, "saved_at": _NEW_ANSWER.excluded.saved_at},
)


def start(
    work: Work,
    *,
    record_id: str,
    makes: str,
    title: str,
    worker: str,
    supervisor: str,
    form_digest: str,
    now: Clock,
    state: State = State.DRAFT,
) -> Record:
    """Keep a new record and give it its numbers.

    `number` runs through the whole cabinet and is never used twice; the session number runs
    between these two people for this kind of record [SES-6].
    """
    last = work.session.exec(select(func.max(RecordRow.number))).one()
    at = moment(now)
    row = RecordRow(
        id=record_id,
        number=(last or 0) + 1,
        makes=makes,
        title=title,
        worker=worker,
        supervisor=supervisor,
        form_digest=form_digest,
        state=state.value,
        session_number=_last_session(work, worker, supervisor, makes) + 1,
        started_at=at,
        saved_at=at,
    )
    work.session.add(row)
    work.session.flush()
    return _record(row)


def _last_session(work: Work, worker: str, supervisor: str, makes: str) -> int:
    last = work.session.exec(
        select(func.max(RecordRow.session_number)).where(
            RecordRow.worker == worker,
            RecordRow.supervisor == supervisor,
            RecordRow.makes == makes,
            col(RecordRow.state).not_in(_UNUSED),
        )
    ).one()
    return last or 0


def fetch(work: Work, record: str | int) -> Record:
    """Give the record of that id, or of that running number; NotFound if there is none.

    NotOpened while its file is shut to who has the cabinet open: whatever is done with one record
    begins here, so this is where that is kept [REC-5].
    """
    found = _record(_row(work, record))
    work.check_file(found.worker)
    return found


def fetch_all(work: Work, record_ids: Collection[str]) -> dict[str, Record]:
    """Give many records by id in one query; those that are not there are left out."""
    rows = work.session.exec(select(RecordRow).where(col(RecordRow.id).in_(set(record_ids))))
    return {row.id: _record(row) for row in rows}


def find(
    work: Work,
    *,
    worker: str | None = None,
    states: Collection[State] | None = None,
    since: date | None = None,
    makes: str | None = None,
) -> list[Record]:
    """Give the records that fit all that is asked, newest first.

    `since`: held, or planned for, on that day or later; records without a day yet are given too.
    Newest: by the day held, those without a day first, then by number.
    """
    # Columns and no objects: home reads every record of thousands of people.
    query = columns_of(*_LISTED)
    if worker is not None:
        query = query.where(col(RecordRow.worker) == worker)
    if states is not None:
        query = query.where(col(RecordRow.state).in_([state.value for state in states]))
    if makes is not None:
        query = query.where(col(RecordRow.makes) == makes)
    if since is not None:
        query = query.where(col(RecordRow.held_on).is_(None) | (col(RecordRow.held_on) >= since))
    query = query.order_by(
        col(RecordRow.held_on).is_not(None), col(RecordRow.held_on).desc(), col(RecordRow.number).desc()
    )
    return [_record(row) for row in work.session.execute(query)]


def last_saved(work: Work, record_id: str) -> str:
    """When something in the record was last saved, ISO with offset."""
    return _row(work, record_id).saved_at


def answers(work: Work, record_id: str) -> dict[str, Json]:
    """Give all answers of the record by question id, those to unknown questions too."""
    rows = work.session.exec(
        select(AnswerRow.question, AnswerRow.value)
        .where(AnswerRow.record == record_id)
        .order_by(col(AnswerRow.question))
    )
    return {question: parse(value.encode()) for question, value in rows}


def answers_in_file(work: Work, worker: str, question_ids: Collection[str]) -> dict[str, dict[str, Json]]:
    """Give, by record, the answers to a few questions in all records of a worker's file: one query."""
    return _by_record(work, col(RecordRow.worker) == worker, col(AnswerRow.question).in_(question_ids))


def with_marks(work: Work, worker: str) -> list[str]:
    """Give the records of a worker's file in which something was marked as evidence: one query."""
    rows = work.session.exec(
        select(AnswerRow.record)
        .join(RecordRow, col(RecordRow.id) == AnswerRow.record)
        .where(col(RecordRow.worker) == worker, col(AnswerRow.question).like(f"%{marks_key('')}"))
        .distinct()
    )
    return list(rows)


def answers_of_kinds(
    work: Work, kinds: Collection[str], question_ids: Collection[str], worker: str | None = None
) -> dict[str, dict[str, Json]]:
    """Give, by record, the answers to a few questions in records of these kinds: one query."""
    whose = () if worker is None else (col(RecordRow.worker) == worker,)
    asked = col(AnswerRow.question).in_(question_ids)
    return _by_record(work, col(RecordRow.makes).in_(kinds), asked, *whose)


def _by_record(work: Work, *which: ColumnElement[bool]) -> dict[str, dict[str, Json]]:
    rows = work.session.exec(
        select(AnswerRow.record, AnswerRow.question, AnswerRow.value)
        .join(RecordRow, col(RecordRow.id) == AnswerRow.record)
        .where(*which)
    )
    found: dict[str, dict[str, Json]] = {}
    for record, question, value in rows:
        found.setdefault(record, {})[question] = parse(value.encode())
    return found


def last_given(work: Work, questions: Collection[str], limit: int) -> list[Json]:
    """Give the different answers to these questions in the newest records, the last given first."""
    newest = select(RecordRow.id).order_by(col(RecordRow.number).desc()).limit(_LOOKED_BACK)
    rows = work.session.exec(
        select(AnswerRow.value)
        .where(col(AnswerRow.record).in_(newest), col(AnswerRow.question).in_(set(questions)))
        .group_by(AnswerRow.value)
        .order_by(func.max(AnswerRow.saved_at).desc())
        .limit(limit)
    )
    return [parse(value.encode()) for value in rows]


def save_answers(
    work: Work,
    record_id: str,
    changes: Mapping[str, Json | None],
    now: Clock,
    facts: Dates | None = None,
) -> None:
    """Keep the changed answers of a draft; None takes an answer away. NotAllowed if it is no draft.

    `facts` are the days that the list of records shows. One row an answer: the cost does not
    depend on the length of the form.
    """
    at = moment(now)
    connection = work.connection()
    # No object is loaded: this runs at every pause in typing.
    kept_draft = connection.execute(
        update(RecordRow)
        .where(col(RecordRow.id) == record_id, col(RecordRow.state) == State.DRAFT.value)
        .values({"saved_at": at, **(facts or {})})
        .returning(col(RecordRow.worker), col(RecordRow.form_digest))
    ).first()
    if kept_draft is None:
        raise NotAllowed(
            f"This record is {State(_row(work, record_id).state).label}; its answers cannot be changed.",
            "Take it back first, if nobody has signed it.",
        )
    work.session.expire_all()
    gone = [question for question, value in changes.items() if value is None]
    kept = [
        {"record": record_id, "question": question, "value": canonical_bytes(value).decode(), "saved_at": at}
        for question, value in changes.items()
        if value is not None
    ]
    if gone:
        connection.execute(
            delete(AnswerRow).where(col(AnswerRow.record) == record_id, col(AnswerRow.question).in_(gone))
        )
    if kept:
        connection.execute(_KEEP_ANSWER, kept)
    search_index.keep_answers(work, kept_draft[0], record_id, kept_draft[1], changes)


def set_state(work: Work, record_id: str, state: State) -> None:
    """Keep the record's next state, as `domain.record.next_state` gave it.

    NotAllowed if the record is closed for good: then only destroying is left [REC-3].
    """
    row = _row(work, record_id)
    if State(row.state) in _FOR_GOOD and state not in (State(row.state), State.DESTROYED):
        raise NotAllowed("This record is closed for good.", "Write an addendum instead.")
    row.state = state.value
    work.session.flush()
    if state is State.DRAFT:
        search_index.take_out_record(work, record_id)
    else:
        search_index.index_record(work, record_id)


def set_form(work: Work, record_id: str, form_digest: str, title: str) -> None:
    """Keep that a record is written on another form; NotAllowed if it is not planned or a draft."""
    row = _row(work, record_id)
    if State(row.state) not in (State.PLANNED, State.DRAFT):
        raise NotAllowed(f"This record is {State(row.state).label}; its form stays.")
    row.form_digest, row.title = form_digest, title
    work.session.flush()


def set_supervisor(work: Work, record_id: str, supervisor: str) -> None:
    """Keep who holds a planned talk, when it is not who planned it; its number between the two follows.

    NotAllowed once it is more than planned.
    """
    row = _row(work, record_id)
    if row.supervisor == supervisor:
        return
    if State(row.state) is not State.PLANNED:
        raise NotAllowed(f"This record is {State(row.state).label}; who holds it stays.")
    row.session_number = _last_session(work, row.worker, supervisor, row.makes) + 1
    row.supervisor = supervisor
    work.session.flush()


def set_planned_day(work: Work, record_id: str, day: date | None) -> None:
    """Keep the day for which a record is planned; NotAllowed once it is more than planned."""
    row = _row(work, record_id)
    if State(row.state) is not State.PLANNED:
        raise NotAllowed(f"This record is {State(row.state).label}; it is not planned any more.")
    row.held_on = day
    work.session.flush()


def set_flag(work: Work, record_id: str, why: str) -> None:
    """Say why the next line manager should look at the record; empty takes the flag away [REC-2]."""
    _row(work, record_id).flagged = why
    work.session.flush()


def drop_answers(work: Work, record_id: str) -> None:
    """Take all words of a discarded record away: the history keeps that it was, not what."""
    if State(_row(work, record_id).state) in (State.OFFERED, State.PART_SIGNED, *_FOR_GOOD):
        raise NotAllowed("This record is offered or signed; its answers stay.")
    work.connection().execute(delete(AnswerRow).where(col(AnswerRow.record) == record_id))
    work.connection().execute(delete(SignOffNoteRow).where(col(SignOffNoteRow.record) == record_id))
    search_index.forget_record(work, record_id)


def freeze(work: Work, record_id: str, content: bytes) -> None:
    """Keep the canonical bytes that are signed; NotAllowed once the record is closed."""
    if State(_row(work, record_id).state) in _FOR_GOOD:
        raise NotAllowed("This record is closed for good.", "Write an addendum instead.")
    work.session.merge(FrozenContentRow(record=record_id, content=content))
    work.session.flush()


def frozen(work: Work, record_id: str) -> bytes:
    """Give the bytes that are signed; NotFound if the record is not frozen."""
    row = work.session.get(FrozenContentRow, record_id)
    if row is None:
        raise NotFound("This record has not been made ready to sign.")
    return row.content


def thaw(work: Work, record_id: str) -> None:
    """Take the frozen bytes away, so that the draft can be changed; NotAllowed once it is closed."""
    if State(_row(work, record_id).state) in _FOR_GOOD:
        raise NotAllowed("This record is closed for good.", "Write an addendum instead.")
    row = work.session.get(FrozenContentRow, record_id)
    if row is not None:
        work.session.delete(row)
        work.session.flush()


def sign_off_notes(work: Work, record_id: str) -> dict[str, Json]:
    """What was said at sign-off so far: disagreements and declines, as the workflow keeps them."""
    row = work.session.get(SignOffNoteRow, record_id)
    return {} if row is None else cast("dict[str, Json]", parse(row.notes.encode()))


def put_sign_off_notes(work: Work, record_id: str, notes: Mapping[str, Json]) -> None:
    """Keep what was said at sign-off."""
    _row(work, record_id)
    work.session.merge(SignOffNoteRow(record=record_id, notes=canonical_bytes(dict(notes)).decode()))
    work.session.flush()


def _row(work: Work, record: str | int) -> RecordRow:
    which = RecordRow.number == record if isinstance(record, int) else RecordRow.id == record
    row = work.session.exec(select(RecordRow).where(which)).first()
    if row is None:
        raise NotFound(
            f"There is no record number {record} in this cabinet."
            if isinstance(record, int)
            else "There is no such record in this cabinet."
        )
    return row


def _record(row: RecordRow | Columns[Any]) -> Record:
    return Record(
        id=row.id,
        number=row.number,
        makes=row.makes,
        title=row.title,
        worker=row.worker,
        supervisor=row.supervisor,
        form_digest=row.form_digest,
        state=_STATES[row.state],
        session_number=row.session_number,
        held_on=row.held_on,
        next_on=row.next_on,
        flagged=row.flagged,
    )
