"""The longest way: from the first concern to stage 3, a dismissal, its appeal and the bundle [PIP-20].

It takes minutes, so it is told when it is asked for, with every answer typed:

    WHOLE_STORIES=1 pytest tests/journeys/test_story_of_stage_three.py

What every run tells of it, from the hearing on, stands in test_plans.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from supervise_tui.canonical import Json
from supervise_tui.forms.letter_words import LetterFor
from supervise_tui.ui.screens.help import Help
from supervise_tui.ui.screens.own_words import OwnWords
from supervise_tui.ui.screens.plan_case import PlanCase
from supervise_tui.ui.screens.plan_entry import PlanEntry
from supervise_tui.ui.screens.plan_procedure import PlanProcedure
from supervise_tui.ui.screens.sign_off import SignOffScreen
from supervise_tui.ui.widgets.ask import Ask
from tests.homes import SUPERVISOR_SECRET, Clock
from tests.journeys import escalation_words as words
from tests.journeys.escalation_words import Said
from tests.journeys.plan_by_keys import (
    WHOLE,
    again,
    begun,
    bundle_taken,
    filled_in,
    letter_begun,
    letter_changed,
    letter_given,
    letter_received,
    letter_signed,
    put_away,
    says,
    signed,
    signs,
    step,
    with_secrets,
    written,
)
from tests.journeys.table import Table, at_the_table
from tests.journeys.whole_bundle import everything_is_in
from tests.plan_course import PlanCourse

LONDON = ZoneInfo("Europe/London")


@dataclass
class Told:
    """The case as it is told: one table, one clock."""

    table: Table
    clock: Clock
    course: PlanCourse
    folder: Path
    """For copies of letters."""

    async def on_day(self, day: str) -> None:
        """Turn the clock to that day, and read the case anew."""
        self.clock.at = datetime.combine(date.fromisoformat(day), time(10), LONDON)
        again(self.table)
        await self.table.on(PlanCase)

    def later(self) -> None:
        """Some minutes go by: what is written on one day stands in its order."""
        self.clock.turn(minutes=10)

    async def record(self, kind: str, **own: Json) -> None:
        """A signed record, begun by its step."""
        self.later()
        await step(self.table, kind)
        await signed(self.table, self.course, kind, **own)

    async def wrote(self, kind: str, said: Said) -> None:
        """A small form."""
        self.later()
        await written(self.table, self.course, kind, refused="", **said)

    async def evenings(self, seen: Iterable[words.Seen]) -> None:
        """What was seen on the days of a plan, noted on each."""
        for day, which, result, what in seen:
            await self.on_day(day)
            about, shown = self.course.plan.objectives[which].id, "The notes of the day"
            await self.wrote(
                "log",
                {"objective": about, "result": result, "seen": what, "evidence": shown, "worker_says": None},
            )

    async def not_yet(self, kind: str, *why: str) -> None:
        """A step that waits says for what."""
        await step(self.table, kind)
        await self.table.on(Help)
        await says(self.table, "Not possible yet", *why)
        await self.table.press("escape")
        await self.table.on(PlanCase)

    async def letter(self, which: LetterFor, **own: Json) -> None:
        """Begin a letter; it is in front."""
        self.later()
        await letter_begun(self.table, which, **{**words.LETTER, **own})

    async def letter_out(self, said: str = "") -> None:
        """Sign the letter in front, and hand it over on the same day."""
        await letter_signed(self.table, self.folder)
        await letter_received(self.table, said=said)

    async def gave(self, which: LetterFor, **own: Json) -> None:
        """A letter from its first word until the worker has it."""
        self.later()
        await letter_given(self.table, self.course, which, self.folder, **{**words.LETTER, **own})


@pytest.mark.skipif(not WHOLE, reason="takes minutes: WHOLE_STORIES=1 tells it")
def test_escalation_from_the_first_concern_to_the_end_of_its_appeal(tmp_path: Path) -> None:
    clock = Clock(datetime(2026, 2, 2, 10, tzinfo=LONDON))

    async def story(table: Table) -> None:
        told = Told(table, clock, await begun(table, clock), tmp_path / "letters")
        await informal(told)
        await stage_1(told)
        await stage_2(told)
        await stage_3(told)
        await appeal(told)
        made = await bundle_taken(table, tmp_path / "bundle")
        assert_told(everything_is_in(told.course, made, tmp_path / "apart"))

    at_the_table(tmp_path, story, with_secrets, clock=clock)


async def informal(told: Told) -> None:
    """The written concern, eight weeks with the template's help, and calls that still come late."""
    table, course = told.table, told.course
    await signed(table, course, "concern", **words.CONCERN)
    await told.on_day("2026-02-03")
    await step(table, "plan", template="escalation")
    days: Said = {"starts_on": "2026-02-03", "ends_on": "2026-03-31", "next_review_on": "2026-02-10"}
    await signed(table, course, "plan", **words.PLAN, **days)
    await says(told.table, "Informal plan since")
    await told.gave(LetterFor.PLAN)
    await told.evenings(words.WINTER[:2])
    await told.on_day("2026-02-10")
    await told.record("review", **words.GOES_ON, next_review_on="2026-03-10")
    await told.evenings(words.WINTER[2:5])
    await told.on_day("2026-03-10")
    await told.record("review", **words.GOES_ON, next_review_on="2026-03-31")
    await told.evenings(words.WINTER[5:])
    await told.on_day("2026-03-27")
    await told.wrote("check", words.CHECK)
    await told.wrote("control", {**words.NOT_KEPT, "control": course.plan.controls[1].id})
    await says(told.table, "Look at this now")
    await told.on_day("2026-03-31")
    await told.record("review", **words.ONWARD)
    await says(told.table, "Stage 1: meeting to be called")


async def stage_1(told: Told) -> None:
    """Called with notice, moved once for the companion, held, a plan decided on and made."""
    table = told.table
    await told.on_day("2026-04-01")
    await told.wrote("scope", words.SCOPE)
    await told.wrote("advice", {**words.ADVICE, "about": ["stage_1"], "said": "Stage 1 is right."})
    await too_early_an_invitation(told)
    await told.letter_out()
    await says(told.table, "Stage 1: invited since")

    await told.on_day("2026-04-08")
    await told.not_yet("meeting", "The meeting is on Friday 10 April 2026")
    await told.letter(LetterFor.NEW_DATE, **words.MOVED, meeting_on="2026-04-20")
    await says(told.table, "within 5 working days", "Friday 17 April")
    await letter_changed(table, meeting_on="2026-04-16")
    await told.letter_out()
    await told.on_day("2026-04-16")
    await told.record("meeting", **words.STAGE_1)
    await told.on_day("2026-04-17")
    await told.wrote("outcome", words.A_PLAN)
    await told.gave(LetterFor.PLAN_DECIDED)

    await told.on_day("2026-04-20")
    days: Said = {"starts_on": "2026-04-20", "ends_on": "2026-06-15", "next_review_on": "2026-05-11"}
    await told.record("plan", **words.AGAIN, **days)
    await says(told.table, "Stage 1 plan since")
    await told.gave(LetterFor.PLAN)
    await told.on_day("2026-04-22")
    await told.wrote("adjustment", words.ADJUSTMENT)
    await told.evenings(words.SPRING[:3])
    await told.on_day("2026-05-11")
    await told.record("review", **words.GOES_ON, next_review_on="2026-06-15")
    await no_stage_is_left_out(told)
    await told.evenings(words.SPRING[3:])
    await told.on_day("2026-06-15")
    await told.record("review", **words.ONWARD)
    await says(told.table, "Stage 2: meeting to be called")


async def too_early_an_invitation(told: Told) -> None:
    """Good Friday and Easter Monday lie in between: the ninth is a day too early, the tenth is not."""
    await told.letter(LetterFor.INVITATION_1, meeting_on="2026-04-09", chair=words.MANAGER)
    await says(told.table, "Thursday 9 April 2026 leaves less than 5 working days", "is Friday 10 April 2026")
    await told.table.press("s")
    await says(told.table, "cannot be signed yet")
    await letter_changed(told.table, meeting_on="2026-04-10")


async def no_stage_is_left_out(told: Told) -> None:
    """Straight to stage 3: it is asked who allowed it, and it takes serious risk."""
    table = told.table
    await step(table, "authority")
    await table.on(PlanEntry)
    await table.press("ctrl+s")
    await says(told.table, "still needs an answer")
    await thrown_away(table)
    await written(table, told.course, "authority", refused="only for serious risk", **words.SHORTCUT)
    await thrown_away(table)


async def thrown_away(table: Table) -> None:
    """The small form in front is thrown away."""
    await table.press("f8")
    await table.on(Ask)
    await table.press("shift+tab", "enter")
    await table.on(PlanCase)


async def stage_2(told: Told) -> None:
    """Held; off sick before it is decided, so nothing is until the return; then four weeks more."""
    await told.on_day("2026-06-16")
    await told.wrote("advice", {**words.ADVICE, "about": ["stage_2"], "said": "Stage 2 is right."})
    await told.gave(LetterFor.INVITATION_2, meeting_on="2026-06-24", chair=words.MANAGER)
    await told.on_day("2026-06-24")
    await told.record("meeting", **words.STAGE_2)

    await told.on_day("2026-06-25")
    await told.wrote("pause", words.AWAY)
    await told.on_day("2026-06-29")
    await says(told.table, "Paused since")
    await told.not_yet("outcome", "paused for sickness", "Write down the return first")
    await told.on_day("2026-07-08")
    await told.wrote("return", words.BACK)
    await told.on_day("2026-07-09")
    await told.wrote("outcome", words.MORE_TIME)
    await told.gave(LetterFor.EXTENDED)
    await told.record("extension", **words.FOUR_WEEKS)
    await told.gave(LetterFor.EXTENSION)
    await told.evenings(words.SUMMER)
    await told.on_day("2026-08-06")
    await told.record("review", **words.ONWARD)
    await says(told.table, "Stage 3: hearing to be called")


async def stage_3(told: Told) -> None:
    """A chair who is new to it, the summary before, the hearing, a dismissal with notice."""
    table = told.table
    await told.on_day("2026-08-07")
    await told.wrote("advice", {**words.ADVICE, "about": ["stage_3"], "said": "A hearing is right."})
    await told.on_day("2026-08-10")
    senior: Said = {"meeting_on": "2026-08-21", "chair_not_involved": True, "chair_senior": True}
    await told.letter(LetterFor.INVITATION_3, **senior, chair="Gwen Parry, acting regional manager")
    await says(told.table, "led the stage 1 meeting", "so cannot lead the stage 3 hearing")
    await letter_changed(table, chair=words.DIRECTOR)
    await told.letter_out()
    await told.not_yet("meeting", "The meeting is on Friday 21 August", "summary was not shared")
    await told.on_day("2026-08-12")
    await told.gave(LetterFor.SUMMARY, shared_with="Odette Mbeki, Rhoda Penhale, Bilal Hart")
    await table.press("p")
    await table.on(PlanProcedure)
    await says(told.table, "▶ Stage 3")
    await table.press("escape")
    await table.on(PlanCase)

    await told.on_day("2026-08-21")
    await step(table, "meeting")
    await filled_in(table, "meeting", {"held_on": told.course.day(), **words.STAGE_3})
    await table.press("enter")
    await the_worker_declines(table)
    await told.on_day("2026-08-24")
    await told.wrote("outcome", words.DISMISSED)
    await told.letter(LetterFor.DISMISSAL)
    await letter_signed(table, told.folder)
    # It comes a day later than it says: the last day to appeal is another, past a bank holiday.
    told.clock.turn(days=1)
    await letter_received(table, said="Wednesday 2 September 2026")
    await says(told.table, "can appeal until Wednesday 2 September")


async def the_worker_declines(table: Table) -> None:
    """She reads the notes and does not sign them; her reason stands in them, and the other one signs."""
    await table.on(SignOffScreen)
    await table.choose("decline-worker")
    await table.on(OwnWords)
    await table.type_in(words.NOT_SIGNED)
    await table.press("tab", "enter")
    await table.until(lambda: not isinstance(table.app.screen, OwnWords), "the reason is kept")
    await signs(table, "supervisor", SUPERVISOR_SECRET)
    await put_away(table)


async def appeal(told: Told) -> None:
    """A day late, as it seems; in time by its stamp; heard by somebody with no part in it; final."""
    table = told.table
    await told.on_day("2026-09-03")
    late = "over on Wednesday 2 September"
    await written(table, told.course, "appeal", refused=late, **words.THE_APPEAL)
    await thrown_away(table)
    await told.wrote("appeal", {**words.THE_APPEAL, "day": "2026-09-02"})
    await told.gave(LetterFor.APPEAL_RECEIVED)
    await told.on_day("2026-09-04")
    senior: Said = {"meeting_on": "2026-09-15", "chair_not_involved": True, "chair_senior": True}
    notes = "Nia Rowlands, HR, who takes notes"
    await told.letter(LetterFor.APPEAL_INVITATION, **senior, others=notes, chair="Odette Mbeki")
    await says(told.table, "Odette Mbeki led the stage 3 hearing")
    await letter_changed(table, chair=words.CHIEF)
    await told.letter_out()
    await told.on_day("2026-09-15")
    await told.record("meeting", **words.APPEAL)
    await told.on_day("2026-09-17")
    await told.wrote("outcome", words.UPHELD)
    await told.on_day("2026-09-18")
    await told.gave(LetterFor.APPEAL_OUTCOME)
    await says(told.table, "Decision stands since")


def assert_told(said: str) -> None:
    """What a panel looks for first stands in it: days and rights, who did not sign, the picture."""
    told = " ".join(said.split())
    for sentence in (
        "Where it stands",
        "The dismissal was received on Tuesday 25 August 2026",
        "time to appeal until Wednesday 2 September 2026",
        "It was led by Odette Mbeki, director of care, who decided.",
        "the last day is Tuesday 1 September 2026",
        "Ania Wójcik-Łęcka, worker, did not sign, and gives this reason:",
        words.NOT_SIGNED,
        "Pause: from Thursday 25 June 2026 to Tuesday 7 July 2026",
        "6 Dismissed, 24 August 2026; 7 Appeal, 2 September 2026; 8 Decision stands, 17 September 2026",
        "14 Outcome of the appeal, 18 September 2026",
    ):
        assert sentence in told, sentence
    assert "Not in it" not in told
