"""The steps of an improvement plan by keys, one function each: what a story of a whole case is told with.

    course = await begun(table, clock)                      # from the worker's file to the written concern
    await signed(table, course, "concern")                  # filled in, and signed by both at the table
    await step(table, "plan", template="medication")
    await signed(table, course, "plan", **course.eight_weeks())
    await written(table, course, "log", result="met")       # a small form, into the case by its key
    await turned(table, clock, days=7)
    await letter_given(table, course, LetterFor.PLAN, tmp_path / "letters", **words)
    made = await bundle_taken(table, tmp_path / "bundle")   # F6

Each begins and ends on the screen of the case, but for `begun` and `step`, after which the form is in front.
Answers that nobody gives come from the filled examples (tests/forms/filled), as in tests/plan_course.py.

Each step goes through its own screens. Longer answers stand in the draft by then, as if typed: every key
costs time. Typed in full, question by question, they are with

    WHOLE_STORIES=1 pytest tests/journeys/test_story_*.py
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from textual.widgets import OptionList

from supervise_tui.canonical import Json
from supervise_tui.domain.people import Worker
from supervise_tui.forms.definition import Form
from supervise_tui.forms.letter_words import LetterFor
from supervise_tui.ui.screens.case_bundle import CaseBundleScreen
from supervise_tui.ui.screens.help import Help
from supervise_tui.ui.screens.home_choices import PickRow
from supervise_tui.ui.screens.letter import LetterFacts, LetterReceived, LetterScreen
from supervise_tui.ui.screens.letters import LettersScreen
from supervise_tui.ui.screens.list_entry import ListEntry
from supervise_tui.ui.screens.plan_case import PlanCase
from supervise_tui.ui.screens.plan_cases import PlanCases
from supervise_tui.ui.screens.plan_entry import PlanEntry
from supervise_tui.ui.screens.plan_progress import PlanProgress
from supervise_tui.ui.screens.receipt import ReceiptScreen
from supervise_tui.ui.screens.record import RecordScreen
from supervise_tui.ui.screens.sign_off import SignOffScreen
from supervise_tui.ui.screens.signing import GiveSecret, SignNow
from supervise_tui.ui.screens.worker_file import WorkerFileScreen
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.choose import Choose
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.row_list import RowList
from supervise_tui.workflows import hold_supervision, improvement_plans, letters, plan_cases
from supervise_tui.workflows.desk import Desk
from tests.forms.test_filled import FILLED
from tests.homes import PASSPHRASE, SUPERVISOR_SECRET, WORKER_SECRET, Clock, choose_secrets
from tests.journeys.table import Table
from tests.journeys.typed_answers import Typist
from tests.journeys.walker import Walker
from tests.plan_course import PlanCourse, fill, still_to_say

WHOLE = os.environ.get("WHOLE_STORIES") == "1"
"""Whether every answer is typed by keys."""


def with_secrets(desk: Desk, worker: Worker) -> str:
    """Let both have chosen their signing secrets; no record is in hand yet."""
    choose_secrets(desk, worker)
    return ""


# ---- finding the way -----------------------------------------------------------------------------------


async def says(table: Table, *sentences: str) -> None:
    """Wait until the screen says all of that, over the ends of its lines."""
    for sentence in sentences:
        await table.until(partial(_is_said, table, sentence), sentence)


def _is_said(table: Table, sentence: str) -> bool:
    return sentence in " ".join(table.text().translate(_NO_FRAMES).split())


_NO_FRAMES = dict.fromkeys(map(ord, "┃│║"), " ")


async def to_row(table: Table, row: str) -> None:
    """Put the cursor on a row, as the arrows would, and press Enter."""
    rows = table.find("#rows", RowList)
    await table.until(lambda: any(one.id == row for one in rows.rows), row)
    rows.choose(row)
    await table.press("enter")


async def something_else(table: Table, kind: str) -> None:
    """What most cases never need."""
    await table.press("m")
    await table.on(PickRow)
    table.find("#offered", RowList).choose(kind)
    await table.press("enter")


async def step(table: Table, kind: str, *, template: str = "") -> None:
    """Take a step where the case offers it, in sight or under “Something else”; a plan by its template."""
    await table.on(PlanCase)
    rows = table.find("#rows", RowList)
    await table.until(lambda: rows.rows, "the case")
    if any(one.id == f"step:{kind}" for one in rows.rows):
        await to_row(table, f"step:{kind}")
    else:
        await something_else(table, kind)
    if template:
        await table.on(Choose)
        offered = table.find("#offered", OptionList)
        offered.highlighted = offered.get_option_index(template)
        await table.press("enter")


async def begun(table: Table, clock: Clock) -> PlanCourse:
    """From a worker's file, where nothing of plans is said, to the written concern, which is in front."""
    table.app.push_screen(WorkerFileScreen(table.worker.id))
    await table.on(WorkerFileScreen)
    await table.until(lambda: "Start a supervision" in table.text(), "the file")
    await table.press("l")
    await table.on(PlanCases)
    await table.until(lambda: "There are no improvement plans here." in table.text(), "an empty drawer")
    await table.press("enter")
    await table.on(Ask)
    await table.press("shift+tab", "enter")
    await opened(table)
    case, *_ = plan_cases.cases(table.desk)[0]
    return PlanCourse(table.desk, table.worker, clock, case.id)


async def turned(table: Table, clock: Clock, **by: float) -> None:
    """Turn the clock (days=7), and read the case again, as it is read whenever somebody comes to it."""
    clock.turn(**by)
    again(table)
    await table.on(PlanCase)


def again(table: Table) -> None:
    """What came into the case meanwhile is read."""
    screen = table.app.screen
    assert isinstance(screen, PlanCase)
    screen.look_again()


# ---- records that are signed ---------------------------------------------------------------------------


async def opened(table: Table) -> RecordScreen:
    """The record in hand, with the cursor in it."""
    screen = await table.on(RecordScreen)
    await table.until(lambda: screen.sheet is not None and screen.focused is not None, "the record")
    return screen


async def signed(table: Table, course: PlanCourse, kind: str, **own: Json) -> str:
    """Fill in the record in front, have both sign it, come back to the case; gives the record's id."""
    screen = await filled_in(table, kind, {"held_on": course.day(), **own})
    await table.press("enter")
    await both_sign(table)
    return screen.record_id


async def filled_in(table: Table, kind: str, own: Mapping[str, Json]) -> RecordScreen:
    """Fill in the rest of the record in front; it is open, with the cursor on the way to signing."""
    screen = await opened(table)
    if WHOLE:
        sheet = hold_supervision.open_sheet(table.app.drawer, screen.record_id)
        said = {**sheet.answers, **still_to_say(sheet, kind, own)}
        walker = Walker(Typist(table.pilot), screen.record_id, sheet.form, said, Path())
        await walker.initials(await walker.filled_in())
        return screen
    # From the first step: on a page of the worker's, leaving would take the passphrase.
    await table.press("f2", "escape")
    await table.on(PlanCase)
    sheet = hold_supervision.open_sheet(table.app.drawer, screen.record_id)
    fill(table.app.drawer, sheet, kind, own)
    await to_row(table, f"record:{screen.record_id}")
    return await ready(table)


async def ready(table: Table) -> RecordScreen:
    """The record in hand, with the cursor on the button that gives it to be signed."""
    screen = await table.on(RecordScreen)
    await table.until(lambda: getattr(screen.focused, "id", "") == "offer", "nothing is missing")
    return screen


async def both_sign(table: Table) -> None:
    """Both read and sign it; no copy is saved; the case is in front again, and nobody's alone."""
    await signs(table, "worker", WORKER_SECRET)
    await signs(table, "supervisor", SUPERVISOR_SECRET)
    await put_away(table)


async def signs(table: Table, who: str, secret: str) -> None:
    """One of them signs the record that was read."""
    await table.on(SignOffScreen)
    await table.until(lambda: isinstance(table.app.screen, SignOffScreen) and not table.app.screen.busy)
    await table.choose(f"sign-{who}")
    await table.on(SignNow)
    table.find("#secret", LineField).value = secret
    await table.press("enter")
    await table.until(lambda: not isinstance(table.app.screen, SignNow), f"{who} has signed")


async def put_away(table: Table) -> None:
    """Everybody has signed: no copy is saved, and the case is in front again."""
    await table.on(Ask)
    await table.press("escape")
    await table.on(ReceiptScreen)
    await table.press("escape")
    await table.on(PlanCase)
    assert table.app.hand_over is None


# ---- small forms ---------------------------------------------------------------------------------------


async def written(table: Table, course: PlanCourse, kind: str, *, refused: str = "", **own: Json) -> str:
    """Fill in a small form of today, and write it into the case by its key; gives the draft's id.

    An answer of "" or None is left open. With `refused` the case does not take it, and says why in these
    words; the form is still in front then.
    """
    form = improvement_plans.entry_form(course.desk, course.case, kind)
    example = {**FILLED[f"improvement.{kind}"], "day": course.day(), **own}
    said = {key: value or None if isinstance(value, str) else value for key, value in example.items()}
    if WHOLE:
        await step(table, kind)
        screen = await table.on(PlanEntry)
        draft_id = screen._filling.draft.id
        await typed(table, screen, form, said)
    else:
        draft = plan_cases.new_entry(course.desk, course.case, kind, form)
        plan_cases.save_entry(course.desk, draft, said, form)
        draft_id = draft.id
        again(table)
        await to_row(table, f"draft:{draft_id}")
        await table.on(PlanEntry)
    await table.press("ctrl+s")
    if refused:
        await says(table, refused)
        assert isinstance(table.app.screen, PlanEntry)
    else:
        await table.on(PlanCase)
    return draft_id


async def noted(table: Table, course: PlanCourse, kind: str, **own: Json) -> None:
    """Write a small form of a kind that the story has walked before: by keys only where all is typed."""
    if WHOLE:
        await written(table, course, kind, refused="", **own)
    else:
        course.wrote(kind, **own)


async def held(table: Table, course: PlanCourse, kind: str, **own: Json) -> None:
    """Have a record signed whose screens are walked elsewhere: by keys only where all is typed."""
    if WHOLE:
        again(table)
        await step(table, kind)
        await signed(table, course, kind, **own)
    else:
        course.signed(kind, **own)
        again(table)


async def typed(table: Table, screen: ListEntry, form: Form, said: Mapping[str, Json]) -> None:
    """Type the answers of a page that are not there yet."""
    await table.until(lambda: screen._page is not None and screen.focused is not None, "the questions")
    assert screen._page is not None
    await Walker(Typist(table.pilot), "", form, said, Path()).page(screen._page)


# ---- letters -------------------------------------------------------------------------------------------


async def letter_given(table: Table, course: PlanCourse, which: LetterFor, folder: Path, **own: Json) -> None:
    """Write a letter with what is known and `own`, sign it, save it, and hand it over today.

    Where it cannot be signed yet the story ends here, with what is missing on the screen.
    """
    await letter_begun(table, which, **own)
    await letter_signed(table, folder)
    await letter_received(table)


async def letter_begun(table: Table, which: LetterFor, **own: Json) -> None:
    """Begin a letter from the case, with what is known and `own`; the letter is in front."""
    await table.press("b")
    await table.on(LettersScreen)
    rows = table.find("#rows", RowList)
    await table.until(lambda: rows.rows, "the letters")
    if any(one.id == f"needed:{which.value}" for one in rows.rows):
        await to_row(table, f"needed:{which.value}")
    else:
        await table.press("n")
        await table.on(Choose)
        offered = table.find("#offered", OptionList)
        offered.highlighted = offered.get_option_index(which.value)
        await table.press("enter")
    await _told_in_the_letter(table, own)


async def letter_changed(table: Table, **own: Json) -> None:
    """Put facts right in the letter in front."""
    await table.press("e")
    await _told_in_the_letter(table, own)


async def _told_in_the_letter(table: Table, own: Mapping[str, Json]) -> None:
    facts = await table.on(LetterFacts)
    await table.until(lambda: facts.focused is not None, "the facts")
    if WHOLE:
        await typed(table, facts, facts._sheet.form, own)
    await table.press("escape")
    letter = await table.on(LetterScreen)
    if not WHOLE:
        letters.save(table.desk, letter.letter_id, own)
        letter.look_again()
        await table.on(LetterScreen)


async def letter_signed(table: Table, folder: Path) -> None:
    """Sign the letter in front, which lacks nothing, and save it."""
    await table.until(lambda: "Nothing is missing" in table.text(), "a whole letter")
    await table.press("enter")
    await table.on(GiveSecret)
    table.find("#secret", LineField).value = SUPERVISOR_SECRET
    await table.press("enter")
    await table.on(Ask)
    table.find("#answer", LineField).value = str(folder)
    await table.press("enter")
    await table.on(LetterScreen)
    await table.until(lambda: "Saved as" in table.text(), "where it was saved")


async def letter_received(table: Table, *, said: str = "") -> None:
    """Write down that the worker has the signed letter in front since today; the case is in front again.

    `said`: words that the program then says of its days.
    """
    await table.press("enter")
    await table.on(LetterReceived)
    table.find("#shows", LineField).value = "Her signature on our copy"
    await table.press("ctrl+s")
    if said:
        await table.on(Help)
        await says(table, said)
    while not isinstance(table.app.screen, PlanCase):
        # A letter with a last day to appeal says it, in a window of its own.
        await table.until(lambda: not getattr(table.app.screen, "busy", False), "it is received")
        await table.press("escape")
    await table.on(PlanCase)


# ---- how it goes, and all of it ------------------------------------------------------------------------


async def drawn(table: Table) -> None:
    """How the plan goes, on a page of its own, with the way to a PDF."""
    await table.press("t")
    await table.on(PlanProgress)
    await table.until(lambda: "met      │" in table.text(), "each objective is drawn")
    assert "Good enough: " in table.text()
    await table.press("s")
    await table.on(Ask)
    await table.press("escape")
    await table.on(PlanProgress)
    await table.press("escape")
    await table.on(PlanCase)


async def bundle_taken(table: Table, folder: Path) -> Path:
    """Put everything on file together as one PDF, with F6, and give its path; the case is in front again."""
    await table.on(PlanCase)
    await table.press("f6")
    await table.on(CaseBundleScreen)
    table.find("#folder", LineField).value = str(folder)
    await table.press("enter")
    await table.on(Ask)  # it leaves the cabinet in the clear: the passphrase is asked once more
    table.find("#answer", LineField).value = PASSPHRASE
    await table.press("enter")
    await table.on(GiveSecret)
    table.find("#secret", LineField).value = SUPERVISOR_SECRET
    await table.press("enter")
    await table.on(CaseBundleScreen)
    await table.until(lambda: "Saved as" in table.text(), "the bundle")
    await table.press("escape")
    await table.on(PlanCase)
    (made,) = folder.glob("*.pdf")
    return made
