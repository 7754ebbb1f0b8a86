"""The agenda: lines of both sides in one order, written below their list [SES-7] [SES-11]."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from supervise_tui.canonical import Json
from supervise_tui.domain.agenda import ItemOutcome
from supervise_tui.forms.definition import AgendaQuestion, Role
from supervise_tui.problems import BadInput
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.enter_field import EnterField
from supervise_tui.ui.widgets.marked_list import MarkedList
from supervise_tui.ui.widgets.pick import Pick
from supervise_tui.ui.widgets.questions.asking import Setting, widget_id
from supervise_tui.ui.widgets.questions.rows import EditableRows, Row, RowEditor
from supervise_tui.workflows.agendas import marked

OFFERED_TITLE = "Often talked about"
_OUTCOME_WORDS = {
    ItemOutcome.REACHED.value: "talked about",
    ItemOutcome.NOT_REACHED.value: "not reached",
}
_KEYS = (
    "T: talked about. P: put off, and why. N: not reached. A: all the rest was talked about. "
    "U, D: up, down. R: take off. Enter: change the words."
)


class AgendaRows(EditableRows):
    """The lines of an agenda; plain letters say what became of one [SES-7] [SES-8]."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "mark('reached')", "Talked about", show=False),
        Binding("p", "mark('deferred')", "Put off", show=False),
        Binding("n", "mark('not-reached')", "Not reached", show=False),
        Binding("a", "all_the_rest", "All the rest talked about", show=False),
    ]

    class Marked(Message):
        """This became of the highlighted line; the same once more takes the mark away."""

        def __init__(self, index: int, outcome: str) -> None:
            super().__init__()
            self.index = index
            self.outcome = ItemOutcome(outcome)

    class RestReached(Message):
        """Every line without a mark was talked about."""

    def action_mark(self, outcome: str) -> None:
        """Ask for the mark."""
        if self.highlighted is not None:
            self.post_message(self.Marked(self.highlighted, outcome))

    def action_all_the_rest(self) -> None:
        """Ask for the mark on all that have none."""
        self.post_message(self.RestReached())


class AgendaAnswer(RowEditor):
    """Type a line, say whose it is, Enter: the next one. In the list, letters say what became of a line.

    Where one side alone is asked (a preparation), all lines are theirs and nothing has become of them yet.
    """

    LIST: ClassVar[type[MarkedList]] = AgendaRows

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
        self._side = question.answered_by if question.answered_by is not Role.BOTH else None
        self._text = EnterField("Next line", self.next_line, id=widget_id(question.id, "line"))
        self._by = Pick(
            [(role.value, setting.name(role)) for role in (Role.WORKER, Role.SUPERVISOR, Role.BOTH)],
            value=Role.WORKER.value,
            on_enter=self._line_is_whole,
            id=widget_id(question.id, "whose"),
        )
        self._by.border_title = "Whose line"
        self._text.border_subtitle = "Enter: next line"
        self._proposed = question.proposed
        self._usual = MarkedList(id=widget_id(question.id, "usual"), classes="usual", markup=False)
        self._usual.border_title = OFFERED_TITLE
        self._usual.border_subtitle = "Enter: onto the agenda"
        self._by.display = self._side is None
        self._taken_off: list[Row] = []
        # Lines begun here are still being written, so a slip may be undone; these are not.
        guarded = [] if self._side else [row for row in self.rows if _is_workers(row)]
        self._workers = {str(row.get("id")): dict(row) for row in guarded}
        self._let_go: set[str] = set()
        self._new_row = self._fresh(self._side or Role.WORKER)
        self.show_rows()
        self.show_state()

    def _fresh(self, by: str) -> Row:
        row_id = self.setting.new_id()
        self._let_go.add(row_id)
        return {"id": row_id, "text": "", "by": str(by)}

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
        self.list.border_title = "Agenda" if self._side is None else "Your points"
        what = "U D: move  T P N: what became of it"
        self.list.border_subtitle = what if self._side is None else "Enter: change  U D: move  R: remove"
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

    @property
    def hint(self) -> str:
        """What the letters do, while the cursor is in a list."""
        if self._usual.has_focus:
            return "Enter puts the line onto the agenda. Then go to the agenda to give it its place."
        return _KEYS if self.list.has_focus and self._side is None else ""

    def open_row(self) -> Row:
        """A line without words, of whoever wrote the last one."""
        return dict(self._new_row)

    def has_words(self, row: Row) -> bool:
        """Whether the line says something."""
        return bool(str(row.get("text") or "").strip())

    def row_words(self, row: Row, number: int) -> str:
        """Number, words, whose, where it is from, what became of it."""
        by = str(row.get("by") or "")
        whose = self.setting.name(by) if by in set(Role) else "whose?"
        if self._side is not None or (row.get("standing") and by == Role.BOTH):
            whose = ""
        carried = "from last time" if row.get("carried_from") else ""
        parts = (f"{number:>2}  {row.get('text')} ", whose, carried, _became(row))
        return "· ".join(f"{part} " for part in parts if part).rstrip().replace("  · ", " · ")

    def fill_fields(self, row: Row) -> None:
        """Show the line."""
        by = str(row.get("by") or "")
        with self.prevent(Input.Changed):
            self._text.value = str(row.get("text") or "")
        self._text.border_title = f"Line {self.at + 1}" if self.at < len(self.rows) else "Next line"
        self._by.value = by

    def show_rows(self, *, every: bool = False) -> None:
        """The lines, and what could still be added."""
        super().show_rows(every=every)
        left = self._still_offered()
        ids = [option_id for option_id, _ in left]
        if [option.id or "" for option in self._usual.options] != ids:
            self._usual.clear_options()
            # A heading has no id and cannot be chosen.
            self._usual.add_options(
                Option(words, id=option_id or None, disabled=not option_id) for option_id, words in left
            )
        self._usual.display = any(ids)

    def _still_offered(self) -> list[tuple[str, str]]:
        """Give what could still be put on, as (key, words); a heading has no key."""
        there = {str(row.get("standing") or "") for row in self.rows}
        words = {str(row.get("text") or "").strip() for row in self.rows}
        found = [(line, line) for line in self._proposed if line not in words]
        for one in self.setting.standing:
            left = [(item.id, item.label) for item in one.items if item.id not in there]
            if left:
                found += [("", one.title), *left]
        there |= {item.id for one in self.setting.standing for item in one.items}
        back = [row for row in self._taken_off if row.get("standing") not in there]
        if back:
            found += [("", "Taken off"), *((str(row["standing"]), str(row["text"])) for row in back)]
        return found

    def _offered_row(self, key: str) -> Row:
        """Give the agenda line for what was chosen from the list beside it."""
        fresh = self._fresh(self._side or Role.BOTH)
        items = {item.id: item for one in self.setting.standing for item in one.items}
        if key in items:
            item = items[key]
            row: Row = {**fresh, "text": item.label, "standing": item.id}
            return {**row, "function": item.function.value} if item.function else row
        taken = next((row for row in self._taken_off if row.get("standing") == key), None)
        return {**taken, "id": fresh["id"]} if taken is not None else {**fresh, "text": key}

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """From the usual lines one goes onto the agenda; one of the agenda is edited."""
        if event.option_list is not self._usual:
            return  # the editor of rows takes it, next in line for this message
        event.stop()
        event.prevent_default()
        self.drop_empty()
        self.rows.append(self._offered_row(str(event.option_id)))
        self.at = len(self.rows)
        self.fill_fields(self.row)
        self.redraw()
        self.keep()
        self._usual.highlighted = _choosable(self._usual, event.option_index)

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
        self._new_row = self._fresh(self._side or str(self._by.value or Role.WORKER.value))
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
        if row.get("by") != Role.WORKER.value or self._side is not None:
            if row.get("standing"):
                self._taken_off.append(row)
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
        self._mark([str(row.get("id"))], ItemOutcome.DEFERRED, why.strip())

    # -- what became of it -----------------------------------------------------------------------

    def on_agenda_rows_marked(self, event: AgendaRows.Marked) -> None:
        """Mark a line; what the worker brought is put off with a reason only [SES-7]."""
        event.stop()
        if self._side is not None or event.index >= len(self.rows):
            return
        row = self.rows[event.index]
        row_id, outcome = str(row.get("id")), event.outcome
        if row.get("outcome") == outcome:
            self._mark([row_id], None)
        elif outcome is ItemOutcome.DEFERRED or (outcome is ItemOutcome.NOT_REACHED and _is_workers(row)):
            self._ask_why_put_off(row)
        else:
            self._mark([row_id], outcome)

    def on_agenda_rows_rest_reached(self, event: AgendaRows.RestReached) -> None:
        """All that has no mark yet was talked about."""
        event.stop()
        if self._side is None:
            self._mark(None, ItemOutcome.REACHED)

    def _ask_why_put_off(self, row: Row) -> None:
        def answered(why: str | None) -> None:
            if why is not None:
                self.put_off(row, why)

        self.app.push_screen(
            Ask.line(
                "Put it off",
                f"“{row.get('text')}” comes up again by itself in your next talk. Say why it waits.",
                label="Why it waits",
                value=str(row.get("why") or ""),
                yes="Put it off",
                check=_check_reason,
            ),
            answered,
        )

    def _mark(self, only: list[str] | None, outcome: ItemOutcome | None, why: str = "") -> None:
        """Keep the mark, and go to the next line."""
        at = self.list.highlighted or 0
        self.drop_empty()
        rows = marked([dict(row) for row in self.rows], outcome, only, why)
        self.rows = [dict(row) for row in rows if isinstance(row, dict)]
        self.at = min(self.at, len(self.rows))
        self.fill_fields(self.row)
        self.redraw()
        self.list.highlighted = min(at + (outcome is not None), len(self.rows) - 1)
        self.keep()


def _is_workers(row: Row) -> bool:
    return row.get("by") == Role.WORKER.value and bool(str(row.get("text") or "").strip())


def _became(row: Row) -> str:
    """What became of a line; nothing while nobody has said so."""
    outcome = str(row.get("outcome") or "")
    if outcome == ItemOutcome.DEFERRED:
        return f"put off: {row.get('why') or 'why?'}"
    return _OUTCOME_WORDS.get(outcome, "")


def _choosable(listed: OptionList, index: int) -> int | None:
    """Give the place of the next line that can be chosen, from `index` on, else the last one before."""
    open_ones = [place for place, option in enumerate(listed.options) if not option.disabled]
    return next((place for place in open_ones if place >= index), open_ones[-1] if open_ones else None)


def _check_reason(why: str) -> None:
    if not why.strip():
        raise BadInput("Nothing is written yet.", "Please say why it waits.")
