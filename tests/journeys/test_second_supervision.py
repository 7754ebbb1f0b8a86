"""The second talk looks back at the first: planned, prepared by both, what was agreed, and what goes on."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import cast

from pypdf import PdfReader
from textual.widgets import OptionList

from supervise_tui.canonical import Json
from supervise_tui.domain.action_life import Outcome
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import State
from supervise_tui.forms.definition import Role
from supervise_tui.ui.screens.plan_day import PlanDay
from supervise_tui.ui.screens.plan_supervision import PlanSupervision
from supervise_tui.ui.screens.preparation import PreparationScreen
from supervise_tui.ui.screens.receipt import ReceiptScreen
from supervise_tui.ui.screens.record import RecordScreen
from supervise_tui.ui.screens.sign_off import SignOffScreen
from supervise_tui.ui.screens.worker_file import WorkerFileScreen
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.questions.agenda import AgendaRows
from supervise_tui.ui.widgets.row_list import RowList
from supervise_tui.workflows import hold_supervision, sign_off
from supervise_tui.workflows.action_thread import actions_of
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.home import home
from tests.homes import PASSPHRASE, SUPERVISOR_SECRET, WORKER_SECRET, Clock, good_answers, signed_agreement
from tests.journeys.table import Table, at_the_table
from tests.journeys.test_supervision import give_secret, save_to

SIZE = (100, 40)


def first_signed(desk: Desk, worker: Worker) -> str:
    """Six weeks ago: the agreement and the first talk, with two actions and two points left open."""
    clock = desk.now
    assert isinstance(clock, Clock)
    clock.turn(days=-42)
    signed_agreement(desk, worker)
    first = hold_supervision.start(desk, worker.id).record
    answers = good_answers(desk)
    row = cast("list[dict[str, Json]]", answers["actions"])[0]
    later = {"id": "p2", "what": "Book the moving and handling course", "owner": "supervisor"}
    answers["actions"] = [row, {**row, **later, "by": (desk.today + timedelta(days=21)).isoformat()}]
    answers["agenda"] = [
        {"id": "a1", "text": "Night rounds", "by": "worker", "outcome": "reached"},
        {"id": "a2", "text": "My rota", "by": "worker", "outcome": "deferred", "why": "It comes on Friday."},
        {"id": "a3", "text": "Fire drill", "by": "supervisor", "outcome": "not-reached"},
    ]
    answers |= {"next_time": "10:30", "next_place": "The library"}
    del answers["no_agreement_reason"]
    hold_supervision.save(desk, first.id, answers)
    sign_off.offer(desk, first.id)
    sign_off.sign(desk, first.id, Role.WORKER, WORKER_SECRET)
    sign_off.sign(desk, first.id, Role.SUPERVISOR, SUPERVISOR_SECRET)
    clock.turn(days=42)
    return ""


async def plan_as_agreed(table: Table) -> None:
    """From the file: the day agreed last time is planned."""
    table.app.push_screen(WorkerFileScreen(table.worker.id))
    await table.on(WorkerFileScreen)
    assert "agreed for Tuesday 17 November, not planned yet" in table.text()
    await table.press("p")
    await table.on(PlanSupervision)
    await table.press("enter")
    await table.on(PlanDay)
    await table.press("ctrl+s")
    await table.on(PlanSupervision)
    await table.until(lambda: "10:30, The library" in table.text(), "the plan")


async def prepare(table: Table, row: str, point: str) -> None:
    """One side writes a point and lets it come in."""
    table.find("#rows", RowList).choose(row)
    await table.press("enter")
    if row == "prepare-worker":
        await table.on(Ask)
        table.find("#answer", LineField).value = WORKER_SECRET
        await table.press("enter")
    screen = await table.on(PreparationScreen)
    await table.until(lambda: screen.focused is not None, "a field")
    await table.type_in(f"{point}\n")
    await table.press("pagedown")
    await table.until(lambda: "1 point for the agenda" in table.text(), "the second page")
    await table.press("enter")
    await table.until(lambda: "Keep all of it to myself" in table.text(), "its word")
    await table.press("escape")
    if row == "prepare-worker":
        await table.on(Ask)
        table.find("#answer", LineField).value = PASSPHRASE
        await table.press("enter")
    await table.on(PlanSupervision)


def agenda(table: Table) -> str:
    """The lines of the agenda, also those that are scrolled away."""
    return "\n".join(str(option.prompt) for option in table.find("#rows-agenda", AgendaRows).options)


async def go_through_the_agenda(table: Table) -> None:
    """What was carried and brought stands there; all but one point is talked about."""
    screen = await table.on(RecordScreen)
    await table.until(lambda: screen.focused is not None, "a field")
    await screen.go_to("agenda")
    text = agenda(table)
    for line in ("My rota · Ania · from last time", "Fire drill · Marian · from last time"):
        assert line in text
    assert "The new hoist · Ania" in text
    assert "The audit · Marian" in text
    rows = table.find("#rows-agenda", AgendaRows)
    screen.set_focus(rows)
    rows.highlighted = next(
        place for place, option in enumerate(rows.options) if "Fire drill" in str(option.prompt)
    )
    await table.press("n", "a")
    left = "Fire drill · Marian · from last time · not reached"
    await table.until(lambda: left in agenda(table), "the mark")


async def look_back(table: Table) -> None:
    """The open actions one by one, by keys."""
    await table.press("f8")
    assert table.find("#gaps", OptionList).option_count == 2
    await table.press("enter")
    await table.press("1", "enter")
    await table.type_in("Bell log of two weeks: four bells, not eleven\n")
    await table.press("5", "enter")
    await table.type_in("The course was full\n")
    await table.type_in("in 4 weeks\n")
    await table.type_in("The waiting list\n")
    await table.until(lambda: "to Tuesday 15 December" in table.text(), "both are said")


async def sign(table: Table, folder: Path) -> None:
    """Both sign, and the PDF is taken away."""
    await table.press("f8")
    await table.until(lambda: getattr(table.app.focused, "id", "") == "offer", "no gap left")
    await table.press("enter")
    await table.on(SignOffScreen)
    await table.press("enter")
    await give_secret(table, WORKER_SECRET)
    await table.on(SignOffScreen)
    await table.until(lambda: table.state_of_record() is State.PART_SIGNED, "the worker has signed")
    await table.press("enter")
    await give_secret(table, SUPERVISOR_SECRET)
    await save_to(table, folder)
    await table.on(ReceiptScreen)
    assert table.state_of_record() is State.CLOSED


def test_the_second_talk_takes_up_the_first_and_is_planned_prepared_held_and_signed(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        await plan_as_agreed(table)
        await prepare(table, "prepare-worker", "The new hoist")
        await prepare(table, "prepare-supervisor", "The audit")
        table.find("#rows", RowList).choose("start")
        await table.press("enter")
        await go_through_the_agenda(table)
        await table.press("escape")
        await table.until(lambda: table.app.hand_over is None, "the supervision is left")
        # What is typed at length is proved elsewhere; here it is written from below.
        (table.record_id,) = (line.record.id for line in home(table.desk).drafts)
        rest = good_answers(table.desk)
        for kept in ("agenda", "no_agreement_reason", "place", "actions"):
            del rest[kept]
        hold_supervision.save(table.desk, table.record_id, rest)
        await table.open()
        await look_back(table)
        await sign(table, tmp_path / "out")
        assert_said(table)
        (paper,) = (tmp_path / "out").iterdir()
        words = " ".join(" ".join(page.extract_text() for page in PdfReader(paper).pages).split())
        for line in ("The library", "The new hoist", "The audit", "Fire drill", "The course was full"):
            assert line in words

    at_the_table(tmp_path, story, first_signed, size=SIZE)


def assert_said(table: Table) -> None:
    """One action is done and shown, one carried with its new day."""
    said = {
        thread.action.what: thread.reviews[-1].review
        for thread in actions_of(table.desk, table.worker.id)
        if thread.reviews
    }
    done = said["Try the earlier round for two weeks"]
    assert (done.outcome, done.evidence) == (Outcome.DONE, "Bell log of two weeks: four bells, not eleven")
    carried = said["Book the moving and handling course"]
    assert (carried.outcome, carried.why) == (Outcome.CARRIED, "The course was full")
    assert carried.new_date == table.desk.today + timedelta(weeks=4)
