"""Sheets of the six Cs that come in as a file, and what goes out: a worker's paper, means of the service."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from supervise_tui.canonical import Json
from supervise_tui.documents.six_cs_pdf import Said, SixCsPaper, six_cs_pdf
from supervise_tui.documents.spreadsheet import as_table
from supervise_tui.domain.roles import Act
from supervise_tui.domain.six_cs import TOO_FEW, Mean, Quarter, of_the_service
from supervise_tui.domain.six_cs_file import LARGEST, read_sheets
from supervise_tui.domain.six_cs_sheet import Sheet, ratings_of
from supervise_tui.forms.appraisal_bands import Value
from supervise_tui.problems import FileTrouble
from supervise_tui.store import history, people, six_cs
from supervise_tui.workflows.appraisal import refresh_proposals
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.export_records import name_for_a_file, write_new
from supervise_tui.workflows.six_cs import note_sheets, six_cs_of

_COLUMNS = ("home", "quarter", "from", "c", "mean", "answers")


@dataclass(frozen=True)
class BroughtIn:
    """What came of a file."""

    new: int
    already: int
    """Sheets that were brought in before: the same file, or a part of it."""


@dataclass(frozen=True, kw_only=True)
class OfTheService:
    """The means of feedback on all workers together: nobody is named, and no worker told of alone."""

    home: str
    on: date
    quarters: Mapping[Quarter, Mapping[Value, Mean | None]]


def read_file(desk: Desk, path: Path, worker_id: str = "") -> list[Sheet]:
    """Read the sheets of a CSV file, all of one worker or each of whom its line names; nothing is kept.

    BadForm names each fault, FileTrouble.
    """
    desk.check(Act.WRITE_RECORDS)
    try:
        with path.open("rb") as file:
            source = file.read(LARGEST + 1)
    except OSError as error:
        raise FileTrouble("The file cannot be read.", "Look at its name and its rights.") from error
    with desk.cabinet.reading() as work:
        everyone = people.workers(work)
    names = [one.name.casefold() for one in everyone]
    known = {one.name: one.id for one in everyone if names.count(one.name.casefold()) == 1}
    return read_sheets(source, path.name, desk.today, known, worker_id)


def bring_in(desk: Desk, sheets: Sequence[Sheet]) -> BroughtIn:
    """Keep sheets out of a file, all of them or none; NotOpened while the file of one of them is shut."""
    with desk.cabinet.transaction(Act.WRITE_RECORDS) as work:
        for worker in {one.worker for one in sheets}:
            desk.check_file(worker)
            people.worker(work, worker)
        new = [one for one in sheets if not six_cs.is_there(work, one.id)]
        for one in new:
            six_cs.save(work, one, desk.now)
        by_worker = sorted(new, key=lambda one: one.worker)
        for worker, theirs in groupby(by_worker, key=lambda one: one.worker):
            note_sheets(work, desk, "six-cs.brought-in", list(theirs))
            refresh_proposals(work, desk, worker, desk.now())
    return BroughtIn(len(new), len(sheets) - len(new))


def save_paper(desk: Desk, worker_id: str, folder: Path) -> Path:
    """Write a worker's means and comments as PDF and give the path; who gave feedback is not in it.

    Nothing is overwritten. NotAllowed for a key that takes no copies, NotOpened, FileTrouble.
    """
    desk.check(Act.EXPORT)
    found = six_cs_of(desk, worker_id)
    paper = SixCsPaper(
        home=desk.organisation.name,
        worker=found.worker.name,
        on=desk.today,
        feedback=found.feedback,
        own=found.own if found.sees_own else None,
        feedback_by_quarter=found.feedback_by_quarter,
        own_by_quarter=found.own_by_quarter,
        comments=tuple(_comments(found.sheets)),
    )
    raw = six_cs_pdf(paper)
    name = f"Six Cs {name_for_a_file(found.worker.name)} {desk.today.isoformat()}.pdf"
    return _written(desk, worker_id, "six-cs.saved", raw, folder, name)


def _comments(sheets: Iterable[Sheet]) -> list[Said]:
    """Give what was said, the latest quarter first, and within it in no order that tells a day."""
    said = [Said(Quarter.of(one.day), one.of_self, one.comment) for one in sheets if one.day and one.comment]
    return sorted(said, key=lambda one: (-one.quarter.year, -one.quarter.number, one.words))


def of_service(desk: Desk) -> OfTheService:
    """Give the means of the whole service, for head office; NotAllowed for a key that takes no copies."""
    desk.check(Act.EXPORT)
    with desk.cabinet.reading() as work:
        every = six_cs.find(work)
    by_worker: dict[str, list[Sheet]] = {}
    for one in every:
        by_worker.setdefault(one.worker, []).append(one)
    quarters = of_the_service([ratings_of(sheets) for sheets in by_worker.values()])
    return OfTheService(home=desk.organisation.name, on=desk.today, quarters=quarters)


def save_service(desk: Desk, folder: Path) -> Path:
    """Write the means of the service as a table for a spreadsheet and give the path; no name is in it."""
    found = of_service(desk)
    rows: list[list[Json]] = [
        [found.home, quarter.words, "feedback", value.value, *_told(mean)]
        for quarter, means in sorted(found.quarters.items())
        for value, mean in means.items()
    ]
    raw = as_table(_COLUMNS, rows)
    name = f"Six Cs {name_for_a_file(found.home)} {found.on.isoformat()}.csv"
    return _written(desk, "", "six-cs.service-saved", raw, folder, name)


def _told(mean: Mean | None) -> list[Json]:
    """Give a mean and its answers; of one that is not told, nothing but that."""
    if mean is None or mean.exact is None:
        return [None if mean is not None and not mean.answers else TOO_FEW, None]
    return [float(mean.words), mean.answers]


def _written(desk: Desk, file: str, what: str, raw: bytes, folder: Path, name: str) -> Path:
    with desk.cabinet.transaction(Act.EXPORT) as work:
        history.note(work, file=file, who=desk.holder, what=what, subject=file, after=raw, now=desk.now)
        return write_new(folder, name, raw)
