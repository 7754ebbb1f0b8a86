"""A case of an improvement plan: where it stands, what comes next, how it goes, what happened [PIP-4]."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from supervise_tui.canonical import Json
from supervise_tui.domain.plan_case_words import entry_title
from supervise_tui.domain.plan_next import Place, Step
from supervise_tui.domain.procedure_words import CONTROL, OBJECTIVE, EntryKind
from supervise_tui.domain.roles import Act
from supervise_tui.forms.day_words import long_date
from supervise_tui.ui import file_rooms
from supervise_tui.ui.screens.base import Command, House
from supervise_tui.ui.screens.file_screen import FileScreen
from supervise_tui.ui.screens.help import Help
from supervise_tui.ui.screens.home_choices import PickRow
from supervise_tui.ui.screens.plan_case_rows import (
    CaseRow,
    as_rows,
    rows_of,
    standing_words,
    trend_key,
)
from supervise_tui.ui.screens.plan_entry import PlanEntry
from supervise_tui.ui.widgets.choose import Choose
from supervise_tui.ui.widgets.row_list import Row, RowList
from supervise_tui.workflows import case_moves, case_standing, case_told, improvement_plans
from supervise_tui.workflows.case_moves import Filling
from supervise_tui.workflows.case_standing import CaseView
from supervise_tui.workflows.plans_desk import plans_desk

_NOTHING = "from-nothing"
_REASON_TO_LOOK = (
    "You agreed on this beforehand as a reason to look again. It decides nothing: talk about it, then "
    "decide. Once a review has looked at it, it is not told again."
)
_WITH_LETTER = (EntryKind.INVITATION, EntryKind.NEW_DATE, EntryKind.SUMMARY, EntryKind.DELIVERY)
"""Steps that a letter takes by itself, once the worker has it."""


class PlanCase(FileScreen):
    """One list: what to look at now, what comes next, then everything that is on file."""

    CSS_PATH = "plan_case.tcss"
    IN_THE_DRAWER = True
    HELP = (
        "The top says where the case stands, since when, and what is due. The line below it says what Enter "
        "does with the row under the cursor, and why.\n\n"
        "Next: what leads on, with its day. As the work goes on: progress, checks, risk controls. Not "
        "possible yet: Enter says all that is missing, and how to put it right.\n\n"
        "What you were agreed on beforehand as a reason to look again is told by the program when the facts "
        "speak for it. It never decides anything: people talk about it, and decide.\n\n"
        f"Objectives show their newest entries: {trend_key()}.\n\n"
        "A signed record counts once everybody has signed. A small form counts once it is written into the "
        "case; it is never changed afterwards. A mistake is struck out by another entry (Something else).\n\n"
        "l notes progress, b writes letters, signs them and says when they were received, t draws how each "
        "objective goes, p draws the procedure with the place where this case stands, / searches in this "
        "person's plans, h shows who did what, x copies the signed records to a folder, F6 puts everything "
        "on file together as one PDF."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open"),
        Binding("l", "log", "Note progress"),
        Binding("b", "letters", "Letters"),
        Binding("m", "more", "Something else"),
        Binding("t", "trend", "How it goes"),
        Binding("p", "procedure", "The procedure"),
        Binding("slash", "search", "Search", key_display="/"),
        Binding("h", "history", "History"),
        Binding("x", "export", "Export"),
        Binding("f6", "bundle", "Bundle"),
        Binding("ctrl+l", "app.lock", "Lock", show=False),
    ]

    def __init__(self, case_id: str) -> None:
        super().__init__()
        self.case_id = case_id
        self._view: CaseView | None = None
        self._told: Mapping[str, str] = {}
        self._known: dict[str, CaseRow] = {}

    def where(self) -> str:
        """Whose case it is."""
        return f"{self._view.worker.name} › Improvement plan" if self._view else "Improvement plan"

    def way_back(self) -> Callable[[], House]:
        """Come back to this case."""
        return partial(PlanCase, self.case_id)

    @property
    def subject(self) -> tuple[str, str] | None:
        """Whose case it is: search, history and export reach over all of this person's plans."""
        return (self._view.worker.id, self._view.worker.name) if self._view else None

    def compose_body(self) -> ComposeResult:
        """Where it stands, what Enter does, and the list."""
        yield Static("", id="standing", markup=False)
        yield Static("", id="next", markup=False)
        yield RowList(id="rows", by_part=True)

    def look_again(self) -> None:
        """Look again: something may have been signed or written down."""
        desk, case_id = self.house.desk, self.case_id

        def look() -> tuple[CaseView, Mapping[str, str]]:
            plans = plans_desk(desk)
            view = case_standing.case_view(plans, case_id)
            return view, case_told.entry_lines(plans, view)

        self.run_slow(look, self._show, word="" if self._view else "Opening the case")

    def _show(self, found: tuple[CaseView, Mapping[str, str]]) -> None:
        before = self._view
        self._view, self._told = found
        view = self._view
        self.refresh_where()
        self.query_one("#standing", Static).update(standing_words(view, self.desk.today))
        parts = rows_of(
            view, self.desk.today, lambda entry: self._told.get(entry.id, ""), writes=self._writes
        )
        shown, self._known = as_rows(parts)
        # What was done stands somewhere else now: the next thing to do comes under the cursor.
        same = before is not None and before.file == view.file
        self.query_one(RowList).show(shown, keep=same)
        self._say_next(self.query_one(RowList).chosen)
        self.refresh_keys()

    @property
    def _writes(self) -> bool:
        return self.desk.may(Act.WRITE_RECORDS)

    def shown_keys(self) -> Iterable[Binding]:
        """Who only reads has no keys that write; where no plan runs, no progress is noted."""
        hidden = set() if self.house.is_open and self._view and self._writes else {"log", "more"}
        if self._step(EntryKind.LOG) is None:
            hidden.add("log")
        return [one for one in super().shown_keys() if one.action not in hidden]

    # -- the line that says what Enter does ---------------------------------------------------------

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self._say_next(event.option.id or "")

    def _say_next(self, row_id: str) -> None:
        known = self._known.get(row_id)
        said = Content.assemble(("Enter: ", "bold"), known.does) if known else Content("")
        why = known.why if known is not None else ""
        if row_id.removeprefix("step:") in _WITH_LETTER and self._writes:
            why = f"b writes the letter; once the worker has it, this is written down by itself. {why}"
        if why:
            said = Content.assemble(said, "\n", why)
        self.query_one("#next", Static).update(said)

    # -- going there ----------------------------------------------------------------------------------

    def open_row(self, row_id: str) -> None:
        kind, _, key = row_id.partition(":")
        if self._view is None or not kind:
            return
        if kind == "step":
            self._take(self._step(key))
        elif kind == "more":
            self.action_more()
        elif kind == "letter":
            self.action_letters()
        elif kind == "record":
            begun = (*self._view.file.under_way, *self._view.addenda)
            self.enter_record(next(record for _, record in begun if record.id == key))
        elif kind == "draft":
            self._go_on_with(key)
        elif kind == "entry":
            self._read(key)
        elif kind == "objective" and self._may_take(EntryKind.LOG):
            self._fill(EntryKind.LOG, {OBJECTIVE: key}, anew=True)
        elif kind == "control" and self._may_take(EntryKind.CONTROL):
            self._fill(EntryKind.CONTROL, {CONTROL: key}, anew=True)
        else:
            self._tell(row_id)

    def _step(self, kind: str) -> Step | None:
        found = self._view.steps if self._view else ()
        return next((one for one in found if one.kind == kind), None)

    def _may_take(self, kind: EntryKind) -> bool:
        step = self._step(kind)
        return self._writes and step is not None and step.allowed

    def _tell(self, row_id: str) -> None:
        """Show a row in full that nothing can be done with by a key."""
        known = self._known.get(row_id)
        if row_id == "faults" and self._view is not None:
            faults = [f"• {one}" for one in self._view.standing.faults]
            text = "\n".join(["This is written and stays, but it does not fit the rules:", "", *faults])
            self.house.push_screen(Help(text, (), title="Does not fit", text_alone=True))
        elif known is not None:
            parts = [known.row.cells[0].removeprefix("! "), known.why]
            if row_id.startswith("prompt:"):
                parts.append(_REASON_TO_LOOK)
            text = "\n\n".join(part for part in parts if part)
            self.house.push_screen(Help(text, (), title="In full", text_alone=True))

    def _take(self, step: Step | None) -> None:
        """Take a step, or say what is missing for it."""
        if step is None:
            return
        if not step.allowed:
            self.house.push_screen(
                Help(_missing(step), (), title=f"Not possible yet: {step.label}", text_alone=True)
            )
        elif not case_moves.is_signed(step.kind):
            self._fill(step.kind, step.preset)
        elif step.kind is EntryKind.PLAN and self._view is not None and self._view.progress is None:
            self._choose_template(step)
        else:
            self._begin(step)

    def _begin(self, step: Step, template: str | None = None) -> None:
        desk, case_id = self.desk, self.case_id
        self.run_slow(
            lambda: case_moves.begin_record(desk, case_id, step, template),
            self.enter_record,
            word="Beginning it",
        )

    def _choose_template(self, step: Step) -> None:
        """The plan begins from a template, or from nothing [PIP-20]."""
        assert self._view is not None  # noqa: S101 - asked only on the screen of a case
        if any(kind == step.kind for kind, _ in self._view.file.under_way):
            self._begin(step)
            return
        offered = [(one.id, one.title, one.about) for one in improvement_plans.templates(self.desk)]
        offered.append((_NOTHING, "From nothing", "Every part of the plan, empty."))

        def chosen(template: str | None) -> None:
            if template is not None:
                self._begin(step, "" if template == _NOTHING else template)

        self.house.push_screen(
            Choose(
                "The plan begins with",
                "A template proposes objectives, support, safeguards and triggers; all of it can be changed.",
                offered,
                at=self._view.case.template,
            ),
            chosen,
        )

    def _fill(self, kind: EntryKind, preset: Mapping[str, Json], *, anew: bool = False) -> None:
        desk, case_id = self.desk, self.case_id
        self.run_slow(
            lambda: case_moves.begin_entry(desk, case_id, kind, preset, anew=anew),
            self._opened,
            word="Opening",
        )

    def _go_on_with(self, draft_id: str) -> None:
        desk, case_id = self.desk, self.case_id
        found = self._view.file.drafts if self._view else ()
        draft = next(one for one in found if one.id == draft_id)
        self.run_slow(lambda: case_moves.go_on_with(desk, case_id, draft), self._opened, word="Opening")

    def _opened(self, filling: Filling) -> None:
        if self._view is not None:
            self.house.push_screen(PlanEntry(self._view.worker, filling))

    def _read(self, entry_id: str) -> None:
        assert self._view is not None  # noqa: S101 - rows are there only once it is shown
        entry = next(one for one in self._view.file.entries if one.id == entry_id)
        if entry.record:
            self.house.push_screen(file_rooms.closed_record(entry.record))
            return
        told = case_told.entry_in_full(self.desk, self._view, entry)
        text = "\n".join(
            [
                f"Entry no. {entry.number}, {long_date(entry.on)}",
                "",
                *(f"{asked}{'' if asked.endswith('?') else ':'} {said}" for asked, said in told),
            ]
        )
        self.house.push_screen(Help(text, (), title=entry_title(entry), text_alone=True))

    # -- keys -------------------------------------------------------------------------------------------

    def action_log(self) -> None:
        """Note something seen or heard."""
        if self._view is not None and self._writes and self._step(EntryKind.LOG) is None:
            self.show_note("Progress is noted while a plan runs; none runs here now.")
        self._take(self._step(EntryKind.LOG))

    def action_more(self) -> None:
        """Offer what most cases never need."""
        if self._view is None or not self._writes:
            return
        seldom = [one for one in self._view.steps if one.place is Place.SELDOM]
        rows = [Row(one.kind.value, (one.label, "" if one.allowed else "not now")) for one in seldom]

        def chosen(kind: str | None) -> None:
            if kind is not None:
                self._take(self._step(kind))

        self.house.push_screen(PickRow("Something else", "What else can be written down.", rows), chosen)

    def action_trend(self) -> None:
        """Show how the plan goes, objective by objective."""
        self._enter_case(file_rooms.plan_progress)

    def action_procedure(self) -> None:
        """Show the procedure, with the place where this case stands."""
        self._enter_case(lambda case_id, _name: file_rooms.plan_procedure(case_id))

    def action_letters(self) -> None:
        """Write, sign and deliver the letters of the case."""
        self._enter_case(file_rooms.letters)

    def action_bundle(self) -> None:
        """Put everything on file together as one PDF."""
        self._enter_case(file_rooms.case_bundle)

    def _enter_case(self, room: Callable[[str, str], House]) -> None:
        if self._view is not None:
            self.house.push_screen(room(self.case_id, self._view.worker.name))

    def own_commands(self) -> Iterable[Command]:
        """Every step that can be taken now, by its name."""
        if self._view is None or not self._writes or self.house.hand_over is not None:
            return
        for step in self._view.steps:
            if step.allowed:
                yield step.label, "A step of this improvement plan", partial(self._take, step)


def _missing(step: Step) -> str:
    lines = [f"• {lack}" for lack in step.missing]
    if step.otherwise:
        own = step.otherwise.startswith("If ")
        lines += ["", step.otherwise if own else f"If it is not done in time: {step.otherwise}"]
    return "\n".join(lines)
