"""supervise plans mend: the file of the improvement plans in order again, from a backup or empty."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from supervise_tui.cli.exit_status import DONE, FOUND
from supervise_tui.cli.opening import Folder, PassphraseFile, opened, with_secret
from supervise_tui.cli.words import note, say
from supervise_tui.problems import BadInput


def mend(
    folder: Folder,
    backup: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="Put back the plans, and nothing else, of this backup."),
    ] = None,
    empty: Annotated[
        bool, typer.Option("--empty", help="There is no backup: begin with no plans at all.")
    ] = False,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help="Why; the history of the plans keeps it.")
    ] = "",
    passphrase_file: PassphraseFile = None,
    backup_passphrase_file: Annotated[
        Path | None,
        typer.Option(
            "--backup-passphrase-file",
            metavar="FILE",
            help="Read what opens the backup (a passphrase or the recovery key of its day) from FILE.",
        ),
    ] = None,
) -> int:
    """Put plans.db in order when it is damaged, missing or an older one.

    Without --from and --empty it only says what is wrong (status 1 when something is). All else in
    the cabinet is whole and stays as it is; only keys cannot be changed before this is done.
    """
    from supervise_tui.workflows import drawer_mending
    from supervise_tui.workflows.backups import look_at
    from supervise_tui.workflows.plans_desk import plans_desk

    if backup is not None and empty:
        raise BadInput("Either --from or --empty.", "With a backup nothing has to begin empty.")
    if backup is not None:
        look_at(backup)  # said before anybody types a passphrase
    with opened(folder, passphrase_file) as desk:
        if backup is None and not empty:
            drawer = plans_desk(desk).cabinet  # who has no key hears that; what cannot be read is said
            for warning in drawer.warnings:
                say(warning)
            if not drawer.warnings:
                say("The improvement plans are in order.")
            return FOUND if drawer.read_only else DONE
        drawer_mending.check_reason(reason)
        if backup is not None:
            file = backup
            with_secret(
                lambda secret: drawer_mending.put_back(desk, file, secret, reason),
                backup_passphrase_file,
                "Passphrase on the day of the backup (it does not show):",
            )
        else:
            drawer_mending.begin_empty(desk, reason)
    say("The improvement plans are in order.")
    note("What was written in them since the backup is not there." if backup else "They begin empty.")
    return DONE
