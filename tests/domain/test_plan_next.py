"""What can be done next in a case is one list: nothing is left out, nothing stands in it twice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from supervise_tui.domain.people import Nation
from supervise_tui.domain.plan_case import Case, Entry
from supervise_tui.domain.plan_next import Place, Step, stands_since, steps
from supervise_tui.domain.procedure import Standing, standing
from supervise_tui.domain.procedure_table import Event, State
from supervise_tui.forms.procedure_policy import ProcedurePolicy
from tests.domain.plan_story import met_2, plan_1

CASE = Case(id="c", worker="w", opened_on=date(2026, 2, 2))
POLICY = ProcedurePolicy()


def entry(number: int, kind: str, day: int, **answers: object) -> Entry:
    on = CASE.opened_on + timedelta(days=day)
    return Entry(id=str(number), case="c", number=number, kind=kind, on=on, answers=answers)  # type: ignore[arg-type]


CONCERN = entry(1, "concern", 0)
PLAN = entry(2, "plan", 1, starts_on="2026-02-03", ends_on="2026-03-30", next_review_on="2026-02-17")
FORMAL = entry(4, "review", 56, outcome="formal", improvement="none", reviewer="Gwen Parry")
STORY = [CONCERN, PLAN, entry(3, "log", 10), FORMAL, entry(5, "log", 57)]


def stands(count: int, day: int) -> Standing:
    today = CASE.opened_on + timedelta(days=day)
    return standing(CASE, STORY[:count], POLICY, Nation.ENGLAND, today)


def by_kind(now: Standing) -> dict[str, Step]:
    return {one.kind.value: one for one in steps(now)}


@pytest.mark.parametrize(("count", "day"), [(0, 0), (1, 0), (2, 1), (3, 20), (4, 56), (5, 58)])
def test_every_move_stands_in_one_step(count: int, day: int) -> None:
    now = stands(count, day)
    assert sorted(one.move for step in steps(now) for one in step.offered) == sorted(
        one.move for one in now.offered
    )
    places = [list(Place).index(step.place) for step in steps(now)]
    assert places == sorted(places)


def test_a_case_begins_with_the_concern_and_says_what_the_plan_waits_for() -> None:
    first, *_ = steps(stands(0, 0))
    assert (first.kind, first.place, first.allowed) == ("concern", Place.NEXT, True)
    plan = by_kind(stands(0, 0))["plan"]
    assert (plan.place, plan.label) == (Place.LATER, "Make the plan")
    assert plan.missing
    assert by_kind(stands(1, 0))["plan"].place is Place.NEXT


def test_a_review_is_one_step_whatever_comes_of_it() -> None:
    review = by_kind(stands(2, 20))["review"]
    assert (review.label, review.by, review.place) == ("Hold a review", date(2026, 2, 17), Place.NEXT)
    assert {one.move for one in review.offered} == {Event.GO_ON, Event.CLOSE, Event.EXTEND, Event.FORMAL}
    assert "outcome" not in review.preset  # several are possible: people decide
    assert review.missing == ()
    anew = by_kind(stands(2, 20))["plan"]
    assert (anew.place, anew.label) == (Place.SELDOM, "Write the plan anew, within its time")


def test_what_nobody_can_decide_yet_says_what_is_missing_for_the_nearest_move_alone() -> None:
    """[PIP-13]"""
    away = met_2().tell("pause", date(2026, 5, 27))
    outcome = by_kind(away.standing(date(2026, 5, 28)))["outcome"]
    assert not outcome.allowed
    assert [one.partition(" on ")[0] for one in outcome.missing] == ["The procedure is paused for sickness"]


def test_before_a_formal_meeting_stands_what_it_waits_for() -> None:
    now = stands(5, 58)
    assert now.state is State.STAGE_1
    found = by_kind(now)
    assert found["invitation"].place is Place.LATER
    assert len(found["invitation"].missing) >= 2
    assert {found["scope"].place, found["advice"].place} == {Place.NEXT}
    assert found["invitation"].preset == {}
    advised = entry(6, "advice", 57, about=["stage_1"], adviser="Bilal Hart")
    today = CASE.opened_on + timedelta(days=58)
    found = by_kind(standing(CASE, [*STORY, advised], POLICY, Nation.ENGLAND, today))
    assert (found["scope"].place, found["advice"].place) == (Place.NEXT, Place.SELDOM)


def test_a_plan_that_runs_is_not_crowded_by_meetings_that_nobody_has_called() -> None:
    story = plan_1()
    places = {one.kind.value: one.place for one in steps(story.standing(date(2026, 4, 16)))}
    assert places["review"] is Place.NEXT
    for kind in ("invitation", "new_date", "not_attended", "meeting", "outcome", "extension"):
        assert places[kind] is Place.SELDOM
    story.tell("invitation", date(2026, 4, 20), meeting="interim", meeting_on="2026-04-27")
    called = {one.kind.value: one.place for one in steps(story.standing(date(2026, 4, 21)))}
    assert (called["meeting"], called["new_date"]) == (Place.LATER, Place.SELDOM)
    on_its_day = {one.kind.value: one.place for one in steps(story.standing(date(2026, 4, 27)))}
    assert on_its_day["meeting"] is on_its_day["not_attended"] is Place.NEXT


def test_since_when_a_case_stands_somewhere_is_the_day_that_brought_it_there() -> None:
    today = CASE.opened_on + timedelta(days=58)
    for count, state, day in (
        (0, State.CONCERN, 0),
        (1, State.CONCERN, 0),
        (3, State.INFORMAL_PLAN, 1),
        (5, State.STAGE_1, 56),
    ):
        since = stands_since(CASE, STORY[:count], state, POLICY, Nation.ENGLAND, today)
        assert since == CASE.opened_on + timedelta(days=day)
