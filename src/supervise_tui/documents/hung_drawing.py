"""Draws a page to hang up or to give away: a certificate, a thank-you, a poster of values."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.lib.enums import TA_CENTER
from reportlab.platypus import Flowable, HRFlowable, KeepInFrame, Spacer

from supervise_tui.documents.flowing import words
from supervise_tui.documents.house_style import (
    BOLD,
    BOTTOM,
    DEEP,
    INK,
    LEFT_TO_RIGHT,
    LINE,
    PAGE_HEIGHT,
    QUIET,
    TEXT_WIDTH,
    TOP,
    style,
)
from supervise_tui.documents.hung_page import HungPage
from supervise_tui.documents.numbered_pages import lay_out
from supervise_tui.documents.titled_pages import titled

_ROOM = PAGE_HEIGHT - TOP - BOTTOM - 4


def draw_hung_page(page: HungPage) -> bytes:
    """Give the page as PDF (see hung_page.hung_page); what is too long is drawn smaller, on one page."""
    fitted = KeepInFrame(TEXT_WIDTH, _ROOM, list(_flowables(page)), mode="shrink", hAlign="CENTER")
    pages = lay_out([fitted], (page.home, page.foot))
    return titled(pages, f"{page.title}, {page.whom or page.home}")


def _flowables(page: HungPage) -> Iterator[Flowable]:
    def centred(name: str, size: float, **changes: object) -> object:
        return style(name, fontSize=size, leading=size * 1.36, alignment=TA_CENTER, **changes)

    yield Spacer(0, 26)
    yield words(page.home, centred("hung-home", 15, fontName=BOLD, textColor=DEEP))
    yield Spacer(0, 14)
    yield HRFlowable(width="38%", thickness=2.2, color=DEEP, spaceBefore=0, spaceAfter=18)
    yield words(page.title, centred("hung-title", 31, fontName=BOLD, textColor=DEEP))
    if page.whom:
        yield Spacer(0, 22)
        yield words(LEFT_TO_RIGHT + page.whom, centred("hung-whom", 24, fontName=BOLD))
    if page.post:
        yield words(LEFT_TO_RIGHT + page.post, centred("hung-post", 13, textColor=QUIET))
    if page.words:
        yield Spacer(0, 18)
        yield words(page.words, centred("hung-words", 13.5, textColor=INK))
    yield Spacer(0, 16)
    few = len(page.lines) <= 6
    for head, text in page.lines:
        yield Spacer(0, 9 if few else 5)
        yield words(head, centred("hung-head", 19 if few and text else 13, fontName=BOLD, textColor=DEEP))
        if text:
            yield words(text, centred("hung-line", 13, textColor=INK))
    if page.signed:
        yield Spacer(0, 26)
        yield HRFlowable(width="38%", thickness=0.6, color=LINE, spaceBefore=0, spaceAfter=8)
    for line in page.signed:
        yield words(LEFT_TO_RIGHT + line, centred("hung-signed", 11, textColor=QUIET))
