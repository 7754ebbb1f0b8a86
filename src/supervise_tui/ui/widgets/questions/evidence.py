"""What shows it: records and actions of this file and duties to pick from, other things by name."""

from __future__ import annotations

from collections.abc import Sequence

from textual.message import Message

from supervise_tui.canonical import Json
from supervise_tui.forms.definition import ChoiceQuestion, EvidenceQuestion, Option, Question, TextQuestion
from supervise_tui.forms.row_checks import ROW_TEXT_LIMIT
from supervise_tui.ui.widgets.questions.asking import Setting, widget_id
from supervise_tui.ui.widgets.questions.inner_rows import InnerRows, MakeWidget, Row
from supervise_tui.ui.widgets.questions.suggested import SuggestedAnswer
from supervise_tui.workflows.pick_from import Pickable

RECORD, ACTION, DUTY = "record", "action", "duty"
_PICKED = (RECORD, ACTION, DUTY)
"""Kinds that are picked, so that nobody has to know their number."""
_ASKED = (
    ChoiceQuestion(
        id="kind",
        label="What it is",
        options=(
            Option(RECORD, "A record"),
            Option(ACTION, "An action"),
            Option("file", "A file"),
            Option("other", "Something else"),
            Option(DUTY, "A duty of the code of conduct"),
        ),
    ),
    TextQuestion(id="text", label="What shows it", max_length=ROW_TEXT_LIMIT),
    TextQuestion(id="ref", label="Where it is kept", max_length=ROW_TEXT_LIMIT),
)


class EvidenceAnswer(InnerRows):
    """A list of what shows something."""

    def __init__(self, question: EvidenceQuestion, setting: Setting, value: Json, make: MakeWidget) -> None:
        super().__init__(
            question,
            setting,
            value,
            lambda inner, around, known: (
                EvidenceText(inner, around, known)
                if isinstance(inner, TextQuestion) and inner.id == "text"
                else make(inner, around, known)
            ),
        )

    def inner_questions(self) -> Sequence[Question]:
        """Kind, words, place."""
        return _ASKED

    def in_view(self, row: Row) -> Sequence[Question]:
        """Where it is kept is asked of what cannot be picked."""
        return _ASKED[:2] if row.get("kind") in _PICKED else _ASKED

    def row_title(self, number: int) -> str:
        """Its number."""
        return f"{number + 1}"

    def next_title(self) -> str:
        """What is added."""
        return "what shows it"

    def on_ref_picked(self, event: RefPicked) -> None:
        """Keep which one it is beside its words."""
        event.stop()
        if self.opened is not None:
            self.rows[self.opened]["ref"] = event.ref
            self.keep()


class RefPicked(Message):
    """A record or an action was picked; empty when its words were changed by hand."""

    def __init__(self, ref: str) -> None:
        super().__init__()
        self.ref = ref


class EvidenceText(SuggestedAnswer):
    """In words what it is; records and actions of this file are offered."""

    def __init__(self, question: TextQuestion, setting: Setting, value: Json) -> None:
        super().__init__(
            (),
            id=widget_id(question.id),
            line_id=widget_id(question.id, "line"),
            value=value if isinstance(value, str) else "",
        )
        self.asks(question, setting, value)
        self.look_around()
        self.show_state()

    @property
    def _kind(self) -> str:
        return str(self.setting.answers.get("kind") or "")

    def look_around(self) -> None:
        """Offer what fits the kind."""
        pick_from = self.setting.pick_from
        sources = {RECORD: pick_from.records, ACTION: pick_from.actions, DUTY: pick_from.duties}
        self.offer(sources.get(self._kind, ()))
        self.show_state()

    def chosen(self, one: Pickable) -> None:
        """Its words go in, and which one it is."""
        words = f"{one.words}, {one.note}" if one.note and self._kind == RECORD else one.words
        self.line.value = words
        self.took(words)
        self.post_message(RefPicked(one.ref))

    def typed(self, text: str) -> None:
        """Keep what was typed; it is not the one any more that was picked."""
        value: Json = text if text.strip() else None
        if value == self.answer:
            return
        self.took(value, self.fault_of(value))
        if self._kind in _PICKED:
            self.post_message(RefPicked(""))

    def echo(self) -> str:
        """That there is something to pick from."""
        if not self.offers_any or self.answer:
            return ""
        return "↓ shows all seven" if self._kind == DUTY else "↓ shows those of this file"
