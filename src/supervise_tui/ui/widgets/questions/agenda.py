"""The agenda: lines of both sides in one order, written below their list [SES-7] [SES-11]."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from supervise_tui.canonical import Json
from supervise_tui.forms.definition import AgendaQuestion, Role
from supervise_tui.problems import BadInput
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.enter_field import EnterField
from supervise_tui.ui.widgets.marked_list import MarkedList
from supervise_tui.ui.widgets.pick import Pick
from supervise_tui.ui.widgets.questions.asking import Setting
from supervise_tui.ui.widgets.questions.rows import EditableRows, Row, RowEditor

DEFERRED = "deferred"


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
        # Lines begun here are still being written, so a slip may be undone; these are not.
        self._workers = {str(row.get("id")): dict(row) for row in self.rows if _is_workers(row)}
        self._let_go: set[str] = set()
        self._new_row = self._fresh(Role.WORKER)
        self.show_rows()
        self.show_state()

    def _fresh(self, by: str) -> Row:
        row_id = self.setting.new_id()
        self._let_go.add(row_id)
        return {"id": row_id, "text": "", "by": by}

    @property
    def let_go(self) -> frozenset[str]:
        """Lines that the worker takes off, and those begun here."""
        return frozenset(self._let_go)

    def must_stay(self, row: Row) -> bool:
        """The worker's own line does, until they take it off [SES-7]."""
        return str(row.get("id")) in self._workers

    def row_fault(self, row: Row) -> str:
        """Say that the worker's line cannot go by deleting its words, nor become somebody else's."""
        if self.must_stay(row) and not self._is_kept(row):
            name = self.setting.name(Role.WORKER)
            return f"This line is {name}'s own. R in the list takes it off, if {name} wants that."
        return super().row_fault(row)

    def drop_empty(self) -> None:
        """Forget emptied lines; the worker's own come back as they were."""
        back = [self._put_back(row) for row in self.rows]
        changed, self.rows = back != self.rows, back
        super().drop_empty()
        if changed:
            self.keep()

    def _put_back(self, row: Row) -> Row:
        if not self.must_stay(row) or self._is_kept(row):
            return row
        before = self._workers[str(row.get("id"))]
        return {**row, "text": before["text"], "by": before["by"]}

    def _is_kept(self, row: Row) -> bool:
        return self.has_words(row) and _is_workers(row)

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
        why = str(row.get("why") or "")
        put_off = f" · put off: {why or 'why?'}" if row.get("outcome") == DEFERRED else ""
        return f"{number:>2}  {row.get('text')}  · {whose}{put_off}"

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
        if not self._text.value.strip() and self.must_stay(self.row):
            self.edit(self.at)
            return
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
                self._let_go.add(str(row.get("id")))
                self._workers.pop(str(row.get("id")), None)
                self.take_away(event.index)
            else:
                self._offer_to_put_off(row)

        self.app.push_screen(question, answered)

    def _offer_to_put_off(self, row: Row) -> None:
        """A line that stays may wait for the next talk, with a reason [SES-7]."""
        name = self.setting.name(Role.WORKER)

        def answered(why: str | None) -> None:
            if why is not None:
                self.put_off(row, why)

        self.app.push_screen(
            Ask.line(
                f"{name}'s line stays",
                "If there is no time for it today, you can put it off: it comes up again by itself in your "
                "next talk. Say why. Or go back, and it stays as it is.",
                label="Why it waits",
                yes="Put it off",
                check=_check_reason,
            ),
            answered,
        )

    def put_off(self, row: Row, why: str) -> None:
        """Defer a line with its reason; it stays on the agenda and says so."""
        self.rows = [
            {**one, "outcome": DEFERRED, "why": why.strip()} if one.get("id") == row.get("id") else one
            for one in self.rows
        ]
        self.fill_fields(self.row)
        self.redraw()
        self.keep()


def _is_workers(row: Row) -> bool:
    return row.get("by") == Role.WORKER.value and bool(str(row.get("text") or "").strip())


def _check_reason(why: str) -> None:
    if not why.strip():
        raise BadInput("Nothing is written yet.", "Please say why it waits.")
