"""supervise calendar: the planned supervisions, for another calendar."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from supervise_tui.cli.exit_status import DONE
from supervise_tui.cli.finding import Purpose, WorkerName, one_worker, open_files
from supervise_tui.cli.opening import Folder, PassphraseFile, opened
from supervise_tui.cli.words import counted, note, say
from supervise_tui.domain.roles import Act

NAME = "calendar"
EXAMPLE = "supervise calendar ~/Rosewood.cabinet --to talks.ics"


def command(
    folder: Folder,
    to: Annotated[
        Path,
        typer.Option("--to", metavar="FILE", help="The calendar file (.ics) to write.", show_default=False),
    ],
    worker: WorkerName = None,
    without_names: Annotated[
        bool, typer.Option("--without-names", help="Leave out with whom: only time and place.")
    ] = False,
    purpose: Purpose = None,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Write the planned supervisions as a calendar file."""
    from supervise_tui.workflows.planned_calendar import save_calendar, with_whom

    with opened(folder, passphrase_file) as desk:
        person = one_worker(desk, worker).id if worker else None
        desk.check(Act.EXPORT)
        open_files(desk, with_whom(desk, person), purpose)
        count = save_calendar(desk, to, person, names=not without_names)
    say(str(to))
    note(f"{counted(count, 'talk', 'talks')}. The file is not encrypted: whoever gets it can read it.")
    return DONE
