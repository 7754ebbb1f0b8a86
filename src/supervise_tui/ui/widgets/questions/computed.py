"""What the program works out itself: shown as it stands now, and marked so."""

from __future__ import annotations

from textual.widgets import Static

from supervise_tui.canonical import Json
from supervise_tui.forms.answers import computed, in_words
from supervise_tui.forms.definition import ComputedQuestion, Question
from supervise_tui.ui.widgets.questions.asking import Asking, Setting, widget_id


class ComputedAnswer(Asking, Static):
    """The answer in words; nobody types it."""

    DEFAULT_CSS = """
    ComputedAnswer {
        height: auto;
        width: 1fr;
    }
    """

    def __init__(self, question: Question, setting: Setting, value: Json) -> None:
        super().__init__("", id=widget_id(question.id), markup=False)
        self._said = ""
        self.asks(question, setting, value)
        self.look_around()
        self.show_state()

    def look_around(self) -> None:
        """Work it out anew."""
        form = self.setting.form
        asked = self.question
        if isinstance(asked, ComputedQuestion) and form is not None and form.question(asked.id) is asked:
            self._known = computed(form, self.setting.answers, self.setting.facts).get(self.question.id)
        said = in_words(self.question, self._known) or "Nothing to show yet."
        if said != self._said:
            self._said = said
            self.update(said)

    def echo(self) -> str:
        """Whose answer it is."""
        return "filled in by the program"
