"""The tasks of a worker's induction, and who found them competent in each, when [CAD-8]."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import date

from supervise_tui.canonical import canonical_bytes
from supervise_tui.domain.induction import InductionTask
from supervise_tui.domain.people import checked_line
from supervise_tui.domain.roles import Act
from supervise_tui.problems import BadInput
from supervise_tui.store import history, induction, people
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk


def tasks_of(desk: Desk, worker_id: str) -> list[InductionTask]:
    """Give the tasks of a worker's induction, by name; NotOpened while their file is shut."""
    desk.check_file(worker_id)
    with desk.cabinet.reading() as work:
        return induction.find(work, worker_id)


def add_task(desk: Desk, worker_id: str, task: str) -> InductionTask:
    """Write down a task; BadInput if it is empty or there already."""
    name = checked_line(task, "The task")
    with desk.cabinet.transaction(Act.CHANGE_WORKERS) as work:
        people.worker(work, worker_id)
        if any(one.task.casefold() == name.casefold() for one in induction.find(work, worker_id)):
            raise BadInput(f"{name} is there already.", "Give the other task another name.")
        return _keep(work, desk, InductionTask(id=secrets.token_hex(8), worker=worker_id, task=name))


def assess(desk: Desk, task_id: str, on: date, by: str) -> InductionTask:
    """Write down that somebody saw they can do it alone; BadInput for a day to come."""
    if on > desk.today:
        raise BadInput("That day is still to come.", "Write it down once they have been seen to do it.")
    with desk.cabinet.transaction(Act.CHANGE_WORKERS) as work:
        task = induction.fetch(work, task_id)
        return _keep(work, desk, replace(task, competent_on=on, assessed_by=checked_line(by, "Who saw it")))


def _keep(work: Work, desk: Desk, task: InductionTask) -> InductionTask:
    induction.save(work, task)
    history.note(
        work,
        file=task.worker,
        who=desk.holder,
        what="induction.task-kept",
        subject=task.worker,
        after=canonical_bytes(
            {
                "task": task.task,
                "competent_on": task.competent_on.isoformat() if task.competent_on else None,
                "assessed_by": task.assessed_by,
            }
        ),
        now=desk.now,
    )
    return task
