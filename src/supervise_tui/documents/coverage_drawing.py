"""Draws coverage: bars with their figures beside them, then who stands behind each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable, HRFlowable, KeepTogether, PageBreak, Spacer

from supervise_tui.documents.coverage_pdf import CoveragePaper
from supervise_tui.documents.flowing import plain_table, words
from supervise_tui.documents.house_style import (
    BOLD,
    DEEP,
    INK,
    LINE,
    QUIET,
    REGULAR,
    ROOM_FOR_SECTION,
    TEXT_WIDTH,
    TINT,
    Styles,
    font,
)
from supervise_tui.documents.numbered_pages import lay_out
from supervise_tui.documents.paper_top import paper_top
from supervise_tui.documents.titled_pages import titled
from supervise_tui.domain.figures import Figure, as_of
from supervise_tui.forms.day_words import long_date

_BAR, _HIGH = 260.0, 13.0
_LABEL = 92.0
_TICKS = 4


def draw_coverage(paper: CoveragePaper) -> bytes:
    """Give the pages as PDF (see coverage_pdf.coverage_pdf)."""
    day = long_date(paper.on)
    middle = "Names stand on the pages behind" if paper.names else "Without names"
    pages = lay_out(list(_flowables(paper)), (f"Coverage on {day}", middle))
    return titled(pages, f"Coverage of supervision, {paper.home}, {day}")


def _flowables(paper: CoveragePaper) -> Iterator[Flowable]:
    styles = Styles()
    about = f"The people whom {paper.supervisor} supervises"
    yield from paper_top(styles, paper.home, paper.on, "Coverage of supervision", about)
    for measure, group in groupby(paper.figures, key=lambda one: one.measure):
        bars = [Bar(one, _label(one, paper)) for one in group]
        yield KeepTogether(
            [words(measure.label, styles.heading), words(measure.about, styles.small), Spacer(0, 4), *bars]
        )
        yield Spacer(0, 6)
    if paper.names:
        yield from _lists(paper, styles)


def _label(figure: Figure, paper: CoveragePaper) -> str:
    if figure.months is not None:
        return f"Last {figure.months} months"
    words = as_of(figure, paper.on).partition(" on ")[0]
    return f"{words[:1].upper()}{words[1:]}"


def _lists(paper: CoveragePaper, styles: Styles) -> Iterator[Flowable]:
    yield PageBreak()
    for figure in paper.figures:
        yield CondPageBreak(ROOM_FOR_SECTION)
        yield words(f"{figure.measure.label}: {figure.words}", styles.heading)
        yield words(f"{as_of(figure, paper.on)}", styles.small)
        yield HRFlowable(width="100%", thickness=0.6, color=LINE, spaceBefore=2, spaceAfter=2)
        if not figure.lines:
            yield words("Nobody to list.", styles.nothing)
            continue
        rows = [
            [
                words(line.worker.name, styles.cell_bold if line.good < line.counted else styles.cell),
                words(line.mark, styles.cell),
                words(line.reason, styles.cell),
            ]
            for line in figure.lines
        ]
        rules: list[Any] = [
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
            ("LEFTPADDING", (0, 0), (0, -1), 0),
        ]
        yield plain_table(rows, [TEXT_WIDTH * 0.3, TEXT_WIDTH * 0.14, TEXT_WIDTH * 0.56], rules)


class Bar(Flowable):  # type: ignore[misc]
    """One figure: what it is of, a bar from nothing to all, and the numbers beside it."""

    def __init__(self, figure: Figure, label: str) -> None:
        super().__init__()
        self.figure, self.label = figure, label

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Give the size it needs."""
        return width, _HIGH + 5

    def draw(self) -> None:
        """Draw the words, the bar and the numbers."""
        canvas, figure = self.canv, self.figure
        canvas.setFillColor(INK)
        canvas.setFont(font(REGULAR).fontName, 9)
        canvas.drawString(0, 5.5, self.label)
        canvas.setFillColor(TINT)
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.6)
        canvas.rect(_LABEL, 2, _BAR, _HIGH, stroke=1, fill=1)
        if figure.counted:
            canvas.setFillColor(DEEP)
            canvas.rect(_LABEL, 2, _BAR * figure.good / figure.counted, _HIGH, stroke=0, fill=1)
        canvas.setStrokeColor(LINE)
        for tick in range(1, _TICKS):
            x = _LABEL + _BAR * tick / _TICKS
            canvas.line(x, 2, x, 2 + _HIGH)
        canvas.setFillColor(INK if figure.counted else QUIET)
        canvas.setFont(font(BOLD if figure.counted else REGULAR).fontName, 9.4)
        canvas.drawString(_LABEL + _BAR + 9, 5.2, figure.words)
