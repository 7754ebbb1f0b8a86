"""supervise ratings: sheets of the six Cs brought in from a file, a worker's means, those of the service."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from supervise_tui.canonical import Json
from supervise_tui.cli.exit_status import DONE
from supervise_tui.cli.finding import Purpose, one_worker, open_files
from supervise_tui.cli.opening import AsJson, Folder, PassphraseFile, opened
from supervise_tui.cli.said_days import iso
from supervise_tui.cli.words import counted, note, say, say_json, say_table

if TYPE_CHECKING:
    from supervise_tui.domain.six_cs import Mean, Quarter
    from supervise_tui.domain.six_cs_sheet import Sheet
    from supervise_tui.forms.appraisal_bands import Value
    from supervise_tui.workflows.six_cs import SixCs

_NOT_ENCRYPTED = "The file is not encrypted: whoever gets it can read it."
Who = Annotated[
    str, typer.Option("--worker", metavar="NAME", help="A part of their name will do.", show_default=False)
]


def group() -> typer.Typer:
    """Give the commands `supervise ratings import`, `list` and `means`."""
    app = typer.Typer(
        help="Ratings of the six Cs after a shift or a visit.",
        epilog="Example: supervise ratings list ~/Rosewood.cabinet --worker Ania",
        rich_markup_mode=None,
    )
    app.command("import", epilog="Example: supervise ratings import ~/Rosewood.cabinet sheets.csv")(bring_in)
    app.command("list", epilog="Example: supervise ratings list ~/Rosewood.cabinet --worker Ania")(
        list_sheets
    )
    app.command("means", epilog="Example: supervise ratings means ~/Rosewood.cabinet --to ~/Papers")(means)
    return app


def bring_in(
    folder: Folder,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The sheets (CSV).", show_default=False)],
    worker: Annotated[
        str | None,
        typer.Option(
            "--worker", metavar="NAME", help="All sheets are of this worker; else a column says it."
        ),
    ] = None,
    purpose: Purpose = None,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Bring in sheets from a CSV file: all of them, or none and every fault by its line.

    Its first line names the columns: day, from (self or feedback), care, compassion, competence,
    communication, courage, commitment, and worker (the whole name) unless --worker is given. There may be
    comment, where and name. A file that is brought in twice counts once.
    """
    from supervise_tui.workflows.six_cs_files import bring_in as keep
    from supervise_tui.workflows.six_cs_files import read_file
    from supervise_tui.workflows.workers import everybody

    with opened(folder, passphrase_file) as desk:
        only = one_worker(desk, worker).id if worker else ""
        sheets = read_file(desk, file, only)
        theirs = {one.worker for one in sheets}
        open_files(desk, [person for person in everybody(desk) if person.id in theirs], purpose)
        came = keep(desk, sheets)
    if as_json:
        say_json({"format": 1, "new": came.new, "already": came.already, "workers": len(theirs)})
    else:
        of = counted(len(theirs), "worker", "workers")
        say(f"{counted(came.new, 'sheet', 'sheets')} of {of} brought in.")
        if came.already:
            note(f"{came.already} had been brought in before.")
    return DONE


def list_sheets(
    folder: Folder,
    worker: Who,
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="FOLDER", help="Save it on paper there (PDF); nothing is overwritten."),
    ] = None,
    purpose: Purpose = None,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Say what a worker's ratings of the last twelve months come to, feedback and own view apart.

    With --json also each quarter and each sheet; the name of who gave feedback is nowhere in it.
    """
    from supervise_tui.workflows.six_cs import six_cs_of
    from supervise_tui.workflows.six_cs_files import save_paper

    with opened(folder, passphrase_file) as desk:
        person = one_worker(desk, worker)
        open_files(desk, [person], purpose)
        found = six_cs_of(desk, person.id)
        saved = save_paper(desk, person.id, to) if to is not None else None
    if as_json:
        say_json({**_as_json(found), "saved": str(saved) if saved else None})
    elif saved is not None:
        say(str(saved))
    else:
        _show(found)
    if saved is not None:
        note(_NOT_ENCRYPTED)
    return DONE


def _show(found: SixCs) -> None:
    if not found.sheets:
        say("No sheet yet.")
        return
    rows = [["", "feedback", *(["own view"] if found.sees_own else [])]]
    for value, mean in found.feedback.items():
        own = [_words(found.own[value])] if found.sees_own else []
        rows.append([value.value, _words(mean), *own])
    say_table(rows)
    say("In brackets: how many answers.")
    if found.suggestion is not None:
        say(f"! {found.suggestion.words}")


def _words(mean: Mean) -> str:
    return f"{mean.words} ({mean.answers})" if mean.answers else "-"


def _as_json(found: SixCs) -> dict[str, Json]:
    sides = {"feedback": (found.feedback, found.feedback_by_quarter)}
    if found.sees_own:
        sides["self"] = (found.own, found.own_by_quarter)
    sheets: list[Json] = [_sheet_json(one) for one in found.sheets]
    return {
        "format": 1,
        "worker": found.worker.name,
        "year": {side: _means_json(year) for side, (year, _) in sides.items()},
        "quarters": {side: _quarters_json(quarters) for side, (_, quarters) in sides.items()},
        "suggestion": found.suggestion.words if found.suggestion else None,
        "sheets": sheets,
    }


def _means_json(means: Mapping[Value, Mean | None]) -> dict[str, Json]:
    return {
        value.value: {
            "mean": float(mean.words) if mean is not None and mean.exact is not None else None,
            "answers": mean.answers if mean is not None else None,
            "too_few": mean is None or bool(mean.answers and mean.exact is None),
        }
        for value, mean in means.items()
    }


def _quarters_json(quarters: Mapping[Quarter, Mapping[Value, Mean]]) -> list[Json]:
    return [
        {"quarter": _name(quarter), "means": _means_json(means)}
        for quarter, means in sorted(quarters.items())
    ]


def _name(quarter: Quarter) -> str:
    return f"{quarter.year}-Q{quarter.number}"


def _sheet_json(one: Sheet) -> Json:
    return {
        "id": one.id,
        "day": iso(one.day),
        "from": "self" if one.of_self else "feedback",
        "where": one.where,
        "marks": {value.value: mark for value, mark in one.marks.items()},
        "comment": one.comment,
        "counts": one.rating is not None,
    }


def means(
    folder: Folder,
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="FOLDER", help="Save it there as a table; nothing is overwritten."),
    ] = None,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Give the means of feedback of the whole service by quarter, for head office: no name is in it.

    A mean of fewer than 3 answers, or about one worker alone, is not told. Self-ratings are left out.
    """
    from supervise_tui.workflows.six_cs_files import of_service, save_service

    with opened(folder, passphrase_file) as desk:
        found = of_service(desk)
        saved = save_service(desk, to) if to is not None else None
    if as_json:
        quarters: list[Json] = [
            {"quarter": _name(quarter), "means": _means_json(told)}
            for quarter, told in sorted(found.quarters.items())
        ]
        say_json(
            {
                "format": 1,
                "home": found.home,
                "on": found.on.isoformat(),
                "quarters": quarters,
                "saved": str(saved) if saved else None,
            }
        )
    elif saved is not None:
        say(str(saved))
        note(_NOT_ENCRYPTED)
    elif not found.quarters:
        say("No feedback yet.")
    else:
        first = next(iter(found.quarters.values()))
        rows = [["", *(value.value for value in first)]]
        for quarter, told in sorted(found.quarters.items()):
            rows.append(
                [quarter.words, *(("too few" if one is None else one.words or "-") for one in told.values())]
            )
        say_table(rows)
    return DONE
