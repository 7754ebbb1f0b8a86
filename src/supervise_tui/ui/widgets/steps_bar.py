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
MORE = 2
"""Cells at either end that say that there is more."""
LONGEST_TITLE = 24


@dataclass(frozen=True)
class StepMark:
    """One step as the bar shows it; `state` is empty, started or complete."""

    id: str
    title: str
    state: str


def _title(mark: StepMark) -> str:
    """The title, cut where it is long: it stands in full on the page."""
    return mark.title if len(mark.title) <= LONGEST_TITLE else f"{mark.title[: LONGEST_TITLE - 1].rstrip()}…"


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
        return [max(cell_len(_title(mark)), cell_len(SIGNS[mark.state]), 7) for mark in self.marks]

    def _in_sight(self) -> range:
        """The steps that fit: those around the one in hand, as many as there is room for."""
        if not self.marks:
            return range(0)
        widths = [width + GAP for width in self._widths()]
        room = self.content_size.width or sum(widths)
        if sum(widths) - GAP <= room:
            return range(len(widths))
        ids = [mark.id for mark in self.marks]
        here = self.looking_at if self.has_focus else ids.index(self.current) if self.current in ids else 0
        room -= 2 * MORE - GAP
        first = last = here
        used = widths[here]
        while True:
            if last + 1 < len(widths) and used + widths[last + 1] <= room:
                last += 1
                used += widths[last]
            elif first and used + widths[first - 1] <= room:
                first -= 1
                used += widths[first]
            else:
                return range(first, last + 1)

    def render(self) -> Styled:
        """Two lines: the titles (the current one reversed), and below each its sign and word."""
        names: list[str | tuple[str, str] | Styled] = []
        signs: list[str | tuple[str, str] | Styled] = []
        widths, seen = self._widths(), self._in_sight()
        if len(seen) < len(self.marks):
            names.append("‹ ".rjust(MORE) if seen.start else " " * MORE)
            signs.append(" " * MORE)
        for index in seen:
            mark, width = self.marks[index], widths[index]
            style = "reverse bold" if mark.id == self.current else ""
            if self.has_focus and index == self.looking_at:
                style += " underline"
            title, sign = _title(mark), SIGNS[mark.state]
            names += [(title, style.strip()), " " * (width - cell_len(title) + GAP)]
            signs += [sign, " " * (width - cell_len(sign) + GAP)]
        if seen.stop < len(self.marks):
            names.append("›")
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
        widths, seen = self._widths(), self._in_sight()
        column = MORE if len(seen) < len(self.marks) else 0
        for index in seen:
            mark, width = self.marks[index], widths[index]
            if column <= offset.x < column + width + GAP:
                self.post_message(self.Chosen(mark.id))
                return
            column += width + GAP
