"""The six Cs: what feedback and the worker's own view come to, and the sheets behind it [DEV-7] [DEV-8]."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from supervise_tui.domain.kinds import ACKNOWLEDGEMENT, AD_HOC, APPRAISAL
from supervise_tui.domain.roles import Act
from supervise_tui.domain.six_cs import Advice
from supervise_tui.domain.six_cs_sheet import Sheet
from supervise_tui.forms.appraisal_bands import Value
from supervise_tui.forms.day_words import long_date
from supervise_tui.ui import file_rooms
from supervise_tui.ui.screens.of_a_worker import OfAWorker
from supervise_tui.ui.screens.save_copy import ask_for_file, save_and_tell
from supervise_tui.ui.screens.six_cs_sheet import SixCsSheet
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.ui.widgets.six_cs_chart import SixCsChart
from supervise_tui.workflows import new_records, six_cs, six_cs_files
from supervise_tui.workflows.hold_supervision import Sheet as Draft
from supervise_tui.workflows.six_cs import SixCs
from supervise_tui.workflows.six_cs_files import BroughtIn

_NEW, _START = "new", "start:"
_WAYS = {
    Advice.TALK: (
        (AD_HOC, "Start a talk in between"),
        (APPRAISAL, "Start an early appraisal"),
    ),
    Advice.THANKS: ((ACKNOWLEDGEMENT, "Write an acknowledgement"),),
}
"""What can be started at a suggestion: the kind of record, and the words of its row."""
_VIEWS = ("year", "feedback", "own")


class SixCsScreen(OfAWorker):
    """The chart above, what it suggests and the sheets below; Enter does what the row says."""

    WHAT = "The six Cs"
    CSS_PATH = "six_cs.tcss"
    HELP = (
        "After a shift, a visit or any contact somebody may rate care, compassion, competence, "
        "communication, courage and commitment from 1 to 5: the person supported or their family (feedback), "
        "or the worker (own view). The two are never mixed. Of fewer than 3 answers no mean is told.\n\n"
        "Press n for a new sheet, Enter to open or correct one, r to take one out that was a mistake. f "
        "brings in a file (CSV). v shows the quarters in place of the last twelve months. x saves it all "
        "on paper, for the worker too: nobody who gave feedback is named there, and their comments carry no "
        "day and no place.\n\n"
        "Where feedback is low, or excellent for long, the first rows say what may be done about it. Your "
        "policy says what is low."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open"),
        Binding("n", "new", "New sheet"),
        Binding("v", "view", "Quarters"),
        Binding("f", "bring_in", "Bring in a file"),
        Binding("r", "take_out", "Take out"),
        Binding("x", "save", "Save on paper"),
    ]

    def __init__(self, worker_id: str, name: str = "") -> None:
        super().__init__(worker_id, name)
        self._found: SixCs | None = None
        self._view = _VIEWS[0]

    def compose_body(self) -> ComposeResult:
        """What it is of in a sentence, the chart, and the list."""
        yield Static("", id="now", markup=False)
        yield SixCsChart(plain=self.house.plain_lines, id="chart")
        yield RowList(id="rows", by_part=True)

    def look_again(self) -> None:
        """Look again: a sheet may have come in, or changed."""
        desk, worker_id = self.desk, self.worker_id
        word = "" if self._found else "Looking it up"
        self.run_slow(lambda: six_cs.six_cs_of(desk, worker_id), self._show, word=word)

    def _show(self, found: SixCs) -> None:
        self._found, self.name_of_worker = found, found.worker.name
        self.refresh_where()
        self._draw()
        self.query_one(RowList).show(self._rows(found))

    def _draw(self) -> None:
        found = self._found
        if found is None:
            return
        chart = self.query_one(SixCsChart)
        if self._view == "year":
            chart.show_year(found.feedback, found.own if found.sees_own else None)
        else:
            of_self = self._view == "own"
            chart.show_quarters(found.own_by_quarter if of_self else found.feedback_by_quarter, self._view)
        chart.display = any(one.rating for one in found.sheets)
        self.query_one("#now", Static).update(_now(found, self._view))

    def _rows(self, found: SixCs) -> list[Row]:
        rows: list[Row] = []
        writes = self.desk.may(Act.WRITE_RECORDS)
        if found.suggestion is not None and writes:
            ways = _WAYS[found.suggestion.advice]
            rows += [Row(f"{_START}{makes}", (f"▸ {words}",), "bold") for makes, words in ways]
            rows.append(heading(""))
        for title, sheets in _parts(found.sheets):
            if sheets:
                rows += [
                    heading(f"{title} ({len(sheets)}); marks in the order above"),
                    *(_row(one) for one in sheets),
                    heading(""),
                ]
        if writes:
            rows.append(Row(_NEW, ("Add a sheet",), "" if found.sheets else "bold"))
        return rows

    @property
    def _chosen(self) -> Sheet | None:
        row_id = self.query_one(RowList).chosen
        sheets = self._found.sheets if self._found is not None else ()
        return next((one for one in sheets if one.id == row_id), None)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.action_choose()

    def action_choose(self) -> None:
        """Do what the row under the cursor says."""
        row_id, found = self.query_one(RowList).chosen, self._found
        if row_id == _NEW:
            self.action_new()
        elif row_id.startswith(_START):
            self._start(row_id.removeprefix(_START))
        elif self._chosen is not None and found is not None:
            self.house.push_screen(SixCsSheet(found, self._chosen))

    def action_new(self) -> None:
        """Begin a sheet; it is there with its first answer."""
        if self._found is not None:
            one = six_cs.new_sheet(self.desk, self.worker_id)
            self.house.push_screen(SixCsSheet(self._found, one))

    def _start(self, makes: str) -> None:
        """Start the record that a suggestion asks for, or go on with the one being written."""
        desk, worker_id = self.desk, self.worker_id

        def begin() -> Draft:
            return new_records.start_of_kind(desk, worker_id, makes)

        self.run_slow(begin, self._started, word="Starting")

    def _started(self, draft: Draft) -> None:
        self.house.push_screen(file_rooms.for_record(draft.record))

    def action_view(self) -> None:
        """Show the last twelve months, or the quarters of one side, one after the other."""
        if self._found is not None:
            views = _VIEWS if self._found.sees_own else _VIEWS[:2]
            self._view = views[(views.index(self._view) + 1) % len(views)]
            self._draw()

    def action_bring_in(self) -> None:
        """Take in sheets from a file: all of them, or none and every fault."""
        desk, worker_id = self.desk, self.worker_id
        came: list[BroughtIn] = []

        def take(path: Path) -> None:
            came.append(six_cs_files.bring_in(desk, six_cs_files.read_file(desk, path, worker_id)))

        def told() -> None:
            if came:
                self.show_note(brought_in_words(came[-1]))

        ask_for_file(
            self,
            "Bring in sheets from a file",
            "A CSV file as spreadsheets save it, with one line for each sheet. Its first line names the "
            "columns: day, from (self or feedback), care, compassion, competence, communication, courage, "
            "commitment; and if you like comment, where, name.\n"
            "If anything is wrong in it, every fault is listed and nothing is taken in.",
            "for example ~/Documents/sheets.csv",
            "Bring it in",
            take,
            told,
        )

    def action_take_out(self) -> None:
        """Take out a sheet that was a mistake."""
        one, desk = self._chosen, self.desk
        if one is None:
            self.show_note("Put the cursor on the sheet that was a mistake, then press r.")
            return
        whose = "of the worker" if one.of_self else "of feedback"
        day = f" on {long_date(one.day)}" if one.day else ""
        self.house.push_screen(
            Ask.line(
                f"Take out the sheet {whose}{day}?",
                "It goes from this list and from all means. The history keeps that it was there, and why it "
                "went. A sheet that says something unwelcome is no mistake.",
                label="Why",
                yes="Take it out",
                check=lambda reason: six_cs.take_out(desk, one.id, reason),
            )
        )

    def action_save(self) -> None:
        """Save the chart, the quarters and the comments as PDF."""
        desk, worker_id = self.desk, self.worker_id
        save_and_tell(
            self,
            "Save the six Cs on paper",
            "The means, the quarters, and what was said; the worker may have it too. Nobody who gave "
            "feedback is named. Where should it go?\nThe file is not encrypted: whoever gets it can read it.",
            "Save the PDF",
            lambda folder: six_cs_files.save_paper(desk, worker_id, folder),
        )


def brought_in_words(came: BroughtIn) -> str:
    """Say what came of a file."""
    new = "1 sheet was brought in." if came.new == 1 else f"{came.new} sheets were brought in."
    return f"{new} {came.already} had been brought in before." if came.already else new


def _now(found: SixCs, view: str) -> Content:
    """Say what feedback suggests, and what the chart shows."""
    if not any(one.rating for one in found.sheets):
        return Content("No sheet counts yet. Ask after a shift or a visit; one number is enough.")
    shows = {
        "year": "The last twelve months, 1 hardly ever to 5 always (in brackets: answers)",
        "feedback": "Feedback, quarter by quarter",
        "own": "The worker's own view, quarter by quarter",
    }[view]
    if found.suggestion is None:
        return Content(f"{shows}:")
    return Content.assemble((f"! {found.suggestion.words}", "bold"), f"\n{shows}:")


def _parts(sheets: Sequence[Sheet]) -> list[tuple[str, list[Sheet]]]:
    counted = [one for one in sheets if one.rating is not None]
    open_ones = [one for one in sheets if one.rating is None]
    feedback = [one for one in counted if not one.of_self]
    own = [one for one in counted if one.of_self]
    return [("Does not count yet", open_ones), ("Feedback", feedback), ("The worker's own view", own)]


def _row(one: Sheet) -> Row:
    """Say the day, where it was, and the marks; never who gave it: the worker may sit beside."""
    marks = " ".join(str(one.marks.get(value, "-")) for value in Value)
    return Row(one.id, (_day(one.day), one.where, marks), "", Content(one.comment) if one.comment else None)


def _day(day: date | None) -> str:
    return long_date(day) if day else "No day yet"
