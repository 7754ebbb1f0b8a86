"""Programs to be killed: each a process of its own, forked from one that has everything loaded.

Loading the program takes longer than what these do until they are killed. Where a system cannot fork
(Windows), each is started from the beginning.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import traceback
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import IO, Self

ROOT = Path(__file__).parents[1]
_DONE = "done: "


class Forked:
    """Starts `main(folder, state, *words)` of a module as often as wanted, one process after another."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._can_fork = sys.platform != "win32"
        self._pid = 0
        self._program: subprocess.Popen[str]

    def __enter__(self) -> Self:
        if self._can_fork:
            self._program = self._started("tests.forked", self._module)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        if error:
            self._program.kill()
        self._program.communicate()  # it ends with its standard input

    def begin(self, folder: Path, state: Path, *words: str) -> None:
        """Start it."""
        given = [str(folder), str(state), *words]
        if not self._can_fork:
            self._program = self._started(self._module, *given)
            return
        assert self._program.stdin is not None
        self._program.stdin.write(json.dumps(given) + "\n")
        self._program.stdin.flush()
        self._pid = int(self.line())

    def line(self) -> str:
        """The next line that it prints; empty when it has ended."""
        return self._out.readline()

    def kill(self) -> None:
        """End it with kill -9."""
        if self._can_fork:
            os.kill(self._pid, signal.SIGKILL)
        else:
            self._program.kill()

    def rest(self) -> tuple[int, str]:
        """Wait for its end; its exit status (below 0: the signal that ended it), and what it printed yet."""
        if not self._can_fork:
            printed, _ = self._program.communicate()
            return self._program.returncode, printed
        lines: list[str] = []
        for line in self._out:
            if line.startswith(_DONE):
                return int(line.removeprefix(_DONE)), "".join(lines)
            lines.append(line)
        raise AssertionError("it ended with all that it printed: " + "".join(lines))

    @property
    def _out(self) -> IO[str]:
        assert self._program.stdout is not None
        return self._program.stdout

    def _started(self, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=ROOT,
        )


def _serve(module: str) -> None:
    """Fork for each line of standard input: words in JSON."""
    loaded = import_module(module)
    for request in sys.stdin:
        folder, state, *words = json.loads(request)
        child = os.fork()
        if not child:
            status = 1
            try:
                print(os.getpid(), flush=True)
                loaded.main(Path(folder), Path(state), *words)
                status = 0
            except BaseException:  # noqa: BLE001 - it is told, and the process ends here
                traceback.print_exc()
            finally:
                sys.stdout.flush()
                os._exit(status)
        _, ended = os.waitpid(child, 0)
        print(f"\n{_DONE}{os.waitstatus_to_exitcode(ended)}", flush=True)


if __name__ == "__main__":
    _serve(sys.argv[1])
