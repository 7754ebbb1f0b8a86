"""supervise passphrase: change the passphrase of the cabinet."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from supervise_tui.cli.asking import new_secret
from supervise_tui.cli.exit_status import DONE
from supervise_tui.cli.opening import Folder, PassphraseFile, opened
from supervise_tui.cli.words import say

NAME = "passphrase"
EXAMPLE = "supervise passphrase ~/Rosewood.cabinet"


def command(
    folder: Folder,
    passphrase_file: PassphraseFile = None,
    new_passphrase_file: Annotated[
        Path | None,
        typer.Option(
            "--new-passphrase-file",
            metavar="FILE",
            help="Take the new passphrase from the first line of FILE instead of asking.",
        ),
    ] = None,
) -> int:
    """Change the passphrase you open the cabinet with.

    The old one ends in that moment; backups made before still open with it.
    """
    from supervise_tui.workflows.key_holders import change_passphrase

    with opened(folder, passphrase_file) as desk:
        change_passphrase(desk, new_secret(new_passphrase_file, [desk.organisation.name, desk.owner.name]))
    say("The new passphrase counts from now on. Backups made before open with the old one.")
    return DONE
