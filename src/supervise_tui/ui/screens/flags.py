"""Records for the next line manager: why each, and what was done about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, OptionList, Static

from supervise_tui.domain.flags import Dealt
from supervise_tui.forms.day_words import day_and_month
from supervise_tui.problems import BadInput, Problem
from supervise_tui.ui import file_rooms
from supervise_tui.ui.screens.base import Dialog, House
from supervise_tui.ui.widgets.date_field import DateField
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.long_text import LongText
from supervise_tui.ui.widgets.problem_line import ProblemLine
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows import flags as flag_work
from supervise_tui.workflows.flags import Flag


class FlagsScreen(House):
    """What is still to deal with stands first; what was dealt with stays to be seen."""

    WHERE = "For the next line manager"
    CSS_PATH = "flags.tcss"
    HELP = (
        "These records hold a disagreement, or were not signed by everyone. Your own manager should look at "
        "each of them.\n\n"
        "Enter opens the record. When your manager has dealt with it, press d and write who it was, when, "
        "and what was done. It stays on this list and in the worker's file as dealt with, and the history "
        "keeps what you wrote."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open the record"),
        Binding("d", "deal_with", "Dealt with"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._flags: dict[str, Flag] = {}

    def way_back(self) -> Callable[[], House]:
        """Come back to the list."""
        return FlagsScreen

    def compose_body(self) -> ComposeResult:
        """Lay out what it is about above the list."""
        yield Static("", id="what", classes="words", markup=False)
        yield RowList(id="rows")

    def on_mount(self) -> None:
        """Put the cursor on the list."""
        self.set_focus(self.query_one(RowList))

    def look_again(self) -> None:
        """Look again."""
        desk = self.desk
        self.run_slow(lambda: flag_work.flag_list(desk), self._show, word="" if self._flags else "Looking")

    def _show(self, found: list[Flag]) -> None:
        self._flags = {flag.record.id: flag for flag in found}
        open_ones = [flag for flag in found if flag.dealt is None]
        many = "One record waits" if len(open_ones) == 1 else f"{len(open_ones)} records wait"
        self.query_one("#what", Static).update(
            f"{many} for your own manager to look at. Show them, and press d when it is dealt with."
            if open_ones
            else "Nothing waits for your own manager."
        )
        rows = [_row(flag) for flag in open_ones]
        done = [_row(flag) for flag in found if flag.dealt is not None]
        if done:
            rows += [heading(""), heading("Dealt with"), *done]
        self.query_one(RowList).show(rows or [heading("No record was ever flagged.")])

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._open(event.option.id or "")

    def action_choose(self) -> None:
        """Open the record under the cursor."""
        self._open(self.query_one(RowList).chosen)

    def _open(self, row_id: str) -> None:
        if row_id in self._flags:
            self.house.push_screen(file_rooms.for_record(self._flags[row_id].record))

    def action_deal_with(self) -> None:
        """Write who dealt with it, when, and what was done."""
        flag = self._flags.get(self.query_one(RowList).chosen)
        if flag is None:
            return
        desk, record_id = self.desk, flag.record.id
        if flag.dealt is not None:
            self._ask(flag, flag.dealt.by)
            return
        self.run_slow(lambda: flag_work.likely_manager(desk, record_id), lambda name: self._ask(flag, name))

    def _ask(self, flag: Flag, manager: str) -> None:
        desk, record_id = self.desk, flag.record.id

        def keep(by: str, on_day: date, what: str) -> Dealt:
            return flag_work.deal_with(desk, record_id, by=by, on=on_day, what=what)

        def kept(dealt: Dealt | None) -> None:
            if dealt is not None:
                self.look_again()

        self.house.push_screen(DealtWith(flag, manager, self.desk.today, keep), kept)


def _row(flag: Flag) -> Row:
    day = day_and_month(flag.record.held_on) if flag.record.held_on else "no date"
    mark = "! " if flag.dealt is None else ""
    below, dealt = flag.why, flag.dealt
    if dealt is not None:
        below = f"{dealt.on.day}/{dealt.on.month}/{dealt.on.year}, {dealt.by}: {dealt.what} ({flag.why})"
    cells = (f"{mark}{flag.worker.name}", flag.record.title, day, f"no. {flag.record.number}")
    return Row(flag.record.id, cells, "", Content(" ".join(below.split())))


class DealtWith(Dialog[Dealt | None]):
    """Asks who dealt with it, when, and what was done; `keep` keeps it and may refuse."""

    CSS_PATH = "flags.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "call_off", "Back")]

    def __init__(
        self, flag: Flag, manager: str, today: date, keep: Callable[[str, date, str], Dealt]
    ) -> None:
        super().__init__()
        self._flag, self._keep = flag, keep
        before = flag.dealt
        self._by = LineField("Who dealt with it", value=manager, help="name and post", id="by")
        self._on = DateField(
            "When", value=before.on if before else today, today=today, prefer="past", id="dealt-on"
        )
        self._what = LongText(
            "What was done",
            text=before.what if before else "",
            help="Tab: go to the buttons",
            id="what-was-done",
        )

    def compose(self) -> ComposeResult:
        """Which record, the three questions, the buttons."""
        with Vertical(classes="box") as box:
            box.border_title = "Dealt with"
            record = self._flag.record
            yield Static(
                f"Record {record.number}: {record.title} with {self._flag.worker.name}, {self._flag.why}. "
                "The record itself does not change.",
                classes="words",
                markup=False,
            )
            yield self._by
            yield self._on
            yield self._what
            yield ProblemLine()
            with Horizontal(classes="buttons"):
                yield Button(Content("[ Keep it ]"), id="keep", compact=True)
                yield Button(Content("[ Back ]"), id="no", compact=True)

    def on_mount(self) -> None:
        """Start with the first thing that is not known."""
        self.set_focus(self._what if self._by.value else self._by)

    @on(Button.Pressed, "#keep")
    def keep(self) -> None:
        """Check it and keep it."""
        day, by, what, keep = self._on.value, self._by.value, self._what.text, self._keep
        if day is None:
            self._refused(self._on.problem or BadInput("The day is missing.", "Type it, such as: yesterday."))
            return
        self.run_slow(lambda: keep(by, day, what), self.dismiss, word="Keeping", failed=self._refused)

    def _refused(self, problem: Problem) -> None:
        self.show_problem(problem)

    @on(Button.Pressed, "#no")
    def action_call_off(self) -> None:
        """Leave without keeping anything."""
        if not self.busy:
            self.dismiss(None)
