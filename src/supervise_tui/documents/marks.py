"""Marks drawn as vectors: a rating on its scale, and the QR code of a fingerprint."""

from __future__ import annotations

import segno
from reportlab.platypus import Flowable

from supervise_tui.documents.house_style import (
    BOLD,
    DEEP,
    INK,
    LINE,
    QUIET,
    REGULAR,
    WHITE,
    font,
    width_of,
)

_MOST_CIRCLES = 11
_QUIET_ZONE = 4
"""Modules of white round a QR code (ISO/IEC 18004)."""


class Rating(Flowable):  # type: ignore[misc]
    """A scale as numbered circles with the chosen one filled, and the number in words beside it."""

    def __init__(self, chosen: int | None, lowest: int, highest: int, said: str) -> None:
        super().__init__()
        self.chosen, self.said = chosen, said
        self.steps = range(lowest, min(highest, lowest + _MOST_CIRCLES - 1) + 1)
        self.step, self.radius = 19.0, 7.6

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Give the size it needs."""
        return width, 2 * self.radius + 5

    def draw(self) -> None:
        """Draw the circles and the words."""
        canvas, middle = self.canv, self.radius + 3
        for place, number in enumerate(self.steps):
            centre = self.radius + 1 + place * self.step
            is_chosen = number == self.chosen
            canvas.setStrokeColor(DEEP if is_chosen else LINE)
            canvas.setFillColor(DEEP if is_chosen else WHITE)
            canvas.setLineWidth(0.9)
            canvas.circle(centre, middle, self.radius, stroke=1, fill=1)
            name = font(BOLD if is_chosen else REGULAR).fontName
            canvas.setFont(name, 8.4)
            canvas.setFillColor(WHITE if is_chosen else INK)
            canvas.drawString(centre - width_of(str(number), name, 8.4) / 2, middle - 3, str(number))
        canvas.setFillColor(INK)
        canvas.setFont(font(BOLD).fontName, 9.6)
        canvas.drawString(len(self.steps) * self.step + 7, middle - 3.4, self.said)


class Ring(Flowable):  # type: ignore[misc]
    """A small open circle: an answer that could be given. `text` stands inside it."""

    def __init__(self, radius: float = 3.6, text: str = "") -> None:
        super().__init__()
        self.radius, self.text = radius, text
        self.hAlign = "CENTER"

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Give the size it needs."""
        self.width, self.height = 2 * self.radius + 1, 2 * self.radius + 1
        return self.width, self.height

    def draw(self) -> None:
        """Draw the circle and what stands in it."""
        canvas, middle = self.canv, self.radius + 0.5
        canvas.setStrokeColor(QUIET)
        canvas.setFillColor(WHITE)
        canvas.setLineWidth(0.7)
        canvas.circle(middle, middle, self.radius, stroke=1, fill=1)
        if self.text:
            name = font(REGULAR).fontName
            canvas.setFont(name, 8.4)
            canvas.setFillColor(INK)
            canvas.drawString(middle - width_of(self.text, name, 8.4) / 2, middle - 3, self.text)


class QrCode(Flowable):  # type: ignore[misc]
    """A QR code; `size` is the side in points, quiet zone included."""

    def __init__(self, text: str, size: float) -> None:
        super().__init__()
        self.matrix = segno.make(text, error="m", micro=False).matrix
        self.width = self.height = size

    def draw(self) -> None:
        """Draw each run of dark modules as one rectangle of a single path."""
        modules = len(self.matrix) + 2 * _QUIET_ZONE
        side = self.width / modules
        path = self.canv.beginPath()
        for row, line in enumerate(self.matrix):
            for start, length in _dark_runs(line):
                left = (_QUIET_ZONE + start) * side
                path.rect(left, self.height - (_QUIET_ZONE + row + 1) * side, length * side, side)
        self.canv.setFillColor(INK)
        self.canv.drawPath(path, stroke=0, fill=1)


def _dark_runs(line: bytearray) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    start: int | None = None
    for place, dark in enumerate([*line, 0]):
        if dark and start is None:
            start = place
        elif not dark and start is not None:
            runs.append((start, place - start))
            start = None
    return runs
