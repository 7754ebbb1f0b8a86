"""The agenda: lines of both sides in one order, written below their list [SES-7] [SES-11]."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from supervise_tui.canonical import Json
from supervise_tui.forms.definition import AgendaQuestion, Role
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.enter_field import EnterField
from supervise_tui.ui.widgets.marked_list import MarkedList
from supervise_tui.ui.widgets.pick import Pick
from supervise_tui.ui.widgets.questions.asking import Setting
from supervise_tui.ui.widgets.questions.rows import EditableRows, Row, RowEditor


class AgendaAnswer(RowEditor):
    """Type a line, say whose it is, Enter: the next one."""

    DEFAULT_CSS = """
    AgendaAnswer {
        height: auto;
        width: 1fr;
    }
    AgendaAnswer EditableRows {
        height: auto;
        max-height: 10;
        width: 1fr;
    }
    AgendaAnswer .usual {
        height: auto;
        max-height: 8;
        width: 40%;
    }
    AgendaAnswer Horizontal {
        height: auto;
    }
    AgendaAnswer EnterField {
        width: 1fr;
    }
    AgendaAnswer Pick {
        width: auto;
    }
    """

    def __init__(self, question: AgendaQuestion, setting: Setting, value: Json) -> None:
        super().__init__(question, setting, value)
        self._text = EnterField("Next line", self.next_line, id=f"line-{question.id}")
        self._by = Pick(
            [(role.value, setting.name(role)) for role in (Role.WORKER, Role.SUPERVISOR, Role.BOTH)],
            value=Role.WORKER.value,
            on_enter=self._line_is_whole,
            id=f"whose-{question.id}",
        )
        self._by.border_title = "Whose line"
        self._text.border_subtitle = "Enter: next line"
        self._proposed = question.proposed
        self._usual = MarkedList(id=f"usual-{question.id}", classes="usual", markup=False)
        self._usual.border_title = "Often talked about"
        self._usual.border_subtitle = "Enter: onto the agenda"
        self._new_row = self._fresh(Role.WORKER)
        self.show_rows()
        self.show_state()

    def _fresh(self, by: str) -> Row:
        return {"id": self.setting.new_id(), "text": "", "by": by}

    def compose(self) -> ComposeResult:
        """The lines so far beside what is often talked about, and the line being written."""
        self.list.border_title = "Agenda"
        self.list.border_subtitle = "Enter: change  U D: move  R: remove"
        with Horizontal():
            yield self.list
            yield self._usual
        with Horizontal():
            yield self._text
            yield self._by

    @property
    def entry(self) -> Widget:
        """Where a line is typed."""
        return self._text

    def open_row(self) -> Row:
        """A line without words, of whoever wrote the last one."""
        return dict(self._new_row)

    def has_words(self, row: Row) -> bool:
        """Whether the line says something."""
        return bool(str(row.get("text") or "").strip())

    def row_words(self, row: Row, number: int) -> str:
        """Number, words, whose."""
        by = str(row.get("by") or "")
        whose = self.setting.name(by) if by in set(Role) else "whose?"
        return f"{number:>2}  {row.get('text')}  · {whose}"

    def fill_fields(self, row: Row) -> None:
        """Show the line."""
        by = str(row.get("by") or "")
        with self.prevent(Input.Changed):
            self._text.value = str(row.get("text") or "")
        self._text.border_title = f"Line {self.at + 1}" if self.at < len(self.rows) else "Next line"
        self._by.value = by

    def show_rows(self) -> None:
        """The lines, and what could still be added."""
        super().show_rows()
        there = {str(row.get("text") or "").strip() for row in self.rows}
        left = [line for line in self._proposed if line not in there]
        if [option.id for option in self._usual.options] != left:
            self._usual.clear_options()
            self._usual.add_options(Option(line, id=line) for line in left)
        self._usual.display = bool(left)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """From the usual lines one goes onto the agenda; one of the agenda is edited."""
        if event.option_list is not self._usual:
            super().on_option_list_option_selected(event)
            return
        event.stop()
        self.drop_empty()
        self.rows.append({**self._fresh(Role.BOTH), "text": str(event.option_id)})
        self.at = len(self.rows)
        self.fill_fields(self.row)
        self.redraw()
        self.keep()
        self._usual.highlighted = min(event.option_index, self._usual.option_count - 1)

    def _line_is_whole(self) -> None:
        """Whose it is stands now: on to the next line."""
        if self.at < len(self.rows):
            self.next_line()
        self.screen.set_focus(self._text)

    def next_line(self) -> None:
        """Keep the line (it is kept already) and open a new one; on an empty one, go on."""
        self.change(text=self._text.value)
        if not self._text.value.strip():
            self.screen.focus_next()
            return
        self._new_row = self._fresh(str(self._by.value or Role.WORKER.value))
        self.drop_empty()
        self.at = len(self.rows)
        self.fill_fields(self.row)
        self.redraw()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Each key changes the line itself."""
        event.stop()
        self.change(text=self._text.value)

    def on_pick_picked(self, event: Pick.Picked) -> None:
        """Whose line it is."""
        event.stop()
        by = self._by.value or Role.BOTH.value
        if self.at >= len(self.rows):
            self._new_row["by"] = by
        self.change(by=by)

    def on_editable_rows_taken_away(self, event: EditableRows.TakenAway) -> None:
        """A line goes; the worker's own only when the worker takes it away [SES-7]."""
        event.stop()
        event.prevent_default()
        row = self.rows[event.index] if event.index < len(self.rows) else {}
        if row.get("by") != Role.WORKER.value:
            self.take_away(event.index)
            return
        name = self.setting.name(Role.WORKER)
        question = Ask.confirm(
            f"This line is {name}'s",
            f"Only {name} takes their own lines off the agenda. Does {name} want it gone?",
            yes=f"Yes, {name} takes it off",
            no="No, keep it",
        )

        def answered(yes: str | None) -> None:
            if yes:
                self.take_away(event.index)

        self.app.push_screen(question, answered)
