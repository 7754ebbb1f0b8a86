"""Who is away and until when: of a worker, or of the supervisor and who stands in [CAD-9] [CAD-10]."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from supervise_tui.domain.absences import Absence, absence_words, what_it_pauses
from supervise_tui.domain.roles import Act
from supervise_tui.forms.day_words import long_date
from supervise_tui.ui.screens.absence_form import AbsenceForm
from supervise_tui.ui.screens.of_a_worker import OfAWorker
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows import absences
from supervise_tui.workflows.absences import AwayView

_BACK, _COVER, _NEW = "back", "cover", "new"


class AbsencesScreen(OfAWorker):
    """What can be done on top, the absences below, the latest first; Enter opens one."""

    WHAT = "Absences"
    CSS_PATH = "absences.tcss"
    HELP = (
        "Write down who is away and since when: sick, on maternity leave or on leave, and no more of the why "
        "than that. While somebody is away, their supervision and the informal contact do not fall due. "
        "Nothing is lost: the clock goes on from where it stood.\n\n"
        "The first day back at work can stay empty while nobody knows it. Press b to write it down later. "
        "A supervision that was cancelled for sickness is booked again within five working days of that "
        "day.\n\n"
        "When the supervisor is away without a plan, cover is asked for after two weeks, and after a month "
        "it is the senior manager's to have it in place. Press c to say who stands in: from that day the "
        "clocks run again, because somebody is there to hold the talks.\n\n"
        "Enter changes an absence. Press n for a new one, r to take back one that was written by mistake: "
        "the history keeps why."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open"),
        Binding("n", "note", "New"),
        Binding("b", "came_back", "Back at work"),
        Binding("c", "cover", "Who stands in"),
        Binding("r", "take_back", "Take back"),
    ]

    def __init__(self, worker_id: str, name: str = "") -> None:
        super().__init__(worker_id, name)
        self._view: AwayView | None = None

    def compose_body(self) -> ComposeResult:
        """What holds now, then the list."""
        yield Static("", id="now", markup=False)
        yield RowList(id="rows")

    def why_not(self, action: str) -> str:
        """Only a supervisor is stood in for."""
        if action == "cover" and self._view is not None and not self._view.supervisor:
            return "Cover is for the supervisor."
        return super().why_not(action)

    def look_again(self) -> None:
        """Look again: something may have been written down."""
        desk, person = self.desk, self.worker_id
        self.run_slow(
            lambda: absences.away_view(desk, person), self._show, word="" if self._view else "Looking it up"
        )

    def _show(self, view: AwayView) -> None:
        self._view, self.name_of_worker = view, view.name
        self.refresh_where()
        self.refresh_keys()
        self.query_one("#now", Static).update(self._now_words(view))
        self.query_one(RowList).show(self._rows(view))

    def _now_words(self, view: AwayView) -> Content:
        today = self.desk.today
        now = absences.lasting(view.absences, today)
        if now is None:
            return Content(f"{view.name} is not away.").stylize("bold")
        lines = [Content(absence_words(now, today)).stylize("bold"), Content(what_it_pauses(now, today))]
        if view.cover is not None:
            mark = "! " if view.cover.state in ("due-soon", "overdue") else ""
            lines.append(Content(f"{mark}{view.cover.reason}"))
        return Content("\n").join(lines)

    def _rows(self, view: AwayView) -> list[Row]:
        today = self.desk.today
        now = absences.lasting(view.absences, today)
        rows: list[Row] = []
        if self.desk.may(Act.PLAN):
            if now is not None and view.supervisor and now.cover_from is None:
                rows.append(Row(_COVER, ("▸ Say who stands in",), "bold"))
            if now is not None:
                rows.append(Row(_BACK, ("▸ Back at work: write down the first day",), "bold"))
            rows.append(Row(_NEW, ("Write down an absence",), "" if rows else "bold"))
        if view.absences:
            rows += [heading(""), heading(f"Written down ({len(view.absences)})")]
        return rows + [_row(one, self.desk.today) for one in view.absences]

    @property
    def _chosen(self) -> Absence | None:
        row_id = self.query_one(RowList).chosen
        found = self._view.absences if self._view is not None else []
        return next((one for one in found if one.id == row_id), None)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.action_choose()

    def action_choose(self) -> None:
        """Do what stands under the cursor."""
        row_id = self.query_one(RowList).chosen
        if row_id == _NEW:
            self.action_note()
        elif row_id == _BACK:
            self.action_came_back()
        elif row_id == _COVER:
            self.action_cover()
        elif self._chosen is not None:
            why = self.why_not("note")
            if why:
                self.show_note(why)
            else:
                self._open(self._chosen)

    def _open(self, absence: Absence | None, first: str = "") -> None:
        view = self._view
        if view is not None:
            self.house.push_screen(
                AbsenceForm(view.person, view.name, absence, supervisor=view.supervisor, first=first)
            )

    def action_note(self) -> None:
        """A new absence."""
        self._open(None)

    def action_came_back(self) -> None:
        """The first day at work again, of the one under the cursor or the one that lasts."""
        self._open_lasting("back_on", "Nobody is away at the moment. Press n to write down an absence.")

    def action_cover(self) -> None:
        """Who stands in for the supervisor."""
        words = "The supervisor is not away at the moment. Press n to write down the absence first."
        self._open_lasting("cover", words)

    def _open_lasting(self, field: str, nobody: str) -> None:
        if self._view is None:
            return
        found = self._chosen or absences.lasting(self._view.absences, self.desk.today)
        if found is None:
            self.show_note(nobody)
        else:
            self._open(found, field)

    def action_take_back(self) -> None:
        """Take away one that was written by mistake."""
        absence, desk = self._chosen, self.desk
        if absence is None:
            self.show_note("Put the cursor on the absence that was a mistake, then press r.")
            return
        absence_id = absence.id
        self.house.push_screen(
            Ask.line(
                "Take this absence back",
                f"{absence_words(absence, desk.today)} It goes from the file, and the clocks run as if it "
                "had never been. The history keeps that it was there, and why it went.",
                label="Why",
                yes="Take it back",
                check=lambda reason: absences.take_back(desk, absence_id, reason),
            )
        )


def _row(one: Absence, today: date) -> Row:
    first, back = one.first_day, one.back_on
    days = f"{long_date(first)} – " + (f"back on {long_date(back)}" if back else "nobody knows yet")
    below = []
    if one.planned:
        below.append("Known long before.")
    if one.cover_from is not None:
        below.append(f"{one.cover} stands in from {long_date(one.cover_from)}.")
    if not one.holds(today):  # what holds now stands above the list
        below.append(what_it_pauses(one, today))
    return Row(one.id, (days, one.kind.heading), "", Content(" ".join(below)) if below else None)
