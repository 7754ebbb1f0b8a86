"""Open actions looked at again, one by one: what became of each, and what shows it [SES-6]."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Input, Static

from supervise_tui.canonical import Json
from supervise_tui.domain.said_dates import say_gap
from supervise_tui.forms.day_words import day_and_month, day_of
from supervise_tui.forms.definition import ActionReviewQuestion, Role
from supervise_tui.ui.widgets.enter_field import EnterField
from supervise_tui.ui.widgets.marked_list import MarkedList
from supervise_tui.ui.widgets.pick import Pick
from supervise_tui.ui.widgets.questions.actions import ByWhenField
from supervise_tui.ui.widgets.questions.asking import Setting, widget_id
from supervise_tui.ui.widgets.questions.lines import typed_date
from supervise_tui.ui.widgets.questions.rows import Row, RowEditor

OUTCOMES = (
    ("done", "Done"),
    ("in-hand", "In hand"),
    ("not-done", "Not done"),
    ("dropped", "Dropped"),
    ("carried", "Carried over"),
)
SAYS_WHY = ("not-done", "dropped")
"""Outcomes that cannot stand without a reason."""
DONE, CARRIED = "done", "carried"


def _out_of(title: str) -> str:
    """Say of a row which kind of record it was set out in: a plan, an appraisal, a commitment."""
    if not title:
        return ""
    return "from the plan" if "plan" in title.casefold() else f"from “{title}”"


class ActionReviewAnswer(RowEditor):
    """The open actions, and below them what became of the chosen one; none is added or taken away."""

    LIST: ClassVar[type[MarkedList]] = MarkedList
    MARK: ClassVar[str] = "action"
    DEFAULT_CSS = """
    ActionReviewAnswer {
        height: auto;
        width: 1fr;
    }
    ActionReviewAnswer MarkedList {
        height: auto;
        max-height: 10;
    }
    ActionReviewAnswer Pick {
        height: auto;
    }
    """

    def __init__(self, question: ActionReviewQuestion, setting: Setting, value: Json) -> None:
        super().__init__(question, setting, value)
        self.at = 0
        self._open = False
        """Whether the fields are there; Enter on an action brings them."""
        self._outcome = Pick(OUTCOMES, on_enter=self._go_on, id=widget_id(question.id, "outcome"))
        self._why = EnterField("Why", self._go_on, id=widget_id(question.id, "why"))
        self._new_date = ByWhenField(setting, id=widget_id(question.id, "new-date"))
        self._new_date.border_title = "New date (needed)"
        self._evidence = EnterField("What shows it", self.next_action, id=widget_id(question.id, "evidence"))
        self._evidence.border_subtitle = "Enter: next one"
        self._none = Static("No action is open from before.", markup=False)
        self._none.display = not self.rows
        self.show_rows()
        self.show_state()
        self._show_parts()

    def compose(self) -> ComposeResult:
        """The open actions, and the parts that are filled in for the one in hand."""
        self.list.border_title = "Still open"
        self.list.border_subtitle = "Enter: say what became of it"
        yield self._none
        yield self.list
        yield from self._parts()

    def _parts(self) -> Iterator[Widget]:
        yield from (self._outcome, self._why, self._new_date, self._evidence)

    @property
    def entry(self) -> Widget:
        """What became of it."""
        return self._outcome

    @property
    def first_field(self) -> Widget:
        """The list; of an opened action the part that is still missing. With nothing to ask: this itself."""
        if not self.rows:
            return self
        row = self.row
        if self._open and not row.get("outcome"):
            return self._outcome
        if self._open and row.get("outcome") in SAYS_WHY and not row.get("why"):
            return self._why
        if self._open and row.get("outcome") == CARRIED and not row.get("new_date"):
            return self._new_date
        if self._open and row.get("outcome") == DONE and row.get("plan") and not row.get("evidence"):
            return self._evidence
        return self.list

    def open_row(self) -> Row:
        """There is none: rows come from the live actions."""
        return {}

    def has_words(self, row: Row) -> bool:
        """Every action stays, also while nothing is said of it."""
        return bool(row.get("action"))

    def row_words(self, row: Row, number: int) -> str:
        """What, who, by when, late or not, and what became of it."""
        plan = _out_of(str(row.get("plan") or ""))
        parts = [f"{number:>2}  {row.get('what') or 'An action'}", plan, self._who(row), self._when(row)]
        return "· ".join(f"{part} " for part in (*parts, self._became(row)) if part).rstrip()

    def _who(self, row: Row) -> str:
        owner = str(row.get("owner") or "")
        if owner in (Role.WORKER, Role.SUPERVISOR):
            return self.setting.name(owner)
        return str(row.get("owner_name") or ("someone else" if owner else ""))

    def _when(self, row: Row) -> str:
        day = day_of(row.get("by"))
        if day is None:
            return ""
        by = f"by {day_and_month(day)}"
        settled = row.get("outcome") in ("done", "dropped")
        return by if settled else f"{by}, {say_gap(day, self.setting.today)}"

    def _became(self, row: Row) -> str:
        outcome = str(row.get("outcome") or "")
        words = dict(OUTCOMES).get(outcome, "what became of it?")
        if outcome in SAYS_WHY and not row.get("why"):
            return f"{words}: why?"
        if outcome == CARRIED:
            day = day_of(row.get("new_date"))
            return f"{words} to {day_and_month(day)}" if day else f"{words}: to which day?"
        if outcome == DONE and row.get("plan") and not row.get("evidence"):
            return f"{words}: what shows it?"
        return f"{words}, shown" if row.get("evidence") else words

    def fill_fields(self, row: Row) -> None:
        """Show what is said of the action so far."""
        with self.prevent(Input.Changed):
            self._why.value = str(row.get("why") or "")
            self._new_date.value = typed_date(row.get("new_date"))
            self._evidence.value = str(row.get("evidence") or "")
        self._outcome.value = str(row.get("outcome") or "")
        self._outcome.border_title = f"Action {self.at + 1}: what became of it"
        self._new_date.read_day()
        self._show_parts()

    def _show_parts(self) -> None:
        """Show the parts that this outcome asks for."""
        outcome = self._outcome.value
        self._outcome.display = self._open
        self._why.display = self._open and outcome not in ("", "done")
        self._why.border_title = "Why (needed)" if outcome in SAYS_WHY else "Why"
        self._new_date.display = self._open and outcome == CARRIED
        self._evidence.display = self._open and bool(outcome)
        # What was learned under a plan is shown, not only said [DEV-2].
        shows = outcome == DONE and bool(self.row.get("plan"))
        self._evidence.border_title = "What shows it (needed)" if shows else "What shows it"

    def edit(self, index: int) -> None:
        """Open the fields for an action."""
        if index < len(self.rows):
            self._open = True
            super().edit(index)

    @property
    def hint(self) -> str:
        """The suggested day, while the cursor is in that field."""
        return self._new_date.hint if self._new_date.has_focus else ""

    def field_fault(self) -> str:
        """A new date that nobody can read."""
        return self._new_date.fault if self._new_date.display else ""

    def _go_on(self) -> None:
        self._show_parts()
        self.screen.focus_next()

    def next_action(self) -> None:
        """Go to the next action of which nothing is said yet; after the last one, go on."""
        self._take_fields()
        if self._new_date.display and self._new_date.fault:
            self.screen.set_focus(self._new_date)
            return
        after = [*range(self.at + 1, len(self.rows)), *range(self.at)]
        unsaid = next((number for number in after if not self.rows[number].get("outcome")), None)
        if unsaid is None:
            self.screen.focus_next()
            return
        self.edit(unsaid)
        self.screen.set_focus(self._outcome)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Each key changes the answer itself."""
        event.stop()
        self._take_fields()
        self.keep()

    def on_pick_picked(self, event: Pick.Picked) -> None:
        """What became of it; the parts that belong to it come up."""
        event.stop()
        self._show_parts()
        self._take_fields()
        self.keep()

    def _take_fields(self) -> None:
        """Bring what stands in the fields into the row; a part that is not asked for stays out of it."""
        if not self._open:
            return
        self._new_date.read_day()
        day = self._new_date.day
        self.change(
            outcome=self._outcome.value,
            why=self._why.value if self._why.display else "",
            new_date=day.isoformat() if day and self._new_date.display else "",
            evidence=self._evidence.value if self._evidence.display else "",
        )
