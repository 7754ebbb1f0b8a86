"""Lays flowables out on pages, each with its footer: what it belongs to, and "page x of y"."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from supervise_tui.documents.house_style import (
    BOTTOM,
    LINE,
    MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    QUIET,
    REGULAR,
    TOP,
    font,
)


def lay_out(
    flowables: Sequence[Flowable],
    footer: tuple[str, str],
    *,
    sideways: bool = False,
    numbered: bool = True,
) -> bytes:
    """Give the pages as PDF, upright or `sideways`; `footer` says what stands at the left and in the middle.

    Pages that are numbered as part of something larger are not `numbered` here: the second part of the
    footer stands at the right then. The same flowables give the same bytes.
    """
    out = BytesIO()
    width, height = (PAGE_HEIGHT, PAGE_WIDTH) if sideways else (PAGE_WIDTH, PAGE_HEIGHT)
    document = BaseDocTemplate(
        out,
        pagesize=(width, height),
        invariant=1,
        pageCompression=1,
        initialFontName=font(REGULAR).fontName,
    )
    frame = Frame(MARGIN, BOTTOM, width - 2 * MARGIN, height - TOP - BOTTOM, 0, 0, 0, 0)
    document.addPageTemplates([PageTemplate("page", [frame])])

    def canvas(*arguments: Any, **options: Any) -> _NumberedCanvas:
        return _NumberedCanvas(*arguments, footer=footer, numbered=numbered, **options)

    document.build(list(flowables), canvasmaker=canvas)
    return out.getvalue()


class _NumberedCanvas(Canvas):  # type: ignore[misc]
    """Holds the pages back until their number is known: one pass gives "page x of y"."""

    def __init__(self, *arguments: Any, footer: tuple[str, str], numbered: bool, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._footer, self._numbered = footer, numbered
        self._held: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """Hold this page back."""
        self._held.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Write all pages with their footers."""
        held = self._held
        for number, page in enumerate(held, 1):
            self.__dict__.update(page)
            self._draw_footer(number, len(held))
            super().showPage()
        super().save()

    def _draw_footer(self, number: int, of: int) -> None:
        height, width = BOTTOM - 20, self._pagesize[0]
        self.setStrokeColor(LINE)
        self.setLineWidth(0.5)
        self.line(MARGIN, height + 11, width - MARGIN, height + 11)
        self.setFillColor(QUIET)
        self.setFont(font(REGULAR).fontName, 7.6)
        self.drawString(MARGIN, height, self._footer[0])
        if self._numbered:
            self.drawCentredString(width / 2 + 25, height, self._footer[1])
            self.drawRightString(width - MARGIN, height, f"Page {number} of {of}")
        else:
            self.drawRightString(width - MARGIN, height, self._footer[1])
