"""Draws ratings of the six Cs: bars for the year, the quarters behind them, and what was said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer

from supervise_tui.documents.flowing import paragraphs, plain_table, words
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
    WHITE,
    Styles,
    font,
)
from supervise_tui.documents.numbered_pages import lay_out
from supervise_tui.documents.paper_top import paper_top
from supervise_tui.documents.six_cs_pdf import SixCsPaper
from supervise_tui.documents.titled_pages import titled
from supervise_tui.domain.six_cs import FEWEST, HIGHEST, Mean, Quarter
from supervise_tui.forms.appraisal_bands import Value
from supervise_tui.forms.day_words import long_date

MOST_QUARTERS = 6
_LABEL, _BAR, _HIGH, _GAP = 92.0, 250.0, 9.0, 2.5
_THIN = 4.5
_MEANING = {
    Value.CARE: "the right help, at the right moment",
    Value.COMPASSION: "kindness that can be felt",
    Value.COMPETENCE: "knowing how",
    Value.COMMUNICATION: "listening, and being understood",
    Value.COURAGE: "speaking up, and trying something new",
    Value.COMMITMENT: "staying with it",
}


def draw_six_cs(paper: SixCsPaper) -> bytes:
    """Give the pages as PDF (see six_cs_pdf.six_cs_pdf)."""
    day = long_date(paper.on)
    pages = lay_out(
        list(_flowables(paper)), (f"The six Cs on {day}", "Without the names of who gave feedback")
    )
    return titled(pages, f"The six Cs, {paper.worker}, {day}")


def _flowables(paper: SixCsPaper) -> Iterator[Flowable]:
    styles = Styles()
    yield from paper_top(styles, paper.home, paper.on, "The six Cs", paper.worker)
    yield words("The last twelve months", styles.heading)
    about = f"1 is hardly ever, 5 is always. A mean of fewer than {FEWEST} answers is not told."
    yield words(about, styles.small)
    yield Spacer(0, 4)
    if paper.own is not None:
        yield Key()
    for value in Value:
        own = paper.own[value] if paper.own is not None else None
        yield KeepTogether([Bars(value, paper.feedback[value], own), Spacer(0, 5)])
    yield from _quarters(paper, styles)
    yield from _comments(paper, styles)


def _quarters(paper: SixCsPaper, styles: Styles) -> Iterator[Flowable]:
    shown = sorted({*paper.feedback_by_quarter, *paper.own_by_quarter})[-MOST_QUARTERS:]
    sides = [("Feedback by quarter", paper.feedback_by_quarter, False)]
    if paper.own is not None:
        sides.append(("Own view by quarter", paper.own_by_quarter, True))
    for title, found, own in sides:
        told = [quarter for quarter in shown if quarter in found]
        if told:
            yield KeepTogether([words(title, styles.heading), _table(told, found, styles, own=own)])


def _table(
    quarters: Sequence[Quarter], found: Mapping[Quarter, Mapping[Value, Mean]], styles: Styles, *, own: bool
) -> Flowable:
    rows: list[list[Any]] = [[words("", styles.label), *(words(one.words, styles.label) for one in quarters)]]
    for value in Value:
        cells = [SmallBar(found[quarter][value], own=own) for quarter in quarters]
        rows.append([words(value.value.capitalize(), styles.cell_bold), *cells])
    first = TEXT_WIDTH * 0.2
    widths = [first, *[(TEXT_WIDTH - first) / MOST_QUARTERS] * len(quarters)]
    rules: list[Any] = [("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE), ("LEFTPADDING", (0, 0), (0, -1), 0)]
    return plain_table(rows, widths, rules)


def _comments(paper: SixCsPaper, styles: Styles) -> Iterator[Flowable]:
    for title, own in (("What people said", False), ("The worker's own words", True)):
        said = [one for one in paper.comments if one.of_self is own]
        if not said:
            continue
        yield CondPageBreak(ROOM_FOR_SECTION)
        yield words(title, styles.heading)
        for quarter, ones in groupby(said, key=lambda one: one.quarter):
            yield words(quarter.words, styles.label)
            for one in ones:
                yield from paragraphs(f"• {one.words}", styles.body)


class SmallBar(Flowable):  # type: ignore[misc]
    """The mean of one quarter: its number, and a small bar below it."""

    def __init__(self, mean: Mean, *, own: bool) -> None:
        super().__init__()
        self.mean, self.own = mean, own

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Give the size it needs."""
        self.width = width
        return width, 16.5

    def draw(self) -> None:
        """Draw the number, and the bar where there is one."""
        canvas, exact = self.canv, self.mean.exact
        canvas.setFillColor(QUIET if exact is None else INK)
        canvas.setFont(font(REGULAR if exact is None else BOLD).fontName, 8.6)
        canvas.drawString(0, 8, self.mean.words or "-")
        canvas.setFillColor(TINT)
        canvas.rect(0, 0, self.width, _THIN, stroke=0, fill=1)
        if exact is not None:
            _fill(canvas, 0, 0, self.width * float(exact) / HIGHEST, own=self.own, high=_THIN)


class Key(Flowable):  # type: ignore[misc]
    """What the two kinds of bar are."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Give the size it needs."""
        return width, _HIGH + 8

    def draw(self) -> None:
        """Draw a small bar of each kind with its name."""
        x = _LABEL
        for own, name in ((False, "Feedback"), (True, "Own view")):
            _fill(self.canv, x, 3, 22, own=own)
            self.canv.setFillColor(INK)
            self.canv.setFont(font(REGULAR).fontName, 8.5)
            self.canv.drawString(x + 28, 4, name)
            x += 90


class Bars(Flowable):  # type: ignore[misc]
    """One C: what it is, and a bar for each side with its mean and how many answers it is of."""

    def __init__(self, value: Value, feedback: Mean, own: Mean | None) -> None:
        super().__init__()
        self.value = value
        sides = [(feedback, False)] if own is None else [(own, True), (feedback, False)]
        self.sides = [(mean, is_own, row * (_HIGH + _GAP)) for row, (mean, is_own) in enumerate(sides)]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Give the size it needs."""
        return width, len(self.sides) * (_HIGH + _GAP) + 11

    def draw(self) -> None:
        """Draw the name, the bars on their ground, and the numbers."""
        canvas = self.canv
        top = len(self.sides) * (_HIGH + _GAP)
        canvas.setFillColor(INK)
        canvas.setFont(font(BOLD).fontName, 9.4)
        canvas.drawString(0, top - _HIGH - _GAP + 1.5, self.value.value.capitalize())
        canvas.setFillColor(QUIET)
        canvas.setFont(font(REGULAR).fontName, 8)
        canvas.drawString(_LABEL, top + 2, _MEANING[self.value])
        canvas.setStrokeColor(WHITE)
        canvas.setLineWidth(0.8)
        canvas.setFillColor(TINT)
        for _, _, y in self.sides:
            canvas.rect(_LABEL, y, _BAR, _HIGH, stroke=0, fill=1)
        for mark in range(1, HIGHEST):
            x = _LABEL + _BAR * mark / HIGHEST
            canvas.line(x, 0, x, top - _GAP)
        for mean, own, y in self.sides:
            exact = mean.exact
            if exact is not None:
                _fill(canvas, _LABEL, y, _BAR * float(exact) / HIGHEST, own=own)
            self._number(mean, y)

    def _number(self, mean: Mean, y: float) -> None:
        canvas, told = self.canv, mean.exact is not None
        canvas.setFillColor(INK if told else QUIET)
        canvas.setFont(font(BOLD if told else REGULAR).fontName, 8.8)
        x = _LABEL + _BAR + 8
        canvas.drawString(x, y + 1.5, mean.words or "-")
        canvas.setFillColor(QUIET)
        canvas.setFont(font(REGULAR).fontName, 8)
        answers = "1 answer" if mean.answers == 1 else f"{mean.answers} answers"
        canvas.drawString(x + 42, y + 1.5, answers)


def _fill(canvas: Any, x: float, y: float, long: float, *, own: bool, high: float = _HIGH) -> None:
    """Draw one bar: feedback is solid, the own view an outline, so that grey paper tells them apart."""
    canvas.setStrokeColor(DEEP)
    canvas.setLineWidth(1)
    canvas.setFillColor(WHITE if own else DEEP)
    canvas.rect(x + 0.5, y + 0.5, max(0, long - 1), high - 1, stroke=1, fill=1)
