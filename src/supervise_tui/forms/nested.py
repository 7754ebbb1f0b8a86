"""Every answer of a form, also those inside tables and groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from supervise_tui.canonical import Json
from supervise_tui.forms.blanks import inner_questions
from supervise_tui.forms.definition import Form, Question


def every_answer(form: Form, answers: Mapping[str, Json]) -> Iterator[tuple[Question, Json]]:
    """Give each question that has an answer, with it; those inside a row follow the row's question."""
    for question in form.questions():
        yield from _of(question, answers.get(question.id))


def _of(question: Question, value: Json) -> Iterator[tuple[Question, Json]]:
    if value is None:
        return
    yield question, value
    inner = inner_questions(question)
    for row in value if inner and isinstance(value, list) else []:
        if isinstance(row, dict):
            for asked in inner.values():
                yield from _of(asked, row.get(asked.id))
