"""The signature panels: the empty one that waits on the page, and the one a signature puts over it."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

from supervise_tui.documents.flowing import words
from supervise_tui.documents.house_style import (
    BOLD,
    DEEP,
    ITALIC,
    LINE,
    QUIET,
    REGULAR,
    TINT,
    WHITE,
    font,
    style,
)
from supervise_tui.documents.safe_text import safe
from supervise_tui.domain.record import Signer
from supervise_tui.forms.day_words import long_date

PANEL_WIDTH, PANEL_HEIGHT = 240.0, 102.0
"""Points. The height holds a name and a post of 120 letters each and the longest statement."""
_PADDING = 9.0
Seats = dict[str, tuple[int, tuple[float, float, float, float]]]
"""Where each signature goes: field name -> (page from 1, rectangle in points)."""


def said_time(at: datetime) -> str:
    """Give the local time of a signature as it is printed: whose clock it is stands with it."""
    offset = at.strftime("%z")
    zone = f"UTC{offset[:3]}:{offset[3:5]}" if offset else "time zone not known"
    return f"{long_date(at.date())} at {at:%H:%M:%S} ({zone}), by this computer's clock"


class WaitingPanel(Flowable):  # type: ignore[misc]
    """The place of one signature; `seats` learns where it was drawn (page from 1, rectangle in points)."""

    def __init__(self, signer: Signer, capacity: str, seats: Seats) -> None:
        super().__init__()
        self.signer, self.capacity, self.seats = signer, capacity, seats
        self.width, self.height = PANEL_WIDTH, PANEL_HEIGHT

    def draw(self) -> None:
        """Draw the frame and note its place."""
        canvas = self.canv
        left, bottom = canvas.absolutePosition(0, 0)
        rectangle = (left, bottom, left + PANEL_WIDTH, bottom + PANEL_HEIGHT)
        self.seats[self.signer.field] = (canvas.getPageNumber(), rectangle)
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.8)
        canvas.setDash(3, 2)
        canvas.roundRect(0.5, 0.5, PANEL_WIDTH - 1, PANEL_HEIGHT - 1, 4, stroke=1, fill=0)
        canvas.setDash()
        lines = [
            words(
                f"Place for the signature of {self.capacity}",
                style("waiting", fontSize=8, textColor=QUIET),
            ),
            words(self.signer.name, style("waiting-name", fontName=BOLD, textColor=QUIET)),
        ]
        _stack(canvas, lines, PANEL_HEIGHT - _PADDING)


def draw_panel(signer: Signer, capacity: str, statement: str, at: datetime) -> bytes:
    """Give a page of the panel's size, as PDF, that shows who signed, as whom, when, and what they say."""
    out = BytesIO()
    canvas = Canvas(
        out,
        pagesize=(PANEL_WIDTH, PANEL_HEIGHT),
        invariant=1,
        pageCompression=1,
        initialFontName=font(REGULAR).fontName,
    )
    canvas.setFillColor(WHITE)
    canvas.setStrokeColor(DEEP)
    canvas.setLineWidth(1)
    canvas.roundRect(0.5, 0.5, PANEL_WIDTH - 1, PANEL_HEIGHT - 1, 4, stroke=1, fill=1)
    canvas.setFillColor(TINT)
    canvas.setStrokeColor(TINT)
    canvas.rect(1.2, PANEL_HEIGHT - 22, PANEL_WIDTH - 2.4, 19, stroke=0, fill=1)
    head = style("panel-head", fontName=BOLD, fontSize=8.4, leading=11, textColor=DEEP)
    _stack(canvas, [words(f"Signed by {capacity}", head)], PANEL_HEIGHT - 6)
    _stack(canvas, _fitting_lines(signer, statement, at), PANEL_HEIGHT - 26)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _fitting_lines(signer: Signer, statement: str, at: datetime) -> list[Any]:
    """Give the lines in the largest letters that fit."""
    for scale in (1.0, 0.92, 0.84, 0.76, 0.68, 0.6, 0.5):
        lines = _lines(signer, statement, at, scale)
        if _height(lines) <= PANEL_HEIGHT - 26 - 6:
            return lines
    return lines


def _lines(signer: Signer, statement: str, at: datetime, scale: float) -> list[Any]:
    name = style("panel-name", fontName=BOLD, fontSize=11.5 * scale, leading=15 * scale)
    post = style(
        "panel-post", fontSize=9 * scale, leading=12.4 * scale, textColor=QUIET, spaceAfter=3 * scale
    )
    said = style(
        "panel-says", fontName=ITALIC, fontSize=9 * scale, leading=12.2 * scale, spaceAfter=3 * scale
    )
    time = style("panel-time", fontSize=7.8 * scale, leading=10.6 * scale, textColor=QUIET)
    return [
        words(signer.name, name),
        words(signer.post, post),
        Paragraph(safe(f"“{statement}”", ITALIC), said),
        words(said_time(at), time),
    ]


def _height(lines: list[Any]) -> float:
    room = PANEL_WIDTH - 2 * _PADDING
    return float(sum(line.wrap(room, 10_000)[1] + line.getSpaceAfter() for line in lines))


def _stack(canvas: Any, lines: list[Any], top: float) -> None:
    for line in lines:
        _, height = line.wrap(PANEL_WIDTH - 2 * _PADDING, 10_000)
        top -= height
        line.drawOn(canvas, _PADDING, top)
        top -= line.getSpaceAfter()
