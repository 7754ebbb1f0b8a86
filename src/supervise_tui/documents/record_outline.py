"""A record as headings, paragraphs, facts, lists and tables, for texts that are read without a page.

The order is that of the paper, and everything that is signed is in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from supervise_tui.canonical import Json
from supervise_tui.documents.capacity import capacity
from supervise_tui.documents.remarks import (
    BESIDES,
    BY_THE_PROGRAM,
    NOTHING,
    SCORES,
    as_it_stands,
    left_over,
    warned,
)
from supervise_tui.domain.beside import said_beside
from supervise_tui.domain.record import Content, Signer, Voice
from supervise_tui.domain.whose_file import word_for
from supervise_tui.forms.answers import (
    Notice,
    in_words,
    is_empty,
    is_unanswered,
    plain_words,
    row_headings,
    row_view,
    rows_in_words,
    said_rows,
    scores,
    view,
    warnings,
)
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
    MarksQuestion,
    MatrixQuestion,
    NumberQuestion,
    PersonQuestion,
    PlaceQuestion,
    Question,
    Role,
    ScaleQuestion,
    SeveralQuestion,
    TableQuestion,
    TextQuestion,
    TimeQuestion,
    YesNoQuestion,
)


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the title."""

    level: int
    text: str


@dataclass(frozen=True)
class Words:
    """A paragraph, or several: line ends stay."""

    text: str
    remark: bool = False
    """Said by the program, not by the two."""


@dataclass(frozen=True)
class Said:
    """A question and its answer in words."""

    label: str
    answer: str


@dataclass(frozen=True)
class Points:
    """A list under its question."""

    label: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table under its question; with `named_rows` the first cell of each row is its name."""

    label: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    named_rows: bool = False


Piece: TypeAlias = "Heading | Words | Said | Points | Grid"


def outline(content: Content, form: Form) -> list[Piece]:
    """Give the whole record, its title first."""
    return list(_Outline(content, form).pieces())


class _Outline:
    def __init__(self, content: Content, form: Form) -> None:
        self.content, self.form = content, form
        people = (content.worker, content.supervisor, *content.expected)
        self.names = {one.role.value: one.name for one in people}
        self.view = view(form, content.answers, content.facts)
        self.notices: dict[str, list[Notice]] = {}
        for notice in warnings(form, content.answers, content.facts):
            self.notices.setdefault(notice.question_id, []).append(notice)

    def pieces(self) -> Iterator[Piece]:
        content = self.content
        yield Heading(1, content.title)
        yield Said("Organisation", content.organisation)
        yield Said("Record", str(content.number))
        if content.makes == "supervision":
            yield Said("Session between these two people", str(content.session_number))
        yield Said(word_for(content.worker.person), _person(content.worker))
        yield Said("Supervisor", _person(content.supervisor))
        for title, lines in said_beside(content):
            yield Heading(2, title)
            yield from (Words(line) for line in lines)
        for section, questions in self.view.sections:
            yield Heading(2, section.title)
            yield from self._questions(questions, content.answers, 3)
        yield from self._scores()
        yield from self._besides()
        for voice in content.disagreements:
            yield from self._voice("Disagreement", voice, "writes")
        for voice in content.declined:
            yield from self._voice("Not signed", voice, "did not sign, and gives this reason")
        yield Heading(2, "Who signs the record")
        yield Points("", tuple(f"{_person(one)} ({one.role.value})" for one in content.expected))

    def _questions(
        self, questions: Sequence[Question], answers: Mapping[str, Json], level: int
    ) -> Iterator[Piece]:
        for question in questions:
            value = answers.get(question.id)
            if "~" in question.id and is_unanswered(question, value):
                continue
            yield from self._answer(question, value, level)
            for notice in self.notices.get(question.id, ()) if level == 3 else ():
                yield Words(warned(question, notice), remark=True)

    def _label(self, question: Question) -> str:
        if isinstance(question, ComputedQuestion) or question.by_program:
            return f"{question.label} ({BY_THE_PROGRAM})"
        role = question.answered_by
        if role is Role.BOTH:
            return question.label
        name = self.names.get(role.value)
        return f"{question.label} ({name}, {role.value})" if name else f"{question.label} ({role.value})"

    def _answer(self, question: Question, value: Json, level: int) -> Iterator[Piece]:
        label = self._label(question)
        if is_unanswered(question, value):
            yield Said(label, NOTHING)
            return
        match question:
            case (
                TextQuestion()
                | LongTextQuestion()
                | ChoiceQuestion()
                | YesNoQuestion()
                | ScaleQuestion()
                | NumberQuestion()
                | DateQuestion()
                | TimeQuestion()
                | DurationQuestion()
                | PersonQuestion()
                | PlaceQuestion()
                | ComputedQuestion()
            ):
                yield Said(label, in_words(question, value, self.names))
            case SeveralQuestion():
                chosen = value if isinstance(value, list) else [value]
                yield Points(label, tuple(in_words(question, [item]) for item in chosen))
            case MarksQuestion():
                yield Points(label, tuple(line for (line,) in rows_in_words(question, value, self.names)))
            case GroupQuestion():
                yield from self._cards(question, value, level)
            case (
                AgendaQuestion()
                | ActionsQuestion()
                | ActionReviewQuestion()
                | EvidenceQuestion()
                | MatrixQuestion()
                | TableQuestion()
            ):
                rows = rows_in_words(question, value, self.names)
                if not rows:
                    yield Said(label, as_it_stands(value))
                    return
                named = isinstance(question, MatrixQuestion) or (
                    isinstance(question, TableQuestion) and bool(question.rows)
                )
                heads = tuple(row_headings(question))
                yield Grid(label, heads, tuple(tuple(row) for row in rows), named)
            case _:
                assert_never(question)

    def _cards(self, question: GroupQuestion, value: Json, level: int) -> Iterator[Piece]:
        rows = list(said_rows(question, value))
        if not rows:
            yield Said(self._label(question), as_it_stands(value))
            return
        yield Heading(level, self._label(question))
        for number, (_, row) in enumerate(rows, 1):
            asked, _scope = row_view(question, row, self.view.answers, self.content.facts)
            yield Heading(level + 1, f"{question.row_title or 'Row'} {number}")
            yield from self._questions(asked, row, level + 2)
            seen = {"id", *(one.id for one in asked)}
            labels = {inner.id: inner.label for inner in question.questions}
            for key, cell in row.items():
                if key not in seen and not is_empty(cell):
                    yield Said(labels.get(key, key), plain_words(cell) or as_it_stands(cell))

    def _scores(self) -> Iterator[Piece]:
        found = [one for one in scores(self.form, self.content.answers, self.content.facts) if one.answered]
        if not found:
            return
        titles = {section.id: section.title for section in self.form.sections}
        yield Heading(2, "Scores")
        for one in found:
            yield Said(f"{one.label}, {titles[one.section]}" if one.section else one.label, one.said)
        yield Words(SCORES, remark=True)

    def _besides(self) -> Iterator[Piece]:
        """Answers that are signed although the form does not show them."""
        shown = {question.id for _, questions in self.view.sections for question in questions}
        left = {key: v for key, v in self.content.answers.items() if key not in shown and not is_empty(v)}
        if not left:
            return
        yield Heading(2, BESIDES)
        for key, value in sorted(left.items()):
            question = self.form.question(key)
            said = in_words(question, value, self.names) if question else ""
            yield Said(question.label if question else key, said or left_over(key, value))

    def _voice(self, heading: str, voice: Voice, verb: str) -> Iterator[Piece]:
        yield Heading(2, heading)
        name = self.names.get(voice.role.value, "")
        role = capacity(voice.role, self.form).removeprefix("the ")
        yield Words(f"{name}, {role}, {verb}:", remark=True)
        yield Words(voice.text)


def _person(signer: Signer) -> str:
    return f"{signer.name}, {signer.post}" if signer.post else signer.name
