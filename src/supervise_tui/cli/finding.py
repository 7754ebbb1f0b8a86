"""Finds the worker and the records that a command line names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from supervise_tui.canonical import Json
from supervise_tui.cli.said_days import iso
from supervise_tui.problems import BadInput, NotFound

if TYPE_CHECKING:
    from supervise_tui.domain.people import Worker
    from supervise_tui.domain.record import Record
    from supervise_tui.workflows.desk import Desk
    from supervise_tui.workflows.waiting import WaitingLine

WorkerName = Annotated[
    str | None,
    typer.Option("--worker", metavar="NAME", help="Only this worker: a part of their name or post will do."),
]
Since = Annotated[
    str | None,
    typer.Option(
        "--since", metavar="DATE", help="Only what was held on that day or later: 1/4/2026, 3 months ago."
    ),
]


Purpose = Annotated[
    str | None,
    typer.Option(
        "--purpose",
        metavar="TEXT",
        help="What the files are opened for: needed with any key but the owner's, and kept in their history.",
    ),
]


def one_worker(desk: Desk, name: str) -> Worker:
    """Give the one worker called `name`; NotFound, or BadInput naming those it could be.

    A full name always wins, so that a worker whose name is part of another's can be named.
    """
    from supervise_tui.workflows.workers import find_workers

    found = [line.worker for line in find_workers(desk, name)]
    exact = [worker for worker in found if worker.name.casefold() == name.strip().casefold()]
    by_name = exact or found
    if not by_name:
        raise NotFound(f"There is no worker called {name} in this cabinet.", "Try a part of the name.")
    if len(by_name) > 1:
        names = ", ".join(worker.name for worker in by_name)
        raise BadInput(f"{name} could be: {names}.", "Please give more of the name.")
    return by_name[0]


def open_files(desk: Desk, workers: Iterable[Worker], purpose: str | None) -> None:
    """Open these files to who came in with a key that is not the owner's; BadInput without a purpose."""
    from supervise_tui.workflows import file_openings

    if not file_openings.asks_why(desk):
        return
    if not (purpose or "").strip():
        raise BadInput(
            "These files are private to the worker and their supervisor.",
            "Say what you open them for with --purpose TEXT: their history keeps it, and the worker sees it.",
        )
    for worker in workers:
        asked = file_openings.before_opening(desk, worker.id)
        file_openings.open_file(desk, worker.id, name=asked.name, role=asked.role, purpose=purpose or "")


def records_found(
    desk: Desk, worker: str | None, since: date | None, purpose: str | None, number: int | None = None
) -> list[tuple[Record, Worker]]:
    """Give the records asked for with their workers, by number; `since` leaves out those without a day.

    With `number` those on the file of that record. The files are opened for that `purpose`: `open_files`.
    """
    from supervise_tui.workflows.workers import everybody, worker_file, worker_of

    if number is not None:
        everyone = [worker_of(desk, number)]
    else:
        everyone = [one_worker(desk, worker)] if worker else everybody(desk)
    open_files(desk, everyone, purpose)
    found = [(record, person) for person in everyone for record in worker_file(desk, person.id).records]
    return sorted(
        (
            pair
            for pair in found
            if since is None or (pair[0].held_on is not None and pair[0].held_on >= since)
        ),
        key=lambda pair: pair[0].number,
    )


def waiting_json(line: WaitingLine) -> dict[str, Json]:
    """Give how long a record waits for its signatures, for scripts [CAD-11]."""
    return {
        "state": line.clock.state,
        "sign_by": iso(line.clock.due_on),
        "days_since_held": line.clock.days,
        "missing": [{"name": signer.name, "role": signer.role.value} for signer in line.missing],
    }
