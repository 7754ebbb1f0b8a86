"""Draws a worker's year: the planner on the first page, the same in sentences behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportlab.platypus import Flowable, HRFlowable, PageBreak, Spacer

from supervise_tui.documents.flowing import plain_table, words
from supervise_tui.documents.house_style import (
    DEEP,
    LEFT_TO_RIGHT,
    LINE,
    MARGIN,
    PAGE_HEIGHT,
    TINT,
    Styles,
)
from supervise_tui.documents.numbered_pages import lay_out
from supervise_tui.documents.titled_pages import titled
from supervise_tui.documents.year_pdf import YearPaper
from supervise_tui.documents.year_planner import Legend, YearPlanner
from supervise_tui.domain.year_view import MarkKind, Year
from supervise_tui.domain.year_words import entries
from supervise_tui.forms.day_words import day_and_month, long_date
from supervise_tui.forms.durations import say_duration

_WIDTH = PAGE_HEIGHT - 2 * MARGIN


def draw_year(paper: YearPaper) -> bytes:
    """Give the pages as PDF (see year_pdf.year_pdf)."""
    name, year = paper.year.worker.name, paper.year.year
    left = f"Year {year}, as it stood on {long_date(paper.made_on)}"
    pages = lay_out(list(_flowables(paper)), (left, "Says when, not what about"), sideways=True)
    return titled(pages, f"{year} at a glance, {name}")


def _flowables(paper: YearPaper) -> Iterator[Flowable]:
    styles = Styles()
    yield from _head(paper, styles)
    yield Spacer(0, 7)
    yield _figures(paper.year, styles)
    yield Spacer(0, 9)
    yield YearPlanner(paper.year)
    yield Spacer(0, 7)
    yield Legend(paper.year)
    yield from _in_words(paper, styles)


def _head(paper: YearPaper, styles: Styles) -> Iterator[Flowable]:
    top = [[words(paper.home, styles.home), words("Supervision, a year at a glance", styles.record_number)]]
    edges: list[Any] = [("LEFTPADDING", (0, 0), (0, 0), 0), ("RIGHTPADDING", (-1, 0), (-1, 0), 0)]
    yield plain_table(top, [_WIDTH * 0.6, _WIDTH * 0.4], edges)
    yield HRFlowable(width="100%", thickness=2.2, color=DEEP, spaceBefore=0, spaceAfter=5)
    worker = paper.year.worker
    yield words(f"{LEFT_TO_RIGHT}{worker.name}, {paper.year.year}", styles.title)
    yield words(f"{LEFT_TO_RIGHT}{worker.post}, supervised by {paper.supervisor}", styles.subtitle)


def _figures(year: Year, styles: Styles) -> Flowable:
    """Four cards: what somebody wants to know before anything else."""
    overdue = year.days_overdue
    minutes = sum(year.informal_minutes(month) for month in range(1, 13))
    held = year.count(MarkKind.HELD)
    in_time = "all" if year.held_in_time == held else year.held_in_time or "none"
    known = [
        ("Supervisions held", f"{held}, {in_time} in time" if held else "none yet"),
        ("Overdue on", f"{overdue} day{'' if overdue == 1 else 's'}" if overdue else "no day"),
        ("Planned", _planned(year)),
        ("Informal contact", say_duration(minutes) if minutes else "none written down"),
    ]
    gap = 10.0
    card = (_WIDTH - gap * (len(known) - 1)) / len(known)
    cells: list[Any] = []
    widths: list[float] = []
    rules: list[Any] = [
        ("LEFTPADDING", (0, 0), (-1, -1), 9),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
    ]
    for place, (label, fact) in enumerate(known):
        if place:
            cells.append("")
            widths.append(gap)
        rules.append(("BACKGROUND", (len(cells), 0), (len(cells), 0), TINT))
        cells.append([words(label, styles.label), words(fact, styles.name)])
        widths.append(card)
    return plain_table([cells], widths, rules)


def _planned(year: Year) -> str:
    ahead = [mark.day for mark in year.marks if mark.kind is MarkKind.PLANNED]
    if not ahead:
        return "none in this year"
    more = f", and {len(ahead) - 1} more" if len(ahead) > 1 else ""
    return f"{day_and_month(ahead[0])}{more}"


def _in_words(paper: YearPaper, styles: Styles) -> Iterator[Flowable]:
    found = entries(paper.year, reasons=False)
    if not found:
        return
    yield PageBreak()
    yield words("The same in words", styles.heading)
    yield HRFlowable(width="100%", thickness=0.6, color=LINE, spaceBefore=0, spaceAfter=2)
    rows = [
        [
            words(day_and_month(one.day), styles.cell),
            words(one.sign, styles.cell_bold),
            words(one.words, styles.cell),
        ]
        for one in found
    ]
    rules: list[Any] = [
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
    ]
    yield plain_table(rows, [150, 28, _WIDTH - 178], rules)
    yield Spacer(0, 6)
    about = "Limits are those of the policy in use on the day this was made, or what the two have agreed."
    yield words(about, styles.small)
