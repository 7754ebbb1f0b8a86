"""When an answer says nothing: what is not said is not missing from a row, not signed, and not shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from supervise_tui.canonical import Json
from supervise_tui.forms.definition import (
    ActionsQuestion,
    AgendaQuestion,
    ComputedQuestion,
    EvidenceQuestion,
    GroupQuestion,
    Question,
    TableQuestion,
)

NOT_APPLICABLE = "n/a"
OWNERS = ("worker", "supervisor", "other")
RAISED_BY = ("worker", "supervisor", "both")
AGENDA_KEYS = ("id", "text", "by")
AGENDA_MORE = ("function", "standing", "outcome", "why", "carried_from")
ACTION_KEYS = ("id", "what", "owner", "owner_name", "by", "how_known")
ACTION_MORE = ("function", "carried_from")


def is_empty(value: Json) -> bool:
    """Whether nothing was said: None, blank text, no rows, or rows with nothing in them but their id.

    Who raised a line, or who does it, is chosen by the program for a new line, so it alone is nothing.
    Where the question is at hand, `is_unanswered` knows better.
    """
    if value is None:
        return True
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, list):
        return all(is_empty_row(item) for item in value)
    return isinstance(value, dict) and all(is_empty(part) for part in value.values())


def is_empty_row(row: Json) -> bool:
    """Whether a row says nothing."""
    if not isinstance(row, dict):
        return is_empty(row)
    chosen = {"id"}
    if set(row) <= {*ACTION_KEYS, *ACTION_MORE} and row.get("owner") in OWNERS:
        chosen.add("owner")
    elif set(row) <= {*AGENDA_KEYS, *AGENDA_MORE} and row.get("by") in RAISED_BY:
        chosen.add("by")
    return all(is_empty(cell) for key, cell in row.items() if key not in chosen)


def is_unanswered(question: Question, value: Json) -> bool:
    """Whether `value` says nothing as an answer to `question`."""
    match question:
        case TableQuestion() | GroupQuestion() | EvidenceQuestion() if isinstance(value, list):
            return all(is_blank_row(question, row) for row in value)
        case ComputedQuestion():
            return value is None or value == ""
        case _:
            return is_empty(value)


def is_blank_row(question: Question, row: Json) -> bool:
    """Whether one row of the answer says nothing."""
    if not isinstance(row, dict) or isinstance(question, AgendaQuestion | ActionsQuestion):
        return is_empty_row(row)
    chosen = {"id", "kind"} if isinstance(question, EvidenceQuestion) else {"id"}
    inner = inner_questions(question)
    return all(_blank_cell(inner.get(key), cell) for key, cell in row.items() if key not in chosen)


def _blank_cell(question: Question | None, cell: Json) -> bool:
    return is_empty(cell) if question is None else is_unanswered(question, cell)


def inner_questions(question: Question) -> Mapping[str, Question]:
    """Give the questions asked in each row, by id; none for other types."""
    match question:
        case TableQuestion():
            return {column.id: column for column in question.columns}
        case GroupQuestion():
            return {inner.id: inner for inner in question.questions}
        case _:
            return {}


def filled_rows(value: Json) -> Iterator[tuple[int, dict[str, str]]]:
    """Give the agenda or action rows that say something, each with its number counted from 0 over all."""
    for number, row in enumerate(value if isinstance(value, list) else []):
        if isinstance(row, dict) and not is_empty_row(row):
            yield number, {key: str(cell) for key, cell in row.items()}


def said_rows(question: Question, value: Json) -> Iterator[tuple[int, dict[str, Json]]]:
    """Give the rows that say something, each with its number counted from 0 over all rows."""
    for number, row in enumerate(value if isinstance(value, list) else []):
        if isinstance(row, dict) and not is_blank_row(question, row):
            yield number, row
