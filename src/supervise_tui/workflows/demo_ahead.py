"""What lies around the talks of the demo home: holidays, the next one planned, an induction, training."""

from __future__ import annotations

import secrets
from datetime import date, timedelta

from supervise_tui.canonical import Json
from supervise_tui.domain.absences import AbsenceKind
from supervise_tui.domain.induction import Found
from supervise_tui.domain.people import Nation
from supervise_tui.domain.working_days import next_working_day
from supervise_tui.forms.definition import Role
from supervise_tui.workflows import absences, induction, learning, plan_supervision, prepare
from supervise_tui.workflows.demo_story import Ahead, Story
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.prepare import Preparation


def look_ahead(desk: Desk, worker: str, secret: str, ahead: Ahead, nation: Nation) -> None:
    """Plan the next talk with a worker and let each side prepare it as the story says."""
    day = _working_day(desk, ahead.in_days, nation)
    first = day if ahead.at_first_in_days is None else _working_day(desk, ahead.at_first_in_days, nation)
    plan = plan_supervision.plan(desk, worker, first, at=ahead.time, place=ahead.place)
    if first != day:
        plan_supervision.move(desk, plan.record.id, day, ahead.moved)
    if ahead.cancelled:
        plan_supervision.cancel(desk, plan.record.id, ahead.cancelled, by=Role.WORKER, sickness=True)
    if ahead.worker:
        mine = prepare.open_workers(desk, worker, secret)
        prepare.save(desk, mine, _written(mine, ahead.worker))
        prepare.bring_in(desk, mine)
    if ahead.supervisor:
        own = prepare.open_own(desk, worker)
        prepare.save(desk, own, _written(own, ahead.supervisor))


def _working_day(desk: Desk, in_days: int, nation: Nation) -> date:
    """Today is today; any other day is one on which they work."""
    day = desk.today + timedelta(days=in_days)
    return next_working_day(day, nation) if in_days else day


def write_leave(desk: Desk, worker: str, story: Story) -> None:
    """Write down when they were on holiday."""
    for days_ago, days in story.leave:
        first = desk.today - timedelta(days=days_ago)
        absences.away(desk, worker, AbsenceKind.LEAVE, first, first + timedelta(days=days), planned=True)


def write_induction(desk: Desk, worker: str, story: Story) -> None:
    """Write down which tasks a newcomer may do alone by now, and who found that."""
    if story.induction_days is None:
        return
    today = desk.today
    induction.set_end(desk, worker, today + timedelta(days=story.induction_days - story.started_days_ago))
    names = dict.fromkeys(one.task for one in story.induction)
    tasks = {one.task: one.id for one in induction.add_tasks(desk, worker, names)}
    for one in story.induction:
        if one.days_ago is not None:
            found = Found.ALONE if one.alone else Found.NOT_YET
            on = today - timedelta(days=one.days_ago)
            induction.assess(desk, tasks[one.task], on, one.by, found=found, evidence=one.shows)


def write_learning(desk: Desk, worker: str, story: Story) -> None:
    """Write down what somebody has learned and is going to learn."""
    for one in story.learning:
        answers = dict(one.answers)
        if one.done_days_ago is not None:
            done = desk.today - timedelta(days=one.done_days_ago)
            answers["done_on"] = done.isoformat()
            if one.valid_days is not None:
                answers["valid_until"] = (done + timedelta(days=one.valid_days)).isoformat()
        if one.planned_in is not None:
            answers["planned_on"] = (desk.today + timedelta(days=one.planned_in)).isoformat()
        learning.save(desk, learning.new_entry(desk, worker), answers)


def _written(side: Preparation, told: dict[str, str]) -> dict[str, Json]:
    """Lines become points for the agenda; all else is text."""
    points: list[Json] = [
        {"id": secrets.token_hex(8), "text": line.strip(), "by": side.side.value}
        for line in told.get("points", "").splitlines()
        if line.strip()
    ]
    rest: dict[str, Json] = {key: text.strip() for key, text in told.items() if key != "points"}
    return rest | ({f"own_points_{side.side.value}": points} if points else {})
