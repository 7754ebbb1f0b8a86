"""Which questions share a row of the screen, and what the form says to their answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textual.containers import Horizontal
from textual.widget import Widget

from supervise_tui.canonical import Json
from supervise_tui.forms.definition import (
    ActionsQuestion,
    DateQuestion,
    DurationQuestion,
    Form,
    InitialsQuestion,
    NumberQuestion,
    Question,
    TimeQuestion,
    notes_on,
)
from supervise_tui.forms.showing import own_condition_holds

BESIDE = 3
"""Short questions that share a row."""
ACTION_KEY = "ctrl+n"
_SHORT = (DateQuestion, TimeQuestion, NumberQuestion, DurationQuestion)


def with_notes(questions: Sequence[Question]) -> list[Question]:
    """Give the questions, each followed by what may be asked for its comment and its evidence.

    Who initialled a row is shown with the row itself.
    """
    asked = (one for question in questions for one in (question, *notes_on(question)))
    return [one for one in asked if not isinstance(one, InitialsQuestion)]


def laid_out(questions: Sequence[Question], widgets: Mapping[str, Widget]) -> Iterator[Widget]:
    """Give the widgets in order; short questions that follow each other stand side by side."""
    for group in _grouped(questions):
        if len(group) == 1:
            yield widgets[group[0].id]
        else:
            yield Horizontal(*(widgets[question.id] for question in group), classes="beside")


def _grouped(questions: Sequence[Question]) -> Iterator[list[Question]]:
    row: list[Question] = []
    for question in questions:
        # What comes and goes, and what a note belongs to, keeps a row of its own.
        short = isinstance(question, _SHORT) and not question.shown_when and not notes_on(question)
        if row and (not short or len(row) == BESIDE):
            yield row
            row = []
        if short:
            row.append(question)
        else:
            yield [question]
    if row:
        yield row


def actions_question(form: Form | None) -> ActionsQuestion | None:
    """Give the question under which a form keeps its action points, or None."""
    asked = form.questions() if form is not None else ()
    return next((question for question in asked if isinstance(question, ActionsQuestion)), None)


def remark_on(
    question: Question, answers: Mapping[str, Json], facts: Mapping[str, Json], *, actions: bool
) -> str:
    """Give what the form says to the answer as it stands: that it is a warning, that it offers an action."""
    said = []
    if any(own_condition_holds(question, question.warns_when, answers, facts)):
        said.append("worth a closer look")
    if actions and any(own_condition_holds(question, question.offers_action_when, answers, facts)):
        said.append("Ctrl+N makes it an action")
    return " · ".join(said)
