"""The calendar of the month: arrows move, the list tells the day, Enter goes there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from supervise_tui.ui.screens.home import Home
from supervise_tui.ui.screens.month import Month
from supervise_tui.ui.screens.plan_supervision import PlanSupervision
from supervise_tui.ui.screens.worker_file import WorkerFileScreen
from supervise_tui.ui.widgets.month_grid import MonthGrid
from supervise_tui.workflows import plan_supervision, workers
from supervise_tui.workflows.desk import Desk
from tests.ui.shell import Shell, in_front


def two_with_a_day(desk: Desk) -> None:
    """One is planned for Tuesday, one falls due on the 1st of December."""
    soon = workers.add_worker(desk, name="Nia Evans", post="Carer", started_on=date(2026, 11, 2))
    plan_supervision.plan(desk, soon.id, date(2026, 11, 24), at="10:30", place="The library")
    workers.add_worker(desk, name="Olu Adeyemi", post="Cook", started_on=date(2026, 9, 1))


def test_the_month_is_walked_by_keys_and_each_line_of_a_day_leads_somewhere(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        await shell.press("c")
        await shell.on(Month)
        grid = shell.find("#grid", MonthGrid)
        assert "November 2026" in shell.text()
        assert "[17]" in shell.text()
        assert "B bank holiday   P planned   D due by that day   H held   A away" in shell.text()
        await shell.until(lambda: "Nothing on this day." in shell.rows, "today's list")
        await shell.press("down")
        await shell.until(lambda: shell.rows == ["P Nia Evans"], "Tuesday's list")
        assert "10:30, The library" in shell.text()
        await shell.press("enter", "enter")
        await shell.on(PlanSupervision)
        await shell.press("escape")
        await shell.on(Month)
        assert grid.day == date(2026, 11, 24), "where it was"
        await shell.press("escape", "end", "right")
        assert "December 2026" in shell.text()
        await shell.until(lambda: shell.rows == ["D Olu Adeyemi"], "the last day in time")
        await shell.press("pagedown", "pageup", "pageup", "t")
        assert grid.day == date(2026, 11, 17)
        await shell.press("enter")
        assert shell.said == "There is nothing on this day."
        tall, wide = grid._tall(6), grid._wide
        await shell.pilot.click(MonthGrid, offset=(wide + 1, 1 + 4 * tall))
        assert grid.day == date(2026, 11, 24), "by the mouse"
        await shell.press("right", "right", "right", "right", "right", "right", "right")
        await shell.until(lambda: shell.rows == ["D Olu Adeyemi"], "the list")
        await shell.press("enter", "enter")
        await shell.on(WorkerFileScreen)
        await shell.press("escape", "escape")
        await shell.on(Month)
        await shell.press("escape")
        await shell.on(Home)

    in_front(tmp_path, story, prepare=two_with_a_day)
