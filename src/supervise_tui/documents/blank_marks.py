"""What a pen fills in: lines to write on, boxes to tick, boxes for digits. Drawn as vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable

from supervise_tui.documents.flowing import plain_table, words
from supervise_tui.documents.house_style import QUIET, REGULAR, WHITE, Styles, font, width_of

LINE_HEIGHT = 20.0
"""Points between two lines: 7 mm, as in an exercise book."""
_BOX = 10.0
_DIGIT_WIDTH, _DIGIT_HEIGHT = 13.0, 17.0
_SHORT_LABELS = ((4, 18), (3, 26), (2, 46))
"""(options side by side, letters of the longest) for a full line; narrower places hold fewer."""
_FULL_WIDTH = 490.0


class WritingLines(Flowable):  # type: ignore[misc]
    """Lines to write on, over the whole width; they go on over the page."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Give the size it needs."""
        self.width, self.height = width, self.count * LINE_HEIGHT + 3
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Give the lines that fit this page and the rest; never a single one alone."""
        fitting = int((height - 3) // LINE_HEIGHT)
        if fitting < 2 or self.count - fitting < 1:
            return []
        return [WritingLines(fitting), WritingLines(self.count - fitting)]

    def draw(self) -> None:
        """Draw the lines."""
        canvas = self.canv
        canvas.setStrokeColor(QUIET)
        canvas.setLineWidth(0.3)
        for number in range(self.count):
            height = self.height - (number + 1) * LINE_HEIGHT
            canvas.line(0, height, self.width, height)


class TickBox(Flowable):  # type: ignore[misc]
    """One box to tick."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Give the size it needs."""
        self.width, self.height = _BOX, _BOX + 1
        return self.width, self.height

    def draw(self) -> None:
        """Draw the box."""
        canvas = self.canv
        canvas.setStrokeColor(QUIET)
        canvas.setFillColor(WHITE)
        canvas.setLineWidth(0.8)
        canvas.rect(0.5, 0.5, _BOX - 1, _BOX - 1, stroke=1, fill=1)


class DigitBoxes(Flowable):  # type: ignore[misc]
    """Boxes for digits in groups, each with a word below: ((2, "day"), (2, "month"), (4, "year"))."""

    def __init__(self, groups: Sequence[tuple[int, str]]) -> None:
        super().__init__()
        self.groups = groups

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Give the size it needs."""
        digits = sum(count for count, _ in self.groups)
        self.width = digits * _DIGIT_WIDTH + (len(self.groups) - 1) * 7
        self.height = _DIGIT_HEIGHT + 12
        return self.width, self.height

    def draw(self) -> None:
        """Draw the boxes and their words."""
        canvas, left, bottom = self.canv, 0.0, 10.0
        name = font(REGULAR).fontName
        for count, word in self.groups:
            canvas.setStrokeColor(QUIET)
            canvas.setFillColor(WHITE)
            canvas.setLineWidth(0.6)
            for place in range(count):
                canvas.rect(left + place * _DIGIT_WIDTH, bottom, _DIGIT_WIDTH, _DIGIT_HEIGHT, 1, 1)
            canvas.setFillColor(QUIET)
            canvas.setFont(name, 6.6)
            middle = left + count * _DIGIT_WIDTH / 2
            canvas.drawString(middle - width_of(word, name, 6.6) / 2, 2, word)
            left += count * _DIGIT_WIDTH + 7


DAY = ((2, "day"), (2, "month"), (4, "year"))
TIME = ((2, "hours"), (2, "minutes"))
DURATION = ((3, "hours"), (2, "minutes"))


def tick_list(labels: Sequence[str], width: float, styles: Styles) -> Flowable:
    """Give a box to tick for each label, side by side where they are short."""
    longest = max((len(label) for label in labels), default=0)
    fitting = (side for side, letters in _SHORT_LABELS if longest <= letters)
    columns = max(1, min(next(fitting, 1), int(4 * width / _FULL_WIDTH) or 1, len(labels) or 1))
    each = width / columns
    cells: list[list[Any]] = []
    for start in range(0, len(labels), columns):
        row: list[Any] = []
        for label in labels[start : start + columns]:
            row += [TickBox(), words(label, styles.cell)]
        cells.append([*row, *([""] * (2 * columns - len(row)))])
    rules = [("LEFTPADDING", (0, 0), (-1, -1), 2), ("RIGHTPADDING", (0, 0), (-1, -1), 2)]
    return plain_table(cells, [16.0, each - 16.0] * columns, rules)
