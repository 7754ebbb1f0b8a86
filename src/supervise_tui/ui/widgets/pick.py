"""One of several, drawn by one widget: "( ) Yes  (•) No", by arrows, first letter, digit or mouse.

Textual's own RadioButton shows its state by colour alone and is a widget for each option; this
one says it with a sign, and a step of ten questions opens at once (facts-tui.md).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content as Styled
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from supervise_tui.ui.widgets.enter_field import all_noticed
from supervise_tui.ui.widgets.keys_in_order import edit_in_place


class Pick(Widget, can_focus=True):
    """A choice among `options` (value, words); `value` is the chosen one, or "" for none yet."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,up", "move(-1)", show=False),
        Binding("right,down", "move(1)", show=False),
        Binding("space", "choose", show=False),
        Binding("backspace,delete", "clear", show=False),
        # Priority, so that keys typed right after Enter land in the next field.
        Binding("enter", "go_on", show=False, priority=True),
    ]

    DEFAULT_CSS = """
    Pick {
        height: auto;
        width: 1fr;
    }
    """

    value: reactive[str] = reactive("", layout=False)
    at: reactive[int] = reactive(0, layout=False)
    """The option under the cursor."""

    class Picked(Message):
        """Someone chose; `value` is "" when the choice was taken away."""

        def __init__(self, pick: Pick, value: str) -> None:
            super().__init__()
            self.pick = pick
            self.value = value

        @property
        def control(self) -> Pick:
            """The widget in which it was chosen."""
            return self.pick

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        *,
        value: str = "",
        upright: bool = False,
        on_enter: Callable[[], None] | None = None,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.options = tuple(options)
        self.upright = upright
        self._then = on_enter
        self._digits = ""
        """The digits typed one after the other, for numbers of two."""
        self.set_reactive(Pick.value, value)
        self.set_reactive(Pick.at, self._index(value))

    def _index(self, value: str) -> int:
        return next((i for i, (option, _) in enumerate(self.options) if option == value), 0)

    def _words(self, index: int) -> str:
        value, words = self.options[index]
        return f"({'•' if value == self.value else ' '}) {words}"

    def render(self) -> Styled:
        """Draw each option with its sign; the one under the cursor is reversed while focused."""
        parts: list[str | tuple[str, str] | Styled] = []
        for index in range(len(self.options)):
            if index:
                parts.append("\n" if self.upright else "   ")
            words = self._words(index)
            on_cursor = self.has_focus and index == self.at
            parts.append((words, "reverse") if on_cursor else words)
        return Styled.assemble(*parts)

    def watch_value(self, value: str) -> None:
        """Keep the cursor on what is chosen."""
        if value:
            self.at = self._index(value)

    def pick(self, value: str) -> None:
        """Choose `value` as a person would, and say so."""
        self.value = value
        self.post_message(self.Picked(self, value))

    def action_move(self, by: int) -> None:
        """Move to the next option and choose it, as people expect of arrows."""
        step = by if self.value else 0
        self.at = (self.at + step) % len(self.options)
        self.pick(self.options[self.at][0])

    def action_choose(self) -> None:
        """Choose what is under the cursor."""
        self.pick(self.options[self.at][0])

    async def action_go_on(self) -> None:
        """Enter: on to the next question, or what the owner of this choice wants."""
        await all_noticed(self)
        if self._then is not None:
            self._then()
        else:
            self.screen.focus_next()

    def action_clear(self) -> None:
        """Take the choice away."""
        self.pick("")

    async def on_key(self, event: events.Key) -> None:
        """A digit or a first letter chooses at once; so do the arrows, before an Enter typed after them."""
        await edit_in_place(self, event)
        typed = (event.character or "").lower()
        if not typed or not typed.isalnum():
            self._digits = ""
            return
        index = self._by_digit(typed) if typed.isdecimal() else self._by_letter(typed)
        if index is not None:
            event.stop()
            self.at = index
            self.pick(self.options[index][0])

    def _by_digit(self, typed: str) -> int | None:
        """The option of that number where the options are numbers (10 is a 1 and a 0), else of that place."""
        values = [value for value, _ in self.options]
        if not all(value.isdecimal() for value in values):
            place = int(typed) - 1
            return place if 0 <= place < len(values) else None
        for number in (self._digits + typed, typed):
            if number in values:
                self._digits = number
                return values.index(number)
        return None

    def _by_letter(self, typed: str) -> int | None:
        """The option that begins so; pressed again, the next one that does."""
        self._digits = ""
        alike = [i for i, (_, words) in enumerate(self.options) if words[:1].lower() == typed]
        alike = alike or [i for i, (value, _) in enumerate(self.options) if value[:1].lower() == typed]
        if not alike:
            return None
        after = [i for i in alike if i > self.at] if self.value and self.at in alike else alike
        return (after or alike)[0]

    def on_click(self, event: events.Click) -> None:
        """Choose the option under the mouse."""
        index = self._option_at(event)
        if index is not None:
            self.at = index
            self.pick(self.options[index][0])

    def _option_at(self, event: events.Click) -> int | None:
        offset = event.get_content_offset(self)
        if offset is None:
            return None
        if self.upright:
            return offset.y if offset.y < len(self.options) else None
        column = 0
        for index in range(len(self.options)):
            end = column + cell_len(self._words(index))
            if column <= offset.x < end:
                return index
            column = end + 3
        return None
