"""supervise export: the signed PDFs, as they were signed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from supervise_tui.cli.exit_status import DONE, NOT_POSSIBLE
from supervise_tui.cli.finding import Since, WorkerName, records_found
from supervise_tui.cli.opening import Folder, PassphraseFile, opened
from supervise_tui.cli.said_days import past_day_said
from supervise_tui.cli.words import complain, counted, note, say
from supervise_tui.problems import BadInput, NotFound

NAME = "export"
EXAMPLE = "supervise export ~/Rosewood.cabinet --to ~/Papers --record 12"


def command(
    folder: Folder,
    to: Annotated[
        Path, typer.Option("--to", metavar="FOLDER", help="Where the PDFs go.", show_default=False)
    ],
    record: Annotated[
        int | None,
        typer.Option("--record", metavar="N", help="Only this record, by its number (supervise list)."),
    ] = None,
    worker: WorkerName = None,
    since: Since = None,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Copy signed records out as PDFs.

    Without --record, --worker or --since: all of them. Only records that are signed and closed go
    out. Nothing is overwritten: a second copy gets a number. The PDFs are not encrypted, so keep
    the folder safe.
    """
    if record is not None and (worker or since):
        raise BadInput(
            "--record names one record, so --worker and --since do not go with it.", "Leave one out."
        )
    from supervise_tui.domain.record import State
    from supervise_tui.workflows.export_records import export

    with opened(folder, passphrase_file) as desk:
        found = [one for one, _worker in records_found(desk, worker, past_day_said(since, desk.today))]
        if record is not None:
            found = [one for one in found if one.number == record]
            if not found:
                raise NotFound(
                    f"There is no record number {record}.", "See the numbers with: supervise list DIR"
                )
        closed = [one.id for one in found if one.state is State.CLOSED]
        if not closed:
            complain("None of these is signed and closed yet, so there is nothing to hand out.")
            return NOT_POSSIBLE
        for path in export(desk, closed, to):
            say(str(path))
    if len(closed) < len(found):
        note(f"Left out: {counted(len(found) - len(closed), 'record', 'records')} not signed and closed yet.")
    note(f"{counted(len(closed), 'record', 'records')} copied. They are not encrypted: keep the folder safe.")
    return DONE
