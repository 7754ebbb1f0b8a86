"""The clocks of a case say what is due before it is missed, and what follows if it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from supervise_tui.canonical import Json
from supervise_tui.domain.people import Worker
from supervise_tui.domain.plan_next import Place, Step, steps
from supervise_tui.domain.procedure_clocks import CaseClock
from supervise_tui.domain.procedure_table import Event
from tests.domain import plan_story as told
from tests.domain.plan_story import OPENED, Story


def clocks(story: Story, today: date) -> dict[str, CaseClock]:
    return {clock.id: clock for clock in story.standing(today).clocks}


def _step_of(story: Story, kind: str, today: date) -> Step:
    return next(one for one in steps(story.standing(today)) if one.kind == kind)


@pytest.mark.parametrize(
    ("today", "state", "days"),
    [
        (date(2026, 2, 8), "on-time", 8),
        (date(2026, 2, 9), "due-soon", 7),
        (date(2026, 2, 16), "due-soon", 0),
        (date(2026, 2, 17), "overdue", -1),
    ],
)
def test_a_review_is_due_soon_a_week_ahead_and_overdue_the_day_after(
    today: date, state: str, days: int
) -> None:
    """[PIP-17]"""
    review = clocks(told.planned(), today)["review"]
    assert (review.state, review.days, review.due_on) == (state, days, date(2026, 2, 16))
    assert review.otherwise


def test_the_earliest_clock_stands_first_and_the_moves_know_their_day() -> None:
    standing = told.planned().standing(date(2026, 2, 3))
    assert [clock.id for clock in standing.clocks] == ["review", "plan-end"]
    close, go_on = standing.offer(Event.CLOSE), standing.offer(Event.GO_ON)
    assert close is not None
    assert go_on is not None
    assert (close.by, go_on.by) == (date(2026, 3, 30), date(2026, 2, 16))
    assert "does not go on by itself" in close.otherwise


def test_no_clock_is_due_while_paused_and_all_are_later_afterwards() -> None:
    """[PIP-13]"""
    story = told.planned().tell("pause", date(2026, 2, 9))
    paused = clocks(story, date(2026, 3, 9))
    assert {clock.state for clock in paused.values()} == {"paused"}
    back = clocks(story.tell("return", date(2026, 2, 16)), date(2026, 2, 16))
    assert (back["review"].due_on, back["plan-end"].due_on) == (date(2026, 2, 23), date(2026, 4, 6))


def test_a_review_stays_put_off_whatever_is_decided_after_the_return() -> None:
    """[PIP-13]"""
    story = told.plan_1()
    story.tell("review", date(2026, 4, 20), next_review_on="2026-05-04")
    story.tell("pause", date(2026, 4, 21)).tell("return", date(2026, 4, 28))
    story.tell("invitation", date(2026, 4, 28), meeting="interim", meeting_on="2026-05-06")
    assert clocks(story, date(2026, 4, 28))["review"].due_on == date(2026, 5, 11)


def test_a_plan_that_was_decided_on_is_written_soon() -> None:
    """[PIP-10]"""
    story = told.met_1().tell("outcome", date(2026, 4, 15), meeting="stage_1", decision="plan")
    found = clocks(story, date(2026, 4, 15))
    assert found["plan-to-make"].due_on == date(2026, 4, 22)
    assert found["plan-to-make"].moves == (Event.PLAN,)
    assert "plan-end" not in found
    more = told.met_2().tell("outcome", date(2026, 5, 27), meeting="stage_2", decision="extend")
    assert clocks(more, date(2026, 5, 27))["extension-to-make"].due_on == date(2026, 6, 3)


def test_the_outcome_is_with_the_worker_within_five_working_days_of_the_meeting() -> None:
    """[PIP-10]"""
    story = told.met_1()
    assert Event.NEW_PLAN in clocks(story, date(2026, 4, 14))["outcome"].moves
    story.tell("outcome", date(2026, 4, 15), meeting="stage_1", decision="plan")
    owed = clocks(story, date(2026, 4, 22))["outcome"]
    assert (owed.due_on, owed.state, owed.moves) == (date(2026, 4, 21), "overdue", (Event.DELIVERY,))
    story.tell("delivery", date(2026, 4, 22), letter="outcome")
    assert "outcome" not in clocks(story, date(2026, 4, 22))


@pytest.mark.parametrize(
    ("kind", "answers", "on", "clock", "due"),
    [
        ("not_attended", {"good_reason": True}, date(2026, 4, 14), "new-date", date(2026, 4, 21)),
        ("not_attended", {"good_reason": False}, date(2026, 4, 14), "new-date", date(2026, 4, 21)),
        ("advice", {}, date(2026, 4, 14), "meeting", date(2026, 4, 14)),
    ],
)
def test_a_missed_meeting_asks_for_a_new_date(
    kind: str, answers: dict[str, Json], on: date, clock: str, due: date
) -> None:
    """[PIP-7]"""
    story = told.invited_1()
    more: dict[str, Json] = {"meeting": "stage_1", **answers} if kind == "not_attended" else answers
    found = clocks(story.tell(kind, on, **more), on)
    assert list(found) == [clock]
    assert found[clock].due_on == due


def test_a_meeting_on_a_day_off_sick_asks_for_a_new_date_after_the_return() -> None:
    """[PIP-7] [PIP-13]"""
    story = told.invited_1().tell("pause", date(2026, 4, 13)).tell("return", date(2026, 4, 20))
    found = clocks(story, date(2026, 4, 20))
    assert found["new-date"].due_on == date(2026, 4, 27)
    assert "meeting" not in found


def test_the_summary_is_due_the_day_before_the_hearing() -> None:
    """[PIP-9]"""
    asked: dict[str, Json] = {"meeting": "stage_3", "meeting_on": "2026-06-08", "chair": "Rhian Okoro"}
    story = told.at_stage_3().tell("invitation", date(2026, 6, 1), **asked)
    assert clocks(story, date(2026, 6, 1))["summary"].due_on == date(2026, 6, 7)
    story.tell("summary", date(2026, 6, 2), covers=["concerns"])
    assert "summary" in clocks(story, date(2026, 6, 2))
    assert "summary" not in clocks(story.tell("summary", date(2026, 6, 3)), date(2026, 6, 3))


def test_an_appeal_is_called_early_enough_to_be_heard_in_twenty_working_days() -> None:
    """[PIP-12]"""
    found = clocks(told.appealed(), date(2026, 6, 15))
    assert found["appeal-hearing"].due_on == date(2026, 7, 13)
    assert found["appeal-invitation"].due_on == date(2026, 7, 6)


def test_the_time_to_appeal_passes_by_itself() -> None:
    """[PIP-12]"""
    story = told.dismissed()
    window = clocks(story, date(2026, 6, 17))["appeal-window"]
    assert (window.due_on, window.state, window.ours) == (date(2026, 6, 17), "due-soon", False)
    assert clocks(story, date(2026, 6, 18)) == {}
    assert [story.standing(date(2026, 6, day)).is_over for day in (17, 18)] == [False, True]
    came = {day: _step_of(story, "appeal", date(2026, 6, day)) for day in (17, 18)}
    # One that came in time may be written down later, and a late one can be accepted.
    assert {day: (one.allowed, one.place) for day, one in came.items()} == {
        17: (True, Place.NEXT),
        18: (True, Place.SELDOM),
    }
    owed = told.met_3().tell("outcome", date(2026, 6, 9), meeting="stage_3", decision="dismiss")
    assert not owed.standing(date(2026, 8, 3)).is_over


def test_adjustments_wait_to_be_put_in_place_and_then_have_their_time() -> None:
    """[PIP-16]"""
    story = told.planned().tell("adjustment", OPENED)
    waiting = clocks(story, OPENED)["adjustment-1"]
    assert (waiting.due_on, waiting.state) == (None, "due-soon")
    assert "Larger print" in waiting.words
    assert "Larger print" not in f"{waiting.title}{waiting.apart}"  # what health asks for is not on home
    story.tell("adjustment", OPENED, in_place_on="2026-02-02", time_until="2026-02-16")
    assert clocks(story, OPENED)["adjustment-1"].ours is False
    assert "adjustment-1" not in clocks(story, date(2026, 2, 16))


def test_a_second_look_and_another_role_for_the_time_being_are_not_forgotten() -> None:
    """[PIP-1] [PIP-17] [PIP-19]"""
    story = Story().tell("concern", OPENED, look_again="2026-03-02")
    look = clocks(story, date(2026, 3, 3))["second-look"]
    assert (look.due_on, look.state) == (date(2026, 3, 2), "overdue")
    ended = _step_of(story, "ended", date(2026, 3, 3))
    assert (ended.place, ended.by) == (Place.NEXT, date(2026, 3, 2))
    assert ended.label == "End the case, if the help was enough"
    assert "second-look" not in clocks(told.planned(), date(2026, 3, 3))
    story = told.planned().tell("temporary_role", OPENED, look_again_on="2026-02-09")
    assert clocks(story, OPENED)["other-role"].due_on == date(2026, 2, 9)
    story.tell("temporary_role", date(2026, 2, 9), ended_on="2026-02-08")
    assert "other-role" not in clocks(story, date(2026, 2, 9))


@pytest.mark.parametrize(
    ("story", "clock", "title"),
    [
        (told.ready_1, "call-meeting", "Call the stage 1 meeting"),
        (told.at_stage_3, "call-meeting", "Call the stage 3 hearing"),
        (Story, "concern-to-write", "Write down the concern"),
        (lambda: Story().tell("concern", OPENED), "second-look", "Go on from the concern"),
    ],
)
def test_nobody_is_left_waiting_because_no_rule_has_a_day_for_it(
    story: Callable[[], Story], clock: str, title: str
) -> None:
    waiting = clocks(story(), date(2026, 6, 1))[clock]
    assert (waiting.title, waiting.due_on, waiting.state) == (title, None, "due-soon")
    assert clock not in clocks(told.invited_1(), date(2026, 6, 1))


def test_of_somebody_who_left_nothing_is_due_but_an_end() -> None:
    story = told.planned().tell("pause", date(2026, 2, 9))
    story.worker = Worker(id="w1", name="Ida Blom", post="Cook", left_on=date(2026, 2, 16))
    assert "worker-left" not in clocks(story, date(2026, 2, 15))
    (only,) = story.standing(date(2026, 2, 17)).clocks
    assert (only.id, only.state, only.moves) == ("worker-left", "overdue", (Event.LEFT,))
    story = told.dismissed()
    story.worker = Worker(id="w1", name="Ida Blom", post="Cook", left_on=date(2026, 6, 10))
    assert "appeal-window" in clocks(story, date(2026, 6, 11))


def test_the_next_review_waits_until_an_adjustment_has_had_its_time() -> None:
    """[PIP-16]"""
    story = told.planned().tell("adjustment", OPENED, in_place_on="2026-02-09", time_until="2026-02-23")
    review = clocks(story, OPENED)["review"]
    assert review.due_on == date(2026, 2, 23)
    assert "adjustment" in review.words
    earlier = told.planned().tell("adjustment", OPENED, in_place_on="2026-02-02", time_until="2026-02-09")
    assert clocks(earlier, OPENED)["review"].due_on == date(2026, 2, 16)


def test_look_back_and_monitoring_end_a_year_later() -> None:
    """[PIP-11] [PIP-18]"""
    story = told.closed_1()
    found = clocks(story, date(2027, 5, 13))
    assert {clock.due_on for clock in found.values()} == {date(2027, 5, 13)}
    assert set(found) == {"look-back", "monitoring"}
    assert clocks(story, date(2027, 5, 14)) == {}
