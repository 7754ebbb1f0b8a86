"""supervise year: a worker's year at a glance, in words, as JSON or as a page of paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from supervise_tui.canonical import Json
from supervise_tui.cli.exit_status import DONE
from supervise_tui.cli.finding import Purpose, one_worker, open_files
from supervise_tui.cli.opening import AsJson, Folder, PassphraseFile, opened
from supervise_tui.cli.said_days import iso
from supervise_tui.cli.words import note, say, say_json, say_table

if TYPE_CHECKING:
    from supervise_tui.domain.year_view import Mark, Year

NAME = "year"
EXAMPLE = "supervise year ~/Rosewood.cabinet --worker ania --to ~/Papers"


def command(
    folder: Folder,
    worker: Annotated[
        str,
        typer.Option(
            "--worker",
            metavar="NAME",
            help="Whose year: a part of their name or post will do.",
            show_default=False,
        ),
    ],
    year: Annotated[
        int | None,
        typer.Option("--year", min=1970, max=2199, metavar="YEAR", help="Another year than this one."),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="FOLDER", help="Save it there as a PDF; nothing is overwritten."),
    ] = None,
    as_json: AsJson = False,
    purpose: Purpose = None,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Show a worker's year: held, missed, moved, planned.

    The PDF says when, and never what about or why somebody was away. It is not encrypted.
    """
    from supervise_tui.domain.year_words import summary
    from supervise_tui.workflows.worker_year import save_year, worker_year

    with opened(folder, passphrase_file) as desk:
        person = one_worker(desk, worker)
        open_files(desk, [person], purpose)
        found = worker_year(desk, person.id, year)
        saved = save_year(desk, person.id, to, year) if to is not None else None
        home = desk.cabinet.organisation.name
    if as_json:
        say_json({"format": 1, "home": home, "saved": str(saved) if saved else None, **_as_json(found)})
    elif saved is not None:
        say(str(saved))
    else:
        say(f"{found.worker.name}, {found.year}")
        _say_lines(found)
        say(summary(found))
    if saved is not None:
        note("The file is not encrypted: whoever gets it can read it.")
    return DONE


def _say_lines(year: Year) -> None:
    from supervise_tui.domain.year_words import entries
    from supervise_tui.forms.day_words import day_and_month

    lines = [[day_and_month(one.day), one.sign, one.words] for one in entries(year)]
    say_table(lines or [["Nothing in this year."]])


def _as_json(year: Year) -> dict[str, Json]:
    marks: list[Json] = [_mark(one, year) for one in year.marks]
    overdue: list[Json] = [
        {"first": first.isoformat(), "last": last.isoformat()} for first, last in year.overdue
    ]
    informal: list[Json] = [
        {"month": month, "minutes": year.informal_minutes(month), "wanted": year.informal_wanted}
        for month in range(1, 13)
    ]
    absences: list[Json] = [
        {
            "whose": "worker" if one.person == year.worker.id else "supervisor",
            "kind": one.kind.value,
            "first_day": one.first_day.isoformat(),
            "back_on": iso(one.back_on),
        }
        for one in year.absences
    ]
    return {
        "worker": year.worker.name,
        "worker_id": year.worker.id,
        "year": year.year,
        "on": year.today.isoformat(),
        "marks": marks,
        "overdue": overdue,
        "absences": absences,
        "informal": informal,
    }


def _mark(mark: Mark, year: Year) -> dict[str, Json]:
    record = year.records.get(mark.record)
    informal = mark.kind == "informal"
    return {
        "day": mark.day.isoformat(),
        "kind": mark.kind.value,
        "record": record.number if record else None,
        "moved_to": iso(mark.to) if mark.kind == "moved" else None,
        "late_days": 0 if informal else mark.days,
        "minutes": mark.days if informal else None,
    }
