"""The days of the procedure: working or calendar, pushed on by pauses, never beyond the calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervise_tui.domain.absences import Pause
from supervise_tui.domain.people import Nation
from supervise_tui.domain.procedure_dates import last_day_to_give, paused_on, pushed_on, term_end
from supervise_tui.domain.working_days import add_working_days
from supervise_tui.forms.procedure_policy import Term, TermUnit

FIVE = Term(5, TermUnit.WORKING_DAY)
ENGLAND = Nation.ENGLAND
MONDAY = date(2026, 6, 1)
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "term", "end"),
    [
        ("2026-06-01", FIVE, "2026-06-08"),
        ("2026-05-18", FIVE, "2026-05-26"),  # the spring bank holiday lies in it
        ("2026-04-01", FIVE, "2026-04-10"),  # Good Friday and Easter Monday too
        ("2026-06-06", FIVE, "2026-06-12"),  # given on a Saturday
        ("2026-06-01", Term(7, TermUnit.DAY), "2026-06-08"),
        ("2026-02-02", Term(8, TermUnit.WEEK), "2026-03-30"),
        ("2026-08-31", Term(6, TermUnit.MONTH), "2027-02-28"),
        ("2028-02-29", Term(12, TermUnit.MONTH), "2029-02-28"),
    ],
)
def test_a_term_counts_from_the_day_after(start: str, term: Term, end: str) -> None:
    assert term_end(day(start), term, ENGLAND) == day(end)


def test_bank_holidays_are_those_of_the_nation() -> None:
    assert term_end(day("2026-07-09"), FIVE, Nation.NORTHERN_IRELAND) == day("2026-07-17")
    assert term_end(day("2026-07-09"), FIVE, ENGLAND) == day("2026-07-16")


@pytest.mark.parametrize(
    ("first", "end", "last"),
    [
        ("2026-06-03", "2026-06-04", "2026-06-09"),  # a day of it
        ("2026-06-06", "2026-06-08", "2026-06-08"),  # a weekend changes nothing
        ("2026-06-08", "2026-06-10", "2026-06-10"),  # the last day itself
        ("2026-06-09", "2026-06-30", "2026-06-08"),  # once it is over
        ("2026-05-04", "2026-05-20", "2026-06-08"),  # before it began
        ("2026-05-20", "2026-06-03", "2026-06-09"),  # across its start
    ],
)
def test_working_days_of_a_pause_do_not_count(first: str, end: str, last: str) -> None:
    """[PIP-13]"""
    assert term_end(MONDAY, FIVE, ENGLAND, [Pause(day(first), day(end))]) == day(last)


def test_a_pause_without_end_pushes_on_every_day_that_it_lasts() -> None:
    pauses = [Pause(day("2026-06-03"), None)]
    ends = [term_end(MONDAY, FIVE, ENGLAND, pauses, day(f"2026-06-0{n}")) for n in (3, 4, 5)]
    assert ends == [day("2026-06-09"), day("2026-06-10"), day("2026-06-11")]
    assert paused_on(pauses, day("2030-01-01"))
    assert not paused_on([Pause(day("2026-06-03"), day("2026-06-05"))], day("2026-06-05"))


def test_a_time_that_was_agreed_is_later_by_the_days_of_the_pause() -> None:
    pause = [Pause(day("2026-02-09"), day("2026-02-16"))]
    assert pushed_on(day("2026-02-02"), day("2026-03-30"), pause, day("2026-04-01")) == day("2026-04-06")
    assert pushed_on(day("2026-03-02"), day("2026-03-30"), pause, day("2026-04-01")) == day("2026-03-30")


def test_a_slip_of_the_finger_ends_with_the_calendar() -> None:
    last = day("2199-12-31")
    assert term_end(date.max, FIVE, ENGLAND) == last
    assert term_end(day("2199-12-30"), FIVE, ENGLAND) == last
    assert term_end(day("2199-06-30"), Term(36, TermUnit.MONTH), ENGLAND) == last
    assert pushed_on(day("2026-01-01"), date.max, [Pause(day("2026-02-01"), date.max)], MONDAY) == last
    assert pushed_on(day("2026-01-01"), day("2026-01-02"), [Pause(MONDAY, date.max)], MONDAY) < last


@given(start=DAYS, count=st.integers(1, 60))
def test_without_a_pause_working_days_are_counted_as_everywhere_else(start: date, count: int) -> None:
    term = Term(count, TermUnit.WORKING_DAY)
    assert term_end(start, term, ENGLAND) == add_working_days(start, count, ENGLAND)


@given(
    start=DAYS,
    first=st.integers(-20, 60),
    length=st.integers(0, 60),
    unit=st.sampled_from(list(TermUnit)),
    number=st.integers(1, 12),
)
def test_a_pause_never_makes_a_term_shorter_nor_longer_than_itself(
    start: date, first: int, length: int, unit: TermUnit, number: int
) -> None:
    begins = start + timedelta(days=first)
    pause = Pause(begins, begins + timedelta(days=length))
    term = Term(number, unit)
    plain, pushed = term_end(start, term, ENGLAND), term_end(start, term, ENGLAND, [pause])
    # A month that ends early, or the holidays behind a pause, may add some days of their own.
    assert timedelta() <= pushed - plain <= timedelta(days=length + 16)


@given(by=DAYS)
def test_the_last_day_to_invite_leaves_the_whole_notice_and_the_day_after_does_not(by: date) -> None:
    last = last_day_to_give(by, FIVE, ENGLAND)
    assert term_end(last, FIVE, ENGLAND) <= by < term_end(last + timedelta(days=1), FIVE, ENGLAND)
