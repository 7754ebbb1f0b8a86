"""supervise restore: a cabinet anew out of a backup."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from supervise_tui.cli.exit_status import DONE
from supervise_tui.cli.opening import ByRecovery, PassphraseFile, with_secret
from supervise_tui.cli.words import note, say

NAME = "restore"
EXAMPLE = 'supervise restore "/media/stick/Rosewood 2026-11-20.cabinet-backup" --to ~/Again.cabinet'


def command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup.", show_default=False)],
    to: Annotated[
        Path, typer.Option("--to", metavar="DIR", help="A folder that is not there yet.", show_default=False)
    ],
    recovery_key: ByRecovery = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Make a cabinet anew out of a backup.

    It opens with the passphrases and the recovery key of the day of the backup. The new cabinet has
    a number of its own, and its history says where it came from. A damaged backup is refused whole.
    """
    from supervise_tui.workflows.backups import look_at, restore
    from supervise_tui.workflows.open_cabinet import close_desk, local_now
    from supervise_tui.workflows.this_computer import state_folder

    look_at(file)  # said before anybody types a passphrase
    desk = with_secret(
        lambda secret: restore(
            file, secret, to, state=state_folder(), now=local_now, by_recovery=recovery_key
        ),
        passphrase_file,
        "Recovery key:" if recovery_key else "Passphrase on the day of the backup (it does not show):",
    )
    warnings = desk.cabinet.warnings
    close_desk(desk)
    for warning in warnings:
        note(warning)
    say(f"folder: {to}")
    note("Keys that were removed after the backup open this copy. Look at them: supervise keys DIR")
    return DONE
