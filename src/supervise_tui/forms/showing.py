"""What of a form is on view, and what of the answers a signature covers.

Comments and evidence that go with an answer are on view as questions of their own, right behind it.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import TypeAlias, cast

from supervise_tui.canonical import Json
from supervise_tui.forms.blanks import inner_questions, is_blank_row, is_unanswered
from supervise_tui.forms.conditions import OWN_ANSWER, holds
from supervise_tui.forms.definition import (
    ComputedQuestion,
    Form,
    GroupQuestion,
    MarksQuestion,
    MatrixQuestion,
    Question,
    Section,
    TableQuestion,
    comment_question,
    evidence_question,
    initials_key,
    initials_question,
    marks_key,
    marks_question,
    may_be_marked,
)
from supervise_tui.forms.evidence_marks import marks_on
from supervise_tui.forms.scores import scores

Answers: TypeAlias = Mapping[str, Json]
Facts: TypeAlias = Mapping[str, Json]


@dataclass(frozen=True)
class View:
    """What is on view now."""

    sections: tuple[tuple[Section, tuple[Question, ...]], ...]
    answers: Answers
    """The answers, those to hidden questions as None: what conditions go by."""


def is_shown(part: Question | Section, answers: Answers, facts: Facts) -> bool:
    """Whether its own condition holds; `shown` also asks for the section and for hidden answers."""
    return holds(part.shown_when, answers, facts)


def view(form: Form, answers: Answers, facts: Facts) -> View:
    """Give what is on view; sections with nothing in view are left out.

    The answer to a question that is hidden now counts as not given for the conditions after it.
    """
    counted = dict(answers)
    found: list[tuple[Section, tuple[Question, ...]]] = []
    for section in form.sections:
        if is_shown(section, counted, facts):
            on_view = _on_view(section.questions, counted, facts)
        else:
            on_view = []
            counted.update(dict.fromkeys(question.id for question in section.questions))
        if on_view:
            found.append((section, tuple(on_view)))
    worked_out = computed(form, counted, facts)
    counted.update(worked_out)
    with_all = ((section, _with_marks(_with_notes(part, counted, facts), counted)) for section, part in found)
    return View(tuple(with_all), counted)


def shown(form: Form, answers: Answers, facts: Facts) -> list[tuple[Section, tuple[Question, ...]]]:
    """Give the sections and questions on view, in order; comments and evidence behind their question."""
    return list(view(form, answers, facts).sections)


def row_view(
    question: TableQuestion | GroupQuestion, row: Answers, answers: Answers, facts: Facts
) -> tuple[tuple[Question, ...], Answers]:
    """Give the questions on view in one row, and what conditions in it go by: the row, then the form."""
    asked = inner_questions(question)
    own: dict[str, Json] = {**dict.fromkeys(asked), **row}
    scope = within(own, answers)
    on_view = _on_view(asked.values(), scope, facts)
    return _with_notes(on_view, scope, facts), scope


def within(own: dict[str, Json], outer: Answers) -> MutableMapping[str, Json]:
    """Give `own` with `outer` behind it; only `own` is ever changed."""
    return ChainMap(own, cast("MutableMapping[str, Json]", outer))


def _on_view(
    questions: Iterable[Question], counted: MutableMapping[str, Json], facts: Facts
) -> list[Question]:
    on_view: list[Question] = []
    for question in questions:
        if is_shown(question, counted, facts):
            on_view.append(question)
        else:
            counted[question.id] = None
    return on_view


def _with_notes(questions: Iterable[Question], counted: Answers, facts: Facts) -> tuple[Question, ...]:
    """The questions, each followed by what asks for its comment and its evidence where there is one."""
    found: list[Question] = []
    for question in questions:
        found.append(question)
        needed = needs_comment(question, counted, facts)
        if needed or question.comment == "may":
            found.append(comment_question(question, needed=needed))
        if question.evidence:
            found.append(evidence_question(question))
        if counted.get(initials_key(question.id)) and isinstance(question, TableQuestion | GroupQuestion):
            found.append(initials_question(question))
    return tuple(found)


def _with_marks(questions: Iterable[Question], counted: Answers) -> tuple[Question, ...]:
    """The form's own questions, with what their answers are evidence for behind all other notes.

    Only these: what is marked inside a row is kept with the question that has the row.
    """
    found: list[Question] = []
    marked: Question | None = None
    for question in (*questions, None):
        if question is not None and "~" in question.id:
            found.append(question)
            continue
        if marked is not None:
            found.append(marks_question(marked))
        if question is not None:
            found.append(question)
        has = question is not None and may_be_marked(question) and counted.get(marks_key(question.id))
        marked = question if has else None
    return tuple(found)


def needs_comment(question: Question, answers: Answers, facts: Facts) -> bool:
    """Whether the answer is one that needs a comment."""
    return any(own_condition_holds(question, question.comment_when, answers, facts))


def own_condition_holds(question: Question, text: str, answers: Answers, facts: Facts) -> list[bool]:
    """Say whether a condition on `answer` holds: once, or for each row of a matrix.

    It never does while there is no answer, nor when there is no condition.
    """
    value = answers.get(question.id)
    if not text or is_unanswered(question, value):
        return [False]
    values: list[Json] = [value]
    if isinstance(question, MatrixQuestion):
        given = value if isinstance(value, dict) else {}
        values = [given.get(row.id) for row in question.rows]
    return [one is not None and holds(text, within({OWN_ANSWER: one}, answers), facts) for one in values]


def is_required(question: Question, answers: Answers, facts: Facts) -> bool:
    """Whether an answer is needed now."""
    if isinstance(question.required, bool):
        return question.required
    return holds(question.required, answers, facts)


def computed(form: Form, answers: Answers, facts: Facts) -> dict[str, Json]:
    """Give the answers that are worked out, from facts and scores, by the ids of their questions."""
    asked = [question for question in form.questions() if isinstance(question, ComputedQuestion)]
    if not asked:
        return {}
    given = {f"score.{one.id}": one.value for one in scores(form, answers, facts) if not one.section}
    known: dict[str, Json] = {**facts, **given}
    return {question.id: known.get(question.computes) for question in asked}


def answers_to_sign(form: Form, answers: Answers, facts: Facts) -> dict[str, Json]:
    """Give the answers that a signature covers: those on view, without empty ones and blank rows.

    Worked-out answers are written in. Ids that the form does not know are kept: they came from another
    version and are shown as such.
    """
    now = view(form, answers, facts)
    signed: dict[str, Json] = {}
    for _, questions in now.sections:
        for question in questions:
            value = _signed(question, now.answers.get(question.id), now.answers, facts)
            if isinstance(question, MarksQuestion):
                value = marks_on(form, question, value, signed)
            if not is_unanswered(question, value):
                signed[question.id] = value
    strange = {
        key: value
        for key, value in answers.items()
        if form.question(key) is None and not _says_nothing(value)
    }
    return {
        key: signed[key] if key in signed else strange[key] for key in _in_order(answers, signed, strange)
    }


def _in_order(answers: Answers, signed: Answers, strange: Answers) -> list[str]:
    kept = [key for key in answers if key in signed or key in strange]
    return [*kept, *(key for key in signed if key not in answers)]


def _says_nothing(value: Json) -> bool:
    """An id that no question describes: only plain nothing is nothing."""
    return value is None or value in ("", [], {}) or (isinstance(value, str) and not value.strip())


def _signed(question: Question, value: Json, answers: Answers, facts: Facts) -> Json:
    if not isinstance(value, list):
        return value
    rows: list[Json] = []
    for row in value:
        if is_blank_row(question, row):
            continue
        if isinstance(question, TableQuestion | GroupQuestion) and isinstance(row, dict):
            rows.append(_signed_row(question, row, answers, facts))
        else:
            rows.append(row)
    return rows


def _signed_row(
    question: TableQuestion | GroupQuestion, row: Mapping[str, Json], answers: Answers, facts: Facts
) -> dict[str, Json]:
    """The cells on view; those that this form does not know are kept as they are."""
    questions, scope = row_view(question, row, answers, facts)
    asked = {inner.id: inner for inner in questions}
    known = inner_questions(question)
    kept: dict[str, Json] = {}
    for key, cell in row.items():
        if key in asked:
            value = _signed(asked[key], cell, scope, facts)
            if not is_unanswered(asked[key], value):
                kept[key] = value
        elif key == "id" or key.partition("~")[0] not in known:
            kept[key] = cell
    return kept
