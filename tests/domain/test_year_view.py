"""A worker's year: each day says what it was, and the sentences say the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervise_tui.domain.record import Record, State
from supervise_tui.domain.year_view import LEGEND, Mark, MarkKind, Year, year_of
from supervise_tui.domain.year_words import entries, summary
from tests.domain.test_absences import away, held
from tests.domain.test_coverage import SINCE_SPRING, TODAY, known


def informal(on: date, number: int) -> Record:
    return replace(held(on, number=number), makes="informal", title="Informal talk")


def whole_year() -> Year:
    return year_of(
        known(
            held(date(2026, 7, 1)),
            held(date(2026, 9, 20), number=2),
            held(date(2026, 9, 10), number=3, state=State.CANCELLED),
            held(date(2026, 12, 8), number=4, state=State.PLANNED),
            held(date(2026, 10, 1), number=5, state=State.DISCARDED),
            held(date(2026, 11, 20), number=6, state=State.PLANNED),
            held(date(2026, 11, 24), number=7, state=State.DRAFT),
            informal(date(2026, 7, 1), 8),
            informal(date(2026, 7, 30), 9),
            replace(held(date(2026, 8, 1), number=10), makes="appraisal"),
            absences=(away(date(2025, 1, 1), date(2025, 2, 1)), away(date(2026, 12, 24))),
            supervisor_absences=(away(date(2026, 8, 3), date(2026, 8, 4), person="s"),),
        ),
        2026,
        {"r4": [(date(2026, 12, 1), date(2026, 12, 8))]},
        {"r8": 20, "r9": 45},
    )


def test_a_year_shows_what_each_day_was() -> None:
    """[CAD-9] what was held counts on the day on which it was held."""
    year = whole_year()
    assert year.months[5] == (Mark(date(2026, 6, 1), MarkKind.MISSED, to=date(2026, 7, 1), days=30),)
    assert year.months[6][0] == Mark(date(2026, 7, 1), MarkKind.HELD, "r1", days=30)
    assert [mark.kind for mark in year.months[8]] == [MarkKind.CANCELLED, MarkKind.HELD]
    assert [mark.kind for mark in year.months[10]] == [MarkKind.NOT_HELD, MarkKind.BEGUN]
    assert [mark.kind for mark in year.months[11]] == [MarkKind.MOVED, MarkKind.PLANNED, MarkKind.DUE]
    assert [year.count(kind) for kind in MarkKind] == [2, 1, 1, 1, 1, 1, 1, 1, 2]
    assert year.held_in_time == 1
    assert [year.informal_minutes(month) for month in (6, 7)] == [0, 65]
    assert year.overdue == ((date(2026, 6, 2), date(2026, 6, 30)),)
    assert [one.first_day for one in year.absences] == [date(2026, 12, 24), date(2026, 8, 3)]
    assert year.first_year == 2026


@pytest.mark.parametrize(
    ("day", "sign", "works"),
    [
        (date(2026, 6, 1), "D", True),
        (date(2026, 6, 2), "x", True),
        (date(2026, 6, 30), "x", True),
        (date(2026, 7, 1), "H", True),  # the informal talk of that day stands behind it
        (date(2026, 7, 4), "", False),  # a Saturday
        (date(2026, 7, 30), "i", True),
        (date(2026, 8, 3), "=", False),  # the summer bank holiday of Scotland
        (date(2026, 11, 20), "N", True),
        (TODAY, "T", True),
        (date(2026, 12, 1), "M", True),
        (date(2026, 12, 24), "", True),  # an absence without an end reaches to today, and no further
        (date(2026, 12, 25), "", False),
    ],
)
def test_one_sign_stands_for_each_day(day: date, sign: str, works: bool) -> None:
    found = whole_year().day(day)
    assert (found.sign, found.works) == (sign, works)


def test_every_sign_is_in_the_legend() -> None:
    signs = {sign for sign, _ in LEGEND}
    assert {kind.letter for kind in MarkKind} <= signs
    assert {"x", "~", "="} <= signs


def test_the_year_reads_as_sentences() -> None:
    said = [(entry.day.isoformat()[5:], entry.sign, entry.words) for entry in entries(whole_year())]
    assert said == [
        ("06-01", "D", "Last day in time, missed: held 30 days too late"),
        ("07-01", "H", "Supervision held, 30 days too late (record 1)"),
        ("07-01", "i", "Informal talk, 20 minutes (record 8)"),
        ("07-30", "i", "Informal talk, 45 minutes (record 9)"),
        ("08-03", "=", "Supervisor away sick for the day"),
        ("09-10", "C", "Supervision planned, then cancelled"),
        ("09-20", "H", "Supervision held (record 2)"),
        ("11-20", "N", "Supervision planned, and not held"),
        ("11-24", "W", "Supervision being written (record 7)"),
        ("12-01", "M", "Supervision planned, then moved to Tuesday 8 December"),
        ("12-08", "P", "Supervision planned"),
        ("12-20", "D", "Last day in time for the next supervision"),
        ("12-24", "~", "Away sick; the day of return is not known"),
    ]
    assert summary(whole_year()) == (
        "2 held, 1 of them in time; overdue on 30 days; 1 planned; 1 cancelled; 1 moved; "
        "2 informal, 1 hour 5 minutes."
    )
    paper = [entry.words for entry in entries(whole_year(), reasons=False)]
    assert not [words for words in paper if "sick" in words]


def test_nobody_is_overdue_after_they_left() -> None:
    left = replace(SINCE_SPRING, left_on=date(2026, 6, 4))
    year = year_of(known(worker=left), 2026)
    assert year.overdue == ((date(2026, 6, 2), date(2026, 6, 3)),)
    assert [entry.words for entry in entries(year)] == [
        "Last day in time, missed: none was held before they left"
    ]
    in_time = replace(SINCE_SPRING, left_on=date(2026, 6, 2))
    assert year_of(known(worker=in_time), 2026).marks == ()
    assert [year.runs_in(month) for month in (2, 3, 6, 7)] == [False, True, True, False]


def test_a_file_that_is_new_says_nothing_of_the_years_before() -> None:
    long_here = replace(SINCE_SPRING, started_on=date(2016, 1, 1))
    new = year_of(known(held(date(2026, 11, 1)), worker=long_here, known_since=date(2026, 10, 20)), 2026)
    assert [mark.kind for mark in new.marks] == [MarkKind.HELD]
    assert (new.overdue, new.first_year) == ((), 2026)
    assert [new.runs_in(month) for month in (9, 10, 11, 12)] == [False, True, True, False]
    none_yet = year_of(known(worker=long_here, known_since=date(2026, 11, 20)), 2026)
    assert none_yet.overdue == ((date(2026, 11, 20), TODAY),)


days = st.dates(date(2025, 6, 1), date(2026, 12, 31))


@given(st.lists(st.tuples(days, st.sampled_from([State.CLOSED, State.PLANNED, State.CANCELLED])), max_size=8))
def test_no_day_is_both_held_and_overdue_and_none_of_the_future_is(talks: list[tuple[date, State]]) -> None:
    records = [held(day, number=number, state=state) for number, (day, state) in enumerate(talks, 1)]
    for number in (2025, 2026, 2027):
        year = year_of(known(*records, worker=replace(SINCE_SPRING, started_on=date(2025, 6, 1))), number)
        held_on = {mark.day for mark in year.marks if mark.kind is MarkKind.HELD}
        late = {
            first + timedelta(days=n) for first, last in year.overdue for n in range((last - first).days + 1)
        }
        assert not held_on & late
        assert all(day <= TODAY for day in held_on | late)
        assert all(mark.day.year == number for mark in year.marks)
        assert all(entry.words for entry in entries(year))
