"""What is known around a record: its agreement, open actions, the meeting before; as facts for its form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from supervise_tui.canonical import Json
from supervise_tui.domain.agreement import Agreement, Standing, propose, standing
from supervise_tui.domain.cadence import was_held
from supervise_tui.domain.group import said_names
from supervise_tui.domain.kinds import PLAN
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Record
from supervise_tui.domain.record_clocks import plan_runs
from supervise_tui.domain.supervision import facts_for
from supervise_tui.store import action_points, agreements, groups, papers, people, records
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.policies import current


def agreement_standing(
    work: Work, desk: Desk, worker_id: str, on: date | None = None, *, without: str = ""
) -> Standing:
    """Say how the agreement with a worker stands on a day; `without` leaves the record of that id out."""
    versions = [one for one in agreements.signed(work, desk.owner.id, worker_id) if one.record != without]
    versions = _signed_by_now(versions, on, desk.today)
    making = agreements.being_made(work, desk.owner.id, worker_id).get(worker_id, "")
    return standing(versions, on or desk.today, "" if making == without else making)


def standings(
    work: Work, desk: Desk, workers: Iterable[Worker], on: date | None = None
) -> dict[str, Standing]:
    """Say how the agreement with each of these workers stands, today or on a day: two queries for all."""
    signed: dict[str, list[Agreement]] = {}
    for one in agreements.signed(work, desk.owner.id):
        signed.setdefault(one.worker, []).append(one)
    making = agreements.being_made(work, desk.owner.id)
    today = desk.today
    return {
        worker.id: standing(
            _signed_by_now(signed.get(worker.id, ()), on, today), on or today, making.get(worker.id, "")
        )
        for worker in workers
    }


def _signed_by_now(versions: Iterable[Agreement], on: date | None, today: date) -> list[Agreement]:
    """What is signed is in force, whatever the clock says: a signature of a day to come was made by a
    clock that was wrong, then or now.

    Asked about another day than today, the days stand as they are.
    """
    if on is not None and on != today:
        return list(versions)
    return [replace(one, signed_on=min(one.signed_on, today)) for one in versions]


def meeting_before(work: Work, record: Record, today: date) -> Record | None:
    """Give the supervision with this worker that was held before this one."""
    at = (record.held_on or date.max, record.number)
    earlier = [
        other
        for other in records.find(work, worker=record.worker, makes="supervision")
        if other.id != record.id and was_held(other, today) and (other.held_on or date.min, other.number) < at
    ]
    return max(earlier, key=lambda other: (other.held_on or date.min, other.number), default=None)


def facts_of(work: Work, desk: Desk, record: Record, worker: Worker) -> dict[str, Json]:
    """Give the facts for the form of `record`, as they stand on the day it was held, else today."""
    day = min(record.held_on or desk.today, desk.today)
    before = meeting_before(work, record, desk.today)
    agreed = agreement_standing(work, desk, worker.id, day, without=record.id)
    proposal = propose(worker, current(work, desk), day)
    to_do = action_points.open_actions(work, worker.id, for_record=record.id)
    more: dict[str, Json] = {
        "worker.has_agreement": agreed.in_force,
        "worker.agreement": agreed.sentence,
        "worker.agreement_review_due": agreed.in_force and agreed.wants_attention,
        "worker.has_plan": plan_runs(records.find(work, worker=worker.id, makes=PLAN), day),
        "worker.usual_frequency": proposal.frequency.value,
        "worker.usual_frequency_words": proposal.words,
        "meeting.last_on": before.held_on.isoformat() if before and before.held_on else None,
        **_taking_part(work, record),
        "actions.open": len(to_do),
        "actions.late": sum(action.days_late(desk.today) > 0 for action in to_do),
    }
    on_paper = papers.is_on_paper(work, record.id)
    return facts_for(worker, today=desk.today, number=record.session_number, on_paper=on_paper, more=more)


def _taking_part(work: Work, record: Record) -> dict[str, Json]:
    """Who was at a group supervision, and who was not there; why they were away is nobody's business."""
    talk = groups.talk_of(work, record.id)
    if not talk:
        return {}
    asked = [(people.worker(work, one.worker).name, one.was_there) for one in groups.members(work, talk)]
    return {
        "meeting.participants": said_names([name for name, there in asked if there]),
        "meeting.absent": said_names([name for name, there in asked if not there]) or None,
    }
