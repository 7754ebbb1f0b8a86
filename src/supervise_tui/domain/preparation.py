"""What one side prepared, as it comes into the record of the talk: points, notes, papers [SES-6]."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from supervise_tui.canonical import Json
from supervise_tui.domain.agenda import AgendaItem, items_in, with_brought
from supervise_tui.forms.answers import is_unanswered
from supervise_tui.forms.definition import (
    AgendaQuestion,
    EvidenceQuestion,
    Form,
    LongTextQuestion,
    Question,
    Role,
)

SIDES = (Role.WORKER, Role.SUPERVISOR)
NOTES = {Role.WORKER: "brought_worker", Role.SUPERVISOR: "brought_supervisor"}
"""Where each side's notes go in the form of a talk."""


def asked_of(form: Form, side: Role) -> tuple[Question, ...]:
    """Give what a preparation asks this side; the other side's part is not theirs to see."""
    return tuple(
        question for section in form.sections if section.filled_by is side for question in section.questions
    )


def sheet_of(form: Form, side: Role) -> Form:
    """Give the part of a preparation that one side fills in, to be printed [REC-13]."""
    return replace(form, sections=tuple(one for one in form.sections if one.filled_by is side))


def is_prepared(form: Form, side: Role, prepared: Mapping[str, Json]) -> bool:
    """Whether this side has written anything."""
    return any(not is_unanswered(question, prepared.get(question.id)) for question in asked_of(form, side))


def brought_in(
    preparation: Form, side: Role, prepared: Mapping[str, Json], talk: Form, answers: Mapping[str, Json]
) -> dict[str, Json]:
    """Give the changes to the record of the talk by which this side's preparation comes into it.

    Twice is once: lines and papers are known by their ids, notes by their text. What the talk's form
    has no place for stays with its author.
    """
    asked = asked_of(preparation, side)
    changed: dict[str, Json] = {}
    agenda = next((q for q in talk.questions() if isinstance(q, AgendaQuestion)), None)
    points = [
        item
        for q in asked
        if isinstance(q, AgendaQuestion)
        for item in _own(items_in(prepared.get(q.id)), side)
    ]
    if agenda is not None and points:
        rows = with_brought(items_in(answers.get(agenda.id)), points)
        changed[agenda.id] = [item.as_row() for item in rows]
    papers = next((q for q in talk.questions() if isinstance(q, EvidenceQuestion)), None)
    new = [row for q in asked if isinstance(q, EvidenceQuestion) for row in _rows(prepared.get(q.id))]
    if papers is not None and new:
        there = _rows(answers.get(papers.id))
        known = {row.get("id") for row in there}
        changed[papers.id] = [*there, *(row for row in new if row.get("id") not in known)]
    notes = talk.question(NOTES[side])
    text = _as_notes(asked, prepared)
    if notes is not None and text:
        before = answers.get(notes.id)
        before = before if isinstance(before, str) else ""
        changed[notes.id] = before if text in before else "\n\n".join(part for part in (before, text) if part)
    return changed


def _own(items: list[AgendaItem], side: Role) -> list[AgendaItem]:
    return [replace(item, by=side.value) for item in items]


def _rows(value: Json) -> list[dict[str, Json]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _as_notes(asked: tuple[Question, ...], prepared: Mapping[str, Json]) -> str:
    parts = [
        f"{question.label}:\n{prepared[question.id]}"
        for question in asked
        if isinstance(question, LongTextQuestion) and not is_unanswered(question, prepared.get(question.id))
    ]
    return "\n\n".join(parts)
