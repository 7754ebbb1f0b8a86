"""What answers can be picked from while a form is filled in: workers, places, records, actions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from supervise_tui.domain.conduct import DUTIES
from supervise_tui.domain.kinds import SUBJECTS
from supervise_tui.domain.people import Worker
from supervise_tui.domain.raised import subject
from supervise_tui.domain.record import Record, State
from supervise_tui.forms.blanks import inner_questions
from supervise_tui.forms.day_words import long_date
from supervise_tui.forms.definition import (
    EvidenceQuestion,
    Fact,
    Form,
    PersonQuestion,
    PlaceQuestion,
    Question,
    notes_on,
)
from supervise_tui.store import action_points, people, records
from supervise_tui.store.work import Work

PLACES = 12
"""Places of earlier records that are offered, the last used first."""
_NO_EVIDENCE = (State.CANCELLED, State.DISCARDED, State.DESTROYED, State.PLANNED)


@dataclass(frozen=True)
class Pickable:
    """Somebody or something that can be picked."""

    ref: str
    """What is kept: a worker's id, a record's number, an action's id."""
    words: str
    note: str = ""
    """What tells it from others of the same words, such as a post."""


@dataclass(frozen=True, kw_only=True)
class PickFrom:
    """All that one form offers; empty where it asks nothing of that kind."""

    workers: tuple[Pickable, ...] = ()
    places: tuple[str, ...] = ()
    records: tuple[Pickable, ...] = ()
    actions: tuple[Pickable, ...] = ()
    duties: tuple[Pickable, ...] = ()
    """Of the code of conduct."""


def pick_from(work: Work, form: Form, record: Record) -> PickFrom:
    """Give what the questions of this form offer to pick from; nothing is read that none of them asks."""
    asked = [*_every_question(form.questions())]
    evidence = any(isinstance(question, EvidenceQuestion) for question in asked)
    return PickFrom(
        workers=_workers(work) if any(isinstance(one, PersonQuestion) for one in asked) else (),
        places=_places(work, form),
        records=_records(work, record) if evidence else (),
        actions=_actions(work, record) if evidence else (),
        duties=tuple(Pickable(key, words) for key, words in DUTIES.items()) if evidence else (),
    )


def _every_question(questions: Sequence[Question]) -> Iterator[Question]:
    for question in questions:
        yield question
        yield from notes_on(question)
        yield from _every_question([*inner_questions(question).values()])


def _workers(work: Work) -> tuple[Pickable, ...]:
    here: list[Worker] = [worker for worker in people.workers(work) if worker.left_on is None]
    return tuple(Pickable(worker.id, worker.name, worker.post) for worker in here)


def _places(work: Work, form: Form) -> tuple[str, ...]:
    asked = {
        question.id
        for question in form.questions()
        if isinstance(question, PlaceQuestion) or question.fact in (Fact.PLACE, Fact.NEXT_PLACE)
    }
    if not asked:
        return ()
    usual = {Fact.PLACE.value, Fact.NEXT_PLACE.value}
    found = records.last_given(work, asked | usual, PLACES)
    return tuple(text for text in found if isinstance(text, str) and text.strip())


def _records(work: Work, record: Record) -> tuple[Pickable, ...]:
    theirs = [
        one
        for one in records.find(work, worker=record.worker)
        if one.id != record.id and one.state not in _NO_EVIDENCE
    ]
    theirs.sort(key=lambda one: one.number, reverse=True)
    said = records.answers_in_file(work, record.worker, SUBJECTS)
    return tuple(
        Pickable(
            str(one.number),
            ": ".join(part for part in (one.title, subject(said.get(one.id, {}))) if part),
            long_date(one.held_on) if one.held_on else f"no. {one.number}",
        )
        for one in theirs
    )


def _actions(work: Work, record: Record) -> tuple[Pickable, ...]:
    open_now = action_points.open_actions(work, record.worker, for_record=record.id)
    return tuple(
        Pickable(action.id, action.what, f"by {long_date(action.due_on)}" if action.due_on else "")
        for action in open_now
        if action.what
    )
