"""The clock of a record that waits for signatures [CAD-11]."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from supervise_tui.domain.record import Record, State
from supervise_tui.domain.signing_clock import signing_clock

TODAY = date(2026, 11, 28)


def talk(days_ago: int | None, number: int = 1, state: State = State.OFFERED) -> Record:
    """A supervision held so many days ago."""
    return Record(
        id=f"r{number}",
        number=number,
        makes="supervision",
        title="Supervision",
        worker="w1",
        supervisor="s1",
        form_digest="d",
        state=state,
        session_number=number,
        held_on=None if days_ago is None else TODAY - timedelta(days=days_ago),
        next_on=None,
    )


@pytest.mark.parametrize(
    ("days_ago", "state", "words"),
    [
        (0, "on-time", "due in 14 days"),
        (6, "on-time", "due in 8 days"),
        (7, "due-soon", "due in 7 days"),
        (13, "due-soon", "due tomorrow"),
        (14, "due-soon", "due today"),
        (15, "due", "1 day past the 14"),
        (20, "due", "6 days past the 14"),
    ],
)
def test_it_is_due_fourteen_days_after_the_talk(days_ago: int, state: str, words: str) -> None:
    clock = signing_clock(talk(days_ago), [], TODAY)
    assert (clock.state, clock.words) == (state, words)
    assert clock.due_on == TODAY - timedelta(days=days_ago - 14)


@pytest.mark.parametrize(("soon_days", "state"), [(0, "on-time"), (3, "on-time"), (4, "due-soon")])
def test_how_early_it_counts_as_due_soon_is_set_by_the_organisation(soon_days: int, state: str) -> None:
    assert signing_clock(talk(10), [], TODAY, 14, soon_days).state == state


def test_it_is_overdue_once_the_next_talk_was_held() -> None:
    waiting, later = talk(9), talk(2, 2, State.CLOSED)
    clock = signing_clock(waiting, [waiting, later], TODAY)
    assert (clock.state, clock.words) == ("overdue", "overdue by 2 days")
    assert clock.since == "held 9 days ago, the next talk 2 days ago"


def test_a_talk_before_it_or_only_planned_does_not_make_it_overdue() -> None:
    waiting = talk(9, 5)
    others = [waiting, talk(40, 4, State.CLOSED), talk(-3, 6, State.PLANNED), talk(2, 7, State.DISCARDED)]
    assert signing_clock(waiting, others, TODAY).state == "due-soon"


def test_a_talk_without_a_day_runs_against_no_clock() -> None:
    assert signing_clock(talk(None), [], TODAY).words == "not held yet"


def test_the_worst_stands_first_and_the_oldest_before_the_younger() -> None:
    later = talk(1, 9, State.CLOSED)
    clocks = [
        signing_clock(talk(3), [], TODAY),
        signing_clock(talk(20), [], TODAY),
        signing_clock(talk(5), [later], TODAY),
        signing_clock(talk(40), [], TODAY),
    ]
    assert [clock.days for clock in sorted(clocks, key=lambda clock: clock.order)] == [5, 40, 20, 3]
