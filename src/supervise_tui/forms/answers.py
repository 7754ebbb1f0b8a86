"""The answers to a form: what is on view, what a signature covers, and what is still missing.

This is the door to all that is done with answers: checking one and saying one in words stand in
modules of their own, and are given out here too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from supervise_tui.canonical import Json
from supervise_tui.forms.answer_checks import check_answer, filled_rows, is_empty
from supervise_tui.forms.answer_words import day_in_words, in_words, row_headings, rows_in_words
from supervise_tui.forms.conditions import holds
from supervise_tui.forms.day_words import long_date
from supervise_tui.forms.definition import (
    ActionsQuestion,
    AgendaQuestion,
    DateQuestion,
    Fact,
    Form,
    Question,
    Section,
)
from supervise_tui.problems import BadInput

__all__ = [
    "Gap",
    "answers_to_sign",
    "check_answer",
    "day_in_words",
    "gaps",
    "in_words",
    "is_empty",
    "is_required",
    "is_shown",
    "row_headings",
    "rows_in_words",
    "shown",
]

Answers: TypeAlias = Mapping[str, Json]
Facts: TypeAlias = Mapping[str, Json]


def is_shown(part: Question | Section, answers: Answers, facts: Facts) -> bool:
    """Whether its own condition holds; `shown` also asks for the section and for hidden answers."""
    return holds(part.shown_when, answers, facts)


def shown(form: Form, answers: Answers, facts: Facts) -> list[tuple[Section, tuple[Question, ...]]]:
    """Give the sections and questions on view, in order; sections with nothing in view are left out.

    The answer to a question that is hidden now counts as not given for the conditions after it.
    """
    counted = dict(answers)
    view: list[tuple[Section, tuple[Question, ...]]] = []
    for section in form.sections:
        open_section = is_shown(section, counted, facts)
        on_view: list[Question] = []
        for question in section.questions:
            if open_section and is_shown(question, counted, facts):
                on_view.append(question)
            else:
                counted.pop(question.id, None)
        if on_view:
            view.append((section, tuple(on_view)))
    return view


def answers_to_sign(form: Form, answers: Answers, facts: Facts) -> dict[str, Json]:
    """Give the answers that a signature covers: those on view, without empty ones and empty rows.

    Ids that the form does not know are kept: they came from another version and are shown as such.
    """
    on_view = {question.id for _, questions in shown(form, answers, facts) for question in questions}
    known = {question.id for question in form.questions()}
    return {
        key: [row for row in value if not is_empty([row])] if isinstance(value, list) else value
        for key, value in answers.items()
        if (key in on_view or key not in known) and not is_empty(value)
    }


def is_required(question: Question, answers: Answers, facts: Facts) -> bool:
    """Whether an answer is needed now."""
    if isinstance(question.required, bool):
        return question.required
    return holds(question.required, answers, facts)


@dataclass(frozen=True)
class Gap:
    """Something that keeps a record from being signed: where it is, and a sentence about it."""

    section: str
    """The section's id."""
    question_id: str
    row: int | None
    """The row in an agenda or in actions, counted from 0 over all rows, blank ones too; or None."""
    sentence: str


def gaps(form: Form, answers: Answers, facts: Facts) -> list[Gap]:
    """Give everything that must be put right before sign-off, in the order of the form [SES-9]."""
    view = shown(form, answers, facts)
    found: list[Gap] = []
    for section, questions in view:
        for question in questions:
            found += [
                Gap(section.id, question.id, row, sentence)
                for row, sentence in _gaps_of(form, question, answers, facts)
            ]
    return found


def _gaps_of(
    form: Form, question: Question, answers: Answers, facts: Facts
) -> Iterator[tuple[int | None, str]]:
    value = answers.get(question.id)
    if is_empty(value):
        if is_required(question, answers, facts):
            yield None, f"“{question.label}” still needs an answer."
        return
    try:
        value = check_answer(question, value)
    except BadInput as problem:
        yield None, f"“{question.label}”: {problem}"
        return
    match question:
        case DateQuestion():
            yield from _date_gaps(form, question, value, answers, facts)
        case AgendaQuestion():
            yield from _agenda_gaps(value)
        case ActionsQuestion():
            yield from _action_gaps(form, value, answers, facts)
        case _:
            pass


def _date_gaps(
    form: Form, question: DateQuestion, value: Json, answers: Answers, facts: Facts
) -> Iterator[tuple[int | None, str]]:
    day = date.fromisoformat(str(value))
    for other, word in ((question.not_before, "before"), (question.not_after, "after")):
        limit = _limit(other, answers, facts)
        if limit is None or not (day < limit if word == "before" else day > limit):
            continue
        if other == "today":
            what = "is past already" if word == "before" else "is still to come"
            yield None, f"“{question.label}”: {long_date(day)} {what}."
        else:
            asked = form.question(other)
            label = asked.label if asked else other
            yield None, f"“{question.label}”: {long_date(day)} is {word} {long_date(limit)} (“{label}”)."


def _limit(other: str, answers: Answers, facts: Facts) -> date | None:
    if not other:
        return None
    value = facts.get("today") if other == "today" else answers.get(other)
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None  # that date is a gap of its own


def _agenda_gaps(value: Json) -> Iterator[tuple[int | None, str]]:
    for number, row in filled_rows(value):
        if not row["text"]:
            yield number, f"Agenda line {number + 1} is empty."
        elif not row["by"]:
            yield number, f"Agenda line {number + 1} does not say who brought it."


def _action_gaps(form: Form, value: Json, answers: Answers, facts: Facts) -> Iterator[tuple[int | None, str]]:
    """[SES-9]: what, who and by when; not before the meeting, unless it was typed in from paper."""
    held_question = form.with_fact(Fact.HELD_ON)
    held_on = _limit(held_question.id, answers, facts) if held_question else None
    for number, row in filled_rows(value):
        name = f"Action {number + 1}"
        if not row["what"]:
            yield number, f"{name} does not say what will be done."
        if not row["owner"]:
            yield number, f"{name} does not say who does it."
        elif row["owner"] == "other" and not row["owner_name"]:
            yield number, f"{name} is for somebody else, but does not say for whom."
        if not row["by"]:
            yield number, f"{name} has no date yet."
        elif (
            held_on and date.fromisoformat(row["by"]) < held_on and facts.get("meeting.on_paper") is not True
        ):
            yield (
                number,
                f"{name} is due before the supervision itself: {long_date(date.fromisoformat(row['by']))}.",
            )
