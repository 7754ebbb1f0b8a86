"""Run a program in a real pseudo-terminal and time what appears on it."""

from __future__ import annotations

import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from fcntl import ioctl
from pathlib import Path
from types import TracebackType
from typing import Self

WAIT = 30.0
"""Seconds after which a program that shows nothing counts as stuck."""


class Terminal:
    """One program in a terminal of 80 columns and 24 rows."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str] | None = None) -> None:
        self.seen = b""
        self.began = time.perf_counter()
        self.pid, self.screen = pty.fork()
        if self.pid == 0:
            os.environ.update({"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24", **(env or {})})
            os.execvp(command[0], list(command))
        ioctl(self.screen, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.screen)

    def until(self, text: str, since: float | None = None) -> float:
        """Read until `text` appears and give the seconds since `since` (default: the start)."""
        wanted, begin = text.encode(), time.perf_counter()
        while wanted not in self.seen:
            left = WAIT - (time.perf_counter() - begin)
            if left <= 0 or not select.select([self.screen], [], [], left)[0]:
                raise TimeoutError(f"{text!r} did not appear; the last of it: {self.seen[-300:]!r}")
            self.seen += os.read(self.screen, 65536)
        return time.perf_counter() - (self.began if since is None else since)

    def quiet(self, seconds: float = 0.25) -> None:
        """Read on until nothing has come for `seconds`."""
        while select.select([self.screen], [], [], seconds)[0]:
            self.seen += os.read(self.screen, 65536)
        self.seen = b""

    def press(self, keys: str) -> float:
        """Type `keys` and give the moment they were sent."""
        self.seen = b""
        os.write(self.screen, keys.encode())
        return time.perf_counter()

    def key_to_screen(self, key: str) -> float:
        """Give the seconds from one key to the first output that holds it."""
        return self.until(key, since=self.press(key))

    def memory(self) -> int:
        """Give the resident memory of the program in kB."""
        with Path(f"/proc/{self.pid}/status").open(encoding="ascii") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
