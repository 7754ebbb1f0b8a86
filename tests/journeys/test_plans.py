"""Improvement plans by keys: from a written concern to the end, and what is refused on the way."""

from __future__ import annotations

import gc
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from supervise_tui.canonical import Json
from supervise_tui.domain.people import Worker
from supervise_tui.store import plan_cases as kept
from supervise_tui.ui import file_rooms
from supervise_tui.ui.screens.help import Help
from supervise_tui.ui.screens.home import Home
from supervise_tui.ui.screens.plan_case import PlanCase
from supervise_tui.ui.screens.plan_cases import PlanCases
from supervise_tui.ui.screens.plan_entry import PlanEntry
from supervise_tui.ui.screens.plan_procedure import PlanProcedure
from supervise_tui.ui.screens.search import SearchScreen
from supervise_tui.ui.screens.unlock import Unlock
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.row_list import RowList
from supervise_tui.workflows import addenda, hold_supervision
from supervise_tui.workflows.case_standing import CaseView
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.plans_desk import plans_desk
from tests.domain import plan_story
from tests.domain.plan_story import Story
from tests.homes import PASSPHRASE, Clock, choose_secrets
from tests.journeys.plan_by_keys import (
    again,
    begun,
    both_sign,
    bundle_taken,
    drawn,
    filled_in,
    opened,
    ready,
    something_else,
    step,
    to_row,
    with_secrets,
    written,
)
from tests.journeys.table import Table, at_the_table
from tests.plan_course import PlanCourse


@pytest.mark.long
def test_medicines_from_the_concern_to_a_closed_plan(tmp_path: Path) -> None:
    clock = Clock()

    async def story(table: Table) -> None:
        course = await begun(table, clock)
        screen = await opened(table)
        assert table.app.hand_over == table.worker.id
        await table.press("escape")
        await table.on(PlanCase)
        course.finish(screen.record_id, "concern", raised_on="2026-11-10")
        again(table)
        await plan_from_a_template(table, course)
        await note_progress(table)

        # Six weeks later: what was seen speaks for itself, and the plan is closed.
        clock.turn(days=42)
        for one in course.plan.objectives:
            course.wrote("log", objective=one.id, result="met")
        await drawn(table)
        again(table)
        await table.until(lambda: "! Hold a review" in table.text(), "a late review")
        await to_row(table, "step:review")
        said = {"outcome": "close", "improvement": "enough", "after_it": "A quiet room for the charts."}
        await filled_in(table, "review", said)
        await table.press("enter")
        await both_sign(table)
        await table.until(lambda: "Closed after improvement since" in table.text(), "the end")
        assert "Hold a review" not in table.text()
        await locked_and_back(table)
        await only_in_the_drawer(table)

    at_the_table(tmp_path, story, with_secrets, clock=clock)


def told(desk: Desk, worker: Worker, story: Story, template: str = "") -> str:
    """Keep a story as the entries of a case: what was written on days gone by."""
    case = replace(story.case, id=f"{story.state.value:0<16}", worker=worker.id, template=template)
    with plans_desk(desk).cabinet.transaction() as work:
        kept.open_case(work, case, desk.holder, desk.now)
        for number, entry in enumerate(story.entries):
            kept.add_entry(work, replace(entry, id=f"{number:016x}", case=case.id), desk.now)
    return case.id


@pytest.mark.long
def test_care_plans_get_more_time_and_are_closed_then(tmp_path: Path) -> None:
    clock = Clock(datetime(2026, 3, 30, 10, tzinfo=ZoneInfo("Europe/London")))

    def prepare(desk: Desk, worker: Worker) -> str:
        choose_secrets(desk, worker)
        return told(desk, worker, plan_story.planned(), "care-plan")

    async def story(table: Table) -> None:
        course = PlanCourse(table.desk, table.worker, clock, table.record_id)
        # Home says what is late in the plan; Enter leads to its case.
        await table.until(lambda: "Review of the plan" in table.text(), "the clock of the plan")
        rows = table.find("#rows", RowList)
        await to_row(table, next(one.id for one in rows.rows if one.id.startswith("improvement:")))
        await table.on(PlanCase)
        await table.until(lambda: "! Hold a review" in table.text(), "what is late")

        # What waits says for what.
        await something_else(table, "extension")
        await table.on(Help)
        assert "Nobody has decided on more time." in table.text()
        await table.press("escape")
        await table.on(PlanCase)

        # Some improvement closes nothing: it is said before anybody signs.
        course_review = {"outcome": "close", "improvement": "some", "after_it": "The prompt list."}
        await to_row(table, "step:review")
        screen = await filled_in(table, "review", course_review)
        await table.press("enter")
        await table.until(lambda: "enough improvement" in table.text(), "why it cannot be signed")
        await table.press("escape")
        await table.on(PlanCase)
        changes: dict[str, Json] = {"outcome": "extend", "improvement": "some", "after_it": None}
        changes["next_review_on"] = course.day(7)
        hold_supervision.save(table.app.drawer, screen.record_id, changes)
        await to_row(table, f"record:{screen.record_id}")
        await ready(table)
        await table.press("enter")
        await both_sign(table)

        # The advice on it, by keys, from what most cases never need.
        await table.until(lambda: "Extend the plan" in table.text(), "what comes next")
        assert "by Wednesday 8 April, in 9 days" in table.text()
        await something_else(table, "advice")
        await table.on(PlanEntry)
        await table.press("enter")
        await table.type_in("Bilal Hart\n")
        await table.press("5", "enter", "1", "enter")
        await table.type_in("Four weeks are right.")
        await table.press("ctrl+s")
        await table.on(PlanCase)
        await table.until(lambda: "Advice from HR" in table.text(), "the advice is written down")

        days: dict[str, Json] = {"ends_on": course.day(28), "next_review_on": course.day(14)}
        course.signed("extension", advised_on=course.day(), **days)
        clock.turn(days=28)
        course.reviewed("close", "enough", after_it="The prompt list stays.")
        again(table)
        await table.until(lambda: "Closed after improvement since" in table.text(), "the end")
        assert course.state == "closed"

        # What has to be put right in a signed record is an addendum: it waits on the case.
        addenda.start(table.app.drawer, screen.record_id)
        again(table)
        await table.until(lambda: "Addendum to record" in table.text(), "the addendum")

    at_the_table(tmp_path, story, prepare, clock=clock)


@pytest.mark.long
def test_escalation_goes_to_a_hearing_and_an_appeal(tmp_path: Path) -> None:
    """Told from the hearing on; from the first concern on in test_story_of_stage_three.py."""
    clock = Clock(datetime(2026, 6, 9, 10, tzinfo=ZoneInfo("Europe/London")))

    def prepare(desk: Desk, worker: Worker) -> str:
        choose_secrets(desk, worker)
        return told(desk, worker, plan_story.met_3(), "escalation")

    async def story(table: Table) -> None:
        course = PlanCourse(table.desk, table.worker, clock, table.record_id)
        table.app.go_to(file_rooms.plan_cases)
        await table.on(PlanCases)
        await table.until(lambda: "Stage 3: outcome awaited" in table.text(), "the list")
        await table.press("enter")
        await table.on(PlanCase)
        await table.until(lambda: "Write down the outcome" in table.text(), "what comes next")

        # The outcome that the chair gave, with what a dismissal needs.
        await written(table, course, "outcome", last_day=course.day(40))
        await table.until(lambda: "Dismissed since" in table.text(), "the outcome counts")
        clock.turn(days=1)
        await written(table, course, "delivery", letter="dismissal")
        await table.until(lambda: "can appeal until Wednesday 17 June" in table.text(), "the appeal window")

        await table.press("p")
        await table.on(PlanProcedure)
        await table.until(lambda: "▶ Dismissed" in table.text(), "the place in the procedure")
        await table.press("escape")
        await table.on(PlanCase)

        # A day too late is refused, and the cure is said; in time it is taken.
        clock.turn(days=8)
        draft = await written(table, course, "appeal", late_accepted_by="", reason="", refused="late")
        assert "17 June" in table.text()
        await table.press("f8")
        await table.on(Ask)
        await table.press("shift+tab", "enter")
        await table.on(PlanCase)
        assert draft not in [one.id for one in course.view.file.drafts]
        clock.turn(days=-2)
        await written(table, course, "appeal", late_accepted_by="", reason="")
        await table.until(lambda: "Appeal: hearing to be called since" in table.text(), "the appeal")
        assert "Invite to the meeting" in table.text()
        made = await bundle_taken(table, tmp_path / "bundle")
        assert made.name == "2026-06-16 Ania Wójcik-Łęcka - case bundle.pdf"

    at_the_table(tmp_path, story, prepare, size=(120, 40), clock=clock)


async def plan_from_a_template(table: Table, course: PlanCourse) -> None:
    """What the template proposes stands in the plan; the rest is written and signed."""
    await table.until(lambda: "Make the plan" in table.text(), "what comes next")
    assert "Concern since Tuesday 17 November" in table.text()
    await step(table, "plan", template="medication")
    screen = await opened(table)
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
    await table.until(nothing_kept, "no case is in memory")
    table.find("#secret", LineField).value = PASSPHRASE
    await table.press("enter")
    await table.on(PlanCase)
    await table.until(lambda: "Closed after improvement since" in table.text(), "the case again")


def nothing_kept() -> bool:
    gc.collect()
    return not any(isinstance(thing, CaseView) for thing in gc.get_objects())


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
