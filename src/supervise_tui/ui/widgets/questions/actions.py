"""Action points: what, who, by when, and how we will know [SES-9]."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input

from supervise_tui.canonical import Json
from supervise_tui.domain.people import Nation
from supervise_tui.domain.said_dates import parse_said_date
from supervise_tui.domain.smart import Elsewhere, smart_hint
from supervise_tui.domain.working_days import is_working_day, next_working_day
from supervise_tui.forms.day_words import day_and_month, long_date, weekday
from supervise_tui.forms.definition import ActionsQuestion, Role
from supervise_tui.problems import BadInput
from supervise_tui.ui.widgets.enter_field import EnterField, keys_taken
from supervise_tui.ui.widgets.pick import Pick
from supervise_tui.ui.widgets.questions.asking import Setting, widget_id
from supervise_tui.ui.widgets.questions.lines import typed_date
from supervise_tui.ui.widgets.questions.rows import Row, RowEditor

USUAL_DAYS = 14
"""The day that is suggested for an action: in two weeks, on a working day."""
OTHER = "other"
_SIDES = (Role.WORKER, Role.SUPERVISOR)


def action_row(row_id: str, what: str) -> Row:
    """Give an action of which only that much is known."""
    return {"id": row_id, "what": what, "owner": "", "owner_name": "", "by": "", "how_known": ""}


class ByWhenField(EnterField):
    """A day in the future, typed as said; Down takes the working day that is suggested."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("down", "take_suggestion", show=False, priority=True)]

    def __init__(self, setting: Setting, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__("By when", self._go_on, id=id)
        self.setting = setting
        self.fault = ""
        self.read_day()

    def _go_on(self) -> None:
        self.screen.focus_next()

    @property
    def suggested(self) -> date | None:
        """A working day to take instead: for an empty field, or for a day nobody works."""
        day = self.day
        nation = Nation(self.setting.nation)
        if day is None:
            if self.value.strip():
                return None
            return next_working_day(self.setting.today + timedelta(days=USUAL_DAYS), nation)
        return None if is_working_day(day, nation) else next_working_day(day, nation)

    def read_day(self) -> None:
        """Read the text anew and echo what was understood."""
        self.day: date | None = None
        self.fault = ""
        if self.value.strip():
            try:
                self.day = parse_said_date(self.value, self.setting.today, self.setting.nation)
            except BadInput as problem:
                self.fault = str(problem)
        suggested = self.suggested
        offer = f" · ↓ {weekday(suggested)[:3]} {suggested.day}" if suggested else ""
        if self.fault:
            self.say(self.fault, wrong=True)
        elif self.day is None:
            self.say(f"fri, in 2 weeks, 24/11{offer}")
        else:
            self.say(f"{long_date(self.day)}{offer}")

    @property
    def hint(self) -> str:
        """What the suggestion is, in a whole sentence."""
        suggested = self.suggested
        if suggested is None:
            return ""
        why = "Nobody works on that day. " if self.day else "Type a day as you would say it. "
        return f"{why}The down arrow takes {long_date(suggested)}."

    async def action_take_suggestion(self) -> None:
        """Write the suggested day into the field."""
        await keys_taken(self)
        self.read_day()
        suggested = self.suggested
        if suggested is not None:
            self.value = typed_date(suggested.isoformat())
            self.cursor_position = len(self.value)


class ActionsAnswer(RowEditor):
    """The list of actions, and below it the four parts of one of them."""

    DEFAULT_CSS = """
    ActionsAnswer {
        height: auto;
        width: 1fr;
    }
    ActionsAnswer EditableRows {
        height: auto;
        max-height: 8;
    }
    ActionsAnswer Horizontal {
        height: auto;
    }
    ActionsAnswer Horizontal > * {
        width: 1fr;
    }
    ActionsAnswer Horizontal > ByWhenField {
        width: 52;
    }
    ActionsAnswer .other-name {
        width: 26;
    }
    """

    def __init__(self, question: ActionsQuestion, setting: Setting, value: Json) -> None:
        super().__init__(question, setting, value)
        go_on = self._go_on
        self._what = EnterField("What will be done", go_on, id=widget_id(question.id, "what"))
        self._owner = Pick(
            [
                *((side.value, setting.name(side)) for side in _SIDES if side in setting.names),
                (OTHER, "someone else"),
            ],
            id=widget_id(question.id, "owner"),
        )
        self._owner.border_title = "Who does it"
        self._owner_name = EnterField("Their name", go_on, id=widget_id(question.id, "owner-name"))
        self._owner_name.add_class("other-name")
        self._by = ByWhenField(setting, id=widget_id(question.id, "by"))
        self._known = value
        self._how = EnterField("How we will know", self.next_action, id=widget_id(question.id, "how"))
        self._how.border_subtitle = "Enter: next one"
        self._new_row = self._fresh()
        self.show_rows()
        self.show_state()
        self._show_other()

    def _fresh(self) -> Row:
        return action_row(self.setting.new_id(), "")

    def show_anew(self, rows: list[Json]) -> None:
        """Show these actions: some were added elsewhere."""
        self.rows = [dict(row) for row in rows if isinstance(row, dict)]
        self.at = len(self.rows)
        self.fill_fields(self.row)
        self.redraw()
        self.keep()

    def compose(self) -> ComposeResult:
        """The actions so far, and the parts of the one in hand."""
        self.list.border_title = "Agreed so far"
        self.list.border_subtitle = "Enter: change  U D: move  R: remove"
        yield self.list
        yield self._what
        with Horizontal():
            yield self._owner
            yield self._owner_name
        with Horizontal():
            yield self._by
            yield self._how

    @property
    def entry(self) -> Widget:
        """What will be done."""
        return self._what

    @property
    def first_field(self) -> Widget:
        """The part that is still missing; in a new or whole action its first one."""
        row = self.row
        if self.has_words(row) and row.get("what"):
            if not row.get("owner"):
                return self._owner
            if row.get("owner") == OTHER and not row.get("owner_name"):
                return self._owner_name
            if not row.get("by"):
                return self._by
        return self._what

    def open_row(self) -> Row:
        """An action with nothing in it."""
        return dict(self._new_row)

    def has_words(self, row: Row) -> bool:
        """Whether any part of it is filled in; who does it alone says nothing."""
        return any(str(row.get(part) or "").strip() for part in ("what", "owner_name", "by", "how_known"))

    def row_words(self, row: Row, number: int) -> str:
        """One action on a line, with what is missing said."""
        owner = str(row.get("owner") or "")
        who = str(row.get("owner_name") or "who?") if owner == OTHER else ""
        if owner in (Role.WORKER, Role.SUPERVISOR):
            who = self.setting.name(owner)
        by = str(row.get("by") or "")
        when = f"by {day_and_month(date.fromisoformat(by))}" if by else "by when?"
        return f"{number:>2}  {row.get('what') or 'what?'}  · {who or 'who?'} · {when}"

    def fill_fields(self, row: Row) -> None:
        """Show the action."""
        with self.prevent(Input.Changed):
            self._what.value = str(row.get("what") or "")
            self._owner_name.value = str(row.get("owner_name") or "")
            self._by.value = typed_date(row.get("by"))
            self._how.value = str(row.get("how_known") or "")
        self._by.read_day()
        self._owner.value = str(row.get("owner") or "")
        number = self.at + 1
        self._what.border_title = (
            f"Action {number}: what will be done" if self.at < len(self.rows) else "What will be done"
        )
        self._show_other()
        self._show_hint()

    def _show_hint(self) -> None:
        """One hint on the wording of the action; its day and its owner have fields of their own [DEV-3]."""
        known = Elsewhere(measure=bool(self._how.value.strip()), owner=True, day=True)
        self._what.say(smart_hint(self._what.value, known))

    def _show_other(self) -> None:
        self._owner_name.display = self._owner.value == OTHER

    @property
    def hint(self) -> str:
        """The suggested day, while the cursor is in that field."""
        return self._by.hint if self._by.has_focus else ""

    def field_fault(self) -> str:
        """A date that nobody can read."""
        return self._by.fault

    def _go_on(self) -> None:
        self.screen.focus_next()

    def next_action(self) -> None:
        """Keep this action (it is kept already) and open a new one; on an empty one, go on."""
        self._take_fields()
        if not self.has_words(self.row):
            self._go_on()
            return
        if self._by.fault:
            self.screen.set_focus(self._by)
            return
        self._new_row = self._fresh()
        self.drop_empty()
        self.at = len(self.rows)
        self.fill_fields(self.row)
        self.redraw()
        self.screen.set_focus(self._what)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Each key changes the action itself."""
        event.stop()
        self._take_fields()
        self.keep()

    def _take_fields(self) -> None:
        """Bring what stands in the fields into the row.

        What stands there now, not what an event says: a late event must not write into the row after.
        """
        self._by.read_day()
        self._show_hint()
        self.change(
            what=self._what.value,
            owner_name=self._owner_name.value if self._owner.value == OTHER else "",
            by=self._by.day.isoformat() if self._by.day else "",
            how_known=self._how.value,
        )

    def on_pick_picked(self, event: Pick.Picked) -> None:
        """Who does it."""
        event.stop()
        self._show_other()
        if self.at >= len(self.rows):
            self._new_row["owner"] = self._owner.value
        self.change(owner=self._owner.value)
        self._take_fields()
