"""Questions answered by choosing: one of several, yes or no, a number on a scale."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content as Styled
from textual.reactive import reactive
from textual.widget import Widget

from supervise_tui.canonical import Json
from supervise_tui.forms.definition import ChoiceQuestion, ScaleQuestion, YesNoQuestion
from supervise_tui.ui.widgets.pick import Pick
from supervise_tui.ui.widgets.questions.asking import Asking, Setting, TurnWanted, widget_id

NOT_APPLICABLE = "n/a"


class ChoosingAnswer(Asking, Pick):
    """A `Pick` that answers a question."""

    def on_pick_picked(self, event: Pick.Picked) -> None:
        """Keep what was chosen."""
        event.stop()
        self.took(self.read_choice(event.value) if event.value else None)

    def show_anew(self, value: Json) -> None:
        """Show an answer that came with another one; nobody is told, since whoever changed it knows."""
        self._known = value
        self.value = next((key for key, _ in self.options if self.read_choice(key) == value), "")
        self.show_state()

    def read_choice(self, chosen: str) -> Json:
        """Give the answer for the chosen option."""
        return chosen


class ChoiceAnswer(ChoosingAnswer):
    """One of several options, one under the other."""

    def __init__(self, question: ChoiceQuestion, setting: Setting, value: Json) -> None:
        options = [(option.id, option.label) for option in question.options]
        super().__init__(
            options, value=value if isinstance(value, str) else "", upright=True, id=widget_id(question.id)
        )
        self.asks(question, setting, value)
        self.wrong = self.fault_of(value)
        self.show_state()


class YesNoAnswer(ChoosingAnswer):
    """Yes or no, by y and n too."""

    _VALUES: ClassVar[dict[str, Json]] = {"yes": True, "no": False, NOT_APPLICABLE: NOT_APPLICABLE}

    def __init__(self, question: YesNoQuestion, setting: Setting, value: Json) -> None:
        options = [("yes", "Yes"), ("no", "No")]
        if question.not_applicable:
            options.append((NOT_APPLICABLE, "Does not apply"))
        chosen = next((key for key, kept in self._VALUES.items() if kept is value or kept == value), "")
        super().__init__(options, value=chosen, id=widget_id(question.id))
        self.asks(question, setting, value)
        self.show_state()

    def read_choice(self, chosen: str) -> Json:
        """True, false, or that it does not apply."""
        return self._VALUES[chosen]


def scale_options(question: ScaleQuestion) -> list[tuple[str, str]]:
    """Give each step of a scale, with its word, or with the words of its ends."""
    if question.words:
        return [
            (str(number), f"{number} {word}") for number, word in enumerate(question.words, question.lowest)
        ]
    ends = {question.lowest: question.lowest_label, question.highest: question.highest_label}
    return [
        (str(number), f"{number} {ends.get(number, '')}".strip())
        for number in range(question.lowest, question.highest + 1)
    ]


class ScaleAnswer(ChoosingAnswer):
    """A number between two ends, chosen by its digit or the arrows."""

    def __init__(self, question: ScaleQuestion, setting: Setting, value: Json) -> None:
        super().__init__(
            scale_options(question),
            value="" if value is None else str(value),
            upright=bool(question.words),
            id=widget_id(question.id),
        )
        self.asks(question, setting, value)
        self.show_state()

    def read_choice(self, chosen: str) -> Json:
        """The number."""
        return int(chosen)


class UnseenScaleAnswer(Asking, Widget, can_focus=True):
    """A rating that stays hidden until the other side has given theirs too [SES-10].

    It shows only whether it is given; Enter asks the screen for a hand-over moment.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "ask", show=False, priority=True)]

    DEFAULT_CSS = """
    UnseenScaleAnswer {
        height: auto;
        width: 1fr;
    }
    """

    other_given: reactive[bool] = reactive(False, layout=True)

    def __init__(self, question: ScaleQuestion, setting: Setting, value: Json) -> None:
        super().__init__(id=widget_id(question.id))
        self.asks(question, setting, value)
        self.scale = question
        self.show_state()

    @property
    def shown(self) -> bool:
        """Whether both are given, so that both are shown."""
        return self.answer is not None and self.other_given

    def render(self) -> Styled:
        """Say what stands and what Enter does; never the number before both are there."""
        who = self.setting.name(self.question.answered_by)
        if self.shown:
            ends = {
                self.scale.lowest: self.scale.lowest_label,
                self.scale.highest: self.scale.highest_label,
            }
            words = ends.get(int(str(self.answer)), "")
            mark = f"{self.answer} of {self.scale.highest}" + (f" ({words})" if words else "")
            return Styled.assemble((mark, "bold"), "   both are given, so both are shown")
        if self.answer is not None:
            return Styled(f"● given by {who}, hidden until both are.   Enter: {who} changes it")
        return Styled(f"○ not given yet.   Enter: hand the keyboard to {who}")

    def give(self, value: Json) -> None:
        """Take the number from the hand-over moment."""
        self.took(value)
        self.refresh(layout=True)

    def action_ask(self) -> None:
        """Ask for the hand-over moment."""
        self.post_message(TurnWanted(self.question.id))

    def on_click(self) -> None:
        """As Enter."""
        self.action_ask()
