"""What a record starts with: defaults, what is likely right, what the talk before left, what was prepared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import cast

from supervise_tui.canonical import Json
from supervise_tui.domain.action_life import LiveAction
from supervise_tui.domain.agreement import AGREED_ON, AGREEMENT, FREQUENCY, REVIEW_MONTHS, REVIEW_ON
from supervise_tui.domain.last_time import LAST_TIME, what_about
from supervise_tui.domain.looking_back import review_question, review_rows
from supervise_tui.domain.preparation import SIDES, brought_in
from supervise_tui.domain.record import Record, State
from supervise_tui.domain.working_days import add_months
from supervise_tui.forms import answers as answering
from supervise_tui.forms.definition import Fact, Form, Role
from supervise_tui.store import action_points, agreements, preparations, records
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.agendas import agenda_question, proposed_agenda
from supervise_tui.workflows.begun_with import begun_with
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.surroundings import meeting_before

PREPARATION_FORM = "session.preparation"
READY, BROUGHT_INTO, KEPT_BACK = "bring-in-at-start", "brought-into", "kept-back"
"""Kept beside a preparation's answers: its author's word, the record it went into, what stays out of it."""
_NOT_TAKEN_OVER = ("changes",)
"""Questions of an agreement that are about one version only."""


def first_answers(
    work: Work,
    desk: Desk,
    form: Form,
    record: Record,
    facts: Mapping[str, Json],
    now: datetime,
    *,
    about: str | None = None,
) -> dict[str, Json]:
    """Give the answers with which a record of this form starts; `about` names what it is compared with."""
    answers = answering.defaults(form, facts)
    if form.makes == AGREEMENT:
        return answers | _of_agreement(work, desk, form, record, facts, now.date())
    answers |= _likely(work, desk, form, record, now)
    agenda = agenda_question(form)
    if agenda is not None:
        items = proposed_agenda(work, desk, form, record, facts)
        if items:
            answers[agenda.id] = [item.as_row() for item in items]
    known = begun_with(work, desk, form.makes, record.worker, about)
    answers |= {key: value for key, value in known.items() if form.question(key) is not None}
    answers |= reviewed(work, record, form, answers)
    if form.makes == "supervision":
        _bring_in(work, desk, form, record, answers, now)
    return answers


def _likely(work: Work, desk: Desk, form: Form, record: Record, now: datetime) -> dict[str, Json]:
    """Today, now, and the place: as planned, else of last time."""
    likely: dict[Fact, Json] = {Fact.HELD_ON: now.date().isoformat(), Fact.START_TIME: now.strftime("%H:%M")}
    before = meeting_before(work, record, now.date())
    if before is not None:
        place = desk.kept_form(work, before.form_digest).with_fact(Fact.PLACE)
        if place is not None:
            likely[Fact.PLACE] = records.answers(work, before.id).get(place.id)
    planned = preparations.answers(work, record.worker, Role.BOTH.value)
    likely[Fact.PLACE] = planned.get(Fact.PLACE.value) or likely.get(Fact.PLACE)
    asked = {fact: form.with_fact(fact) for fact in likely}
    return {q.id: likely[fact] for fact, q in asked.items() if q is not None and likely[fact] is not None}


def reviewed(work: Work, record: Record, form: Form, answers: Mapping[str, Json]) -> dict[str, Json]:
    """Give the rows of the open actions that this draft looks back at, as they stand now [SES-6]."""
    question = review_question(form)
    if question is None:
        return {}
    to_do = action_points.open_actions(work, record.worker, for_record=record.id, raised_in=question.of)
    theirs = _about_the_same(work, form.makes, answers, to_do)
    rows = review_rows(theirs, answers.get(question.id), record.held_on)
    return {question.id: cast("Json", rows)} if rows else {}


def _about_the_same(
    work: Work, makes: str, answers: Mapping[str, Json], to_do: Sequence[LiveAction]
) -> list[LiveAction]:
    """Of records about several things, such as teams, only the actions that were agreed about this one."""
    rule = LAST_TIME.get(makes)
    if rule is None or not rule.about:
        return [*to_do]
    asked = {one.record for one in to_do}
    subjects = {one: what_about(makes, records.answers(work, one)).casefold() for one in asked}
    this_one = what_about(makes, answers).casefold()
    return [one for one in to_do if subjects[one.record] == this_one]


def _of_agreement(
    work: Work, desk: Desk, form: Form, record: Record, facts: Mapping[str, Json], today: date
) -> dict[str, Json]:
    """What the version before says, else what the rules propose; the days are new [AGR-3] [AGR-7]."""
    proposed: dict[str, Json] = {FREQUENCY: facts.get("worker.usual_frequency")}
    versions = agreements.signed(work, desk.owner.id, record.worker)
    if versions:
        last = records.answers(work, versions[-1].record)
        known = {question.id for question in form.questions()}
        proposed |= {key: value for key, value in last.items() if key.partition("~")[0] in known}
        for key in _NOT_TAKEN_OVER:
            proposed.pop(key, None)
    proposed[AGREED_ON] = today.isoformat()
    proposed[REVIEW_ON] = add_months(today, REVIEW_MONTHS).isoformat()
    return {key: value for key, value in proposed.items() if form.question(key) and value is not None}


def _bring_in(
    work: Work, desk: Desk, form: Form, record: Record, answers: dict[str, Json], now: datetime
) -> None:
    """Bring in what its author has said may come in by itself."""
    preparation = desk.library.get(PREPARATION_FORM)
    for side in SIDES:
        prepared = usable(work, record.worker, side)
        if prepared.get(READY) is True:
            answers |= brought_in(preparation, side, may_come_in(prepared), form, answers)
            preparations.save(work, record.worker, side.value, {BROUGHT_INTO: record.id}, lambda: now)


def own_words(prepared: Mapping[str, Json]) -> dict[str, Json]:
    """Give a preparation's answers alone."""
    return {key: value for key, value in prepared.items() if key not in (READY, BROUGHT_INTO, KEPT_BACK)}


def may_come_in(prepared: Mapping[str, Json]) -> dict[str, Json]:
    """Give the answers of a preparation that its author does not keep to themselves."""
    kept = prepared.get(KEPT_BACK)
    back = kept if isinstance(kept, list) else []
    return {key: value for key, value in own_words(prepared).items() if key not in back}


def usable(work: Work, worker_id: str, side: Role) -> dict[str, Json]:
    """Give one side's preparation as it counts now.

    What went into a record that was held is used up. What went into one that was discarded counts as
    not brought in, so that its author does not lose it.
    """
    prepared = preparations.answers(work, worker_id, side.value)
    into = prepared.get(BROUGHT_INTO)
    if not isinstance(into, str):
        return prepared
    state = records.fetch(work, into).state
    if state is State.DRAFT:
        return prepared
    if state is State.DISCARDED:
        return {key: value for key, value in prepared.items() if key not in (BROUGHT_INTO, READY)}
    return {}
