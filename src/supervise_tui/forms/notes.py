"""What may be kept besides an answer, each as a question: comment, evidence, initials, what it shows."""

from __future__ import annotations

from typing import TypeAlias

from supervise_tui.forms.questions import (
    ActionReviewQuestion,
    ActionsQuestion,
    ChoiceQuestion,
    EvidenceQuestion,
    GroupQuestion,
    InitialsQuestion,
    LongTextQuestion,
    MarksQuestion,
    MatrixQuestion,
    Question,
    ScaleQuestion,
    SeveralQuestion,
    TableQuestion,
    TextQuestion,
    YesNoQuestion,
)

COMMENT_LIMIT = 4_000
_COMMENT = "~comment"
_EVIDENCE = "~evidence"
_INITIALS = "~initials"
_MARKS = "~shows"


def comment_key(question_id: str) -> str:
    """Give the id under which the comment on an answer is kept."""
    return question_id + _COMMENT


def evidence_key(question_id: str) -> str:
    """Give the id under which the evidence for an answer is kept."""
    return question_id + _EVIDENCE


def initials_key(question_id: str) -> str:
    """Give the id under which the record says who initialled the rows."""
    return question_id + _INITIALS


def marks_key(question_id: str) -> str:
    """Give the id under which the record says what an answer is evidence for."""
    return question_id + _MARKS


def is_marks_key(question_id: str) -> bool:
    """Whether that id is one of `marks_key`."""
    return question_id.endswith(_MARKS)


def comment_question(question: Question, *, needed: bool = False) -> LongTextQuestion:
    """Give the question that asks for the comment, so that every place can treat it as any other."""
    label = f"Comment on “{question.label}”"
    return LongTextQuestion(
        id=comment_key(question.id),
        label=label,
        required=needed,
        answered_by=question.answered_by,
        max_length=COMMENT_LIMIT,
    )


def evidence_question(question: Question) -> EvidenceQuestion:
    """Give the question that asks for the evidence for an answer."""
    label = f"Evidence for “{question.label}”"
    return EvidenceQuestion(id=evidence_key(question.id), label=label, answered_by=question.answered_by)


def initials_question(question: TableQuestion | GroupQuestion) -> InitialsQuestion:
    """Give the question that holds who initialled the rows, so that every place can treat it as any other."""
    return InitialsQuestion(
        id=initials_key(question.id),
        label=f"Initials for “{question.label}”",
        columns=(
            TextQuestion(id="row", label="Row"),
            TextQuestion(id="by", label="Initialled by"),
            TextQuestion(id="at", label="When"),
            TextQuestion(id="mark", label="Mark of the row", help="It changes when the row changes."),
        ),
    )


_MARK_COLUMNS = tuple(
    TextQuestion(id=key, label=label, max_length=400)
    for key, label in (
        ("row", "Which row"),
        ("kind", "Kind"),
        ("ref", "Id"),
        ("text", "Evidence for"),
        ("under", "Part"),
        ("of", "Id of the row"),
    )
)


def marks_question(question: Question) -> MarksQuestion:
    """Give the question that holds what an answer is evidence for, so that every place can treat it."""
    return MarksQuestion(
        id=marks_key(question.id),
        label=f"“{question.label}” is evidence for",
        columns=_MARK_COLUMNS,
    )


def may_be_marked(question: Question) -> bool:
    """Whether the answer is a note, an action or an example, so that it can be evidence for something.

    What only tells when, where and who, what the program fills in, what the other side may not see
    yet, and what is itself kept besides an answer is none.
    """
    if "~" in question.id or question.by_program or question.fact is not None or question.unseen_with:
        return False
    return isinstance(
        question,
        TextQuestion
        | LongTextQuestion
        | ChoiceQuestion
        | SeveralQuestion
        | YesNoQuestion
        | ScaleQuestion
        | MatrixQuestion
        | TableQuestion
        | GroupQuestion
        | ActionsQuestion
        | ActionReviewQuestion,
    )


Note: TypeAlias = LongTextQuestion | EvidenceQuestion | InitialsQuestion
"""What may be kept besides an answer, also inside a row."""


def notes_on(question: Question) -> tuple[Note, ...]:
    """Give what may be kept besides the answer: a comment, evidence, and who initialled its rows."""
    commented = question.comment == "may" or bool(question.comment_when)
    notes: list[Note] = []
    if commented:
        notes.append(comment_question(question))
    if question.evidence:
        notes.append(evidence_question(question))
    if isinstance(question, TableQuestion | GroupQuestion) and question.initialled_by is not None:
        notes.append(initials_question(question))
    return tuple(notes)


def kept_with(question: Question) -> tuple[Note | MarksQuestion, ...]:
    """Give all that may be kept besides the answer to one of the form's own questions."""
    notes = notes_on(question)
    return (*notes, marks_question(question)) if may_be_marked(question) else notes
