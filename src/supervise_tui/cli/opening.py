"""Opens a cabinet for one command, and closes it whatever happens."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias, TypeVar

import typer

from supervise_tui.cli.asking import ask_secret, secret_from
from supervise_tui.cli.words import note
from supervise_tui.problems import CabinetInUse, NotACabinet, TooManyTries, WrongSecret

if TYPE_CHECKING:
    from supervise_tui.workflows.desk import Desk

Result = TypeVar("Result")
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
ByRecovery = Annotated[
    bool,
    typer.Option("--recovery-key", help="Open it with the recovery key; the file then holds that key."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON, for scripts.")]


@contextmanager
def opened(folder: Path, passphrase_file: Path | None) -> Iterator[Desk]:
    """Open the cabinet in `folder`, tell its warnings, and close it at the end.

    Asks for the passphrase unless a file is given. A wait after wrong tries is served here, once
    said: only then does the cabinet look at the passphrase.
    """
    from supervise_tui.workflows.open_cabinet import close_desk
    from supervise_tui.workflows.wall_clock import look_at_the_clock

    look_first(folder)
    desk = _open(folder, passphrase_file)
    try:
        for warning in desk.cabinet.warnings:
            note(warning)
        odd = look_at_the_clock(desk)
        if odd is not None:
            note(odd.sentence)
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
    from supervise_tui.workflows.open_cabinet import open_desk
    from supervise_tui.workflows.this_computer import state_folder

    return with_secret(
        lambda passphrase: open_desk(folder, passphrase, state=state_folder()),
        passphrase_file,
        "Passphrase of the cabinet (it does not show):",
    )


def with_secret(attempt: Callable[[str], Result], file: Path | None, question: str) -> Result:
    """Try a secret from `file`, or as it is typed up to three times; errors as `attempt`.

    A wait after wrong tries is served here, once said.
    """
    if file is not None:
        return _patiently(attempt, secret_from(file))
    for _ in range(TRIES_AT_THE_TERMINAL - 1):
        try:
            return _patiently(attempt, ask_secret(question))
        except WrongSecret as wrong:
            note(str(wrong))
    return _patiently(attempt, ask_secret(question))


def _patiently(attempt: Callable[[str], Result], secret: str) -> Result:
    while True:
        try:
            return attempt(secret)
        except TooManyTries as wait:
            note(f"{wait.sentence} Waiting {wait.seconds} seconds before the next try (Ctrl+C stops).")
            time.sleep(max(1, wait.seconds))
