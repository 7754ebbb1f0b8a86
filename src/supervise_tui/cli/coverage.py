"""supervise coverage: how supervision stands with everyone, in figures, with the list behind each."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from supervise_tui.canonical import Json
from supervise_tui.cli.exit_status import DONE
from supervise_tui.cli.opening import AsJson, Folder, PassphraseFile, opened
from supervise_tui.cli.said_days import day_said
from supervise_tui.cli.words import note, say, say_json, say_table
from supervise_tui.problems import BadInput, NotFound

if TYPE_CHECKING:
    from supervise_tui.domain.coverage import Coverage, CoverageLine
    from supervise_tui.domain.figures import Figure
    from supervise_tui.workflows.coverage import LookBack

NAME = "coverage"
EXAMPLE = "supervise coverage ~/Rosewood.cabinet --months 6"


class As(StrEnum):
    """What coverage is saved as."""

    PDF = "pdf"
    CSV = "csv"


def command(
    folder: Folder,
    months: Annotated[
        int | None,
        typer.Option("--months", min=1, max=120, metavar="N", help="Only these months, with the list."),
    ] = None,
    figure: Annotated[
        str | None,
        typer.Option(
            "--figure",
            metavar="ID",
            help="The list behind one figure: supervision, signed, agreement, actions, informal.",
        ),
    ] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="As it stood on that day.")] = None,
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="FOLDER", help="Save it there; nothing is overwritten."),
    ] = None,
    save_as: Annotated[As, typer.Option("--as", help="With --to: a page of bars, or a table.")] = As.PDF,
    without_names: Annotated[
        bool, typer.Option("--without-names", help="With --to: the figures alone.")
    ] = False,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Say how many had supervision in time over the last months.

    Then which records were signed in time, whose agreement is in force, which open actions are not late,
    and who had the informal contact that the policy asks for.
    """
    from supervise_tui.domain.coverage import WINDOWS
    from supervise_tui.workflows.coverage import coverage

    if to is not None and (months or figure or as_json):
        raise BadInput("--to saves all figures, so the others do not go with it.", "Leave --to out.")
    with opened(folder, passphrase_file) as desk:
        day = day_said(on, desk.today) or desk.today
        if to is not None:
            from supervise_tui.workflows.coverage import SaveAs, save_coverage

            path = save_coverage(desk, to, SaveAs(save_as.value), day, names=not without_names)
            say(str(path))
            note("The file is not encrypted: whoever gets it can read it.")
            return DONE
        found = coverage(desk, [months] if months else WINDOWS, day)
        name = desk.cabinet.organisation.name
    if as_json:
        windows: list[Json] = [_as_json(one) for one in found.windows]
        measured: list[Json] = [_figure_json(one) for one in found.figures]
        say_json({"format": 1, "home": name, "on": day.isoformat(), "coverage": windows, "figures": measured})
    elif figure:
        _show_behind(found, figure)
    else:
        _show(found, with_list=months is not None)
    return DONE


def _show(found: LookBack, *, with_list: bool) -> None:
    say_table([[f"{one.months} months", _figure(one)] for one in found.windows])
    if with_list:
        say_table([_row(line) for line in found.windows[0].lines] or [["No workers then."]])
    rest = [one for one in found.figures if one.measure != "supervision"]
    say("")
    say_table([[_title(one), one.words] for one in rest])


def _show_behind(found: LookBack, wanted: str) -> None:
    behind = [one for one in found.figures if one.measure == wanted]
    if not behind:
        known = ", ".join(dict.fromkeys(one.measure.value for one in found.figures))
        raise NotFound(f"Nothing is counted under {wanted}.", f"It can be: {known}.")
    for place, one in enumerate(behind):
        if place:
            say("")
        say(f"{_title(one)}: {one.words}")
        say_table([[line.mark, line.worker.name, line.reason] for line in one.lines] or [["Nobody to list."]])


def _title(one: Figure) -> str:
    return f"{one.measure.label}, {one.months} months" if one.months else one.measure.label


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


def _figure_json(one: Figure) -> Json:
    lines: list[Json] = [
        {
            "worker": line.worker.name,
            "worker_id": line.worker.id,
            "good": line.good,
            "counted": line.counted,
            "reason": line.reason,
        }
        for line in one.lines
    ]
    return {
        "figure": one.measure.value,
        "title": one.measure.label,
        "months": one.months,
        "good": one.good,
        "counted": one.counted,
        "workers": lines,
    }
