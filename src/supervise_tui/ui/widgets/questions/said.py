"""An answer that is shown, not asked for: types that the program fills in, or that have no fields yet."""

from __future__ import annotations

from textual.widgets import Static

from supervise_tui.canonical import Json
from supervise_tui.forms.answers import in_words
from supervise_tui.forms.definition import Question
from supervise_tui.ui.widgets.questions.asking import Asking, Setting


class SaidAnswer(Asking, Static):
    """The answer in words."""

    def __init__(self, question: Question, setting: Setting, value: Json) -> None:
        self.asks(question, setting, value)
        said = in_words(question, value)
        super().__init__(said or "Nothing written.", id=f"q-{question.id}", markup=False)

    def on_mount(self) -> None:
        """Show the label."""
        self.show_state()
