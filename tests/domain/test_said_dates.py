"""Dates and times as people say them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervise_tui.domain.people import Nation
from supervise_tui.domain.said_dates import parse_said_date, parse_said_time, say_date, say_gap
from supervise_tui.problems import BadInput

SATURDAY = date(2026, 11, 21)
WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("today", "2026-11-25"),
        ("Tomorrow", "2026-11-26"),
        ("yesterday", "2026-11-24"),
        ("fri", "2026-11-27"),
        ("this fri", "2026-11-27"),
        ("on friday", "2026-11-27"),
        ("wed", "2026-12-02"),
        ("tues", "2026-12-01"),
        ("thurs", "2026-11-26"),
        ("next tue", "2026-12-01"),
        ("next fri", "2026-12-04"),
        ("last fri", "2026-11-20"),
        ("last wed", "2026-11-18"),
        ("fri week", "2026-12-04"),
        ("today week", "2026-12-02"),
        ("tomorrow week", "2026-12-03"),
        ("in 2 weeks", "2026-12-09"),
        ("in 2 weeks' time", "2026-12-09"),
        ("2 weeks", "2026-12-09"),
        ("in six weeks", "2027-01-06"),
        ("in a month", "2026-12-25"),
        ("in a fortnight", "2026-12-09"),
        ("next week", "2026-12-02"),
        ("next month", "2026-12-25"),
        ("3 days ago", "2026-11-22"),
        ("-3d", "2026-11-22"),
        ("+6w", "2027-01-06"),
        ("6w", "2027-01-06"),
        ("+10d", "2026-12-05"),
        ("+3m", "2027-02-25"),
        ("+1y", "2027-11-25"),
        ("24/11", "2026-11-24"),
        ("24/11/26", "2026-11-24"),
        ("24/11/2026", "2026-11-24"),
        ("24.11.", "2026-11-24"),
        ("5/1", "2027-01-05"),
        ("1/9/98", "1998-09-01"),
        ("1/9/45", "2045-09-01"),
        ("28 nov", "2026-11-28"),
        ("28th of November", "2026-11-28"),
        ("28 Nov 2025", "2025-11-28"),
        ("1 sept", "2026-09-01"),
        ("Nov 28", "2026-11-28"),
        ("Sat 28 Nov", "2026-11-28"),
        ("Saturday, 28 November 2026", "2026-11-28"),
        ("2026-11-28", "2026-11-28"),
        ("2026/11/28", "2026-11-28"),
        ("29/2", "2028-02-29"),
        ("  in   5 working days ", "2026-12-02"),
    ],
)
def test_a_day_is_understood_as_people_say_it(said: str, meant: str) -> None:
    assert parse_said_date(said, WEDNESDAY, Nation.ENGLAND).isoformat() == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("3/2", "2026-02-03"),
        ("1 sep", "2026-09-01"),
        ("25/11", "2026-11-25"),
        ("1/12", "2026-12-01"),
        ("26/12", "2026-12-26"),
        ("27/12", "2025-12-27"),
        ("tue 3 feb", "2026-02-03"),
        ("3/2/27", "2027-02-03"),
        ("29/2", "2024-02-29"),
        ("last mon", "2026-11-23"),
        ("in 2 weeks", "2026-12-09"),
    ],
)
def test_a_day_that_is_mostly_past_is_looked_for_behind_us(said: str, meant: str) -> None:
    assert parse_said_date(said, WEDNESDAY, prefer="past").isoformat() == meant


def test_a_weekday_is_never_today() -> None:
    assert parse_said_date("sat", SATURDAY) == SATURDAY + timedelta(days=7)
    assert parse_said_date("next sun", SATURDAY) == date(2026, 11, 29)
    assert parse_said_date("next mon", SATURDAY) == date(2026, 11, 23)


def test_months_clamp_to_the_end_of_the_month() -> None:
    assert parse_said_date("in a month", date(2027, 1, 31)) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ("", "No day was typed"),
        ("soonish", "“soonish” is not understood"),
        ("11/24", "no month 24"),
        ("31/11", "November has no day 31"),
        ("29/2/2026", "February has no day 29"),
        ("fri 28 nov", "28 November 2026 is a Saturday, not a Friday"),
        ("+9999y", "too far away"),
        ("in 4000 years", "year 6026"),
        ("1/1/9999", "year 9999"),
        ("x" * 100, "too long"),
        ("in nan weeks", "not understood"),
        ("t", "not understood"),
    ],
)
def test_what_is_no_day_is_refused_in_plain_words(said: str, part: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_said_date(said, WEDNESDAY)
    assert part in caught.value.sentence
    assert caught.value.cure


def test_working_days_need_to_know_the_nation() -> None:
    with pytest.raises(BadInput, match="not understood"):
        parse_said_date("in 5 working days", WEDNESDAY)


days = st.dates(date(1950, 1, 1), date(2150, 1, 1))


@given(today=days, ahead=st.integers(-180, 180))
def test_a_day_that_is_said_back_is_understood_as_itself(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    assert parse_said_date(say_date(day, today), today) == day
    assert parse_said_date(f"{day.day}/{day.month}", today) == day
    assert parse_said_date(day.isoformat(), today) == day


@given(text=st.text(max_size=20) | st.text("0123456789/-. dwmfrinexta+", max_size=12), today=days)
def test_any_text_gives_a_day_or_a_plain_sentence(text: str, today: date) -> None:
    try:
        assert isinstance(parse_said_date(text, today, Nation.WALES), date)
    except BadInput as problem:
        assert problem.cure  # noqa: PT017 - either way is right


def test_days_are_said_in_words() -> None:
    assert say_date(date(2026, 11, 24), SATURDAY) == "Tuesday 24 November"
    assert say_date(date(2027, 1, 5), SATURDAY) == "Tuesday 5 January 2027"


@pytest.mark.parametrize(
    ("days_off", "words"),
    [(0, "today"), (1, "tomorrow"), (3, "in 3 days"), (-1, "1 day overdue"), (-3, "3 days overdue")],
)
def test_how_far_off_a_day_is_reads_plainly(days_off: int, words: str) -> None:
    assert say_gap(SATURDAY + timedelta(days=days_off), SATURDAY) == words


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("14:05", "14:05"),
        ("9:05", "09:05"),
        ("2.30", "14:30"),
        ("2", "14:00"),
        ("02:30", "02:30"),
        ("7", "07:00"),
        ("9am", "09:00"),
        ("2 PM", "14:00"),
        ("2.05pm", "14:05"),
        ("12am", "00:00"),
        ("12 p.m.", "12:00"),
        ("1405", "14:05"),
        ("930", "09:30"),
        ("14h05", "14:05"),
        ("noon", "12:00"),
        ("midnight", "00:00"),
    ],
)
def test_a_time_is_understood_as_people_say_it(said: str, meant: str) -> None:
    assert parse_said_time(said) == meant


@pytest.mark.parametrize("said", ["", "late", "25:00", "14:60", "13pm", "0am", "1:2:3"])
def test_what_is_no_time_is_refused(said: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_said_time(said)
    assert "14:05" in caught.value.cure


@given(st.times())
def test_every_time_of_day_is_understood_as_itself(time: object) -> None:
    text = str(time)[:5]
    assert parse_said_time(text) == text


@given(st.text(max_size=10))
def test_any_text_gives_a_time_or_a_plain_sentence(text: str) -> None:
    try:
        assert len(parse_said_time(text)) == 5
    except BadInput as problem:
        assert problem.cure  # noqa: PT017 - either way is right
