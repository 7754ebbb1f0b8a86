"""One widget for each type of question; a new type is taught here, and the type checker says so."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from supervise_tui.canonical import Json
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
from supervise_tui.ui.widgets.questions.action_review import ActionReviewAnswer
from supervise_tui.ui.widgets.questions.actions import ActionsAnswer
from supervise_tui.ui.widgets.questions.agenda import AgendaAnswer
from supervise_tui.ui.widgets.questions.asking import Answered, Asking, Setting, TurnWanted
from supervise_tui.ui.widgets.questions.choices import (
    ChoiceAnswer,
    ScaleAnswer,
    UnseenScaleAnswer,
    YesNoAnswer,
)
from supervise_tui.ui.widgets.questions.computed import ComputedAnswer
from supervise_tui.ui.widgets.questions.evidence import EvidenceAnswer
from supervise_tui.ui.widgets.questions.lines import (
    DateAnswer,
    DurationAnswer,
    NumberAnswer,
    TextAnswer,
    TimeAnswer,
)
from supervise_tui.ui.widgets.questions.long_answers import LongAnswer, PromptedAnswer, long_widget
from supervise_tui.ui.widgets.questions.matrix import MatrixAnswer
from supervise_tui.ui.widgets.questions.several import SeveralAnswer
from supervise_tui.ui.widgets.questions.suggested import PersonAnswer, PlaceAnswer
from supervise_tui.ui.widgets.questions.tables import GroupAnswer, TableAnswer

QuestionWidget: TypeAlias = (
    TextAnswer
    | NumberAnswer
    | DateAnswer
    | TimeAnswer
    | ChoiceAnswer
    | YesNoAnswer
    | ScaleAnswer
    | UnseenScaleAnswer
    | LongAnswer
    | PromptedAnswer
    | AgendaAnswer
    | ActionsAnswer
    | ActionReviewAnswer
    | SeveralAnswer
    | DurationAnswer
    | PersonAnswer
    | PlaceAnswer
    | EvidenceAnswer
    | ComputedAnswer
    | TableAnswer
    | MatrixAnswer
    | GroupAnswer
)


def widget_for(question: Question, setting: Setting, value: Json) -> QuestionWidget:  # noqa: PLR0911, RUF100 - one line a type
    """Give the widget that asks `question`, holding the answer it has so far."""
    if question.by_program:
        return ComputedAnswer(question, setting, value)
    match question:
        case TextQuestion():
            return TextAnswer(question, setting, value)
        case LongTextQuestion():
            return long_widget(question, setting, value)
        case ChoiceQuestion():
            return ChoiceAnswer(question, setting, value)
        case YesNoQuestion():
            return YesNoAnswer(question, setting, value)
        case ScaleQuestion():
            if question.unseen_with:
                return UnseenScaleAnswer(question, setting, value)
            return ScaleAnswer(question, setting, value)
        case NumberQuestion():
            return NumberAnswer(question, setting, value)
        case DateQuestion():
            return DateAnswer(question, setting, value)
        case TimeQuestion():
            return TimeAnswer(question, setting, value)
        case AgendaQuestion():
            return AgendaAnswer(question, setting, value)
        case ActionsQuestion():
            return ActionsAnswer(question, setting, value)
        case ActionReviewQuestion():
            return ActionReviewAnswer(question, setting, value)
        case SeveralQuestion():
            return SeveralAnswer(question, setting, value)
        case DurationQuestion():
            return DurationAnswer(question, setting, value)
        case PersonQuestion():
            return PersonAnswer(question, setting, value)
        case PlaceQuestion():
            return PlaceAnswer(question, setting, value)
        case EvidenceQuestion():
            return EvidenceAnswer(question, setting, value, widget_for)
        case ComputedQuestion():
            return ComputedAnswer(question, setting, value)
        case TableQuestion():
            return TableAnswer(question, setting, value, widget_for)
        case MatrixQuestion():
            return MatrixAnswer(question, setting, value)
        case GroupQuestion():
            return GroupAnswer(question, setting, value, widget_for)
        case _:
            assert_never(question)


__all__ = ["Answered", "Asking", "QuestionWidget", "Setting", "TurnWanted", "widget_for"]
