"""Marks on answers: this note, this action or this example is evidence for something [DEV-6].

What it is evidence for (a behaviour of the appraisal, a duty of the code of conduct) stands outside the
form, so a mark carries its words: whoever reads the record alone understands it. Marks stand beside the
answer under an id of their own (`marks_key`), are part of what is signed, and no form has to ask for
them. A mark on a row says which one by the row's id; the record of it in words is written in when the
answers are made ready to sign, since rows may move until then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from textwrap import shorten
from typing import Final

from supervise_tui.canonical import Json
from supervise_tui.forms.blanks import is_blank_row, is_unanswered
from supervise_tui.forms.definition import (
    ActionReviewQuestion,
    ActionsQuestion,
    Form,
    GroupQuestion,
    MarksQuestion,
    Question,
    TableQuestion,
    is_marks_key,
    marks_key,
)

BEHAVIOUR: Final = "behaviour"
DUTY: Final = "duty"
_CELLS = ("kind", "ref", "text", "under")
_NAMED = 60
"""Characters by which a row is named; cut between words."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What something can be evidence for."""

    kind: str
    """BEHAVIOUR or DUTY."""
    ref: str
    """Which one: "<question id>.<row id>" of the form it is asked in, or the id of a duty."""
    text: str
    """In words."""
    under: str
    """What it is a part of, in words: a domain, or the code of conduct."""

    @property
    def said(self) -> str:
        """Give "Keeps high standards of conduct (Personal qualities)"."""
        return f"{self.text} ({self.under})" if self.under else self.text


def rows_of(value: Json) -> list[dict[str, Json]]:
    """Give the marks in an answer of `marks_key`."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def shown_by(row: Mapping[str, Json]) -> Shown:
    """Give what one mark points at."""
    kind, ref, text, under = (str(row.get(key) or "") for key in _CELLS)
    return Shown(kind=kind, ref=ref, text=text, under=under)


def is_at(row: Mapping[str, Json], of: str) -> bool:
    """Whether a mark stands on the row `of`, or on the whole answer where that is empty."""
    return str(row.get("of") or "") == of


def toggled(value: Json, what: Shown, of: str, new_id: str) -> Json:
    """Give the marks with this one set, or taken off where it is there; None when none is left."""
    there = rows_of(value)
    same = [row for row in there if is_at(row, of) and _same(row, what)]
    if same:
        return [row for row in there if row not in same] or None
    row: dict[str, Json] = {"id": new_id, "kind": what.kind, "ref": what.ref, "text": what.text}
    row |= {"under": what.under} if what.under else {}
    return [*there, {**row, "of": of} if of else row]


def _same(row: Mapping[str, Json], what: Shown) -> bool:
    return row.get("kind") == what.kind and row.get("ref") == what.ref


def marks_in_words(value: Json) -> list[str]:
    """Give the marks as they are read, each with the row it stands on, where that is written in."""
    lines = []
    for row in rows_of(value):
        where = str(row.get("row") or "")
        lines.append(f"{where}: {shown_by(row).said}" if where else shown_by(row).said)
    return lines


def marks_on(form: Form, asked: MarksQuestion, value: Json, answers: Mapping[str, Json]) -> Json:
    """Give the marks that stand on something in `answers`, with their rows in words.

    A mark on an answer that was emptied, or on a row that was removed, says nothing and is left out.
    """
    question = form.question(asked.id.partition("~")[0])
    answer = answers.get(question.id) if question is not None else None
    if question is None or is_unanswered(question, answer):
        comment = answers.get(asked.id.partition("~")[0] + "~comment")
        return [row for row in rows_of(value) if not row.get("of")] if comment else None
    names = row_names(question, answer)
    kept: list[Json] = []
    for row in rows_of(value):
        of = str(row.get("of") or "")
        if not of:
            kept.append(row)
        elif of in names:
            kept.append({**row, "row": names[of]})
    return kept


def row_names(question: Question, answer: Json) -> dict[str, str]:
    """Give what the filled rows of an answer are called, by their ids."""
    said = (row for row in rows_of(answer) if not is_blank_row(question, row))
    return {row_id(row): _name(question, row, number) for number, row in enumerate(said, 1)}


def row_id(row: Mapping[str, Json]) -> str:
    """Give what tells a row from the others: its id, or the action that it looks back at."""
    return str(row.get("id") or row.get("action") or "")


def _name(question: Question, row: Mapping[str, Json], number: int) -> str:
    match question:
        case ActionReviewQuestion():
            return f"“{shorten(str(row.get('what') or ''), _NAMED, placeholder=' …')}”"
        case ActionsQuestion():
            return f"Action {number}"
        case GroupQuestion():
            return f"{question.row_title or 'Row'} {number}"
        case TableQuestion():
            fixed = {option.id: option.label for option in question.rows}
            return fixed.get(row_id(row), f"Row {number}")
        case _:
            return f"Row {number}"


def follow_rows(answers: Mapping[str, Json]) -> dict[str, Json]:
    """Give the answers with each mark under the question that has its row now: rows may have moved."""
    places = {
        row_id(row): key
        for key, value in answers.items()
        if "~" not in key
        for row in rows_of(value)
        if row_id(row)
    }
    moved: dict[str, Json] = {key: value for key, value in answers.items() if not is_marks_key(key)}
    found: dict[str, list[Json]] = {}
    for key, value in answers.items():
        if not is_marks_key(key):
            continue
        home = key.partition("~")[0]
        there = {row_id(row) for row in rows_of(answers.get(home))}
        for row in rows_of(value):
            of = str(row.get("of") or "")
            now = home if not of or of in there else places.get(of, home)
            found.setdefault(marks_key(now), []).append(row)
    return {**moved, **found}


def every_mark(answers: Mapping[str, Json]) -> Iterable[tuple[str, Mapping[str, Json]]]:
    """Give each mark with the id of the question on whose answer it stands."""
    for key, value in answers.items():
        if is_marks_key(key):
            for row in rows_of(value):
                yield key.partition("~")[0], row
