"""Home leads to what is due in a plan, and says when the plans' history does not fit."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from supervise_tui.domain.plan_case import Case
from supervise_tui.store import plan_cases as kept
from supervise_tui.trust.costs import FLOOR
from supervise_tui.ui.screens.home import Home
from supervise_tui.ui.screens.plan_case import PlanCase
from supervise_tui.ui.screens.plan_cases import PlanCases
from supervise_tui.ui.screens.plan_worker import PlanWorker
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.row_list import RowList
from supervise_tui.workflows import backups, plan_cases
from supervise_tui.workflows.home import home
from supervise_tui.workflows.open_cabinet import HOME_TIME, close_desk, open_desk
from supervise_tui.workflows.plans_desk import plans_desk
from tests.domain import plan_story
from tests.homes import PASSPHRASE, Clock, add_ania, make_home
from tests.journeys.table import Table, at_the_table


def with_a_plan(folder: Path, state: Path, clock: Clock) -> Case:
    """Make a home where a review of Ania's plan is due, and close it."""
    desk, _ = make_home(folder, state, clock)
    case = plan_cases.open_case(desk, add_ania(desk).id)
    with plans_desk(desk).cabinet.transaction() as work:
        for number, entry in enumerate(plan_story.planned().entries):
            kept.add_entry(work, replace(entry, id=f"{number:016x}", case=case.id), desk.now)
    backups.make_backup(desk, folder.with_name("beck.cabinet-backup"))
    close_desk(desk)
    return case


def test_an_older_drawer_is_accepted_with_a_reason_and_what_is_due_opens_the_case(tmp_path: Path) -> None:
    clock = Clock(datetime(2026, 2, 20, 9, tzinfo=HOME_TIME))
    folder, state = tmp_path / "beck.cabinet", tmp_path / "state"
    case = with_a_plan(folder, state, clock)
    older = (folder / "plans.db").read_bytes()
    desk = open_desk(folder, PASSPHRASE, state=state, now=clock, costs=FLOOR)
    plan_cases.open_case(desk, case.worker)
    close_desk(desk)
    (folder / "plans.db").write_bytes(older)

    async def story(table: Table) -> None:
        screen = await table.on(Home)
        await table.until(lambda: "Review of the plan" in table.text(), "what is due")
        assert "The history of improvement plans does not fit" in table.text()
        rows = screen.query_one("#rows", RowList)
        rows.choose("accept-plans")
        await table.press("enter")
        asked = await table.on(Ask)
        asked.query_one(LineField).value = "The disk failed on Monday."
        await table.press("enter")
        await table.on(Home)
        await table.until(lambda: "does not fit" not in table.text(), "all is well")
        assert home(table.desk).plans_wrong == ()
        rows.choose(f"improvement:{case.id}:review")
        await table.press("enter")
        await table.on(PlanCase)
        await table.until(lambda: "Ania" in table.text(), "the case")
        # A second case beside one that is open is seldom meant.
        table.app.push_screen(PlanCases())
        await table.until(lambda: "1 case is open" in table.text(), "the list")
        await table.press("n")
        await table.on(PlanWorker)
        await table.until(lambda: "Ania" in table.text(), "whom it can be with")
        await table.press("enter")
        await table.on(Ask)
        assert "A case with this person is open already" in table.text()

    at_the_table(tmp_path, story, folder=folder, clock=clock)


def test_a_damaged_drawer_is_put_back_from_the_last_backup_and_what_is_due_stands_on_home(
    tmp_path: Path,
) -> None:
    clock = Clock(datetime(2026, 2, 20, 9, tzinfo=HOME_TIME))
    folder = tmp_path / "beck.cabinet"
    with_a_plan(folder, tmp_path / "state", clock)
    file = folder / "plans.db"
    raw = bytearray(file.read_bytes())
    raw[5_000] ^= 1
    file.write_bytes(raw)

    async def story(table: Table) -> None:
        screen = await table.on(Home)
        await table.until(lambda: "Improvement plans cannot be read" in table.text(), "what happened")
        assert "Review of the plan" not in table.text()
        screen.query_one("#rows", RowList).choose("mend-plans")
        await table.press("enter")
        await table.on(Ask)
        await table.press("enter")  # from a backup: that is proposed
        for title, typed in (
            ("Which backup?", None),
            ("What happened?", "A stick that failed."),
            ("Put the plans back", PASSPHRASE),
        ):
            await table.until(lambda title=title: title in table.text(), title)  # type: ignore[misc]
            asked = await table.on(Ask)
            field = asked.query_one(LineField)
            if typed is None:
                assert field.value.endswith("beck.cabinet-backup")  # the last one
            else:
                field.value = typed
            await table.press("enter")
        await table.until(lambda: "Review of the plan" in table.text(), "what is due")
        assert "cannot be read" not in table.text()

    at_the_table(tmp_path, story, folder=folder, clock=clock)
