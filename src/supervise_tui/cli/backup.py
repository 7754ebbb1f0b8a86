"""supervise backup: the whole cabinet in one encrypted file, read again before it counts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from supervise_tui.cli.exit_status import DONE
from supervise_tui.cli.opening import Folder, PassphraseFile, opened
from supervise_tui.cli.words import counted, note, say

NAME = "backup"
EXAMPLE = "supervise backup ~/Rosewood.cabinet --to /media/stick"


def command(
    folder: Folder,
    to: Annotated[
        Path,
        typer.Option(
            "--to",
            metavar="FILE",
            help="The file to write, or a folder: then it gets a name with the date.",
            show_default=False,
        ),
    ],
    passphrase_file: PassphraseFile = None,
) -> int:
    """Write the whole cabinet into one encrypted file.

    The file is read again and compared before it gets its name; nothing is overwritten. The keys of
    today open it, for ever: also those that are removed from the cabinet later.
    """
    from supervise_tui.workflows.backups import make_backup

    with opened(folder, passphrase_file) as desk:
        made = make_backup(desk, to)
    say(f"backup: {made.path}")
    say(f"records: {made.records}")
    say(f"sha256: {made.fingerprint}")
    note(f"Checked: {counted(made.records, 'record', 'records')}, as in the cabinet. Keep it away from here.")
    return DONE
