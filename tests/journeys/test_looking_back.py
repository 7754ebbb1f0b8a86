"""Looking back: from home to coverage, to who is behind a figure, to their year, and onto paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from textual.widgets import OptionList

from supervise_tui.domain.absences import AbsenceKind
from supervise_tui.domain.people import Worker
from supervise_tui.ui.screens.absences import AbsencesScreen
from supervise_tui.ui.screens.behind_figure import BehindFigure
from supervise_tui.ui.screens.coverage import CoverageScreen
from supervise_tui.ui.screens.home import Home
from supervise_tui.ui.screens.plan_supervision import PlanSupervision
from supervise_tui.ui.screens.sign_off import SignOffScreen
from supervise_tui.ui.screens.worker_file import WorkerFileScreen
from supervise_tui.ui.screens.worker_year import WorkerYearScreen
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.choose import Choose
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.row_list import RowList
from supervise_tui.ui.widgets.year_grid import YearGrid
from supervise_tui.workflows import absences, hold_supervision, plan_supervision, sign_off
from supervise_tui.workflows.desk import Desk
from tests.homes import good_answers
from tests.journeys.table import Table, at_the_table


def held_and_planned(desk: Desk, worker: Worker) -> str:
    """One talk held today, one planned for December, and a holiday."""
    sheet = hold_supervision.start(desk, worker.id)
    hold_supervision.save(desk, sheet.record.id, good_answers(desk))
    sign_off.offer(desk, sheet.record.id)
    plan_supervision.plan(desk, worker.id, date(2026, 12, 29), at="10:30")
    absences.away(desk, worker.id, AbsenceKind.LEAVE, date(2026, 11, 2), date(2026, 11, 9))
    return sheet.record.id


async def save_there(table: Table, folder: Path) -> None:
    """Answer the question where to."""
    ask = await table.on(Ask)
    ask.query_one("#answer", LineField).value = str(folder)
    await table.press("enter")


async def from_home_to_the_file(table: Table, folder: Path) -> None:
    """Coverage, the list behind a figure, the person."""
    await table.on(Home)
    await table.press("v")
    screen = await table.on(CoverageScreen)
    await table.until(lambda: "Supervision in time" in table.text(), "the bars")
    assert "█" in table.text()
    assert "1 of 1  100 in a hundred" in table.text()
    await table.press("x")
    await table.on(Choose)
    await table.press("down", "down", "enter")
    await save_there(table, folder)
    await table.on(CoverageScreen)
    await table.until(lambda: "Saved as Coverage 2026-11-17.csv" in table.text(), "the note")
    screen.query_one(RowList).choose("agreement")
    await table.until(lambda: "whose yearly review is not overdue" in table.text(), "what is counted")
    await table.press("enter")
    await table.on(BehindFigure)
    await table.until(lambda: "No agreement yet." in table.text(), "the list")
    await table.press("enter")
    await table.on(WorkerFileScreen)


def test_from_home_to_a_worker_s_year_and_onto_paper(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        folder = tmp_path / "papers"
        await from_home_to_the_file(table, folder)
        await table.until(lambda: "Supervision" in table.text(), "the file")
        await table.press("y")
        screen = await table.on(WorkerYearScreen)
        await table.until(lambda: "Supervision held (record 1)" in table.text(), "the year")
        assert "Nov   ~~" in table.text()
        assert "1 held, all in time; 1 planned." in table.text()
        rows = screen.query_one("#rows", OptionList)
        # It opens on what comes next: today's talk. A month back there is the holiday.
        assert rows.highlighted == 1
        await table.press("right")
        await table.until(lambda: rows.highlighted == 2, "December")
        await table.press("enter")
        await table.on(PlanSupervision)
        await table.press("escape")
        await table.on(WorkerYearScreen)
        await table.press("left")
        await table.until(lambda: rows.highlighted == 0, "the first of November")
        await table.press("enter")
        await table.on(AbsencesScreen)
        await table.press("escape")
        await table.on(WorkerYearScreen)
        await table.press("pageup")
        await table.until(lambda: "Nothing is known of 2025" in table.text(), "no year before")
        await table.press("pagedown")
        await table.until(lambda: "Last day in time" in table.text(), "the year to come")
        await table.press("x")
        await save_there(table, folder)
        await table.until(lambda: "Saved as Year 2027" in table.text(), "the note")
        await table.press("pageup")
        await table.until(lambda: "Supervision held (record 1)" in table.text(), "this year again")
        screen.post_message(YearGrid.Clicked(date(2026, 11, 17)))
        await table.until(lambda: rows.highlighted == 1, "the talk, by the mouse")
        await table.press("enter")
        await table.on(SignOffScreen)
        assert sorted(path.name for path in folder.iterdir()) == [
            "Coverage 2026-11-17.csv",
            "Year 2027 Ania Wójcik-Łęcka.pdf",
        ]

    at_the_table(tmp_path, story, held_and_planned)
