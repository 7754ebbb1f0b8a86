"""A clock stands still while somebody is away, and no day ever comes earlier by it [CAD-9] [CAD-10]."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervise_tui.domain.absences import Absence, AbsenceKind, Pause, checked_absence, pauses, put_off
from supervise_tui.domain.cadence import Due, due
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Record, State
from supervise_tui.forms.library import Library
from supervise_tui.forms.policy import Policy
from supervise_tui.problems import BadInput

TODAY = date(2026, 11, 25)
POLICIES = Library().policies()
CARE_PROVIDER = Library().policy("care-provider")
HUDA = Worker(id="w", name="Huda Nasser", post="Carer", started_on=date(2020, 1, 1))


def away(first: date, back: date | None = None, **known: object) -> Absence:
    given_: dict[str, object] = {"id": "a", "person": "w", "kind": AbsenceKind.SICKNESS, **known}
    return Absence(first_day=first, back_on=back, **given_)  # type: ignore[arg-type]


def held(on: date, *, number: int = 1, next_on: date | None = None, state: State = State.CLOSED) -> Record:
    return Record(
        id=f"r{number}",
        number=number,
        makes="supervision",
        title="Supervision",
        worker="w",
        supervisor="s",
        form_digest="",
        state=state,
        session_number=number,
        held_on=on,
        next_on=next_on,
    )


def due_with(*absences: Absence, last: date = date(2026, 9, 1), today: date = TODAY) -> Due:
    return due(HUDA, [held(last)], CARE_PROVIDER, today, absences=absences)


def test_the_clock_runs_on_from_where_it_stood_when_they_are_back() -> None:
    """Ten days away: ten days later than 1 December."""
    found = due_with(away(date(2026, 10, 1), date(2026, 10, 11)))
    assert (found.state, found.due_on) == ("on-time", date(2026, 12, 11))


def test_it_stands_still_while_they_are_away_and_says_until_when() -> None:
    found = due_with(away(date(2026, 11, 20), date(2026, 12, 20)))
    assert (found.state, found.due_on, found.days) == ("paused", date(2027, 1, 1), 37)
    assert found.reason.startswith(
        "Away sick since Friday 20 November 2026, back on Sunday 20 December 2026, so the clock stands "
        "still; last held on Tuesday 1 September 2026"
    )


def test_nobody_knows_the_day_while_nobody_knows_when_they_are_back() -> None:
    found = due_with(away(date(2026, 11, 20), kind=AbsenceKind.MATERNITY))
    assert (found.state, found.due_on, found.days) == ("paused", None, 0)


def test_what_was_over_before_they_went_away_stays_over() -> None:
    found = due_with(away(date(2026, 12, 10)), today=date(2026, 12, 20))
    assert (found.state, found.due_on, found.days) == ("paused", date(2026, 12, 1), -19)
    back = due_with(away(date(2026, 12, 10), date(2026, 12, 15)), today=date(2026, 12, 20))
    assert (back.state, back.due_on) == ("overdue", date(2026, 12, 1))


def test_the_day_of_the_return_is_a_day_at_work() -> None:
    absence = away(date(2026, 11, 20), TODAY)
    assert absence.holds(TODAY - timedelta(days=1))
    assert not absence.holds(TODAY)
    assert due_with(absence).state == "on-time"


def test_a_supervisor_who_is_stood_in_for_stops_no_clock() -> None:
    """[CAD-10]"""
    covered = away(date(2026, 10, 1), person="s", cover="Delyth Pugh", cover_from=date(2026, 10, 8))
    found = due_with(covered)
    assert (found.state, found.due_on) == ("on-time", date(2026, 12, 8))


def test_an_absence_to_come_changes_nothing_yet() -> None:
    assert due_with(away(TODAY + timedelta(days=1))) == due_with()


def test_absences_that_touch_are_one_pause() -> None:
    known = [
        away(date(2026, 11, 1), date(2026, 11, 5)),
        away(date(2026, 11, 5), date(2026, 11, 7)),
        away(date(2026, 11, 3), date(2026, 11, 4)),
        away(date(2026, 11, 20)),
    ]
    assert pauses(known, TODAY) == [
        Pause(date(2026, 11, 1), date(2026, 11, 7)),
        Pause(date(2026, 11, 20), None),
    ]


@pytest.mark.parametrize(
    "wrong",
    [away(TODAY, TODAY), away(TODAY, date(2026, 1, 1)), away(TODAY, cover_from=date(2026, 1, 1))],
)
def test_days_that_do_not_fit_are_refused(wrong: Absence) -> None:
    with pytest.raises(BadInput, match=r"Please look at the two days\."):
        checked_absence(wrong)


days = st.dates(date(2025, 1, 1), date(2027, 12, 31))
spans = st.tuples(days, st.none() | st.integers(1, 200))
absences = st.lists(
    spans.map(lambda span: away(span[0], span[0] + timedelta(days=span[1]) if span[1] else None)), max_size=4
)
policies = st.sampled_from(POLICIES)


def latest(found: Due, today: date) -> date:
    """The last day in time; while nobody knows the return it is at the earliest tomorrow."""
    return found.due_on or today + timedelta(days=1)


@given(policies, days, days, absences, spans)
def test_being_away_never_makes_a_day_earlier(
    policy: Policy, last: date, today: date, known: list[Absence], one_more: tuple[date, int | None]
) -> None:
    first, length = one_more
    more = away(first, first + timedelta(days=length) if length else None)
    talks = [held(last)]
    before = due(HUDA, talks, policy, today, absences=known)
    then = due(HUDA, talks, policy, today, absences=[*known, more])
    if before.due_on is not None:
        assert latest(then, today) >= min(before.due_on, today + timedelta(days=1)) or then.due_on is None
        assert then.due_on is None or then.due_on >= before.due_on
    assert not (then.state == "overdue" and before.state not in ("overdue", "paused"))


@given(policies, st.lists(days, max_size=4), days, days, absences)
def test_holding_one_never_makes_anyone_more_overdue(
    policy: Policy, talks: list[date], held_on: date, today: date, known: list[Absence]
) -> None:
    records = [held(day, number=number) for number, day in enumerate(talks, 1)]
    before = due(HUDA, records, policy, today, absences=known)
    then = due(HUDA, [*records, held(held_on, number=9)], policy, today, absences=known)
    if before.due_on is not None and then.due_on is not None:
        assert then.due_on >= before.due_on
    assert not (then.state == "overdue" and before.state not in ("overdue", "paused"))


@given(days, st.integers(0, 200), absences, days)
def test_putting_off_adds_no_more_than_the_days_away(
    start: date, gap: int, known: list[Absence], today: date
) -> None:
    stood = pauses(known, today)
    plain = start + timedelta(days=gap)
    moved = put_off(start, lambda day: day + timedelta(days=gap), stood, today)
    away_days = sum(
        ((one.end or max(today, one.first) + timedelta(days=1)) - one.first).days for one in stood
    )
    assert plain <= moved <= plain + timedelta(days=away_days)
