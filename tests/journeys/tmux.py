"""A real terminal to sit at: tmux with its own server, keys typed into it, words read from its screen."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.tools import need

PATIENCE = 60.0
"""Seconds until words that have not appeared never will; the slow key derivations fit in it many times."""
LOOK_EVERY = 0.05
"""Seconds between two looks at the screen."""
PROGRAM = (sys.executable, "-m", "supervise_tui")


class Terminal:
    """One tmux window in which programs are started one after the other.

    The server has a socket of its own, so that nobody's own tmux is touched, and it reads no
    configuration file.
    """

    def __init__(self, *, columns: int = 80, rows: int = 24, env: Mapping[str, str] | None = None) -> None:
        self._tmux = need("tmux")
        self._socket = f"supervise-{os.getpid()}-{secrets.token_hex(4)}"
        self._size = ("-x", str(columns), "-y", str(rows))
        self._env = {key: value for key, value in os.environ.items() if not key.startswith("TMUX")}
        for unwanted in ("NO_COLOR", "COLUMNS", "LINES", "TEXTUAL"):
            self._env.pop(unwanted, None)
        self._env |= {"LC_ALL": "C.UTF-8", **(env or {})}

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
        """Start a program; one that still runs here is ended first."""
        self._run("kill-server", check=False)
        # remain-on-exit keeps the last screen, so that a program that fell over can be seen.
        self._run(
            *("new-session", "-d", *self._size, "-s", "desk", "--", *(command or PROGRAM)),
            *(";", "set-option", "-g", "remain-on-exit", "on", ";", "set-option", "-g", "status", "off"),
        )

    def second_window(self, *command: str) -> Terminal:
        """Give another terminal of the same size, with a program started in it."""
        other = Terminal(env=self._env)
        other._size = self._size
        other.start(*command)
        return other

    @property
    def pid(self) -> int:
        """The program's process."""
        return int(self._run("display-message", "-p", "#{pane_pid}"))

    @property
    def ended(self) -> bool:
        """Whether the program has ended."""
        return self._run("display-message", "-p", "#{pane_dead}").strip() == "1"

    def pull_the_plug(self) -> None:
        """Kill the program with no chance to save, and wait until it is gone."""
        os.kill(self.pid, signal.SIGKILL)
        self.until(lambda _: self.ended, "the killed program to be gone")

    def until_ended(self) -> None:
        """Wait until the program has left by itself."""
        self.until(lambda _: self.ended, "the program to end")

    # -- reading -------------------------------------------------------------------------------

    def text(self) -> str:
        """All that stands on the screen."""
        return self._run("capture-pane", "-p")

    def until(self, seen: object, what: str = "") -> str:
        """Wait until `seen(text)` holds, and give that text; what is on the screen when it never does."""
        assert callable(seen)
        deadline = time.monotonic() + PATIENCE
        while True:
            shown = self.text()
            if seen(shown):
                return shown
            if time.monotonic() > deadline:
                raise AssertionError(f"waited in vain for {what}; the screen:\n{shown}")
            time.sleep(LOOK_EVERY)

    def sees(self, *words: str) -> str:
        """Wait until all these words stand on the screen, line breaks and frames taken as a space."""
        return self.until(lambda shown: all(_flat(word) in _flat(shown) for word in words), repr(words))

    def sees_no_more(self, *words: str) -> str:
        """Wait until none of these words stands on the screen."""
        return self.until(
            lambda shown: not any(_flat(word) in _flat(shown) for word in words), f"{words!r} to go"
        )

    # -- typing --------------------------------------------------------------------------------

    def type(self, text: str) -> None:
        """Type text as it stands."""
        self._run("send-keys", "-l", "--", text)

    def press(self, *keys: str) -> None:
        """Press keys by their tmux names: Enter, Tab, Escape, NPage, F8."""
        self._run("send-keys", *keys)

    def line(self, text: str) -> None:
        """Type text and press Enter."""
        self.type(text)
        self.press("Enter")


def _flat(text: str) -> str:
    return re.sub(r"[\s│┃▌▐█║|]+", " ", text)


def installed_program() -> Sequence[str]:
    """Give the command of the installed script when there is one beside this Python, else the module."""
    script = shutil.which("supervise", path=str(Path(sys.executable).parent))
    return (script,) if script else PROGRAM
