"""Answers that call for attention: those that count as a warning, and those that ask for an action."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from supervise_tui.forms.answer_words import in_words
from supervise_tui.forms.blanks import said_rows
from supervise_tui.forms.definition import (
    Form,
    GroupQuestion,
    MatrixQuestion,
    Question,
    TableQuestion,
    row_question,
)
from supervise_tui.forms.gaps import row_name
from supervise_tui.forms.showing import Answers, Facts, own_condition_holds, row_view, view

_Condition = Callable[[Question], str]
"""Gives the condition of a question that is looked at."""


@dataclass(frozen=True)
class Notice:
    """One answer that calls for attention."""

    section: str
    question_id: str
    row: int | None
    """The row of a matrix, a table or a group, counted from 0; or None."""
    asked: str
    """The question in words, with its row where there is one."""
    said: str
    """The answer in words."""

    @property
    def sentence(self) -> str:
        """Both in one line, as an action may be offered."""
        return f"{self.asked}: {self.said}" if not self.asked.endswith("?") else f"{self.asked} {self.said}"


def warnings(form: Form, answers: Answers, facts: Facts) -> list[Notice]:
    """Give the answers that count as a warning, in the order of the form."""
    return _noticed(form, answers, facts, lambda question: question.warns_when)


def offered_actions(form: Form, answers: Answers, facts: Facts) -> list[Notice]:
    """Give the answers out of which an action is offered, in the order of the form."""
    return _noticed(form, answers, facts, lambda question: question.offers_action_when)


def _noticed(form: Form, answers: Answers, facts: Facts, condition: _Condition) -> list[Notice]:
    now = view(form, answers, facts)
    return [
        replace(notice, section=section.id)
        for section, questions in now.sections
        for question in questions
        for notice in _of(question, now.answers, facts, condition)
    ]


def _of(question: Question, scope: Answers, facts: Facts, condition: _Condition) -> Iterator[Notice]:
    value = scope.get(question.id)
    if isinstance(question, TableQuestion | GroupQuestion):
        for number, row in said_rows(question, value):
            asked, inner_scope = row_view(question, row, scope, facts)
            name = row_name(question, row, number)
            for inner in asked:
                for notice in _of(inner, inner_scope, facts, condition):
                    yield Notice("", question.id, number, f"{name}, {notice.asked}", notice.said)
        return
    held = own_condition_holds(question, condition(question), scope, facts)
    if isinstance(question, MatrixQuestion):
        given = value if isinstance(value, dict) else {}
        for number, (option, holds) in enumerate(zip(question.rows, held, strict=False)):
            if holds:
                said = in_words(row_question(question, option), given.get(option.id))
                yield Notice("", question.id, number, f"{question.label}, {option.label}", said)
    elif held[0]:
        yield Notice("", question.id, None, question.label, in_words(question, value))
