"""Looking back: who was in time, over which months, and one worker's year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervise_tui.domain.clock_facts import Facts
from supervise_tui.domain.coverage import Covered, coverage
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Record
from supervise_tui.domain.stretches import Stretch, stretches
from tests.domain.test_absences import away, held
from tests.domain.test_clocks import facts

TODAY = date(2026, 11, 25)
LONG_HERE = Worker(id="w", name="Peggy Lamb", post="Cook")
SINCE_SPRING = Worker(id="w", name="Wanjiru Kamau", post="Carer", started_on=date(2026, 3, 1))


def known(*records: Record, worker: Worker = SINCE_SPRING, **more: object) -> Facts:
    return facts(*records, worker=worker, **more)  # type: ignore[arg-type]


def test_each_stretch_has_its_last_day_and_the_day_it_was_held() -> None:
    assert stretches(known(held(date(2026, 6, 10)), held(date(2026, 5, 1), number=2))) == [
        Stretch(date(2026, 3, 1), date(2026, 6, 1), date(2026, 5, 1)),
        Stretch(date(2026, 5, 1), date(2026, 8, 1), date(2026, 6, 10)),
        Stretch(date(2026, 6, 10), date(2026, 9, 10), None),
    ]


def test_an_absence_moves_the_last_day_looking_back_too() -> None:
    (first, _) = stretches(
        known(held(date(2026, 6, 5)), absences=(away(date(2026, 4, 1), date(2026, 4, 11)),))
    )
    assert first.due_on == date(2026, 6, 11)


@pytest.mark.parametrize(
    ("last", "late", "covered"),
    [
        (date(2026, 11, 1), 0, Covered.IN_TIME),
        (date(2026, 8, 25), 0, Covered.IN_TIME),  # due today
        (date(2026, 8, 24), 1, Covered.LATE),
        (date(2026, 5, 26), 91, Covered.LATE),  # due on the window's first day, overdue on all others
        (date(2026, 5, 25), 92, Covered.LATE),
        (date(2026, 3, 1), 92, Covered.LATE),
    ],
)
def test_somebody_is_in_time_who_was_overdue_on_no_day(last: date, late: int, covered: Covered) -> None:
    (line,) = coverage([known(held(last), worker=LONG_HERE)], 3, TODAY).lines
    assert (line.late_days, line.covered) == (late, covered)


@pytest.mark.parametrize(
    ("then", "late"), [(date(2026, 6, 1), 0), (date(2026, 6, 2), 1), (date(2026, 6, 9), 8)]
)
def test_held_on_the_day_after_the_last_one_in_time_is_a_day_too_late(then: date, late: int) -> None:
    talks = [held(then), held(date(2026, 8, 20), number=2), held(date(2026, 11, 10), number=3)]
    assert stretches(known(*talks))[0].late(date.min, date.max) == late
    (line,) = coverage([known(*talks)], 6, TODAY).lines
    assert (line.late_days, line.covered) == (late, Covered.LATE if late else Covered.IN_TIME)


@pytest.mark.parametrize(
    ("opened", "talks", "late"),
    [
        # started on 1 March, the file was opened later: the first talk in it ends the time since then
        (date(2026, 6, 20), [date(2026, 7, 1), date(2026, 9, 20)], 0),
        (date(2026, 6, 20), [date(2026, 9, 21)], 1),
        # a talk from before, typed in from paper, says when the clock began
        (date(2026, 6, 20), [date(2026, 3, 5), date(2026, 9, 20)], 93),
        # none yet: overdue as the clock has it, but only on days that are known
        (date(2026, 11, 20), [], 6),
        (None, [date(2026, 7, 1), date(2026, 9, 20)], 30),
    ],
)
def test_nothing_is_said_of_the_time_before_a_file_was_opened(
    opened: date | None, talks: list[date], late: int
) -> None:
    records = [held(day, number=number) for number, day in enumerate(talks, 1)]
    (line,) = coverage([known(*records, known_since=opened)], 12, TODAY).lines
    assert line.late_days == late


@pytest.mark.parametrize(
    ("before", "talks", "late"),
    [
        (date(2026, 9, 1), [], 0),  # as the clock on home has it: in time until 1 December
        (date(2026, 8, 24), [], 1),
        (date(2026, 8, 1), [date(2026, 11, 22)], 3),  # due by 1 November, but known only from the 20th
        (date(2026, 9, 1), [date(2026, 3, 5)], 0),  # an older one is typed in from paper
        (TODAY + timedelta(days=1), [], 6),  # a slip of the finger
    ],
)
def test_the_one_before_the_file_counts_looking_back_too(before: date, talks: list[date], late: int) -> None:
    worker = replace(SINCE_SPRING, supervised_on=before)
    records = [held(day, number=number) for number, day in enumerate(talks, 1)]
    (line,) = coverage([known(*records, worker=worker, known_since=date(2026, 11, 20))], 3, TODAY).lines
    assert line.late_days == late


def test_the_figure_is_the_list_behind_it() -> None:
    here = [
        known(held(date(2026, 11, 1)), worker=LONG_HERE),
        known(held(date(2026, 3, 1))),
        known(worker=replace(SINCE_SPRING, started_on=None)),
        known(held(date(2026, 1, 1)), absences=(away(date(2026, 2, 1)),)),
        known(worker=replace(SINCE_SPRING, left_on=date(2026, 8, 26))),
        known(worker=replace(SINCE_SPRING, left_on=date(2026, 8, 25))),
        known(worker=replace(SINCE_SPRING, started_on=TODAY + timedelta(days=1))),
    ]
    found = coverage(here, 3, TODAY)
    assert (found.since, found.until) == (date(2026, 8, 26), TODAY)
    assert len(found.lines) == 4
    assert (found.in_time, found.counted, found.per_hundred) == (1, 2, 50)
    assert [line.late_days for line in found.lines] == [92, 0, 0, 0]
    assert coverage([], 12, TODAY).per_hundred is None


days = st.dates(date(2026, 1, 1), TODAY)


@given(st.lists(days, max_size=6), days, st.sampled_from([3, 6, 12]))
def test_one_more_supervision_never_makes_the_figure_worse(
    talks: list[date], more: date, months: int
) -> None:
    records = [held(day, number=number) for number, day in enumerate(talks, 1)]
    (before,) = coverage([known(*records)], months, TODAY).lines
    (then,) = coverage([known(*records, held(more, number=9))], months, TODAY).lines
    assert then.late_days <= before.late_days
