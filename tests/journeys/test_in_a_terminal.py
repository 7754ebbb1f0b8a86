"""The installed program in a real terminal, by keyboard alone, with the costs that real secrets have."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from supervise_tui.workflows import hold_supervision
from supervise_tui.workflows.open_cabinet import close_desk, local_now
from tests.homes import PASSPHRASE, SUPERVISOR_SECRET, WORKER_SECRET, Clock, add_ania, make_home
from tests.journeys.tmux import PROGRAM, Terminal

pytestmark = [pytest.mark.tmux, pytest.mark.true_locks]

SAVED = re.compile(r"saved (\d\d:\d\d:\d\d)")
SUMMARY = "F5"
"""The key of the step that holds the summary."""


@pytest.fixture
def empty_machine(tmp_path: Path) -> dict[str, str]:
    """A computer on which the program has never run."""
    (tmp_path / "someone").mkdir()
    return {"HOME": str(tmp_path / "someone"), "SUPERVISE_STATE_FOLDER": str(tmp_path / "state")}


@pytest.fixture
def terminal(empty_machine: dict[str, str]) -> Iterator[Terminal]:
    """A terminal on that computer."""
    with Terminal(empty_machine) as opened:
        yield opened


def supervise(*words: str | Path, typed: str = "") -> tuple[int, str]:
    """Run a command of the program and give its exit status and all it printed."""
    done = subprocess.run(
        [*PROGRAM, *map(str, words)],
        input=typed.encode(),
        capture_output=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    return done.returncode, (done.stdout + done.stderr).decode("utf-8")


# -- the first day ---------------------------------------------------------------------------------


@pytest.mark.long
def test_a_newcomer_comes_from_an_empty_machine_to_a_signed_pdf_by_keyboard(
    terminal: Terminal, tmp_path: Path
) -> None:
    pdfs = tmp_path / "for head office"
    terminal.start()
    make_a_cabinet(terminal)
    prove_the_recovery_key(terminal)
    add_the_first_worker(terminal)
    hold_a_supervision(terminal)
    rate_and_plan_the_next(terminal)
    sign(terminal, "Ania", WORKER_SECRET)
    terminal.sees("Ania ● signed", "Marian ○ not signed yet", "Marian signs now")
    sign(terminal, "Marian", SUPERVISOR_SECRET)

    terminal.fill("Folder", "", "C-u")  # the proposed folder is taken out
    terminal.until(lambda shown: re.search(r"━ Folder ━.*\n[ ║]*┃ +┃", shown), "an empty field")
    terminal.fill("Folder", str(pdfs))
    receipt = terminal.sees("Done: the record is signed and closed.", "History of this file")
    (pdf,) = pdfs.iterdir()
    assert "Ania Wójcik-Łęcka" in pdf.name

    terminal.press("Escape")
    terminal.sees("signed and closed", "Start a supervision")
    terminal.press("Escape")
    terminal.sees("Agreements (1)", "All workers (1)")
    # Only the informal hour of the month may be due, in its last week: the next talk is six weeks off.
    assert not re.search(r"Wójcik-Łęcka +Supervision ", terminal.text())
    terminal.press("C-q")
    terminal.until_ended()
    it_checks(pdf, tmp_path, receipt)


def make_a_cabinet(terminal: Terminal) -> None:
    terminal.fill("Name of the home", "Beck House")
    terminal.fill("Nation", "")  # England stands there already
    terminal.fill("Your name", "Marian Oakes")
    terminal.fill("Your post", "Deputy manager")
    terminal.sees("How often is everyone to be supervised here?", "(•) Small care provider")
    terminal.fill("How often: the policy", "")  # the first one stands there already
    terminal.sees("Choose a passphrase")
    terminal.fill("Passphrase", PASSPHRASE)
    terminal.fill("The same again", PASSPHRASE)
    terminal.sees("The two are the same")
    assert PASSPHRASE not in terminal.text()
    terminal.fill("Folder of the cabinet", "")


def prove_the_recovery_key(terminal: Terminal) -> None:
    terminal.sees("Write this recovery key on paper now")
    key = dict(groups_of(terminal.until(lambda shown: len([*groups_of(shown)]) == 14, "14 groups")))
    terminal.press("Enter")
    asked = re.compile(r"[─━] Group (\d+)")
    page = terminal.until(lambda shown: len(asked.findall(shown)) == 2, "two groups asked back")
    for number in asked.findall(page):
        terminal.fill(f"Group {number}", key[int(number)])


def groups_of(shown: str) -> Iterator[tuple[int, str]]:
    """Read the numbers and, in the line below each, the groups."""
    lines = [line.strip(" ║│┃") for line in shown.splitlines()]
    for above, below in pairwise(lines):
        if re.fullmatch(r"\d+(\s+\d+){6}", above):
            yield from zip(map(int, above.split()), below.split(), strict=True)


def add_the_first_worker(terminal: Terminal) -> None:
    terminal.sees("Who do you supervise?")
    terminal.fill("Name", "Ania Wójcik-Łęcka")
    terminal.fill("Post", "Senior carer")
    terminal.fill("Started on", "3/2/2025")
    terminal.sees("Monday 3 February 2025")
    terminal.fill("Probation ends on", "3/8/2025")
    terminal.fill("Hours a week", "37.5")
    terminal.press("C-s")
    terminal.sees("37.5 hours a week", "Start a supervision", "No records yet")


def hold_a_supervision(terminal: Terminal) -> None:
    terminal.press("Enter")
    terminal.sees("Supervision 1 with Ania Wójcik-Łęcka", "When and where")
    terminal.fill("Date", "")  # today and now stand there already
    terminal.fill("Started at", "")
    terminal.fill("How long", "65")
    terminal.fill("Where", "The small office")
    terminal.fill("Who else was there", "")
    terminal.fill("Were you interrupted?", "n")
    terminal.fill("Why not, and when will you make one?", "We make one next week.", "Tab")
    terminal.sees("● done", "saved")
    terminal.press("NPage")
    terminal.fill("Next line", "Night rounds")
    terminal.sees("Night rounds")
    terminal.fill("Next line", "Leave in December")
    terminal.sees("Leave in December")
    terminal.press("NPage")
    terminal.fill("What else has happened since", "Three weeks of nights went well.", "NPage")
    terminal.fill("Summary of the talk", "We try the early round.", "NPage")
    terminal.fill("What will be done", "Try the early round")
    terminal.fill("Who does it", "1")
    terminal.fill("By when", "in 2 weeks")
    terminal.fill("How we will know", "Fewer bells")
    terminal.sees("1 Try the early round · Ania · by")


def rate_and_plan_the_next(terminal: Terminal) -> None:
    terminal.press("F8")
    terminal.sees("3 things are still missing")
    terminal.press("Enter")
    for name, field, rating in (("Ania", "Worker", "4"), ("Marian", "Supervisor", "5")):
        terminal.fill(f"{field}: how worthwhile was this for you?", "")
        terminal.sees(f"{name}, please take the keyboard")
        terminal.press(rating)
        terminal.sees(f"You chose {rating}")
        assert "4 of 5" not in terminal.text()
        terminal.press("Enter")
        terminal.sees_no_more("please take the keyboard")
    terminal.sees("4 of 5", "5 of 5")
    terminal.press("F8")
    terminal.sees("One thing is still missing", "Next supervision on")
    terminal.press("Enter")
    terminal.waits_for("Next supervision on")
    terminal.type("in 6 weeks")
    terminal.sees(f"{local_now() + timedelta(weeks=6):%A}")  # the whole date is echoed
    terminal.press("F8")
    terminal.sees("Everything that is needed is there")
    terminal.press("Enter")
    terminal.sees("Please read this together", "Ania signs now")


def sign(terminal: Terminal, name: str, secret: str) -> None:
    terminal.press("Enter")
    terminal.sees(f"{name} chooses a signing secret", "do this alone")
    terminal.fill(f"{name}'s signing secret", secret)
    terminal.fill("The same once more", secret)
    terminal.sees("By signing you say")
    terminal.fill(f"{name}'s own signing secret", secret)
    assert secret not in terminal.text()


def it_checks(pdf: Path, tmp_path: Path, receipt: str) -> None:
    certificate = tmp_path / "beck.pem"
    cabinet = tmp_path / "someone" / "Documents" / "Beck House.cabinet"
    status, said = supervise(
        "certificate", cabinet, "--to", certificate, "--passphrase-file", "-", typed=PASSPHRASE
    )
    assert status == 0, said
    status, said = supervise("check", pdf)
    assert status == 1, said
    status, said = supervise("check", pdf, "--trust", certificate)
    assert status == 0, said
    assert "Intact, and signed by people known to us." in said
    fingerprint = re.search(r"Fingerprint: ((?:[0-9a-f]{4} ?){16})", said)
    assert fingerprint is not None
    for half in (fingerprint[1][:39], fingerprint[1][40:79]):
        assert half in receipt


# -- the plug, and the second copy -----------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, empty_machine: dict[str, str]) -> Path:
    """A cabinet on that computer, remembered there, with one supervision begun."""
    kept = tmp_path / "Beck House.cabinet"
    desk, _ = make_home(kept, Path(empty_machine["SUPERVISE_STATE_FOLDER"]), Clock(local_now()))
    hold_supervision.start(desk, add_ania(desk).id)
    close_desk(desk)
    return kept


def unlock(terminal: Terminal) -> None:
    terminal.fill("Passphrase", PASSPHRASE)
    terminal.sees("Being written", "Ania Wójcik-Łęcka")


def to_the_summary(terminal: Terminal) -> None:
    terminal.press("Down", "Down")  # past who is due and whose agreement is missing
    terminal.sees("Enter: go on")
    terminal.press("Enter")
    terminal.sees("Supervision 1 with", "When and where")
    terminal.press(SUMMARY)
    terminal.waits_for("Summary of the talk")


def test_after_the_plug_is_pulled_what_was_typed_is_there(terminal: Terminal, folder: Path) -> None:
    terminal.start()
    unlock(terminal)
    to_the_summary(terminal)
    terminal.fill("Summary of the talk", "The bell of room 12")
    terminal.fill("Summary of the talk", "overlaps with the round")
    terminal.sees("The bell of room 12", "overlaps with the round")
    on_screen = local_now()

    def kept_after_that(shown: str) -> bool:
        # The time beside "saved" is when that save began, in whole seconds. Typing goes on
        # meanwhile: nobody stops for the disk.
        terminal.type(".")
        found = SAVED.search(shown)
        return found is not None and found[1] > f"{on_screen:%H:%M:%S}"

    terminal.until(kept_after_that, "saved, later than the text was on the screen")
    terminal.type("x")
    terminal.pull_the_plug()

    terminal.start()
    unlock(terminal)
    to_the_summary(terminal)
    terminal.sees("The bell of room 12", "overlaps with the round")
    terminal.type("go on")
    terminal.sees("go on")


def test_a_second_copy_of_the_program_says_who_has_the_cabinet_open(
    terminal: Terminal, folder: Path, empty_machine: dict[str, str]
) -> None:
    terminal.start()
    unlock(terminal)
    with Terminal(empty_machine) as second:
        second.start()
        second.sees("This cabinet is open elsewhere", "has it open on", "Close it there first")
        second.fill("Passphrase", PASSPHRASE)
        second.sees("open already", "has it open on", "Close it there first")
        terminal.press("C-q")
        terminal.until_ended()
        unlock(second)
