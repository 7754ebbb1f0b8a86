"""The golden thread of an action: raised where, looked at when, done with what evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from supervise_tui.domain.action_life import LiveAction, Review
from supervise_tui.domain.actions import Owner
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Record
from supervise_tui.store import action_points, people, records
from supervise_tui.store.action_points import Thread
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk


@dataclass(frozen=True, kw_only=True)
class ReviewLine:
    """One look at the action, and the record in which it stands."""

    review: Review
    record: Record


@dataclass(frozen=True, kw_only=True)
class ActionThread:
    """An action from the talk in which it was agreed to where it stands today."""

    action: LiveAction
    worker: Worker
    owner: str
    """Who does it, by name; empty while nobody was named."""
    raised: Record
    reviews: tuple[ReviewLine, ...]
    """Oldest first."""
    days_late: int


@dataclass(frozen=True, kw_only=True)
class LateAction:
    """An action whose day is past."""

    action: LiveAction
    worker: Worker
    owner: str
    days: int


def action_thread(desk: Desk, action_id: str) -> ActionThread:
    """Follow one action; NotFound if there is none of that id, NotOpened while its file is shut."""
    with desk.cabinet.reading() as work:
        thread = action_points.thread(work, action_id)
        desk.check_file(thread.action.worker)
        return _told(work, desk, [thread])[0]


def actions_of(desk: Desk, worker_id: str) -> list[ActionThread]:
    """Give every action of a worker's file: still to do first, the earliest day first; then the newest."""
    desk.check_file(worker_id)
    with desk.cabinet.reading() as work:
        return _told(work, desk, action_points.of_worker(work, worker_id))


def late_actions(
    work: Work, desk: Desk, today: date, workers: Mapping[str, Worker] | None = None
) -> list[LateAction]:
    """Give the actions of workers still here whose day is past, the latest first; none of a shut file.

    `workers` by id, where they are at hand already.
    """
    found = []
    for action in action_points.late(work, today):
        if not desk.sees_file(action.worker):
            continue
        worker = people.worker(work, action.worker) if workers is None else workers[action.worker]
        if worker.left_on is None or worker.left_on > today:
            owner = owner_name(action, worker, desk.owner.name)
            found.append(LateAction(action=action, worker=worker, owner=owner, days=action.days_late(today)))
    return found


def _told(work: Work, desk: Desk, threads: list[Thread]) -> list[ActionThread]:
    known = records.fetch_all(
        work,
        {thread.action.record for thread in threads}
        | {review.record for thread in threads for review in thread.reviews},
    )
    owners = {record.supervisor: people.supervisor(work, record.supervisor).name for record in known.values()}
    workers = {thread.action.worker: people.worker(work, thread.action.worker) for thread in threads}
    return [
        ActionThread(
            action=thread.action,
            worker=workers[thread.action.worker],
            owner=owner_name(
                thread.action,
                workers[thread.action.worker],
                owners[known[thread.action.record].supervisor],
            ),
            raised=known[thread.action.record],
            reviews=tuple(
                ReviewLine(review=review, record=known[review.record]) for review in thread.reviews
            ),
            days_late=thread.action.days_late(desk.today),
        )
        for thread in threads
    ]


def owner_name(action: LiveAction, worker: Worker, supervisor: str) -> str:
    """Give the name of who does it."""
    match action.owner:
        case Owner.WORKER:
            return worker.name
        case Owner.SUPERVISOR:
            return supervisor
        case Owner.OTHER:
            return action.owner_name
        case None:
            return ""
