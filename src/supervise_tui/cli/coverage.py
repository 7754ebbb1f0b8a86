"""supervise coverage: how many had their supervisions in time over the last months."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from supervise_tui.canonical import Json
from supervise_tui.cli.exit_status import DONE
from supervise_tui.cli.opening import AsJson, Folder, PassphraseFile, opened
from supervise_tui.cli.said_days import day_said
from supervise_tui.cli.words import say_json, say_table

if TYPE_CHECKING:
    from supervise_tui.domain.coverage import Coverage, CoverageLine

NAME = "coverage"
EXAMPLE = "supervise coverage ~/Rosewood.cabinet --months 6"


def command(
    folder: Folder,
    months: Annotated[
        int | None,
        typer.Option("--months", min=1, max=120, metavar="N", help="Only these months, with the list."),
    ] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="As it stood on that day.")] = None,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Say how many had supervision in time over the last months."""
    from supervise_tui.domain.coverage import WINDOWS
    from supervise_tui.workflows.coverage import coverage

    with opened(folder, passphrase_file) as desk:
        day = day_said(on, desk.today) or desk.today
        found = coverage(desk, [months] if months else WINDOWS, day)
        name = desk.cabinet.organisation.name
    if as_json:
        windows: list[Json] = [_as_json(one) for one in found]
        say_json({"format": 1, "home": name, "on": day.isoformat(), "coverage": windows})
        return DONE
    say_table([[f"{one.months} months", _figure(one)] for one in found])
    if months:
        say_table([_row(line) for line in found[0].lines] or [["No workers then."]])
    return DONE


def _figure(one: Coverage) -> str:
    if one.per_hundred is None:
        return "nobody to count"
    return f"{one.in_time} of {one.counted} in time, {one.per_hundred} in a hundred"


def _row(line: CoverageLine) -> list[str]:
    return [line.covered.replace("-", " "), line.worker.name, line.reason]


def _as_json(one: Coverage) -> Json:
    workers: list[Json] = [
        {
            "worker": line.worker.name,
            "worker_id": line.worker.id,
            "covered": line.covered.value,
            "held": [day.isoformat() for day in line.held],
            "late_days": line.late_days,
            "reason": line.reason,
        }
        for line in one.lines
    ]
    return {
        "months": one.months,
        "since": one.since.isoformat(),
        "in_time": one.in_time,
        "counted": one.counted,
        "workers": workers,
    }
