"""Work in a thread, when the screen that began it is gone before it ends."""

from __future__ import annotations

import threading
from pathlib import Path

from supervise_tui.problems import Problem
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.widgets.problem_line import ProblemLine
from tests.ui.shell import Shell, in_front


class Slow(House):
    """A screen that begins something and keeps what came of it."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = threading.Event()
        self.got: list[str] = []

    def wait(self) -> str:
        """What takes its time."""
        self.go_on.wait(10)
        return "done"

    def refuse(self) -> str:
        """What takes its time, and then cannot be done."""
        self.go_on.wait(10)
        raise Problem("The stick is full.")


def test_what_ends_while_its_screen_is_taken_away_is_dropped_and_nothing_stops(tmp_path: Path) -> None:
    async def leave(shell: Shell, *, refused: bool) -> None:
        screen = Slow()
        await shell.app.push_screen(screen)
        screen.run_slow(screen.refuse if refused else screen.wait, screen.got.append, word="Looking")
        assert screen.busy
        # A screen that goes loses its lines first, and its work may end just then.
        await screen.query(ProblemLine).remove()
        screen.go_on.set()
        await shell.until(lambda: not screen.busy, "the end of the work")
        assert screen.got == []
        shell.app.pop_screen()

    async def story(shell: Shell) -> None:
        await leave(shell, refused=False)
        await leave(shell, refused=True)

    in_front(tmp_path, story)
