"""supervise absences: who is away, so that clocks stand still, and who stands in for the supervisor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from supervise_tui.canonical import Json
from supervise_tui.cli.exit_status import DONE
from supervise_tui.cli.finding import Purpose, WorkerName, one_worker, open_files
from supervise_tui.cli.opening import AsJson, Folder, PassphraseFile, opened
from supervise_tui.cli.said_days import day_said, iso
from supervise_tui.cli.words import say, say_json, say_table
from supervise_tui.domain.absences import Absence, AbsenceKind, away_words

if TYPE_CHECKING:
    from supervise_tui.workflows.desk import Desk

Day = Annotated[str, typer.Option("--on", metavar="DATE", help="The day.", show_default=False)]
_ONE = "Example: supervise absences add ~/Rosewood.cabinet --worker Ania --kind sickness --from mon"


def group() -> typer.Typer:
    """Give the commands `supervise absences list`, `add`, `back` and `cover`."""
    app = typer.Typer(
        help="Who is away: while somebody is, clocks stand still.", epilog=_ONE, rich_markup_mode=None
    )
    app.command("list", epilog="Example: supervise absences list ~/Rosewood.cabinet")(list_absences)
    app.command("add", epilog=_ONE)(add)
    app.command(
        "back", epilog="Example: supervise absences back ~/Rosewood.cabinet --worker Ania --on today"
    )(back)
    app.command("cover", epilog="Example: supervise absences cover ~/Rosewood.cabinet --by Delyth --on mon")(
        cover
    )
    return app


def list_absences(
    folder: Folder,
    purpose: Purpose = None,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """List the absences that are written down, the latest first."""
    from supervise_tui.workflows.absences import absences_of
    from supervise_tui.workflows.workers import find_workers

    with opened(folder, passphrase_file) as desk:
        everyone = [line.worker for line in find_workers(desk)]
        open_files(desk, everyone, purpose)
        names = {worker.id: worker.name for worker in everyone}
        names[desk.owner.id] = desk.owner.name
        found = absences_of(desk)
    if as_json:
        listed: list[Json] = [_as_json(one, names.get(one.person, "")) for one in found]
        say_json({"format": 1, "absences": listed})
    elif not found:
        say("Nobody is away.")
    else:
        say_table([[names.get(one.person, ""), away_words(one), _covered(one)] for one in found])
    return DONE


def add(
    folder: Folder,
    kind: Annotated[AbsenceKind, typer.Option("--kind", help="Why, in one word.", show_default=False)],
    first: Annotated[
        str, typer.Option("--from", metavar="DATE", help="The first day away.", show_default=False)
    ],
    until: Annotated[
        str | None, typer.Option("--back", metavar="DATE", help="The first day at work again, once known.")
    ] = None,
    worker: WorkerName = None,
    planned: Annotated[bool, typer.Option("--planned", help="It was known long before.")] = False,
    purpose: Purpose = None,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Write down that a worker is away; without --worker, the supervisor."""
    from supervise_tui.workflows.absences import away

    with opened(folder, passphrase_file) as desk:
        day = day_said(first, desk.today) or desk.today
        back_on = day_said(until, desk.today)
        absence = away(desk, _person(desk, worker, purpose), kind, day, back_on, planned=planned)
    say(f"{away_words(absence)}.")
    return DONE


def back(
    folder: Folder,
    on: Day,
    worker: WorkerName = None,
    purpose: Purpose = None,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Write down the first day at work again; without --worker, the supervisor's."""
    from supervise_tui.workflows.absences import came_back, find_open

    with opened(folder, passphrase_file) as desk:
        open_one = find_open(desk, _person(desk, worker, purpose))
        absence = came_back(desk, open_one.id, day_said(on, desk.today))
    say(f"{away_words(absence)}.")
    return DONE


def cover(
    folder: Folder,
    on: Day,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who stands in.", show_default=False)],
    passphrase_file: PassphraseFile = None,
) -> int:
    """Write down who stands in for the supervisor, and since when: clocks run again from that day."""
    from supervise_tui.workflows.absences import find_open, stand_in

    with opened(folder, passphrase_file) as desk:
        day = day_said(on, desk.today) or desk.today
        absence = stand_in(desk, find_open(desk, desk.owner.id).id, by, day)
    say(f"{away_words(absence)}. {_covered(absence)}.")
    return DONE


def _person(desk: Desk, worker: str | None, purpose: str | None) -> str:
    """The worker of that name, whose file is opened for that purpose; without one the supervisor."""
    if not worker:
        return desk.owner.id
    person = one_worker(desk, worker)
    open_files(desk, [person], purpose)
    return person.id


def _covered(absence: Absence) -> str:
    from supervise_tui.forms.day_words import long_date

    if absence.cover_from is None:
        return ""
    return f"{absence.cover} stands in from {long_date(absence.cover_from)}"


def _as_json(absence: Absence, name: str) -> Json:
    return {
        "person": name,
        "person_id": absence.person,
        "kind": absence.kind.value,
        "first_day": absence.first_day.isoformat(),
        "back_on": iso(absence.back_on),
        "planned": absence.planned,
        "cover": absence.cover,
        "cover_from": iso(absence.cover_from),
    }
