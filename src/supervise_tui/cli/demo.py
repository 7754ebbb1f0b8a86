"""supervise demo: a made-up home with a year of records, to try everything."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from supervise_tui.cli.exit_status import DONE
from supervise_tui.cli.opening import OpenUI
from supervise_tui.cli.words import note, say, shown

if TYPE_CHECKING:
    from supervise_tui.workflows.demo_home import DemoDoor

NAME = "demo"
EXAMPLE = "supervise demo --cabinet ~/Try.cabinet"

_BAR = 24
"""Columns of the progress bar: with the words it fits a terminal of 80."""


def command(
    context: typer.Context,
    cabinet: Annotated[
        Path | None,
        typer.Option(
            "--cabinet", metavar="DIR", help="Where to make it; a new temporary folder if left out."
        ),
    ] = None,
    no_ui: Annotated[
        bool, typer.Option("--no-ui", help="Only make it; print where it is and its secrets.")
    ] = False,
) -> int:
    """Make a made-up home to try everything, and open it.

    It has twelve workers and a year of signed records. Nobody in it is real.

    Prints its passphrase and everyone's signing secret as `name: value` lines.
    """
    from supervise_tui.workflows.demo_home import make_demo, refuse_if_there
    from supervise_tui.workflows.open_cabinet import local_now
    from supervise_tui.workflows.this_computer import state_folder

    if cabinet is not None:
        refuse_if_there(cabinet)  # said at once, before the program works for half a minute
    folder = cabinet or Path(tempfile.mkdtemp(prefix="supervise-demo-")) / "Withy Lane House.cabinet"
    if cabinet is None:
        note(f"The demo is made in a temporary folder: {folder.parent}")
    try:
        door = make_demo(folder, state_folder(), progress=_progress, now=local_now)
    except BaseException:
        if cabinet is None:
            shutil.rmtree(folder.parent, ignore_errors=True)
        raise
    finally:
        if sys.stderr.isatty():
            print(file=sys.stderr)  # leaves the line that the progress was drawn on
    _tell(door)
    if no_ui:
        return DONE
    open_ui: OpenUI = context.obj
    return open_ui(door.folder, door.passphrase)


def _tell(door: DemoDoor) -> None:
    say(f"passphrase: {door.passphrase}")
    say(f"folder: {door.folder}")
    for name, secret in door.secrets.items():
        say(f"secret of {name}: {secret}")
    sys.stdout.flush()


def _progress(done: int, total: int, words: str) -> None:
    """Draw one line over itself on a terminal; say nothing in a log file."""
    if not sys.stderr.isatty():
        return
    full = _BAR * done // max(1, total)
    line = f"\r[{'=' * full}{' ' * (_BAR - full)}] {done}/{total}  {shown(words)[:40]:<40}"
    print(line, end="", file=sys.stderr, flush=True)
