"""Answers in words, as people read them on screen and on paper, and hear them read aloud."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import assert_never

from supervise_tui.canonical import Json
from supervise_tui.forms.answer_checks import NOT_APPLICABLE, filled_rows, is_empty
from supervise_tui.forms.day_words import long_date
from supervise_tui.forms.definition import (
    ActionsQuestion,
    AgendaQuestion,
    ChoiceQuestion,
    DateQuestion,
    LongTextQuestion,
    NumberQuestion,
    Question,
    ScaleQuestion,
    TextQuestion,
    TimeQuestion,
    YesNoQuestion,
)

_PEOPLE = {"worker": "Worker", "supervisor": "Supervisor", "both": "Both"}


def in_words(question: Question, value: Json, names: Mapping[str, str] | None = None) -> str:
    """Give an answer as people read it, on screen, on paper and read aloud; "" when it is empty.

    `names` may give the names for "worker" and "supervisor". Values that do not fit are shown as they are.
    """
    if is_empty(value):
        return ""
    match question:
        case TextQuestion() | LongTextQuestion() | TimeQuestion():
            return str(value)
        case ChoiceQuestion():
            return next((option.label for option in question.options if option.id == value), str(value))
        case YesNoQuestion():
            return _yes_no_in_words(value)
        case ScaleQuestion():
            return _scale_in_words(question, value)
        case NumberQuestion():
            return f"{value} {question.unit}".strip()
        case DateQuestion():
            return day_in_words(value)
        case AgendaQuestion() | ActionsQuestion():
            return "\n".join("; ".join(filter(None, row)) for row in rows_in_words(question, value, names))
        case _:
            assert_never(question)


def _yes_no_in_words(value: Json) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return "Not applicable" if value == NOT_APPLICABLE else str(value)


def _scale_in_words(question: ScaleQuestion, value: Json) -> str:
    label = {question.lowest: question.lowest_label, question.highest: question.highest_label}
    words = label.get(value, "") if isinstance(value, int) else ""
    return f"{value} of {question.highest}" + (f" ({words})" if words else "")


def day_in_words(value: Json) -> str:
    """Give "Saturday 28 November 2026" for ISO text; anything else as it stands."""
    try:
        return long_date(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)


def row_headings(question: AgendaQuestion | ActionsQuestion) -> list[str]:
    """Give the headings of the columns of `rows_in_words`."""
    match question:
        case AgendaQuestion():
            return ["What to talk about", "Brought by"]
        case ActionsQuestion():
            return ["What will be done", "Who", "By when", "How we will know"]
        case _:
            assert_never(question)


def rows_in_words(question: Question, value: Json, names: Mapping[str, str] | None = None) -> list[list[str]]:
    """Give the filled rows, one text a column (see `row_headings`); [] for every other type."""
    people = {**_PEOPLE, **(names or {})}
    rows = [row for _, row in filled_rows(value)]
    match question:
        case AgendaQuestion():
            return [[row.get("text", ""), people.get(row.get("by", ""), row.get("by", ""))] for row in rows]
        case ActionsQuestion():
            return [_action_in_words(row, people) for row in rows]
        case _:
            return []


def _action_in_words(row: Mapping[str, str], people: Mapping[str, str]) -> list[str]:
    owner = row.get("owner", "")
    who = (row.get("owner_name", "") or "Somebody else") if owner == "other" else people.get(owner, "")
    by = row.get("by", "")
    return [row.get("what", ""), who, day_in_words(by) if by else "", row.get("how_known", "")]
