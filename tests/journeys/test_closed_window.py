"""The window is closed, or the computer is shut down: what was typed in the last second is saved first."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from supervise_tui.workflows import hold_supervision
from supervise_tui.workflows.home import home
from supervise_tui.workflows.open_cabinet import close_desk, local_now, open_desk
from tests.homes import PASSPHRASE, Clock, add_ania, make_home
from tests.journeys.tmux import Terminal

pytestmark = [
    pytest.mark.true_locks,
    pytest.mark.tmux,
    pytest.mark.skipif(sys.platform == "win32", reason="signals as Linux and macOS send them"),
]


@pytest.fixture
def machine(tmp_path: Path) -> dict[str, str]:
    """A computer with one cabinet, in which one supervision is begun."""
    (tmp_path / "someone").mkdir()
    state = tmp_path / "state"
    desk, _ = make_home(tmp_path / "Beck House.cabinet", state, Clock(local_now()))
    hold_supervision.start(desk, add_ania(desk).id)
    close_desk(desk)
    return {"HOME": str(tmp_path / "someone"), "SUPERVISE_STATE_FOLDER": str(state)}


@pytest.fixture
def terminal(machine: dict[str, str]) -> Iterator[Terminal]:
    """A terminal on that computer."""
    with Terminal(machine) as opened:
        yield opened


@pytest.mark.parametrize("sent", ["SIGTERM", "SIGHUP"])
def test_what_was_typed_just_before_is_saved_and_the_cabinet_closed(
    terminal: Terminal, tmp_path: Path, sent: str
) -> None:
    terminal.start()
    terminal.fill("Passphrase", PASSPHRASE)
    terminal.sees("Being written", "Ania Wójcik-Łęcka")
    terminal.press("w")
    terminal.sees("a part of the name or the post", "Senior carer")
    terminal.press("Enter")
    terminal.sees("Go on with the supervision")
    terminal.press("Enter")
    terminal.sees("Supervision 1 with", "When and where")
    terminal.press("F5")
    terminal.waits_for("Summary of the talk")
    terminal.type("typed in the very last second")
    terminal.sees("typed in the very last second")
    os.kill(terminal.pid, getattr(signal, sent))
    # tmux does not always write "Pane is dead" after a hang-up, so it is asked.
    terminal.until(lambda _: terminal._run("display-message", "-p", "#{pane_dead}").strip() == "1", "its end")

    desk = open_desk(tmp_path / "Beck House.cabinet", PASSPHRASE, state=tmp_path / "state")
    try:
        assert desk.cabinet.warnings == (), "it was sealed on the way out"
        (draft,) = home(desk).drafts
        kept = hold_supervision.open_sheet(desk, draft.record.id).answers
        assert kept["summary"] == "typed in the very last second"
    finally:
        close_desk(desk)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for the process in /proc")
def test_no_copy_of_the_program_stays_behind_when_the_whole_terminal_is_gone(terminal: Terminal) -> None:
    terminal.start()
    terminal.fill("Passphrase", PASSPHRASE)
    terminal.sees("Being written", "Ania Wójcik-Łęcka")
    running = terminal.pid
    terminal.pull_down()
    assert terminal.ends(running), "the program should have ended with its window"
