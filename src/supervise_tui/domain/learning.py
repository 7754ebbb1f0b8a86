"""Training and portfolio: a worker's standing list, one entry for each learning [DEV-10].

Mandatory training that runs out has a clock. Entries of one title are one training, renewed: the one that
is valid longest counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from supervise_tui.canonical import Json
from supervise_tui.domain.working_days import add_months
from supervise_tui.forms.day_words import day_of, long_date

FORM = "development.learning"
"""The form of one entry; an organisation may have its own, with these questions in it."""
TITLE, MANDATORY, PLANNED_ON, DONE_ON, VALID_UNTIL = (
    "title",
    "mandatory",
    "planned_on",
    "done_on",
    "valid_until",
)
AFTER_USE = "changed_practice"
"""Ids of the questions that the rules read."""
SOON_DAYS = 28
"""How many days ahead training counts as running out: a course has to be found and booked."""
USED_FOR_MONTHS = 2
"""After so long it is asked whether a learning changed anything."""
ASKED_FOR_MONTHS = 12
"""Later than that nobody remembers, so it is not asked any more."""


class Standing(StrEnum):
    """Where an entry stands."""

    RUN_OUT = "run-out"
    RUNS_OUT = "runs-out"
    OVERDUE = "overdue"
    """Planned for a day that is past, and not done."""
    PLANNED = "planned"
    VALID = "valid"
    DONE = "done"
    RENEWED = "renewed"
    """A later entry of the same title took its place."""
    IDEA = "idea"
    """Neither planned nor done."""

    @property
    def wants_attention(self) -> bool:
        """Whether somebody has to do something."""
        return self in (Standing.RUN_OUT, Standing.RUNS_OUT, Standing.OVERDUE)


@dataclass(frozen=True, kw_only=True)
class Learning:
    """One entry."""

    id: str
    worker: str
    answers: Mapping[str, Json] = field(default_factory=dict, repr=False)

    @property
    def title(self) -> str:
        """What it is called; empty while nobody has said."""
        value = self.answers.get(TITLE)
        return value.strip() if isinstance(value, str) else ""

    @property
    def mandatory(self) -> bool:
        """Whether the job may not be done without it."""
        return self.answers.get(MANDATORY) is True

    @property
    def planned_on(self) -> date | None:
        """The day it is booked for."""
        return day_of(self.answers.get(PLANNED_ON))

    @property
    def done_on(self) -> date | None:
        """The day it was finished."""
        return day_of(self.answers.get(DONE_ON))

    @property
    def valid_until(self) -> date | None:
        """The last day on which it counts."""
        return day_of(self.answers.get(VALID_UNTIL))

    def to_judge(self, today: date) -> bool:
        """Whether it is time to ask what it changed."""
        done = self.done_on
        if done is None or self.answers.get(AFTER_USE):
            return False
        return add_months(done, USED_FOR_MONTHS) <= today <= add_months(done, ASKED_FOR_MONTHS)


def standing(one: Learning, every: Iterable[Learning], today: date) -> Standing:
    """Say where an entry stands on `today`, among all of the same worker."""
    if one.done_on is None or one.done_on > today:
        if one.planned_on is None:
            return Standing.IDEA
        return Standing.OVERDUE if one.planned_on < today else Standing.PLANNED
    if any(_replaces(other, one, today) for other in every):
        return Standing.RENEWED
    until = one.valid_until
    if until is None:
        return Standing.DONE
    if until < today:
        return Standing.RUN_OUT
    return Standing.RUNS_OUT if until - timedelta(days=SOON_DAYS) <= today else Standing.VALID


def _replaces(later: Learning, one: Learning, today: date) -> bool:
    """Whether `later` is the same training, done, and counts longer."""
    if later.id == one.id or later.title.casefold() != one.title.casefold():
        return False
    if later.done_on is None or later.done_on > today:
        return False
    return _reach(later) > _reach(one)


def _reach(one: Learning) -> tuple[date, date, str]:
    return one.valid_until or date.max, one.done_on or date.min, one.id


def attention_words(every: Sequence[Learning], today: date) -> str:
    """Say what wants attention in a worker's list, the earliest day first; "" when nothing does."""
    found = [(standing(one, every, today), one) for one in every]
    waiting = [(state, one) for state, one in found if state.wants_attention]
    if not waiting:
        return ""
    waiting.sort(key=lambda pair: (_day_that_counts(pair[1]), pair[1].title))
    state, first = waiting[0]
    more = f", and {len(waiting) - 1} more" if len(waiting) > 1 else ""
    return f"{first.title or 'a learning without a title'} {in_words(first, state)}{more}"


def _day_that_counts(one: Learning) -> date:
    return (one.valid_until if one.done_on else one.planned_on) or date.max


def in_words(one: Learning, found: Standing) -> str:
    """Say where an entry stands, in a few words with its day."""
    match found:
        case Standing.RUN_OUT if one.valid_until is not None:
            return f"ran out on {long_date(one.valid_until)}"
        case Standing.RUNS_OUT if one.valid_until is not None:
            return f"runs out on {long_date(one.valid_until)}"
        case Standing.VALID if one.valid_until is not None:
            return f"valid until {long_date(one.valid_until)}"
        case Standing.OVERDUE if one.planned_on is not None:
            return f"was planned for {long_date(one.planned_on)}"
        case Standing.PLANNED if one.planned_on is not None:
            return f"planned for {long_date(one.planned_on)}"
        case Standing.RENEWED:
            return "renewed since"
        case Standing.IDEA:
            return "not planned yet"
        case _:
            return f"done on {long_date(one.done_on)}" if one.done_on else "done"
