"""How much room a question takes on a form for pen and paper, and the hints that go with it."""

from __future__ import annotations

from typing import assert_never

from supervise_tui.documents.row_drawing import ends_in_words
from supervise_tui.forms.definition import (
    ActionReviewQuestion,
    ActionsQuestion,
    AgendaQuestion,
    ChoiceQuestion,
    DateQuestion,
    DurationQuestion,
    GroupQuestion,
    LongTextQuestion,
    MatrixQuestion,
    NumberQuestion,
    PersonQuestion,
    PlaceQuestion,
    Question,
    ScaleQuestion,
    SeveralQuestion,
    SimpleQuestion,
    TableQuestion,
    TextQuestion,
    TimeQuestion,
    YesNoQuestion,
)

_SHORT_LINE = 40
"""Letters that a pen gets onto half a line."""


def is_small(question: Question) -> bool:
    """Whether it may stand beside others."""
    plain = not question.comment_when and question.comment != "may" and not question.evidence
    match question:
        case TextQuestion():
            return plain and question.max_length <= _SHORT_LINE
        case (
            DateQuestion()
            | TimeQuestion()
            | DurationQuestion()
            | NumberQuestion()
            | PersonQuestion()
            | PlaceQuestion()
            | YesNoQuestion()
        ):
            return plain
        case _:
            return False


def is_large(question: Question) -> bool:
    """Whether it should not begin at the foot of a page."""
    return isinstance(
        question,
        LongTextQuestion
        | TableQuestion
        | MatrixQuestion
        | GroupQuestion
        | AgendaQuestion
        | ActionsQuestion
        | ActionReviewQuestion,
    )


def lines_for(question: LongTextQuestion, *, inside: bool) -> int:
    """Enough for what is usually written, at 75 letters a line."""
    if question.max_length <= 1_000:
        return min(max(2, round(question.max_length / 150)), 4 if inside else 7)
    if inside:
        return 4
    if question.prompts:
        return 8
    return next((lines for length, lines in ((8_000, 14), (5_000, 6)) if question.max_length >= length), 4)


def how_many(question: SeveralQuestion) -> str:
    """Say how many options may be ticked."""
    least, most = question.at_least, question.at_most
    if least and most and least != most:
        return f"Tick {least} to {most}."
    if least and most:
        return f"Tick {least}."
    if most:
        return f"Tick up to {most}."
    return f"Tick {least} or more." if least else "Tick all that fit."


def hint_for(column: SimpleQuestion) -> str:
    """What is to be written in a column."""
    match column:
        case ChoiceQuestion():
            return " · ".join(option.label for option in column.options)
        case YesNoQuestion():
            return "yes, no, or not applicable" if column.not_applicable else "yes or no"
        case ScaleQuestion():
            ends = ends_in_words(column.lowest, column.lowest_label, column.highest, column.highest_label)
            return ", ".join(column.words) or f"{column.lowest} to {column.highest}" + (
                f"; {ends}" if ends else ""
            )
        case NumberQuestion():
            return column.unit
        case DateQuestion():
            return "day, month, year"
        case DurationQuestion():
            return "hours and minutes"
        case TextQuestion() | LongTextQuestion() | TimeQuestion() | PersonQuestion():
            return ""
        case _:
            assert_never(column)
