"""supervise recover: a new passphrase and a new recovery key, when the passphrase is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from supervise_tui.cli.asking import ask, new_secret
from supervise_tui.cli.exit_status import DONE
from supervise_tui.cli.opening import Folder, look_first, with_secret
from supervise_tui.cli.words import note, say
from supervise_tui.problems import BadInput

NAME = "recover"
EXAMPLE = "supervise recover ~/Rosewood.cabinet"

_ASKED_AGAIN = 3


def command(
    folder: Folder,
    recovery_key_file: Annotated[
        Path | None,
        typer.Option(
            "--recovery-key-file",
            metavar="FILE",
            help="Read the recovery key from the first line of FILE instead of asking.",
        ),
    ] = None,
    new_passphrase_file: Annotated[
        Path | None,
        typer.Option(
            "--new-passphrase-file",
            metavar="FILE",
            help="Take the new passphrase from the first line of FILE instead of asking.",
        ),
    ] = None,
    try_only: Annotated[
        bool,
        typer.Option("--try", help="Only try the recovery key; change nothing. A good thing to practise."),
    ] = False,
) -> int:
    """Choose a new passphrase when the old one is lost.

    The recovery key opens the cabinet for it.

    The old passphrase and the old recovery key end in that moment. The new recovery key is printed
    once, and two groups of it are asked back.
    """
    from supervise_tui.workflows.open_cabinet import close_desk
    from supervise_tui.workflows.recovery import open_by_recovery, recover, try_opened
    from supervise_tui.workflows.this_computer import state_folder

    look_first(folder)
    desk = with_secret(
        lambda key: open_by_recovery(folder, key, state=state_folder()),
        recovery_key_file,
        "Recovery key, 14 groups of 4 (it does not show):",
    )
    try:
        if try_only:
            try_opened(desk)
            say("The recovery key opens this cabinet. Nothing was changed.")
            return DONE
        passphrase = new_secret(new_passphrase_file, [desk.organisation.name, desk.owner.name])
        key = recover(desk, passphrase)
    finally:
        close_desk(desk)
    say(f"recovery key: {key}")
    note("The new passphrase counts from now on. The old recovery key opens nothing any more:")
    note("write the new one on paper and destroy the old paper.")
    _ask_back(key)
    return DONE


def _ask_back(key: str) -> None:
    """Ask for two groups; who does not answer is told what to do, since the change has been made."""
    from supervise_tui.workflows.recovery import check_group, groups_to_ask

    for number in groups_to_ask(key):
        for _ in range(_ASKED_AGAIN):
            try:
                check_group(key, number, ask(f"To be sure that it is on paper, group {number}:"))
                break
            except BadInput as problem:
                note(str(problem))
                if problem.sentence.startswith("Nobody"):
                    return
        else:
            note("Please look at your paper again: without it a lost passphrase means lost records.")
