"""When two answers say the same, whatever marks the program gave to their rows."""

from __future__ import annotations

from collections.abc import Mapping

from supervise_tui.canonical import Json
from supervise_tui.forms.blanks import inner_questions
from supervise_tui.forms.definition import (
    PersonQuestion,
    Question,
    TableQuestion,
)


def unmarked(question: Question | None, value: Json) -> Json:
    """Give an answer without the marks of the program, and without parts of rows that say nothing."""
    if isinstance(question, PersonQuestion) and isinstance(value, dict):
        return {"name": value.get("name"), "known": bool(value.get("person"))}
    if question is None or not isinstance(value, list):
        return value
    fixed = isinstance(question, TableQuestion) and bool(question.rows)
    inner = inner_questions(question)
    marks = {"action", "carried_from"} if fixed else {"id", "action", "carried_from"}
    rows = [_unmarked_row(row, marks, inner) if isinstance(row, dict) else row for row in value]
    # The rows of a fixed table are all there once one is written in; the others say nothing.
    return [row for row in rows if not fixed or not isinstance(row, dict) or row.keys() - {"id"}]


def _unmarked_row(row: dict[str, Json], marks: set[str], inner: Mapping[str, Question]) -> Json:
    picked = row.get("kind") in ("record", "action")
    left_out = marks | ({"ref"} if picked else set())
    return {
        key: unmarked(inner.get(key), cell)
        for key, cell in row.items()
        if key not in left_out and cell not in ("", None)
    }
