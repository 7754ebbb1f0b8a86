"""Draws a letter of a case: letterhead, addresses, day, subject, text, the place of the signature.

The text is plain: an empty line begins a paragraph, "# " a heading, "- " a point of a list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from reportlab.lib.enums import TA_RIGHT
from reportlab.platypus import CondPageBreak, Flowable, HRFlowable, KeepTogether, Spacer

from supervise_tui.canonical import in_fours
from supervise_tui.documents.capacity import capacity
from supervise_tui.documents.flowing import paragraphs, plain_table, words
from supervise_tui.documents.house_style import (
    BOLD,
    DEEP,
    LINE,
    PAGE_HEIGHT,
    QUIET,
    TEXT_WIDTH,
    style,
)
from supervise_tui.documents.marks import QrCode
from supervise_tui.documents.numbered_pages import lay_out
from supervise_tui.documents.older_layouts import drawn_before_5
from supervise_tui.documents.panels import PANEL_HEIGHT, PANEL_WIDTH, Seats, WaitingPanel
from supervise_tui.documents.text_lines import lines_of
from supervise_tui.documents.titled_pages import titled
from supervise_tui.domain.plan_case import date_of, text_of
from supervise_tui.domain.record import Content
from supervise_tui.forms.day_words import long_date
from supervise_tui.forms.definition import Form
from supervise_tui.forms.letter_template import HEADING

POINT: Final = "- "
_GAP = 14.0
_SEAL_WIDTH = TEXT_WIDTH - PANEL_WIDTH - _GAP
_QR_SIDE = 82.0
"""Points: 2.5 dots a module at 100 dots an inch, which zbarimg reads."""
_ROOM_FOR_HEADING = 66
"""Points below a heading's top: itself, and two lines."""
_TOLD = (
    "It is the SHA-256 of record.json, attached to this file, and in the square. Check the letter with "
    "“supervise check”, or a PDF reader that knows signatures."
)
_SUBJECT, _TEXT, _GIVEN_ON = "subject", "text", "given_on"
_PRIVATE: Final = "Private and confidential"
_LONGEST_END: Final = 260
"""Points: the most of a last section that goes to the next page with the signature."""


@dataclass(frozen=True)
class _Spacing:
    """How wide a letter is set, in points."""

    name: str
    size: float
    leading: float
    after: float
    """A paragraph."""
    under_head: float
    around_mark: float


_WIDE: Final = _Spacing("wide", 10.2, 15, 7, 22, 10)
_CLOSE: Final = _Spacing("close", 9.5, 12.9, 4.5, 13, 6)


def draw_letter(content: Content, form: Form) -> tuple[bytes, Seats]:
    """Give the pages as PDF and the seat of the signature; the same content gives the same bytes."""
    left = f"{content.called}  ·  fingerprint begins {content.fingerprint[:8]}"
    middle = f"{content.organisation}  ·  private"
    return _on_pages(content, form, (left, middle), _PRIVATE)


def draw_draft(content: Content, form: Form) -> bytes:
    """Give the pages of a letter that nobody has signed, as it will look, marked as a draft on each."""
    footer = ("Draft, not signed", f"{content.organisation}  ·  private")
    pages, _ = _on_pages(content, form, footer, "Draft, not signed  ·  private and confidential")
    return titled(pages, f"Draft: {content.title}")


def _on_pages(content: Content, form: Form, footer: tuple[str, str], mark: str) -> tuple[bytes, Seats]:
    """Lay it out, a little closer where that saves a page: none holds a signature and little else."""
    seats: Seats = {}
    pages = lay_out(list(_story(content, form, seats, _WIDE, mark)), footer)
    last = max((page for page, _ in seats.values()), default=1)
    if last > 1 and not drawn_before_5(content):
        closer: Seats = {}
        other = lay_out(list(_story(content, form, closer, _CLOSE, mark)), footer)
        if max(page for page, _ in closer.values()) < last:
            return other, closer
    return pages, seats


def _story(content: Content, form: Form, seats: Seats, spacing: _Spacing, mark: str) -> Iterator[Flowable]:
    yield from _head(content, spacing, mark)
    body = _body(content, spacing)
    end = _end_of(body, content)
    yield from body[:-end]
    # What a draft will be known by is not known yet.
    seal = "" if mark is not _PRIVATE else _fingerprint(content, _SEAL_WIDTH)
    rows = [
        [WaitingPanel(one, capacity(one.role, form, content), seats), "", seal] for one in content.expected
    ]
    edges = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)]
    seat = plain_table(
        rows, [PANEL_WIDTH, _GAP, _SEAL_WIDTH], edges, rowHeights=[PANEL_HEIGHT + 5] * len(rows)
    )
    # A signature never stands on a page without a word of what it is under.
    yield KeepTogether([*body[-end:], Spacer(0, 4), seat])


def _end_of(body: list[Flowable], content: Content) -> int:
    """Say how many of the last pieces stay with the signature: the last section, where it is short."""
    if drawn_before_5(content):
        return 2
    starts = [place for place, piece in enumerate(body) if isinstance(piece, CondPageBreak)]
    end = len(body) - starts[-1] if starts else 2
    height = sum(piece.wrap(TEXT_WIDTH, PAGE_HEIGHT)[1] for piece in body[-end:])
    return end if height <= _LONGEST_END else 2


def _fingerprint(content: Content, width: float) -> Flowable:
    """The fingerprint beside the signature, small: a letter ends with a name."""
    small = style("letter-seal", fontSize=6.8, leading=9, textColor=QUIET)
    digits = style("letter-digits", fontName=BOLD, fontSize=7, leading=9.4)
    groups = in_fours(content.fingerprint).split()
    lines = [words(" ".join(groups[start : start + 4]), digits) for start in range(0, len(groups), 4)]
    text = [words("Fingerprint", small), *lines, Spacer(0, 2), words(_TOLD, small)]
    edges = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("TOPPADDING", (0, 0), (-1, -1), 0)]
    return plain_table(
        [[QrCode(content.fingerprint, _QR_SIDE), text]], [_QR_SIDE + 6, width - _QR_SIDE - 6], edges
    )


def _head(content: Content, spacing: _Spacing, mark: str) -> Iterator[Flowable]:
    """The letterhead, the worker's address at the left, the day at the right."""
    home = style("letter-home", fontName=BOLD, fontSize=16, leading=21, textColor=DEEP)
    quiet = style("letter-quiet", fontSize=8.6, leading=12, textColor=QUIET, alignment=TA_RIGHT)
    address = style("letter-address", fontSize=10, leading=14)
    day = style("letter-day", fontSize=10, leading=14, alignment=TA_RIGHT)
    from_lines = [words(line, quiet) for line in _lines(text_of(content.answers, "from_address"))]
    edges: list[Any] = [
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
    ]
    top = [[words(content.organisation, home), from_lines or ""]]
    yield plain_table(top, [TEXT_WIDTH * 0.6, TEXT_WIDTH * 0.4], edges)
    yield HRFlowable(width="100%", thickness=2.2, color=DEEP, spaceBefore=0, spaceAfter=spacing.under_head)
    written = _day_of(content)
    to = [content.worker.name, *_lines(text_of(content.answers, "address"))]
    if len(to) == 1:
        to.append(content.worker.post)
    rows = [[[words(line, address) for line in to], words(long_date(written) if written else "", day)]]
    edges[-1] = ("VALIGN", (0, 0), (-1, -1), "TOP")
    yield plain_table(rows, [TEXT_WIDTH * 0.55, TEXT_WIDTH * 0.45], edges)
    private = style("letter-private", fontName=BOLD, fontSize=8.6, leading=12, textColor=QUIET)
    yield Spacer(0, spacing.around_mark)
    yield words(mark, private)
    yield Spacer(0, spacing.around_mark + 4)


def _day_of(content: Content) -> date | None:
    """The day it was written; what counts from the day it is received says so in its text."""
    if drawn_before_5(content):
        return date_of(content.answers, _GIVEN_ON)
    return date_of(content.facts, "today")


def _body(content: Content, spacing: _Spacing) -> list[Flowable]:
    subject = style("letter-subject", fontName=BOLD, fontSize=13, leading=18, textColor=DEEP, spaceAfter=10)
    called = words(text_of(content.answers, _SUBJECT) or content.title, subject)
    return [called, *_body_of(text_of(content.answers, _TEXT), spacing)]


def _body_of(text: str, spacing: _Spacing) -> Iterator[Flowable]:
    body = style(
        f"letter-body-{spacing.name}",
        fontSize=spacing.size,
        leading=spacing.leading,
        spaceAfter=spacing.after,
    )
    heading = style(
        f"letter-heading-{spacing.name}", fontName=BOLD, fontSize=spacing.size + 0.4, leading=spacing.leading
    )
    heading.textColor = DEEP
    heading.spaceBefore, heading.spaceAfter = spacing.after - 2, 2
    point = style(f"letter-point-{spacing.name}", fontSize=spacing.size, leading=spacing.leading - 0.4)
    point.leftIndent, point.spaceAfter = 12, 3
    block: list[str] = []
    listing = False

    def close() -> Iterator[Flowable]:
        if block:
            yield from paragraphs("\n".join(block), body)
            block.clear()

    for line in [*lines_of(text), ""]:
        if listing and not line.startswith(POINT):
            yield Spacer(0, spacing.after - 2)
        listing = line.startswith(POINT)
        if line.startswith(HEADING):
            yield from close()
            yield CondPageBreak(_ROOM_FOR_HEADING)
            yield words(line.removeprefix(HEADING), heading)
        elif line.startswith(POINT):
            yield from close()
            yield _Point(line.removeprefix(POINT), point)
        elif not line.strip():
            yield from close()
        else:
            block.append(line)


class _Point(Flowable):  # type: ignore[misc]
    """A point of a list: a small mark, and its words beside it."""

    def __init__(self, text: str, how: Any) -> None:
        super().__init__()
        self._words, self._how = words(text, how), how
        self.spaceAfter = how.spaceAfter

    def getSpaceAfter(self) -> float:  # noqa: N802 - reportlab's name
        """Give the space below in points."""
        return float(self.spaceAfter)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Give the size it needs."""
        self.width, self.height = self._words.wrap(width, height)
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Any]:
        """Give the part that fits this page and the rest; the mark stays with the first."""
        first, *rest = self._words.split(width, height) or [None]
        if first is None:
            return []
        part = _Point("", self._how)
        part._words = first
        return [part, *rest]

    def draw(self) -> None:
        """Draw the mark, then the words."""
        self.canv.setFillColor(DEEP)
        self.canv.circle(4, self.height - self._how.leading + 6.6, 1.6, stroke=0, fill=1)
        self.canv.setStrokeColor(LINE)
        self._words.drawOn(self.canv, 0, 0)


def _lines(text: str) -> list[str]:
    return [line for line in lines_of(text) if line.strip()]
