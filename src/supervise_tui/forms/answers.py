"""The answers to a form: what is on view, what a signature covers, and what is still missing.

This is the door to all that is done with answers: each thing stands in a module of its own, and is
given out here.
"""

from __future__ import annotations

from datetime import date

from supervise_tui.canonical import Json
from supervise_tui.forms.answer_checks import check_answer
from supervise_tui.forms.answer_words import day_in_words, in_words, plain_words, row_headings, rows_in_words
from supervise_tui.forms.blanks import is_empty, is_unanswered, said_rows
from supervise_tui.forms.definition import DateQuestion, Form
from supervise_tui.forms.gaps import Gap, gaps
from supervise_tui.forms.initials import RowToInitial, rows_to_initial
from supervise_tui.forms.intervals import is_said_day, said_day
from supervise_tui.forms.notices import Notice, offered_actions, warnings
from supervise_tui.forms.scores import ScoreGiven
from supervise_tui.forms.scores import scores as scores_of
from supervise_tui.forms.showing import (
    Answers,
    Facts,
    answers_to_sign,
    computed,
    is_required,
    is_shown,
    row_view,
    shown,
    view,
)

__all__ = [
    "Gap",
    "Notice",
    "RowToInitial",
    "ScoreGiven",
    "answers_to_sign",
    "check_answer",
    "computed",
    "day_in_words",
    "defaults",
    "gaps",
    "in_words",
    "is_empty",
    "is_required",
    "is_shown",
    "is_unanswered",
    "offered_actions",
    "plain_words",
    "row_headings",
    "row_view",
    "rows_in_words",
    "rows_to_initial",
    "said_rows",
    "scores",
    "shown",
    "view",
    "warnings",
]


def scores(form: Form, answers: Answers, facts: Facts) -> list[ScoreGiven]:
    """Give what comes out of the scores, from the answers that are on view."""
    return scores_of(form, view(form, answers, facts).answers, facts)


def defaults(form: Form, facts: Facts) -> dict[str, Json]:
    """Give the answers that are filled in when a record is started."""
    given = {question.id: question.default for question in form.questions() if question.default is not None}
    today = facts.get("today")
    found: dict[str, Json] = {}
    for key, value in given.items():
        if isinstance(form.question(key), DateQuestion) and isinstance(value, str) and is_said_day(value):
            if isinstance(today, str):
                found[key] = said_day(value, date.fromisoformat(today)).isoformat()
        else:
            found[key] = value
    return found
