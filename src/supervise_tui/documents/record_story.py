"""What a record says, in the order in which it stands on paper.

Everything that is signed is drawn: questions that are shown, and apart from them whatever the content
holds besides (an answer to a question no longer shown, an id that the form does not know).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, assert_never

from reportlab.platypus import CondPageBreak, Flowable, HRFlowable, KeepTogether, Paragraph, Spacer

from supervise_tui.canonical import Json, canonical_bytes
from supervise_tui.documents.flowing import (
    fact_grid,
    long_cell,
    paragraphs,
    plain_table,
    tinted,
    words,
)
from supervise_tui.documents.house_style import (
    BOLD,
    DEEP,
    LEFT_TO_RIGHT,
    LINE,
    QUIET,
    REGULAR,
    ROOM_FOR_ANSWER,
    ROOM_FOR_SECTION,
    ROOM_FOR_TABLE,
    TEXT_WIDTH,
    TINT,
    Styles,
)
from supervise_tui.documents.marks import Rating
from supervise_tui.documents.panels import Seats
from supervise_tui.documents.safe_text import has_right_to_left, one_line, safe
from supervise_tui.documents.sign_off_block import sign_off, voices
from supervise_tui.domain.record import Content, Signer
from supervise_tui.forms.answers import in_words, is_empty, is_shown, row_headings, rows_in_words
from supervise_tui.forms.definition import (
    ActionReviewQuestion,
    ActionsQuestion,
    AgendaQuestion,
    ChoiceQuestion,
    ComputedQuestion,
    DateQuestion,
    DurationQuestion,
    EvidenceQuestion,
    Fact,
    Form,
    GroupQuestion,
    LongTextQuestion,
    MatrixQuestion,
    NumberQuestion,
    PersonQuestion,
    PlaceQuestion,
    Question,
    Role,
    ScaleQuestion,
    Section,
    SeveralQuestion,
    TableQuestion,
    TextQuestion,
    TimeQuestion,
    YesNoQuestion,
)

_LONGEST_CELL = 600
"""Characters; longer ones leave the table, since a cell cannot go over to the next page."""
_SHORT_TEXT = 90
_NUMBER = 28
"""Points of the column that numbers the rows, up to "100."."""
_HEADER_FACTS = (
    Fact.HELD_ON,
    Fact.START_TIME,
    Fact.MINUTES,
    Fact.PLACE,
    Fact.OTHERS_PRESENT,
    Fact.INTERRUPTED,
)


class Story:
    """Builds the flowables of one record; `seats` is filled while they are drawn."""

    def __init__(self, content: Content, form: Form) -> None:
        self.content, self.form = content, form
        self.styles = Styles()
        self.seats: Seats = {}
        self.facts = dict(content.facts)
        self.names = {"worker": content.worker.name, "supervisor": content.supervisor.name}

    def flowables(self) -> list[Flowable]:
        """Give the whole record."""
        return [
            *self._header(),
            *(piece for section in self.form.sections for piece in self._section(section)),
            *self._besides(),
            *voices(self.content, self.styles),
            *sign_off(self.content, self.styles, self.seats),
        ]

    # --- header ---------------------------------------------------------------------------

    def _header(self) -> Iterator[Flowable]:
        content, styles = self.content, self.styles
        top = [
            [
                words(content.organisation, styles.home),
                words(f"Record {content.number}", styles.record_number),
            ]
        ]
        edges: list[Any] = [("LEFTPADDING", (0, 0), (0, 0), 0), ("RIGHTPADDING", (-1, 0), (-1, 0), 0)]
        yield plain_table(top, [TEXT_WIDTH * 0.72, TEXT_WIDTH * 0.28], edges)
        yield HRFlowable(width="100%", thickness=2.2, color=DEEP, spaceBefore=0, spaceAfter=7)
        yield words(content.title, styles.title)
        yield words(self._subtitle(), styles.subtitle)
        yield Spacer(0, 8)
        gap = 10.0
        card = (TEXT_WIDTH - gap) / 2
        yield tinted([[self._card(content.worker), "", self._card(content.supervisor)]], [card, gap, card], 1)
        yield Spacer(0, 5)
        if facts := self._header_facts():
            yield fact_grid(facts, 3, TEXT_WIDTH, styles.label, styles.value)

    def _subtitle(self) -> str:
        held = self.form.with_fact(Fact.HELD_ON)
        day = in_words(held, self.content.answers.get(held.id)) if held else ""
        number = f"session {self.content.session_number} between these two people"
        return f"{day} · {number}" if day else number.capitalize()

    def _card(self, signer: Signer) -> list[Flowable]:
        return [
            words(_title(signer.role), self.styles.label),
            words(signer.name, self.styles.name),
            words(signer.post, self.styles.value),
        ]

    def _header_facts(self) -> list[tuple[str, str]]:
        return [(question.label, self._said(question)) for question in self._header_questions()]

    def _header_questions(self) -> list[Question]:
        found = (self.form.with_fact(fact) for fact in _HEADER_FACTS)
        return [question for question in found if question and self._fits_header(question)]

    def _fits_header(self, question: Question) -> bool:
        return self._is_drawn(question) and len(self._said(question)) <= _LONGEST_CELL

    # --- sections -------------------------------------------------------------------------

    def _section(self, section: Section) -> Iterator[Flowable]:
        above = {question.id for question in self._header_questions()}
        drawn = [q for q in section.questions if q.id not in above and self._is_drawn(q, section)]
        if not drawn:
            return
        yield CondPageBreak(ROOM_FOR_TABLE if isinstance(drawn[0], ActionsQuestion) else ROOM_FOR_SECTION)
        yield words(section.title, self.styles.heading)
        yield HRFlowable(width="100%", thickness=0.6, color=LINE, spaceBefore=0, spaceAfter=2)
        short: list[tuple[str, str]] = []
        done: set[str] = set()
        for question in drawn:
            if question.id in done:
                continue
            if self._is_short(question):
                short.append((self._small_label(question), self._said(question)))
                continue
            if short:
                yield self._grid(short)
                short = []
            pair = self._pair(question, drawn)
            done |= {one.id for one in pair}
            yield from self._ratings(pair) if pair else self._answer(question)
        if short:
            yield self._grid(short)

    def _is_drawn(self, question: Question, section: Section | None = None) -> bool:
        """Whether it stands on paper in its place: shown by the form's own rules."""
        home = section or next(s for s in self.form.sections if question in s.questions)
        answers = self.content.answers
        return is_shown(home, answers, self.facts) and is_shown(question, answers, self.facts)

    def _said(self, question: Question) -> str:
        return in_words(question, self.content.answers.get(question.id), self.names)

    def _author(self, question: Question) -> str:
        """Whose answer it is, where only one side gives it."""
        role = question.answered_by
        return (
            ""
            if role is Role.BOTH
            else f"{LEFT_TO_RIGHT}{self.names.get(role.value, role.value)}, {role.value}"
        )

    def _asked(self, question: Question) -> Flowable:
        """The label in bold, and whose answer it is in small print behind it."""
        author = self._author(question)
        if not author or has_right_to_left(question.label + author):
            return words(f"{question.label} – {author}" if author else question.label, self.styles.question)
        small = f'<font name="{REGULAR}" size="8" color="{QUIET.hexval()}">{safe(one_line(author))}</font>'
        return Paragraph(f"{safe(one_line(question.label), BOLD)}&nbsp;&nbsp; {small}", self.styles.question)

    def _small_label(self, question: Question) -> str:
        author = self._author(question)
        return f"{question.label} – {author}" if author else question.label

    def _is_short(self, question: Question) -> bool:
        match question:
            case TextQuestion() | ChoiceQuestion() | YesNoQuestion() | NumberQuestion():
                return len(self._said(question)) <= _SHORT_TEXT
            case DateQuestion() | TimeQuestion():
                return True
            case (
                SeveralQuestion()
                | DurationQuestion()
                | PersonQuestion()
                | PlaceQuestion()
                | ComputedQuestion()
            ):
                return len(self._said(question)) <= _SHORT_TEXT
            case LongTextQuestion() | ScaleQuestion() | AgendaQuestion() | ActionsQuestion():
                return False
            case EvidenceQuestion() | TableQuestion() | MatrixQuestion() | GroupQuestion():
                return False
            case ActionReviewQuestion():
                return False
            case _:
                assert_never(question)

    def _grid(self, pairs: Sequence[tuple[str, str]]) -> Flowable:
        columns = min(3, len(pairs))
        return fact_grid(pairs, columns, TEXT_WIDTH, self.styles.label, self.styles.value)

    def _answer(self, question: Question) -> Iterator[Flowable]:
        value = self.content.answers.get(question.id)
        yield CondPageBreak(ROOM_FOR_TABLE if isinstance(question, ActionsQuestion) else ROOM_FOR_ANSWER)
        yield self._asked(question)
        if is_empty(value):
            yield words("Nothing written.", self.styles.nothing)
            return
        match question:
            case AgendaQuestion():
                yield from self._agenda(question, value)
            case ActionsQuestion():
                yield from self._actions(question, value)
            case ScaleQuestion():
                yield self._rating(question)
            case _:
                yield from paragraphs(self._said(question), self.styles.body)

    def _agenda(self, question: AgendaQuestion, value: Json) -> Iterator[Flowable]:
        rows = rows_in_words(question, value, self.names)
        if not rows:
            yield from paragraphs(_as_it_stands(value), self.styles.body)
        elif _longest(rows) > _LONGEST_CELL:
            yield from self._as_blocks("Agenda line", row_headings(question), rows)
        else:
            cells = [
                [
                    words(f"{number}.", self.styles.cell_bold),
                    long_cell(text, self.styles.cell),
                    words(by, self.styles.small_right),
                ]
                for number, (text, by) in enumerate(rows, 1)
            ]
            rules: list[Any] = [
                ("LINEBELOW", (0, 0), (-1, -1), 0.3, LINE),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
                ("RIGHTPADDING", (0, 0), (0, -1), 0),
            ]
            yield plain_table(cells, [_NUMBER, TEXT_WIDTH - _NUMBER - 150, 150], rules)

    def _actions(self, question: ActionsQuestion, value: Json) -> Iterator[Flowable]:
        rows = rows_in_words(question, value, self.names)
        headings = row_headings(question)
        if not rows:
            yield from paragraphs(_as_it_stands(value), self.styles.body)
        elif _longest(rows) > _LONGEST_CELL:
            yield from self._as_blocks("Action", headings, rows)
        else:
            styles = self.styles
            head = [words(heading, styles.cell_head) for heading in ("", *headings)]
            body = [
                [
                    words(f"{number}.", styles.cell_bold),
                    *(long_cell(cell or "–", styles.cell) for cell in row),
                ]
                for number, row in enumerate(rows, 1)
            ]
            shares = (0.36, 0.18, 0.17, 0.29)
            room = TEXT_WIDTH - _NUMBER
            rules: list[Any] = [
                ("BACKGROUND", (0, 0), (-1, 0), DEEP),
                ("LINEBELOW", (0, 1), (-1, -1), 0.4, LINE),
                ("RIGHTPADDING", (0, 0), (0, -1), 0),
                *(("BACKGROUND", (0, row), (-1, row), TINT) for row in range(2, len(body) + 1, 2)),
            ]
            yield plain_table(
                [head, *body], [_NUMBER, *(room * share for share in shares)], rules, repeatRows=1
            )

    def _as_blocks(
        self, what: str, headings: Sequence[str], rows: Sequence[Sequence[str]]
    ) -> Iterator[Flowable]:
        """Long cells as headed paragraphs: a table row higher than a page cannot be drawn."""
        for number, row in enumerate(rows, 1):
            yield words(f"{what} {number}", self.styles.question)
            for heading, cell in zip(headings, row, strict=True):
                if cell:
                    yield words(heading, self.styles.label)
                    yield from paragraphs(cell, self.styles.body)

    # --- ratings --------------------------------------------------------------------------

    def _pair(self, question: Question, drawn: Sequence[Question]) -> list[ScaleQuestion]:
        """The two ratings that were given unseen by the other side [SES-10]."""
        if not isinstance(question, ScaleQuestion) or not question.unseen_with:
            return []
        other = next((q for q in drawn if q.id == question.unseen_with), None)
        return [question, other] if isinstance(other, ScaleQuestion) else []

    def _rating(self, question: ScaleQuestion) -> Rating:
        value = self.content.answers.get(question.id)
        chosen = value if isinstance(value, int) and not isinstance(value, bool) else None
        said = f"{value} of {question.highest}" if not is_empty(value) else "not given"
        return Rating(chosen, question.lowest, question.highest, said)

    def _ratings(self, pair: Sequence[ScaleQuestion]) -> Iterator[Flowable]:
        styles = self.styles
        cells = []
        for question in pair:
            ends = (
                f"{question.lowest} = {question.lowest_label}, {question.highest} = {question.highest_label}"
            )
            cells.append(
                [
                    words(question.label, styles.label),
                    words(self._author(question) or "Both", styles.cell_bold),
                    self._rating(question),
                    words(ends if question.lowest_label or question.highest_label else "", styles.small),
                ]
            )
        gap = 10.0
        card = (TEXT_WIDTH - gap) / 2
        yield Spacer(0, 3)
        yield KeepTogether([tinted([[cells[0], "", cells[1]]], [card, gap, card], 1)])
        yield Spacer(0, 5)

    # --- what stands beside the form -------------------------------------------------------

    def _besides(self) -> Iterator[Flowable]:
        """Answers that are signed although the form does not show them."""
        drawn = {q.id for s in self.form.sections for q in s.questions if self._is_drawn(q, s)}
        left = {key: v for key, v in self.content.answers.items() if key not in drawn and not is_empty(v)}
        if not left:
            return
        yield CondPageBreak(ROOM_FOR_SECTION)
        yield words("Also kept in this record", self.styles.heading)
        yield words("Answers to questions that this form does not ask, or no longer asks.", self.styles.small)
        for key, value in sorted(left.items()):
            question = self.form.question(key)
            yield words(question.label if question else key, self.styles.question)
            said = in_words(question, value, self.names) if question else ""
            yield from paragraphs(said or _as_it_stands(value), self.styles.body)


def _title(role: Role) -> str:
    return role.value.capitalize()


def _longest(rows: Sequence[Sequence[str]]) -> int:
    return max((len(cell) + 40 * cell.count("\n") for row in rows for cell in row), default=0)


def _as_it_stands(value: Json) -> str:
    return value if isinstance(value, str) else canonical_bytes(value).decode()
