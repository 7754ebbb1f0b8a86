"""Any of several, as a list to tick: space or its number ticks, Enter goes on."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content as Styled
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from supervise_tui.canonical import Json
from supervise_tui.forms.definition import SeveralQuestion
from supervise_tui.ui.widgets.enter_field import all_noticed
from supervise_tui.ui.widgets.keys_in_order import edit_in_place
from supervise_tui.ui.widgets.marked_list import MarkedList
from supervise_tui.ui.widgets.questions.asking import Asking, Setting, widget_id


class SeveralAnswer(Asking, MarkedList):
    """The options one under the other, each with its tick."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # Priority, so that keys typed right after Enter land in the next field (facts-tui.md, 4).
        Binding("enter", "go_on", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    SeveralAnswer {
        height: auto;
        max-height: 14;
        width: 1fr;
    }
    """

    def __init__(self, question: SeveralQuestion, setting: Setting, value: Json) -> None:
        self._ticked = set(value) if isinstance(value, list) else set()
        self._options_offered = question.options
        super().__init__(*self._drawn(), id=widget_id(question.id), markup=False)
        self.asks(question, setting, value)
        self._at_least, self._at_most = question.at_least, question.at_most
        self._full = False
        self.wrong = self.fault_of(value)

    def _drawn(self) -> list[Option]:
        return [Option(self._words(index)) for index in range(len(self._options_offered))]

    def _words(self, index: int) -> Styled:
        option = self._options_offered[index]
        return Styled(f"[{'x' if option.id in self._ticked else ' '}] {option.label}")

    def on_mount(self) -> None:
        """Start on the first one."""
        self.highlighted = 0
        self.show_state()

    def echo(self) -> str:
        """How many are ticked, and how many there may be."""
        count = len(self._ticked)
        limits = []
        if self._at_least > 1 or (self._at_least and not self.needed):
            limits.append(f"at least {self._at_least}")
        if self._at_most is not None:
            limits.append(f"{self._at_most} at most")
        words = "Space ticks" if not count else f"{count} ticked"
        if self._full:
            return f"{self._at_most} at most: take another one out first"
        return ", ".join([words, *limits])

    def tick(self, index: int) -> None:
        """Tick an option, or take its tick away; no more than fit."""
        option = self._options_offered[index]
        self._full = (
            option.id not in self._ticked and self._at_most is not None and len(self._ticked) >= self._at_most
        )
        self.highlighted = index
        if self._full:
            self.show_state()
            return
        self._ticked ^= {option.id}
        self.replace_option_prompt_at_index(index, self._words(index))
        value: list[Json] = [one.id for one in self._options_offered if one.id in self._ticked]
        self.took(value or None, self.fault_of(value))

    async def action_go_on(self) -> None:
        """Enter: on to the next question."""
        await all_noticed(self)
        self.screen.focus_next()

    async def on_key(self, event: events.Key) -> None:
        """A number ticks that option, Space the one under the cursor; here, so that they keep their order."""
        await edit_in_place(self, event)
        typed = event.character or ""
        if typed and typed in " x":
            event.stop()
            if self.highlighted is not None:
                self.tick(self.highlighted)
            return
        if len(typed) == 1 and typed in "123456789" and int(typed) <= len(self._options_offered):
            event.stop()
            self.tick(int(typed) - 1)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click ticks."""
        event.stop()
        self.tick(event.option_index)
