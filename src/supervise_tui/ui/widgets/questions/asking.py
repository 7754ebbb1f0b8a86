"""What every question's widget has: its question, its answer, what is wrong with it, a message."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from textual.content import Content as Styled
from textual.message import Message
from textual.widget import Widget

from supervise_tui.canonical import Json
from supervise_tui.domain.evidence import Marked
from supervise_tui.domain.people import Nation
from supervise_tui.forms.answers import check_answer, is_unanswered
from supervise_tui.forms.definition import Form, Question, Role
from supervise_tui.problems import BadInput
from supervise_tui.workflows.agendas import OfferedList
from supervise_tui.workflows.pick_from import PickFrom

_UNNAMED = {Role.BOTH: "both", Role.THIRD_PARTY: "the third party", Role.OTHER: "somebody else"}


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
    answers: Mapping[str, Json] = field(default_factory=dict, repr=False)
    """All answers around this question, live: inside a row its own cells stand before the form's."""
    facts: Mapping[str, Json] = field(default_factory=dict, repr=False)
    form: Form | None = field(default=None, repr=False)
    """None where questions are asked outside a form."""
    pick_from: PickFrom = field(default=PickFrom(), repr=False)
    marked: tuple[Marked, ...] = field(default=(), repr=False)
    """What was marked as evidence elsewhere and can be taken in here [DEV-6]."""

    def name(self, role: Role | str) -> str:
        """The name people use for that side."""
        side = Role(role)
        return self.names.get(side) or _UNNAMED.get(side, side.value)


def widget_id(question_id: str, part: str = "q") -> str:
    """Give the id of a question's widget, or of a part of it: "~" and "." may not stand in one."""
    return f"{part}-{question_id.replace('~', '-').replace('.', '-')}"


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
    remark: str = ""
    """What the form says to an answer such as this one, in plain words: that it is worth attention."""
    needed: bool = False
    """Whether an answer is needed now."""
    marks: str = ""
    """What the answer was marked as evidence for, in few words."""
    _known: Json = None

    def asks(self, question: Question, setting: Setting, value: Json) -> None:
        """Take the question on, with the answer it has so far."""
        self.question = question
        self.setting = setting
        self.needed = question.required is True
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
    def frame(self) -> Widget:
        """What has the border in which label and echo stand."""
        return cast(Widget, self)

    @property
    def hint(self) -> str:
        """What the guidance says instead of the help just now; empty for the help."""
        return ""

    def go_to_row(self, row: int) -> None:
        """Bring that row into the fields; questions without rows have nothing to do."""

    async def go_inside(self, row: int, inside: tuple[str | int, ...]) -> None:
        """Bring that row into the fields, and in it the question of that id, as a `Gap` says it."""
        self.go_to_row(row)

    def look_around(self) -> None:
        """Follow the answers around this one: some of them may have changed."""

    @property
    def row_in_hand(self) -> str:
        """The id of the row that the cursor is on or in; empty where there are none, or none is in hand."""
        return ""

    def add_words(self, words: str) -> None:
        """Put `words` behind what is written there, as a person would; answers that are no text take none."""

    def stands(self, *, needed: bool, remark: str = "", marks: str = "") -> None:
        """Show whether an answer is needed now, what the form says to it, and what it is evidence for."""
        if (needed, remark, marks) != (self.needed, self.remark, self.marks):
            self.needed, self.remark, self.marks = needed, remark, marks
            self.show_state()

    @property
    def title(self) -> str:
        """The label, marked in words while a needed answer is missing."""
        missing = self.needed and is_unanswered(self.question, self._known)
        return self.question.label + (" (needed)" if missing else "")

    def echo(self) -> str:
        """What the lower border says while nothing is wrong."""
        return ""

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
        if is_unanswered(self.question, value):
            return ""
        try:
            check_answer(self.question, value)
        except BadInput as problem:
            return str(problem)
        return ""

    def show_state(self) -> None:
        """Show label and what is wrong in the frame; else what was understood, and what is said to it."""
        frame = self.frame
        frame.border_title = Styled(self.title)
        said = " · ".join(part for part in (self.echo(), self.remark, self.marks) if part)
        frame.border_subtitle = Styled(f"! {self.wrong}" if self.wrong else said)
        frame.set_class(bool(self.wrong), "-wrong")
        frame.set_class(bool(self.remark) and not self.wrong, "-remark")
