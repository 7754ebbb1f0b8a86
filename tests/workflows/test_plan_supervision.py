"""Planning the next talk: its day, moving it, calling it off, booking it again [CAD-9]."""

from __future__ import annotations

from datetime import timedelta

import pytest

from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import State
from supervise_tui.forms.definition import Role
from supervise_tui.problems import BadInput, NotAllowed
from supervise_tui.workflows import hold_supervision, plan_supervision, workers
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.home import home
from supervise_tui.workflows.read_history import history_lines
from tests.homes import Clock, closed_record, good_answers


def test_the_next_talk_is_planned_for_the_day_agreed_and_then_held(
    desk: Desk, worker: Worker, clock: Clock
) -> None:
    closed_record(desk, worker)
    plan = plan_supervision.plan(desk, worker.id, at="10:30", place="The library")
    assert plan.record.state is State.PLANNED
    assert plan.record.held_on == desk.today + timedelta(days=42)
    assert [line.record.id for line in home(desk).planned] == [plan.record.id]
    clock.turn(days=41)
    sheet = hold_supervision.start(desk, worker.id)
    assert (sheet.record.id, sheet.record.session_number) == (plan.record.id, 2)
    assert sheet.answers["held_on"] == desk.today.isoformat(), "the day it was held, not the planned one"
    assert sheet.answers["place"] == "The library"
    assert plan_supervision.planned(desk, worker.id) is None


def test_what_was_agreed_at_the_last_talk_is_proposed_for_the_next(
    desk: Desk, worker: Worker, clock: Clock
) -> None:
    assert plan_supervision.propose(desk, worker.id).on is None
    sheet = hold_supervision.start(desk, worker.id)
    said = good_answers(desk) | {"next_time": "10:30", "next_place": "The library"}
    hold_supervision.save(desk, sheet.record.id, said)
    proposal = plan_supervision.propose(desk, worker.id)
    assert (proposal.on, proposal.at, proposal.place) == (
        desk.today + timedelta(days=42),
        "10:30",
        "The library",
    )
    assert "As you agreed on Tuesday 17 November" in proposal.because
    clock.turn(days=50)
    late = plan_supervision.propose(desk, worker.id)
    assert (late.on, late.place) == (None, "The library"), "the day is past, the room is not"


def test_planning_twice_is_one_plan_whose_time_and_place_can_be_settled_later(
    desk: Desk, worker: Worker
) -> None:
    day = desk.today + timedelta(days=7)
    one = plan_supervision.plan(desk, worker.id, day, at="09:15")
    again = plan_supervision.plan(desk, worker.id, place="The library")
    assert (again.record.id, again.record.held_on, again.at, again.place) == (
        one.record.id,
        day,
        "09:15",
        "The library",
    )
    assert plan_supervision.plan(desk, worker.id, day, at="").at == ""
    with pytest.raises(NotAllowed, match="planned for"):
        plan_supervision.plan(desk, worker.id, day + timedelta(days=1))


def test_moving_and_cancelling_say_who_and_why(desk: Desk, worker: Worker) -> None:
    """[CAD-9]"""
    one = plan_supervision.plan(desk, worker.id, desk.today + timedelta(days=7))
    to = desk.today + timedelta(days=9)
    moved = plan_supervision.move(desk, one.record.id, to, "Ania is on nights.", by=Role.WORKER)
    assert moved.held_on == to
    with pytest.raises(NotAllowed, match="say why"):
        plan_supervision.cancel(desk, one.record.id, " ")
    plan_supervision.cancel(desk, one.record.id, "Norovirus.", by=Role.SUPERVISOR)
    told = {line.what.partition(":")[0].partition(" record")[0]: line for line in history_lines(desk)}
    assert (told["moved to another day"].who, told["moved to another day"].why) == (
        worker.name,
        "Ania is on nights.",
    )
    assert (told["cancelled"].who, told["cancelled"].why) == (desk.owner.name, "Norovirus.")
    assert plan_supervision.planned(desk, worker.id) is None


def test_what_was_cancelled_is_asked_for_at_home_until_it_is_booked_again(desk: Desk, worker: Worker) -> None:
    """[CAD-9]"""
    day = desk.today + timedelta(days=2)
    plan = plan_supervision.plan(desk, worker.id, day, at="10:30", place="The library")
    when = plan_supervision.cancel(desk, plan.record.id, "The roof leaks.")
    assert when is not None
    assert when.by == day + timedelta(days=7), "five working days"
    (line,) = home(desk).to_rebook
    assert (line.worker.id, line.when.by) == (worker.id, when.by)
    proposal = plan_supervision.propose(desk, worker.id)
    assert (proposal.on, proposal.at, proposal.place) == (when.by, "10:30", "The library")
    plan_supervision.plan(desk, worker.id, proposal.on)
    assert home(desk).to_rebook == []


def test_after_sickness_the_days_count_from_the_return(desk: Desk, worker: Worker) -> None:
    """[CAD-9]"""
    plan = plan_supervision.plan(desk, worker.id, desk.today + timedelta(days=2))
    when = plan_supervision.cancel(desk, plan.record.id, "Ania has the flu.", sickness=True)
    assert when is not None
    assert when.by is None
    assert "of the return" in plan_supervision.propose(desk, worker.id).because


def test_a_talk_held_instead_needs_no_rebooking(desk: Desk, worker: Worker) -> None:
    plan = plan_supervision.plan(desk, worker.id, desk.today + timedelta(days=2))
    plan_supervision.cancel(desk, plan.record.id, "The roof leaks.")
    hold_supervision.start(desk, worker.id)
    assert home(desk).to_rebook == []


def test_nothing_is_planned_with_someone_who_has_left(desk: Desk) -> None:
    gone = workers.add_worker(desk, name="Ivo Marek", post="Cook")
    workers.change_worker(desk, type(gone)(**{**vars(gone), "left_on": desk.today}))
    with pytest.raises(NotAllowed, match="has left"):
        plan_supervision.plan(desk, gone.id, desk.today + timedelta(days=7))


@pytest.mark.parametrize(("days", "at"), [(-1, ""), (3, "half past")])
def test_a_day_that_is_past_and_a_time_that_is_none_are_refused(
    desk: Desk, worker: Worker, days: int, at: str
) -> None:
    with pytest.raises(BadInput):
        plan_supervision.plan(desk, worker.id, desk.today + timedelta(days=days), at=at)
