"""What the commands on forms and on policies share: reading files, naming faults, the library in use here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from supervise_tui.canonical import Json
from supervise_tui.cli.exit_status import DONE, FOUND
from supervise_tui.cli.words import complain, say, say_json
from supervise_tui.problems import BadForm, FileTrouble

if TYPE_CHECKING:
    from supervise_tui.forms.library import Library

LARGEST_FILE = 4 * 1024 * 1024
"""Bytes read of a file: the reader refuses far smaller ones, in its own words."""


def library_here() -> Library:
    """Give what is in use on this computer: the folder of own files is chosen on the settings screen."""
    from supervise_tui.forms.library import Library
    from supervise_tui.workflows.this_computer import own_forms, state_folder

    return Library(own_forms(state_folder()))


def bytes_of(file: Path) -> bytes:
    """Read a file; FileTrouble if it cannot be read."""
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST_FILE)
    except OSError as error:
        raise FileTrouble(f"{file} cannot be read.", "Is it there, and may you read it?") from error


def check_files(files: list[Path], what: str, summary: Callable[[bytes, str], str], *, as_json: bool) -> int:
    """Read each file and name every fault; `summary` says in a few words what a good one holds.

    `what` is the key in the answer for scripts. FOUND if any has faults.
    """
    answers: list[Json] = []
    status = DONE
    for file in files:
        faults: list[Json] = []
        try:
            said = f"{file.name}: no faults. {summary(bytes_of(file), file.name)}."
        except BadForm as bad:
            status, said = FOUND, str(bad)
            faults = [{"where": one.where, "wrong": one.wrong, "right": one.right} for one in bad.faults]
        answers.append({"file": str(file), "faults": faults})
        if not as_json:
            complain(said) if faults else say(said)
    if as_json:
        say_json({"format": 1, what: answers})
    return status
