"""Long text, with the prompts that help to think beside it, to pick from [SES-14]."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import OptionList, TextArea

from supervise_tui.canonical import Json
from supervise_tui.forms.definition import LongTextQuestion
from supervise_tui.ui.widgets.long_text import LongText
from supervise_tui.ui.widgets.marked_list import MarkedList
from supervise_tui.ui.widgets.questions.asking import Asking, Setting, widget_id
from supervise_tui.ui.widgets.questions.hinting import hint_on, offer_on


class LongAnswer(Asking, LongText):
    """Many lines of text; Tab goes on, Enter starts a new line."""

    def __init__(
        self, question: LongTextQuestion, setting: Setting, value: Json, *, own_id: str | None = None
    ) -> None:
        text = value if isinstance(value, str) else ""
        super().__init__(text=text, limit=question.max_length, id=own_id or widget_id(question.id))
        self._long_question = question
        self.set_class("~" in question.id, "note")
        self.asks(question, setting, value)
        self.show_state()

    def on_mount(self) -> None:
        """Whoever comes back goes on writing at the end."""
        self.move_cursor(self.document.end)

    def on_text_area_changed(self, event: TextArea.Changed | None = None) -> None:
        """Keep each change; text that is too long is kept too, and said to be."""
        if event is not None:
            event.stop()
        text = self.text
        self.took(text if text.strip() else None, self.fault_of(text) if self.over else "")
        self.show_state()

    def add_words(self, words: str) -> None:
        """On a line of its own behind the text."""
        before = self.text
        self.move_cursor(self.document.end)
        self.insert(words if not before or before.endswith("\n") else f"\n{words}")

    def look_around(self) -> None:
        """What the other fields of the row say may answer the hint."""
        if self._long_question.hints is not None:
            self.show_state()

    def show_state(self) -> None:
        """The label above; below, how much is over, else a hint on the wording and what the form says."""
        hint = hint_on(self._long_question, self.setting, self.text)
        said = (self.remark, hint, offer_on(self._long_question, self.setting), self.marks)
        self._help = " · ".join(part for part in said if part).replace("[", "\\[")
        super().show_state()
        self._show_length()


class PromptedAnswer(Asking, Horizontal):
    """A long text with its prompts at the side: Enter on one writes it into the text."""

    DEFAULT_CSS = """
    PromptedAnswer {
        height: auto;
        width: 1fr;
    }
    PromptedAnswer > LongText {
        width: 1fr;
    }
    PromptedAnswer > OptionList {
        width: 36%;
        max-width: 44;
    }
    """

    def __init__(self, question: LongTextQuestion, setting: Setting, value: Json) -> None:
        super().__init__(id=widget_id(question.id))
        self.question = question
        self.setting = setting
        self._text = LongAnswer(question, setting, value, own_id=widget_id(question.id, "text"))
        self._prompts = MarkedList(*question.prompts, id=widget_id(question.id, "prompts"), markup=False)
        self._prompts.border_title = "To think about"
        self._prompts.border_subtitle = "Enter: write it in"

    def compose(self) -> ComposeResult:
        """The text first: the prompts are offered, never forced."""
        yield self._text
        yield self._prompts

    @property
    def answer(self) -> Json:
        """What stands in the text."""
        return self._text.answer

    @property
    def first_field(self) -> Widget:
        """The text."""
        return self._text

    def stands(self, *, needed: bool, remark: str = "", marks: str = "") -> None:
        """The text shows it."""
        self._text.stands(needed=needed, remark=remark, marks=marks)

    def add_words(self, words: str) -> None:
        """Into the text."""
        self._text.add_words(words)

    def look_around(self) -> None:
        """The text follows."""
        self._text.look_around()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Write the prompt on a line of its own where the text ends, and go on typing there."""
        event.stop()
        text = self._text
        before = text.text
        lead = "" if not before else "\n" if before.endswith("\n") else "\n\n"
        text.move_cursor(text.document.end)
        text.insert(f"{lead}{event.option.prompt}\n")
        self.screen.set_focus(text)


def long_widget(question: LongTextQuestion, setting: Setting, value: Json) -> LongAnswer | PromptedAnswer:
    """Give the widget for a long text: with a column of prompts when it offers any."""
    if question.prompts:
        return PromptedAnswer(question, setting, value)
    return LongAnswer(question, setting, value)
