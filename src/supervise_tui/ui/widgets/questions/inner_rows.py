"""Rows that are made of questions themselves: a list of them, and below it the one that is open.

Tables, groups and evidence are edited so. A row is opened with Enter; its questions are ordinary
widgets, which may hold rows of their own. Esc closes the row again.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import replace
from typing import ClassVar, TypeAlias, cast

from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from supervise_tui.canonical import Json
from supervise_tui.forms.answers import in_words, is_required, is_unanswered
from supervise_tui.forms.blanks import is_blank_row
from supervise_tui.forms.definition import Question
from supervise_tui.ui.widgets.enter_field import MESSAGES_TO_ITSELF, keys_taken
from supervise_tui.ui.widgets.questions.asking import Answered, Asking, Setting, widget_id
from supervise_tui.ui.widgets.questions.laying_out import actions_question, remark_on
from supervise_tui.ui.widgets.questions.row_box import InnerList, RowBox, asking
from supervise_tui.ui.widgets.questions.shown_marks import marks_of_row
from supervise_tui.ui.widgets.step_button import StepButton

Row: TypeAlias = dict[str, Json]
MakeWidget: TypeAlias = "Callable[[Question, Setting, Json], Widget]"
"""Gives the widget for an inner question; it is also `Asking`."""

SHORTEST_WORDS = 40
"""Cells for what a row says, where the width is not known yet."""


class InnerRows(Asking, Vertical):
    """What tables, groups and evidence have in common."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", show=False)]
    DEFAULT_CSS = """
    InnerRows {
        height: auto;
        width: 1fr;
    }
    InnerRows > InnerList {
        height: auto;
        max-height: 10;
    }
    """
    can_focus = False

    def __init__(self, question: Question, setting: Setting, value: Json, make: MakeWidget) -> None:
        super().__init__(id=widget_id(question.id))
        self._make = make
        self.asks(question, setting, value)
        given = value if isinstance(value, list) else []
        self.rows: list[Row] = [dict(row) for row in given if isinstance(row, dict) and row.get("id")]
        self.opened: int | None = None
        self._box: RowBox | None = None
        self._gone: list[tuple[int, Row]] = []
        self._wrong_inside: dict[str, str] = {}
        self._lines: list[str] = []
        self._actions = actions_question(setting.form) is not None
        self.list = InnerList(self, id=widget_id(question.id, "rows"))
        self.settle()
        self.wrong = self.fault_of(value)

    # -- what differs ----------------------------------------------------------------------------

    def settle(self) -> None:
        """Bring the rows to what the form and the answers around want; free rows are as they are."""

    @property
    def may_add(self) -> bool:
        """Whether a row can be added."""
        return True

    @property
    def is_free(self) -> bool:
        """Whether rows are added, moved and removed by people."""
        return True

    def row_title(self, number: int) -> str:
        """What a row is called, counted from 0."""
        return f"Row {number + 1}"

    @property
    def row_in_hand(self) -> str:
        """The open row, else the one under the cursor of the list."""
        at = self.opened if self.opened is not None else self.list.highlighted
        return str(self.rows[at].get("id") or "") if at is not None and at < len(self.rows) else ""

    async def take_in(self, row_id: str, question_id: str, words: str) -> None:
        """Open that row and put `words` behind what its question has, with the cursor there."""
        at = next((number for number, row in enumerate(self.rows) if row.get("id") == row_id), None)
        if at is None:
            return
        if self.opened != at:
            await self.open(at)
        widget = self._box.widgets.get(question_id) if self._box is not None else None
        if widget is not None:
            asking(widget).add_words(words)
            self.screen.set_focus(asking(widget).first_field)

    def next_title(self) -> str:
        """What a row would be called that is added now."""
        return self.row_title(len(self.rows))

    def inner_questions(self) -> Sequence[Question]:
        """All that is asked in a row, comments and evidence too."""
        raise NotImplementedError

    def in_view(self, row: Row) -> Sequence[Question]:
        """What is asked in this row now."""
        return self.inner_questions()

    def nothing_there(self) -> str:
        """What the list says while it has no rows and none can be added."""
        return "Nothing to fill in."

    def row_state(self, row: Row) -> str:
        """What is said of a row beside its words: how much it still lacks."""
        if self.is_blank(row):
            return ""
        missing = sum(
            1
            for question in self.in_view(row)
            if is_required(question, self.scope(row), self.setting.facts)
            and is_unanswered(question, row.get(question.id))
        )
        if not missing:
            return ""
        return "1 answer still needed" if missing == 1 else f"{missing} answers still needed"

    def new_row(self) -> Row:
        """A row with nothing in it."""
        return {"id": self.setting.new_id()}

    # -- drawing -------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The list; a row comes below it when it is opened."""
        yield self.list

    def on_mount(self) -> None:
        """Show what is there."""
        self.show_rows()
        self.show_state()

    def on_resize(self) -> None:
        """Rows say as much as fits on a line."""
        self.call_after_refresh(self.show_rows)

    @property
    def frame(self) -> Widget:
        """The list has the border."""
        return self.list

    def echo(self) -> str:
        """What the keys do in the list."""
        keys = []
        if self.rows:
            keys.append("Enter: open")
        if self.is_free:
            keys += ["A: add"] if self.may_add else []
            keys += ["R: remove"] if self.rows else []
            keys += ["Z: bring it back"] if self._gone else []
        return "  ".join(keys)

    def is_blank(self, row: Row) -> bool:
        """Whether nothing is said in it."""
        return is_blank_row(self.question, row)

    def row_words(self, number: int) -> str:
        """One row on a line: its name, what it says, what it lacks."""
        row = self.rows[number]
        title = self.row_title(number)
        state = " · ".join(filter(None, (self.row_state(row), marks_of_row(self, row.get("id")))))
        width = self.list.size.width - 8 if self.list.size.width else SHORTEST_WORDS + len(title)
        room = max(12, width - len(title) - len(state) - 3)
        said = " · ".join(
            self._cell_words(question, row)
            for question in self.inner_questions()
            if "~" not in question.id and not is_unanswered(question, row.get(question.id))
        )
        said = said if len(said) <= room else said[: room - 1] + "…"
        parts = [part for part in (said, state) if part]
        return f"{title}: {' · '.join(parts)}" if parts else title

    def _cell_words(self, question: Question, row: Row) -> str:
        """What one cell says; what the program has put beside it in free rows says what it is."""
        words = in_words(question, row.get(question.id)).replace("\n", " / ")
        beside = question.by_program and self.is_free and question is not self.inner_questions()[0]
        return f"{question.label.lower()}: {words}" if beside else words

    def show_rows(self) -> None:
        """Draw the list anew, if it says something else now; the cursor stays where it was."""
        lines = [
            ("▸ " if number == self.opened else "  ") + self.row_words(number)
            for number in range(len(self.rows))
        ]
        may_add = self.is_free and self.may_add
        if may_add:
            lines.append(f"+ Add {self.next_title()}")
        elif not lines:
            lines.append(self.nothing_there())
        if lines == self._lines:
            return
        self._lines = lines
        at = self.list.highlighted
        self.list.clear_options()
        self.list.add_options(Option(line, disabled=not may_add and not self.rows) for line in lines)
        self.show_state()
        if self.opened is not None:
            self.list.highlighted = self.opened
        elif self.list.option_count:
            self.list.highlighted = min(at or 0, self.list.option_count - 1)

    @property
    def first_field(self) -> Widget:
        """The open row's first field, else the list."""
        return self._target or (self._box.first_field if self._box is not None else self.list)

    _target: Widget | None = None
    """Where a gap led to."""

    # -- opening and closing -------------------------------------------------------------------

    def scope(self, row: Row) -> MutableMapping[str, Json]:
        """What conditions inside the row go by: its own cells, then all around."""
        blank: dict[str, Json] = dict.fromkeys(question.id for question in self.inner_questions())
        around = cast("MutableMapping[str, Json]", self.setting.answers)
        return ChainMap(row, blank, around)

    async def choose(self, index: int | None) -> None:
        """Open that row; behind the last one stands the way to a new one."""
        if index is None:
            return
        if index < len(self.rows):
            await self.open(index)
        else:
            await self.add()

    async def add(self) -> None:
        """Add a row and open it."""
        if not (self.is_free and self.may_add):
            return
        await self._shut()
        self.rows.append(self.new_row())
        await self.open(len(self.rows) - 1)

    async def open(self, index: int) -> None:
        """Bring a row's questions below the list, the cursor in the first of them."""
        row_id = self.rows[index].get("id")
        await self._shut()
        index = next((n for n, row in enumerate(self.rows) if row.get("id") == row_id), None) or 0
        row = self.rows[index]
        setting = replace(self.setting, answers=self.scope(row))
        widgets = {
            question.id: self._make(question, setting, row.get(question.id))
            for question in self.inner_questions()
        }
        self.opened = index
        self._box = RowBox([*self.inner_questions()], widgets, self.row_title(index))
        self._follow_conditions()
        await self.mount(self._box)
        await self._box.show_ways(self._ways())
        self.show_rows()
        self.show_state()
        self.screen.set_focus(self._box.first_field)
        self.call_after_refresh(self._bring_into_sight)

    def _bring_into_sight(self) -> None:
        """Scroll once the row has its place: before that nobody knows where it stands."""
        if self._box is not None:
            self._box.scroll_visible(animate=False)
        if self.screen.focused is not None and self in self.screen.focused.ancestors:
            self.screen.focused.scroll_visible(animate=False)

    def _ways(self) -> list[StepButton]:
        assert self.opened is not None  # noqa: S101 - asked only of an open row
        ways = []
        if self.opened + 1 < len(self.rows):
            following = self.row_title(self.opened + 1)
            ways.append(StepButton(f"Next: {following[:30]}", self._next))
        elif self.is_free and len(self.rows) < self.most:
            ways.append(StepButton("Another one", self.add))
        ways.append(StepButton("Done here", self._done))
        return ways

    @property
    def most(self) -> int:
        """How many rows fit."""
        return 100

    async def _next(self) -> None:
        if self.opened is not None and self.opened + 1 < len(self.rows):
            await self.open(self.opened + 1)

    async def _done(self) -> None:
        """Close the row and go on to what comes after the list."""
        await self._shut()
        self.screen.set_focus(self.list)
        self.screen.focus_next()

    async def action_close(self) -> None:
        """Close the open row; when none is, Esc means what it means elsewhere."""
        if self.opened is None:
            raise SkipAction
        at = self.opened
        await self._shut()
        self.screen.set_focus(self.list)
        self.list.highlighted = min(at, self.list.option_count - 1)

    async def _shut(self) -> None:
        """Take the open row away; one with nothing in it was only begun, and goes."""
        self._target = None
        if self._box is None:
            return
        await self._settled(self._box)
        box, self._box, self.opened = self._box, None, None
        self._wrong_inside = {}
        await box.remove()
        if self.is_free:
            self.rows = [row for row in self.rows if not self.is_blank(row)]
        self.settle()
        self.keep()
        self.show_rows()
        self.show_state()

    async def _settled(self, box: RowBox) -> None:
        """Wait until all that was typed in the open row has arrived here: Enter may come right behind it."""
        for field in (box.last, self.screen.focused):
            if field is None or not field.is_attached or box not in field.ancestors:
                continue
            for _ in range(MESSAGES_TO_ITSELF):
                await keys_taken(field)
            for node in field.ancestors:
                if isinstance(node, Widget):
                    await keys_taken(node)
                if node is self:
                    break
        for rows in box.query(InnerRows):
            await keys_taken(rows)
        await keys_taken(self)

    async def go_inside(self, row: int, inside: tuple[str | int, ...]) -> None:
        """Open the row of that number in the answer, and go to the question that a gap names."""
        kept = self._kept()
        if not 0 <= row < len(kept):
            return
        await self.open(next(n for n, one in enumerate(self.rows) if one.get("id") == kept[row].get("id")))
        if inside and self._box is not None and str(inside[0]) in self._box.widgets:
            widget = self._box.widgets[str(inside[0])]
            if len(inside) > 1:
                await asking(widget).go_inside(int(inside[1]), inside[2:])
            self._target = asking(widget).first_field

    # -- answers -------------------------------------------------------------------------------

    def on_answered(self, event: Answered) -> None:
        """An answer inside the open row changes the row."""
        if self._box is None or self.opened is None or event.question_id not in self._box.widgets:
            return
        event.stop()
        row = self.rows[self.opened]
        question = asking(self._box.widgets[event.question_id]).question
        self._wrong_inside.pop(question.id, None)
        if event.wrong:
            self._wrong_inside[question.id] = f"{question.label}: {event.wrong}"
        # What cannot be kept for good stays as typed: the draft keeps it, and it is a gap until it is right.
        row[question.id] = event.value
        if event.value is None:
            row.pop(question.id)
        self._follow_conditions()
        self.keep()
        self.show_rows()

    def _follow_conditions(self) -> None:
        """Show what is asked in the open row now, and what the form says to it."""
        if self._box is None or self.opened is None:
            return
        row = self.rows[self.opened]
        scope, facts = self.scope(row), self.setting.facts
        asked = {question.id: question for question in self.in_view(row)}
        for key, widget in self._box.widgets.items():
            widget.display = key in asked
            if key in asked:
                asking(widget).look_around()
                asking(widget).stands(
                    needed=is_required(asked[key], scope, facts),
                    remark=remark_on(asked[key], scope, facts, actions=self._actions),
                )

    def _kept(self) -> list[Row]:
        """The rows that stand in the answer."""
        if self.is_free:
            return [row for row in self.rows if not self.is_blank(row)]
        return self.rows if any(not self.is_blank(row) for row in self.rows) else []

    def keep(self) -> None:
        """Tell the screen."""
        kept: list[Json] = [dict(row) for row in self._kept()]
        wrong = next(iter(self._wrong_inside.values()), "")
        self.took(kept or None, wrong or self.fault_of(kept))

    def look_around(self) -> None:
        """Answers around may have changed how many rows there are, or what is asked in them."""
        if self._box is None:
            self.settle()
        else:
            self._follow_conditions()
        if self.is_mounted:
            self.show_rows()

    # -- order ---------------------------------------------------------------------------------

    async def shift(self, index: int | None, by: int) -> None:
        """Change the order of free rows."""
        await self._shut()
        if not self.is_free or index is None or not 0 <= index < len(self.rows):
            return
        target = index + by
        if 0 <= target < len(self.rows):
            self.rows[index], self.rows[target] = self.rows[target], self.rows[index]
            self.keep()
            self.show_rows()
            self.list.highlighted = target

    async def take_away(self, index: int | None) -> None:
        """Remove a row; it can be brought back."""
        await self._shut()
        if not self.is_free or index is None or not 0 <= index < len(self.rows):
            return
        self._gone.append((index, self.rows.pop(index)))
        self.settle()
        self.keep()
        self.show_rows()
        self.show_state()

    async def bring_back(self) -> None:
        """Undo the last removal."""
        if not self._gone:
            return
        await self._shut()
        index, row = self._gone.pop()
        self.rows.insert(min(index, len(self.rows)), row)
        self.settle()
        self.keep()
        self.show_rows()
        self.show_state()
        self.list.highlighted = min(index, len(self.rows) - 1)

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click opens a row; by the app, since this waits for what is on its way here."""
        if event.option_list is self.list:
            event.stop()
            self.app.call_later(self.choose, event.option_index)
