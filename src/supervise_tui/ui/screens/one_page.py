"""One page of questions outside a record: saved as it is typed, each question explained at the foot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from textual import events
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Static

from supervise_tui.canonical import Json
from supervise_tui.ui.screens.autosave import Autosave, SavedAsTyped
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.widgets.questions import Answered, Asking


class OnePage(SavedAsTyped, House):
    """Subclasses lay out the questions, and say how an answer is kept and what applies then."""

    def __init__(self) -> None:
        super().__init__()
        self._told = ""
        self.autosave = Autosave(self, self._save, self._tell_saved)

    def foot(self) -> Iterator[Widget]:
        """What the question in hand means, and when all was saved."""
        with Horizontal(id="foot"):
            yield Static("", id="guidance", markup=False)
            yield Static("", id="saved", markup=False)

    def _save(self, changes: Mapping[str, Json]) -> datetime:
        """Keep what was typed, in a thread."""
        raise NotImplementedError

    def _keep(self, question_id: str, value: Json) -> None:
        """Take an answer into what the page goes by."""
        raise NotImplementedError

    def _show_what_applies(self) -> None:
        """Show the questions that apply now."""
        raise NotImplementedError

    def on_answered(self, event: Answered) -> None:
        """Keep an answer: it is on its way to the disk at once."""
        self._keep(event.question_id, event.value)
        self.autosave.changed(event.question_id, event.value)
        self._show_what_applies()
        self._guide()

    def on_descendant_focus(self, _: events.DescendantFocus) -> None:
        """Explain the question in hand."""
        self._guide()

    def _guide(self) -> None:
        asking = _asking(self.focused)
        words = ""
        if asking is not None:
            words = f"! {asking.wrong}" if asking.wrong else asking.hint or asking.question.help
        if words != self._told:
            self._told = words
            line = self.query_one("#guidance", Static)
            line.set_class(words.startswith("! "), "-wrong")
            line.update(words)


def _asking(widget: Widget | None) -> Asking | None:
    around = widget.ancestors_with_self if widget is not None else []
    found = [node for node in around if isinstance(node, Asking)]
    return found[-1] if found else None
