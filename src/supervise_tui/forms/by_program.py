"""Answers that the program fills in where they are asked, also inside rows: shown, never typed."""

from __future__ import annotations

from collections.abc import Iterator

from supervise_tui.canonical import Json
from supervise_tui.forms.blanks import inner_questions
from supervise_tui.forms.definition import Form, Question


def has_filled(question: Question) -> bool:
    """Whether the program fills in the answer, or a part of it."""
    return question.by_program or any(has_filled(inner) for inner in inner_questions(question).values())


def filled_questions(form: Form) -> Iterator[Question]:
    """Give the questions of a form of which the program fills in something."""
    return (question for question in form.questions() if has_filled(question))


def as_filled(question: Question, before: Json, after: Json) -> Json:
    """Give the answer `after` a person changed it, with what the program had filled in `before`.

    Rows are told by their ids; a row that the program did not make has nothing filled in.
    """
    if question.by_program:
        return before
    inner = inner_questions(question)
    if not inner or not isinstance(after, list) or not has_filled(question):
        return after
    there = {row.get("id"): row for row in _rows(before)}
    kept: list[Json] = []
    for row in _rows(after):
        old = there.get(row.get("id"), {})
        cells = dict(row)
        for key, asked in inner.items():
            cell = as_filled(asked, old.get(key), row.get(key))
            if cell is None:
                cells.pop(key, None)
            else:
                cells[key] = cell
        kept.append(cells)
    return kept


def _rows(value: Json) -> list[dict[str, Json]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
