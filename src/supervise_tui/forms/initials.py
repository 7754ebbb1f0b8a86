"""Rows that a named signer initials, each by a detached signature over exactly what the row says."""

from __future__ import annotations

from dataclasses import dataclass

from supervise_tui.canonical import Json, canonical_bytes
from supervise_tui.forms.blanks import said_rows
from supervise_tui.forms.definition import Form, GroupQuestion, Role, TableQuestion
from supervise_tui.forms.gaps import row_name
from supervise_tui.forms.showing import Answers, Facts, answers_to_sign


@dataclass(frozen=True)
class RowToInitial:
    """One filled row that asks for initials."""

    question_id: str
    row_id: str
    role: Role
    """Who initials it."""
    title: str
    """The row in words: "Job 2"."""
    says: bytes
    """The canonical bytes that the initials stand under: question, row and cells."""


def rows_to_initial(form: Form, answers: Answers, facts: Facts) -> list[RowToInitial]:
    """Give the filled rows on view that ask for initials; the record keeps who has given them."""
    signed = answers_to_sign(form, answers, facts)
    found: list[RowToInitial] = []
    for question in form.questions():
        if not isinstance(question, TableQuestion | GroupQuestion) or question.initialled_by is None:
            continue
        for number, row in said_rows(question, signed.get(question.id)):
            says: Json = {"question": question.id, "row": row}
            found.append(
                RowToInitial(
                    question_id=question.id,
                    row_id=str(row.get("id")),
                    role=question.initialled_by,
                    title=row_name(question, row, number),
                    says=canonical_bytes(says),
                )
            )
    return found
