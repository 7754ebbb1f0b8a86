"""A date typed as people say it; the full date is echoed at once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from supervise_tui.domain.people import Nation
from supervise_tui.forms.day_words import long_date
from supervise_tui.problems import BadInput, Problem
from supervise_tui.ui.widgets.line_field import LineField

if TYPE_CHECKING:
    from supervise_tui.domain.said_dates import Prefer

_HELP = "24/11, fri, in 2 weeks, +6w"


class DateField(Vertical):
    """One line that reads "fri" or "24/11" and shows "Friday 28 November" in its lower border.

    `value` is the day or None; `problem` says what is wrong with the text, if anything is. With
    `prefer` "past" a day without a year is looked for behind us.
    """

    class Changed(Message):
        """The day has changed; `value` is None while the field is empty or not understood."""

        def __init__(self, field: DateField, value: date | None) -> None:
            super().__init__()
            self.field = field
            self.value = value

        @property
        def control(self) -> DateField:
            """The field that changed."""
            return self.field

    class Submitted(Message):
        """Enter was pressed in the field."""

        def __init__(self, field: DateField, value: date | None) -> None:
            super().__init__()
            self.field = field
            self.value = value

        @property
        def control(self) -> DateField:
            """The field that was left with Enter."""
            return self.field

    def __init__(
        self,
        label: str = "",
        *,
        value: date | None = None,
        today: date,
        nation: Nation | None = None,
        prefer: Prefer = "nearest",
        help: str = _HELP,  # noqa: A002 - as in LineField
        id: str | None = None,  # noqa: A002 - as in every Textual widget
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._today = today
        self._nation = nation
        self._prefer: Prefer = prefer
        self._help = help
        self._value = value
        self._problem: Problem | None = None
        self._line = LineField(label, value=_typed(value), help=help)

    @property
    def value(self) -> date | None:
        """The day that stands in the field."""
        return self._value

    @value.setter
    def value(self, day: date | None) -> None:
        self._line.value = _typed(day)
        self._read(self._line.value)

    @property
    def problem(self) -> Problem | None:
        """Why the text is not a day; None when it is one, or when there is none."""
        return self._problem

    @property
    def line(self) -> LineField:
        """The field inside, to put the cursor there."""
        return self._line

    def compose(self) -> ComposeResult:
        """Lay out the one line."""
        yield self._line

    def on_mount(self) -> None:
        """Echo the day that the field starts with."""
        self._echo(complain=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Read the text anew."""
        event.stop()
        before = self._value
        self._read(event.value)
        if self._value != before:
            self.post_message(self.Changed(self, self._value))

    def on_input_blurred(self, event: Input.Blurred) -> None:
        """Say what is wrong only once the typist has gone on."""
        event.stop()
        self._echo(complain=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Pass Enter on as ours."""
        event.stop()
        self._echo(complain=True)
        self.post_message(self.Submitted(self, self._value))

    def _read(self, text: str) -> None:
        from supervise_tui.domain.said_dates import parse_said_date

        self._problem = None
        self._value = None
        if text.strip():
            try:
                self._value = parse_said_date(text, self._today, self._nation, prefer=self._prefer)
            except BadInput as problem:
                self._problem = problem
        self._echo(complain=False)

    def _echo(self, *, complain: bool) -> None:
        if self._value is not None:
            self._line.say(long_date(self._value))
        elif self._problem is not None and complain:
            self._line.say(str(self._problem), wrong=True)
        else:
            self._line.say(self._help)


def _typed(day: date | None) -> str:
    return f"{day.day}/{day.month}/{day.year}" if day else ""
