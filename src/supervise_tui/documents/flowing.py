"""Flowing pieces of a page made from any text: paragraphs, tables of short facts, tinted blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from supervise_tui.documents.house_style import LINE, TINT, style
from supervise_tui.documents.safe_text import (
    broken_to_fit,
    has_right_to_left,
    is_right_to_left,
    lines_of,
    one_line,
    safe,
)

_RIGHT = 2  # reportlab's TA_RIGHT
_LINES_AT_ONCE = 30
"""Lines in one paragraph: reportlab's time grows with the square of them (10,000 took 42 s)."""


class RightToLeft(Flowable):  # type: ignore[misc]
    """A line with Hebrew or Arabic in it: broken first, then each piece put in its visual order."""

    def __init__(self, line: str, how: Any) -> None:
        super().__init__()
        self.line = line
        self.how = _turned(how) if is_right_to_left(line) else how
        self.spaceBefore, self.spaceAfter = how.spaceBefore, how.spaceAfter
        self.keepWithNext = how.keepWithNext
        self._inner: Any = None

    def getSpaceBefore(self) -> float:  # noqa: N802 - reportlab's name
        """Give the space above in points."""
        return float(self.spaceBefore)

    def getSpaceAfter(self) -> float:  # noqa: N802 - reportlab's name
        """Give the space below in points."""
        return float(self.spaceAfter)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Break the text to `width`; give the size it needs."""
        room = width - self.how.leftIndent - self.how.rightIndent - 1
        pieces = broken_to_fit(self.line, self.how.fontName, self.how.fontSize, room)
        markup = "<br/>".join(safe(piece, self.how.fontName) for piece in pieces)
        self._inner = Paragraph(markup, self.how)
        self.width, self.height = self._inner.wrap(width, height)
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Any]:
        """Give the part that fits this page and the rest."""
        self.wrap(width, height)
        return list(self._inner.split(width, height))

    def draw(self) -> None:
        """Draw it."""
        self._inner.drawOn(self.canv, 0, 0)


def _turned(how: Any) -> Any:
    turned = how.clone(f"{how.name}-right-to-left")
    turned.alignment = _RIGHT
    return turned


def words(text: str, how: Any) -> Flowable:
    """Give one paragraph from one line of text."""
    line = one_line(text)
    return RightToLeft(line, how) if has_right_to_left(line) else Paragraph(safe(line, how.fontName), how)


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
            flowables.append(RightToLeft(line.strip(), how))
        else:
            block.append(line)
        blank = False
    close_block()
    return flowables


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
        ("TOPPADDING", (0, 0), (-1, -1), 3.2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.8),
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
