"""supervise open: the program on the screen, on one cabinet."""

from __future__ import annotations

from pathlib import Path

import typer

from supervise_tui.cli.asking import secret_from
from supervise_tui.cli.opening import Folder, OpenUI, PassphraseFile, look_first

NAME = "open"
EXAMPLE = "supervise open ~/Rosewood.cabinet"


def command(context: typer.Context, folder: Folder, passphrase_file: PassphraseFile = None) -> int:
    """Open a cabinet on the screen."""
    look_first(folder)
    open_ui: OpenUI = context.obj
    return open_ui(Path(folder), secret_from(passphrase_file) if passphrase_file else None)
