"""The steps of a supervision in one bar: where you are, and which are empty, begun or complete."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content as Styled
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

SIGNS = {"empty": "○ empty", "started": "◐ begun", "complete": "● done"}
"""Sign and word: the meaning never hangs on colour, nor on a sign that some terminals lack."""
GAP = 2


@dataclass(frozen=True)
class StepMark:
    """One step as the bar shows it; `state` is empty, started or complete."""

    id: str
    title: str
    state: str


class StepsBar(Widget, can_focus=True):
    """Names over signs; a click, or the arrows and Enter when focused, go to a step."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "look(-1)", show=False),
        Binding("right", "look(1)", show=False),
        Binding("enter", "go", show=False, priority=True),
    ]

    DEFAULT_CSS = """
    StepsBar {
        height: 2;
        width: 1fr;
        padding: 0 1;
    }
    """

    marks: reactive[tuple[StepMark, ...]] = reactive((), layout=False)
    current: reactive[str] = reactive("", layout=False)
    looking_at: reactive[int] = reactive(0, layout=False)

    class Chosen(Message):
        """Someone wants to go to the step of that id."""

        def __init__(self, step: str) -> None:
            super().__init__()
            self.step = step

    def __init__(self, marks: Sequence[StepMark] = (), *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.set_reactive(StepsBar.marks, tuple(marks))

    def _widths(self) -> list[int]:
        return [max(cell_len(mark.title), cell_len(SIGNS[mark.state]), 7) for mark in self.marks]

    def render(self) -> Styled:
        """Two lines: the titles (the current one reversed), and below each its sign and word."""
        names: list[str | tuple[str, str] | Styled] = []
        signs: list[str | tuple[str, str] | Styled] = []
        for index, (mark, width) in enumerate(zip(self.marks, self._widths(), strict=True)):
            style = "reverse bold" if mark.id == self.current else ""
            if self.has_focus and index == self.looking_at:
                style += " underline"
            names += [(mark.title, style.strip()), " " * (width - cell_len(mark.title) + GAP)]
            sign = SIGNS[mark.state]
            signs += [sign, " " * (width - cell_len(sign) + GAP)]
        return Styled.assemble(*names, "\n", *signs)

    def watch_current(self, current: str) -> None:
        """Let the arrows start from where we are."""
        self.looking_at = next((i for i, mark in enumerate(self.marks) if mark.id == current), 0)

    def action_look(self, by: int) -> None:
        """Move the underline; Enter goes there."""
        if self.marks:
            self.looking_at = (self.looking_at + by) % len(self.marks)

    def action_go(self) -> None:
        """Go to the underlined step."""
        if self.marks:
            self.post_message(self.Chosen(self.marks[self.looking_at].id))

    def on_click(self, event: events.Click) -> None:
        """Go to the step under the mouse."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        column = 0
        for mark, width in zip(self.marks, self._widths(), strict=True):
            if column <= offset.x < column + width + GAP:
                self.post_message(self.Chosen(mark.id))
                return
            column += width + GAP
