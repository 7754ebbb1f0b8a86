"""Rows that are edited below their list, live: what agenda and actions have in common."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from supervise_tui.canonical import Json
from supervise_tui.forms.definition import Question
from supervise_tui.ui.widgets.marked_list import MarkedList
from supervise_tui.ui.widgets.questions.asking import Asking, Setting, widget_id
from supervise_tui.ui.widgets.questions.shown_marks import marks_of_row

Row = dict[str, Json]


class EditableRows(MarkedList):
    """The rows; letters are free here, since nobody types in a list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u,shift+up", "shift(-1)", "Up", show=False),
        Binding("d,shift+down", "shift(1)", "Down", show=False),
        Binding("delete,backspace,r", "take_away", "Remove", show=False),
    ]

    class Shifted(Message):
        """Move the highlighted row up (-1) or down (1)."""

        def __init__(self, index: int, by: int) -> None:
            super().__init__()
            self.index = index
            self.by = by

    class TakenAway(Message):
        """Remove the highlighted row."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def action_shift(self, by: int) -> None:
        """Ask for the move."""
        if self.highlighted is not None:
            self.post_message(self.Shifted(self.highlighted, by))

    def action_take_away(self) -> None:
        """Ask for the removal."""
        if self.highlighted is not None:
            self.post_message(self.TakenAway(self.highlighted))


class RowEditor(Asking, Vertical):
    """A list of rows, and below it the fields of one of them.

    The fields edit the row itself, key by key, so that a half-typed row is saved like any other
    answer. The last row is an open one, ready for typing; it counts once something is in it.
    """

    LIST: ClassVar[type[MarkedList]] = EditableRows
    MARK: ClassVar[str] = "id"
    """The part of a row that says which one it is."""

    def __init__(self, question: Question, setting: Setting, value: Json) -> None:
        super().__init__(id=widget_id(question.id))
        self.asks(question, setting, value)
        given = value if isinstance(value, list) else []
        self.rows: list[Row] = [dict(row) for row in given if isinstance(row, dict)]
        self._good: dict[str, Row] = {str(row.get(self.MARK)): row for row in self.rows}
        self.at = len(self.rows)
        """The row in the fields; len(rows) is the open one."""
        self._drawn_marks: list[str] = []
        self.list = self.LIST(id=widget_id(question.id, "rows"), markup=False)

    def row_words(self, row: Row, number: int) -> str:
        """How a row reads in the list."""
        raise NotImplementedError

    def _line(self, at: int) -> str:
        """How a row reads in the list, and what it was marked as evidence for."""
        row = self.rows[at]
        return " · ".join(filter(None, (self.row_words(row, at + 1), marks_of_row(self, row.get(self.MARK)))))

    @property
    def row_in_hand(self) -> str:
        """The row under the cursor of the list, else the one in the fields."""
        at = self.list.highlighted if self.list.has_focus else self.at
        return str(self.rows[at].get(self.MARK) or "") if at is not None and at < len(self.rows) else ""

    def look_around(self) -> None:
        """A mark was set on a row, or taken off."""
        drawn = [marks_of_row(self, row.get(self.MARK)) for row in self.rows]
        if drawn != self._drawn_marks:
            self._drawn_marks = drawn
            self.show_rows(every=True)

    def open_row(self) -> Row:
        """A row with nothing in it."""
        raise NotImplementedError

    def has_words(self, row: Row) -> bool:
        """Whether somebody has written something into `row`."""
        raise NotImplementedError

    def fill_fields(self, row: Row) -> None:
        """Show `row` in the fields."""
        raise NotImplementedError

    @property
    def row(self) -> Row:
        """The row in the fields."""
        return self.rows[self.at] if self.at < len(self.rows) else self.open_row()

    def change(self, **parts: Json) -> None:
        """Change parts of the row in the fields: a first word makes the open row a real one."""
        row = {**self.row, **parts}
        if row == self.row:
            return
        if self.at < len(self.rows):
            self.rows[self.at] = row
        elif self.has_words(row):
            self.rows.append(row)
        else:
            return
        self.show_rows()
        self.keep()

    def keep(self) -> None:
        """Tell the screen; rows that hold nothing any more are left out of the answer.

        A row that cannot be kept (far too long) goes in as it last could be: one slip must not
        keep the other rows from being saved.
        """
        wrong = ""
        kept: list[Json] = []
        for row in self.rows:
            if not self.has_words(row) and not self.must_stay(row):
                continue
            fault = self.row_fault(row)
            wrong = wrong or fault
            good = self._good.get(str(row[self.MARK])) if fault else dict(row)
            if good is not None:
                self._good[str(row[self.MARK])] = good
                kept.append(dict(good))
        self.took(kept or None, wrong or self.field_fault())

    def must_stay(self, row: Row) -> bool:
        """Whether a row stays in the answer although its words were deleted."""
        return False

    def row_fault(self, row: Row) -> str:
        """Say what keeps a row from being kept as it stands, or nothing."""
        return self.fault_of([row])

    def field_fault(self) -> str:
        """What is wrong in a field that never reached its row, such as a date nobody can read."""
        return ""

    def show_rows(self, *, every: bool = False) -> None:
        """Draw the list anew, the row in the fields highlighted; `every` row when others changed too."""
        # Rows are changed in their places where they can be: the list stays where it was scrolled to,
        # and a line that was just written stays in sight.
        if len(self.rows) == self.list.option_count and self.rows:
            whole = every or self.at >= len(self.rows)
            for at in range(len(self.rows)) if whole else [self.at]:
                self.list.replace_option_prompt_at_index(at, self._line(at))
        else:
            self.list.clear_options()
            self.list.add_options(Option(self._line(at)) for at in range(len(self.rows)))
        self.list.highlighted = self.at if self.at < len(self.rows) else None
        self.list.display = bool(self.rows)

    def redraw(self) -> None:
        """Draw every row again, as after a move."""
        self.show_rows(every=True)

    def edit(self, index: int) -> None:
        """Bring a row into the fields."""
        self.drop_empty()
        self.at = min(index, len(self.rows))
        self.fill_fields(self.row)
        self.redraw()

    def go_to_row(self, row: int) -> None:
        """Bring the row of that number into the fields."""
        self.edit(row)

    def drop_empty(self) -> None:
        """Forget rows from which everything was deleted."""
        self.rows = [row for row in self.rows if self.has_words(row)]

    def on_editable_rows_shifted(self, event: EditableRows.Shifted) -> None:
        """Change the order."""
        event.stop()
        target = event.index + event.by
        if 0 <= target < len(self.rows):
            self.rows[event.index], self.rows[target] = self.rows[target], self.rows[event.index]
            self.at = target
            self.fill_fields(self.row)
            self.redraw()
            self.keep()

    def on_editable_rows_taken_away(self, event: EditableRows.TakenAway) -> None:
        """Remove a row."""
        event.stop()
        self.take_away(event.index)

    def take_away(self, index: int) -> None:
        """Take a row out and go on with the open one."""
        if index < len(self.rows):
            del self.rows[index]
            self.at = len(self.rows)
            self.fill_fields(self.row)
            self.redraw()
            self.keep()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Edit the chosen row."""
        event.stop()
        self.edit(event.option_index)
        self.screen.set_focus(self.entry)

    @property
    def entry(self) -> Widget:
        """The first of the fields."""
        raise NotImplementedError

    @property
    def first_field(self) -> Widget:
        """The first of the fields: typing starts at once."""
        return self.entry
