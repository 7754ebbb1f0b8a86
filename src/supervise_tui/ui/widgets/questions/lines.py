"""Questions answered on one line: text, a number, a date, a time."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from supervise_tui.canonical import Json
from supervise_tui.domain.said_dates import parse_said_date, parse_said_time
from supervise_tui.forms.day_words import long_date
from supervise_tui.forms.definition import DateQuestion, NumberQuestion, TextQuestion, TimeQuestion
from supervise_tui.problems import BadInput
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.questions.asking import Asking, Setting


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
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "app.focus_next", show=False, priority=True)]

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

    def echo(self) -> str:
        """What the lower border says while nothing is wrong."""
        return ""

    def show_state(self) -> None:
        """As every question, and the echo of what was understood."""
        super().show_state()
        if not self.wrong:
            self.border_subtitle = self.echo().replace("[", "\\[")


class TextAnswer(LineAnswer):
    """One line of text."""

    def __init__(self, question: TextQuestion, setting: Setting, value: Json) -> None:
        super().__init__(value=value if isinstance(value, str) else "", id=f"q-{question.id}")
        self.asks(question, setting, value)
        self.start()


class NumberAnswer(LineAnswer):
    """A whole number, with its unit behind it."""

    def __init__(self, question: NumberQuestion, setting: Setting, value: Json) -> None:
        super().__init__(value="" if value is None else str(value), id=f"q-{question.id}")
        self.unit = question.unit
        self.asks(question, setting, value)
        self.start()

    def read_line(self, text: str) -> tuple[Json, str]:
        """Digits become a number; anything else stays as typed and is said to be wrong."""
        words = text.strip()
        if not words:
            return None, ""
        if words.isascii() and words.isdigit() and len(words) < 10:
            return int(words), self.fault_of(int(words))
        return text, "Please type a whole number, in digits."

    def echo(self) -> str:
        """The unit."""
        return self.unit


class DateAnswer(LineAnswer):
    """A day, typed as people say it; the day that was understood is echoed in full."""

    def __init__(self, question: DateQuestion, setting: Setting, value: Json) -> None:
        super().__init__(
            value=typed_date(value), id=f"q-{question.id}", placeholder="e.g. today, fri, 24/11, in 2 weeks"
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
            id=f"q-{question.id}",
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
