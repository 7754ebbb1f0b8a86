"""supervise evidence: what was marked on a worker's file for each behaviour and duty, in words or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from supervise_tui.canonical import Json
from supervise_tui.cli.exit_status import DONE
from supervise_tui.cli.finding import Purpose, one_worker, open_files
from supervise_tui.cli.opening import AsJson, Folder, PassphraseFile, opened
from supervise_tui.cli.words import say, say_json

if TYPE_CHECKING:
    from supervise_tui.domain.evidence import Marked

NAME = "evidence"
EXAMPLE = "supervise evidence ~/Rosewood.cabinet --worker ania"


def command(
    folder: Folder,
    worker: Annotated[
        str,
        typer.Option("--worker", metavar="NAME", help="A part of their name will do.", show_default=False),
    ],
    as_json: AsJson = False,
    purpose: Purpose = None,
    passphrase_file: PassphraseFile = None,
) -> int:
    """List what was marked as evidence, by behaviour and duty.

    Drafts do not count: what both have before them, or have signed, does.
    """
    from supervise_tui.workflows.evidence import on_file

    with opened(folder, passphrase_file) as desk:
        person = one_worker(desk, worker)
        open_files(desk, [person], purpose)
        found = on_file(desk, person.id)
    if as_json:
        marked: list[Json] = [_as_json(one) for one in found.marked]
        say_json({"format": 1, "worker": person.name, "marked": marked})
        return DONE
    for what, marks in found.by_what():
        if marks:
            say(what.said)
            for one in marks:
                say(f"  {one.said}{'' if one.signed else ' (not signed by all yet)'}")
    if not found.marked:
        say("Nothing is marked as evidence yet.")
    return DONE


def _as_json(one: Marked) -> dict[str, Json]:
    return {
        "kind": one.what.kind,
        "id": one.what.ref,
        "text": one.what.text,
        "under": one.what.under,
        "record": one.record.number,
        "title": one.record.title,
        "on": one.on.isoformat() if one.on else None,
        "signed": one.signed,
        "words": one.words,
    }
