"""Ratings of the six Cs on a worker's file: typed in, brought in from CSV, read as means [DEV-7] [DEV-8]."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from supervise_tui.canonical import canonical_bytes
from supervise_tui.domain.people import checked_line
from supervise_tui.domain.roles import Act
from supervise_tui.domain.six_cs import (
    HIGHEST,
    LOWEST,
    Mean,
    Quarter,
    Rating,
    by_quarter,
    means,
    of_the_year,
    suggestion,
)
from supervise_tui.domain.six_cs_file import COMMENT, LARGEST, LONGEST, NAME, WHERE, read_ratings
from supervise_tui.forms.appraisal_bands import Value
from supervise_tui.problems import BadInput, FileTrouble
from supervise_tui.store import history, people, six_cs
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk


@dataclass(frozen=True, kw_only=True)
class SixCs:
    """What a worker's ratings say today: of the last twelve months, and quarter by quarter."""

    ratings: tuple[Rating, ...]
    own: Mapping[Value, Mean]
    feedback: Mapping[Value, Mean]
    own_by_quarter: Mapping[Quarter, Mapping[Value, Mean]]
    feedback_by_quarter: Mapping[Quarter, Mapping[Value, Mean]]
    suggestion: str
    """What feedback suggests; may be empty."""


def six_cs_of(desk: Desk, worker_id: str) -> SixCs:
    """Give a worker's ratings and their means; NotFound, NotOpened while the file is shut."""
    desk.check_file(worker_id)
    with desk.cabinet.reading() as work:
        people.worker(work, worker_id)
        found = six_cs.find(work, worker_id)
    year = of_the_year(found, desk.today)
    return SixCs(
        ratings=tuple(found),
        own=means(year, of_self=True),
        feedback=means(year, of_self=False),
        own_by_quarter=by_quarter(found, of_self=True),
        feedback_by_quarter=by_quarter(found, of_self=False),
        suggestion=suggestion(found, desk.today),
    )


def add_sheet(desk: Desk, sheet: Rating) -> Rating:
    """Keep one sheet, typed in from paper or from the telephone, and give it as it is kept; BadInput."""
    checked = _checked(desk, sheet)
    with desk.cabinet.transaction(Act.WRITE_RECORDS) as work:
        desk.check_file(checked.worker)
        people.worker(work, checked.worker)
        six_cs.add(work, [checked], desk.now)
        _note(work, desk, checked.worker, "six-cs.added", [checked])
    return checked


def bring_in(desk: Desk, worker_id: str, path: Path) -> int:
    """Take every sheet of a CSV file, or none, and say how many; BadForm names each fault, FileTrouble."""
    desk.check(Act.WRITE_RECORDS)
    desk.check_file(worker_id)
    try:
        with path.open("rb") as file:
            source = file.read(LARGEST + 1)
    except OSError as error:
        raise FileTrouble("The file cannot be read.", "Look at its name and its rights.") from error
    found = read_ratings(source, path.name, worker_id, desk.today, lambda: secrets.token_hex(8))
    with desk.cabinet.transaction(Act.WRITE_RECORDS) as work:
        people.worker(work, worker_id)
        six_cs.add(work, found, desk.now)
        _note(work, desk, worker_id, "six-cs.brought-in", found)
    return len(found)


def take_out(desk: Desk, rating_id: str) -> None:
    """Take a sheet away that was typed in wrongly; NotFound."""
    with desk.cabinet.transaction(Act.WRITE_RECORDS) as work:
        gone = six_cs.remove(work, rating_id)
        desk.check_file(gone.worker)
        _note(work, desk, gone.worker, "six-cs.taken-out", [gone])


def _checked(desk: Desk, sheet: Rating) -> Rating:
    if sheet.day > desk.today:
        raise BadInput("This day is still to come.", "Give the day of the contact.")
    if not sheet.marks:
        raise BadInput("None of the six Cs is rated.", "Rate one at least, from 1 to 5.")
    if any(not LOWEST <= mark <= HIGHEST for mark in sheet.marks.values()):
        raise BadInput("A rating is a whole number from 1 to 5.", "1 is hardly ever, 5 is always.")
    return replace(
        sheet,
        id=secrets.token_hex(8),
        where=_line(sheet.where, "The place", WHERE),
        comment=_line(sheet.comment, "The comment", COMMENT),
        giver="" if sheet.of_self else _line(sheet.giver, "The name", NAME),
    )


def _line(text: str, what: str, column: str) -> str:
    return checked_line(text, what, LONGEST[column]) if text.strip() else ""


def _note(work: Work, desk: Desk, worker: str, what: str, ratings: list[Rating]) -> None:
    """Note it with the marks, which only a digest keeps; who gave them is not in the history."""
    told = [{value.value: mark for value, mark in one.marks.items()} for one in ratings]
    history.note(
        work,
        file=worker,
        who=desk.holder,
        what=what,
        subject=ratings[0].id,
        after=canonical_bytes([dict(one) for one in told]),
        reason="",
        now=desk.now,
    )
