"""supervise certificate: this cabinet's own certificate, to be given to those who check its PDFs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from supervise_tui.cli.exit_status import DONE
from supervise_tui.cli.opening import Folder, PassphraseFile, opened
from supervise_tui.cli.words import note, say
from supervise_tui.problems import FileTrouble

NAME = "certificate"
EXAMPLE = "supervise certificate ~/Rosewood.cabinet --to rosewood.pem"


def command(
    folder: Folder,
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help="The file to write.", show_default=False)],
    passphrase_file: PassphraseFile = None,
) -> int:
    """Write the certificate that this cabinet's PDFs come with.

    Whoever has it can check that a PDF comes from this cabinet. It holds no secret.
    """
    from supervise_tui.workflows.trust_list import certificate

    with opened(folder, passphrase_file) as desk:
        pem = certificate(desk)
    try:
        with to.open("xb") as file:
            file.write(pem)
    except FileExistsError as error:
        raise FileTrouble(
            f"{to} is there already.", "Choose another name; nothing is overwritten."
        ) from error
    except OSError as error:
        raise FileTrouble(
            f"{to} cannot be written.", "Is the folder there, and may you write in it?"
        ) from error
    say(str(to))
    note("Whoever gets PDFs from this cabinet trusts it once with: supervise trust add FILE")
    return DONE
