"""Opens a cabinet for one command, and closes it whatever happens."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from supervise_tui.cli.asking import ask_secret, secret_from
from supervise_tui.cli.words import note
from supervise_tui.problems import CabinetInUse, NotACabinet, TooManyTries, WrongSecret

if TYPE_CHECKING:
    from supervise_tui.workflows.desk import Desk

OpenUI: TypeAlias = Callable[[Path | None, str | None], int]

TRIES_AT_THE_TERMINAL = 3
"""How often one command asks; the cabinet itself slows tries down further."""

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The cabinet's folder.", show_default=False)]
PassphraseFile = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        metavar="FILE",
        help="Read the passphrase from the first line of FILE (- is standard input) instead of asking.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON, for scripts.")]


@contextmanager
def opened(folder: Path, passphrase_file: Path | None) -> Iterator[Desk]:
    """Open the cabinet in `folder`, tell its warnings, and close it at the end.

    Asks for the passphrase unless a file is given. A wait after wrong tries is served here, once
    said: only then does the cabinet look at the passphrase.
    """
    from supervise_tui.workflows.open_cabinet import close_desk

    look_first(folder)
    desk = _open(folder, passphrase_file)
    try:
        for warning in desk.cabinet.warnings:
            note(warning)
        yield desk
    finally:
        close_desk(desk)


def look_first(folder: Path) -> None:
    """Say what is wrong with the folder before anybody types a passphrase; NotACabinet, CabinetInUse."""
    from supervise_tui.workflows.open_cabinet import look_inside

    label = look_inside(folder)
    if label.problem:
        raise NotACabinet(label.problem)
    if label.in_use_by:
        raise CabinetInUse(
            f"This cabinet is open already: {label.in_use_by}.", "Close it there, then try again."
        )


def _open(folder: Path, passphrase_file: Path | None) -> Desk:
    if passphrase_file is not None:
        return _try(folder, secret_from(passphrase_file))
    for _ in range(TRIES_AT_THE_TERMINAL - 1):
        try:
            return _try(folder, ask_secret("Passphrase of the cabinet (it does not show):"))
        except WrongSecret as wrong:
            note(str(wrong))
    return _try(folder, ask_secret("Passphrase of the cabinet (it does not show):"))


def _try(folder: Path, passphrase: str) -> Desk:
    from supervise_tui.workflows.open_cabinet import open_desk, state_folder

    while True:
        try:
            return open_desk(folder, passphrase, state=state_folder())
        except TooManyTries as wait:
            note(f"{wait.sentence} Waiting {wait.seconds} seconds before the next try (Ctrl+C stops).")
            time.sleep(max(1, wait.seconds))
