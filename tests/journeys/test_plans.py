"""Improvement plans by keys: from a written concern to the end, and what is refused on the way."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import OptionList

from supervise_tui.domain.people import Worker
from supervise_tui.ui.screens.home import Home
from supervise_tui.ui.screens.plan_case import PlanCase
from supervise_tui.ui.screens.plan_cases import PlanCases
from supervise_tui.ui.screens.plan_entry import PlanEntry
from supervise_tui.ui.screens.receipt import ReceiptScreen
from supervise_tui.ui.screens.record import RecordScreen
from supervise_tui.ui.screens.search import SearchScreen
from supervise_tui.ui.screens.sign_off import SignOffScreen
from supervise_tui.ui.screens.signing import SignNow
from supervise_tui.ui.screens.unlock import Unlock
from supervise_tui.ui.screens.worker_file import WorkerFileScreen
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.choose import Choose
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.row_list import RowList
from supervise_tui.workflows import hold_supervision, plan_cases
from supervise_tui.workflows.desk import Desk
from tests.homes import PASSPHRASE, SUPERVISOR_SECRET, WORKER_SECRET, Clock, choose_secrets
from tests.journeys.table import Table, at_the_table
from tests.plan_course import PlanCourse, fill


def with_secrets(desk: Desk, worker: Worker) -> str:
    choose_secrets(desk, worker)
    return ""


async def to_row(table: Table, row: str) -> None:
    """Put the cursor on a row, as the arrows would, and press Enter."""
    rows = table.find("#rows", RowList)
    await table.until(lambda: any(one.id == row for one in rows.rows), row)
    rows.choose(row)
    await table.press("enter")


async def written_by_both(table: Table, kind: str, **own: str) -> None:
    """The rest of the record in hand, as if typed; then both sign it, and the case is in front again."""
    screen = await table.on(RecordScreen)
    await table.until(lambda: screen.sheet is not None and screen.focused is not None, "the record")
    await table.press("escape")
    await table.on(PlanCase)
    sheet = hold_supervision.open_sheet(table.app.drawer, screen.record_id)
    fill(table.app.drawer, sheet, kind, own)
    await to_row(table, f"record:{screen.record_id}")
    screen = await table.on(RecordScreen)
    await table.until(lambda: getattr(screen.focused, "id", "") == "offer", "nothing is missing")
    await table.press("enter")
    await both_sign(table)


async def both_sign(table: Table) -> None:
    await table.on(SignOffScreen)
    for who, secret in (("worker", WORKER_SECRET), ("supervisor", SUPERVISOR_SECRET)):
        await table.until(lambda: isinstance(table.app.screen, SignOffScreen) and not table.app.screen.busy)
        await table.choose(f"sign-{who}")
        await table.on(SignNow)
        table.find("#secret", LineField).value = secret
        await table.press("enter")
        await table.until(lambda: not isinstance(table.app.screen, SignNow), f"{who} has signed")
    await table.on(Ask)
    await table.press("escape")
    await table.on(ReceiptScreen)
    await table.press("escape")
    await table.on(PlanCase)
    assert table.app.hand_over is None


def test_medicines_from_the_concern_to_a_closed_plan(tmp_path: Path) -> None:
    clock = Clock()

    async def story(table: Table) -> None:
        await begin_from_the_file(table)
        screen = await table.on(RecordScreen)
        await table.until(lambda: screen.sheet is not None and screen.focused is not None, "the concern")
        assert table.app.hand_over == table.worker.id
        await table.press("escape")
        await table.on(PlanCase)
        course = PlanCourse(table.app.drawer, table.worker, clock, plan_cases.cases(table.desk)[0][0].id)
        course.finish(screen.record_id, "concern", raised_on="2026-11-10")
        again(table)
        await plan_from_a_template(table, course)
        await note_progress(table)

        # Six weeks later: what was seen speaks for itself, and the plan is closed.
        clock.turn(days=42)
        for one in course.plan.objectives:
            course.wrote("log", objective=one.id, result="met")
        again(table)
        await table.until(lambda: "! Hold a review" in table.text(), "a late review")
        await to_row(table, "step:review")
        said = {"outcome": "close", "improvement": "enough", "after_it": "A quiet room for the charts."}
        await written_by_both(table, "review", **said)
        await table.until(lambda: "Closed after improvement since" in table.text(), "the end")
        assert "Hold a review" not in table.text()
        await locked_and_back(table)
        await only_in_the_drawer(table)

    at_the_table(tmp_path, story, with_secrets, clock=clock)


def again(table: Table) -> None:
    """What came into the case meanwhile is read."""
    screen = table.app.screen
    assert isinstance(screen, PlanCase)
    screen.look_again()


async def begin_from_the_file(table: Table) -> None:
    """From a worker's file, where nothing of plans is said, to the written concern."""
    table.app.push_screen(WorkerFileScreen(table.worker.id))
    await table.on(WorkerFileScreen)
    await table.until(lambda: "Start a supervision" in table.text(), "the file")
    await table.press("l")
    await table.on(PlanCases)
    await table.until(lambda: "There are no improvement plans here." in table.text(), "an empty drawer")
    await table.press("enter")
    await table.on(Ask)
    await table.press("shift+tab", "enter")


async def plan_from_a_template(table: Table, course: PlanCourse) -> None:
    """What the template proposes stands in the plan; the rest is written and signed."""
    await table.until(lambda: "Make the plan" in table.text(), "what comes next")
    assert "Concern since Tuesday 17 November" in table.text()
    await to_row(table, "step:plan")
    await table.on(Choose)
    offered = table.find("#offered", OptionList)
    offered.highlighted = offered.get_option_index("medication")
    await table.press("enter")
    screen = await table.on(RecordScreen)
    await table.until(lambda: screen.sheet is not None and screen.focused is not None, "the plan")
    assert screen.sheet is not None
    assert "On medicine rounds" not in str(screen.sheet.answers["gap"])  # the concern's own words stand
    assert screen.sheet.answers["objectives"]
    await table.press("escape")
    await table.on(PlanCase)
    course.finish(screen.record_id, "plan", **course.eight_weeks())
    again(table)
    await table.until(lambda: "Informal plan since" in table.text(), "the plan stands")


async def note_progress(table: Table) -> None:
    """By keys: a form that is not whole is not written, and says what it needs."""
    await table.press("l")
    await table.on(PlanEntry)
    await table.press("ctrl+s")
    await table.until(lambda: "still needs an answer" in table.text(), "what is missing")
    await table.press("1", "enter", "1", "enter")
    await table.type_in("Signed each chart at the bedside.")
    await table.press("tab", "2", "enter")
    await table.type_in("Chart of the evening")
    await table.press("tab", "tab", "1")
    await table.press("escape")
    await table.on(PlanCase)
    await table.until(lambda: "Being written" in table.text(), "it waits")
    await table.press("l")
    await table.on(PlanEntry)
    await table.press("ctrl+s")
    await table.on(PlanCase)
    await table.until(lambda: "Being written" not in table.text(), "it counts")


async def locked_and_back(table: Table) -> None:
    """The lock takes everything of the drawer off the screen; the same key comes back to the case."""
    await table.press("ctrl+l")
    await table.on(Unlock)
    assert "Closed after improvement" not in table.text()
    assert table.app._drawer is None
    table.find("#secret", LineField).value = PASSPHRASE
    await table.press("enter")
    await table.on(PlanCase)
    await table.until(lambda: "Closed after improvement since" in table.text(), "the case again")


async def only_in_the_drawer(table: Table) -> None:
    """The search finds the words of a plan among the plans, and nowhere else."""
    for inside, what in ((True, "Review"), (False, "Nothing holds")):
        await table.press("slash")
        await table.on(SearchScreen)
        await table.type_in("quiet room")
        await found(table, what)
        await table.press("escape")
        if inside:
            table.app.go_home()
            await table.on(Home)


async def found(table: Table, what: str) -> None:
    await table.until(lambda: what in table.text(), what)
