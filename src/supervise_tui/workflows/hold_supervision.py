"""Hold a supervision: start its record, keep what is typed, go on another day, or discard it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from supervise_tui.canonical import Json, tidy_text
from supervise_tui.domain.actions import action_points
from supervise_tui.domain.cadence import was_held
from supervise_tui.domain.people import Supervisor, Worker
from supervise_tui.domain.record import Circumstances, Event, Record, State, next_state
from supervise_tui.domain.supervision import StepView, facts_for, steps
from supervise_tui.forms import answers as answering
from supervise_tui.forms.answers import Gap
from supervise_tui.forms.definition import AgendaQuestion, Fact, Form, Role
from supervise_tui.problems import BadInput, NotAllowed
from supervise_tui.store import action_points as store_actions
from supervise_tui.store import form_definitions, history, people, records
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows import live_actions
from supervise_tui.workflows.desk import Desk

SHORT_LAYOUT = "session.short"
KEPT_ALL_THE_SAME = 1_000_000
"""Characters of an answer that is too long to sign but is kept in the draft, so that nothing is lost."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A record with its form and answers, as the screen needs it."""

    record: Record
    form: Form
    worker: Worker
    supervisor: Supervisor
    answers: dict[str, Json]
    facts: dict[str, Json]
    last_actions: list[dict[str, Json]] = field(default_factory=list)
    """Action points of the supervision before this one, as they were agreed."""


def start(desk: Desk, worker_id: str, form_id: str = SHORT_LAYOUT) -> Sheet:
    """Start a supervision with a worker; NotAllowed while another with them is being written."""
    form = desk.library.get(form_id)
    now = desk.now()
    with desk.cabinet.transaction() as work:
        worker = people.worker(work, worker_id)
        if worker.left_on is not None and worker.left_on <= now.date():
            raise NotAllowed(
                f"{worker.name} has left.", "Take back the leaving date first, if that is wrong."
            )
        open_one = records.find(work, worker=worker_id, states=[State.DRAFT])
        if open_one:
            raise NotAllowed(
                f"A supervision with {worker.name} is already being written.",
                "Open that one and go on with it.",
            )
        form_definitions.keep(work, form)
        record = records.start(
            work,
            record_id=secrets.token_hex(8),
            makes=form.makes,
            title=form.title,
            worker=worker_id,
            supervisor=desk.owner.id,
            form_digest=form.digest,
            now=lambda: now,
        )
        proposed = _proposed(work, desk, form, record, now)
        if proposed:
            _keep_answers(work, desk, record, form, proposed, now)
        history.note(
            work,
            file=worker_id,
            who=desk.holder,
            what="record.started",
            subject=record.id,
            after=b"",
            now=lambda: now,
        )
    return open_sheet(desk, record.id)


def _proposed(work: Work, desk: Desk, form: Form, record: Record, now: datetime) -> dict[str, Json]:
    """Give the answers that are likely right: today, now, and the place of last time."""
    likely: dict[Fact, Json] = {Fact.HELD_ON: now.date().isoformat(), Fact.START_TIME: now.strftime("%H:%M")}
    before = _record_before(work, record, now.date())
    if before is not None:
        older_form = desk.kept_form(work, before.form_digest)
        place = older_form.with_fact(Fact.PLACE)
        if place is not None:
            likely[Fact.PLACE] = records.answers(work, before.id).get(place.id)
    asked = {fact: form.with_fact(fact) for fact in likely}
    return {q.id: likely[fact] for fact, q in asked.items() if q is not None and likely[fact] is not None}


def _record_before(work: Work, record: Record, today: date) -> Record | None:
    earlier = [
        other
        for other in records.find(work, worker=record.worker)
        if other.number < record.number and was_held(other, today)
    ]
    return max(earlier, key=lambda other: (other.held_on or date.min, other.number), default=None)


def open_sheet(desk: Desk, record_id: str) -> Sheet:
    """Open a record in any state, to read or to go on writing."""
    with desk.cabinet.reading() as work:
        record = records.fetch(work, record_id)
        form = desk.kept_form(work, record.form_digest)
        worker = people.worker(work, record.worker)
        return Sheet(
            record=record,
            form=form,
            worker=worker,
            supervisor=people.supervisor(work, record.supervisor),
            answers=records.answers(work, record_id),
            facts=facts_for(worker, today=desk.today, number=record.session_number),
            last_actions=_last_actions(work, desk, record),
        )


def _last_actions(work: Work, desk: Desk, record: Record) -> list[dict[str, Json]]:
    before = _record_before(work, record, desk.today)
    if before is None:
        return []
    form = desk.kept_form(work, before.form_digest)
    return [point.as_row() for point in action_points(form, records.answers(work, before.id)) if point.what]


def _rows(value: Json) -> list[dict[str, Json]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def save(desk: Desk, record_id: str, changes: Mapping[str, Json]) -> datetime:
    """Keep changed answers of a draft (None takes one away) and give the time they were kept.

    What can be kept is kept before BadInput is raised for the rest; text that is too long to sign
    is kept as well, and stands among the gaps until it is shortened.
    """
    now = desk.now()
    refused: list[BadInput] = []
    with desk.cabinet.transaction() as work:
        record = records.fetch(work, record_id)
        if record.state is not State.DRAFT:
            raise NotAllowed(
                f"This record is {record.state.label}, so it cannot be changed.",
                "Take it back or unlock it first; after both have signed, write an addendum.",
            )
        form = desk.kept_form(work, record.form_digest)
        good: dict[str, Json] = {}
        for question_id, value in changes.items():
            question = form.question(question_id)
            if question is None or value is None:
                good[question_id] = value
                continue
            try:
                good[question_id] = answering.check_answer(question, value)
            except BadInput as problem:
                refused.append(problem)
                if isinstance(value, str) and len(value) <= KEPT_ALL_THE_SAME:
                    good[question_id] = tidy_text(value)
        _keep_answers(work, desk, record, form, good, now)
    if refused:
        raise refused[0]
    return now


def _keep_answers(
    work: Work, desk: Desk, record: Record, form: Form, good: Mapping[str, Json], now: datetime
) -> None:
    held, following = form.with_fact(Fact.HELD_ON), form.with_fact(Fact.NEXT_DATE)
    held_on = _day(good[held.id]) if held is not None and held.id in good else record.held_on
    next_on = _day(good[following.id]) if following is not None and following.id in good else record.next_on
    records.save_answers(work, record.id, good, lambda: now, {"held_on": held_on, "next_on": next_on})
    live_actions.follow_draft(work, desk, record, form, good)


def _day(value: Json) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def gaps_of(sheet: Sheet) -> list[Gap]:
    """Give all that still stands between this record and its signatures."""
    return answering.gaps(sheet.form, sheet.answers, sheet.facts)


def steps_of(sheet: Sheet) -> list[StepView]:
    """Give the steps bar."""
    return steps(sheet.form, sheet.answers, sheet.facts)


def worker_wrote(form: Form, given: Mapping[str, Json]) -> bool:
    """Whether the worker has written something of their own into a draft."""
    for question in form.questions():
        value = given.get(question.id)
        if isinstance(question, AgendaQuestion):
            if any(row.get("by") == Role.WORKER and row.get("text") for row in _rows(value)):
                return True
        elif question.answered_by is Role.WORKER and not answering.is_empty(value):
            return True
    return False


def discard(desk: Desk, record_id: str, reason: str, *, worker_agrees: bool = False) -> None:
    """Discard a draft with a reason; NotAllowed if the worker wrote in it and does not agree."""
    with desk.cabinet.transaction() as work:
        record = records.fetch(work, record_id)
        form = desk.kept_form(work, record.form_digest)
        facts = Circumstances(
            reason=reason,
            worker_wrote=worker_wrote(form, records.answers(work, record_id)),
            worker_agrees=worker_agrees,
        )
        records.set_state(work, record_id, next_state(record.state, Event.DISCARD, facts))
        records.drop_answers(work, record_id)
        store_actions.drop_raised(work, record_id)
        history.note(
            work,
            file=record.worker,
            who=desk.holder,
            what="record.discarded",
            subject=record_id,
            after=b"",
            reason=reason,
            now=desk.now,
        )
