"""Ratings of the six Cs on a worker's file: typed in, brought in from CSV, read as means [DEV-7] [DEV-8]."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from supervise_tui.canonical import Json, canonical_bytes, fingerprint_of
from supervise_tui.domain.people import Worker, checked_line
from supervise_tui.domain.roles import Act
from supervise_tui.domain.six_cs import Mean, Quarter, Rating, by_quarter, means, of_the_year, suggestion
from supervise_tui.domain.six_cs_file import LARGEST, read_sheets
from supervise_tui.domain.six_cs_sheet import FORM, Sheet
from supervise_tui.forms.answers import defaults
from supervise_tui.forms.appraisal_bands import Value
from supervise_tui.forms.definition import Form
from supervise_tui.problems import FileTrouble
from supervise_tui.store import history, people, six_cs
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.typed_in import with_changes


@dataclass(frozen=True, kw_only=True)
class SixCs:
    """What a worker's ratings say today: of the last twelve months, and quarter by quarter."""

    worker: Worker
    form: Form
    sheets: tuple[Sheet, ...]
    """The latest first; those without a day yet stand before all others."""
    own: Mapping[Value, Mean]
    feedback: Mapping[Value, Mean]
    own_by_quarter: Mapping[Quarter, Mapping[Value, Mean]]
    feedback_by_quarter: Mapping[Quarter, Mapping[Value, Mean]]
    suggestion: str
    """What feedback suggests; may be empty."""


def six_cs_of(desk: Desk, worker_id: str) -> SixCs:
    """Give a worker's sheets and their means; NotFound, NotOpened while the file is shut."""
    desk.check_file(worker_id)
    with desk.cabinet.reading() as work:
        worker = people.worker(work, worker_id)
        sheets = six_cs.find(work, worker_id)
    found = ratings(sheets)
    year = of_the_year(found, desk.today)
    return SixCs(
        worker=worker,
        form=desk.library.get(FORM),
        sheets=tuple(sorted(sheets, key=lambda one: (one.day or date.max, one.id), reverse=True)),
        own=means(year, of_self=True),
        feedback=means(year, of_self=False),
        own_by_quarter=by_quarter(found, of_self=True),
        feedback_by_quarter=by_quarter(found, of_self=False),
        suggestion=suggestion(found, desk.today),
    )


def ratings(sheets: list[Sheet]) -> list[Rating]:
    """Give what counts of each sheet, of those that count."""
    return [found for one in sheets if (found := one.rating) is not None]


def new_sheet(desk: Desk, worker_id: str) -> Sheet:
    """Give a sheet with nothing on it but what its form fills in; it is kept with its first answer."""
    desk.check(Act.WRITE_RECORDS)
    desk.check_file(worker_id)
    answers = defaults(desk.library.get(FORM), {"today": desk.today.isoformat()})
    return Sheet(id=secrets.token_hex(8), worker=worker_id, answers=answers)


def save(desk: Desk, one: Sheet, changes: Mapping[str, Json], *, note: bool = True) -> datetime:
    """Keep changed answers of a sheet (None takes one away); BadInput after the good ones are kept.

    `note`: say so in the history; once for each time that it is opened will do.
    """
    now, form = desk.now(), desk.library.get(FORM)
    with desk.cabinet.transaction(Act.WRITE_RECORDS) as work:
        desk.check_file(one.worker)
        new = not six_cs.is_there(work, one.id)
        known = one if new else six_cs.fetch(work, one.id)
        answers, refused = with_changes(form, known.answers, changes)
        kept = replace(known, answers=answers)
        six_cs.save(work, kept, lambda: now)
        if new or note:
            _note(work, desk, "six-cs.added" if new else "six-cs.changed", [kept])
    if refused is not None:
        raise refused
    return now


def bring_in(desk: Desk, worker_id: str, path: Path) -> int:
    """Take every sheet of a CSV file, or none, and say how many; BadForm names each fault, FileTrouble."""
    desk.check(Act.WRITE_RECORDS)
    desk.check_file(worker_id)
    try:
        with path.open("rb") as file:
            source = file.read(LARGEST + 1)
    except OSError as error:
        raise FileTrouble("The file cannot be read.", "Look at its name and its rights.") from error
    found = read_sheets(source, path.name, worker_id, desk.today, lambda: secrets.token_hex(8))
    with desk.cabinet.transaction(Act.WRITE_RECORDS) as work:
        people.worker(work, worker_id)
        for one in found:
            six_cs.save(work, one, desk.now)
        _note(work, desk, "six-cs.brought-in", found)
    return len(found)


def take_out(desk: Desk, sheet_id: str, reason: str) -> None:
    """Take a sheet away that was written by mistake; the history keeps why. NotFound, BadInput."""
    why = checked_line(reason, "The reason")
    with desk.cabinet.transaction(Act.WRITE_RECORDS) as work:
        gone = six_cs.fetch(work, sheet_id)
        desk.check_file(gone.worker)
        six_cs.remove(work, sheet_id)
        _note(work, desk, "six-cs.taken-out", [gone], why)


def _note(work: Work, desk: Desk, what: str, sheets: list[Sheet], reason: str = "") -> None:
    """Note it with a digest of what stands on it: who gave feedback is not in the history."""
    history.note(
        work,
        file=sheets[0].worker,
        who=desk.holder,
        what=what,
        subject=sheets[0].id,
        after=canonical_bytes({"answers": fingerprint_of([dict(one.answers) for one in sheets])}),
        reason=reason,
        now=desk.now,
    )
