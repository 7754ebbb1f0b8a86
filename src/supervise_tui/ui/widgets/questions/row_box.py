"""The two parts of rows that are made of questions: their list, and the box of the one that is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content as Styled
from textual.widget import Widget

from supervise_tui.forms.definition import Question
from supervise_tui.ui.widgets.enter_field import keys_taken
from supervise_tui.ui.widgets.keys_in_order import edit_in_place
from supervise_tui.ui.widgets.marked_list import MarkedList
from supervise_tui.ui.widgets.questions.asking import Asking
from supervise_tui.ui.widgets.questions.laying_out import laid_out
from supervise_tui.ui.widgets.step_button import StepButton

if TYPE_CHECKING:
    from supervise_tui.ui.widgets.questions.inner_rows import InnerRows


class InnerList(MarkedList):
    """The rows; letters are free here, since nobody types in a list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # Priority: what is typed right after it belongs into the row that it opens.
        Binding("enter", "open_row", "Open", show=False, priority=True),
        Binding("a,plus", "add_row", "Add", show=False, priority=True),
        Binding("u,shift+up", "shift(-1)", "Up", show=False),
        Binding("d,shift+down", "shift(1)", "Down", show=False),
        Binding("delete,backspace,r", "take_away", "Remove", show=False),
        Binding("z", "bring_back", "Bring back", show=False),
    ]

    def __init__(self, owner: InnerRows, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, markup=False)
        self._owner = owner

    async def on_key(self, event: events.Key) -> None:
        """Move the cursor at once: Enter typed right behind must find it on its row."""
        await edit_in_place(self, event, letters=True)

    async def action_open_row(self) -> None:
        """Open the row under the cursor."""
        await keys_taken(self)
        await self._owner.choose(self.highlighted)

    async def action_add_row(self) -> None:
        """Add a row."""
        await self._owner.add()

    async def action_shift(self, by: int) -> None:
        """Move the row under the cursor."""
        await self._owner.shift(self.highlighted, by)

    async def action_take_away(self) -> None:
        """Remove the row under the cursor."""
        await self._owner.take_away(self.highlighted)

    async def action_bring_back(self) -> None:
        """Bring back what was removed last."""
        await self._owner.bring_back()


class RowBox(Vertical):
    """The questions of one row, and the ways on from it."""

    DEFAULT_CSS = """
    RowBox {
        height: auto;
        width: 1fr;
    }
    RowBox > .ways {
        height: 1;
    }
    """

    def __init__(self, questions: Sequence[Question], widgets: Mapping[str, Widget], title: str) -> None:
        super().__init__(classes="row-box")
        self._questions = tuple(questions)
        self.widgets = dict(widgets)
        self._ways = Horizontal(classes="ways")
        self.last: Widget | None = None
        """The field that was left last."""
        self.border_title = Styled(title)
        self.border_subtitle = "Esc: back to the list"

    def compose(self) -> ComposeResult:
        """Questions, then the ways on."""
        yield from laid_out(self._questions, self.widgets)
        yield self._ways

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """What was typed in it may still be on its way here."""
        self.last = event.widget

    async def show_ways(self, ways: Sequence[StepButton]) -> None:
        """Give the ways on from here."""
        await self._ways.remove_children()
        await self._ways.mount(*ways)

    @property
    def first_field(self) -> Widget:
        """Where typing starts; what only tells something is passed over."""
        fields = (asking(widget).first_field for widget in self.widgets.values() if widget.display)
        return next((field for field in fields if field.can_focus), self)


def asking(widget: Widget) -> Asking:
    """Give the question's side of its widget."""
    return cast(Asking, widget)
