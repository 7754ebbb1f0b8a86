"""Draws rows on paper: as a table where they fit one, else as headed paragraphs; grids and cards.

A row of a table cannot go over to the next page, so one that would be too high is never put in a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from supervise_tui.canonical import Json
from supervise_tui.documents.flowing import fact_grid, long_cell, paragraphs, plain_table, words
from supervise_tui.documents.house_style import (
    BOLD,
    DEEP,
    LINE,
    ROOM_FOR_ANSWER,
    TINT,
    WHITE,
    Styles,
    style,
)
from supervise_tui.documents.marks import Ring
from supervise_tui.documents.safe_text import width_on_paper
from supervise_tui.documents.text_lines import one_line
from supervise_tui.forms.definition import (
    ChoiceQuestion,
    DateQuestion,
    DurationQuestion,
    LongTextQuestion,
    MatrixQuestion,
    NumberQuestion,
    PersonQuestion,
    Question,
    ScaleQuestion,
    TimeQuestion,
    YesNoQuestion,
)

NUMBER = 28
"""Points of the column that numbers the rows, up to "100."."""
CARD_INSET = 10
"""Points by which what stands in a card is moved in."""
_NARROWEST = 42
_TALLEST_ROW = 280
"""Points: with the tallest head it fits a page of 751."""
_TALLEST_HEAD = 200
_LONGEST_CELL = 2_000
"""Characters of a cell that is not even measured."""
_PADDING = 12
_MANY_COLUMNS = 6
_LONGEST_TITLE = 160
_SHORT, _BESIDE = 40, 4
"""Letters of an answer that stands beside others, and how many stand so."""


def column_shares(columns: Sequence[Question]) -> list[float]:
    """Give how much of the width each column of a table deserves."""
    return [_share(column) for column in columns]


def _share(column: Question) -> float:
    match column:
        case LongTextQuestion():
            return 3.0
        case YesNoQuestion() | NumberQuestion() | TimeQuestion() | ScaleQuestion():
            return 1.0
        case DateQuestion() | ChoiceQuestion() | PersonQuestion():
            return 1.6
        case DurationQuestion():
            return 1.2
        case _:
            return 2.0


def table_or_blocks(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    shares: Sequence[float],
    width: float,
    styles: Styles,
    what: str,
    numbered: bool = True,
    tallest: float = _TALLEST_ROW,
) -> Iterator[Flowable]:
    """Give a table under a dark head, or headed paragraphs called `what` where a table would not do."""
    room = width - (NUMBER if numbered else 0)
    widths = [room * share / sum(shares) for share in shares]
    if min(widths) < _NARROWEST or _longest(rows) > _LONGEST_CELL:
        yield from row_cards(what, headings, rows, width, styles)
        return
    many = len(widths) > _MANY_COLUMNS
    cell = styles.small_cell if many else styles.cell
    head = [words(heading, styles.cell_head) for heading in headings]
    body = [[long_cell(one or "–", cell) for one in row] for row in rows]
    if tallest_of(body, widths) > tallest or tallest_of([[[one] for one in head]], widths) > _TALLEST_HEAD:
        yield from row_cards(what, headings, rows, width, styles)
        return
    if numbered:
        widths = [NUMBER, *widths]
        head = [words("", styles.cell_head), *head]
        body = [[words(f"{n}.", styles.cell_bold), *row] for n, row in enumerate(body, 1)]
    yield plain_table([head, *body], widths, dark_head(len(body), numbered=numbered), repeatRows=1)


def dark_head(rows: int, *, numbered: bool) -> list[Any]:
    """Give the rules of a table with a dark head and every second of its rows tinted."""
    return [
        ("BACKGROUND", (0, 0), (-1, 0), DEEP),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, LINE),
        *([("RIGHTPADDING", (0, 0), (0, -1), 0)] if numbered else []),
        *(("BACKGROUND", (0, row), (-1, row), TINT) for row in range(2, rows + 1, 2)),
    ]


def tallest_of(rows: Iterable[Sequence[Sequence[Flowable]]], widths: Sequence[float]) -> float:
    """Give the height in points of the highest row."""
    return max((_height(row, widths) for row in rows), default=0.0)


def _height(row: Sequence[Sequence[Flowable]], widths: Sequence[float]) -> float:
    return max(
        (
            sum(piece.wrap(width - _PADDING, 100_000)[1] + piece.getSpaceAfter() for piece in cell)
            for cell, width in zip(row, widths, strict=True)
        ),
        default=0.0,
    )


def blocks(
    what: str, headings: Sequence[str], rows: Sequence[Sequence[str]], styles: Styles
) -> Iterator[Flowable]:
    """Give each row as paragraphs under their headings, which go over pages as they need."""
    for number, row in enumerate(rows, 1):
        yield CondPageBreak(ROOM_FOR_ANSWER)
        yield words(f"{what} {number}", styles.question)
        for heading, cell in zip(headings, row, strict=True):
            if cell:
                if heading:
                    yield words(heading, styles.label)
                yield from paragraphs(cell, styles.body)


def row_cards(
    what: str, headings: Sequence[str], rows: Sequence[Sequence[str]], width: float, styles: Styles
) -> Iterator[Flowable]:
    """Give each row under its name, or `what` and its number: short answers side by side, then the long ones.

    Nothing is said of what was left empty.
    """
    for number, row in enumerate(rows, 1):
        cells = [(heading, cell) for heading, cell in zip(headings, row, strict=True) if cell]
        title = f"{what} {number}"
        if cells and not cells[0][0] and _is_short(cells[0][1], _LONGEST_TITLE):
            title, cells = cells[0][1], cells[1:]
        yield CondPageBreak(ROOM_FOR_ANSWER)
        yield words(title, styles.question)
        facts = [cell for cell in cells if _is_short(cell[1])]
        if facts:
            yield fact_grid(facts, max(2, min(len(facts), _BESIDE)), width, styles.label, styles.value)
            yield Spacer(0, 2)
        for heading, cell in cells:
            if _is_short(cell):
                continue
            if heading:
                yield words(heading, styles.label)
            yield from paragraphs(cell, styles.body)


def _is_short(cell: str, most: int = _SHORT) -> bool:
    return len(cell) <= most and "\n" not in cell


def _longest(rows: Sequence[Sequence[str]]) -> int:
    return max((len(cell) for row in rows for cell in row), default=0)


# --- matrix ----------------------------------------------------------------------------------------


def matrix_grid(
    question: MatrixQuestion, value: Mapping[str, Json], width: float, styles: Styles
) -> Flowable | None:
    """Give the grid of a matrix: the chosen answer in words on a dark cell, a ring where it could be.

    None when it does not fit a grid: too many options, too long ones, or answers that are none of them.
    What is chosen stands in words, because records of older layouts are compared by their text.
    """
    choices = matrix_choices(question)
    widths = grid_widths(choices, width)
    known = {key for key, _ in choices}
    if widths is None or set(value) - {row.id for row in question.rows}:
        return None
    if any(_key(cell) not in known for cell in value.values() if cell is not None):
        return None
    chosen_style = style("chosen", fontName=BOLD, fontSize=8, leading=10.4, textColor=WHITE, alignment=1)
    rows: list[list[Any]] = [
        [words("", styles.cell_head), *(words(label, styles.centred_head) for _, label in choices)]
    ]
    rules: list[Any] = [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("ALIGN", (1, 0), (-1, -1), "CENTER")]
    rules += dark_head(0, numbered=False)
    rules += [
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, LINE),
        ("LEFTPADDING", (1, 0), (-1, -1), 3),
        ("RIGHTPADDING", (1, 0), (-1, -1), 3),
    ]
    for number, row in enumerate(question.rows, 1):
        cells: list[Any] = [words(row.label, styles.cell)]
        for place, (key, label) in enumerate(choices, 1):
            if _key(value.get(row.id)) == key:
                cells.append(words(label, chosen_style))
                rules.append(("BACKGROUND", (place, number), (place, number), DEEP))
            else:
                cells.append(Ring())
        rows.append(cells)
    return plain_table(rows, widths, rules, repeatRows=1)


def matrix_choices(question: MatrixQuestion) -> list[tuple[Json, str]]:
    """Give what a row may be answered with: (kept answer, words)."""
    if question.options:
        return [(option.id, option.label) for option in question.options]
    return [(number, str(number)) for number in range(question.lowest, question.highest + 1)]


def _key(value: Json) -> Json:
    """True is not the number one here."""
    return str(value) if isinstance(value, bool | list | dict) else value


def grid_widths(choices: Sequence[tuple[Json, str]], width: float) -> list[float] | None:
    """Give the widths of a grid's columns, the rows' names first; None when it would be too wide."""
    labels = [one_line(label) for _, label in choices]
    longest = max((width_on_paper(word, BOLD, 8.2) for label in labels for word in label.split()), default=0)
    whole = max((width_on_paper(label, BOLD, 8.2) for label in labels), default=0)
    for broad in (whole, whole / 2, whole / 3):
        each = max(26.0, longest + 8, broad + 10)
        names = width - each * len(choices)
        if names >= width * 0.35:
            # A cell is padded by 6 points at each side: no word of a head is broken.
            each = max(each, longest + 13)
            return [width - each * len(choices), *([each] * len(choices))]
    return None


def ends_in_words(lowest: int, lowest_label: str, highest: int, highest_label: str) -> str:
    """Say what the two ends of a scale mean; "" when they have no words."""
    return f"{lowest} = {lowest_label}, {highest} = {highest_label}" if lowest_label or highest_label else ""


# --- cards -----------------------------------------------------------------------------------------


def card_title(title: str, width: float, styles: Styles) -> Flowable:
    """Give the bar at the head of a card."""
    rules: list[Any] = [
        ("BACKGROUND", (0, 0), (-1, -1), TINT),
        ("LINEBEFORE", (0, 0), (0, -1), 2, DEEP),
        ("LEFTPADDING", (0, 0), (-1, -1), CARD_INSET - 2),
    ]
    return plain_table([[words(title, styles.card_title)]], [width], rules)


def in_card(pieces: Iterable[Flowable]) -> Iterator[Flowable]:
    """Give the pieces moved in, with the line of their card at the left."""
    for piece in pieces:
        yield piece if isinstance(piece, CondPageBreak) else InCard(piece)


class InCard(Flowable):  # type: ignore[misc]
    """One piece of a card, which goes over pages as the piece itself does."""

    def __init__(self, piece: Flowable, before: float | None = None, after: float | None = None) -> None:
        super().__init__()
        self.piece = piece
        # The space round a piece is part of it here, so that the line at the left has no gaps.
        self.before = float(piece.getSpaceBefore()) if before is None else before
        self.after = float(piece.getSpaceAfter()) if after is None else after

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Give the size it needs."""
        self.piece.canv = getattr(self, "canv", None)
        _, needed = self.piece.wrap(width - CARD_INSET, height - self.before)
        self.width, self.height = width, needed + self.before + self.after
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Give the part that fits this page and the rest."""
        self.piece.canv = getattr(self, "canv", None)
        _, needed = self.piece.wrap(width - CARD_INSET, height - self.before)
        if needed + self.before <= height:  # only the space below it is too much for this page
            return [InCard(self.piece, self.before, max(0.0, height - needed - self.before))]
        parts = self.piece.split(width - CARD_INSET, height - self.before)
        if len(parts) < 2:
            return []
        first = InCard(parts[0], self.before, 0.0)
        rest = [InCard(part, 0.0, 0.0) for part in parts[1:]]
        rest[-1].after = self.after
        return [first, *rest]

    def draw(self) -> None:
        """Draw the line of the card and the piece."""
        canvas = self.canv
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(1)
        canvas.line(0.5, 0, 0.5, self.height)
        self.piece.drawOn(canvas, CARD_INSET, self.after)
