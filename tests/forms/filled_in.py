"""An answer of the right type to any question, so that a form can be filled in wholly."""

from __future__ import annotations

from supervise_tui.canonical import Json
from supervise_tui.forms.answers import check_answer
from supervise_tui.forms.definition import (
    ActionReviewQuestion,
    ActionsQuestion,
    AgendaQuestion,
    ChoiceQuestion,
    ComputedQuestion,
    DateQuestion,
    DurationQuestion,
    EvidenceQuestion,
    Form,
    GroupQuestion,
    LongTextQuestion,
    MatrixQuestion,
    NumberQuestion,
    PersonQuestion,
    Question,
    ScaleQuestion,
    SeveralQuestion,
    TableQuestion,
    TimeQuestion,
    YesNoQuestion,
    notes_on,
)

DAYS = {
    "held_on": "2026-11-27",
    "agreed_on": "2026-11-27",
    "placement_starts": "2026-11-27",
    "written_on": "2026-11-27",
}
"""Days that have to be past or today; all others may be to come."""


def some_answer(question: Question) -> Json:
    """Give an answer of the question's type that fits it."""
    match question:
        case ChoiceQuestion() | SeveralQuestion():
            first = question.options[0].id
            return [first] if isinstance(question, SeveralQuestion) else first
        case YesNoQuestion():
            return True
        case ScaleQuestion():
            return question.highest
        case NumberQuestion():
            return int(question.at_most or 3)
        case DateQuestion():
            return DAYS.get(question.id, "2027-02-01")
        case TimeQuestion():
            return "14:05"
        case DurationQuestion():
            return 95
        case MatrixQuestion():
            return {
                row.id: question.options[-1].id if question.options else question.highest
                for row in question.rows
            }
        case PersonQuestion():
            return {"person": "", "name": "Tobias Achterberg"}
        case EvidenceQuestion():
            return [{"id": "e1", "kind": "other", "ref": "", "text": "A certificate"}]
        case AgendaQuestion():
            return [{"id": "a1", "text": "Ŵythnos: nights", "by": "worker", "outcome": "reached"}]
        case ActionsQuestion():
            return [
                {"id": question.id, "what": "Ring the pharmacy", "owner": "worker", "owner_name": "",
                 "by": "2026-12-01", "how_known": "It is here"}
            ]  # fmt: skip
        case ActionReviewQuestion():
            return [
                {"action": "x", "what": "Label the keys", "owner": "worker", "owner_name": "",
                 "by": "2026-11-01", "outcome": "carried", "why": "", "new_date": "2026-12-05",
                 "evidence": ""}
            ]  # fmt: skip
        case TableQuestion():
            cells = {column.id: some_answer(column) for column in question.columns}
            return [{"id": row, **cells} for row in [option.id for option in question.rows] or ["r1", "r2"]]
        case GroupQuestion():
            return [{"id": "g1", **{inner.id: some_answer(inner) for inner in question.questions}}]
        case _:
            return "Zoë said: “it’s fine” 🙂\nسلام" if isinstance(question, LongTextQuestion) else "Ŵ 1 & <b>"


def filled_in(form: Form) -> dict[str, Json]:
    """Give an answer to every question that people answer, with the comments and evidence they may need."""
    asked = [question for question in form.questions() if not isinstance(question, ComputedQuestion)]
    every = [part for question in asked for part in (question, *notes_on(question))]
    return {question.id: check_answer(question, some_answer(question)) for question in every}
