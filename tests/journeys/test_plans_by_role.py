"""Who may see plans and who may not: no trace on any screen, or all of it to read and nothing to write."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from textual.widgets import OptionList

from supervise_tui.domain.people import Worker
from supervise_tui.domain.roles import KeyRole
from supervise_tui.ui import file_rooms, palette
from supervise_tui.ui.screens.home import Home
from supervise_tui.ui.screens.look_into import LookInto
from supervise_tui.ui.screens.plan_case import PlanCase
from supervise_tui.ui.screens.plan_cases import PlanCases
from supervise_tui.ui.screens.plan_worker import PlanWorker
from supervise_tui.ui.screens.unlock import Unlock
from supervise_tui.ui.screens.worker_file import WorkerFileScreen
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.key_bar import KeyBar
from supervise_tui.workflows import key_holders
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.open_cabinet import HOME_TIME
from tests.domain import plan_story
from tests.homes import Clock
from tests.journeys.table import Table, at_the_table
from tests.journeys.test_plans import told

DEPUTY, PROVIDER = "copper window sparrow", "violet kettle acorn"


def with_keys(desk: Desk, worker: Worker) -> str:
    """A case at stage 1, a deputy's key without plans, and a provider's with them."""
    key_holders.give_key(desk, name="Priya Raman", post="Deputy", role=KeyRole.DEPUTY, passphrase=DEPUTY)
    key_holders.give_key(
        desk, name="Tobias Acker", post="Provider", role=KeyRole.PROVIDER, passphrase=PROVIDER, plans=True
    )
    return told(desk, worker, plan_story.at_stage_1())


async def come_in(table: Table, secret: str) -> None:
    """Lock, and come in with another key."""
    await table.press("ctrl+l")
    await table.on(Unlock)
    await table.type_in(f"{secret}\n")
    await table.on(Home)
    await table.until(lambda: "Enter:" in table.text(), "home")


async def say_what_for(table: Table) -> None:
    """A file is shut to who is not its supervisor until they say why they open it."""
    await table.on(LookInto)
    await table.press("enter", "enter")
    await table.type_in("Stands in for two weeks\n")


def offered(table: Table) -> str:
    """Everything that the palette offers."""
    return "\n".join(one.title for one in palette.commands(table.app, table.app.screen))


def test_a_key_without_plans_meets_no_trace_and_one_for_reading_writes_nothing(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        # The owner: in the palette, on the worker's file, and from the list on to a new concern.
        assert "Improvement plans" in offered(table)
        table.app.push_screen(WorkerFileScreen(table.worker.id))
        await table.on(WorkerFileScreen)
        row = "Improvement plan: Stage 1: meeting to be called"
        await table.until(lambda: row in table.text(), "the line of the plan")
        assert "Improvement plans of this worker" in offered(table)
        table.app.go_to(file_rooms.plan_cases)
        await table.on(PlanCases)
        await table.press("n")
        await table.on(PlanWorker)
        await table.type_in("ania\n")
        await table.on(Ask)
        assert "A concern about the work of Ania" in table.text()
        await table.press("escape", "escape")
        await table.on(PlanCases)

        # The deputy: nothing on home, in the palette, in the file; its key does nothing there.
        await come_in(table, DEPUTY)
        assert "mprovement" not in table.text() + offered(table)
        table.app.push_screen(WorkerFileScreen(table.worker.id))
        await say_what_for(table)
        screen = await table.on(WorkerFileScreen)
        await table.until(lambda: "Start a supervision" in table.text(), "the file")
        shown = table.text() + offered(table) + str(screen.query_one(KeyBar).shown)
        assert "mprovement" not in shown
        assert "Plans" not in shown
        before = table.text()
        await table.press("l")
        assert table.app.screen is screen
        assert table.text() == before

        # The provider reads: why, first; then all of it, and nothing that writes.
        await come_in(table, PROVIDER)
        table.app.go_to(file_rooms.plan_cases)
        await table.on(PlanCases)
        await table.until(lambda: "the file is shut" in table.text(), "a case of a shut file")
        assert "Stage 1" not in table.text()
        assert "Write down a concern" not in table.text()
        await table.press("enter")
        await say_what_for(table)
        case = await table.on(PlanCase)
        await table.until(lambda: "Stage 1: meeting to be called" in table.text(), "the case")
        assert "What happened, newest first" in table.text()
        assert "Next" not in table.text()
        assert not {"log", "more"} & {one.action for one in case.query_one(KeyBar).shown}
        await table.press("l")
        await table.on(PlanCase)
        rows = table.find("#rows", OptionList)
        assert rows.option_count

    clock = Clock(datetime(2026, 4, 1, 9, tzinfo=HOME_TIME))
    at_the_table(tmp_path, story, with_keys, clock=clock)
