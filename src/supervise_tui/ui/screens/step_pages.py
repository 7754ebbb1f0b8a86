"""The pages of a record: one for each stop of the bar, and the last one that says what is still missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content as Styled
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from supervise_tui.canonical import Json
from supervise_tui.forms.answers import Gap
from supervise_tui.forms.day_words import day_and_month
from supervise_tui.forms.definition import DateQuestion, NumberQuestion, Question, Section, TimeQuestion
from supervise_tui.ui.widgets.marked_list import MarkedList
from supervise_tui.ui.widgets.questions import QuestionWidget, Setting, widget_for

SIGN_OFF = "sign-off"
BESIDE = 3
"""Short questions that share a row."""


class StepButton(Button):
    """A button whose Enter is taken before the next key is looked at (facts-tui.md, 4)."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "do_it", show=False, priority=True)]

    def __init__(self, words: str, action: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(Styled(f"[ {words} ]"), id=id, compact=True)
        self._does = action

    async def action_do_it(self) -> None:
        """Do what the button says."""
        await self.run_action(self._does)

    async def on_button_pressed(self, event: Button.Pressed) -> None:
        """The mouse does the same."""
        event.stop()
        await self.run_action(self._does)


class StepPage(VerticalScroll, can_focus=False):
    """The sections of one step; made when it is first visited, then kept."""

    def __init__(
        self,
        page_id: str,
        sections: Sequence[Section],
        setting: Setting,
        answers: dict[str, Json],
        *,
        above: Iterable[Widget] = (),
        next_title: str,
    ) -> None:
        super().__init__(id=page_id)
        self._sections = tuple(sections)
        self._above = tuple(above)
        self._next_title = next_title
        self.widgets: dict[str, QuestionWidget] = {
            question.id: widget_for(question, setting, answers.get(question.id))
            for section in sections
            for question in section.questions
        }
        # Here and not in compose: what applies may be shown anew before the page is on the screen.
        self._section_titles = {
            section.id: Static(section.title, classes="heading", id=f"section-{section.id}", markup=False)
            for section in self._sections
        }

    def compose(self) -> ComposeResult:
        """Titles, questions, and the way on."""
        yield from self._above
        for section in self._sections:
            yield self._section_titles[section.id]
            for group in _grouped(section.questions):
                widgets = [self.widgets[question.id] for question in group]
                if len(widgets) == 1:
                    yield widgets[0]
                else:
                    with Horizontal(classes="beside"):
                        yield from widgets
        yield StepButton(f"Go on to {self._next_title}", "screen.next_step")

    def show_only(self, shown: frozenset[str]) -> None:
        """Show the questions that apply now, and the titles above them."""
        for question_id, widget in self.widgets.items():
            widget.display = question_id in shown
        for section in self._sections:
            self._section_titles[section.id].display = any(
                question.id in shown for question in section.questions
            )

    def on_show(self) -> None:
        """Bring the field with the cursor into sight: a page shown again has its places only now."""
        focused = self.screen.focused
        if focused is not None and self in focused.ancestors:
            focused.scroll_visible(animate=False)

    def first_field(self) -> Widget | None:
        """Where typing starts; what only tells something is passed over."""
        fields = (widget.first_field for widget in self.widgets.values() if widget.display)
        return next((field for field in fields if field.can_focus), None)


def _grouped(questions: Sequence[Question]) -> Iterator[list[Question]]:
    """Short questions that follow each other share a row; all others have one of their own."""
    row: list[Question] = []
    for question in questions:
        short = isinstance(question, DateQuestion | TimeQuestion | NumberQuestion) and not question.shown_when
        if row and (not short or len(row) == BESIDE):
            yield row
            row = []
        if short:
            row.append(question)
        else:
            yield [question]
    if row:
        yield row


def last_actions(rows: Sequence[dict[str, Json]], setting: Setting) -> Static:
    """Give the actions of the last record, to look back on in the review."""
    lines = [_action_line(row, setting) for row in rows] or ["There were none."]
    shown = Static("\n".join(lines), id="last-actions", markup=False)
    shown.border_title = "Actions agreed last time"
    return shown


def _action_line(row: dict[str, Json], setting: Setting) -> str:
    owner, by = str(row.get("owner") or ""), str(row.get("by") or "")
    who = str(row.get("owner_name") or "someone else") if owner == "other" else ""
    if not who and owner:
        who = setting.name(owner)
    when = f"by {day_and_month(date.fromisoformat(by))}" if by else ""
    return "• " + " · ".join(part for part in (str(row.get("what") or ""), who, when) if part)


class SignOffPage(VerticalScroll, can_focus=False):
    """What is still missing, each one Enter away; when nothing is, the way to the signatures."""

    class GapChosen(Message):
        """Someone wants to go and fill this gap."""

        def __init__(self, gap: Gap) -> None:
            super().__init__()
            self.gap = gap

    def __init__(self, page_id: str) -> None:
        super().__init__(id=page_id)
        self._gaps: tuple[Gap, ...] = ()
        self._shown = False
        self._words = Static("", id="gap-words", markup=False)
        self._list = MarkedList(id="gaps", markup=False)
        self._go = StepButton("Read it through and sign", "screen.offer", id="offer")

    def compose(self) -> ComposeResult:
        """Words, gaps, button."""
        yield self._words
        yield self._list
        yield self._go
        yield StepButton("Discard this draft", "screen.discard", id="discard")

    def show_gaps(self, gaps: Sequence[Gap]) -> None:
        """Show what is missing now."""
        if tuple(gaps) == self._gaps and self._shown:
            return
        self._gaps, self._shown = tuple(gaps), True
        self._list.clear_options()
        self._list.add_options(Option(f"○ {gap.sentence}") for gap in gaps)
        self._list.display = bool(gaps)
        self._go.display = not gaps
        if not gaps:
            self._words.update(
                "Everything that is needed is there.\n\n"
                "Next you both read the whole record through. Nothing is signed before that,\n"
                "and until somebody has signed you can come back and change it."
            )
            return
        self._list.highlighted = 0
        count = "One thing is" if len(gaps) == 1 else f"{len(gaps)} things are"
        self._words.update(f"{count} still missing before you can sign. Enter goes there.")

    def first_field(self) -> Widget:
        """The first gap, or the button."""
        return self._list if self._gaps else self._go

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the gap."""
        event.stop()
        self.post_message(self.GapChosen(self._gaps[event.option_index]))
