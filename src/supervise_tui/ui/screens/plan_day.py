"""The day, time and place of the next supervision: planned, settled, or moved with a reason [CAD-9]."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from supervise_tui.domain.rebooking import too_far
from supervise_tui.domain.said_dates import parse_said_time
from supervise_tui.domain.working_days import is_working_day
from supervise_tui.problems import BadInput, Problem
from supervise_tui.ui.first_names import the_two
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.why import Because, Why
from supervise_tui.ui.widgets.date_field import DateField
from supervise_tui.ui.widgets.enter_field import keys_taken
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.workflows import plan_supervision
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.plan_supervision import Outlook


class PlanDay(House):
    """Three fields; Enter goes on, and saves in the last one."""

    CSS_PATH = "plan_day.tcss"
    HELP = (
        "Type the day as you say it: fri, in 6 weeks, 24/11. The whole date shows under the field. Time and "
        "place can stay empty and be settled later.\n\n"
        "Where you agreed on a day at the last talk, it stands there already. When you move a planned talk "
        "to another day, you are asked who wanted it and why: the history keeps both."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        # Priority, so that keys typed right after Enter land in the next field (facts-tui.md, 4).
        Binding("enter", "enter", show=False, priority=True),
        Binding("ctrl+s", "save", "Save"),
    ]

    def __init__(self, outlook: Outlook) -> None:
        super().__init__()
        self._outlook = outlook

    def where(self) -> str:
        """With whom."""
        return f"{self._outlook.worker.name} › Plan the next supervision"

    def compose_body(self) -> ComposeResult:
        """What the day rests on, then the fields."""
        plan, proposal = self._outlook.plan, self._outlook.proposal
        because = "" if plan is not None else proposal.because
        with VerticalScroll():
            yield Static(because, id="because", markup=False)
            yield DateField(
                "Day",
                value=plan.record.held_on if plan else proposal.on,
                today=self.house.today,
                nation=self.desk.organisation.nation,
                id="day",
            )
            yield Static("", id="remark", markup=False)
            yield LineField("Time", value=plan.at if plan else proposal.at, help="10:30, 2pm", id="at")
            yield LineField(
                "Place",
                value=plan.place if plan else proposal.place,
                help="a room where nobody listens in",
                id="place",
            )
            with Horizontal(classes="buttons"):
                yield Button(Content("[ Save ]"), id="save", compact=True)
                yield Button(Content("[ Back ]"), id="back", compact=True)

    def on_mount(self) -> None:
        """Start with the day."""
        self.query_one("#because").display = self._outlook.plan is None
        self.set_focus(self._day.line)
        self._remark()

    @property
    def _day(self) -> DateField:
        return self.query_one("#day", DateField)

    @on(DateField.Changed)
    def _remark(self) -> None:
        """Say what is unusual about a day; it can be taken all the same."""
        day, words = self._day.value, ""
        nation = self.desk.organisation.nation
        original = self._original
        if day is not None and not is_working_day(day, nation):
            words = "Nobody works on that day."
        elif day is not None and original is not None:
            words = too_far(original, day, nation)
        remark = self.query_one("#remark", Static)
        remark.display = bool(words)
        remark.update(f"! {words}" if words else "")

    @property
    def _original(self) -> date | None:
        """The day from which the five working days count."""
        if self._outlook.plan is not None:
            return self._outlook.plan.record.held_on
        again = self._outlook.to_rebook
        return again.when.original if again is not None and again.when.by is not None else None

    async def action_enter(self) -> None:
        """Go to the next field, and save from the last one, once the keys before Enter are in the field."""
        field = self.focused
        if not isinstance(field, LineField):
            raise SkipAction  # a button presses itself
        await keys_taken(field)
        if isinstance(field.parent, DateField):
            await keys_taken(field.parent)
        if field.id == "place":
            self.action_save()
        else:
            self.focus_next()

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.action_back()

    @on(Button.Pressed, "#save")
    def action_save(self) -> None:
        """Check and keep; another day than the planned one asks why first."""
        day = self._day.value
        if self._day.problem is not None or day is None:
            self._refuse(self._day.problem or BadInput("There is no day yet.", "Type one, such as fri."))
            return
        if day < self.desk.today:
            self._refuse(BadInput("That day is past already.", "Type a day to come."))
            return
        said = self.query_one("#at", LineField)
        try:
            at = parse_said_time(said.value) if said.value.strip() else ""
        except BadInput as problem:
            self.show_problem(problem)
            self.set_focus(said)
            return
        plan = self._outlook.plan
        if plan is not None and plan.record.held_on not in (None, day):
            self._ask_why(day, at)
        else:
            self._keep(day, at, None)

    def _refuse(self, problem: Problem) -> None:
        self.show_problem(problem)
        self.set_focus(self._day.line)

    def _ask_why(self, day: date, at: str) -> None:
        def answered(because: Because | None) -> None:
            if because is not None:
                self._keep(day, at, because)

        names = the_two(self._outlook.worker, self.desk.owner)
        words = "It moves to another day. The history keeps who wanted it, and why."
        self.app.push_screen(Why("Move it", words, names, yes="Move it"), answered)

    def _keep(self, day: date, at: str, because: Because | None) -> None:
        desk, outlook = self.desk, self._outlook
        place = self.query_one("#place", LineField).value.strip()
        self.run_slow(
            lambda: _keep(desk, outlook, day, at, place, because), lambda _: self.dismiss(), word="Saving"
        )


def _keep(desk: Desk, outlook: Outlook, day: date, at: str, place: str, because: Because | None) -> None:
    if because is not None and outlook.plan is not None:
        plan_supervision.move(desk, outlook.plan.record.id, day, because.why, by=because.by)
    plan_supervision.plan(desk, outlook.worker.id, day, at=at, place=place)
