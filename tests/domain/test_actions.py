"""Action points [SES-9]."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from supervise_tui.canonical import Json
from supervise_tui.domain.actions import ActionPoint, Owner, action_points, suggested_day
from supervise_tui.domain.people import Nation
from supervise_tui.domain.working_days import is_working_day
from supervise_tui.forms.answers import check_answer
from supervise_tui.forms.library import Library

FORM = Library().get("session.short")
RING = ActionPoint(id="1", what="Ring the pharmacy", owner=Owner.SUPERVISOR, by=date(2026, 12, 4))


def test_action_points_are_read_from_the_answers_and_written_back() -> None:
    rows: Json = [
        RING.as_row(),
        {"id": "2", "what": "", "owner": "worker", "by": ""},
        {"id": "3", "what": "Rest"},
    ]
    found = action_points(FORM, {"actions": rows, "summary": "x"})
    assert found == [RING, ActionPoint(id="3", what="Rest")]
    question = FORM.question("actions")
    assert question is not None
    assert check_answer(question, [RING.as_row()]) == [RING.as_row()]


def test_a_row_that_holds_something_odd_is_read_all_the_same() -> None:
    rows: Json = [{"id": "1", "what": "Rest", "owner": "cook", "by": "soon", "how_known": None}]
    assert action_points(FORM, {"actions": rows}) == [ActionPoint(id="1", what="Rest")]


def test_an_action_is_late_from_the_day_after() -> None:
    assert not RING.is_late(date(2026, 12, 4))
    assert RING.is_late(date(2026, 12, 5))
    assert not ActionPoint(id="1", what="x").is_late(date(2026, 12, 5))


def test_a_working_day_in_four_weeks_is_suggested() -> None:
    assert suggested_day(date(2026, 11, 25), Nation.ENGLAND) == date(2026, 12, 23)
    assert suggested_day(date(2026, 11, 27), Nation.ENGLAND) == date(2026, 12, 29)
    assert suggested_day(date(2026, 11, 25), Nation.ENGLAND, date(2026, 12, 14)) == date(2026, 12, 11)


held = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@given(held_on=held, next_on=st.none() | held, nation=st.sampled_from(list(Nation)))
def test_the_suggested_day_is_never_before_the_supervision(
    held_on: date, next_on: date | None, nation: Nation
) -> None:
    day = suggested_day(held_on, nation, next_on)
    assert day >= held_on
    assert is_working_day(day, nation) or day == held_on
