"""A whole case by keys: second checks are missed on medicine rounds, and a plan makes them safe [PIP-20].

From the concern to the bundle, with a year of looking back after it.
"""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any

import pytest

from supervise_tui.canonical import Json
from supervise_tui.forms.letter_words import LetterFor
from supervise_tui.ui.screens.home import Home
from supervise_tui.ui.screens.plan_case import PlanCase
from supervise_tui.ui.screens.plan_cases import PlanCases
from supervise_tui.ui.screens.plan_entry import PlanEntry
from supervise_tui.ui.screens.search import SearchScreen
from supervise_tui.ui.screens.unlock import Unlock
from supervise_tui.ui.screens.worker_file import WorkerFileScreen
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.workflows.case_standing import CaseView
from tests.homes import PASSPHRASE, Clock
from tests.journeys.plan_by_keys import (
    WHOLE,
    again,
    begun,
    bundle_taken,
    drawn,
    letter_given,
    noted,
    opened,
    signed,
    step,
    turned,
    with_secrets,
    written,
)
from tests.journeys.table import Table, at_the_table
from tests.journeys.whole_bundle import everything_is_in
from tests.plan_course import PlanCourse

LETTER: dict[str, Json] = {
    "help": "The staff helpline, your union, occupational health",
    "contact": "Marian Oakes, extension 12",
    "from_address": "14 Beck Lane\nHebden Mill",
    "address": "3 Mill Row\nHebden Mill",
}
REVIEW: dict[str, Json] = {
    "outcome": "close",
    "improvement": "enough",
    "progress": {"result": "met", "evidence": "Thirty charts in three weeks, six watched rounds"},
    "went_well": "Each chart is signed beside the person, and both names stand where they should.",
    "still_missing": None,
    "worker_view": "It is much easier without the telephone, and I know whom to ask.",
    "because": "Both objectives are met and have held for three weeks. Nothing was missed since 24 November.",
    "after_it": "A quiet room for the charts.",
}


@pytest.mark.long
def test_medicines_from_the_concern_to_a_closed_plan_and_its_bundle(tmp_path: Path) -> None:
    clock = Clock()

    async def story(table: Table) -> None:
        course = await concern(table, clock)
        await plan(table, course)
        await turned(table, clock, days=1)
        await letter_given(table, course, LetterFor.PLAN, tmp_path / "letters", **LETTER)
        await note_progress(table)
        await turned(table, clock, days=6)
        await broken_and_lifted(table, course)
        await to_a_good_end(table, course)
        await locked_and_back(table)
        course.desk = table.desk
        made = await bundle_taken(table, tmp_path / "bundle")
        said = everything_is_in(course, made, tmp_path / "apart")
        assert "Closed after improvement" in said
        assert "Not in it" not in said
        await only_in_the_drawer(table)
        if WHOLE:
            await looked_at_in_supervision(table)

    at_the_table(tmp_path, story, with_secrets, clock=clock)


async def concern(table: Table, clock: Clock) -> PlanCourse:
    """What worries, what lies behind it, and what was done before: some of it the program knows."""
    course = await begun(table, clock)
    screen = await opened(table)
    assert table.app.hand_over == table.worker.id
    assert screen.sheet is not None
    known = screen.sheet.answers["prevention"]
    assert isinstance(known, list)
    assert all(isinstance(row, dict) and row["because"] for row in known)
    await signed(table, course, "concern", raised_on=course.day(-7), next_step="plan", look_again=None)
    await table.until(lambda: "Make the plan" in table.text(), "what comes next")
    assert "Concern since Tuesday 17 November" in table.text()
    return course


async def plan(table: Table, course: PlanCourse) -> None:
    """What the template proposes stands in the plan; the rest is written, agreed, and signed by both."""
    await step(table, "plan", template="medication")
    screen = await opened(table)
    assert screen.sheet is not None
    assert "On medicine rounds" not in str(screen.sheet.answers["gap"])  # the concern's own words stand
    assert screen.sheet.answers["objectives"]
    agreed: dict[str, Json] = {"agreed": "agreed", "disagreement": None, "decided_because": None}
    await signed(table, course, "plan", **course.eight_weeks(), **agreed)
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


async def broken_and_lifted(table: Table, course: PlanCourse) -> None:
    """A check finds it in order; then a round was done alone; later there is evidence that it may be."""
    check, control = course.plan.checks[0].id, course.plan.controls[0].id
    await written(table, course, "check", what_checked=check, which="", found="in_order", note="")
    about: dict[str, Any] = {"control": control, "what": "", "ends_when": ""}
    seen = "Ania did the round of the 23rd alone: Bronwen was called to a fall, and nobody came in her place."
    now = "A name stands beside hers on every round of the rota; the shift leader does the round until then."
    await written(table, course, "control", **about, evidence=seen, now=now)
    await table.until(lambda: "! “No medicine round alone” was not kept" in table.text(), "it shows at once")
    await table.press("escape")
    await table.on(PlanCases)
    await table.until(lambda: "A risk control is not kept" in table.text(), "in the list too")
    await table.press("enter")
    await table.on(PlanCase)
    await turned(table, course.clock, days=14)
    shown = "Rounds of 2, 4 and 7 December, each watched, without a prompt."
    await written(table, course, "control", **about, state="lifted", evidence=shown, now="")
    await table.until(lambda: "was not kept" not in table.text(), "nothing is broken any more")


async def to_a_good_end(table: Table, course: PlanCourse) -> None:
    """Three weeks later what was seen speaks for itself, and a review, late by then, closes the plan."""
    course.clock.turn(days=21)
    for one in course.plan.objectives:
        await noted(table, course, "log", objective=one.id, result="met")
        course.clock.turn(minutes=10)
    again(table)
    await drawn(table)
    await table.until(lambda: "! Hold a review" in table.text(), "a late review")
    await step(table, "review")
    await signed(table, course, "review", **REVIEW)
    await table.until(lambda: "Closed after improvement since" in table.text(), "the end")
    assert "Hold a review" not in table.text()
    assert "Supervision asks how the work goes until Wednesday 29 December 2027." in table.text()
    assert "Take the case up again" not in table.text()
    assert "Note progress" not in table.text(), "no key for what cannot be done any more"
    await table.press("l")
    await table.until(lambda: "none runs here now" in table.text(), "why nothing is noted")


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


async def looked_at_in_supervision(table: Table) -> None:
    """Twelve months long the point that everybody has says so, to who may know [PIP-18]."""
    table.app.push_screen(WorkerFileScreen(table.worker.id))
    await table.on(WorkerFileScreen)
    await table.until(lambda: "Start a supervision" in table.text(), "the file")
    await table.press("enter")
    await opened(table)
    said = "At “Work and how it is going”, until Wednesday 29 December 2027"
    for _ in range(9):
        if said in " ".join(table.text().split()):
            return
        await table.press("pagedown")
        await opened(table)
    raise AssertionError(table.text())
