"""When the next supervision is due [CAD-1] [CAD-2]."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervise_tui.domain.cadence import Due, due, was_held
from supervise_tui.domain.people import Worker, checked_worker
from supervise_tui.domain.record import Record, State
from supervise_tui.forms.library import Library
from supervise_tui.forms.policy import Policy
from supervise_tui.problems import BadInput
from tests.forms.written import policy_of

TODAY = date(2026, 11, 25)
CARE_PROVIDER = Library().policy("care-provider")
CARE_PROVIDER = Library().policy("care-provider")
ADAEZE = Worker(id="w1", name="Adaeze Obi", post="Senior carer", started_on=date(2025, 3, 3))


def record(
    held_on: date | None, next_on: date | None = None, state: State = State.CLOSED, makes: str = "supervision"
) -> Record:
    return Record(
        id="r",
        number=1,
        makes=makes,
        title="Supervision",
        worker="w1",
        supervisor="s1",
        form_digest="",
        state=state,
        session_number=1,
        held_on=held_on,
        next_on=next_on,
    )


def due_with(
    *records: Record, worker: Worker = ADAEZE, policy: Policy = CARE_PROVIDER, today: date = TODAY
) -> Due:
    return due(worker, records, policy, today)


def test_three_months_after_the_last_one_is_the_limit() -> None:
    """[CAD-2]"""
    found = due_with(record(date(2026, 10, 1)), record(date(2026, 6, 1)))
    assert (found.state, found.due_on, found.days) == ("on-time", date(2027, 1, 1), 37)
    assert found.reason == (
        "Last held on Thursday 1 October 2026; at least every 3 months under the policy "
        "“Small care provider”."
    )
    assert found.policy == "care-provider"


def test_the_date_you_agreed_counts_when_it_is_earlier() -> None:
    found = due_with(record(date(2026, 10, 1), next_on=date(2026, 11, 20)))
    assert (found.state, found.due_on, found.days) == ("overdue", date(2026, 11, 20), -5)
    assert found.reason == "Agreed at the last one, on Thursday 1 October 2026."


def test_an_agreed_date_beyond_the_limit_does_not_move_the_limit() -> None:
    found = due_with(record(date(2026, 10, 1), next_on=date(2027, 3, 1)))
    assert found.due_on == date(2027, 1, 1)
    assert "too late" in found.reason


def test_a_new_worker_counts_from_the_first_day_of_work() -> None:
    found = due_with(worker=Worker(id="w2", name="Łukasz", post="Carer", started_on=date(2026, 9, 1)))
    assert (found.state, found.due_on) == ("due-soon", date(2026, 12, 1))
    assert found.reason.startswith("Started on Tuesday 1 September 2026, and none is on file yet")


def test_who_came_before_this_program_counts_from_their_last_supervision_on_paper() -> None:
    """Else a home that begins with it would find everybody overdue on its first day."""
    long_here = Worker(
        id="w4", name="Ngozi", post="Nurse", started_on=date(2019, 5, 1), supervised_on=date(2026, 9, 15)
    )
    found = due_with(worker=long_here)
    assert (found.state, found.due_on) == ("on-time", date(2026, 12, 15))
    assert found.reason.startswith("Held on Tuesday 15 September 2026, before this file was begun; ")
    # From the first one on file on, that one counts.
    later = due_with(record(date(2026, 11, 2)), worker=long_here)
    assert later.reason.startswith("Last held on Monday 2 November 2026")
    # An older one that is typed in from paper does not make the clock forget it.
    older = due_with(record(date(2026, 3, 5)), worker=long_here)
    assert older.due_on == found.due_on
    # A day that is still to come is a slip, and puts nothing off.
    ahead = due_with(worker=replace(long_here, supervised_on=date(2027, 1, 4)))
    assert ahead.state == "overdue"
    with pytest.raises(BadInput, match="before the first day of work"):
        checked_worker(replace(long_here, supervised_on=date(2019, 4, 30)))


def test_somebody_without_any_date_is_not_forgotten() -> None:
    found = due_with(worker=Worker(id="w3", name="Efa", post="Nurse"))
    assert (found.state, found.due_on) == ("due-soon", None)


def test_somebody_who_left_is_not_due() -> None:
    left = Worker(id="w4", name="Ifor", post="Cook", started_on=date(2020, 1, 1), left_on=TODAY)
    assert due_with(worker=left).state == "not-applicable"
    assert due_with(worker=left, today=TODAY - timedelta(days=1)).state == "overdue"


@pytest.mark.parametrize(
    ("ahead", "state"),
    [(-1, "overdue"), (0, "due-soon"), (7, "due-soon"), (8, "on-time")],
)
def test_seven_days_ahead_is_soon(ahead: int, state: str) -> None:
    agreed = TODAY + timedelta(days=ahead)
    assert due_with(record(date(2026, 11, 2), next_on=agreed)).state == state


def test_past_the_usual_gap_it_is_due_before_the_limit() -> None:
    """[CAD-4] monthly, at the latest every two months."""
    policy = policy_of('usual = "1 month"\nlimit = "2 months"')
    assert due_with(record(date(2026, 10, 20)), policy=policy).state == "due-soon"
    assert due_with(record(date(2026, 11, 1)), policy=policy).state == "on-time"
    assert due_with(record(date(2026, 9, 20)), policy=policy).state == "overdue"


@pytest.mark.parametrize(
    ("one", "held"),
    [
        (record(TODAY), True),
        (record(TODAY, state=State.OFFERED), True),
        (record(TODAY, state=State.PART_SIGNED), True),
        (record(TODAY, state=State.ON_PAPER), True),
        (record(TODAY, state=State.DRAFT), False),
        (record(TODAY, state=State.DRAFT, next_on=date(2027, 1, 5)), True),
        (record(TODAY, state=State.PLANNED), False),
        (record(TODAY, state=State.DISCARDED), False),
        (record(TODAY, state=State.CANCELLED), False),
        (record(TODAY + timedelta(days=1)), False),
        (record(None), False),
        (record(TODAY, makes="spot-check"), False),
    ],
)
def test_a_supervision_counts_when_it_was_held(one: Record, held: bool) -> None:
    """[CAD-9] [SES-5]"""
    assert was_held(one, TODAY) is held


days = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(held=st.lists(st.tuples(days, st.none() | days), max_size=4), today=days, start=st.none() | days)
def test_the_days_fit_the_state(
    held: list[tuple[date, date | None]], today: date, start: date | None
) -> None:
    worker = Worker(id="w", name="N", post="P", started_on=start)
    found = due(worker, [record(on, then) for on, then in held], CARE_PROVIDER, today)
    assert (found.state == "overdue") is (found.days < 0)
    assert found.due_on is None or (found.due_on - today).days == found.days
    assert found.reason.endswith(".")
