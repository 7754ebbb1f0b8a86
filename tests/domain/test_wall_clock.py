"""The computer's clock held against the history: what is odd, what is not, and how it is said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from supervise_tui.domain.wall_clock import Odd, OddClock, gap, odd_clock

LONDON = ZoneInfo("Europe/London")
ENTRY = datetime(2026, 11, 17, 14, 5, tzinfo=LONDON)


def at(text: str) -> datetime:
    """A moment with its offset."""
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("now", "odd"),
    [
        (ENTRY, None),
        (ENTRY - timedelta(minutes=10), None),
        (ENTRY - timedelta(minutes=11), Odd.SET_BACK),
        (ENTRY - timedelta(hours=1), Odd.SET_BACK),
        (ENTRY - timedelta(days=1), Odd.SET_BACK),
        (at("2000-01-01T00:00:00+00:00"), Odd.SET_BACK),
        (at("1970-01-01T00:00:00+00:00"), Odd.SET_BACK),
        (ENTRY + timedelta(days=62), None),
        (ENTRY + timedelta(days=62, minutes=1), Odd.FAR_AHEAD),
        (at("2099-01-01T00:00:00+00:00"), Odd.FAR_AHEAD),
        # The same moment, or a later one, as clocks elsewhere show it.
        (at("2026-11-17T09:05:00-05:00"), None),
        (at("2026-11-18T04:05:00+14:00"), None),
        (at("2026-11-17T02:30:00-12:00"), None),
        # Later on the wall, earlier in truth.
        (at("2026-11-17T15:00:00+02:00"), Odd.SET_BACK),
    ],
)
def test_moments_are_compared_with_the_newest_entry_whatever_the_zone(now: datetime, odd: Odd | None) -> None:
    found = odd_clock(now, [ENTRY - timedelta(days=3), ENTRY, ENTRY - timedelta(days=400)])
    assert (found.odd if found else None) is odd


def test_the_hour_that_comes_twice_in_october_is_no_step_back() -> None:
    summer, winter = at("2026-10-25T01:50:00+01:00"), at("2026-10-25T01:10:00+00:00")
    assert odd_clock(winter, [summer]) is None
    assert odd_clock(summer, [winter]) is not None, "but from winter to summer time it is"


def test_without_an_entry_nothing_is_odd() -> None:
    assert odd_clock(ENTRY, []) is None


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (timedelta(minutes=11), "11 minutes"),
        (timedelta(minutes=59), "59 minutes"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=5, minutes=40), "6 hours"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=12), "12 days"),
        (timedelta(days=31), "1 month"),
        (timedelta(days=92), "3 months"),
        (timedelta(days=400), "1 year"),
        (timedelta(days=3650), "10 years"),
    ],
)
def test_how_far_off_it_is_is_said_in_one_unit(step: timedelta, words: str) -> None:
    assert gap(OddClock(Odd.SET_BACK, ENTRY - step, ENTRY)) == words


def test_the_sentences_name_both_times_and_say_what_to_do() -> None:
    back = odd_clock(ENTRY - timedelta(days=5), [ENTRY])
    assert back is not None
    assert back.sentence == (
        "This computer's clock says Thursday 12 November 2026, 14:05, but the newest entry here was made "
        "5 days after that: on Tuesday 17 November 2026, 14:05. One of the two is wrong. Nothing is lost, "
        "but days are counted from the clock. Please look at its date, time and time zone."
    )
    ahead = odd_clock(ENTRY.astimezone(UTC) + timedelta(days=120), [ENTRY])
    assert ahead is not None
    assert ahead.sentence.startswith(
        "This computer's clock says Wednesday 17 March 2027, 14:05. The newest entry "
    )
    assert "If the date is right, all is well" in ahead.sentence
