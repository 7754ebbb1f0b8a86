"""Which kinds stand in for a formal one-to-one, and which count as informal contact [SES-5]."""

from __future__ import annotations

from datetime import date

import pytest

from supervise_tui.domain.cadence import was_held
from supervise_tui.domain.informal_contact import (
    AS_THE_POLICY_SAYS,
    Contact,
    ContactRule,
    contact_rule,
    minutes_in_month,
)
from supervise_tui.domain.kinds import is_formal
from supervise_tui.domain.record import Record, State
from supervise_tui.forms.library import Library

NOVEMBER = date(2026, 11, 17)
CARE_PROVIDER = contact_rule(Library().policy("care-provider")) or ContactRule(0)
EVERYTHING = ContactRule(
    minutes_a_month=60, also=frozenset({*AS_THE_POLICY_SAYS, "appraisal", "plan-review"})
)


def contact(
    makes: str = "informal",
    minutes: int | None = 20,
    held_on: date | None = NOVEMBER,
    state: State = State.CLOSED,
) -> Contact:
    return Contact(makes=makes, minutes=minutes, held_on=held_on, state=state)


@pytest.mark.parametrize(
    ("makes", "always", "if_the_policy_says"),
    [
        ("informal", True, True),
        ("spot-check", True, True),
        ("group", False, True),
        ("observed", False, True),
        ("ad-hoc", False, True),
        ("supervision", False, False),
        ("case", False, False),
        ("agreement", False, False),
        ("probation-review", False, False),
        ("appraisal", False, False),
        ("plan-review", False, False),
        ("improvement-plan", False, False),
        ("note", False, False),
    ],
)
def test_what_counts_towards_informal_contact(makes: str, always: bool, if_the_policy_says: bool) -> None:
    """[SES-5]: a policy cannot let in what would give an improvement plan away, even by naming it."""
    assert CARE_PROVIDER.counts(makes) is always
    assert EVERYTHING.counts(makes) is if_the_policy_says


@pytest.mark.parametrize(
    ("contacts", "minutes"),
    [
        ([], 0),
        ([contact(minutes=20), contact(minutes=25)], 45),
        ([contact(held_on=date(2026, 11, 1)), contact(held_on=date(2026, 11, 30))], 40),
        ([contact(held_on=date(2026, 10, 31)), contact(held_on=date(2026, 12, 1))], 0),
        ([contact(held_on=date(2025, 11, 17))], 0),
        ([contact(held_on=None)], 0),
        ([contact(minutes=None)], 0),
        ([contact(state=State.DRAFT), contact(state=State.DISCARDED), contact(state=State.PLANNED)], 0),
        ([contact(state=State.OFFERED), contact(state=State.PART_SIGNED), contact(state=State.ON_PAPER)], 60),
        ([contact("group"), contact("observed"), contact("ad-hoc"), contact("spot-check")], 20),
        ([contact("appraisal"), contact("supervision"), contact("case")], 0),
    ],
)
def test_minutes_are_counted_by_calendar_month(contacts: list[Contact], minutes: int) -> None:
    """[SES-5] [CAD-2]"""
    assert minutes_in_month(contacts, NOVEMBER, CARE_PROVIDER) == minutes


def test_one_hour_a_month_is_the_rule_of_a_small_care_provider() -> None:
    """[CAD-2]"""
    assert CARE_PROVIDER.minutes_a_month == 60
    assert contact_rule(Library().policy("residential-home")) is None


@pytest.mark.parametrize("makes", ["informal", "spot-check", "observed", "ad-hoc", "case", "group", "note"])
def test_no_other_kind_stands_in_for_a_formal_one_to_one(makes: str) -> None:
    """[SES-5]"""
    record = Record(
        id="r",
        number=1,
        makes=makes,
        title="",
        worker="w",
        supervisor="s",
        form_digest="d",
        state=State.CLOSED,
        session_number=1,
        held_on=NOVEMBER,
        next_on=NOVEMBER,
    )
    assert not is_formal(makes)
    assert not was_held(record, NOVEMBER)
