"""Fixed rows rated the same way: arrows go from row to row, a digit rates, drawn by one widget."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content as Styled
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from supervise_tui.canonical import Json
from supervise_tui.forms.definition import MatrixQuestion
from supervise_tui.ui.widgets.enter_field import all_noticed
from supervise_tui.ui.widgets.in_sight import keep_in_sight
from supervise_tui.ui.widgets.keys_in_order import edit_in_place
from supervise_tui.ui.widgets.questions.asking import Asking, Setting, widget_id

GAP = 2
_BESIDE = 0.55
"""A row's name may take this share of the width beside its answers; a longer one stands above them."""

Piece = tuple[str, str]


@dataclass(frozen=True)
class _Step:
    """One of the answers."""

    value: Json
    number: str
    """What is typed for it."""
    word: str


class MatrixAnswer(Asking, Widget, can_focus=True):
    """Rows by steps; the row under the cursor is marked, its answer stands in brackets."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "to_row(-1)", show=False),
        Binding("down", "to_row(1)", show=False),
        Binding("left", "rate(-1)", show=False),
        Binding("right,space", "rate(1)", show=False),
        Binding("backspace,delete", "clear", show=False),
        # Priority, so that keys typed right after Enter land in the next row or field.
        Binding("enter", "go_on", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    MatrixAnswer {
        height: auto;
        width: 1fr;
    }
    """

    at: reactive[int] = reactive(0, layout=False)

    def __init__(self, question: MatrixQuestion, setting: Setting, value: Json) -> None:
        super().__init__(id=widget_id(question.id))
        self._rows = question.rows
        if question.options:
            self._steps = tuple(
                _Step(option.id, str(place), option.label) for place, option in enumerate(question.options, 1)
            )
        else:
            ends = {question.lowest: question.lowest_label, question.highest: question.highest_label}
            self._steps = tuple(
                _Step(number, str(number), ends.get(number, ""))
                for number in range(question.lowest, question.highest + 1)
            )
        self._named = bool(question.options)
        self._given: dict[str, Json] = dict(value) if isinstance(value, dict) else {}
        self._digits = ""
        self.asks(question, setting, value)
        self.wrong = self.fault_of(value)
        self.show_state()

    # -- drawing -------------------------------------------------------------------------------

    def _cells(self, width: int) -> list[str]:
        """What stands for each step: its words, where they all fit beside the names; else its number."""
        if self._named:
            words = [f"{step.number} {step.word}" for step in self._steps]
            room = width if self._above(words, width) else width - self._name_width()
            if sum(cell_len(word) + 2 + GAP for word in words) <= room:
                return words
        return [step.number for step in self._steps]

    def _name_width(self) -> int:
        return max(cell_len(row.label) for row in self._rows) + GAP + 2

    def _above(self, cells: list[str], width: int) -> bool:
        """Whether the names stand above the answers instead of beside them."""
        needed = sum(cell_len(cell) + 2 + GAP for cell in cells)
        name = self._name_width()
        return name + needed > width or name > max(12, int(width * _BESIDE))

    def _legend(self, cells: list[str]) -> str:
        said = [
            step for step, cell in zip(self._steps, cells, strict=True) if step.word and cell == step.number
        ]
        return " · ".join(f"{step.number} {step.word}" for step in said)

    def _lines(self, width: int) -> tuple[list[list[Piece]], list[int]]:
        """All lines, and for each row the number of its line with the answers."""
        cells = self._cells(width)
        above = self._above(cells, width)
        legend = self._legend(cells)
        lines: list[list[Piece]] = [[(part, "")] for part in textwrap.wrap(legend, max(10, width))]
        starts: list[int] = []
        for index, row in enumerate(self._rows):
            here = index == self.at and self.has_focus
            mark = "▸ " if here else "  "
            style = "bold" if here else ""
            answers = self._answers(cells, self._given.get(row.id), here)
            if above:
                names = textwrap.wrap(row.label, max(10, width - 2)) or [""]
                lines += [
                    [((mark if not number else "  ") + name, style)] for number, name in enumerate(names)
                ]
                starts.append(len(lines))
                lines.append([("    ", ""), *answers])
            else:
                starts.append(len(lines))
                name = row.label + " " * (self._name_width() - 2 - cell_len(row.label))
                lines.append([(mark + name, style), *answers])
        return lines, starts

    def _answers(self, cells: list[str], given: Json, here: bool) -> list[Piece]:
        pieces: list[Piece] = []
        for step, cell in zip(self._steps, cells, strict=True):
            chosen = given is not None and given == step.value
            text = f"({cell})" if chosen else f" {cell} "
            pieces += [
                (text, "reverse bold" if chosen and here else "bold" if chosen else ""),
                (" " * GAP, ""),
            ]
        return pieces

    def render(self) -> Styled:
        """Draw every row."""
        lines, _ = self._lines(self.content_size.width)
        pieces: list[str | Styled | Piece] = []
        for number, line in enumerate(lines):
            pieces += ["\n"] if number else []
            pieces += line
        return Styled.assemble(*pieces)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as it takes at that width."""
        return len(self._lines(width)[0])

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide it again."""
        self._digits = ""
        self.refresh()

    # -- answering -----------------------------------------------------------------------------

    def go_to_row(self, row: int) -> None:
        """Put the cursor on that row."""
        self.at = max(0, min(len(self._rows) - 1, row))
        self._digits = ""
        _, starts = self._lines(self.content_size.width or 80)
        keep_in_sight(self, max(0, starts[self.at] - 1), 2)

    def action_to_row(self, by: int) -> None:
        """One row up or down."""
        self.go_to_row(self.at + by)

    def _place(self) -> int | None:
        given = self._given.get(self._rows[self.at].id)
        return next(
            (n for n, step in enumerate(self._steps) if given is not None and step.value == given), None
        )

    def rate(self, place: int) -> None:
        """Give the row under the cursor the step at `place`."""
        self._given[self._rows[self.at].id] = self._steps[place].value
        self._keep()

    def _keep(self) -> None:
        value: Json = dict(self._given) or None
        self.took(value, self.fault_of(value))
        self.refresh()

    def action_rate(self, by: int) -> None:
        """One step to the side; the first key takes the first step, or the last."""
        self._digits = ""
        place = self._place()
        if place is None:
            self.rate(0 if by > 0 else len(self._steps) - 1)
        else:
            self.rate((place + by) % len(self._steps))

    def action_clear(self) -> None:
        """Take the answer of this row away."""
        self._given.pop(self._rows[self.at].id, None)
        self._keep()

    async def action_go_on(self) -> None:
        """Enter: the next row; from the last one on to the next question."""
        await all_noticed(self)
        if self.at < len(self._rows) - 1:
            self.go_to_row(self.at + 1)
        else:
            self.screen.focus_next()

    async def on_key(self, event: events.Key) -> None:
        """A digit rates this row and goes to the next one."""
        await edit_in_place(self, event)
        typed = event.character or ""
        if len(typed) != 1 or typed not in "0123456789":
            return
        event.stop()
        numbers = [step.number for step in self._steps]
        for number in (self._digits + typed, typed):
            if number in numbers:
                self.rate(numbers.index(number))
                self._digits = number
                break
        else:
            return
        more = any(one != self._digits and one.startswith(self._digits) for one in numbers)
        if not more and self.at < len(self._rows) - 1:
            self.go_to_row(self.at + 1)

    def echo(self) -> str:
        """How many rows are rated."""
        rated = sum(self._given.get(row.id) is not None for row in self._rows)
        return f"{rated} of {len(self._rows)}"

    @property
    def hint(self) -> str:
        """How to rate."""
        if self.question.help:
            return ""
        return "A number rates the row and goes to the next; ↑ ↓ go from row to row."

    def on_click(self, event: events.Click) -> None:
        """Rate what is under the mouse."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        lines, starts = self._lines(self.content_size.width)
        if offset.y not in starts:
            return
        self.at = starts.index(offset.y)
        column = 0
        place = -1
        for number, (text, _) in enumerate(lines[offset.y]):
            end = column + cell_len(text)
            if column <= offset.x < end and number % 2:
                place = number // 2
            column = end
        if 0 <= place < len(self._steps):
            self.rate(place)
