"""What a file holds for a behaviour of the appraisal or a duty of the code of conduct [DEV-6].

Marks are set while records are written (forms/evidence_marks.py). Here they are read again: what can be
marked at all, what was marked on which day with which words, and what is new since the last appraisal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from supervise_tui.canonical import Json
from supervise_tui.domain.conduct import DUTIES
from supervise_tui.domain.record import Record, State
from supervise_tui.domain.whose_file import is_of_a_worker
from supervise_tui.forms.answers import in_words, is_unanswered, plain_words
from supervise_tui.forms.blanks import inner_questions
from supervise_tui.forms.day_words import long_date
from supervise_tui.forms.definition import (
    ActionReviewQuestion,
    ActionsQuestion,
    Form,
    KeptIn,
    LongTextQuestion,
    Question,
    TableQuestion,
    Takes,
    TextQuestion,
    comment_key,
)
from supervise_tui.forms.evidence_marks import (
    BEHAVIOUR,
    DUTY,
    Shown,
    every_mark,
    row_id,
    rows_of,
    shown_by,
)
from supervise_tui.forms.row_words import OUTCOMES

CODE = "Code of conduct"
LONGEST = 400
"""Characters of the words that are offered; more is read in the record itself."""
_BOTH_READ = (State.OFFERED, State.PART_SIGNED, State.CLOSED, State.ON_PAPER)
"""States in which the two have the marks before them; a draft may still change."""


@dataclass(frozen=True, kw_only=True)
class Marked:
    """One note, action or example that was marked as evidence."""

    what: Shown
    record: Record
    """The one it stands in."""
    words: str

    @property
    def on(self) -> date | None:
        """The day of the record."""
        return self.record.held_on

    @property
    def signed(self) -> bool:
        """Whether everybody has signed it."""
        return self.record.state.is_signed

    @property
    def place(self) -> tuple[date, int]:
        """By which they are put in order."""
        return self.on or date.min, self.record.number

    @property
    def where(self) -> str:
        """Give "14 March 2026, record 12 (Spot check)"."""
        day = f"{long_date(self.on)}, " if self.on else ""
        return f"{day}record {self.record.number} ({self.record.title})"

    @property
    def said(self) -> str:
        """What is taken into an appraisal: where it stands, and the words."""
        return f"{self.where}: {self.words}"


# --- what can be marked -----------------------------------------------------------------------------


def behaviours(forms: Iterable[Form]) -> list[Shown]:
    """Give the rows for which these forms take in evidence: the behaviours of the framework, in order."""
    return [
        Shown(kind=BEHAVIOUR, ref=f"{question.id}.{row.id}", text=row.label, under=section.title)
        for form in forms
        for section in form.sections
        for question in section.questions
        if isinstance(question, TableQuestion) and taking(question)
        for row in question.rows
    ]


def duties() -> list[Shown]:
    """Give the seven duties of the code of conduct."""
    return [Shown(kind=DUTY, ref=key, text=words, under=CODE) for key, words in DUTIES.items()]


def taking(question: Question) -> str:
    """Give the id of the column of a table that takes in marked evidence; empty when none does."""
    inner = inner_questions(question).values()
    return next((one.id for one in inner if _takes(one)), "")


def _takes(question: Question) -> bool:
    return isinstance(question, TextQuestion | LongTextQuestion) and question.takes is Takes.MARKED


def takes_evidence(form: Form) -> bool:
    """Whether a form takes marked evidence in: then nothing in it is marked itself."""
    return any(taking(question) for question in form.questions())


def can_be_marked(form: Form, file: str) -> bool:
    """Whether answers of a record on this form and file can be marked: it is about one worker's work.

    What is kept with the improvement plans is not: an appraisal may not give a plan away.
    """
    return is_of_a_worker(file) and form.kept_in is KeptIn.RECORDS and not takes_evidence(form)


# --- what was marked --------------------------------------------------------------------------------


def counts(record: Record) -> bool:
    """Whether marks in that record are on file: both have it before them, or have signed it."""
    return record.state in _BOTH_READ


def marked_in(
    record: Record, form: Form, answers: Mapping[str, Json], names: Mapping[str, str]
) -> Iterator[Marked]:
    """Give what a record holds; `answers` as they were made ready to sign, `names` by "worker" and such."""
    for question_id, row in every_mark(answers):
        yield Marked(
            what=shown_by(row),
            record=record,
            words=shorten(_words(form, question_id, answers, row, names), LONGEST, placeholder=" …"),
        )


def _words(
    form: Form,
    question_id: str,
    answers: Mapping[str, Json],
    mark: Mapping[str, Json],
    names: Mapping[str, str],
) -> str:
    question, answer = form.question(question_id), answers.get(question_id)
    of = str(mark.get("of") or "")
    if of and question is not None:
        return words_of_row(question, answer, of, names)
    if question is None:
        return plain_words(answer)  # another version of the form asked it
    said = in_words(question, answer, names) if answer is not None else ""
    if not isinstance(question, TextQuestion | LongTextQuestion):
        said = f"{question.label}: {said}" if said else question.label
    comment = answers.get(comment_key(question_id))
    return f"{said}; {comment}" if isinstance(comment, str) and comment else said


def words_of_row(question: Question, answer: Json, of: str, names: Mapping[str, str]) -> str:
    """Give what one row of an answer says, by its id."""
    row = next((one for one in rows_of(answer) if row_id(one) == of), {})
    if isinstance(question, ActionsQuestion):
        return str(row.get("what") or "")
    if isinstance(question, ActionReviewQuestion):
        became = OUTCOMES.get(str(row.get("outcome") or ""), "")
        parts = (row.get("what"), became, row.get("why"), row.get("evidence"))
        return "; ".join(str(part) for part in parts if part)
    inner = inner_questions(question)
    fixed = (
        next((one.label for one in question.rows if one.id == row.get("id")), "")
        if isinstance(question, TableQuestion)
        else ""
    )
    said = [
        in_words(asked, row[key], names)
        for key, asked in inner.items()
        if key in row and not is_unanswered(asked, row[key])
    ]
    return "; ".join(part for part in (fixed, *said) if part)


def since(marked: Iterable[Marked], appraised: Sequence[Record]) -> list[Marked]:
    """Give what is new since the last of these appraisals, the oldest first.

    What was written down only after it counts as well, whenever it was: it was not there to be offered.
    """
    held = [one for one in appraised if one.held_on is not None]
    last = max(held, key=lambda one: (one.held_on, one.number), default=None)
    new = (
        one
        for one in marked
        if last is None
        or last.held_on is None
        or one.on is None
        or one.on > last.held_on
        or one.record.number > last.number
    )
    return sorted(new, key=lambda one: one.place)


def for_row(marked: Iterable[Marked], question_id: str, row: str) -> list[Marked]:
    """Give what was marked as evidence for one row."""
    ref = f"{question_id}.{row}"
    return [one for one in marked if one.what.kind == BEHAVIOUR and one.what.ref == ref]
