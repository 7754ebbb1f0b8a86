"""Preparing: a day for the next talk, and notes that belong to their author [SES-6]."""

from __future__ import annotations

from datetime import timedelta

import pytest

from supervise_tui.canonical import Json
from supervise_tui.domain.agenda import items_in
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import State
from supervise_tui.forms.definition import Role
from supervise_tui.problems import BadInput, NotAllowed, WrongSecret
from supervise_tui.workflows import hold_supervision, prepare, sign_off
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.home import home
from supervise_tui.workflows.read_history import history_lines
from tests.homes import WORKER_SECRET, Clock, choose_secrets, closed_record, good_answers

MINE: dict[str, Json] = {
    "own_points_worker": [{"id": "w1", "text": "The new hoist", "by": "worker"}],
    "was_hard": "Two double shifts.",
    "documents_worker": [{"id": "d1", "kind": "other", "ref": "", "text": "Hoist certificate"}],
}


def test_the_next_talk_is_planned_for_the_day_agreed_and_then_held(
    desk: Desk, worker: Worker, clock: Clock
) -> None:
    closed_record(desk, worker)
    plan = prepare.plan(desk, worker.id, at="10:30", place="The library")
    assert plan.record.state is State.PLANNED
    assert plan.record.held_on == desk.today + timedelta(days=42)
    assert [line.record.id for line in home(desk).planned] == [plan.record.id]
    clock.turn(days=41)
    sheet = hold_supervision.start(desk, worker.id)
    assert (sheet.record.id, sheet.record.session_number) == (plan.record.id, 2)
    assert sheet.answers["held_on"] == desk.today.isoformat(), "the day it was held, not the planned one"
    assert sheet.answers["place"] == "The library"
    assert prepare.planned(desk, worker.id) is None


def test_planning_twice_is_one_plan_and_it_can_be_moved_and_cancelled(desk: Desk, worker: Worker) -> None:
    """[CAD-9]"""
    one = prepare.plan(desk, worker.id, desk.today + timedelta(days=7))
    again = prepare.plan(desk, worker.id, place="The library")
    assert (again.record.id, again.record.held_on, again.place) == (
        one.record.id,
        one.record.held_on,
        "The library",
    )
    moved = prepare.move(desk, one.record.id, desk.today + timedelta(days=9), "Ania is ill.")
    assert moved.held_on == desk.today + timedelta(days=9)
    with pytest.raises(NotAllowed, match="say why"):
        prepare.cancel(desk, one.record.id, " ")
    assert prepare.cancel(desk, one.record.id, "Norovirus.").state is State.CANCELLED
    told = {line.why for line in history_lines(desk, worker.id)}
    assert {"Ania is ill.", "Norovirus."} <= told
    assert prepare.planned(desk, worker.id) is None


@pytest.mark.parametrize(("days", "at"), [(-1, ""), (3, "half past")])
def test_a_day_that_is_past_and_a_time_that_is_none_are_refused(
    desk: Desk, worker: Worker, days: int, at: str
) -> None:
    with pytest.raises(BadInput):
        prepare.plan(desk, worker.id, desk.today + timedelta(days=days), at=at)


def test_the_workers_preparation_opens_by_hand_over_and_later_by_their_secret_only(
    desk: Desk, worker: Worker
) -> None:
    with pytest.raises(NotAllowed, match="Hand over"):
        prepare.open_workers(desk, worker.id)
    mine = prepare.open_workers(desk, worker.id, handed_over=True)
    prepare.save(desk, mine, MINE)
    assert any("hand-over" in line.what for line in history_lines(desk, worker.id)), "and it is written down"
    choose_secrets(desk, worker)
    with pytest.raises(WrongSecret):
        prepare.open_workers(desk, worker.id, "not this one at all", handed_over=True)
    assert prepare.open_workers(desk, worker.id, WORKER_SECRET).answers["was_hard"] == "Two double shifts."


def test_neither_side_is_shown_or_may_write_what_is_the_others(desk: Desk, worker: Worker) -> None:
    mine = prepare.open_workers(desk, worker.id, handed_over=True)
    prepare.save(desk, mine, MINE)
    theirs = prepare.open_own(desk, worker.id)
    assert theirs.answers == {}
    assert not {q.id for q in theirs.questions} & {q.id for q in mine.questions}
    with pytest.raises(NotAllowed):
        prepare.save(desk, theirs, {"was_hard": "I think so too."})


def test_nothing_comes_into_the_record_before_its_author_says_so(desk: Desk, worker: Worker) -> None:
    mine = prepare.open_workers(desk, worker.id, handed_over=True)
    prepare.save(desk, mine, MINE)
    prepare.plan(desk, worker.id, desk.today + timedelta(days=7))
    plan = prepare.planned(desk, worker.id)
    assert plan is not None
    assert plan.prepared == {Role.WORKER}, "that there is something may be seen, not what"
    sheet = hold_supervision.start(desk, worker.id)
    assert "hoist" not in str(sheet.answers).casefold()
    prepare.bring_in(desk, mine)
    prepare.bring_in(desk, mine)
    now = hold_supervision.open_sheet(desk, sheet.record.id).answers
    assert [(i.text, i.by) for i in items_in(now["agenda"]) if not i.standing] == [
        ("The new hoist", "worker")
    ]
    assert now["brought_worker"] == "What was hard:\nTwo double shifts."
    assert now["documents"] == MINE["documents_worker"]


def test_what_may_come_in_by_itself_is_there_when_the_talk_starts(desk: Desk, worker: Worker) -> None:
    mine = prepare.open_workers(desk, worker.id, handed_over=True)
    prepare.save(desk, mine, MINE)
    assert prepare.bring_in(desk, mine).comes_in_by_itself
    assert not prepare.keep_back(desk, mine).comes_in_by_itself
    prepare.bring_in(desk, mine)
    sheet = hold_supervision.start(desk, worker.id)
    assert "The new hoist" in [item.text for item in items_in(sheet.answers["agenda"])]
    assert prepare.open_workers(desk, worker.id, handed_over=True).brought_in


def test_a_discarded_record_gives_the_preparation_back_and_a_held_one_uses_it_up(
    desk: Desk, worker: Worker, clock: Clock
) -> None:
    mine = prepare.open_workers(desk, worker.id, handed_over=True)
    prepare.save(desk, mine, MINE)
    first = hold_supervision.start(desk, worker.id)
    prepare.bring_in(desk, mine)
    hold_supervision.discard(desk, first.record.id, "The wrong day.", worker_agrees=True)
    back = prepare.open_workers(desk, worker.id, handed_over=True)
    assert (back.answers, back.brought_in) == (mine.answers | MINE, False)
    prepare.bring_in(desk, back)
    second = hold_supervision.start(desk, worker.id)
    mine_and_ours = items_in(second.answers["agenda"])
    hold_supervision.save(
        desk,
        second.record.id,
        good_answers(desk) | {"agenda": [item.as_row() for item in mine_and_ours]},
    )
    sign_off.offer(desk, second.record.id)
    clock.turn(days=1)
    assert prepare.open_workers(desk, worker.id, handed_over=True).answers == {}


def test_a_preparation_is_no_record(desk: Desk, worker: Worker) -> None:
    with pytest.raises(NotAllowed, match="makes no record"):
        hold_supervision.start(desk, worker.id, "session.preparation")
