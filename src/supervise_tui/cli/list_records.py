"""supervise list: the records of a cabinet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from supervise_tui.canonical import Json
from supervise_tui.cli.exit_status import DONE
from supervise_tui.cli.finding import Purpose, Since, WorkerName, records_found, waiting_json
from supervise_tui.cli.opening import AsJson, Folder, PassphraseFile, opened
from supervise_tui.cli.said_days import iso, past_day_said
from supervise_tui.cli.words import say, say_json, say_table

if TYPE_CHECKING:
    from supervise_tui.domain.flags import Dealt
    from supervise_tui.domain.people import Worker
    from supervise_tui.domain.record import Record
    from supervise_tui.workflows.waiting import WaitingLine

NAME = "list"
EXAMPLE = 'supervise list ~/Rosewood.cabinet --worker "Owusu" --since 1/4/2026'


def command(
    folder: Folder,
    worker: WorkerName = None,
    since: Since = None,
    purpose: Purpose = None,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """List the records: number, kind, worker, date, state."""
    from supervise_tui.workflows.signed_records import dealt_with
    from supervise_tui.workflows.waiting import waiting_list

    with opened(folder, passphrase_file) as desk:
        found = records_found(desk, worker, past_day_said(since, desk.today), purpose)
        name = desk.cabinet.organisation.name
        beside = _Beside(
            waiting={line.record.id: line for line in waiting_list(desk)}, dealt=dealt_with(desk)
        )
    if as_json:
        said: list[Json] = [_as_json(record, person, beside) for record, person in found]
        say_json({"format": 1, "home": name, "records": said})
    elif found:
        head = ["number", "kind", "worker", "held on", "state"]
        say_table([head, *(_row(record, person, beside) for record, person in found)])
    else:
        say("No records.")
    return DONE


@dataclass(frozen=True)
class _Beside:
    """What is known beside the records: who has to sign yet, and which flags were dealt with."""

    waiting: Mapping[str, WaitingLine]
    dealt: Mapping[str, Dealt]


def _row(record: Record, worker: Worker, beside: _Beside) -> list[str]:
    held = f"{record.held_on:%d/%m/%Y}" if record.held_on else ""
    notes = []
    if record.flagged:
        notes.append(f"{record.flagged}, dealt with" if record.id in beside.dealt else record.flagged)
    line = beside.waiting.get(record.id)
    if line is not None:
        notes.append(f"{line.clock.words}, needs {line.who}")
    state = record.state.label + (f" ({'; '.join(notes)})" if notes else "")
    return [str(record.number), record.makes, worker.name, held, state]


def _as_json(record: Record, worker: Worker, beside: _Beside) -> dict[str, Json]:
    line, dealt = beside.waiting.get(record.id), beside.dealt.get(record.id)
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
        "flag_dealt_on": iso(dealt.on) if dealt else None,
        "waiting": None if line is None else waiting_json(line),
    }
