"""Ratings of the six Cs by keys: sheets typed in, brought in, taken out; an early appraisal."""

from __future__ import annotations

from pathlib import Path

from supervise_tui.domain.people import Worker
from supervise_tui.domain.six_cs_file import NEEDED
from supervise_tui.ui.screens.record import RecordScreen
from supervise_tui.ui.screens.six_cs import SixCsScreen
from supervise_tui.ui.screens.six_cs_sheet import SixCsSheet
from supervise_tui.ui.screens.step_pages import StepPage
from supervise_tui.ui.screens.worker_file import WorkerFileScreen
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.workflows.desk import Desk
from tests.journeys.table import Table, at_the_table


def nothing_yet(desk: Desk, worker: Worker) -> str:
    return ""


def test_sheets_are_typed_in_brought_in_taken_out_and_lead_to_an_early_appraisal(tmp_path: Path) -> None:
    file = tmp_path / "sheets.csv"

    def write(*marks: str) -> None:
        lines = [f"2/11/2026,feedback,{mark},{mark},4,4,4,4" for mark in marks]
        file.write_text("\n".join([",".join(NEEDED), *lines]), encoding="utf-8")

    async def bring_in(table: Table) -> None:
        await table.press("f")
        await table.on(Ask)
        await table.type_in(f"{file}\n")

    async def story(table: Table) -> None:
        table.app.push_screen(WorkerFileScreen(table.worker.id))
        await table.on(WorkerFileScreen)
        await table.press("c")
        await table.on(SixCsScreen)
        await table.until(lambda: "No sheet counts yet." in table.text(), "the empty list")

        await table.press("n")
        await table.on(SixCsSheet)
        await table.type_in("16/11/2026\n")
        await table.press("1", "tab")
        await table.type_in("visit at home\nMrs Okafor\n2\n1\n2\n3\n4\n5")
        await table.press("escape")
        await table.on(SixCsScreen)
        await table.until(lambda: "Feedback (1)" in table.text(), "the sheet")
        assert "visit at home" in table.text()
        assert "Okafor" not in table.text(), "who gave it is not in the list: the worker may sit beside"
        assert "too few" in table.text()

        write("2", "nine")
        await bring_in(table)
        await table.until(lambda: "line 3: Care is no number" in table.text(), "the faults")
        await table.press("escape")
        await table.on(SixCsScreen)
        write("2", "1", "1")
        await bring_in(table)
        await table.on(SixCsScreen)
        await table.until(lambda: "3 sheets were brought in." in table.text(), "what came")
        assert "! Feedback on care and compassion was low in Oct to Dec 2026" in table.text()
        assert "1.5" in table.text(), "the mean of care"
        await table.press("v")
        await table.until(lambda: "Feedback, quarter by quarter" in table.text(), "the quarters")

        await table.press("end", "up", "r")
        await table.on(Ask)
        await table.type_in("it was about Kofi\n")
        await table.on(SixCsScreen)
        await table.until(lambda: "Feedback (3)" in table.text(), "it is gone")
        assert "▸ Start a talk in between" in table.text()

        await table.press("home", "down", "enter")
        screen = await table.on(RecordScreen)
        await table.until(lambda: "What went well?" in table.text(), "the appraisal")
        await table.press("pageup")
        page = screen._pages["start"]
        assert isinstance(page, StepPage)
        band, senior = page.widgets["band"], page.widgets["senior"]
        assert (band.answer, senior.answer) == ("band_3", False)
        screen.set_focus(band.first_field)
        await table.press("1")
        await table.until(lambda: senior.answer is True, "what follows from the band")
        await table.press("pagedown", "pagedown")
        await table.until(lambda: "(•) Answers for it in a service" in table.text(), "the level of the band")

    at_the_table(tmp_path, story, nothing_yet)
