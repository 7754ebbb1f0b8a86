"""A cancelled talk is booked again within five working days [CAD-9]."""

from __future__ import annotations

from datetime import date

import pytest

from supervise_tui.domain.people import Nation
from supervise_tui.domain.rebooking import rebooking, too_far


@pytest.mark.parametrize(
    ("original", "nation", "by"),
    [
        (date(2026, 11, 19), Nation.ENGLAND, date(2026, 11, 26)),
        (date(2026, 11, 21), Nation.ENGLAND, date(2026, 11, 27)),
        (date(2026, 12, 22), Nation.ENGLAND, date(2026, 12, 31)),
        (date(2026, 12, 29), Nation.SCOTLAND, date(2027, 1, 7)),
    ],
)
def test_five_working_days_count_from_the_day_it_was_for(original: date, nation: Nation, by: date) -> None:
    when = rebooking(original, nation, date(2026, 11, 17))
    assert (when.by, when.propose) == (by, by)
    assert too_far(original, by, nation) == ""
    assert "later than" in too_far(original, date(2027, 6, 1), nation)


def test_a_limit_that_is_past_proposes_the_next_working_day() -> None:
    when = rebooking(date(2026, 11, 2), Nation.ENGLAND, date(2026, 11, 20))
    assert when.propose == date(2026, 11, 23)
    assert "The sooner the better" in when.sentence


def test_after_sickness_no_last_day_is_known_yet() -> None:
    when = rebooking(date(2026, 11, 19), Nation.ENGLAND, date(2026, 11, 17), sickness=True)
    assert when.by is None
    assert "of the return" in when.sentence
