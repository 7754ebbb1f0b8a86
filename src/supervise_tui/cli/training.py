"""supervise training: a worker's training and portfolio list, in words, as JSON or as a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from supervise_tui.canonical import Json
from supervise_tui.cli.exit_status import DONE
from supervise_tui.cli.finding import Purpose, one_worker, open_files
from supervise_tui.cli.opening import AsJson, Folder, PassphraseFile, opened
from supervise_tui.cli.words import note, say, say_json, say_table

if TYPE_CHECKING:
    from supervise_tui.workflows.learning import Entry

NAME = "training"
EXAMPLE = "supervise training ~/Rosewood.cabinet --worker ania --to ~/Papers"


def command(
    folder: Folder,
    worker: Annotated[
        str,
        typer.Option("--worker", metavar="NAME", help="A part of their name will do.", show_default=False),
    ],
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="FOLDER", help="Save it there as a table; nothing is overwritten."),
    ] = None,
    as_json: AsJson = False,
    purpose: Purpose = None,
    passphrase_file: PassphraseFile = None,
) -> int:
    """List what a worker learned, and what runs out.

    The table is for a spreadsheet. It is not encrypted.
    """
    from supervise_tui.domain.learning import in_words
    from supervise_tui.workflows.learning import portfolio, save_table

    with opened(folder, passphrase_file) as desk:
        person = one_worker(desk, worker)
        open_files(desk, [person], purpose)
        found = portfolio(desk, person.id)
        saved = save_table(desk, person.id, to) if to is not None else None
    if as_json:
        entries: list[Json] = [_as_json(entry) for entry in found.entries]
        say_json(
            {"format": 1, "worker": person.name, "saved": str(saved) if saved else None, "entries": entries}
        )
    elif saved is not None:
        say(str(saved))
    elif not found.entries:
        say("Nothing is written down yet.")
    else:
        say_table(
            [[entry.learning.title, in_words(entry.learning, entry.standing)] for entry in found.entries]
        )
    if saved is not None:
        note("The file is not encrypted: whoever gets it can read it.")
    return DONE


def _as_json(entry: Entry) -> dict[str, Json]:
    return {
        "id": entry.learning.id,
        "standing": entry.standing.value,
        "answers": dict(entry.learning.answers),
    }
