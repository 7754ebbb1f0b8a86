"""The room for an answer on a form for pen and paper, type by type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, assert_never

from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Spacer

from supervise_tui.documents.blank_marks import (
    DAY,
    DURATION,
    TIME,
    DigitBoxes,
    WritingLines,
    tick_list,
)
from supervise_tui.documents.blank_sizes import hint_for, how_many, is_large, is_small, lines_for
from supervise_tui.documents.condition_words import ConditionWords
from supervise_tui.documents.flowing import paragraphs, plain_table, words
from supervise_tui.documents.house_style import (
    BOLD,
    LINE,
    QUIET,
    REGULAR,
    ROOM_FOR_SECTION,
    Styles,
)
from supervise_tui.documents.marks import Ring
from supervise_tui.documents.row_drawing import (
    CARD_INSET,
    NUMBER,
    card_title,
    column_shares,
    dark_head,
    ends_in_words,
    grid_widths,
    in_card,
    matrix_choices,
    tallest_of,
)
from supervise_tui.documents.safe_text import has_right_to_left, safe
from supervise_tui.documents.text_lines import one_line
from supervise_tui.forms.answers import row_headings
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
    Role,
    ScaleQuestion,
    SeveralQuestion,
    TableQuestion,
    TextQuestion,
    TimeQuestion,
    YesNoQuestion,
)
from supervise_tui.forms.standing import StandingLists, standing_items

WHO = {
    Role.WORKER: "the worker",
    Role.SUPERVISOR: "the supervisor",
    Role.BOTH: "both",
    Role.THIRD_PARTY: "the other organisation",
    Role.OTHER: "somebody else",
}
MORE = "For more, write on another sheet and put it with this one."
_ROOM, _ROOM_FOR_LARGE = 66.0, 100.0
"""Points that have to be left on a page before a question begins."""
_TALLEST_CELL, _TALLEST_HEAD = 300.0, 150.0
"""Points: a row of a table cannot go over to the next page."""
_NARROWEST_COLUMN = 38
_REVIEWED_ACTIONS = 5
_CARDS, _INNER_CARDS = 2, 2
_MOST_CARDS = 6
_MOST_TABLE_ROWS = 30
_OUTCOMES = ("done", "in hand", "not done", "dropped", "carried over")


class BlankAnswers:
    """Draws the questions of one form with room for a pen."""

    def __init__(
        self,
        asked: dict[str, Question],
        styles: Styles,
        standing: StandingLists,
        *,
        inside: bool = False,
    ) -> None:
        self.styles, self.standing = styles, standing
        self._conditions = ConditionWords(asked)
        self._asked_by_id = asked
        self._inside = inside

    def block(self, asked: Sequence[Question], width: float, columns: int = 0) -> Iterator[Flowable]:
        """Give the questions: small ones side by side, the others below each other."""
        small: list[Question] = []
        for question in asked:
            if is_small(question) and self._remarks(question) in ([], [question.help]):
                small.append(question)
                continue
            yield from self._side_by_side(small, width, columns)
            small = []
            yield from self.question(question, width)
        yield from self._side_by_side(small, width, columns)

    def _side_by_side(self, small: Sequence[Question], width: float, columns: int) -> Iterator[Flowable]:
        if not small:
            return
        columns = min(columns or 2, len(small)) if len(small) > 1 else 1
        each = width / columns
        cells = [self._small_cell(one, each - 12) for one in small]
        if tallest_of([[cell] for cell in cells], [each]) > _TALLEST_CELL:
            for one in small:
                yield from self.question(one, width)
            return
        while len(cells) % columns:
            cells.append([Spacer(0, 0)])
        rows = [cells[start : start + columns] for start in range(0, len(cells), columns)]
        yield plain_table(rows, [each] * columns, [("LEFTPADDING", (0, 0), (-1, -1), 0)])

    def _small_cell(self, question: Question, width: float) -> list[Flowable]:
        said = paragraphs(question.help, self.styles.small)
        return [self._label(question), *said, Spacer(0, 2), *self._room(question, width)]

    def question(self, question: Question, width: float) -> Iterator[Flowable]:
        """Give one question: its label, what is to be known, the room for the answer and for a comment."""
        remarks = self._remarks(question)
        yield CondPageBreak((_ROOM_FOR_LARGE if is_large(question) else _ROOM) + 12 * len(remarks))
        yield self._label(question)
        for remark in remarks:
            yield from paragraphs(remark, self.styles.small)
        yield Spacer(0, 3)
        yield from self._room(question, width)
        yield from self._notes(question)
        yield Spacer(0, 4)

    def _label(self, question: Question) -> Flowable:
        small = []
        if question.required is True:
            small.append("needed")
        if question.answered_by is not Role.BOTH:
            small.append(f"for {WHO[question.answered_by]}")
        behind = f"({', '.join(small)})" if small else ""
        if not behind or has_right_to_left(question.label):
            return words(f"{question.label} {behind}", self.styles.question)
        quiet = f'<font name="{REGULAR}" size="8" color="{QUIET.hexval()}">{behind}</font>'
        return Paragraph(f"{safe(one_line(question.label), BOLD)}&nbsp; {quiet}", self.styles.question)

    def _remarks(self, question: Question) -> list[str]:
        """What stands in small print under the label."""
        found: list[str] = []
        if question.shown_when:
            found.append(f"Only if {self._conditions.say(question.shown_when)}.")
        if isinstance(question.required, str):
            found.append(f"Needed if {self._conditions.say(question.required)}.")
        if question.unseen_with:
            found.append("Write yours without seeing the other side's answer.")
        if question.help:
            found.append(question.help)
        if isinstance(question, TextQuestion | LongTextQuestion) and isinstance(question.default, str):
            # Without them nobody knows on paper what the words are that they may change.
            found.append(f"Proposed: “{question.default.strip()}”")
        if isinstance(question, LongTextQuestion) and question.prompts:
            found += [f"• {prompt}" for prompt in question.prompts]
        if isinstance(question, SeveralQuestion):
            found.append(how_many(question))
        if isinstance(question, TableQuestion) and question.counted_by:
            counted = self._asked_by_id.get(question.counted_by)
            if counted is not None:
                found.append(f"As many rows as the answer to “{counted.label}”.")
        return found

    def _notes(self, question: Question) -> Iterator[Flowable]:
        if question.comment_when:
            when = self._conditions.say(question.comment_when, question)
            yield CondPageBreak(_ROOM)
            yield words(f"Comment, needed if {when}", self.styles.small)
            yield WritingLines(2)
        elif question.comment == "may":
            yield CondPageBreak(_ROOM)
            yield words("Comment, if you like", self.styles.small)
            yield WritingLines(1)
        if question.evidence:
            yield CondPageBreak(_ROOM)
            yield words("What shows it: papers, records, pictures", self.styles.small)
            yield WritingLines(1)

    # --- room for an answer --------------------------------------------------------------------

    def _room(self, question: Question, width: float) -> Iterator[Flowable]:
        match question:
            case TextQuestion() | PlaceQuestion() | PersonQuestion():
                yield WritingLines(
                    2 if isinstance(question, TextQuestion) and question.max_length > 300 else 1
                )
            case LongTextQuestion():
                yield WritingLines(lines_for(question, inside=self._inside))
            case ChoiceQuestion() | SeveralQuestion():
                yield tick_list([option.label for option in question.options], width, self.styles)
            case YesNoQuestion():
                labels = ["Yes", "No", *(["Not applicable"] if question.not_applicable else [])]
                yield tick_list(labels, width, self.styles)
            case ScaleQuestion():
                yield from self._scale(question, width)
            case NumberQuestion():
                yield from self._number(question)
            case DateQuestion():
                yield _left(DigitBoxes(DAY))
            case TimeQuestion():
                yield _left(DigitBoxes(TIME))
            case DurationQuestion():
                yield _left(DigitBoxes(DURATION))
            case EvidenceQuestion():
                yield WritingLines(3)
            case ComputedQuestion():
                yield words("The program fills this in.", self.styles.nothing)
            case TableQuestion():
                yield from self._table(question, width)
            case MatrixQuestion():
                yield from self._matrix(question, width)
            case GroupQuestion():
                yield from self._cards(question, width)
            case AgendaQuestion():
                yield from self._agenda(question, width)
            case ActionsQuestion():
                heads = row_headings(question)
                yield words(MORE, self.styles.small)
                yield self._lined_table(heads, (0.36, 0.18, 0.17, 0.29), question.lines, width, 34)
            case ActionReviewQuestion():
                yield from self._review(width)
            case _:
                assert_never(question)

    def _scale(self, question: ScaleQuestion, width: float) -> Iterator[Flowable]:
        if question.words:
            yield tick_list(question.words, width, self.styles)
            return
        rings = [Ring(8.5, str(number)) for number in range(question.lowest, question.highest + 1)]
        rules = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)]
        yield plain_table([rings], [min(26.0, width / len(rings))] * len(rings), rules)
        ends = ends_in_words(question.lowest, question.lowest_label, question.highest, question.highest_label)
        if ends:
            yield words(ends, self.styles.small)

    def _number(self, question: NumberQuestion) -> Iterator[Flowable]:
        yield WritingLines(1)
        limits = []
        if question.at_least is not None:
            limits.append(f"at least {question.at_least:g}")
        if question.at_most is not None:
            limits.append(f"at most {question.at_most:g}")
        said = ", ".join(filter(None, [question.unit, *limits]))
        if said:
            yield words(said, self.styles.small)

    # --- tables --------------------------------------------------------------------------------

    def _lined_table(
        self,
        heads: Sequence[str],
        shares: Sequence[float],
        count: int,
        width: float,
        height: float,
        *,
        first: Sequence[str] = (),
        numbered: bool = True,
    ) -> Flowable:
        """A table with empty rows; `first` holds what is printed in the first column already."""
        room = width - (NUMBER if numbered else 0)
        widths = [room * share / sum(shares) for share in shares]
        head: list[Any] = [words(one, self.styles.cell_head) for one in heads]
        rows: list[list[Any]] = []
        for number in range(count):
            text = first[number] if number < len(first) else ""
            cells: list[Any] = [words(text, self.styles.cell) if text else "", *([""] * (len(heads) - 1))]
            rows.append([words(f"{number + 1}.", self.styles.cell_bold), *cells] if numbered else cells)
        if numbered:
            head, widths = [words("", self.styles.cell_head), *head], [NUMBER, *widths]
        rules = [*_grid_rules(len(rows), numbered=numbered)]
        heights = [None] + [_row_height(row, widths, height) for row in rows]
        return plain_table([head, *rows], widths, rules, repeatRows=1, rowHeights=heights)

    def _table(self, question: TableQuestion, width: float) -> Iterator[Flowable]:
        shares = column_shares(question.columns)
        heads = [column.label for column in question.columns]
        named = [row.label for row in question.rows]
        count = len(named) or min(max(question.lines, question.at_least), _MOST_TABLE_ROWS)
        if question.at_most is not None and not named:
            count = min(count, question.at_most)
        if named:
            heads, shares = ["", *heads], [1.8, *shares]
        if question.initialled_by is not None:
            heads, shares = [*heads, "Initials"], [*shares, 0.9]
        numbered = not named
        room = width - (NUMBER if numbered else 0)
        if not self._fits([room * share / sum(shares) for share in shares], heads, named):
            yield from self._rows_as_cards(
                question, named or [f"Row {n}" for n in range(1, count + 1)], width
            )
            return
        height = 48 if any(isinstance(one, LongTextQuestion) for one in question.columns) else 28
        # Before the table: what stands after it can be left alone on the next page.
        yield from self._column_hints(question)
        if not named:
            yield words(MORE, self.styles.small)
        yield Spacer(0, 2)
        yield self._lined_table(heads, shares, count, width, height, first=named, numbered=numbered)

    def _fits(self, widths: Sequence[float], heads: Sequence[str], named: Sequence[str]) -> bool:
        """Whether a table of these columns can be drawn: neither too narrow nor with a row too high."""
        head = [[[words(one, self.styles.cell_head)] for one in heads]]
        first = [[[words(one, self.styles.cell)]] for one in named]
        return (
            min(widths) >= _NARROWEST_COLUMN
            and tallest_of(head, widths) <= _TALLEST_HEAD
            and tallest_of(first, widths[:1]) <= _TALLEST_CELL
        )

    def _column_hints(self, question: TableQuestion) -> Iterator[Flowable]:
        hints: dict[str, list[str]] = {}
        for column in question.columns:
            hints.setdefault(hint_for(column), []).append(column.label)
        for hint, labels in hints.items():
            if hint:
                yield words(f"{', '.join(labels)} – {hint}", self.styles.small)
        if question.initialled_by is not None:
            yield words(f"Each row is initialled by {WHO[question.initialled_by]}.", self.styles.small)

    def _rows_as_cards(
        self, question: TableQuestion, titles: Sequence[str], width: float
    ) -> Iterator[Flowable]:
        """Tables too wide for the page: a card for each row."""
        for title in titles:
            yield CondPageBreak(ROOM_FOR_SECTION)
            yield card_title(title, width, self.styles)
            yield from in_card(self.block(question.columns, width - CARD_INSET, 3))
            if question.initialled_by is not None:
                yield from in_card([words(f"Initials of {WHO[question.initialled_by]}", self.styles.small)])
                yield from in_card([WritingLines(1)])
            yield Spacer(0, 5)

    def _matrix(self, question: MatrixQuestion, width: float) -> Iterator[Flowable]:
        choices = matrix_choices(question)
        widths = grid_widths(choices, width)
        if widths is None:
            for row in question.rows:
                yield CondPageBreak(_ROOM)
                yield words(row.label, self.styles.question)
                yield tick_list([label for _, label in choices], width, self.styles)
            return
        rows: list[list[Any]] = [
            [
                words("", self.styles.cell_head),
                *(words(label, self.styles.centred_head) for _, label in choices),
            ]
        ]
        rows += [[words(row.label, self.styles.cell), *(Ring(6) for _ in choices)] for row in question.rows]
        rules = [*_grid_rules(len(question.rows), numbered=False), ("ALIGN", (1, 0), (-1, -1), "CENTER")]
        yield plain_table(rows, widths, [*rules, ("VALIGN", (0, 0), (-1, -1), "MIDDLE")], repeatRows=1)
        ends = ends_in_words(question.lowest, question.lowest_label, question.highest, question.highest_label)
        if ends and not question.options:
            yield words(ends, self.styles.small)

    def _cards(self, question: GroupQuestion, width: float) -> Iterator[Flowable]:
        count = min(max(question.at_least, _INNER_CARDS if self._inside else _CARDS), _MOST_CARDS)
        if question.at_most is not None:
            count = max(1, min(count, question.at_most))
        for number in range(1, count + 1):
            yield CondPageBreak(ROOM_FOR_SECTION)
            yield card_title(f"{question.row_title or 'Row'} {number}", width, self.styles)
            yield from in_card(self._card(question, width - CARD_INSET))
            yield Spacer(0, 6)
        yield words(MORE, self.styles.small)

    def _card(self, question: GroupQuestion, width: float) -> Iterator[Flowable]:
        # Conditions in a card may name its own questions, and those of the form.
        asked = {**self._asked_by_id, **{inner.id: inner for inner in question.questions}}
        inner = BlankAnswers(asked, self.styles, self.standing, inside=True)
        yield from inner.block(question.questions, width)
        if question.initialled_by is not None:
            yield words(f"Initials of {WHO[question.initialled_by]}", self.styles.small)
            yield WritingLines(1)

    def _agenda(self, question: AgendaQuestion, width: float) -> Iterator[Flowable]:
        items = [item.label for item in standing_items(self.standing, question.standing, {})]
        printed = [*question.proposed, *(label for label in items if label not in question.proposed)]
        count = len(printed) + question.lines
        if question.answered_by is not Role.BOTH:
            # A preparation: all points are their author's, and nothing has become of them yet.
            yield self._lined_table(row_headings(question)[:1], (1.0,), count, width, 26, first=printed)
            return
        heads = [*row_headings(question), "What became of it"]
        yield self._lined_table(heads, (0.5, 0.2, 0.3), count, width, 26, first=printed)
        yield words("What was not reached goes on the next agenda.", self.styles.small)

    def _review(self, width: float) -> Iterator[Flowable]:
        heads = ["What was agreed", "Who, by when", "Outcome", "Why; the new date; what shows it"]
        outcomes = [Paragraph(safe(f"☐ {word}"), self.styles.small_cell) for word in _OUTCOMES]
        rows: list[list[Any]] = [[words(one, self.styles.cell_head) for one in heads]]
        rows += [["", "", list(outcomes), ""] for _ in range(_REVIEWED_ACTIONS)]
        widths = [width * share for share in (0.34, 0.2, 0.16, 0.3)]
        yield plain_table(rows, widths, _grid_rules(len(rows) - 1, numbered=False), repeatRows=1)
        yield words(MORE, self.styles.small)


def _left(flowable: Flowable) -> Flowable:
    flowable.hAlign = "LEFT"
    return flowable


def _grid_rules(rows: int, *, numbered: bool) -> list[Any]:
    return [*dark_head(0, numbered=numbered), ("GRID", (0, 1), (-1, -1), 0.5, LINE)] if rows else []


def _row_height(row: Sequence[Any], widths: Sequence[float], least: float) -> float:
    """The height of an empty row, more where what is printed in it needs more."""
    printed = [
        cell.wrap(width - 12, 10_000)[1] + 8
        for cell, width in zip(row, widths, strict=True)
        if isinstance(cell, Flowable)
    ]
    return max([least, *(float(height) for height in printed)])
