"""Add, change and find workers, and open a worker's file."""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass
from datetime import date

from supervise_tui.canonical import canonical_bytes
from supervise_tui.domain.agreement import Standing
from supervise_tui.domain.cadence import Due, last_held
from supervise_tui.domain.clock_facts import Facts
from supervise_tui.domain.clocks import supervision_clock
from supervise_tui.domain.people import Worker, checked_worker
from supervise_tui.domain.record import Record, State
from supervise_tui.domain.roles import Act
from supervise_tui.domain.whose_file import NO_WORKERS
from supervise_tui.forms.contracts import Contract
from supervise_tui.problems import NotFound
from supervise_tui.store import history, people, records
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.clocks import gather
from supervise_tui.workflows.desk import Desk

OPEN_STATES = (State.DRAFT, State.OFFERED, State.PART_SIGNED)


@dataclass(frozen=True, kw_only=True)
class WorkerLine:
    """A worker as the list shows them."""

    worker: Worker
    due: Due
    last_on: date | None
    open_records: int
    agreement: Standing


@dataclass(frozen=True, kw_only=True)
class WorkerFile:
    """A worker's file: who they are, when they are due, and their records, newest first."""

    worker: Worker
    due: Due
    records: list[Record]
    agreement: Standing


def add_worker(
    desk: Desk,
    *,
    name: str,
    post: str,
    started_on: date | None = None,
    probation_ends_on: date | None = None,
    hours: float | None = None,
    manages_others: bool = False,
    care_work: bool = True,
    student: bool = False,
    grade: str = "",
    contract: Contract = Contract.PERMANENT,
    induction_ends_on: date | None = None,
    supervised_on: date | None = None,
) -> Worker:
    """Add a worker and open their file; BadInput when something cannot be right."""
    worker = checked_worker(
        Worker(
            id=secrets.token_hex(8),
            name=name,
            post=post,
            started_on=started_on,
            probation_ends_on=probation_ends_on,
            hours=hours,
            manages_others=manages_others,
            care_work=care_work,
            student=student,
            grade=grade,
            contract=contract,
            induction_ends_on=induction_ends_on,
            supervised_on=supervised_on,
        )
    )
    _keep(desk, worker, "worker.added")
    return worker


def change_worker(desk: Desk, worker: Worker) -> Worker:
    """Keep what was changed of a worker; records already made keep the old name and post."""
    worker = checked_worker(worker)
    _keep(desk, worker, "worker.changed")
    return worker


def _keep(desk: Desk, worker: Worker, what: str) -> None:
    with desk.cabinet.transaction(Act.CHANGE_WORKERS) as work:
        keep_worker(work, desk, worker, what)


def keep_worker(work: Work, desk: Desk, worker: Worker, what: str) -> None:
    """Keep a worker within a piece of work that is under way, and note it in the history."""
    people.save_worker(work, worker)
    history.note(
        work,
        file=worker.id,
        who=desk.holder,
        what=what,
        subject=worker.id,
        after=canonical_bytes(
            {
                "name": worker.name,
                "post": worker.post,
                "started_on": _iso(worker.started_on),
                "probation_ends_on": _iso(worker.probation_ends_on),
                "hours": worker.hours,
                "left_on": _iso(worker.left_on),
                "manages_others": worker.manages_others,
                "care_work": worker.care_work,
                "student": worker.student,
                "grade": worker.grade,
                "contract": worker.contract.value,
                "induction_ends_on": _iso(worker.induction_ends_on),
                "supervised_on": _iso(worker.supervised_on),
            }
        ),
        now=desk.now,
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def as_searched(text: str) -> str:
    """Give `text` as people search it: no case, no accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c)).replace("ł", "l")


def find_workers(desk: Desk, text: str = "") -> list[WorkerLine]:
    """Give the workers whose name or post holds each word of `text`, those still here first, by name."""
    words = as_searched(text).split()
    with desk.cabinet.reading() as work:
        everyone = people.workers(work)
        known = gather(work, desk, everyone)
    found = [
        worker
        for worker in everyone
        if all(word in as_searched(f"{worker.name} {worker.post}") for word in words)
    ]
    found.sort(key=lambda worker: (worker.left_on is not None, as_searched(worker.name)))
    return [_line(known[worker.id]) for worker in found]


def _line(facts: Facts) -> WorkerLine:
    last = last_held(facts.records, facts.today)
    return WorkerLine(
        worker=facts.worker,
        due=supervision_clock(facts),
        last_on=last.held_on if last is not None else None,
        open_records=sum(record.state in OPEN_STATES for record in facts.records),
        agreement=facts.agreement,
    )


def everybody(desk: Desk) -> list[Worker]:
    """Give who each file is of: the workers as `find_workers` gives them, then the files of no worker.

    Of these only what is open: nobody is asked about the supervisor's own file unless they go to it.
    """
    with desk.cabinet.reading() as work:
        others = [people.worker(work, file) for file in NO_WORKERS if desk.sees_file(file)]
    return [*(line.worker for line in find_workers(desk)), *others]


def worker_of(desk: Desk, number: int) -> Worker:
    """Give on whose file the record of that number is; NotFound when there is none."""
    with desk.cabinet.reading() as work:
        record = next((one for one in records.find(work) if one.number == number), None)
        if record is None:
            raise NotFound(f"There is no record number {number}.", "See the numbers with: supervise list DIR")
        return people.worker(work, record.worker)


def worker_file(desk: Desk, worker_id: str) -> WorkerFile:
    """Open a worker's file; NotFound when there is none, NotOpened while it is shut [REC-5]."""
    desk.check_file(worker_id)
    with desk.cabinet.reading() as work:
        worker = people.worker(work, worker_id)
        facts = gather(work, desk, [worker])[worker_id]
    newest_first = sorted(
        facts.records, key=lambda record: (record.held_on or date.min, record.number), reverse=True
    )
    return WorkerFile(
        worker=worker, due=supervision_clock(facts), records=newest_first, agreement=facts.agreement
    )
