"""Save and fetch the people of a cabinet."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row as Columns
from sqlalchemy import select as columns_of
from sqlmodel import col, select

from supervise_tui.domain.people import Outsider, Supervisor, Worker
from supervise_tui.domain.whose_file import HOME_FILE, NO_WORKERS, OWN_FILE, home_file, own_file
from supervise_tui.forms.contracts import Contract
from supervise_tui.problems import NotFound
from supervise_tui.store import settings
from supervise_tui.store.tables import OutsiderRow, SupervisorRow, WorkerRow
from supervise_tui.store.work import Work

_COLUMNS = tuple(
    col(field)
    for field in (
        WorkerRow.id,
        WorkerRow.name,
        WorkerRow.post,
        WorkerRow.started_on,
        WorkerRow.probation_ends_on,
        WorkerRow.hours,
        WorkerRow.left_on,
        WorkerRow.manages_others,
        WorkerRow.care_work,
        WorkerRow.student,
        WorkerRow.grade,
        WorkerRow.contract,
        WorkerRow.induction_ends_on,
        WorkerRow.supervised_on,
    )
)


def save_worker(work: Work, worker: Worker) -> None:
    """Keep `worker`, new or changed."""
    work.session.merge(
        WorkerRow(
            id=worker.id,
            name=worker.name,
            post=worker.post,
            started_on=worker.started_on,
            probation_ends_on=worker.probation_ends_on,
            hours=worker.hours,
            left_on=worker.left_on,
            manages_others=worker.manages_others,
            care_work=worker.care_work,
            student=worker.student,
            grade=worker.grade,
            contract=worker.contract.value,
            induction_ends_on=worker.induction_ends_on,
            supervised_on=worker.supervised_on,
        )
    )
    work.session.flush()


def worker(work: Work, worker_id: str) -> Worker:
    """Give the worker of that id, or what stands in their place on a file of no worker; NotFound if none."""
    if worker_id == HOME_FILE:
        return home_file(settings.organisation(work))
    if worker_id == OWN_FILE:
        return own_file(supervisor(work, str(settings.get(work, settings.OWNER))))
    row = work.session.get(WorkerRow, worker_id)
    if row is None:
        raise NotFound("There is no such worker in this cabinet.")
    return _worker(row)


def workers(work: Work) -> list[Worker]:
    """All workers, those who left too, by name."""
    # Columns and no objects: there may be thousands.
    by_name = columns_of(*_COLUMNS).order_by(col(WorkerRow.name), col(WorkerRow.id))
    rows = work.session.execute(by_name.where(col(WorkerRow.id).not_in(NO_WORKERS)))
    return [_worker(row) for row in rows]


def by_file(work: Work) -> dict[str, Worker]:
    """Give who each file is of, by its id: all workers, and what stands in their place (whose_file.py)."""
    others = {file: worker(work, file) for file in NO_WORKERS}
    return {one.id: one for one in workers(work)} | others


def save_supervisor(work: Work, person: Supervisor) -> None:
    """Keep `person`, new or changed."""
    work.session.merge(SupervisorRow(id=person.id, name=person.name, post=person.post))
    work.session.flush()


def supervisor(work: Work, supervisor_id: str) -> Supervisor:
    """Give the supervisor of that id; NotFound if there is none."""
    row = work.session.get(SupervisorRow, supervisor_id)
    if row is None:
        raise NotFound("There is no such supervisor in this cabinet.")
    return Supervisor(id=row.id, name=row.name, post=row.post)


def supervisors(work: Work) -> list[Supervisor]:
    """All who are known here and are no workers: the owner, and who held a key at some time."""
    rows = work.session.exec(select(SupervisorRow).order_by(col(SupervisorRow.name), col(SupervisorRow.id)))
    return [Supervisor(id=row.id, name=row.name, post=row.post) for row in rows]


def save_outsider(work: Work, person: Outsider) -> None:
    """Keep `person`, new or changed."""
    work.session.merge(OutsiderRow(id=person.id, name=person.name, post=person.post))
    work.session.flush()


def outsiders(work: Work) -> list[Outsider]:
    """Everyone of another organisation who has been asked to sign here, by name."""
    rows = work.session.exec(select(OutsiderRow).order_by(col(OutsiderRow.name), col(OutsiderRow.id)))
    return [Outsider(id=row.id, name=row.name, post=row.post) for row in rows]


def _worker(row: WorkerRow | Columns[Any]) -> Worker:
    return Worker(
        id=row.id,
        name=row.name,
        post=row.post,
        started_on=row.started_on,
        probation_ends_on=row.probation_ends_on,
        hours=row.hours,
        left_on=row.left_on,
        manages_others=row.manages_others,
        care_work=row.care_work,
        student=row.student,
        grade=row.grade,
        contract=Contract(row.contract),
        induction_ends_on=row.induction_ends_on,
        supervised_on=row.supervised_on,
    )
