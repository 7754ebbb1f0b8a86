"""Which rule of each shipped policy fits whom, and how long it leaves [CAD-1] to [CAD-7]."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervise_tui.domain.frequency import after
from supervise_tui.domain.pace import fits, months_of_service, pace_of, stages_of
from supervise_tui.domain.people import Worker
from supervise_tui.forms.contracts import Contract
from supervise_tui.forms.intervals import Interval, Unit
from supervise_tui.forms.library import Library
from supervise_tui.forms.policy import Stage
from tests.forms.written import policy_of

TODAY = date(2026, 11, 25)
POLICIES = {policy.id: policy for policy in Library().policies()}
LAST = date(2026, 10, 31)
"""A month's end, so that months show whether they clamp."""


def worker(**known: object) -> Worker:
    given: dict[str, object] = {
        "id": "w",
        "name": "Efa Bowen",
        "post": "Carer",
        "started_on": date(2020, 1, 1),
    }
    return Worker(**{**given, **known})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("policy", "who", "usual", "limit"),
    [
        # [CAD-2] everyone alike
        ("care-provider", worker(), date(2027, 1, 31), date(2027, 1, 31)),
        ("care-provider", worker(hours=5, student=True), date(2027, 1, 31), date(2027, 1, 31)),
        # [CAD-3] volunteers too
        ("residential-home", worker(contract=Contract.VOLUNTEER), date(2026, 12, 26), date(2026, 12, 26)),
        # [CAD-4] the last day of the first six months, and the day after
        ("council-social-care", worker(started_on=date(2026, 5, 26)), date(2026, 11, 14), date(2026, 11, 14)),
        ("council-social-care", worker(started_on=date(2026, 5, 25)), date(2026, 11, 30), date(2026, 12, 12)),
        ("council-social-care", worker(probation_ends_on=TODAY), date(2026, 11, 14), date(2026, 11, 14)),
        ("council-social-care", worker(care_work=False), date(2027, 1, 23), date(2027, 1, 23)),
        # [CAD-4] half time: twice the gap; full time and over: once
        ("council-social-care", worker(hours=18.5), date(2026, 12, 31), date(2027, 1, 23)),
        ("council-social-care", worker(hours=37), date(2026, 11, 30), date(2026, 12, 12)),
        ("council-social-care", worker(hours=40), date(2026, 11, 30), date(2026, 12, 12)),
        ("council-social-care", worker(contract=Contract.AGENCY), date(2026, 11, 30), date(2026, 12, 12)),
        # [CAD-5]
        ("council-by-grade", worker(grade="newly  Qualified"), date(2026, 11, 7), date(2026, 11, 7)),
        ("council-by-grade", worker(grade="Assistant social worker"), date(2026, 11, 21), date(2026, 11, 21)),
        ("council-by-grade", worker(grade="Support service staff"), date(2026, 12, 12), date(2026, 12, 12)),
        ("council-by-grade", worker(grade="Residential child care"), date(2026, 11, 14), date(2026, 11, 14)),
        ("council-by-grade", worker(grade="Social worker level 3"), date(2026, 11, 30), date(2026, 11, 30)),
        ("council-by-grade", worker(post="Residential child care"), date(2026, 11, 14), date(2026, 11, 14)),
        ("council-by-grade", worker(hours=10), date(2026, 11, 30), date(2026, 11, 30)),
        # [CAD-6]
        ("charity-children", worker(started_on=date(2026, 5, 26)), date(2026, 11, 14), date(2026, 11, 14)),
        ("charity-children", worker(started_on=date(2026, 5, 25)), date(2026, 11, 30), date(2026, 11, 30)),
        # [CAD-7]
        ("sector-guide", worker(induction_ends_on=TODAY), date(2026, 11, 7), date(2026, 11, 14)),
        ("sector-guide", worker(started_on=date(2024, 11, 26)), date(2026, 11, 14), date(2026, 12, 12)),
        ("sector-guide", worker(started_on=date(2024, 11, 25)), date(2026, 11, 30), date(2026, 12, 12)),
    ],
)
def test_each_shipped_policy_gives_its_gap_and_its_limit(
    policy: str, who: Worker, usual: date, limit: date
) -> None:
    pace = pace_of(who, POLICIES[policy], TODAY)
    assert (pace.usual_after(LAST), pace.limit_after(LAST)) == (usual, limit)
    assert f"under the policy “{POLICIES[policy].title}”" in pace.words


def test_part_time_says_what_it_changes() -> None:
    """[CAD-4] [CAD-5]"""
    pro_rata = pace_of(worker(hours=18.5), POLICIES["council-social-care"], TODAY)
    assert pro_rata.limit_words == "6 weeks, times 2 for 18.5 of 37 hours"
    agreed = pace_of(worker(hours=20), POLICIES["council-by-grade"], TODAY)
    assert "until the two agree their own for 20 hours a week" in agreed.words


@pytest.mark.parametrize(
    ("rule", "who", "whether"),
    [
        ('contracts = ["agency"]', worker(contract=Contract.AGENCY), True),
        ('contracts = ["student"]', worker(student=True), True),
        ('contracts = ["permanent"]', worker(contract=Contract.TEMPORARY), False),
        ('posts = ["night"]', worker(post="Night care assistant"), True),
        ('posts = ["night"]', worker(post="Fortnightly cleaner"), False),
        ('posts = ["care assistant"]', worker(post="Senior  CARE assistant"), True),
        ("hours_under = 16", worker(hours=16), False),
        ("hours_under = 16", worker(hours=15.5), True),
        ("hours_from = 16", worker(hours=16), True),
        ("hours_under = 16", worker(hours=None), False),
        ("months_from = 12", worker(started_on=date(2025, 11, 25)), True),
        ("months_from = 12", worker(started_on=date(2025, 11, 26)), False),
        ("months_under = 12", worker(started_on=None), False),
        ("manages_others = true", worker(manages_others=True), True),
        ("manages_others = false", worker(manages_others=True), False),
    ],
)
def test_a_rule_fits_when_everything_it_asks_holds(rule: str, who: Worker, whether: bool) -> None:
    policy = policy_of(f'{rule}\nlimit = "1 week"', 'limit = "3 months"')
    assert fits(policy.rules[0], who, policy, TODAY) is whether
    assert (pace_of(who, policy, TODAY).rule.title == "Rule 1") is whether


def test_agency_counts_as_permanent_where_the_policy_says_so() -> None:
    """[CAD-4]"""
    rules = ('contracts = ["permanent"]\nlimit = "1 month"', 'limit = "3 months"')
    agency = worker(contract=Contract.AGENCY)
    plain, same = policy_of(*rules), policy_of(*rules, top='as_permanent = ["agency"]')
    assert pace_of(agency, plain, TODAY).rule.title == "Rule 2"
    assert pace_of(agency, same, TODAY).rule.title == "Rule 1"


def test_somebody_can_be_in_several_stages_at_once() -> None:
    who = worker(started_on=date(2026, 9, 1), induction_ends_on=TODAY, probation_ends_on=date(2027, 3, 1))
    assert stages_of(who, POLICIES["care-provider"], TODAY) == set(Stage)
    assert stages_of(worker(started_on=None), POLICIES["care-provider"], TODAY) == set()


@pytest.mark.parametrize(
    ("start", "today", "months"),
    [
        (date(2026, 8, 31), date(2027, 2, 27), 5),
        (date(2026, 8, 31), date(2027, 2, 28), 6),
        (date(2024, 2, 29), date(2025, 2, 28), 12),
        (date(2026, 11, 26), TODAY, None),
    ],
)
def test_months_of_service_end_with_the_month(start: date, today: date, months: int | None) -> None:
    assert months_of_service(worker(started_on=start), today) == months


@pytest.mark.parametrize(
    ("interval", "day", "times", "then"),
    [
        (Interval(1, Unit.MONTH), date(2027, 1, 31), 1, date(2027, 2, 28)),
        (Interval(1, Unit.MONTH), date(2028, 1, 31), 1, date(2028, 2, 29)),
        (Interval(1, Unit.MONTH), date(2027, 1, 31), 2, date(2027, 3, 31)),
        (Interval(1, Unit.MONTH), date(2027, 1, 1), Fraction(3, 2), date(2027, 2, 15)),
        (Interval(2, Unit.WEEK), date(2026, 3, 20), 1, date(2026, 4, 3)),  # over the change to summer time
        (Interval(3, Unit.DAY), date(2028, 2, 27), 1, date(2028, 3, 1)),
        (Interval(1, Unit.WEEK), date(2026, 1, 1), Fraction(3, 2), date(2026, 1, 11)),
    ],
)
def test_intervals_follow_the_calendar(interval: Interval, day: date, times: Fraction, then: date) -> None:
    assert after(interval, day, Fraction(times)) == then


intervals = st.builds(Interval, st.integers(1, 24), st.sampled_from(Unit))
days = st.dates(date(2000, 1, 1), date(2060, 1, 1))
factors = st.fractions(1, 20, max_denominator=40)


@given(intervals, days, st.integers(0, 400), factors, st.fractions(0, 5, max_denominator=40))
def test_later_and_longer_are_never_earlier(
    interval: Interval, day: date, later: int, times: Fraction, more: Fraction
) -> None:
    assert after(interval, day, times) <= after(interval, day + timedelta(days=later), times)
    assert after(interval, day, times) <= after(interval, day, times + more)
