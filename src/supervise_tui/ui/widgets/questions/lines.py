"""Questions answered on one line: text, a number, a date, a time, a length of time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from supervise_tui.canonical import Json
from supervise_tui.domain.said_dates import parse_said_date, parse_said_time
from supervise_tui.forms.answers import check_answer
from supervise_tui.forms.day_words import long_date
from supervise_tui.forms.definition import (
    DateQuestion,
    DurationQuestion,
    NumberQuestion,
    TextQuestion,
    TimeQuestion,
)
from supervise_tui.forms.durations import parse_duration, say_duration
from supervise_tui.problems import BadInput
from supervise_tui.ui.widgets.enter_field import all_noticed
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.questions.asking import Asking, Setting, widget_id
from supervise_tui.ui.widgets.questions.hinting import hint_on, offer_on


def typed_date(value: Json) -> str:
    """Give a kept date as people type it (28/11/2026); what is no date comes back as typed."""
    if not isinstance(value, str):
        return ""
    try:
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    except ValueError:
        return value


class LineAnswer(Asking, LineField):
    """One line; Enter goes on to the next question. Subclasses read what was typed."""

    # Priority: it happens before the next key is looked at, so that keys typed right after Enter
    # land in the next field (facts-tui.md, 4).
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "go_on", show=False, priority=True)]

    async def action_go_on(self) -> None:
        """Enter: on to the next question, which may be one that this answer has brought up."""
        await all_noticed(self)
        self.screen.focus_next()

    def start(self) -> None:
        """Say what is wrong with what is kept already."""
        _, self.wrong = self.read_line(self.value)
        self.show_state()

    def read_line(self, text: str) -> tuple[Json, str]:
        """Give the answer in `text` and what is wrong with it; what cannot be read stays as typed."""
        value: Json = text if text.strip() else None
        return value, self.fault_of(value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Read anew at each key."""
        event.stop()
        self.took(*self.read_line(self.value))


class TextAnswer(LineAnswer):
    """One line of text."""

    def __init__(self, question: TextQuestion, setting: Setting, value: Json) -> None:
        super().__init__(value=value if isinstance(value, str) else "", id=widget_id(question.id))
        self._text_question = question
        self.asks(question, setting, value)
        self.start()

    def echo(self) -> str:
        """One hint on the wording, where the form asks for hints; what can be taken in."""
        hint = hint_on(self._text_question, self.setting, self.value)
        return " · ".join(part for part in (hint, offer_on(self._text_question, self.setting)) if part)

    def add_words(self, words: str) -> None:
        """Behind what is there, on the same line."""
        self.value = "; ".join(part for part in (self.value.strip(), " ".join(words.split())) if part)

    def look_around(self) -> None:
        """What the other fields of the row say may answer the hint."""
        if self._text_question.hints is not None:
            self.show_state()


class NumberAnswer(LineAnswer):
    """A number, with its unit behind it."""

    def __init__(self, question: NumberQuestion, setting: Setting, value: Json) -> None:
        super().__init__(value="" if value is None else str(value), id=widget_id(question.id))
        self._unit = question.unit
        # A number outside the limits is kept as a number, and said to be outside.
        self._any_number = replace(question, at_least=None, at_most=None)
        self.asks(question, setting, value)
        self.start()

    def read_line(self, text: str) -> tuple[Json, str]:
        """Digits become a number; anything else stays as typed and is said to be wrong."""
        if not text.strip():
            return None, ""
        try:
            number = check_answer(self._any_number, text)
        except BadInput as problem:
            return text, str(problem)
        return number, self.fault_of(number)

    def echo(self) -> str:
        """The unit."""
        return self._unit


class DateAnswer(LineAnswer):
    """A day, typed as people say it; the day that was understood is echoed in full."""

    def __init__(self, question: DateQuestion, setting: Setting, value: Json) -> None:
        super().__init__(
            value=typed_date(value),
            id=widget_id(question.id),
            placeholder="e.g. today, fri, 24/11, in 2 weeks",
        )
        self.asks(question, setting, value)
        self.start()

    def read_line(self, text: str) -> tuple[Json, str]:
        """What is said becomes an ISO day."""
        if not text.strip():
            return None, ""
        try:
            day = parse_said_date(text, self.setting.today, self.setting.nation)
        except BadInput as problem:
            return text, str(problem)
        return day.isoformat(), self.fault_of(day.isoformat())

    def echo(self) -> str:
        """The whole date, weekday first."""
        try:
            return long_date(date.fromisoformat(str(self.answer))) if self.answer else ""
        except ValueError:
            return ""


class TimeAnswer(LineAnswer):
    """A time of day."""

    def __init__(self, question: TimeQuestion, setting: Setting, value: Json) -> None:
        super().__init__(
            value=value if isinstance(value, str) else "",
            id=widget_id(question.id),
            placeholder="e.g. 14:05, 2pm",
        )
        self.asks(question, setting, value)
        self.start()

    def read_line(self, text: str) -> tuple[Json, str]:
        """What is said becomes 24-hour text."""
        if not text.strip():
            return None, ""
        try:
            time = parse_said_time(text)
        except BadInput as problem:
            return text, str(problem)
        return time, self.fault_of(time)

    def echo(self) -> str:
        """The time as it was understood."""
        return str(self.answer) if self.answer else ""


def typed_duration(value: Json) -> str:
    """Give kept minutes as people type them (1h 30); what is no length of time comes back as typed."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        return "" if value is None else str(value)
    hours, rest = divmod(value, 60)
    return (
        " ".join(part for part in (f"{hours}h" if hours else "", f"{rest} min" if rest else "") if part)
        or "0"
    )


class DurationAnswer(LineAnswer):
    """A length of time, typed as people say it; what was understood is echoed in full."""

    def __init__(self, question: DurationQuestion, setting: Setting, value: Json) -> None:
        super().__init__(
            value=typed_duration(value), id=widget_id(question.id), placeholder="e.g. 1h 30, 90 min"
        )
        self.asks(question, setting, value)
        self.start()

    def read_line(self, text: str) -> tuple[Json, str]:
        """What is said becomes whole minutes."""
        if not text.strip():
            return None, ""
        try:
            minutes = parse_duration(text)
        except BadInput as problem:
            return text, str(problem)
        return minutes, self.fault_of(minutes)

    def echo(self) -> str:
        """All of it, in words."""
        known = self.answer
        return say_duration(known) if isinstance(known, int) and not isinstance(known, bool) else ""
