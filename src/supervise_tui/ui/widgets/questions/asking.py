"""What every question's widget has: its question, its answer, what is wrong with it, a message."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from textual.message import Message
from textual.widget import Widget

from supervise_tui.canonical import Json
from supervise_tui.domain.people import Nation
from supervise_tui.forms.answers import check_answer, is_empty
from supervise_tui.forms.definition import Question, Role
from supervise_tui.problems import BadInput
from supervise_tui.workflows.agendas import OfferedList


@dataclass(frozen=True, kw_only=True)
class Setting:
    """Who sits there, and when: what the widgets need to know beside their question."""

    today: date
    nation: Nation
    names: Mapping[Role, str]
    """First names as the screen says them: "Amina", "Sue"; BOTH is "both"."""
    new_id: Callable[[], str]
    standing: tuple[OfferedList, ...] = ()
    """Standing agenda items that can be picked [SES-11]."""

    def name(self, role: Role | str) -> str:
        """The name people use for that side."""
        return self.names[Role(role)]


class Answered(Message):
    """Someone changed an answer. `wrong` says in plain words what is not right yet, or is empty.

    `let_go` names rows that the worker takes back: theirs alone leave the agenda [SES-7].
    """

    def __init__(
        self, question_id: str, value: Json, wrong: str = "", let_go: frozenset[str] = frozenset()
    ) -> None:
        super().__init__()
        self.question_id = question_id
        self.value = value
        self.wrong = wrong
        self.let_go = let_go


class TurnWanted(Message):
    """A rating that the other may not see is to be given: hand the keyboard over [SES-10]."""

    def __init__(self, question_id: str) -> None:
        super().__init__()
        self.question_id = question_id


class Asking:
    """Beside a Textual widget in a class: carries the question and posts `Answered`."""

    question: Question
    setting: Setting
    wrong: str = ""
    """What is not right with the answer, in plain words; empty when it is fine."""
    _known: Json = None

    def asks(self, question: Question, setting: Setting, value: Json) -> None:
        """Take the question on, with the answer it has so far."""
        self.question = question
        self.setting = setting
        self._known = value

    @property
    def answer(self) -> Json:
        """The answer as it stands; None when there is none."""
        return self._known

    @property
    def let_go(self) -> frozenset[str]:
        """Rows of the worker's that they take back themselves."""
        return frozenset()

    @property
    def first_field(self) -> Widget:
        """Where the cursor goes when this question is gone to."""
        return cast(Widget, self)

    @property
    def hint(self) -> str:
        """What the guidance says instead of the help just now; empty for the help."""
        return ""

    def go_to_row(self, row: int) -> None:
        """Bring that row into the fields; questions without rows have nothing to do."""

    @property
    def title(self) -> str:
        """The label, marked in words while a needed answer is missing."""
        needed = self.question.required is True and is_empty(self._known)
        return self.question.label + (" (needed)" if needed else "")

    def took(self, value: Json, wrong: str = "") -> None:
        """Keep what a person entered and tell the screen; nothing happens when it is the same."""
        if value == self._known and wrong == self.wrong:
            return
        self._known = value
        self.wrong = wrong
        self.show_state()
        cast(Widget, self).post_message(Answered(self.question.id, value, wrong, self.let_go))

    def fault_of(self, value: Json) -> str:
        """Say what is wrong with `value` for this question, or nothing."""
        if is_empty(value):
            return ""
        try:
            check_answer(self.question, value)
        except BadInput as problem:
            return str(problem)
        return ""

    def show_state(self) -> None:
        """Show label and what is wrong in the frame."""
        frame = cast(Widget, self)
        frame.border_title = self.title.replace("[", "\\[")
        frame.border_subtitle = f"! {self.wrong}".replace("[", "\\[") if self.wrong else ""
        frame.set_class(bool(self.wrong), "-wrong")
