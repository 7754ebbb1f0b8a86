"""Outside programs that check what we make; a user's machine may lack them, CI may not."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence

import pytest


def need(tool: str) -> str:
    """Give the path of `tool`; skip with a clear reason where it is missing, fail in CI."""
    found = shutil.which(tool)
    if found:
        return found
    reason = f"{tool} is not installed on this machine"
    if os.environ.get("SUPERVISE_ALL_TOOLS"):
        pytest.fail(f"{reason}, and here every outside tool is required")
    pytest.skip(reason)


def run_tool(*command: str, timeout: float = 60, ok: Sequence[int] = (0,)) -> str:
    """Run an outside tool and give what it printed; fails on another exit status than `ok`."""
    done = subprocess.run([need(command[0]), *command[1:]], capture_output=True, timeout=timeout, check=False)
    printed = (done.stdout + done.stderr).decode("utf-8", "replace")
    assert done.returncode in ok, f"{command[0]} gave {done.returncode}: {printed}"
    return printed
