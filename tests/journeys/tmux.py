"""A real terminal to sit at: tmux with its own server, keys typed into it, words read from its screen."""

from __future__ import annotations

import os
import re
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.tools import need

PATIENCE = 60.0
"""Seconds until words that have not appeared never will; the slow key derivations fit in it many times."""
LOOK_EVERY = 0.05
"""Seconds between two looks at the screen."""
PROGRAM = (sys.executable, "-m", "supervise_tui")
_NOT_OURS = ("TMUX", "NO_COLOR", "COLUMNS", "LINES", "TEXTUAL", "XDG_")
"""Variables of the tester's own terminal and folders."""


class Terminal:
    """One tmux window of 80 columns and 24 rows, in which programs run one after the other.

    The server has a socket of its own, so that nobody's own tmux is touched, and it reads no
    configuration file.
    """

    def __init__(self, env: Mapping[str, str]) -> None:
        self._tmux = need("tmux")
        self._socket = f"supervise-{os.getpid()}-{secrets.token_hex(4)}"
        ours = {key: value for key, value in os.environ.items() if not key.startswith(_NOT_OURS)}
        self._env = {**ours, "LC_ALL": "C.UTF-8", **env}
        self._started = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._run("kill-server", check=False)

    def _run(self, *words: str, check: bool = True) -> str:
        done = subprocess.run(
            [self._tmux, "-L", self._socket, "-f", "/dev/null", *words],
            capture_output=True,
            env=self._env,
            timeout=30,
            check=False,
        )
        if check and done.returncode:
            raise AssertionError(f"tmux {words[0]}: {done.stderr.decode('utf-8', 'replace')}")
        return done.stdout.decode("utf-8", "replace")

    # -- programs ------------------------------------------------------------------------------

    def start(self, *command: str) -> None:
        """Start a program, by default ours; one that still runs here is ended first."""
        words = ("--", *(command or PROGRAM))
        if self._started:
            self._run("respawn-pane", "-k", *words)
            return
        # remain-on-exit keeps the last screen, so that a program that fell over can be seen.
        self._run(
            *("new-session", "-d", "-x", "80", "-y", "24", *words),
            *(";", "set-option", "-g", "remain-on-exit", "on", ";", "set-option", "-g", "status", "off"),
        )
        self._started = True

    @property
    def pid(self) -> int:
        """The program's process."""
        return int(self._run("display-message", "-p", "#{pane_pid}"))

    def pull_the_plug(self) -> None:
        """Kill the program with no chance to save, and wait until it is gone."""
        os.kill(self.pid, signal.SIGKILL)
        self.until_ended()

    def pull_down(self) -> None:
        """Take the whole terminal away, as when its window is closed."""
        self._run("kill-server", check=False)

    def ends(self, pid: int) -> bool:
        """Say whether the program of that number ends before the deadline; one not yet buried counts."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                state = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
            except OSError:
                return True
            if state == "Z":
                return True
            time.sleep(LOOK_EVERY)
        return False

    def until_ended(self) -> None:
        """Wait until the program has left by itself."""
        # Asked of tmux: it does not always write "Pane is dead" on the screen.
        self.until(lambda _: self._run("display-message", "-p", "#{pane_dead}").strip() == "1", "the end")

    # -- reading -------------------------------------------------------------------------------

    def text(self) -> str:
        """All that stands on the screen."""
        return self._run("capture-pane", "-p")

    def until(self, seen: Callable[[str], object], what: str) -> str:
        """Wait until `seen` holds for what is on the screen, and give that; fails with the screen."""
        deadline = time.monotonic() + PATIENCE
        while True:
            shown = self.text()
            if seen(shown):
                return shown
            if time.monotonic() > deadline or "Pane is dead" in shown:
                raise AssertionError(f"waited in vain for {what}; the screen:\n{shown}")
            time.sleep(LOOK_EVERY)

    def sees(self, *words: str) -> str:
        """Wait until all these words stand on the screen; line breaks and frames count as a space."""
        return self.until(lambda shown: all(_flat(word) in _flat(shown) for word in words), repr(words))

    def sees_no_more(self, *words: str) -> str:
        """Wait until none of these words stands on the screen."""
        return self.until(
            lambda shown: not any(_flat(word) in _flat(shown) for word in words), f"{words!r} to go"
        )

    def waits_for(self, field: str) -> str:
        """Wait until the cursor is in the field of that name: it has a heavy frame with the name in it."""
        return self.until(
            lambda shown: any(name.startswith(field) for name in _in_hand(shown)), f"the field {field!r}"
        )

    # -- typing --------------------------------------------------------------------------------

    def type(self, text: str) -> None:
        """Type text as it stands."""
        self._run("send-keys", "-l", "--", text)

    def press(self, *keys: str) -> None:
        """Press keys by their tmux names: Enter, Tab, Escape, NPage, F8."""
        self._run("send-keys", *keys)

    def fill(self, field: str, text: str, key: str = "Enter") -> None:
        """Wait until the cursor is in the field of that name, type, and press a key that goes on."""
        self.waits_for(field)
        if text:
            self.type(text)
        self.press(key)


def _in_hand(text: str) -> list[str]:
    return re.findall(r"┏━ (.*?) ━", text)


def _flat(text: str) -> str:
    return re.sub(r"[\s│┃▌▐█║|]+", " ", text)
