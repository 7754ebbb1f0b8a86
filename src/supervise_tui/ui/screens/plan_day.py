"""The day, time and place of the next supervision: planned, settled, or moved with a reason [CAD-9]."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from textual import on
from textual.widget import Widget
from textual.widgets import Static

from supervise_tui.domain.rebooking import Rebooking, rebooking
from supervise_tui.domain.said_dates import parse_said_time
from supervise_tui.domain.working_days import is_working_day
from supervise_tui.problems import BadInput
from supervise_tui.ui.first_names import the_two
from supervise_tui.ui.screens.few_fields import FewFields
from supervise_tui.ui.screens.why import Because, Why
from supervise_tui.ui.widgets.date_field import DateField
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.workflows import plan_supervision
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.plan_supervision import Outlook


class PlanDay(FewFields):
    """Three fields; Enter goes on, and saves in the last one."""

    CSS_PATH = "plan_day.tcss"
    HELP = (
        "Type the day as you say it: fri, in 6 weeks, 24/11. The whole date shows under the field. Time and "
        "place can stay empty and be settled later.\n\n"
        "Where you agreed on a day at the last talk, it stands there already. When you move a planned talk "
        "to another day, you are asked who wanted it and why: the history keeps both."
    )
    starts_in = "day"

    def __init__(self, outlook: Outlook) -> None:
        super().__init__()
        self._outlook = outlook

    def where(self) -> str:
        """With whom."""
        return f"{self._outlook.worker.name} › Plan the next supervision"

    def compose_fields(self) -> Iterable[Widget]:
        """What the day rests on, then the fields."""
        plan, proposal = self._outlook.plan, self._outlook.proposal
        yield Static("" if plan is not None else proposal.because, id="because", markup=False)
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

    def on_mount(self) -> None:
        """Say what the day rests on, and what is unusual about it."""
        self.query_one("#because").display = self._outlook.plan is None
        self._remark()

    @property
    def _day(self) -> DateField:
        return self.query_one("#day", DateField)

    @on(DateField.Changed)
    def _remark(self) -> None:
        """Say what is unusual about a day; it can be taken all the same."""
        day, words = self._day.value, ""
        when = self._when
        if day is not None and not is_working_day(day, self.desk.organisation.nation):
            words = "Nobody works on that day."
        elif day is not None and when is not None:
            words = when.too_late(day)
        remark = self.query_one("#remark", Static)
        remark.display = bool(words)
        remark.update(f"! {words}" if words else "")

    @property
    def _when(self) -> Rebooking | None:
        """By when it is to be held, if it is moved or booked again [CAD-9]."""
        plan, again = self._outlook.plan, self._outlook.to_rebook
        if plan is None:
            return again.when if again is not None else None
        planned = plan.record.held_on
        return rebooking(planned, self.desk.organisation.nation, self.desk.today) if planned else None

    def save(self) -> None:
        """Check and keep; another day than the planned one asks why first."""
        day = self._day.value
        if day is None:
            self.refuse(BadInput("There is no day yet.", "Type one, such as fri."), "day")
            return
        if day < self.desk.today:
            self.refuse(BadInput("That day is past already.", "Type a day to come."), "day")
            return
        said = self.text_in("at")
        try:
            at = parse_said_time(said) if said else ""
        except BadInput as problem:
            self.refuse(problem, "at")
            return
        plan = self._outlook.plan
        if plan is not None and plan.record.held_on not in (None, day):
            self._ask_why(day, at)
        else:
            self._keep(day, at, None)

    def _ask_why(self, day: date, at: str) -> None:
        def answered(because: Because | None) -> None:
            if because is not None:
                self._keep(day, at, because)

        names = the_two(self._outlook.worker, self.desk.owner)
        words = "It moves to another day. The history keeps who wanted it, and why."
        self.app.push_screen(Why("Move it", words, names, yes="Move it"), answered)

    def _keep(self, day: date, at: str, because: Because | None) -> None:
        desk, outlook = self.desk, self._outlook
        place = self.text_in("place")
        self.run_slow(
            lambda: _keep(desk, outlook, day, at, place, because), lambda _: self.dismiss(), word="Saving"
        )


def _keep(desk: Desk, outlook: Outlook, day: date, at: str, place: str, because: Because | None) -> None:
    if because is not None and outlook.plan is not None:
        plan_supervision.move(desk, outlook.plan.record.id, day, because.why, by=because.by)
    plan_supervision.plan(desk, outlook.worker.id, day, at=at, place=place)
