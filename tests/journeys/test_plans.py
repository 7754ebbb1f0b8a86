"""The formal end of an improvement plan by keys: a hearing and an appeal, and what is refused on the way.

The stories of whole cases stand in files of their own, test_story_of_*.py.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from supervise_tui.domain.people import Worker
from supervise_tui.store import plan_cases as kept
from supervise_tui.ui import file_rooms
from supervise_tui.ui.screens.plan_case import PlanCase
from supervise_tui.ui.screens.plan_cases import PlanCases
from supervise_tui.ui.screens.plan_procedure import PlanProcedure
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.plans_desk import plans_desk
from tests.domain import plan_story
from tests.domain.plan_story import Story
from tests.homes import Clock, choose_secrets
from tests.journeys.plan_by_keys import (
    bundle_taken,
    written,
)
from tests.journeys.table import Table, at_the_table
from tests.plan_course import PlanCourse


def told(desk: Desk, worker: Worker, story: Story, template: str = "") -> str:
    """Keep a story as the entries of a case: what was written on days gone by."""
    case = replace(story.case, id=f"{story.state.value:0<16}", worker=worker.id, template=template)
    with plans_desk(desk).cabinet.transaction() as work:
        kept.open_case(work, case, desk.holder, desk.now)
        for number, entry in enumerate(story.entries):
            kept.add_entry(work, replace(entry, id=f"{number:016x}", case=case.id), desk.now)
    return case.id


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
