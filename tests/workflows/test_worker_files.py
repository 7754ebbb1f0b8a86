"""A worker's file: when actions go live, the timeline, the thread, ratings, and what a search finds."""

from __future__ import annotations

from typing import cast

import pytest

from supervise_tui.canonical import Json
from supervise_tui.domain.action_life import ActionState, Outcome, Review
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import State
from supervise_tui.forms.definition import Role
from supervise_tui.problems import NotAllowed
from supervise_tui.store import action_points
from supervise_tui.workflows import hold_supervision, sign_off, workers
from supervise_tui.workflows.action_thread import action_thread, actions_of
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.find_words import find_words
from supervise_tui.workflows.home import home
from supervise_tui.workflows.ratings_over_time import ratings_over_time
from supervise_tui.workflows.timeline import timeline
from tests.homes import WORKER_SECRET, Clock, closed_record, good_answers, held_answers, offered_record
from tests.old_files import RATINGS, hold_many


def live(desk: Desk, worker: Worker) -> list[str]:
    """What is still to do."""
    with desk.cabinet.reading() as work:
        return [action.what for action in action_points.open_actions(work, worker.id)]


def test_actions_go_live_when_close_is_done_and_follow_the_draft_from_then_on(
    desk: Desk, worker: Worker
) -> None:
    record = hold_supervision.start(desk, worker.id).record
    answers = good_answers(desk)
    ratings = {key: answers.pop(key) for key in ("worth_worker", "worth_supervisor")}
    hold_supervision.save(desk, record.id, answers)
    assert live(desk, worker) == []
    hold_supervision.save(desk, record.id, ratings)
    assert live(desk, worker) == ["Try the earlier round for two weeks"]
    rows = cast("list[dict[str, Json]]", answers["actions"])
    hold_supervision.save(desk, record.id, {"actions": [{**rows[0], "what": "Try it for a month"}]})
    assert live(desk, worker) == ["Try it for a month"]
    hold_supervision.save(desk, record.id, {"actions": None})
    assert live(desk, worker) == []


def test_taking_back_and_unlocking_leave_actions_live_and_discarding_ends_them(
    desk: Desk, worker: Worker
) -> None:
    record = offered_record(desk, worker)
    sign_off.take_back(desk, record.id)
    assert len(live(desk, worker)) == 1
    hold_supervision.discard(desk, record.id, "Two drafts of one talk", worker_agrees=True)
    assert live(desk, worker) == []
    assert find_words(desk, "bell of room").found == ()


def test_a_record_whose_actions_were_looked_at_later_cannot_be_unlocked(desk: Desk, worker: Worker) -> None:
    record = offered_record(desk, worker)
    sign_off.sign(desk, record.id, Role.WORKER, WORKER_SECRET)
    later = hold_many(desk, worker, 1)[0]
    with desk.cabinet.transaction() as work:
        action = next(a for a in action_points.open_actions(work, worker.id) if a.record == record.id)
        action_points.record_review(
            work,
            action.id,
            Review(record=later.id, on=desk.today, outcome=Outcome.DONE),
        )
    with pytest.raises(NotAllowed, match="later record"):
        sign_off.void(desk, record.id, "A slip in the summary")


def test_the_timeline_says_who_signed_and_what_became_of_the_actions(
    desk: Desk, worker: Worker, clock: Clock
) -> None:
    hold_many(desk, worker, 3)
    closed_record(desk, worker)
    view = timeline(desk, worker.id)
    assert [line.record.number for line in view.lines] == [4, 3, 2, 1]
    assert [one.role for one in view.lines[0].signed] == [Role.WORKER, Role.SUPERVISOR]
    assert [(line.agreed, line.still_to_do, line.settled) for line in view.lines] == [
        (1, 1, 2),
        (1, 0, 1),
        (1, 0, 0),
        (1, 0, 0),
    ]
    assert (view.to_do, view.late) == (1, 0)
    clock.turn(days=15)
    assert timeline(desk, worker.id).late == 1


def test_discarded_records_are_counted_and_not_listed(desk: Desk, worker: Worker) -> None:
    record = hold_supervision.start(desk, worker.id).record
    hold_supervision.discard(desk, record.id, "The wrong worker")
    view = timeline(desk, worker.id)
    assert (view.lines, view.gone) == ((), 1)


def test_the_golden_thread_tells_where_when_and_with_what_evidence(desk: Desk, worker: Worker) -> None:
    held = hold_many(desk, worker, 3)
    first = next(thread for thread in actions_of(desk, worker.id) if thread.raised == held[0])
    thread = action_thread(desk, first.action.id)
    assert thread.action.state is ActionState.DONE
    assert thread.owner == desk.owner.name
    (line,) = thread.reviews
    assert (line.record, line.review.on) == (held[2], held[2].held_on)
    assert line.review.evidence == "The bell log of three weeks"


def test_home_shows_late_actions_of_those_still_here(desk: Desk, worker: Worker) -> None:
    hold_many(desk, worker, 3)
    late = home(desk).late_actions
    assert [line.days for line in late] == sorted((line.days for line in late), reverse=True)
    assert {line.worker.id for line in late} == {worker.id}
    workers.change_worker(desk, Worker(id=worker.id, name=worker.name, post=worker.post, left_on=desk.today))
    assert home(desk).late_actions == []


def test_ratings_stay_unseen_until_both_are_in(desk: Desk, worker: Worker) -> None:
    hold_many(desk, worker, 2)
    sheet = hold_supervision.start(desk, worker.id)
    record = sheet.record
    answers = {**held_answers(sheet, desk), "worth_supervisor": None}
    hold_supervision.save(desk, record.id, answers)
    seen = [(talk.worth.worker, talk.worth.supervisor) for talk in ratings_over_time(desk, worker.id).talks]
    assert seen == list(RATINGS[:2])
    hold_supervision.save(desk, record.id, {"worth_supervisor": 1})
    assert ratings_over_time(desk, worker.id).talks[-1].worth.supervisor == 1


def test_a_search_finds_names_and_answers_and_says_where(desk: Desk, worker: Worker) -> None:
    record = closed_record(desk, worker)
    by_name = find_words(desk, "wojcik").found[0]
    assert (by_name.worker.id, by_name.record) == (worker.id, None)
    (answer,) = find_words(desk, "overlaps room").found
    assert answer.record is not None
    assert (answer.record.id, answer.asked) == (record.id, "Summary of the talk")
    marked = [answer.snippet.text[at : at + length] for at, length in answer.snippet.marks]
    assert marked == ["overlaps", "room"]


def test_a_name_and_words_of_the_record_go_together(desk: Desk, worker: Worker) -> None:
    other = workers.add_worker(desk, name="Tomos Bevan", post="Carer")
    hold_many(desk, worker, 1)
    hold_many(desk, other, 1)
    assert [found.worker.id for found in find_words(desk, "bevan overlaps").found] == [other.id]
    assert {found.worker.id for found in find_words(desk, "overlaps").found} == {worker.id, other.id}


def test_in_one_file_neither_names_nor_words_of_another_are_found(desk: Desk, worker: Worker) -> None:
    other = workers.add_worker(desk, name="Tomos Bevan", post="Carer")
    hold_many(desk, other, 1)
    for typed in ("bevan", "overlaps", "bevan overlaps"):
        assert find_words(desk, typed, worker_id=worker.id).found == ()


def test_what_was_found_is_still_found_after_a_lock(desk: Desk, worker: Worker) -> None:
    record = offered_record(desk, worker)
    assert record.state is State.OFFERED
    assert find_words(desk, "earlier round", worker_id=worker.id).found
