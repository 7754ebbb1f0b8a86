"""From the list of plans to how they compare, and to all that is known of one line, by keys."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from supervise_tui.domain.people import Worker
from supervise_tui.ui import file_rooms
from supervise_tui.ui.screens.help import Help
from supervise_tui.ui.screens.plan_cases import PlanCases
from supervise_tui.ui.screens.plan_comparison import PlanComparison
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.open_cabinet import HOME_TIME
from tests.homes import Clock
from tests.journeys.table import Table, at_the_table
from tests.workflows.test_plan_comparison import NAMES, four_cases


def test_plans_are_compared_without_a_name_and_saved_as_a_table(tmp_path: Path) -> None:
    def prepare(desk: Desk, worker: Worker) -> str:
        four_cases(desk, worker)
        return ""

    async def story(table: Table) -> None:
        table.app.go_to(file_rooms.plan_cases)
        await table.on(PlanCases)
        await table.until(lambda: "cases are open" in table.text(), "the list")
        await table.press("c")
        await table.on(PlanComparison)
        await table.until(lambda: "4 plans with 4 people, nobody named." in table.text(), "the figures")
        assert "2 running, 1 at stage 1, 1 closed" in table.text()
        assert "By what the plan is about" in table.text()
        assert not [name for name in NAMES if name.split()[0] in table.text()]
        await table.press("enter")
        await table.on(Help)
        assert "Of all, 2 came to a formal stage; 0 had more time." in table.text()
        await table.press("escape", "x")
        await table.on(Ask)
        table.find("#answer", LineField).value = str(tmp_path / "out")
        await table.press("enter")
        await table.on(PlanComparison)
        await table.until(lambda: "Saved as Improvement plans compared" in table.text(), "it is saved")

    at_the_table(tmp_path, story, prepare, clock=Clock(datetime(2026, 6, 1, 9, tzinfo=HOME_TIME)))
