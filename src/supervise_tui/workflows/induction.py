"""The tasks of a worker's induction, and who found them competent in each, when [CAD-8]."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from supervise_tui.canonical import Json, canonical_bytes
from supervise_tui.domain.cadence import has_left
from supervise_tui.domain.clock_facts import Facts
from supervise_tui.domain.induction import Assessment, Found, InductionTask, signed_off, standing_of
from supervise_tui.domain.kinds import OBSERVED, SPOT_CHECK
from supervise_tui.domain.people import Worker, checked_line
from supervise_tui.domain.record import Record, State
from supervise_tui.domain.roles import Act
from supervise_tui.forms.induction_tasks import TaskList
from supervise_tui.problems import BadInput
from supervise_tui.store import history, induction, people, records
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.workers import change_worker

EVIDENCE_LIMIT = 300
"""Characters of what shows it: a sentence or two."""
_SHOWS = (OBSERVED, SPOT_CHECK)
"""Kinds of record in which somebody was seen at work."""
_READY = (State.OFFERED, State.PART_SIGNED, State.CLOSED, State.ON_PAPER)


@dataclass(frozen=True, kw_only=True)
class TaskLine:
    """One task with everything that was found."""

    task: InductionTask
    assessments: tuple[Assessment, ...]
    """As they were written down."""


@dataclass(frozen=True, kw_only=True)
class InductionView:
    """A worker's induction: the tasks by name, and the records that may show something."""

    worker: Worker
    lines: tuple[TaskLine, ...]
    records: tuple[Record, ...]
    """Observed practice and spot checks on their file, the latest first."""

    @property
    def tasks(self) -> tuple[InductionTask, ...]:
        """The tasks alone."""
        return tuple(line.task for line in self.lines)


@dataclass(frozen=True, kw_only=True)
class InSight:
    """Somebody who may not yet work unobserved at something."""

    worker: Worker
    tasks: tuple[InductionTask, ...]


def tasks_of(desk: Desk, worker_id: str) -> list[InductionTask]:
    """Give the tasks of a worker's induction, by name; NotOpened while their file is shut."""
    desk.check_file(worker_id)
    with desk.cabinet.reading() as work:
        return induction.find(work, worker_id)


def induction_of(desk: Desk, worker_id: str) -> InductionView:
    """Give a worker's induction with all that was found; NotFound, NotOpened while their file is shut."""
    desk.check_file(worker_id)
    with desk.cabinet.reading() as work:
        worker = people.worker(work, worker_id)
        tasks = induction.find(work, worker_id)
        found = induction.assessments(work, worker_id)
        theirs = records.find(work, worker=worker_id, states=_READY)
    shows = [one for one in theirs if one.makes in _SHOWS]
    shows.sort(key=lambda one: (one.held_on or date.min, one.number), reverse=True)
    lines = tuple(
        TaskLine(task=task, assessments=tuple(one for one in found if one.task == task.id)) for task in tasks
    )
    return InductionView(worker=worker, lines=lines, records=tuple(shows))


def lists_to_add(desk: Desk, view: InductionView) -> list[TaskList]:
    """Give the lists of tasks that the program or the organisation has, without those that are there."""
    there = {one.task.casefold() for one in view.tasks}
    left = (
        replace(one, tasks=tuple(task for task in one.tasks if task.casefold() not in there))
        for one in desk.library.induction_tasks()
    )
    return [one for one in left if one.tasks]


def in_sight(known: Iterable[Facts]) -> list[InSight]:
    """Give those who may not yet work unobserved at something, by name; of files that are open [REC-5]."""
    found = []
    for facts in known:
        tasks = tuple(task for task in facts.tasks if not task.alone_by(facts.today))
        if tasks and facts.told and not has_left(facts.worker, facts.today):
            found.append(InSight(worker=facts.worker, tasks=tasks))
    return sorted(found, key=lambda one: one.worker.name)


def add_task(desk: Desk, worker_id: str, task: str) -> InductionTask:
    """Write down a task; BadInput if it is empty or there already."""
    (added,) = add_tasks(desk, worker_id, [task])
    return added


def add_tasks(desk: Desk, worker_id: str, tasks: Iterable[str]) -> list[InductionTask]:
    """Write down several tasks, all or none; BadInput if one is empty or there already."""
    names = [checked_line(task, "The task") for task in tasks]
    with desk.cabinet.transaction(Act.CHANGE_WORKERS) as work:
        people.worker(work, worker_id)
        there = {one.task.casefold() for one in induction.find(work, worker_id)}
        added = []
        for name in names:
            if name.casefold() in there:
                raise BadInput(f"{name} is there already.", "Give the other task another name.")
            there.add(name.casefold())
            added.append(
                _keep(work, desk, InductionTask(id=secrets.token_hex(8), worker=worker_id, task=name))
            )
        return added


def assess(
    desk: Desk,
    task_id: str,
    on: date,
    by: str,
    *,
    found: Found = Found.ALONE,
    evidence: str = "",
    record: str = "",
) -> InductionTask:
    """Write down what somebody found who looked whether they can do it alone; what was found last counts.

    `evidence` says what shows it, `record` is a record on the file that does. BadInput for a day to come.
    """
    if on > desk.today:
        raise BadInput("That day is still to come.", "Write it down once they have been seen to do it.")
    shows = evidence.strip()
    one = Assessment(
        id=secrets.token_hex(8),
        task=task_id,
        on=on,
        by=checked_line(by, "Who saw it"),
        found=found,
        evidence=checked_line(shows, "What shows it", EVIDENCE_LIMIT) if shows else "",
        record=record,
    )
    with desk.cabinet.transaction(Act.CHANGE_WORKERS) as work:
        task = induction.fetch(work, task_id)
        if record and records.fetch(work, record).worker != task.worker:
            raise BadInput("That record is on another file.", "Choose one of this worker.")
        return _keep_seen(work, desk, task, one)


def keep_signed_list(work: Work, desk: Desk, record: Record, answers: Mapping[str, Json]) -> None:
    """Bring the tasks on the file to what a competence list says that all have signed [CAD-8] [DEV-4].

    A task that was seen in it counts as seen; one that is not on the file yet comes there; one that goes
    on in sight of a colleague does so from that day, whatever was found before. The record stands with
    each as what shows it.
    """
    rows = answers.get("tasks")
    said = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    supervisor = people.supervisor(work, record.supervisor).name
    known = {one.task.casefold(): one for one in induction.find(work, record.worker)}
    for one in signed_off(said, record.held_on or desk.today, supervisor):
        there = known.get(one.task.casefold())
        task = there or _keep(
            work, desk, InductionTask(id=secrets.token_hex(8), worker=record.worker, task=one.task)
        )
        if one.changes(task):
            seen = Assessment(
                id=secrets.token_hex(8),
                task=task.id,
                on=one.on,
                by=one.by,
                found=one.found,
                evidence=one.evidence,
                record=record.id,
            )
            known[one.task.casefold()] = _keep_seen(work, desk, task, seen)


def _keep_seen(work: Work, desk: Desk, task: InductionTask, seen: Assessment) -> InductionTask:
    induction.keep_assessment(work, seen)
    since, who = standing_of(task, induction.assessments(work, task.worker))
    return _keep(work, desk, replace(task, competent_on=since, assessed_by=who), seen)


def set_end(desk: Desk, worker_id: str, day: date | None) -> Worker:
    """Say when a worker's induction ends, None for not known; BadInput before their first day."""
    desk.check_file(worker_id)
    with desk.cabinet.reading() as work:
        worker = people.worker(work, worker_id)
    return change_worker(desk, replace(worker, induction_ends_on=day))


def remove_task(desk: Desk, task_id: str, reason: str) -> None:
    """Take away a task that was written by mistake, with what was found; the history keeps why."""
    why = checked_line(reason, "The reason")
    with desk.cabinet.transaction(Act.CHANGE_WORKERS) as work:
        task = induction.fetch(work, task_id)
        induction.remove(work, task_id)
        _note(work, desk, task, "induction.task-removed", reason=why)


def _keep(work: Work, desk: Desk, task: InductionTask, assessed: Assessment | None = None) -> InductionTask:
    induction.save(work, task)
    _note(work, desk, task, "induction.assessed" if assessed else "induction.task-kept", assessed)
    return task


def _note(
    work: Work,
    desk: Desk,
    task: InductionTask,
    what: str,
    assessed: Assessment | None = None,
    reason: str = "",
) -> None:
    desk.check_file(task.worker)
    found = assessed and {
        "on": assessed.on.isoformat(),
        "by": assessed.by,
        "found": assessed.found.value,
        "evidence": assessed.evidence,
        "record": assessed.record,
    }
    history.note(
        work,
        file=task.worker,
        who=desk.holder,
        what=what,
        subject=task.worker,
        after=canonical_bytes(
            {
                "task": task.task,
                "competent_on": task.competent_on.isoformat() if task.competent_on else None,
                "assessed_by": task.assessed_by,
                "assessed": dict(found) if found else None,
            }
        ),
        reason=reason,
        now=desk.now,
    )
