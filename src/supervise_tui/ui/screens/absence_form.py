"""One absence: why in one word, from when, until when; and who stands in for a supervisor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from textual import on
from textual.widget import Widget
from textual.widgets import Static

from supervise_tui.domain.absences import Absence, AbsenceKind, what_it_pauses
from supervise_tui.problems import BadInput, Problem
from supervise_tui.ui.screens.few_fields import FewFields
from supervise_tui.ui.widgets.date_field import DateField
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.pick import Pick
from supervise_tui.workflows import absences
from supervise_tui.workflows.desk import Desk


class AbsenceForm(FewFields):
    """A new absence, or one to change; Enter goes on, and saves in the last field."""

    CSS_PATH = "absence_form.tcss"
    HELP = (
        "Days can be typed as you say them: today, last mon, 24/11, in 2 weeks. The whole date shows under "
        "the field.\n\n"
        "The first day away is the first on which a talk could not be held. The first day back is the first "
        "day at work again; leave it empty while nobody knows it.\n\n"
        "Of the why only one word is kept: sick, maternity leave, leave. Nothing about an illness belongs "
        "here.\n\n"
        "For the supervisor: what was known long before, such as leave, asks for cover after a month instead "
        "of two weeks. Who stands in holds the talks in the meantime, and from that day the clocks run."
    )

    def __init__(
        self,
        person: str,
        name: str,
        absence: Absence | None = None,
        *,
        supervisor: bool = False,
        first: str = "",
        kind: AbsenceKind = AbsenceKind.SICKNESS,
        first_day: date | None = None,
    ) -> None:
        super().__init__()
        self._person, self._name, self._absence = person, name, absence
        self._supervisor = supervisor
        self.starts_in = first or "kind"
        self._kind = absence.kind if absence is not None else kind
        self._first_day = absence.first_day if absence is not None else first_day

    def where(self) -> str:
        """Whose absence."""
        return f"{self._name} › {'Absence' if self._absence is not None else 'A new absence'}"

    def compose_fields(self) -> Iterable[Widget]:
        """Why, from when, until when; for the supervisor also who stands in."""
        absence = self._absence
        today, nation = self.house.today, self.desk.organisation.nation
        kind = Pick(
            [(one.value, one.heading) for one in AbsenceKind],
            value=self._kind.value,
            id="kind",
            classes="boxed",
        )
        kind.border_title = "Why, in one word"
        yield kind
        yield DateField(
            "First day away",
            value=self._first_day or today,
            today=today,
            nation=nation,
            help="today, last mon, 24/11",
            id="first_day",
        )
        yield DateField(
            "First day back at work",
            value=absence.back_on if absence else None,
            today=today,
            nation=nation,
            help="empty while nobody knows",
            id="back_on",
        )
        if self._supervisor:
            yield from self._for_the_supervisor(absence, today)
        yield Static("", id="pauses", markup=False)

    def _for_the_supervisor(self, absence: Absence | None, today: date) -> Iterable[Widget]:
        planned = Pick(
            [("no", "No"), ("yes", "Yes, such as leave")],
            value="yes" if absence is not None and absence.planned else "no",
            id="planned",
            classes="boxed",
        )
        planned.border_title = "Known long before"
        yield planned
        yield LineField(
            "Who stands in",
            value=absence.cover if absence else "",
            help="may be empty; they hold the talks",
            id="cover",
        )
        yield DateField(
            "Stands in from",
            value=absence.cover_from if absence else None,
            today=today,
            nation=self.desk.organisation.nation,
            id="cover_from",
        )

    def on_mount(self) -> None:
        """Say what the absence pauses."""
        self._say()

    @on(DateField.Changed)
    @on(Pick.Picked)
    def _say(self) -> None:
        """Say what it pauses as the days are typed."""
        absence = self._typed()
        words = what_it_pauses(absence, self.desk.today) if absence is not None else ""
        self.query_one("#pauses", Static).update(words)

    def _day(self, field: str) -> date | None:
        return self.query_one(f"#{field}", DateField).value

    def _typed(self) -> Absence | None:
        """What is on the page; None without a first day."""
        first_day = self._day("first_day")
        if first_day is None:
            return None
        before = self._absence or Absence(
            id="", person=self._person, kind=AbsenceKind.SICKNESS, first_day=first_day
        )
        kind = AbsenceKind(self.query_one("#kind", Pick).value or before.kind)
        typed = replace(before, kind=kind, first_day=first_day, back_on=self._day("back_on"))
        if not self._supervisor:
            return typed
        return replace(
            typed,
            planned=self.query_one("#planned", Pick).value == "yes",
            cover=self.text_in("cover"),
            cover_from=self._day("cover_from"),
        )

    def save(self) -> None:
        """Check and keep."""
        absence, desk = self._typed(), self.desk
        if absence is None:
            self.refuse(BadInput("There is no first day yet.", "Type one, such as today."), "first_day")
            return
        if absence.cover and absence.cover_from is None:
            self.refuse(BadInput("Since when do they stand in?", "Type the day, such as mon."), "cover_from")
            return
        self.run_slow(
            lambda: _keep(desk, absence), lambda _: self.dismiss(), word="Saving", failed=self._wrong
        )

    def _wrong(self, problem: Problem) -> None:
        self.refuse(problem, "back_on" if "back" in problem.sentence else "first_day")


def _keep(desk: Desk, absence: Absence) -> None:
    if absence.id:
        absences.change(desk, absence)
        return
    absences.away(
        desk,
        absence.person,
        absence.kind,
        absence.first_day,
        absence.back_on,
        planned=absence.planned,
        cover=absence.cover,
        cover_from=absence.cover_from,
    )
