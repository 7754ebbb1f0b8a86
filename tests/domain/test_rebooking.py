"""A cancelled talk is booked again within five working days [CAD-9]."""

from __future__ import annotations

from datetime import date

import pytest

from supervise_tui.domain.absences import Absence, AbsenceKind
from supervise_tui.domain.people import Nation
from supervise_tui.domain.rebooking import rebooking, returned_on


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
    assert when.too_late(by) == ""
    assert "later than" in when.too_late(date(2027, 6, 1))


def test_a_limit_that_is_past_proposes_the_next_working_day() -> None:
    when = rebooking(date(2026, 11, 2), Nation.ENGLAND, date(2026, 11, 20))
    assert when.propose == date(2026, 11, 23)
    assert "The sooner the better" in when.sentence


def test_after_sickness_no_last_day_is_known_yet() -> None:
    when = rebooking(date(2026, 11, 19), Nation.ENGLAND, date(2026, 11, 17), sickness=True)
    assert when.by is None
    assert "of the return" in when.sentence
    assert when.too_late(date(2027, 6, 1)) == ""


WED, THU, FRI, MON = date(2026, 11, 18), date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 23)


def ill(first: date, back: date | None, kind: AbsenceKind = AbsenceKind.SICKNESS) -> Absence:
    return Absence(id="a", person="w", kind=kind, first_day=first, back_on=back)


@pytest.mark.parametrize(
    ("known", "back"),
    [
        ([], None),
        ([ill(WED, None)], None),
        ([ill(WED, MON)], MON),
        # back before a talk on Friday that was called off on Wednesday
        ([ill(WED, THU)], THU),
        ([ill(WED, MON), ill(THU, None)], None),
        ([ill(WED, MON), ill(WED, FRI)], MON),
        ([ill(WED, MON, AbsenceKind.LEAVE)], None),
        ([ill(date(2026, 3, 2), date(2026, 3, 9))], None),
    ],
)
def test_the_return_is_that_of_whoever_was_ill_then(known: list[Absence], back: date | None) -> None:
    """[CAD-9]"""
    assert returned_on(FRI, known, WED) == back


def test_five_days_count_from_the_later_of_the_return_and_the_day_it_was_for() -> None:
    early = rebooking(FRI, Nation.ENGLAND, WED, sickness=True, back_on=THU)
    assert (early.by, early.counts_from) == (date(2026, 11, 27), "the day it was for")
    late = rebooking(FRI, Nation.ENGLAND, WED, sickness=True, back_on=MON)
    assert late.by == date(2026, 11, 30)
    assert late.too_late(date(2026, 12, 1)) == (
        "That is later than Monday 30 November 2026, 5 working days after the return on "
        "Monday 23 November 2026."
    )
