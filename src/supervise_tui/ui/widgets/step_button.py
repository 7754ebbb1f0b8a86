"""A button whose Enter is taken before the next key is looked at (facts-tui.md, 4)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import ClassVar, TypeAlias

from textual.binding import Binding, BindingType
from textual.content import Content as Styled
from textual.widgets import Button

Does: TypeAlias = "str | Callable[[], Awaitable[None]]"
"""An action of the screen or the app by its name, or what is done."""


class StepButton(Button):
    """A way on, as words in brackets."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "do_it", show=False, priority=True)]

    def __init__(self, words: str, does: Does, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(Styled(f"[ {words} ]"), id=id, compact=True)
        self._words = words
        self._does = does

    def say(self, words: str) -> None:
        """Show other words; the same ones cost nothing."""
        if words != self._words:
            self._words = words
            self.label = Styled(f"[ {words} ]")

    async def action_do_it(self) -> None:
        """Do what the button says."""
        if isinstance(self._does, str):
            await self.run_action(self._does)
        else:
            await self._does()

    async def on_button_pressed(self, event: Button.Pressed) -> None:
        """The mouse does the same; by the app, since the button itself may go with what it does."""
        event.stop()
        self.app.call_later(self.action_do_it)
