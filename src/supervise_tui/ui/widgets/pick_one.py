"""One of a few choices on one line: arrows or a click choose, the mark shows which."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class PickOne(Widget, can_focus=True):
    """Shows all choices side by side with (•) before the one chosen."""

    BINDINGS = [
        Binding("left,up", "step(-1)", "Before", show=False),
        Binding("right,down,space", "step(1)", "Next", show=False),
    ]

    chosen: reactive[int] = reactive(0)

    class Changed(Message):
        """Another choice was made."""

        def __init__(self, pick: PickOne, value: str) -> None:
            super().__init__()
            self.pick = pick
            self.value = value

        @property
        def control(self) -> PickOne:
            """The widget that changed."""
            return self.pick

    def __init__(
        self,
        label: str,
        choices: Sequence[tuple[str, str]],
        *,
        value: str | None = None,
        help: str = "",  # noqa: A002 - as in LineField
        id: str | None = None,  # noqa: A002 - as in every Textual widget
    ) -> None:
        super().__init__(id=id)
        self._choices = tuple(choices)
        self.border_title = label
        self.border_subtitle = help
        values = [choice for choice, _ in self._choices]
        self.set_reactive(PickOne.chosen, values.index(value) if value in values else 0)

    @property
    def value(self) -> str:
        """The value of the choice made."""
        return self._choices[self.chosen][0]

    @value.setter
    def value(self, value: str) -> None:
        self.chosen = [choice for choice, _ in self._choices].index(value)

    def render(self) -> Content:
        """Draw the choices; the mark says which, not the colour."""
        return Content("  ").join(
            Content(f"(•) {label}").stylize("bold") if number == self.chosen else Content(f"( ) {label}")
            for number, (_, label) in enumerate(self._choices)
        )

    def watch_chosen(self) -> None:
        """Tell the screen."""
        if self.is_mounted:
            self.post_message(self.Changed(self, self.value))

    def action_step(self, by: int) -> None:
        """Go to the next choice, or the one before."""
        self.chosen = (self.chosen + by) % len(self._choices)

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        left = 0
        for number, (_, label) in enumerate(self._choices):
            width = Content(f"( ) {label}").cell_length
            if left <= offset.x < left + width:
                self.chosen = number
                return
            left += width + 2
