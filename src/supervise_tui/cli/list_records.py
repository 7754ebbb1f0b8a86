"""supervise list: the records of a cabinet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supervise_tui.canonical import Json
from supervise_tui.cli.exit_status import DONE
from supervise_tui.cli.finding import Since, WorkerName, records_found
from supervise_tui.cli.opening import AsJson, Folder, PassphraseFile, opened
from supervise_tui.cli.said_days import iso, past_day_said
from supervise_tui.cli.words import say, say_json, say_table

if TYPE_CHECKING:
    from supervise_tui.domain.people import Worker
    from supervise_tui.domain.record import Record

NAME = "list"
EXAMPLE = 'supervise list ~/Rosewood.cabinet --worker "Owusu" --since 1/4/2026'


def command(
    folder: Folder,
    worker: WorkerName = None,
    since: Since = None,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """List the records: number, kind, worker, date, state."""
    with opened(folder, passphrase_file) as desk:
        found = records_found(desk, worker, past_day_said(since, desk.today))
        name = desk.cabinet.organisation.name
    if as_json:
        say_json(
            {"format": 1, "home": name, "records": [_as_json(record, person) for record, person in found]}
        )
    elif found:
        say_table(
            [["number", "kind", "worker", "held on", "state"], *(_row(r, person) for r, person in found)]
        )
    else:
        say("No records.")
    return DONE


def _row(record: Record, worker: Worker) -> list[str]:
    held = f"{record.held_on:%d/%m/%Y}" if record.held_on else ""
    state = record.state.label + (f" ({record.flagged})" if record.flagged else "")
    return [str(record.number), record.makes, worker.name, held, state]


def _as_json(record: Record, worker: Worker) -> dict[str, Json]:
    return {
        "number": record.number,
        "id": record.id,
        "kind": record.makes,
        "title": record.title,
        "worker": worker.name,
        "worker_id": worker.id,
        "session_number": record.session_number,
        "held_on": iso(record.held_on),
        "next_on": iso(record.next_on),
        "state": record.state.value,
        "flagged": record.flagged,
    }
