"""What of a preparation comes into the talk, and when: its author says so, part by part [SES-6]."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from supervise_tui.domain.agenda import items_in
from supervise_tui.forms.definition import AgendaQuestion, Question
from supervise_tui.ui.widgets.marked_list import MarkedList
from supervise_tui.ui.widgets.step_button import StepButton
from supervise_tui.workflows.prepare import Preparation


class _Parts(MarkedList):
    """Space does what Enter does: [x] is a thing one ticks."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "select", show=False)]


class BringInPage(VerticalScroll, can_focus=False):
    """The parts that have words, each marked as coming in or not; below it, when."""

    class Toggled(Message):
        """This part changes sides."""

        def __init__(self, question_id: str) -> None:
            super().__init__()
            self.question_id = question_id

    def __init__(self, page_id: str) -> None:
        super().__init__(id=page_id)
        self._asked: tuple[Question, ...] = ()
        self._words = Static("", id="bring-in-words", markup=False)
        self._parts = _Parts(id="parts", markup=False)
        self._parts.border_title = "What comes in"
        self._parts.border_subtitle = "Space: yes or no"
        self._let_in = StepButton("Let this come in when the talk starts", "screen.let_in", id="let-in")
        self._keep = StepButton("Keep all of it to myself for now", "screen.keep_back", id="keep-back")

    def compose(self) -> ComposeResult:
        """Words, parts, buttons."""
        yield self._words
        yield self._parts
        yield self._let_in
        yield self._keep

    def show(self, mine: Preparation, answered: Sequence[Question]) -> None:
        """Show where it stands."""
        self._asked = tuple(answered)
        self._words.update(_stands(mine, bool(answered)))
        at = self._parts.highlighted or 0
        self._parts.clear_options()
        self._parts.add_options(Option(_part(one, mine)) for one in answered)
        self._parts.display = bool(answered)
        self._parts.highlighted = min(at, len(answered) - 1) if answered else None
        self._let_in.display = bool(answered) and not mine.comes_in_by_itself
        self._keep.display = mine.comes_in_by_itself

    def first_field(self) -> Widget | None:
        """The way to let it in, once there is something."""
        return self._let_in if self._let_in.display else self._parts if self._asked else None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Change sides."""
        event.stop()
        self.post_message(self.Toggled(self._asked[event.option_index].id))


def _stands(mine: Preparation, something: bool) -> str:
    if not something:
        return "Nothing is written yet. PgUp goes back to the questions."
    if mine.brought_in:
        return (
            "This is in the record that is being written now. What you added since comes in too when you "
            "let it."
        )
    if mine.comes_in_by_itself:
        return (
            "When the talk starts, what is ticked here joins the agenda and the record. Until then change it."
        )
    return "All of this is still yours alone. Tick what may come in, then let it."


def _part(question: Question, mine: Preparation) -> str:
    mark = "[ ]" if question.id in mine.kept_back else "[x]"
    value = mine.answers.get(question.id)
    if isinstance(question, AgendaQuestion):
        lines = len(items_in(value))
        more = f"{lines} point{'' if lines == 1 else 's'} for the agenda"
    else:
        first = value.strip().splitlines()[0] if isinstance(value, str) and value.strip() else ""
        more = f"{first[:48]}…" if len(first) > 48 else first
    return f"{mark} {question.label}" + (f": {more}" if more else "")
