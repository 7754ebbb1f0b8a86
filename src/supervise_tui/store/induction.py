"""Save and fetch the tasks of inductions [CAD-8]."""

from __future__ import annotations

from sqlmodel import col, select

from supervise_tui.domain.induction import InductionTask
from supervise_tui.problems import NotFound
from supervise_tui.store.tables import InductionTaskRow
from supervise_tui.store.work import Work


def save(work: Work, task: InductionTask) -> None:
    """Keep `task`, new or changed."""
    work.session.merge(
        InductionTaskRow(
            id=task.id,
            worker=task.worker,
            task=task.task,
            competent_on=task.competent_on,
            assessed_by=task.assessed_by,
        )
    )
    work.session.flush()


def fetch(work: Work, task_id: str) -> InductionTask:
    """Give the task of that id; NotFound if there is none."""
    row = work.session.get(InductionTaskRow, task_id)
    if row is None:
        raise NotFound("There is no such task in this cabinet.")
    return _task(row)


def find(work: Work, worker: str | None = None) -> list[InductionTask]:
    """Give the tasks of one worker, or of everyone, by name."""
    rows = select(InductionTaskRow).order_by(col(InductionTaskRow.task), col(InductionTaskRow.id))
    if worker is not None:
        rows = rows.where(InductionTaskRow.worker == worker)
    return [_task(row) for row in work.session.exec(rows)]


def _task(row: InductionTaskRow) -> InductionTask:
    return InductionTask(
        id=row.id,
        worker=row.worker,
        task=row.task,
        competent_on=row.competent_on,
        assessed_by=row.assessed_by,
    )
