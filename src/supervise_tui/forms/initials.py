"""Rows that a named signer initials, each by a detached signature over exactly what the row says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from supervise_tui.canonical import Json, canonical_bytes, fingerprint
from supervise_tui.forms.blanks import said_rows
from supervise_tui.forms.definition import Form, GroupQuestion, Role, TableQuestion, initials_key
from supervise_tui.forms.gaps import Gap, row_name
from supervise_tui.forms.showing import Answers, Facts, answers_to_sign

MARK_LENGTH = 16
"""Hex digits of a row's fingerprint that are shown with the initials: enough to see that it was changed."""


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
    number: int
    """The row, counted from 0 over all rows, blank ones too."""

    @property
    def fingerprint(self) -> str:
        """SHA-256 of what it says, hex."""
        return fingerprint(self.says)

    @property
    def mark(self) -> str:
        """The beginning of the fingerprint, as it is shown with the initials."""
        return self.fingerprint[:MARK_LENGTH]


def rows_to_initial(form: Form, answers: Answers, facts: Facts) -> list[RowToInitial]:
    """Give the filled rows on view that ask for initials, whether they have them or not."""
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
                    number=number,
                )
            )
    return found


def not_initialled(form: Form, answers: Answers, facts: Facts) -> list[RowToInitial]:
    """Give the rows that still ask for initials, or were changed since they got them."""
    return [
        row
        for row in rows_to_initial(form, answers, facts)
        if row.mark not in _marks(answers, row.question_id)
    ]


def _marks(answers: Answers, question_id: str) -> frozenset[Json]:
    """Marks of the rows of that question that are initialled."""
    given = answers.get(initials_key(question_id))
    rows: Iterator[Mapping[str, Json]] = (
        row for row in (given if isinstance(given, list) else []) if isinstance(row, dict)
    )
    return frozenset(mark for row in rows if isinstance(mark := row.get("mark"), str))


def initials_gaps(form: Form, answers: Answers, facts: Facts) -> list[Gap]:
    """Give a gap for each row that still has to be initialled; they come after all others are closed."""
    found: list[Gap] = []
    for row in not_initialled(form, answers, facts):
        section = form.section_of(row.question_id)
        found.append(
            Gap(
                section=section.id if section else "",
                question_id=initials_key(row.question_id),
                row=row.number,
                sentence=f"{row.title} still needs the initials of the {row.role.value}.",
            )
        )
    return found
