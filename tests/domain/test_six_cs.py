"""Ratings of the six Cs: means by C and by quarter, what is too few to tell, and what they suggest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from supervise_tui.domain.six_cs import (
    Advice,
    Mean,
    Quarter,
    Rating,
    by_quarter,
    means,
    of_the_service,
    of_the_year,
    proposed,
    suggestion,
)
from supervise_tui.forms.appraisal_bands import Value
from supervise_tui.forms.policy import RatingsRule

TODAY = date(2026, 11, 28)
JULY, AUTUMN = date(2026, 7, 3), date(2026, 10, 5)


def sheet(mark: int, day: date = AUTUMN, *, of_self: bool = False, **other: int) -> Rating:
    marks = dict.fromkeys(Value, mark) | {Value(key): one for key, one in other.items()}
    return Rating(of_self=of_self, day=day, marks=marks)


def test_there_are_six_of_them() -> None:
    assert len(Value) == 6


@pytest.mark.parametrize(
    ("marks", "words"),
    [
        ([], ""),
        ([5], "too few"),
        ([5, 5], "too few"),
        ([5, 4, 4], "4.3"),
        ([4, 4, 4, 5], "4.3"),
        ([1] * 3, "1.0"),
    ],
)
def test_a_mean_is_told_from_three_answers_on(marks: list[int], words: str) -> None:
    assert means([sheet(mark) for mark in marks], of_self=False)[Value.CARE].words == words


def test_own_ratings_and_feedback_are_never_mixed_and_what_was_left_out_does_not_count() -> None:
    left_out = replace(sheet(1), marks={Value.COURAGE: 2})
    ratings = [sheet(4), sheet(4), sheet(4), sheet(1, of_self=True), left_out]
    feedback, own = means(ratings, of_self=False), means(ratings, of_self=True)
    assert (feedback[Value.CARE], feedback[Value.COURAGE]) == (Mean(12, 3), Mean(14, 4))
    assert own[Value.CARE].words == "too few"


def test_each_quarter_stands_apart() -> None:
    found = by_quarter([sheet(5), sheet(2, JULY), sheet(2, date(2026, 9, 30))], of_self=False)
    assert list(found) == [Quarter(2026, 3), Quarter(2026, 4)]
    assert [quarter.words for quarter in found] == ["Jul to Sep 2026", "Oct to Dec 2026"]
    assert [one[Value.CARE].answers for one in found.values()] == [2, 1]
    assert Quarter.of(date(2026, 1, 1)).before == Quarter(2025, 4)


def test_the_year_ends_today_and_begins_the_day_after_a_year_ago() -> None:
    days = [date(2025, 11, 28), date(2025, 11, 29), TODAY, date(2026, 11, 29)]
    assert [one.day for one in of_the_year([sheet(3, day) for day in days], TODAY)] == days[1:3]


def test_a_behaviour_is_proposed_the_mean_of_its_cs_without_those_of_too_few_answers() -> None:
    feedback = means([sheet(4, courage=2)] * 3, of_self=False)
    assert proposed([Value.CARE, Value.COURAGE], feedback) == Decimal("3.0")
    few = feedback | {Value.COURAGE: Mean(4, 2)}
    assert proposed([Value.CARE, Value.COURAGE], few) == Decimal("4.0")
    assert proposed([Value.COURAGE], few) is None


@pytest.mark.parametrize(
    ("ratings", "said"),
    [
        ([], ""),
        ([sheet(1)] * 2, ""),
        ([sheet(3)] * 3, ""),
        (
            [sheet(3)] * 2 + [sheet(3, care=2, courage=1)],
            "Feedback on care and courage was low in Oct to Dec",
        ),
        ([sheet(2, JULY)] * 3, "low in Jul to Sep 2026"),
        ([sheet(2, JULY)] * 3 + [sheet(4)] * 3, ""),
        ([sheet(2, date(2026, 6, 30))] * 3, ""),
        ([sheet(1, of_self=True)] * 9, ""),
        ([sheet(5)] * 3, ""),
        ([sheet(5)] * 3 + [sheet(5, JULY)] * 3, "an acknowledgement"),
        ([sheet(5)] * 3 + [sheet(5, JULY)] * 2, ""),
        ([sheet(5, JULY)] * 3 + [sheet(5, date(2026, 5, 1))] * 3, "an acknowledgement"),
        ([sheet(2, date(2026, 11, 29))] * 3, ""),
    ],
)
def test_feedback_suggests_a_talk_or_a_thank_you(ratings: list[Rating], said: str) -> None:
    found = suggestion(ratings, TODAY, RatingsRule())
    assert said in found.words if found else not said, found


def test_what_is_low_and_what_is_excellent_is_for_the_policy_to_say() -> None:
    exactly = [sheet(3), sheet(3), sheet(3), sheet(3), sheet(4)]
    assert suggestion(exactly, TODAY, RatingsRule(poor_below=Fraction("3.2"))) is None
    low = suggestion(exactly, TODAY, RatingsRule(poor_below=Fraction("3.3")))
    assert low is not None
    assert (low.advice, low.quarter) == (Advice.TALK, Quarter(2026, 4))
    quick = RatingsRule(excellent_from=Fraction(4), steady_quarters=1)
    thanks = suggestion([sheet(4)] * 3, TODAY, quick)
    assert thanks is not None
    assert thanks.advice is Advice.THANKS


def test_the_service_is_told_of_feedback_on_several_workers_and_never_of_one_alone() -> None:
    ania, kofi = [sheet(4)] * 2 + [sheet(1, of_self=True)], [sheet(5), sheet(5, JULY)]
    found = of_the_service([ania, kofi, []])
    autumn, july = found[Quarter(2026, 4)], found[Quarter(2026, 3)]
    assert autumn[Value.CARE] == Mean(13, 3)
    assert july[Value.CARE] is None, "it would be about Kofi alone"
