"""A list of rows in columns: OptionList, since it takes thousands of rows (facts-tui.md)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from unicodedata import bidirectional

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets.option_list import Option

from supervise_tui.ui.widgets.keys_in_order import edit_in_place
from supervise_tui.ui.widgets.marked_list import MarkedList

_GAP = 2
_NARROWEST = 12
_NAME = 24
"""Cells that most names fit in."""
_BLANK = "\u00a0"
"""A blank that Textual 8.2 keeps at the start of a line."""
_INSET = _BLANK * 4
_LEFT_TO_RIGHT = "\u200e"
"""The mark that text goes on from left to right; it takes no room."""


@dataclass(frozen=True)
class Row:
    """One row. The first cell takes the room that is left; `style` is for its line.

    A row without an id is a heading: it cannot be chosen. `below` is a second line, set in a
    little; give it no colour, which the cursor's own would make unreadable.
    """

    id: str
    cells: tuple[str, ...]
    style: str = ""
    below: Content | None = None
    wraps: bool = False
    """Whether the last cell goes on below itself instead of being cut: for sentences."""


def heading(text: str) -> Row:
    """Give a heading between rows."""
    return Row("", (text,))


class RowList(MarkedList):
    """Shows rows, keeps the chosen one over a refresh, and fits columns to the width."""

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
        by_part: bool = False,
    ) -> None:
        super().__init__(id=id, classes=classes, markup=False)
        self._by_part = by_part
        """Whether each part under a heading has columns of its own: its rows tell of other things."""
        self._rows: tuple[Row, ...] = ()
        self._fitted = 0

    @property
    def rows(self) -> tuple[Row, ...]:
        """What the list was asked to show."""
        return self._rows

    @property
    def chosen(self) -> str:
        """The id of the row under the cursor, or nothing."""
        if self.highlighted is None:
            return ""
        return self.get_option_at_index(self.highlighted).id or ""

    def show(self, rows: Iterable[Row], *, keep: bool = True) -> None:
        """Show these rows; with `keep` the cursor stays on its row, else it goes to the first."""
        self._rows = tuple(rows)
        if not keep:
            self.highlighted = None
        self._fill()

    def on_resize(self) -> None:
        """Fit the columns to the new width."""
        if self.size.width != self._fitted:
            self._fill()

    def choose(self, row_id: str) -> None:
        """Put the cursor on that row, if it is there."""
        for index, row in enumerate(self._rows):
            if row.id and row.id == row_id:
                self.highlighted = index
                return

    def _fill(self) -> None:
        width = self.size.width - 4  # padding and the scroll bar
        if width <= 0:
            return
        kept = self.chosen
        self._fitted = self.size.width
        parts = _parts(self._rows) if self._by_part else [self._rows]
        self.clear_options()
        for part in parts:
            widths = _column_widths(part, width)
            self.add_options(
                Option(_DrawnInSight(row, widths, width), id=row.id or None, disabled=not row.id)
                for row in part
            )
        ids = [row.id for row in self._rows]
        if kept and kept in ids:
            self.highlighted = ids.index(kept)
        else:
            self.highlighted = next((index for index, row_id in enumerate(ids) if row_id), None)


class MarkRows(RowList):
    """A list whose own keys keep their order with marks set by Space, however fast they are typed."""

    async def _on_key(self, event: events.Key) -> None:
        await edit_in_place(self, event)


class _DrawnInSight(Visual):
    """A row that is drawn when it comes into sight: of thousands, most never do.

    Until then its height is all that the list asks for, and each row knows its own.
    """

    def __init__(self, row: Row, widths: list[int], width: int) -> None:
        self._row, self._widths, self._width = row, widths, width

    @cached_property
    def _content(self) -> Content:
        return _drawn(self._row, self._widths, self._width)

    def __str__(self) -> str:
        return self._content.plain

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Draw it now."""
        return self._content.render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Give the cells it takes."""
        return self._content.get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Give its lines, without drawing it where they are known."""
        row = self._row
        if row.wraps or any("\n" in cell for cell in row.cells):
            return self._content.get_height(rules, width)
        return 1 if row.below is None else 2


def _parts(rows: tuple[Row, ...]) -> list[tuple[Row, ...]]:
    """The rows, a new part beginning at each heading."""
    parts: list[list[Row]] = [[]]
    for row in rows:
        if not row.id and parts[-1]:
            parts.append([])
        parts[-1].append(row)
    return [tuple(part) for part in parts]


def _column_widths(rows: tuple[Row, ...], width: int) -> list[int]:
    """Give each column its widest cell; the first gets the rest, or all lose their share."""
    said = [_said(row) for row in rows if row.id]
    count = max((len(row.cells) for row in rows), default=1)
    widest = [
        max((cell_len(cells[n]) for cells in said if len(cells) > max(n, 1)), default=0) for n in range(count)
    ]
    if any(row.wraps and len(row.cells) > 1 for row in rows):
        before = sum(widest[:-1]) + _GAP * (count - 1)
        widest[-1] = min(widest[-1], max(_NARROWEST, width - before))
    others = sum(widest[1:]) + _GAP * (count - 1)
    # Whom or which day it is about is told before all of the rest: the longest other column gives way.
    lacking = min(widest[0], _NAME) - (width - others)
    while count > 1 and lacking > 0:
        longest = max(range(1, count), key=lambda n: widest[n])
        given = min(max(widest[longest] - _NARROWEST, 0), lacking)
        if not given:
            break
        widest[longest] -= given
        others, lacking = others - given, lacking - given
    first = min(widest[0], max(_NARROWEST, width - others))
    return [first, *widest[1:]]


def _said(row: Row) -> tuple[str, ...]:
    """Its cells as far as they say something: what comes before empty ones need not give way to them."""
    cells = row.cells
    while len(cells) > 1 and not cells[-1]:
        cells = cells[:-1]
    return cells


def _drawn(row: Row, widths: list[int], width: int) -> Content:
    said = _said(row)
    if len(said) == 1:
        text = "\n".join(_wrapped(said[0], width)) if row.wraps else _fitting(said[0], width)
    else:
        *first, last = said
        cells = [_kept_apart(set_cell_size(_fitting(c, w), w)) for c, w in zip(first, widths, strict=False)]
        left = (" " * _GAP).join([*cells, ""])
        room = widths[len(first)] if len(said) == len(row.cells) else width - cell_len(left)
        lines = _wrapped(last, room) if row.wraps else [_fitting(last, room)]
        text = left + f"\n{_BLANK * cell_len(left)}".join(lines)
    content = Content(text)
    content = content.stylize(row.style) if row.style else content
    if row.below is None:
        return content
    return Content.assemble(content, f"\n{_INSET}", row.below.truncate(width - len(_INSET), ellipsis=True))


def _fitting(text: str, width: int) -> str:
    """Give `text` in `width` cells, with a mark where it was cut."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(0, width - 1)).rstrip() + "…"


def _kept_apart(cell: str) -> str:
    """End a cell of Arabic or Hebrew so that no terminal draws the digits after it into it."""
    right_to_left = any(bidirectional(letter) in ("R", "AL") for letter in cell)
    return f"{cell}{_LEFT_TO_RIGHT}" if right_to_left else cell


def _wrapped(text: str, width: int) -> list[str]:
    """Give `text` in lines of at most `width` cells, broken between words."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if cell_len(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return [_fitting(line, width) for line in lines]
