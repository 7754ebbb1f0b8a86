"""A page of a few fields: Enter goes from one to the next and saves in the last, Ctrl+S saves at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button

from supervise_tui.problems import Problem
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.date_field import DateField
from supervise_tui.ui.widgets.enter_field import keys_taken
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.pick import Pick


def leave_without_saving() -> Ask:
    """Ask before a page with typed fields is left."""
    return Ask.confirm(
        "Leave without saving?",
        "What you typed on this page has not been saved and will be gone.",
        yes="Leave",
        no="Stay",
    )


class FewFields(House):
    """Subclasses give `compose_fields`, `save` and `starts_in`, the id of the field to start in."""

    starts_in = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        # Priority, so that keys typed right after Enter land in the next field (facts-tui.md, 4).
        Binding("enter", "enter", show=False, priority=True),
        Binding("ctrl+s", "save", "Save"),
    ]

    def compose_body(self) -> ComposeResult:
        """The fields, then the ways out."""
        with VerticalScroll(can_focus=False):
            yield from self.compose_fields()
            with Horizontal(classes="buttons"):
                yield Button(Content("[ Save ]"), id="save", compact=True)
                yield Button(Content("[ Back ]"), id="back", compact=True)

    def compose_fields(self) -> Iterable[Widget]:
        """Give the fields from top to bottom, and what stands between them."""
        return ()

    def on_mount(self) -> None:
        """Start in the first field."""
        self._at_first = self._typed_here()
        self.go_to(self.starts_in)

    def save(self) -> None:
        """Check and keep what is typed; a Problem is shown by `refuse`."""

    async def action_enter(self) -> None:
        """Go to the next field, and save from the last one, once the keys before Enter are in the field."""
        field = self.focused
        if isinstance(field, Pick) and field is not self._last:
            raise SkipAction  # it goes on by itself
        if not isinstance(field, LineField | Pick):
            raise SkipAction  # a button presses itself
        around = field.parent
        await keys_taken(field)
        if isinstance(around, DateField):
            await keys_taken(around)  # it reads the day from what its line tells it
        if field is self._last:
            self.action_save()
        else:
            self.focus_next()

    @property
    def _last(self) -> Widget | None:
        stops = [one for one in self.query("LineField, Pick") if one.display and not one.disabled]
        return stops[-1] if stops else None

    @on(Button.Pressed, "#save")
    def action_save(self) -> None:
        """Keep it, unless a day is not understood: that is said, and the cursor goes there."""
        for field in self.query(DateField):
            if field.problem is not None:
                self.refuse(field.problem, field.id or "")
                return
        self.save()

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.action_back()

    def _typed_here(self) -> list[str]:
        fields = self.query("LineField, Pick")
        return [one.value for one in fields if isinstance(one, LineField | Pick)]

    def action_back(self) -> None:
        """Leave; ask first when something typed would be lost."""
        if self._typed_here() == self._at_first:
            self.dismiss()
        else:
            self.house.push_screen(leave_without_saving(), self._left)

    def _left(self, answer: str | None) -> None:
        if answer is not None:
            self.dismiss()

    def refuse(self, problem: Problem, field: str) -> None:
        """Say what is wrong and go to where it is put right."""
        self.show_problem(problem)
        self.go_to(field)

    def go_to(self, field: str) -> None:
        """Put the cursor into the field of that id."""
        found = self.query_one(f"#{field}")
        self.set_focus(found.line if isinstance(found, DateField) else found)

    def text_in(self, field: str) -> str:
        """What is typed there."""
        return self.query_one(f"#{field}", LineField).value.strip()
