"""A whole case by keys: care plans are not kept to on home visits; a plan gets more time [PIP-20] [PIP-3].

From the concern over a plan that the manager decided on, a late review and an extension to the bundle.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from supervise_tui.canonical import Json
from supervise_tui.ui.screens.help import Help
from supervise_tui.ui.screens.plan_case import PlanCase
from supervise_tui.ui.screens.plan_entry import PlanEntry
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.row_list import RowList
from supervise_tui.workflows import addenda, hold_supervision
from tests.homes import PASSPHRASE, Clock
from tests.journeys.plan_by_keys import (
    WHOLE,
    again,
    begun,
    both_sign,
    bundle_taken,
    filled_in,
    held,
    noted,
    opened,
    ready,
    signed,
    something_else,
    step,
    to_row,
    turned,
    with_secrets,
    written,
)
from tests.journeys.table import Table, at_the_table
from tests.journeys.whole_bundle import everything_is_in
from tests.plan_course import PlanCourse

CONCERN: dict[str, Json] = {
    "raised_on": "2026-01-26",
    "raised_in": "7",
    "falls_short": "On visits to Mrs. K. and Mr. D. drinks are not offered or not written down, and the skin "
    "is not looked at on the agreed days. Mrs. K.'s daughter was not rung for two weeks.",
    "areas": ["planning", "paperwork"],
    "standard": "The drinks of the care plan are offered on each visit and written down, the skin is looked "
    "at on the agreed days, and the family is rung on Fridays.",
    "examples": [
        {"id": "e1", "on": "2026-01-19", "what": "No drink on record for Mrs. K.", "source": "audit"},
        {"id": "e2", "on": "2026-01-23", "what": "Mr. D.'s heel was red, and not charted.", "source": "seen"},
    ],
    "behind_what": "Seven visits before noon leave no time between two of them. "
    "Training on skin was two years ago.",
    "conditions_change": "Two visits go to another run from 9 February (Marian).",
    "put_right": "Half a morning beside Bronwen; Marian sees to the rota.",
    "account": "I run from door to door. I thought the evening carer rings the family.",
    "adjustments": None,
    "remedy": "A lighter run for two weeks, and a list of prompts to carry along.",
    "redress": "Mr. D.'s heel was seen by the nurse on the same day; Mrs. K.'s daughter was rung and told.",
    "next_step": "plan",
    "look_again": None,
    "worker_word": "The run was too full. The rest I can do better.",
}
PLAN: dict[str, Json] = {
    "agreed": "decided",
    "disagreement": "Eight weeks are too long. Four would do once the run is lighter.",
    "decided_because": "The audits are every four weeks, and two of them are needed. "
    "We look again after two weeks.",
    "account": "I know what is in the care plans. There was no time to do all of it.",
    "adjustments": None,
    "mitigating": "Seven visits before noon since Christmas.",
    "asks_for": "That the lighter run stays if it works.",
}
REVIEW: dict[str, Json] = {
    "went_well": "Drinks are on record on each visit since the run is lighter, "
    "and the family is rung on Fridays.",
    "still_missing": "Three skin checks of twelve in March.",
    "worker_view": "The list helps. On Thursdays the run is still too full for the skin.",
    "wellbeing": "Less out of breath.",
    "because": "Two objectives are nearly there; skin checks are not steady, and the help came late.",
}
LAST_REVIEW: dict[str, Json] = {
    "outcome": "close",
    "improvement": "enough",
    "progress": {"result": "met", "evidence": "Notes and skin charts of April, two visits that were watched"},
    "went_well": "No drink and no skin check was missed in April; the family was rung on each Friday.",
    "still_missing": None,
    "worker_view": "It works with the lighter Thursdays.",
    "because": "All three objectives are met and have held for four weeks; the second audit was clean.",
    "after_it": "The prompt list stays, and new carers are shown it in their first week.",
}
EXTENSION: dict[str, Json] = {
    "longer_for": None,
    "longer_why": None,
    "reason": "Drinks and calls are right since 2 March. Skin checks are not steady yet: nine of twelve.",
    "standards": "Each skin check done and described, for four weeks.",
    "support": [{"id": "s1", "what": "Thursdays lose one visit", "who": "Marian", "from": "2026-04-02"}],
    "worker_view": "The time is enough if the Thursdays are lighter.",
    "disagreement": "I would have liked to close it now.",
}


@pytest.mark.long
def test_care_plans_are_kept_to_after_more_time_and_the_bundle_tells_it_all(tmp_path: Path) -> None:
    clock = Clock(datetime(2026, 2, 2, 10, tzinfo=ZoneInfo("Europe/London")))

    async def story(table: Table) -> None:
        course = await written_concern(table, clock)
        clock.turn(hours=1)
        await step(table, "plan", template="care-plan")
        days = {"starts_on": "2026-02-02", "ends_on": "2026-03-30", "next_review_on": "2026-02-16"}
        await signed(table, course, "plan", **days, **PLAN)
        await turned(table, clock, days=18)
        await log_of_visits(table, course)
        clock.turn(days=38)
        await late_and_found_from_home(table)
        review = await more_time_is_needed(table, course)
        await extended(table, course)

        for passed in (7, 21):
            clock.turn(days=passed)
            for one in course.plan.objectives:
                seen = {"objective": one.id, "result": "met", "seen": "Nothing was missed this week."}
                await noted(table, course, "log", **seen)
        clock.turn(minutes=20)
        await held(table, course, "review", **LAST_REVIEW)
        # What has to be put right in a signed record is an addendum: it waits on the case.
        addenda.start(table.app.drawer, review)
        again(table)
        await table.until(lambda: "Closed after improvement since" in table.text(), "the end")
        assert "Addendum to record" in table.text()
        made = await bundle_taken(table, tmp_path / "bundle")
        said = " ".join(everything_is_in(course, made, tmp_path / "apart").split())
        for words in ("Decided by the manager", "longer than usual", "Advice from HR"):
            assert words in said
        assert "Not in it: 1 record is not signed by everybody yet." in said

    at_the_table(tmp_path, story, with_secrets, clock=clock)


async def written_concern(table: Table, clock: Clock) -> PlanCourse:
    """The concern that both signed; its screens are walked in test_story_of_medicines.py."""
    if WHOLE:
        course = await begun(table, clock)
        await signed(table, course, "concern", **CONCERN)
        return course
    course = PlanCourse(table.desk, table.worker, clock).begin()
    course.signed("concern", **CONCERN)
    table.app.push_screen(PlanCase(course.case))
    return course


async def log_of_visits(table: Table, course: PlanCourse) -> None:
    """What is seen on visits, by objective."""
    seen = (
        ("not_met", "Two visits without a drink on record."),
        ("partly", "Looked at the skin; no word of it."),
    )
    for objective, (result, what) in zip(course.plan.objectives, seen, strict=False):
        said: dict[str, Any] = {
            "seen": what,
            "evidence": "The notes of 20 February",
            "worker_says": "It was a Thursday.",
        }
        await written(table, course, "log", objective=objective.id, result=result, **said)
        course.clock.turn(minutes=10)


async def late_and_found_from_home(table: Table) -> None:
    """Home says what is late in the plan; Enter leads to its case."""
    table.app.go_home()
    await table.until(lambda: "Review of the plan" in table.text(), "the clock of the plan")
    rows = table.find("#rows", RowList)
    await to_row(table, next(one.id for one in rows.rows if one.id.startswith("improvement:")))
    await table.on(PlanCase)
    await table.until(lambda: "! Hold a review" in table.text(), "what is late")


async def more_time_is_needed(table: Table, course: PlanCourse) -> str:
    """What waits says for what; some improvement closes nothing, and that is said before anybody signs."""
    await something_else(table, "extension")
    await table.on(Help)
    assert "Nobody has decided on more time." in table.text()
    await table.press("escape")
    await table.on(PlanCase)

    await step(table, "review")
    closing: dict[str, Json] = {"outcome": "close", "improvement": "some", "after_it": "The prompt list."}
    screen = await filled_in(table, "review", {**REVIEW, **closing})
    await table.press("enter")
    await table.until(lambda: "enough improvement" in table.text(), "why it cannot be signed")
    await back_to_the_case(table)
    await put_right(table, screen.record_id, outcome="extend", after_it=None, next_review_on=course.day(7))
    await ready(table)
    await table.press("enter")
    await both_sign(table)
    await table.until(lambda: "Extend the plan" in table.text(), "what comes next")
    assert "by Wednesday 8 April, in 9 days" in table.text()
    return screen.record_id


async def extended(table: Table, course: PlanCourse) -> None:
    """HR is asked first; without that, or for longer than is usual without a reason, nobody can sign."""
    await something_else(table, "advice")
    await table.on(PlanEntry)
    await table.press("enter")
    await table.type_in("Bilal Hart\n")
    await table.press("5", "enter", "1", "enter")
    await table.type_in("Four weeks are right.")
    await table.press("ctrl+s")
    await table.on(PlanCase)
    assert course.view.file.entries[-1].kind == "advice"

    await step(table, "extension")
    screen = await opened(table)
    await table.press("escape")
    await table.on(PlanCase)
    assert screen.sheet is not None
    assert screen.sheet.answers["adviser"] == "Bilal Hart"  # who was asked need not be written down twice
    course.still_open(screen.record_id, "extension", **EXTENSION, adviser=None, ends_on=course.day(70))
    await to_row(table, f"record:{screen.record_id}")
    await table.until(lambda: "Who in HR advised on it" in table.text(), "nobody was asked")
    await table.press("escape")
    await table.on(PlanCase)
    await put_right(table, screen.record_id, adviser="Bilal Hart", advised_on=course.day())
    await ready(table)
    await table.press("enter")
    await table.until(lambda: "Extensions last 8 weeks at most" in table.text(), "why it cannot be signed")
    await table.press("escape")
    await table.on(PlanCase)
    why = "The lighter run came three weeks late, and Ania was away for ten days of family leave."
    await put_right(table, screen.record_id, longer_for="other", longer_why=why)
    await ready(table)
    await table.press("enter")
    await both_sign(table)


async def back_to_the_case(table: Table) -> None:
    """Leave a record; after the worker's own page the passphrase is asked for."""
    await table.press("escape")
    await table.until(lambda: isinstance(table.app.screen, PlanCase | Ask), "the case, or who leaves")
    if isinstance(table.app.screen, Ask):
        table.find("#answer", LineField).value = PASSPHRASE
        await table.press("enter")
    await table.on(PlanCase)


async def put_right(table: Table, record_id: str, **changes: Json) -> None:
    """Change answers of a record that waits on the case, and open it again."""
    hold_supervision.save(table.app.drawer, record_id, changes)
    await to_row(table, f"record:{record_id}")
