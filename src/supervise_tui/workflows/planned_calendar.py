"""Give the planned supervisions out as a calendar file."""

from __future__ import annotations

from datetime import time
from pathlib import Path

from supervise_tui.documents.calendar_file import PlannedTalk, calendar_file
from supervise_tui.domain.people import Worker
from supervise_tui.domain.roles import Act
from supervise_tui.problems import FileTrouble
from supervise_tui.workflows import plan_supervision
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.plan_supervision import Plan


def planned_calendar(desk: Desk, worker_id: str | None = None, *, names: bool = True) -> tuple[bytes, int]:
    """Give the calendar file of the talks that have a day, and how many there are.

    It is not encrypted, so it says no more than time, place and with whom; `names` leaves that out too.
    NotOpened while the file of somebody in it is shut to who has the cabinet open [REC-5].
    """
    wanted = _plans(desk, worker_id)
    for plan in wanted:
        desk.check_file(plan.worker.id)
    talks = [talk for plan in wanted if (talk := _talk(plan, names=names)) is not None]
    return calendar_file(talks, desk.now()), len(talks)


def with_whom(desk: Desk, worker_id: str | None = None) -> list[Worker]:
    """Give those with whom a talk is planned, or that one worker if it is with them."""
    return [plan.worker for plan in _plans(desk, worker_id)]


def _plans(desk: Desk, worker_id: str | None) -> list[Plan]:
    with desk.cabinet.reading() as work:
        plans = plan_supervision.plans(work, desk)
    return [plan for plan in plans if worker_id is None or plan.worker.id == worker_id]


def save_calendar(desk: Desk, to: Path, worker_id: str | None = None, *, names: bool = True) -> int:
    """Write the calendar file and give how many talks it holds; FileTrouble if `to` is there."""
    desk.check(Act.EXPORT)
    raw, count = planned_calendar(desk, worker_id, names=names)
    try:
        with to.open("xb") as out:
            out.write(raw)
    except FileExistsError as error:
        raise FileTrouble(f"{to} is there already.", "Give another name, or move it away.") from error
    except OSError as error:
        raise FileTrouble(f"{to} cannot be written.", "Look at the folder and at the room on it.") from error
    return count


def _talk(plan: Plan, *, names: bool) -> PlannedTalk | None:
    if plan.record.held_on is None:
        return None
    return PlannedTalk(
        id=plan.record.id,
        on=plan.record.held_on,
        at=time.fromisoformat(plan.at) if plan.at else None,
        title=f"Supervision: {plan.worker.name}" if names else "Supervision",
        place=plan.place,
    )
