"""Answers in words, as people read them on screen and on paper, and hear them read aloud."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from supervise_tui.canonical import Json
from supervise_tui.forms.blanks import NOT_APPLICABLE, is_unanswered
from supervise_tui.forms.day_words import day_in_words
from supervise_tui.forms.definition import (
    ActionReviewQuestion,
    ActionsQuestion,
    AgendaQuestion,
    ChoiceQuestion,
    ComputedQuestion,
    DateQuestion,
    DurationQuestion,
    EvidenceQuestion,
    GroupQuestion,
    LongTextQuestion,
    MatrixQuestion,
    NumberQuestion,
    Option,
    PersonQuestion,
    PlaceQuestion,
    Question,
    ScaleQuestion,
    SeveralQuestion,
    TableQuestion,
    TextQuestion,
    TimeQuestion,
    YesNoQuestion,
)
from supervise_tui.forms.durations import say_duration
from supervise_tui.forms.row_words import plain_words, row_headings, rows_as_text
from supervise_tui.forms.row_words import rows_in_words as rows_by

__all__ = ["day_in_words", "in_words", "plain_words", "row_headings", "rows_in_words"]

_DAYS = (
    *("today", "meeting.last_on"),
    *("worker.started_on", "worker.induction_ends_on", "worker.probation_ends_on"),
)
"""Facts that are days."""


def in_words(question: Question, value: Json, names: Mapping[str, str] | None = None) -> str:
    """Give an answer as people read it, on screen, on paper and read aloud; "" when it is empty.

    `names` may give the names for "worker" and "supervisor". Values that do not fit are shown as they are.
    """
    if is_unanswered(question, value):
        return ""
    match question:
        case TextQuestion() | LongTextQuestion() | TimeQuestion() | PlaceQuestion():
            return str(value)
        case ChoiceQuestion():
            return _option(question.options, value)
        case SeveralQuestion():
            chosen = value if isinstance(value, list) else [value]
            said = [_option(question.options, item) for item in chosen]
            return ("; " if any("," in one for one in said) else ", ").join(said)
        case YesNoQuestion():
            return _yes_no_in_words(value)
        case ScaleQuestion():
            return _scale_in_words(question, value)
        case NumberQuestion():
            return f"{value} {question.unit}".strip()
        case DateQuestion():
            return day_in_words(value)
        case DurationQuestion():
            return say_duration(value) if _is_whole(value) and isinstance(value, int) else str(value)
        case PersonQuestion():
            return _person_in_words(value)
        case ComputedQuestion():
            return day_in_words(value) if question.computes in _DAYS else plain_words(value)
        case (
            AgendaQuestion()
            | ActionsQuestion()
            | ActionReviewQuestion()
            | EvidenceQuestion()
            | TableQuestion()
            | MatrixQuestion()
            | GroupQuestion()
        ):
            return rows_as_text(question, value, names, in_words)
        case _:
            assert_never(question)


def _option(options: tuple[Option, ...], value: Json) -> str:
    return next((option.label for option in options if option.id == value), str(value))


def _yes_no_in_words(value: Json) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return "Not applicable" if value == NOT_APPLICABLE else str(value)


def _is_whole(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _scale_in_words(question: ScaleQuestion, value: Json) -> str:
    if not isinstance(value, int) or isinstance(value, bool):
        return f"{value} of {question.highest}"
    step = value - question.lowest
    if question.words and 0 <= step < len(question.words):
        return question.words[step]
    label = {question.lowest: question.lowest_label, question.highest: question.highest_label}
    words = label.get(value, "")
    return f"{value} of {question.highest}" + (f" ({words})" if words else "")


def _person_in_words(value: Json) -> str:
    if not isinstance(value, dict):
        return str(value)
    return str(value.get("name") or value.get("person") or "") or str(value)


def rows_in_words(question: Question, value: Json, names: Mapping[str, str] | None = None) -> list[list[str]]:
    """Give the filled rows, one text a column (see `row_headings`); [] for types without rows."""
    return rows_by(question, value, names, in_words)
