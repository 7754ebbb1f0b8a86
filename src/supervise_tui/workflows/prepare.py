"""Prepare the next supervision: set its day, and let each side write what is theirs alone [SES-6].

There are no secret notes in a record; a preparation is none yet. It belongs to its author until they
bring it in. The worker's is opened with the worker's signing secret, or, where they have none yet, by
the supervisor handing over the keyboard; whoever holds a `Preparation` has come in by one of the two.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from supervise_tui.canonical import Json
from supervise_tui.domain.people import Worker
from supervise_tui.domain.preparation import asked_of, brought_in, is_prepared
from supervise_tui.domain.record import Circumstances, Event, Record, State, next_state
from supervise_tui.forms.answers import check_answer
from supervise_tui.forms.definition import Fact, Form, Question, Role
from supervise_tui.problems import BadInput, NotAllowed
from supervise_tui.store import form_definitions, history, people, preparations, records, signing
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.first_answers import BROUGHT_INTO, PREPARATION_FORM, READY, usable
from supervise_tui.workflows.layouts import SUPERVISION, default_layout
from supervise_tui.workflows.signing_secrets import check_secret


@dataclass(frozen=True, kw_only=True)
class Preparation:
    """One side's preparation, open to its author."""

    worker: Worker
    side: Role
    """WORKER or SUPERVISOR: whose it is."""
    form: Form
    questions: tuple[Question, ...]
    """What this side is asked; nothing of the other's."""
    answers: dict[str, Json]
    comes_in_by_itself: bool
    """Whether it is brought in when the talk starts."""
    brought_in: bool
    """Whether it is in the record that is being written."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The next supervision with a worker, as far as it is settled."""

    record: Record
    at: str
    """14:05, or nothing."""
    place: str
    prepared: frozenset[Role]
    """Who has written something; not what."""


def plan(desk: Desk, worker_id: str, on: date | None = None, *, at: str = "", place: str = "") -> Plan:
    """Set the day of the next supervision, or fill in time and place; without a day, as agreed last time.

    NotAllowed if the worker has left; BadInput for a day that is past, or a time that is none.
    """
    if on is not None and on < desk.today:
        raise BadInput("That day is past already.", "Type a day to come, or start the supervision now.")
    layout = desk.library.get(default_layout(desk))
    settled = {Fact.START_TIME.value: at, Fact.PLACE.value: place}
    checked = {q.fact.value: check_answer(q, settled[q.fact]) for q in _settled(layout) if q.fact is not None}
    with desk.cabinet.transaction() as work:
        record = _planned(work, desk, worker_id, layout)
        if on is not None:
            records.set_planned_day(work, record.id, on)
        given = {key: value for key, value in checked.items() if settled[key]}
        preparations.save(work, worker_id, Role.BOTH.value, given, desk.now)
        return _plan(work, desk, records.fetch(work, record.id))


def _settled(layout: Form) -> list[Question]:
    wanted = (layout.with_fact(Fact.START_TIME), layout.with_fact(Fact.PLACE))
    return [question for question in wanted if question is not None]


def _planned(work: Work, desk: Desk, worker_id: str, layout: Form) -> Record:
    """The planned record of this worker, or a new one for the day agreed last time."""
    there = records.find(work, worker=worker_id, states=[State.PLANNED], makes=SUPERVISION)
    if there:
        return there[-1]
    worker = people.worker(work, worker_id)
    if worker.left_on is not None and worker.left_on <= desk.today:
        raise NotAllowed(f"{worker.name} has left.", "Take back the leaving date first, if that is wrong.")
    form_definitions.keep(work, layout)
    record = records.start(
        work,
        record_id=secrets.token_hex(8),
        makes=layout.makes,
        title=layout.title,
        worker=worker_id,
        supervisor=desk.owner.id,
        form_digest=layout.digest,
        now=desk.now,
        state=State.PLANNED,
    )
    agreed = [one.next_on for one in records.find(work, worker=worker_id, makes=SUPERVISION) if one.next_on]
    to_come = [day for day in agreed if day >= desk.today]
    records.set_planned_day(work, record.id, max(to_come, default=None))
    preparations.clear(work, worker_id, Role.BOTH.value)
    history.note(
        work,
        file=worker_id,
        who=desk.owner.id,
        what="record.planned",
        subject=record.id,
        after=b"",
        now=desk.now,
    )
    return records.fetch(work, record.id)


def _plan(work: Work, desk: Desk, record: Record) -> Plan:
    settled = preparations.answers(work, record.worker, Role.BOTH.value)
    form = desk.library.get(PREPARATION_FORM)
    return Plan(
        record=record,
        at=str(settled.get(Fact.START_TIME.value, "")),
        place=str(settled.get(Fact.PLACE.value, "")),
        prepared=frozenset(
            side
            for side in (Role.WORKER, Role.SUPERVISOR)
            if is_prepared(form, side, usable(work, record.worker, side))
        ),
    )


def planned(desk: Desk, worker_id: str) -> Plan | None:
    """Give the next supervision with a worker as it is planned; None when nothing is."""
    with desk.cabinet.reading() as work:
        there = records.find(work, worker=worker_id, states=[State.PLANNED], makes=SUPERVISION)
        return _plan(work, desk, there[-1]) if there else None


def move(desk: Desk, record_id: str, to: date, reason: str) -> Record:
    """Move a planned supervision to another day, with the reason [CAD-9]."""
    if to < desk.today:
        raise BadInput("That day is past already.", "Type a day to come.")
    with desk.cabinet.transaction() as work:
        record = records.fetch(work, record_id)
        next_state(record.state, Event.MOVE, Circumstances(reason=reason))
        records.set_planned_day(work, record_id, to)
        _note(work, desk, record, "record.moved", reason)
        return records.fetch(work, record_id)


def cancel(desk: Desk, record_id: str, reason: str) -> Record:
    """Cancel a planned supervision, with the reason; what was prepared waits for the next [CAD-9]."""
    with desk.cabinet.transaction() as work:
        record = records.fetch(work, record_id)
        records.set_state(
            work, record_id, next_state(record.state, Event.CANCEL, Circumstances(reason=reason))
        )
        preparations.clear(work, record.worker, Role.BOTH.value)
        _note(work, desk, record, "record.cancelled", reason)
        return records.fetch(work, record_id)


def _note(work: Work, desk: Desk, record: Record, what: str, reason: str = "", who: str = "") -> None:
    history.note(
        work,
        file=record.worker,
        who=who or desk.owner.id,
        what=what,
        subject=record.id,
        after=b"",
        reason=reason,
        now=desk.now,
    )


def needs_secret(desk: Desk, worker_id: str) -> bool:
    """Whether the worker's preparation opens with their signing secret only."""
    with desk.cabinet.reading() as work:
        return signing.current_key(work, worker_id) is not None


def open_own(desk: Desk, worker_id: str) -> Preparation:
    """Open the supervisor's own preparation for a worker."""
    return _open(desk, worker_id, Role.SUPERVISOR)


def open_workers(desk: Desk, worker_id: str, secret: str = "", *, handed_over: bool = False) -> Preparation:
    """Open the worker's preparation at the worker's turn: with their secret, else by the hand-over.

    WrongSecret, TooManyTries; NotAllowed when they have no secret and nobody handed over. Takes about a
    second with a secret.
    """
    if needs_secret(desk, worker_id):
        check_secret(desk, worker_id, secret)
    elif not handed_over:
        raise NotAllowed("This is the worker's own.", "Hand over the keyboard to them first.")
    else:
        with desk.cabinet.transaction() as work:
            history.note(
                work,
                file=worker_id,
                who=desk.owner.id,
                what="preparation.opened",
                subject=worker_id,
                after=b"",
                now=desk.now,
            )
    return _open(desk, worker_id, Role.WORKER)


def _open(desk: Desk, worker_id: str, side: Role) -> Preparation:
    form = desk.library.get(PREPARATION_FORM)
    with desk.cabinet.transaction() as work:
        worker = people.worker(work, worker_id)
        kept = _current(work, desk, worker_id, side)
    return Preparation(
        worker=worker,
        side=side,
        form=form,
        questions=asked_of(form, side),
        answers={key: value for key, value in kept.items() if key not in (READY, BROUGHT_INTO)},
        comes_in_by_itself=kept.get(READY) is True,
        brought_in=BROUGHT_INTO in kept,
    )


def _current(work: Work, desk: Desk, worker_id: str, side: Role) -> dict[str, Json]:
    """Give what counts now, and let what is used up, or stale, go from the store too."""
    kept = usable(work, worker_id, side)
    if not kept:
        preparations.clear(work, worker_id, side.value)
    elif BROUGHT_INTO not in kept:
        preparations.save(work, worker_id, side.value, {BROUGHT_INTO: None}, desk.now)
    return kept


def save(desk: Desk, open_one: Preparation, changes: Mapping[str, Json]) -> datetime:
    """Keep what its author typed; BadInput after the good ones are kept."""
    now = desk.now()
    asked = {question.id: question for question in open_one.questions}
    good: dict[str, Json] = {}
    refused: list[BadInput] = []
    for key, value in changes.items():
        if key not in asked:
            raise NotAllowed("That is not asked here.")
        try:
            good[key] = check_answer(asked[key], value)
        except BadInput as problem:
            refused.append(problem)
    with desk.cabinet.transaction() as work:
        _current(work, desk, open_one.worker.id, open_one.side)
        preparations.save(work, open_one.worker.id, open_one.side.value, good, lambda: now)
    if refused:
        raise refused[0]
    return now


def bring_in(desk: Desk, open_one: Preparation) -> Preparation:
    """Let it come in, at its author's word: now if the record is being written, else when it starts."""
    worker, side = open_one.worker, open_one.side
    with desk.cabinet.transaction() as work:
        kept = _current(work, desk, worker.id, side)
        drafts = records.find(work, worker=worker.id, states=[State.DRAFT], makes=SUPERVISION)
        if drafts:
            record = drafts[0]
            talk = desk.kept_form(work, record.form_digest)
            given = records.answers(work, record.id)
            records.save_answers(
                work, record.id, brought_in(open_one.form, side, kept, talk, given), desk.now
            )
            preparations.save(work, worker.id, side.value, {BROUGHT_INTO: record.id}, desk.now)
            who = worker.id if side is Role.WORKER else desk.owner.id
            _note(work, desk, record, "preparation.brought-in", who=who)
        else:
            preparations.save(work, worker.id, side.value, {READY: True}, desk.now)
    return replace(open_one, brought_in=bool(drafts), comes_in_by_itself=not drafts)


def keep_back(desk: Desk, open_one: Preparation) -> Preparation:
    """Take back the word that it comes in by itself."""
    with desk.cabinet.transaction() as work:
        preparations.save(work, open_one.worker.id, open_one.side.value, {READY: None}, desk.now)
    return replace(open_one, comes_in_by_itself=False)
