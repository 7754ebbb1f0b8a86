"""Prepare the next supervision: each side writes what is theirs alone, and brings in what it wants [SES-6].

There are no secret notes in a record; a preparation is none yet. It belongs to its author until they
bring it in. The worker's is opened with the worker's signing secret, or, where they have none yet, by
the supervisor handing over the keyboard; whoever holds a `Preparation` has come in by one of the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from supervise_tui.canonical import Json
from supervise_tui.domain.people import Worker
from supervise_tui.domain.preparation import SIDES, asked_of, brought_in, is_prepared
from supervise_tui.domain.record import State
from supervise_tui.domain.roles import Act
from supervise_tui.forms.answers import check_answer
from supervise_tui.forms.definition import Form, Question, Role
from supervise_tui.problems import BadInput, NotAllowed
from supervise_tui.store import history, people, preparations, records, signing
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.first_answers import (
    BROUGHT_INTO,
    KEPT_BACK,
    PREPARATION_FORM,
    READY,
    may_come_in,
    own_words,
    usable,
)
from supervise_tui.workflows.layouts import SUPERVISION
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
    kept_back: frozenset[str] = frozenset()
    """Questions whose answers stay with their author all the same."""
    brought_in: bool
    """Whether it is in the record that is being written."""


@dataclass(frozen=True)
class HowFar:
    """How far one side's preparation is, as far as the other may know: never what it says."""

    written: bool
    comes_in_by_itself: bool
    brought_in: bool


def how_far(desk: Desk, worker_id: str) -> dict[Role, HowFar]:
    """Say how far both sides are with preparing the next supervision."""
    form = desk.library.get(PREPARATION_FORM)
    with desk.cabinet.reading() as work:
        kept = {side: usable(work, worker_id, side) for side in SIDES}
    return {
        side: HowFar(
            written=is_prepared(form, side, own),
            comes_in_by_itself=own.get(READY) is True,
            brought_in=BROUGHT_INTO in own,
        )
        for side, own in kept.items()
    }


def who_prepared(work: Work, desk: Desk, worker_id: str) -> frozenset[Role]:
    """Say which sides have written something for the next supervision; not what."""
    form = desk.library.get(PREPARATION_FORM)
    return frozenset(side for side in SIDES if is_prepared(form, side, usable(work, worker_id, side)))


def needs_secret(desk: Desk, worker_id: str) -> bool:
    """Whether the worker's preparation opens with their signing secret only."""
    with desk.cabinet.reading() as work:
        return signing.current_key(work, worker_id) is not None


def open_own(desk: Desk, worker_id: str) -> Preparation:
    """Open the supervisor's own preparation for a worker; NotAllowed for anyone but its author."""
    desk.check(Act.PREPARE)
    return _open(desk, worker_id, Role.SUPERVISOR)


def open_workers(desk: Desk, worker_id: str, secret: str = "", *, handed_over: bool = False) -> Preparation:
    """Open the worker's preparation at the worker's turn: with their secret, else by the hand-over.

    WrongSecret, TooManyTries; NotAllowed when they have no secret and nobody handed over. Takes about a
    second with a secret.
    """
    desk.check_file(worker_id)
    if needs_secret(desk, worker_id):
        check_secret(desk, worker_id, secret)
    elif not handed_over:
        raise NotAllowed("This is the worker's own.", "Hand over the keyboard to them first.")
    else:
        with desk.cabinet.transaction() as work:
            history.note(
                work,
                file=worker_id,
                who=desk.holder,
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
        answers=own_words(kept),
        comes_in_by_itself=kept.get(READY) is True,
        brought_in=BROUGHT_INTO in kept,
        kept_back=frozenset(_ids(kept.get(KEPT_BACK))),
    )


def _ids(value: Json) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


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
                work, record.id, brought_in(open_one.form, side, may_come_in(kept), talk, given), desk.now
            )
            preparations.save(work, worker.id, side.value, {BROUGHT_INTO: record.id}, desk.now)
            history.note(
                work,
                file=worker.id,
                who=worker.id if side is Role.WORKER else desk.owner.id,
                what="preparation.brought-in",
                subject=record.id,
                after=b"",
                now=desk.now,
            )
        else:
            preparations.save(work, worker.id, side.value, {READY: True}, desk.now)
    return replace(open_one, brought_in=bool(drafts), comes_in_by_itself=not drafts)


def keep_back(desk: Desk, open_one: Preparation) -> Preparation:
    """Take back the word that it comes in by itself."""
    with desk.cabinet.transaction() as work:
        preparations.save(work, open_one.worker.id, open_one.side.value, {READY: None}, desk.now)
    return replace(open_one, comes_in_by_itself=False)


def keep_to_myself(desk: Desk, open_one: Preparation, question_id: str, *, mine: bool) -> Preparation:
    """Keep the answer to one question out of the record, or let it come in with the others after all."""
    kept = open_one.kept_back | {question_id} if mine else open_one.kept_back - {question_id}
    with desk.cabinet.transaction() as work:
        ids: list[Json] = [*sorted(kept)]
        preparations.save(work, open_one.worker.id, open_one.side.value, {KEPT_BACK: ids or None}, desk.now)
    return replace(open_one, kept_back=kept)
