"""The agreement: since when it is in force, when it is due, how often to meet [AGR-3] [AGR-4] [AGR-7]."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervise_tui.canonical import Json
from supervise_tui.domain.agreement import (
    Agreement,
    AgreementState,
    agreement_gaps,
    propose,
    review_day,
    standing,
)
from supervise_tui.domain.cadence import due
from supervise_tui.domain.frequency import Frequency
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Record, State
from supervise_tui.domain.working_days import add_months
from supervise_tui.forms.library import Library

SIGNED = date(2026, 3, 2)
CARE_PROVIDER = Library().policy("care-provider")
days = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 12, 31))


def version(number: int = 1, signed_on: date = SIGNED, review_by: date | None = None) -> Agreement:
    return Agreement(
        record=f"r{number}",
        worker="w",
        version=number,
        signed_on=signed_on,
        review_by=review_by or add_months(signed_on, 12),
    )


@pytest.mark.parametrize(
    ("today", "state", "words"),
    [
        (date(2026, 3, 1), AgreementState.NONE, "No agreement yet."),
        (date(2026, 3, 2), AgreementState.IN_FORCE, "In force since Monday 2 March 2026, to be looked at"),
        (date(2027, 2, 1), AgreementState.IN_FORCE, "again by Tuesday 2 March 2027."),
        (date(2027, 2, 2), AgreementState.REVIEW_DUE, "its review is due by Tuesday 2 March 2027."),
        (date(2027, 3, 2), AgreementState.REVIEW_DUE, "its review is due by"),
        (date(2027, 3, 3), AgreementState.REVIEW_OVERDUE, "was due by Tuesday 2 March 2027, 1 day ago."),
        (date(2027, 3, 12), AgreementState.REVIEW_OVERDUE, "10 days ago."),
    ],
)
def test_how_an_agreement_stands_on_a_day(today: date, state: AgreementState, words: str) -> None:
    """[AGR-4] [AGR-5]"""
    seen = standing([version()], today)
    assert seen.state is state
    assert words in seen.sentence
    assert seen.in_force == (state is not AgreementState.NONE)


def test_the_newest_signed_version_counts_and_an_unsigned_one_does_not() -> None:
    """[AGR-3]"""
    newer = version(2, date(2026, 9, 1))
    assert standing([newer, version()], date(2026, 8, 31)).agreement == version()
    assert standing([newer, version()], date(2026, 9, 1)).agreement == newer


@given(days, days)
def test_a_review_is_never_more_than_twelve_months_away(signed_on: date, agreed: date) -> None:
    """[AGR-4]"""
    assert review_day(signed_on, agreed) <= add_months(signed_on, 12)
    assert review_day(signed_on, None) == add_months(signed_on, 12)


@pytest.mark.parametrize(
    ("review", "late"), [("2027-03-02", False), ("2027-03-03", True), ("2030-01-01", True), ("", False)]
)
def test_a_review_too_far_ahead_keeps_the_agreement_from_being_signed(review: str, late: bool) -> None:
    form = Library().get("agreement.supervision")
    answers: dict[str, Json] = {"agreed_on": "2026-03-02", "review_on": review}
    assert bool(agreement_gaps(form, answers)) == late


@pytest.mark.parametrize(
    ("worker", "frequency", "reason"),
    [
        (
            Worker(id="w", name="A", post="Carer"),
            Frequency.THREE_MONTHLY,
            "At least every 3 months under the policy “Small care provider”",
        ),
        (Worker(id="w", name="A", post="Carer", hours=18.5), Frequency.THREE_MONTHLY, "18.5 hours a week"),
        (
            Worker(id="w", name="A", post="Carer", probation_ends_on=date(2026, 5, 1)),
            Frequency.MONTHLY,
            "until Friday 1 May 2026 in probation",
        ),
        (Worker(id="w", name="A", post="Carer", student=True), Frequency.MONTHLY, "on a placement"),
    ],
)
def test_how_often_is_proposed_with_what_it_rests_on(
    worker: Worker, frequency: Frequency, reason: str
) -> None:
    """[AGR-7]"""
    proposal = propose(worker, CARE_PROVIDER, SIGNED)
    assert proposal.frequency is frequency
    assert reason in proposal.reason


def held(on: date) -> Record:
    return Record(
        id="r",
        number=1,
        makes="supervision",
        title="Supervision",
        worker="w",
        supervisor="s",
        form_digest="d",
        state=State.CLOSED,
        session_number=1,
        held_on=on,
        next_on=None,
    )


@pytest.mark.parametrize(
    ("gap", "due_on", "words"),
    [
        (None, date(2026, 6, 2), "at least every 3 months under the policy “Small care provider”"),
        (
            Frequency.MONTHLY,
            date(2026, 4, 2),
            "every month is agreed, which differs from at least every 3 months under",
        ),
        (Frequency.TWO_WEEKLY, date(2026, 3, 16), "every 2 weeks is agreed, which differs from"),
    ],
)
def test_what_they_agreed_counts_in_place_of_the_policy(
    gap: Frequency | None, due_on: date, words: str
) -> None:
    """[AGR-7]"""
    worker = Worker(id="w", name="A", post="Carer")
    seen = due(worker, [held(SIGNED)], CARE_PROVIDER, date(2026, 3, 10), agreed_gap=gap)
    assert seen.due_on == due_on
    assert words in seen.reason


@given(days, st.sampled_from(Frequency))
def test_the_next_one_is_always_later(day: date, gap: Frequency) -> None:
    assert gap.after(day) > day
