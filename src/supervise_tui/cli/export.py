"""supervise export: signed records as they were signed, as texts to read, or as a table of answers."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from supervise_tui.cli.exit_status import DONE, NOT_POSSIBLE
from supervise_tui.cli.finding import Purpose, Since, WorkerName, records_found
from supervise_tui.cli.opening import Folder, PassphraseFile, opened
from supervise_tui.cli.said_days import past_day_said
from supervise_tui.cli.words import complain, counted, note, say
from supervise_tui.problems import BadInput

if TYPE_CHECKING:
    from supervise_tui.workflows.desk import Desk

NAME = "export"
EXAMPLE = "supervise export ~/Rosewood.cabinet --to ~/Papers --record 12"


class As(StrEnum):
    """What the records are handed out as."""

    PDF = "pdf"
    TEXT = "text"
    HTML = "html"
    CSV = "csv"


def command(
    folder: Folder,
    to: Annotated[
        Path, typer.Option("--to", metavar="FOLDER", help="Where the files go.", show_default=False)
    ],
    record: Annotated[
        int | None,
        typer.Option("--record", metavar="N", help="Only this record, by its number (supervise list)."),
    ] = None,
    worker: WorkerName = None,
    since: Since = None,
    copy_as: Annotated[
        As,
        typer.Option(
            "--as",
            help="pdf: as signed. text, html: copies to read, without signatures. csv: answers as a table.",
        ),
    ] = As.PDF,
    form: Annotated[
        str | None,
        typer.Option("--form", metavar="ID", help="With --as csv: of which form (supervise forms list)."),
    ] = None,
    purpose: Purpose = None,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Copy signed records out as PDFs, texts or a table.

    Without --record, --worker or --since: all of them. An addendum goes out with its record. Only
    records that are signed and closed go out. Nothing is overwritten: a second copy gets a number. The
    files are not encrypted, so keep the folder safe.
    """
    _refuse_what_does_not_go_together(record, worker, since, copy_as, form)

    from supervise_tui.domain.roles import Act

    with opened(folder, passphrase_file) as desk:
        desk.check(Act.EXPORT)
        since_day = past_day_said(since, desk.today)
        found = [one for one, _worker in records_found(desk, worker, since_day, purpose, record)]
        if record is not None:
            found = [one for one in found if one.number == record]
        closed = [one.id for one in found if one.state.is_signed]
        if not closed:
            complain("None of these is signed and closed yet, so there is nothing to hand out.")
            return NOT_POSSIBLE
        copied = _hand_out(desk, closed, to, copy_as, form)
    _say_what_went(len(found), len(closed), copied)
    return DONE


def _refuse_what_does_not_go_together(
    record: int | None, worker: str | None, since: str | None, copy_as: As, form: str | None
) -> None:
    if record is not None and (worker or since):
        raise BadInput(
            "--record names one record, so --worker and --since do not go with it.", "Leave one out."
        )
    if (copy_as is As.CSV) != (form is not None):
        raise BadInput(
            "A table holds the answers to one form: --as csv and --form ID go together.",
            "See the ids with: supervise forms list",
        )


def _say_what_went(found: int, closed: int, copied: int) -> None:
    if closed < found:
        note(f"Left out: {counted(found - closed, 'record', 'records')} not signed and closed yet.")
    if copied > closed:
        note(f"With them {counted(copied - closed, 'addendum', 'addenda')}: each goes with its record.")
    if copied < closed:
        note(f"Left out: {counted(closed - copied, 'record', 'records')} on another form.")
    note(f"{counted(copied, 'record', 'records')} copied. They are not encrypted: keep the folder safe.")


def _hand_out(desk: Desk, closed: Sequence[str], to: Path, copy_as: As, form: str | None) -> int:
    """Write the files and say their paths; give how many records are in them."""
    if form is not None:
        from supervise_tui.workflows.export_answers import export_answers

        written = export_answers(desk, closed, form, to)
        say(str(written.path))
        return written.records
    from supervise_tui.workflows.export_records import CopyAs, export

    paths = export(desk, closed, to, CopyAs(copy_as.value))
    for path in paths:
        say(str(path))
    return len(paths)
