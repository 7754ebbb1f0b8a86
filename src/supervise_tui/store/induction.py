"""Save and fetch the tasks of inductions [CAD-8]."""

from __future__ import annotations

from sqlmodel import col, delete, func, select

from supervise_tui.domain.induction import Assessment, Found, InductionTask
from supervise_tui.problems import NotFound
from supervise_tui.store.tables import InductionAssessmentRow, InductionTaskRow
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


def remove(work: Work, task_id: str) -> None:
    """Take away a task that was written by mistake, with its assessments; NotFound if there is none."""
    row = work.session.get(InductionTaskRow, task_id)
    if row is None:
        raise NotFound("There is no such task in this cabinet.")
    work.session.exec(delete(InductionAssessmentRow).where(col(InductionAssessmentRow.task) == task_id))
    work.session.delete(row)
    work.session.flush()


def keep_assessment(work: Work, one: Assessment) -> None:
    """Keep a new assessment behind those that are there."""
    newest = work.session.exec(
        select(func.max(InductionAssessmentRow.place)).where(InductionAssessmentRow.task == one.task)
    ).one()
    work.session.add(
        InductionAssessmentRow(
            id=one.id,
            task=one.task,
            place=(newest or 0) + 1,
            assessed_on=one.on,
            assessed_by=one.by,
            found=one.found.value,
            evidence=one.evidence,
            record=one.record,
        )
    )
    work.session.flush()


def assessments(work: Work, worker: str) -> list[Assessment]:
    """Give every assessment of the tasks of one worker, as they were written down."""
    rows = (
        select(InductionAssessmentRow)
        .join(InductionTaskRow, col(InductionTaskRow.id) == col(InductionAssessmentRow.task))
        .where(InductionTaskRow.worker == worker)
        .order_by(col(InductionAssessmentRow.task), col(InductionAssessmentRow.place))
    )
    return [
        Assessment(
            id=row.id,
            task=row.task,
            on=row.assessed_on,
            by=row.assessed_by,
            found=Found(row.found),
            evidence=row.evidence,
            record=row.record,
        )
        for row in work.session.exec(rows)
    ]


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
