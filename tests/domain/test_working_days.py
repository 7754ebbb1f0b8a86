"""Working days of the nations, and calendar months."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervise_tui.domain.people import Nation
from supervise_tui.domain.working_days import (
    add_months,
    add_working_days,
    bank_holidays,
    is_working_day,
    next_working_day,
)

OFFICIAL: dict[str, list[str]] = json.loads(
    (Path(__file__).parent / "gov_uk_bank_holidays.json").read_text("utf-8")
)
"""What gov.uk/bank-holidays has published for 2012 to 2028 (Open Government Licence v3.0): nothing of it
comes from the library that we ask."""
PROCLAIMED_SINCE = {Nation.SCOTLAND: {date(2026, 6, 15)}}
"""The one difference: a single bank holiday for Scotland's first World Cup since 1998. It was appointed by
royal proclamation on 3 February 2026 (section 1(3) of the Banking and Financial Dealings Act 1971; gov.scot,
"World Cup bank holiday confirmed"), after our list was taken. gov.uk has it now, and so has the library
(its change 3272)."""
ENGLAND, SCOTLAND, IRELAND = Nation.ENGLAND, Nation.SCOTLAND, Nation.NORTHERN_IRELAND


@pytest.mark.parametrize(
    ("day", "off"),
    [
        (date(2026, 11, 30), {SCOTLAND}),  # St Andrew
        (date(2026, 1, 2), {SCOTLAND}),
        (date(2026, 4, 6), {ENGLAND, Nation.WALES, IRELAND}),  # Easter Monday
        (date(2026, 3, 17), {IRELAND}),  # St Patrick
        (date(2026, 12, 25), set(Nation)),
        (date(2026, 12, 28), set(Nation)),  # for Boxing Day, which is a Saturday
        (date(2026, 11, 21), set(Nation)),  # a Saturday
        (date(2026, 11, 24), set()),
    ],
)
def test_bank_holidays_are_those_of_the_nation(day: date, off: set[Nation]) -> None:
    assert {nation for nation in Nation if not is_working_day(day, nation)} == off


def test_counting_starts_on_the_day_after() -> None:
    assert add_working_days(date(2026, 11, 27), 1, ENGLAND) == date(2026, 11, 30)
    assert add_working_days(date(2026, 11, 27), 1, SCOTLAND) == date(2026, 12, 1)
    assert add_working_days(date(2026, 12, 23), 5, ENGLAND) == date(2027, 1, 4)
    assert add_working_days(date(2026, 11, 28), 0, ENGLAND) == date(2026, 11, 28)


def test_the_next_working_day_is_the_day_itself_when_it_is_one() -> None:
    assert next_working_day(date(2026, 11, 27), ENGLAND) == date(2026, 11, 27)
    assert next_working_day(date(2026, 12, 25), ENGLAND) == date(2026, 12, 29)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 1, 15), -24, date(2024, 1, 15)),
    ],
)
def test_months_clamp_to_the_end_of_the_month(day: date, months: int, then: date) -> None:
    assert add_months(day, months) == then


def test_months_beyond_the_calendar_are_refused() -> None:
    for months in (-13, 12 * 9_000):
        with pytest.raises(ValueError, match="calendar"):
            add_months(date(1, 12, 1) if months < 0 else date(2026, 1, 1), months)


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(0, 30), st.sampled_from(list(Nation)))
def test_exactly_so_many_working_days_lie_between(day: date, count: int, nation: Nation) -> None:
    end = add_working_days(day, count, nation)
    between = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(is_working_day(one, nation) for one in between) == count


@pytest.mark.parametrize(
    ("nation", "published_as"),
    [
        (Nation.ENGLAND, "england-and-wales"),
        (Nation.WALES, "england-and-wales"),
        (Nation.SCOTLAND, "scotland"),
        (Nation.NORTHERN_IRELAND, "northern-ireland"),
    ],
)
def test_bank_holidays_agree_with_those_that_the_government_has_published(
    nation: Nation, published_as: str
) -> None:
    """On weekdays: at the weekend nobody works anyway, and the library also names the day itself."""
    official = {date.fromisoformat(day) for day in OFFICIAL[published_as]}
    official |= PROCLAIMED_SINCE.get(nation, set())
    years = range(2012, 2029)
    ours = {day for year in years for day in bank_holidays(nation, year) if day.weekday() < 5}
    assert ours == {day for day in official if day.weekday() < 5}


def test_the_exceptions_are_not_in_the_list_itself() -> None:
    """A newer list would have them: then the exception goes."""
    assert not {day.isoformat() for day in PROCLAIMED_SINCE[SCOTLAND]} & set(OFFICIAL["scotland"])


@pytest.mark.parametrize("nation", [ENGLAND, SCOTLAND, IRELAND])
def test_thirty_years_of_days_agree_with_a_naive_count(nation: Nation) -> None:
    """Every day of thirty years: the fifth working day after it, found by counting on a calendar."""
    first, last = date(2010, 1, 1), date(2040, 1, 1)
    span = [first + timedelta(days=n) for n in range((last - first).days + 40)]
    working = [
        day for day in span if day.weekday() not in (5, 6) and day not in bank_holidays(nation, day.year)
    ]
    later = 0
    for day in span[: (last - first).days]:
        while working[later] <= day:
            later += 1
        assert add_working_days(day, 5, nation) == working[later + 4]
