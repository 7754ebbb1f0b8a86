"""A letter is written, signed and handed over at the table; the case then says which meeting is called."""

from __future__ import annotations

from pathlib import Path

from supervise_tui.domain.people import Worker
from supervise_tui.ui.screens.case_bundle import CaseBundleScreen
from supervise_tui.ui.screens.help import Help
from supervise_tui.ui.screens.letter import LetterFacts, LetterReceived, LetterScreen, LetterWords
from supervise_tui.ui.screens.letters import LettersScreen
from supervise_tui.ui.screens.plan_case import PlanCase
from supervise_tui.ui.screens.search import SearchScreen
from supervise_tui.ui.screens.signing import GiveSecret
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.workflows import letters
from supervise_tui.workflows.desk import Desk
from tests.homes import PASSPHRASE, SUPERVISOR_SECRET, Clock
from tests.journeys.table import Table, at_the_table
from tests.workflows.test_letters import TYPED, at_stage_1


def test_the_invitation_that_is_needed_is_written_signed_and_handed_over(tmp_path: Path) -> None:
    clock, cases = Clock(), []

    def prepare(desk: Desk, worker: Worker) -> str:
        cases.append(at_stage_1(desk, worker, clock).id)
        return ""

    async def story(table: Table) -> None:
        case = cases[0]
        table.app.push_screen(PlanCase(case))
        await table.on(PlanCase)
        await table.press("b")
        await table.on(LettersScreen)
        await table.until(lambda: "Needed now" in table.text(), "the letter that is needed")
        assert "Invitation to the stage 1 meeting" in table.text()
        await table.press("enter")
        facts = await table.on(LetterFacts)
        await table.until(lambda: getattr(facts.focused, "value", "?") == "", "what is missing")
        # What the form says to this part of it: in the help, and on a large screen under its title.
        assert "the worker will rely on each day" not in table.text()
        await table.press("f1")
        await table.on(Help)
        assert "the worker will rely on each day" in " ".join(table.text().split())
        await table.press("escape")
        await table.pilot.resize_terminal(120, 40)
        await table.until(lambda: "the worker will rely on each day" in table.text(), "what it is about")
        await table.pilot.resize_terminal(80, 24)
        await table.type_in("9 apr\n")
        await table.press("escape")
        screen = await table.on(LetterScreen)
        await table.until(lambda: "Thursday 9 April 2026" in table.text(), "the day in the letter")
        assert "Still missing" in table.text()
        await table.press("s")
        await table.until(lambda: "cannot be signed yet" in table.text(), "why not")

        letters.save(table.desk, screen.letter_id, {**TYPED, "place": "The quiet room"})
        screen.look_again()
        await table.until(lambda: "Nothing is missing" in table.text(), "a whole letter")
        await table.press("w")
        words = await table.on(LetterWords)
        await table.until(lambda: words.focused is not None, "the subject")
        await table.press("escape")
        await table.on(LetterScreen)
        await table.press("enter")
        await table.on(GiveSecret)
        table.find("#secret", LineField).value = SUPERVISOR_SECRET
        await table.press("enter")
        await table.on(Ask)
        table.find("#answer", LineField).value = str(tmp_path / "out")
        await table.press("enter")
        screen = await table.on(LetterScreen)
        await table.until(lambda: "Saved as" in table.text(), "where it was saved")
        assert [path.suffix for path in (tmp_path / "out").iterdir()] == [".pdf"]

        await table.press("enter")
        await table.on(LetterReceived)
        table.find("#shows", LineField).value = "Her signature on our copy"
        await table.press("ctrl+s")
        await table.on(LetterScreen)
        await table.until(lambda: "The worker has it since" in table.text(), "it is received")
        await table.press("escape")
        await table.on(LettersScreen)
        await table.until(lambda: "No letter is needed now" in table.text(), "nothing more to write")
        await table.press("escape")
        await table.on(PlanCase)
        await table.until(lambda: "9 April" in table.text(), "the meeting is called")
        await table.press("f6")
        await table.on(CaseBundleScreen)
        table.find("#folder", LineField).value = str(tmp_path / "bundle")
        await table.press("enter")
        await table.on(Ask)
        assert "encrypted" in table.text()  # wherever the folder's own name breaks the line
        table.find("#answer", LineField).value = SUPERVISOR_SECRET  # another secret than the one asked for
        await table.press("enter")
        await table.until(lambda: "does not fit" in table.text(), "the wrong passphrase")
        assert not (tmp_path / "bundle").exists()
        table.find("#answer", LineField).value = PASSPHRASE
        await table.press("enter")
        await table.on(GiveSecret)
        assert "Leave it unsigned" in table.text()
        table.find("#secret", LineField).value = SUPERVISOR_SECRET
        await table.press("enter")
        await table.on(CaseBundleScreen)
        await table.until(lambda: "Signed by you as a whole" in " ".join(table.text().split()), "the bundle")
        assert [path.suffix for path in (tmp_path / "bundle").iterdir()] == [".pdf"]
        await table.press("escape")
        await table.on(PlanCase)

        # Its words are found among the plans, and Enter opens it again.
        await table.press("slash")
        await table.on(SearchScreen)
        await table.type_in("invitation hebden")
        await table.until(lambda: "Invitation to the stage 1 meeting, Tuesday" in table.text(), "the letter")
        await table.press("enter")
        await table.on(LetterScreen)
        await table.until(lambda: "The worker has it since" in table.text(), "the letter, to read")

    at_the_table(tmp_path, story, prepare, clock=clock)
