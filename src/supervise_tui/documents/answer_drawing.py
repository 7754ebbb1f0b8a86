"""Draws questions with their answers, type by type, in the order in which they stand on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Paragraph, Spacer

from supervise_tui.canonical import Json
from supervise_tui.documents.flowing import fact_grid, long_cell, paragraphs, plain_table, tinted, words
from supervise_tui.documents.house_style import (
    BOLD,
    LEFT_TO_RIGHT,
    LINE,
    QUIET,
    REGULAR,
    ROOM_FOR_ANSWER,
    ROOM_FOR_CARDS,
    ROOM_FOR_SECTION,
    ROOM_FOR_TABLE,
    Styles,
)
from supervise_tui.documents.marks import Rating
from supervise_tui.documents.remarks import BY_THE_PROGRAM, NOTHING, as_it_stands, warned
from supervise_tui.documents.row_drawing import (
    CARD_INSET,
    NUMBER,
    blocks,
    card_title,
    column_shares,
    ends_in_words,
    in_card,
    matrix_grid,
    table_or_blocks,
    tallest_of,
)
from supervise_tui.documents.safe_text import has_right_to_left, safe
from supervise_tui.documents.text_lines import one_line
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

LONGEST_CELL = 600
"""Characters; longer ones leave the table of agenda or actions."""
_SHORT_TEXT = 90
_TALLEST_OLD_ROW = 660
"""Points: what tables of agenda and actions always took; a page has 751."""
_TICKED = "☑"

Asked = tuple[Question, tuple[Question, ...]]
"""A question, and what is kept besides: its comment, its evidence, what it is evidence for."""


@dataclass(frozen=True)
class Setting:
    """What questions are drawn in: the answers and facts around them, the room, and what to mark."""

    answers: Mapping[str, Json]
    """The answers to be drawn: of the form, or of one row."""
    scope: Mapping[str, Json]
    """What conditions go by."""
    facts: Mapping[str, Json]
    width: float
    columns: int = 0
    notices: Mapping[str, Sequence[Notice]] | None = None
    """The answers that count as a warning, by question."""


class AnswerDrawing:
    """Draws for one record; `names` gives the names of "worker" and "supervisor".

    With `room_for_cards` the first card of a group stands on the page of its heading; `before_5` keeps the
    words of older layouts.
    """

    def __init__(
        self, names: Mapping[str, str], styles: Styles, *, room_for_cards: bool = True, before_5: bool = False
    ) -> None:
        self.names, self.styles = names, styles
        self._before_5 = before_5
        self._room_for_cards = room_for_cards

    def room_for(self, question: Question, else_room: float) -> float:
        """Give the height in points that has to be left on a page for a question to begin there."""
        if isinstance(question, ActionsQuestion | TableQuestion):
            return ROOM_FOR_TABLE
        return ROOM_FOR_CARDS if isinstance(question, GroupQuestion) and self._room_for_cards else else_room

    # --- one after the other ---------------------------------------------------------------

    def block(self, asked: Sequence[Question], setting: Setting) -> Iterator[Flowable]:
        """Give the questions with their answers: short ones side by side, the others below each other."""
        short: list[tuple[str, str]] = []
        done: set[str] = set()
        all_notes = {question.id: notes for question, notes in with_notes(asked)}
        for question, notes in with_notes(asked):
            if question.id in done:
                continue
            if self.is_plain_fact(question, notes, setting):
                short.append((self.small_label(question), self.said(question, setting)))
                continue
            if short:
                yield self._grid(short, setting)
                short = []
            pair = self._pair(question, asked)
            done |= {one.id for one in pair}
            yield from self._ratings(pair, setting) if pair else self._answer(question, setting)
            shown: Sequence[Question] = pair or [question]
            for one in shown:
                yield from self._besides(one, all_notes[one.id], setting)
        if short:
            yield self._grid(short, setting)

    def said(self, question: Question, setting: Setting) -> str:
        """Give the answer in words."""
        return in_words(question, setting.answers.get(question.id), self.names)

    def is_plain_fact(self, question: Question, notes: Sequence[Question], setting: Setting) -> bool:
        """Whether it is short, and nothing is to be said besides it."""
        noted = any(not is_unanswered(note, setting.answers.get(note.id)) for note in notes)
        warned = bool(setting.notices and question.id in setting.notices)
        return self._is_short(question, setting) and not noted and not warned

    def _is_short(self, question: Question, setting: Setting) -> bool:
        match question:
            case DateQuestion() | TimeQuestion():
                return True
            case (
                TextQuestion()
                | ChoiceQuestion()
                | YesNoQuestion()
                | NumberQuestion()
                | DurationQuestion()
                | PersonQuestion()
                | PlaceQuestion()
                | ComputedQuestion()
            ):
                return len(self.said(question, setting)) <= _SHORT_TEXT
            case (
                LongTextQuestion()
                | ScaleQuestion()
                | SeveralQuestion()
                | AgendaQuestion()
                | ActionsQuestion()
                | ActionReviewQuestion()
                | EvidenceQuestion()
                | TableQuestion()
                | MatrixQuestion()
                | GroupQuestion()
            ):
                return False
            case _:
                assert_never(question)

    def small_label(self, question: Question) -> str:
        """Give the label, and behind it whose answer it is where only one side gives it."""
        author = self._author(question)
        return f"{question.label} – {author}" if author else question.label

    def _author(self, question: Question) -> str:
        if isinstance(question, ComputedQuestion) or question.by_program:
            return BY_THE_PROGRAM
        role = question.answered_by
        if role is Role.BOTH:
            return ""
        name = self.names.get(role.value, "")
        word = _ROLES.get(role, role.value)
        return f"{LEFT_TO_RIGHT}{name}, {word}" if name else word

    def _asked(self, question: Question) -> Flowable:
        """The label in bold, and whose answer it is in small print behind it."""
        author = self._author(question)
        if not author or has_right_to_left(question.label + author):
            return words(f"{question.label} – {author}" if author else question.label, self.styles.question)
        small = f'<font name="{REGULAR}" size="8" color="{QUIET.hexval()}">{safe(one_line(author))}</font>'
        return Paragraph(f"{safe(one_line(question.label), BOLD)}&nbsp;&nbsp; {small}", self.styles.question)

    def _grid(self, pairs: Sequence[tuple[str, str]], setting: Setting) -> Flowable:
        columns = setting.columns or min(3, len(pairs))
        return fact_grid(pairs, columns, setting.width, self.styles.label, self.styles.value)

    def _besides(self, question: Question, notes: Sequence[Question], setting: Setting) -> Iterator[Flowable]:
        """What stands under an answer: that it asks for a look, its comment, its evidence, what it shows."""
        for notice in (setting.notices or {}).get(question.id, ()):
            yield words(warned(question, notice, before_5=self._before_5), self.styles.warning)
        for note in notes:
            value = setting.answers.get(note.id)
            if is_unanswered(note, value):
                continue
            if isinstance(note, EvidenceQuestion):
                yield words("Evidence", self.styles.remark)
                yield from self._listed(self._evidence_lines(note, value), "•", self.styles.comment)
            elif isinstance(note, MarksQuestion):
                yield words("Marked as evidence for", self.styles.remark)
                lines = [line for (line,) in rows_in_words(note, value, self.names)]
                yield from self._listed(lines or [as_it_stands(value)], "•", self.styles.comment)
            else:
                yield words("Comment", self.styles.remark)
                yield from paragraphs(in_words(note, value), self.styles.comment)

    # --- one answer --------------------------------------------------------------------------

    def _answer(self, question: Question, setting: Setting) -> Iterator[Flowable]:
        value = setting.answers.get(question.id)
        yield CondPageBreak(self.room_for(question, ROOM_FOR_ANSWER))
        yield self._asked(question)
        if is_unanswered(question, value) or is_empty(value):
            yield words(NOTHING, self.styles.nothing)
            return
        match question:
            case AgendaQuestion():
                yield from self._agenda(question, value, setting)
            case ActionsQuestion():
                yield from self._actions(question, value, setting)
            case ActionReviewQuestion():
                yield from self._review(question, value, setting)
            case ScaleQuestion():
                yield from self._rating(question, setting)
            case SeveralQuestion():
                yield from self._ticked(question, value)
            case EvidenceQuestion():
                yield from self._listed(self._evidence_lines(question, value), "•", self.styles.body)
            case TableQuestion():
                yield from self._table(question, value, setting)
            case MatrixQuestion():
                yield from self._matrix(question, value, setting)
            case GroupQuestion():
                yield from self._cards(question, value, setting)
            case (
                TextQuestion()
                | LongTextQuestion()
                | ChoiceQuestion()
                | YesNoQuestion()
                | NumberQuestion()
                | DateQuestion()
                | TimeQuestion()
                | DurationQuestion()
                | PersonQuestion()
                | PlaceQuestion()
                | ComputedQuestion()
            ):
                yield from paragraphs(self.said(question, setting), self.styles.body)
            case _:
                assert_never(question)

    def _listed(self, lines: Iterable[str], mark: str, how: Any) -> Iterator[Flowable]:
        for line in lines:
            yield from paragraphs(f"{mark} {line}", how)

    def _ticked(self, question: SeveralQuestion, value: Json) -> Iterator[Flowable]:
        chosen = value if isinstance(value, list) else [value]
        lines = [in_words(question, [item]) for item in chosen]
        yield from self._listed(lines, _TICKED, self.styles.ticked)

    def _evidence_lines(self, question: EvidenceQuestion, value: Json) -> list[str]:
        rows = rows_in_words(question, value, self.names)
        return [f"{kind}: {text}" if kind else text for text, kind in rows] or [as_it_stands(value)]

    def _agenda(self, question: AgendaQuestion, value: Json, setting: Setting) -> Iterator[Flowable]:
        rows = rows_in_words(question, value, self.names)
        styles = self.styles
        if not rows:
            yield from paragraphs(as_it_stands(value), styles.body)
            return
        widths = [NUMBER, setting.width - NUMBER - 150, 150]
        cells = [
            [
                [words(f"{number}.", styles.cell_bold)],
                long_cell(text, styles.cell),
                [words(by, styles.small_right)],
            ]
            for number, (text, by) in enumerate(rows, 1)
        ]
        if _longest(rows) > LONGEST_CELL or tallest_of(cells, widths) > _TALLEST_OLD_ROW:
            yield from blocks("Agenda line", row_headings(question), rows, styles)
            return
        rules: list[Any] = [
            ("LINEBELOW", (0, 0), (-1, -1), 0.3, LINE),
            ("LEFTPADDING", (0, 0), (0, -1), 0),
            ("RIGHTPADDING", (0, 0), (0, -1), 0),
        ]
        yield plain_table(cells, widths, rules)

    def _actions(self, question: ActionsQuestion, value: Json, setting: Setting) -> Iterator[Flowable]:
        rows = rows_in_words(question, value, self.names)
        headings = row_headings(question)
        if not rows:
            yield from paragraphs(as_it_stands(value), self.styles.body)
        elif _longest(rows) > LONGEST_CELL:
            yield from blocks("Action", headings, rows, self.styles)
        else:
            yield from table_or_blocks(
                headings,
                rows,
                shares=(0.36, 0.18, 0.17, 0.29),
                width=setting.width,
                styles=self.styles,
                what="Action",
                tallest=_TALLEST_OLD_ROW,
            )

    def _review(self, question: ActionReviewQuestion, value: Json, setting: Setting) -> Iterator[Flowable]:
        rows = rows_in_words(question, value, self.names)
        if not rows:
            yield from paragraphs(as_it_stands(value), self.styles.body)
            return
        headings = row_headings(question)
        yield from table_or_blocks(
            [*headings[:3], "What became of it"],
            [[*row[:3], _became(headings, row)] for row in rows],
            shares=(0.34, 0.18, 0.17, 0.31),
            width=setting.width,
            styles=self.styles,
            what="Action",
        )

    def _table(self, question: TableQuestion, value: Json, setting: Setting) -> Iterator[Flowable]:
        rows = rows_in_words(question, value, self.names)
        if not rows:
            yield from paragraphs(as_it_stands(value), self.styles.body)
            return
        fixed = [1.6] if question.rows else []
        yield from table_or_blocks(
            row_headings(question),
            rows,
            shares=[*fixed, *column_shares(question.columns)],
            width=setting.width,
            styles=self.styles,
            what="Row",
            numbered=not question.rows,
        )
        yield from self._initials(question)

    def _initials(self, question: TableQuestion | GroupQuestion) -> Iterator[Flowable]:
        role = question.initialled_by
        if role is not None:
            who = self.names.get(role.value) or f"the {_ROLES.get(role, role.value)}"
            yield words(f"Each row is to be initialled by {who}.", self.styles.remark)

    def _matrix(self, question: MatrixQuestion, value: Json, setting: Setting) -> Iterator[Flowable]:
        given = value if isinstance(value, dict) else {}
        grid = matrix_grid(question, given, setting.width, self.styles) if given else None
        if grid is not None:
            yield grid
        elif rows := rows_in_words(question, value, self.names):
            yield from table_or_blocks(
                row_headings(question),
                rows,
                shares=(1, 1),
                width=setting.width,
                styles=self.styles,
                what="Row",
                numbered=False,
            )
        else:
            yield from paragraphs(as_it_stands(value), self.styles.body)
        ends = ends_in_words(question.lowest, question.lowest_label, question.highest, question.highest_label)
        if ends and not question.options:
            yield words(ends, self.styles.remark)

    def _cards(self, question: GroupQuestion, value: Json, setting: Setting) -> Iterator[Flowable]:
        rows = list(said_rows(question, value))
        if not rows:
            yield from paragraphs(as_it_stands(value), self.styles.body)
        for number, (_, row) in enumerate(rows, 1):
            asked, scope = row_view(question, row, setting.scope, setting.facts)
            inside = Setting(row, scope, setting.facts, setting.width - CARD_INSET)
            yield CondPageBreak(ROOM_FOR_SECTION)
            yield card_title(f"{question.row_title or 'Row'} {number}", setting.width, self.styles)
            yield from in_card([*self.block(asked, inside), *self._strange(question, row, asked)])
            yield Spacer(0, 6)
        yield from self._initials(question)

    def _strange(
        self, question: GroupQuestion, row: Mapping[str, Json], asked: Sequence[Question]
    ) -> Iterator[Flowable]:
        """Cells that the form does not ask for, or no longer asks: they are signed, so they are drawn."""
        labels = {inner.id: inner.label for inner in question.questions}
        seen = {"id", *(one.id for one in asked)}
        for key, cell in row.items():
            if key not in seen and not is_empty(cell):
                yield words(labels.get(key, key), self.styles.label)
                yield from paragraphs(plain_words(cell) or as_it_stands(cell), self.styles.body)

    # --- ratings -----------------------------------------------------------------------------

    def _pair(self, question: Question, asked: Sequence[Question]) -> list[ScaleQuestion]:
        """The two ratings that were given unseen by the other side [SES-10]."""
        if not isinstance(question, ScaleQuestion) or not question.unseen_with or question.words:
            return []
        other = next((q for q in asked if q.id == question.unseen_with), None)
        return [question, other] if isinstance(other, ScaleQuestion) and not other.words else []

    def _rating(self, question: ScaleQuestion, setting: Setting) -> Iterator[Flowable]:
        mark = self._mark(question, setting)
        yield mark
        if not mark.said:
            yield words(self.said(question, setting), self.styles.cell_bold)

    def _mark(self, question: ScaleQuestion, setting: Setting) -> Rating:
        value = setting.answers.get(question.id)
        chosen = value if isinstance(value, int) and not isinstance(value, bool) else None
        said = f"{value} of {question.highest}" if not is_empty(value) else "not given"
        if question.words or len(said) > _SHORT_TEXT:  # stands below, where it has room
            said = ""
        return Rating(chosen, question.lowest, question.highest, said)

    def _ratings(self, pair: Sequence[ScaleQuestion], setting: Setting) -> Iterator[Flowable]:
        styles = self.styles
        cells = [
            [
                words(question.label, styles.label),
                words(self._author(question) or "Both", styles.cell_bold),
                self._mark(question, setting),
                words(
                    ends_in_words(
                        question.lowest, question.lowest_label, question.highest, question.highest_label
                    ),
                    styles.small,
                ),
            ]
            for question in pair
        ]
        gap = 10.0
        card = (setting.width - gap) / 2
        yield Spacer(0, 3)
        yield KeepTogether([tinted([[cells[0], "", cells[1]]], [card, gap, card], 1)])
        yield Spacer(0, 5)


_ROLES = {Role.THIRD_PARTY: "other organisation", Role.OTHER: "somebody else"}


def with_notes(asked: Sequence[Question]) -> list[Asked]:
    """Give each question with the comment and the evidence that are asked right behind it."""
    found: list[tuple[Question, list[Question]]] = []
    for question in asked:
        whole, note, _ = question.id.partition("~")
        if note and found and found[-1][0].id == whole:
            found[-1][1].append(question)
        else:
            found.append((question, []))
    return [(question, tuple(notes)) for question, notes in found]


def _became(headings: Sequence[str], row: Sequence[str]) -> str:
    """The outcome, then why, the new date and what shows it, each on a line of its own."""
    rest = [f"{head}: {cell}" for head, cell in zip(headings[4:], row[4:], strict=True) if cell]
    return "\n".join([row[3] or "Not talked about", *rest])


def _longest(rows: Sequence[Sequence[str]]) -> int:
    return max((len(cell) + 40 * cell.count("\n") for row in rows for cell in row), default=0)
