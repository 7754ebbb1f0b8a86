"""The supervision agreement: its versions, since when it is in force, and when it is looked at again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from supervise_tui.canonical import Json
from supervise_tui.domain.frequency import Frequency, nearest_frequency
from supervise_tui.domain.pace import pace_of
from supervise_tui.domain.people import Worker
from supervise_tui.domain.working_days import add_months
from supervise_tui.forms.answers import Gap
from supervise_tui.forms.day_words import day_and_month, day_of, long_date
from supervise_tui.forms.definition import Form
from supervise_tui.forms.policy import Policy

AGREEMENT = "agreement"
"""The kind of record [AGR-1]."""
REVIEW_MONTHS = 12
"""The longest that an agreement goes without being looked at again [AGR-4]."""
SOON_DAYS = 28
"""How many days ahead a review counts as due: there are one or two talks in which to do it."""

AGREED_ON, REVIEW_ON, FREQUENCY = "agreed_on", "review_on", "frequency"
"""Ids of the questions that the rules read; every form that makes an agreement has them."""


@dataclass(frozen=True)
class Proposal:
    """How often the rules propose to meet, and what that rests on [AGR-7]."""

    frequency: Frequency
    reason: str

    @property
    def words(self) -> str:
        """In one line, as the form shows it."""
        return f"{self.frequency.label[:1].upper()}{self.frequency.label[1:]}. {self.reason}"


def propose(worker: Worker, policy: Policy, today: date) -> Proposal:
    """Propose how often to meet, from the policy, the stage and the hours [AGR-7] [CAD-1].

    Probation and placements: shorter and more often (3-cadence.md, Length), so at least once a month.
    """
    pace = pace_of(worker, policy, today)
    usual = nearest_frequency(pace.days_about)
    rule = f"{pace.words[:1].upper()}{pace.words[1:]}"
    often = nearest_frequency(min(pace.days_about, Frequency.MONTHLY.interval.days_about))
    if worker.in_probation(today) and worker.probation_ends_on:
        until = f"until {long_date(worker.probation_ends_on)} in probation"
        return Proposal(often, f"{rule}; {until}, when shorter and more often is better.")
    if worker.student:
        return Proposal(often, f"{rule}; on a placement, shorter and more often is better.")
    whole = worker.hours is not None and not pace.part_time
    hours = f", at {worker.hours:g} hours a week as at any other" if whole else ""
    return Proposal(usual, f"{rule}{hours}.")


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """One version that all parties have signed."""

    record: str
    """The id of its record."""
    worker: str
    version: int
    """Counted from 1 between these two people."""
    signed_on: date
    """The day of the last signature: since then it is in force."""
    review_by: date
    """The last day on which its review is in time."""
    frequency: Frequency | None = None
    """None when the form did not ask, or was answered by another version of the program."""


class AgreementState(StrEnum):
    """How a worker's agreement stands."""

    NONE = "none"
    IN_FORCE = "in-force"
    REVIEW_DUE = "review-due"
    REVIEW_OVERDUE = "review-overdue"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a worker's agreement stands on a day; computed each time, never stored [AGR-4] [AGR-5]."""

    state: AgreementState
    agreement: Agreement | None = None
    days: int = 0
    """Days until its review; negative when that is overdue."""
    being_made: str = ""
    """The id of the record of a version that is being written or signed."""
    sentence: str

    @property
    def short(self) -> str:
        """In a few words, as lists show it [AGR-4]."""
        if self.agreement is None:
            return "being made" if self.being_made else "none yet"
        match self.state:
            case AgreementState.REVIEW_OVERDUE:
                return f"review {-self.days} day{'' if self.days == -1 else 's'} overdue"
            case AgreementState.REVIEW_DUE:
                return f"review due by {day_and_month(self.agreement.review_by)}"
            case _:
                return f"in force, review by {long_date(self.agreement.review_by)}"

    @property
    def in_force(self) -> bool:
        """Whether there is one, its review overdue or not."""
        return self.agreement is not None

    @property
    def wants_attention(self) -> bool:
        """Whether it is missing, or its review is due or overdue."""
        return self.state is not AgreementState.IN_FORCE


def review_day(signed_on: date, agreed: date | None) -> date:
    """Give the day of the review: as agreed, and at most twelve months from the signature [AGR-4]."""
    latest = add_months(signed_on, REVIEW_MONTHS)
    return latest if agreed is None else min(agreed, latest)


def standing(versions: Iterable[Agreement], today: date, being_made: str = "") -> Standing:
    """Say how the agreement stands on `today`, from the signed versions in any order [AGR-3] [AGR-4]."""
    signed = [one for one in versions if one.signed_on <= today]
    current = max(signed, key=lambda one: (one.signed_on, one.version), default=None)
    if current is None:
        words = "No agreement yet." + (" One is being made." if being_made else "")
        return Standing(state=AgreementState.NONE, being_made=being_made, sentence=words)
    days = (current.review_by - today).days
    since = f"In force since {long_date(current.signed_on)}"
    due = long_date(current.review_by)
    if days < 0:
        state = AgreementState.REVIEW_OVERDUE
        words = f"{since}; its review was due by {due}, {-days} day{'' if days == -1 else 's'} ago."
    elif days <= SOON_DAYS:
        state, words = AgreementState.REVIEW_DUE, f"{since}; its review is due by {due}."
    else:
        state, words = AgreementState.IN_FORCE, f"{since}, to be looked at again by {due}."
    return Standing(state=state, agreement=current, days=days, being_made=being_made, sentence=words)


def frequency_of(answer: Json) -> Frequency | None:
    """Read the answer to how often; None if it is none that we know."""
    return Frequency(answer) if isinstance(answer, str) and answer in tuple(Frequency) else None


def agreement_gaps(form: Form, answers: Mapping[str, Json]) -> list[Gap]:
    """Give what the form alone cannot see: a review later than twelve months from the day [AGR-4]."""
    section = form.section_of(REVIEW_ON)
    agreed, review = day_of(answers.get(AGREED_ON)), day_of(answers.get(REVIEW_ON))
    if section is None or agreed is None or review is None:
        return []
    latest = add_months(agreed, REVIEW_MONTHS)
    if review <= latest:
        return []
    words = f"An agreement is looked at again within a year: by {long_date(latest)} at the latest."
    return [Gap(section.id, REVIEW_ON, None, words)]
