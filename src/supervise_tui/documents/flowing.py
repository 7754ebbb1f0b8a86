"""Flowing pieces of a page made from any text: paragraphs, tables of short facts, tinted blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.lib.enums import TA_RIGHT
from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from supervise_tui.documents.house_style import LINE, TINT, font, style, width_of
from supervise_tui.documents.safe_text import (
    as_seen,
    broken_to_fit,
    drawable,
    has_right_to_left,
    is_right_to_left,
    runs,
    safe,
)
from supervise_tui.documents.text_lines import lines_of, one_line

_LINES_AT_ONCE = 30
"""Lines in one paragraph: reportlab's time grows with the square of them (10,000 took 42 s)."""


class RightToLeft(Flowable):  # type: ignore[misc]
    """A line with Hebrew or Arabic in it: broken first, then each piece put in its visual order.

    It draws its pieces itself: in a paragraph of reportlab, which breaks what is in visual order already,
    the last words would stand on the first line.
    """

    def __init__(self, line: str, how: Any, *, to_the_right: bool) -> None:
        super().__init__()
        self.line, self.how = line, how
        self.right_to_left = is_right_to_left(line)
        self.on_the_right = how.alignment == TA_RIGHT or (to_the_right and self.right_to_left)
        self.spaceBefore, self.spaceAfter = how.spaceBefore, how.spaceAfter
        self.pieces: list[str] = []
        self._broken_to = 0.0

    def getSpaceBefore(self) -> float:  # noqa: N802 - reportlab's name
        """Give the space above in points."""
        return float(self.spaceBefore)

    def getSpaceAfter(self) -> float:  # noqa: N802 - reportlab's name
        """Give the space below in points."""
        return float(self.spaceAfter)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Break the text to `width`; give the size it needs."""
        if self._broken_to != width:
            room = width - self.how.leftIndent - self.how.rightIndent - 1
            self.pieces = broken_to_fit(self.line, self.how.fontName, self.how.fontSize, room)
            self._broken_to = width
        self.width, self.height = width, len(self.pieces) * self.how.leading
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Any]:
        """Give the part that fits this page and the rest; nothing if not even a line fits."""
        self.wrap(width, height)
        fitting = int(height // self.how.leading)
        if fitting < 1:
            return []
        return [
            self._part(pieces, width) for pieces in (self.pieces[:fitting], self.pieces[fitting:]) if pieces
        ]

    def _part(self, pieces: list[str], width: float) -> RightToLeft:
        part = RightToLeft(" ".join(pieces), self.how, to_the_right=False)
        part.right_to_left, part.on_the_right = self.right_to_left, self.on_the_right
        part.pieces, part._broken_to = pieces, width
        return part

    def draw(self) -> None:
        """Draw the tint, then piece under piece."""
        how, canvas = self.how, self.canv
        if how.backColor is not None:
            _, right, _, left = how.borderPadding
            start, end = how.leftIndent - left, self.width - how.rightIndent + right
            canvas.setFillColor(how.backColor)
            canvas.rect(start, 0, end - start, self.height, stroke=0, fill=1)
        canvas.setFillColor(how.textColor)
        baseline = self.height - how.fontSize
        for piece in self.pieces:
            drawn = list(runs(drawable(as_seen(piece, self.right_to_left), how.fontName), how.fontName))
            used = sum(width_of(text, name, how.fontSize) for name, text in drawn)
            place = self.width - how.rightIndent - used if self.on_the_right else how.leftIndent
            for name, text in drawn:
                canvas.setFont(font(name).fontName, how.fontSize)
                canvas.drawString(place, baseline, text)
                place += width_of(text, name, how.fontSize)
            baseline -= how.leading


def words(text: str, how: Any) -> Flowable:
    """Give one paragraph from one line of text, at the left in any script, as labels and names stand."""
    line = one_line(text)
    if has_right_to_left(line):
        return RightToLeft(line, how, to_the_right=False)
    return Paragraph(safe(line, how.fontName), how)


def paragraphs(text: str, how: Any) -> list[Flowable]:
    """Give the paragraphs of a long text; its line ends stay."""
    flowables: list[Flowable] = []
    block: list[str] = []

    def close_block() -> None:
        if block:
            flowables.append(Paragraph("<br/>".join(safe(line, how.fontName) for line in block), how))
            block.clear()

    blank = False
    for line in lines_of(text):
        if not line.strip():
            blank = True
            continue
        if blank or len(block) == _LINES_AT_ONCE or has_right_to_left(line):
            close_block()
        if has_right_to_left(line):
            flowables.append(RightToLeft(line.strip(), how, to_the_right=True))
        else:
            block.append(line)
        blank = False
    close_block()
    return flowables


def tinted_block(text: str, how: Any) -> list[Flowable]:
    """Give a text on a tint that goes on over pages: pieces without a gap, so that no edge cuts a letter."""
    edge = how.clone(f"{how.name}-edge", leading=how.leading / 2, fontSize=1)
    pieces: list[Flowable] = []
    for piece in paragraphs(text, how):
        pieces += [Paragraph("&nbsp;", edge), piece]
    return [*pieces, Paragraph("&nbsp;", edge)]


def long_cell(text: str, how: Any) -> list[Flowable]:
    """Give what stands in one cell of a table."""
    return paragraphs(text, how) or [Paragraph("", how)]


def fact_grid(pairs: Sequence[tuple[str, str]], columns: int, width: float, label: Any, value: Any) -> Table:
    """Give a grid of short facts: the label small above its value."""
    cells: list[list[Flowable]] = [[words(name, label), words(fact or "–", value)] for name, fact in pairs]
    while len(cells) % columns:
        cells.append([Spacer(0, 0)])
    rows = [cells[start : start + columns] for start in range(0, len(cells), columns)]
    return plain_table(
        rows,
        [width / columns] * columns,
        [("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE), ("LEFTPADDING", (0, 0), (-1, -1), 0)],
    )


def plain_table(
    rows: Sequence[Sequence[Any]], widths: Sequence[float], rules: Sequence[Any], **options: Any
) -> Table:
    """Give a table in which every cell names an embedded font: reportlab's own default is not."""
    base = [
        ("FONTNAME", (0, 0), (-1, -1), style("table").fontName),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 2.6),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.4),
    ]
    return Table(list(rows), colWidths=list(widths), style=[*base, *rules], hAlign="LEFT", **options)


def tinted(rows: Sequence[Sequence[Any]], widths: Sequence[float], gap: int) -> Table:
    """Give cards side by side on the house tint; column `gap` between them stays white."""
    rules: list[Any] = [
        ("BACKGROUND", (0, 0), (gap - 1, -1), TINT),
        ("BACKGROUND", (gap + 1, 0), (-1, -1), TINT),
        ("LEFTPADDING", (0, 0), (-1, -1), 9),
        ("TOPPADDING", (0, 0), (-1, -1), 6),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 7),
    ]
    return plain_table(rows, widths, rules)
