"""supervise history: who did what, when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supervise_tui.canonical import Json
from supervise_tui.cli.exit_status import DONE
from supervise_tui.cli.finding import Purpose, WorkerName, one_worker, open_files
from supervise_tui.cli.opening import AsJson, Folder, PassphraseFile, opened
from supervise_tui.cli.words import say, say_json, say_table

if TYPE_CHECKING:
    from supervise_tui.workflows.read_history import HistoryLine

NAME = "history"
EXAMPLE = 'supervise history ~/Rosewood.cabinet --worker "Owusu"'


def command(
    folder: Folder,
    worker: WorkerName = None,
    purpose: Purpose = None,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Say who did what, when.

    Of one worker's file, or of the whole cabinet; the latest first. Also who else opened a file, and why.
    """
    from supervise_tui.workflows.read_history import history_lines

    with opened(folder, passphrase_file) as desk:
        person = one_worker(desk, worker) if worker else None
        if person is not None:
            open_files(desk, [person], purpose)
        lines = history_lines(desk, person.id if person else None)
        name = desk.cabinet.organisation.name
    if as_json:
        say_json({"format": 1, "home": name, "events": [_as_json(line) for line in lines]})
    elif lines:
        say_table([_row(line, with_file=person is None) for line in lines])
    else:
        say("Nothing has happened yet.")
    return DONE


def _row(line: HistoryLine, *, with_file: bool) -> list[str]:
    what = f"{line.what}: {line.why}" if line.why else line.what
    return [f"{line.at:%d/%m/%Y %H:%M}", line.who, what, *([line.about] if with_file else [])]


def _as_json(line: HistoryLine) -> dict[str, Json]:
    return {
        "number": line.number,
        "at": line.at.isoformat(),
        "who": line.who,
        "what": line.what,
        "about": line.about,
        "why": line.why,
    }
