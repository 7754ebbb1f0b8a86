"""Add a worker, or change what is known of one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import ClassVar

from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from supervise_tui.domain.people import Worker
from supervise_tui.forms.contracts import Contract
from supervise_tui.problems import BadInput, Problem
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.few_fields import leave_without_saving
from supervise_tui.ui.widgets.date_field import DateField
from supervise_tui.ui.widgets.enter_field import keys_taken
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.pick import Pick
from supervise_tui.workflows import workers as worker_work
from supervise_tui.workflows.desk import Desk

_YES_NO = {
    "care_work": ("Does care work", "open safeguarding matters are on every agenda"),
    "manages_others": ("Manages others", "agendas offer a second list of topics"),
    "student": ("Student, or on a placement", "their college or agency signs the agreement too"),
}
_CONTRACTS = (Contract.PERMANENT, Contract.TEMPORARY, Contract.AGENCY, Contract.VOLUNTEER)
_LAST = "student"
_NEW = Worker(id="", name="", post="")


class WorkerForm(House):
    """Name, post, dates and hours; Enter goes on, and saves in the last field."""

    CSS_PATH = "worker_form.tcss"
    HELP = (
        "The name may be in any script; it is printed as you type it. Dates can be typed as you say "
        "them: 24/11, 1 sep 2025, last monday. The full date shows under the field.\n\n"
        "Only the name and the post are needed. The start date tells when the first supervision is due; "
        "the end of probation and the hours go on the file. Yes or no: press y or n. Once somebody is on "
        "file, their grade, contract and induction are here too: the policy on how often looks at them.\n\n"
        "Enter goes to the next field and saves in the last one. Ctrl+S saves at once."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        # Priority, so that keys typed right after Enter land in the next field (facts-tui.md, 4).
        Binding("enter", "enter", show=False, priority=True),
        Binding("ctrl+s", "save", "Save"),
    ]

    def __init__(self, worker: Worker | None = None, *, first: bool = False, name: str = "") -> None:
        super().__init__()
        self._worker = worker
        self._first = first
        self._person = name

    def where(self) -> str:
        """Say who is changed, or that someone is added."""
        if self._worker is not None:
            return f"{self._worker.name} › Change"
        return "Your first worker" if self._first else "Add a worker"

    def compose_body(self) -> ComposeResult:
        """Lay out one field a line."""
        worker = self._worker
        today, nation = self.house.today, self.desk.organisation.nation
        with VerticalScroll():
            if self._first:
                yield Static(
                    "Who do you supervise? Start with one person; Esc leaves it for later.", classes="quiet"
                )
            yield LineField(
                "Name", value=worker.name if worker else self._person, help="as they write it", id="name"
            )
            yield LineField(
                "Post", value=worker.post if worker else "", help="care worker, nurse, cook", id="post"
            )
            yield DateField(
                "Started on",
                value=worker.started_on if worker else None,
                today=today,
                nation=nation,
                prefer="past",
                help="1 sep 2025, 24/11, last mon",
                id="started",
            )
            yield DateField(
                "Probation ends on",
                value=worker.probation_ends_on if worker else None,
                today=today,
                nation=nation,
                id="probation",
            )
            yield LineField(
                "Hours a week", value=_hours_text(worker), help="as in the contract, such as 37.5", id="hours"
            )
            yield from (self._pick(name) for name in _YES_NO)
            if worker is not None:
                yield from self._for_policies(worker)
                yield DateField(
                    "Left on",
                    value=worker.left_on,
                    today=today,
                    nation=nation,
                    prefer="past",
                    help="empty while they work here",
                    id="left",
                )
            with Horizontal(classes="buttons"):
                yield Button(Content("[ Save ]"), id="save", compact=True)
                yield Button(Content("[ Later ]" if self._first else "[ Back ]"), id="back", compact=True)

    def _for_policies(self, worker: Worker) -> ComposeResult:
        """What a policy may look at; asked once they are on file, so that adding somebody stays short."""
        yield LineField("Grade", value=worker.grade, help="as your policy calls it; may be empty", id="grade")
        # A student is one by the question above.
        asked = [one for one in Contract if one in (worker.contract, *_CONTRACTS)]
        contract = Pick(
            [(one.value, one.value.capitalize()) for one in asked],
            value=worker.contract.value,
            id="contract",
        )
        contract.border_title = "Contract"
        yield contract
        yield DateField(
            "Induction ends on",
            value=worker.induction_ends_on,
            today=self.house.today,
            nation=self.desk.organisation.nation,
            help="until then in sight of a colleague",
            id="induction",
        )
        yield DateField(
            "Last supervision before this file",
            value=worker.supervised_on,
            today=self.house.today,
            nation=self.desk.organisation.nation,
            prefer="past",
            help="on paper, say; the next is counted from it",
            id="supervised",
        )

    def _pick(self, name: str) -> Pick:
        words = _YES_NO[name]
        pick = Pick([("yes", "Yes"), ("no", "No")], value=self._yes_or_no(name), id=name)
        pick.border_title, pick.border_subtitle = words
        return pick

    def _yes_or_no(self, name: str) -> str:
        """What is known of the worker, else what a new one is likely to be."""
        return "yes" if getattr(self._worker or _NEW, name) else "no"

    def on_mount(self) -> None:
        """Start with the first empty field."""
        self.set_focus(self.query_one("#post" if self._person else "#name"))

    async def action_enter(self) -> None:
        """Go to the next field, and save from the last one, once the keys before Enter are in the field."""
        field = self.focused
        if isinstance(field, Pick) and field.id == _LAST and self._worker is None:
            await keys_taken(field)
            self.action_save()
            return
        if not isinstance(field, LineField):
            raise SkipAction  # a button presses itself; a choice goes on by itself
        around = field.parent
        await keys_taken(field)
        if isinstance(around, DateField):
            await keys_taken(around)  # it reads the day from what its line tells it
        if getattr(around, "id", "") == "left":
            self.action_save()
        else:
            self.focus_next()

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.action_back()

    def action_back(self) -> None:
        """Leave; ask first when something typed would be lost."""
        if not self._is_changed():
            self.dismiss()
            return

        def answered(answer: str | None) -> None:
            if answer == "yes":
                self.dismiss()

        self.house.push_screen(leave_without_saving(), answered)

    def _is_changed(self) -> bool:
        worker = self._worker
        if any(self.query_one(f"#{name}", Pick).value != self._yes_or_no(name) for name in _YES_NO):
            return True
        if worker is not None and self.query_one("#contract", Pick).value != worker.contract.value:
            return True
        lines = {"name": self._person, "post": "", "hours": ""}
        kept: dict[str, date | None] = {"started": None, "probation": None}
        if worker is not None:
            lines = {"name": worker.name, "post": worker.post, "hours": _hours_text(worker)}
            lines["grade"] = worker.grade
            kept = {"started": worker.started_on, "probation": worker.probation_ends_on}
            kept |= {"induction": worker.induction_ends_on, "left": worker.left_on}
            kept["supervised"] = worker.supervised_on
        fields = ((self.query_one(f"#{name}", DateField), day) for name, day in kept.items())
        return any(self._text(name) != text for name, text in lines.items()) or any(
            field.value != day or field.problem for field, day in fields
        )

    @on(Button.Pressed, "#save")
    def action_save(self) -> None:
        """Check, save and go on; what is wrong is said and the cursor goes there."""
        for field in self.query(DateField):
            if field.problem is not None:
                self.show_problem(field.problem)
                self.set_focus(field.line)
                return
        try:
            hours = read_hours(self._text("hours"))
        except BadInput as problem:
            self._refuse(problem, "hours")
            return
        for name, what in (("name", "The name"), ("post", "The post")):
            if not self._text(name).strip():
                self._refuse(BadInput(f"{what} is empty.", "Please type it in."), name)
                return
        desk = self.desk
        wanted = replace(
            self._worker or _NEW,
            name=self._text("name"),
            post=self._text("post"),
            started_on=self._day("started"),
            probation_ends_on=self._day("probation"),
            hours=hours,
            manages_others=self._said("manages_others"),
            care_work=self._said("care_work"),
            student=self._said("student"),
        )
        if self._worker is not None:
            wanted = replace(
                wanted,
                left_on=self._day("left"),
                grade=self._text("grade"),
                contract=Contract(self.query_one("#contract", Pick).value or Contract.PERMANENT),
                induction_ends_on=self._day("induction"),
                supervised_on=self._day("supervised"),
            )
        self.run_slow(lambda: _keep(desk, wanted), self._saved, word="Saving")

    def _saved(self, worker: Worker) -> None:
        from supervise_tui.ui import rooms

        if self._worker is None:
            self.house.switch_screen(rooms.worker_file(worker.id))
        else:
            self.dismiss()

    def _refuse(self, problem: Problem, field: str) -> None:
        self.show_problem(problem)
        self.set_focus(self.query_one(f"#{field}"))

    def _text(self, field: str) -> str:
        return self.query_one(f"#{field}", LineField).value

    def _said(self, name: str) -> bool:
        return self.query_one(f"#{name}", Pick).value == "yes"

    def _day(self, field: str) -> date | None:
        return self.query_one(f"#{field}", DateField).value


def _keep(desk: Desk, wanted: Worker) -> Worker:
    if wanted.id:
        return worker_work.change_worker(desk, wanted)
    return worker_work.add_worker(
        desk,
        name=wanted.name,
        post=wanted.post,
        started_on=wanted.started_on,
        probation_ends_on=wanted.probation_ends_on,
        hours=wanted.hours,
        manages_others=wanted.manages_others,
        care_work=wanted.care_work,
        student=wanted.student,
    )


def read_hours(text: str) -> float | None:
    """Read hours a week as people write them: 37.5, 37,5 or 37½; BadInput when it is no number."""
    plain = (
        text.strip()
        .lower()
        .removesuffix("hours")
        .removesuffix("h")
        .strip()
        .replace(",", ".")
        .replace("½", ".5")
    )
    if not plain:
        return None
    try:
        hours = float(plain)
    except ValueError:
        hours = -1.0
    if not 0 < hours <= 168:
        raise BadInput(
            f"“{text.strip()}” is not a number of hours.",
            "Type it in figures, such as 37.5, or leave it empty.",
        )
    return hours


def _hours_text(worker: Worker | None) -> str:
    return f"{worker.hours:g}" if worker and worker.hours is not None else ""
