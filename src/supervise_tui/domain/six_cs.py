"""Ratings of the six Cs after a shift, a visit or any contact: means, and what they suggest [DEV-7] [DEV-8].

Means are of whole answers and exact; only words round them, to one place. A mean of fewer than FEWEST
answers is never told: it would say too much about who gave them, and too little about the work.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

from supervise_tui.domain.working_days import add_months
from supervise_tui.forms.appraisal_bands import Value
from supervise_tui.forms.policy import RatingsRule

FEWEST = 3
TOO_FEW = "too few"
LOWEST, HIGHEST = 1, 5
FEWEST_PEOPLE = 2
"""A mean of the service about one worker alone would be that worker's."""


@dataclass(frozen=True, kw_only=True)
class Rating:
    """What counts of one sheet; a C that was left out is not in `marks`."""

    of_self: bool
    """Given by the worker; else feedback of somebody supported, or of their family."""
    day: date
    marks: Mapping[Value, int] = field(repr=False)


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months of a calendar year."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Quarter:
        """Give the quarter that holds `day`."""
        return cls(day.year, (day.month + 2) // 3)

    @property
    def first_day(self) -> date:
        """The day it begins."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def before(self) -> Quarter:
        """The quarter before."""
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    @property
    def words(self) -> str:
        """Its months, such as Oct to Dec 2026."""
        months = ("Jan to Mar", "Apr to Jun", "Jul to Sep", "Oct to Dec")
        return f"{months[self.number - 1]} {self.year}"


@dataclass(frozen=True)
class Mean:
    """The mean of some answers."""

    total: int
    answers: int

    @property
    def exact(self) -> Fraction | None:
        """The mean; None when there are too few answers."""
        return Fraction(self.total, self.answers) if self.answers >= FEWEST else None

    @property
    def words(self) -> str:
        """To one place, "too few", or "" when there are none."""
        exact = self.exact
        if exact is None:
            return TOO_FEW if self.answers else ""
        return str(one_place(exact))


def one_place(number: Fraction) -> Decimal:
    """Round to one place, a half upwards as people do."""
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)


def means(ratings: Iterable[Rating], *, of_self: bool) -> dict[Value, Mean]:
    """Give the mean of each C, of self-ratings or of feedback, never of both mixed."""
    marks = [one.marks for one in ratings if one.of_self is of_self]
    found = {value: [mark[value] for mark in marks if value in mark] for value in Value}
    return {value: Mean(sum(given), len(given)) for value, given in found.items()}


def by_quarter(ratings: Sequence[Rating], *, of_self: bool) -> dict[Quarter, dict[Value, Mean]]:
    """Give the means of each quarter in which there was a rating, the earliest first."""
    quarters = sorted({Quarter.of(one.day) for one in ratings if one.of_self is of_self})
    return {
        quarter: means([one for one in ratings if Quarter.of(one.day) == quarter], of_self=of_self)
        for quarter in quarters
    }


def of_the_year(ratings: Iterable[Rating], until: date) -> list[Rating]:
    """Give the ratings of the twelve months up to and with `until`."""
    return [one for one in ratings if add_months(until, -12) < one.day <= until]


def proposed(links: Iterable[Value], feedback: Mapping[Value, Mean]) -> Decimal | None:
    """Propose the feedback mean of a behaviour: the mean of the means of the Cs that it links to [DEV-5].

    A C with too few answers is left out; None when no C is left.
    """
    known = [exact for link in links if (exact := feedback[link].exact) is not None]
    return one_place(sum(known, Fraction(0)) / len(known)) if known else None


def of_the_service(by_worker: Iterable[Sequence[Rating]]) -> dict[Quarter, dict[Value, Mean | None]]:
    """Give the means of feedback on all workers together, by quarter; None where it would tell of one alone.

    Self-ratings serve the manager and the appraisal only: they are in no figure of the service.
    """
    everyone = [[one for one in ratings if not one.of_self] for ratings in by_worker]
    together = by_quarter([one for ratings in everyone for one in ratings], of_self=False)
    return {
        quarter: {
            value: None if 0 < _people(everyone, quarter, value) < FEWEST_PEOPLE else mean
            for value, mean in found.items()
        }
        for quarter, found in together.items()
    }


def _people(everyone: Iterable[Sequence[Rating]], quarter: Quarter, value: Value) -> int:
    """How many workers were rated on that C in that quarter."""
    return sum(
        any(value in one.marks and Quarter.of(one.day) == quarter for one in ratings) for ratings in everyone
    )


class Advice(StrEnum):
    """What feedback may suggest."""

    TALK = "talk"
    """A talk in between, or an earlier appraisal."""
    THANKS = "thanks"
    """An acknowledgement [ORG-8]."""


@dataclass(frozen=True)
class Suggestion:
    """What feedback suggests, and why."""

    advice: Advice
    words: str
    quarter: Quarter
    """Of which quarter it speaks: a talk, or a thank-you, since its beginning answers it."""


def suggestion(ratings: Sequence[Rating], today: date, rule: RatingsRule) -> Suggestion | None:
    """Say what the feedback of this quarter and the one before suggests; None when nothing [DEV-7].

    Only feedback counts: nobody is called in for being modest about themselves.
    """
    quarters = by_quarter([one for one in ratings if one.day <= today], of_self=False)
    now = Quarter.of(today)
    for quarter in (now, now.before):
        told = {value: mean.exact for value, mean in quarters.get(quarter, {}).items()}
        low = [value.value for value, exact in told.items() if exact is not None and exact < rule.poor_below]
        if low:
            return Suggestion(
                Advice.TALK,
                f"Feedback on {_listed(low)} was low in {quarter.words}: "
                "think of a talk in between, or of an earlier appraisal.",
                quarter,
            )
        if any(exact is not None for exact in told.values()):
            break
    return _thanks(quarters, now, rule)


def _thanks(
    quarters: Mapping[Quarter, Mapping[Value, Mean]], now: Quarter, rule: RatingsRule
) -> Suggestion | None:
    last = now if _is_excellent(quarters.get(now, {}), rule) else now.before
    quarter = last
    for _ in range(rule.steady_quarters):
        if not _is_excellent(quarters.get(quarter, {}), rule):
            return None
        quarter = quarter.before
    since = "this quarter" if rule.steady_quarters == 1 else f"{rule.steady_quarters} quarters"
    return Suggestion(
        Advice.THANKS, f"Feedback has been excellent for {since}: think of an acknowledgement.", last
    )


def _is_excellent(found: Mapping[Value, Mean], rule: RatingsRule) -> bool:
    told = [found[value].exact if value in found else None for value in Value]
    return all(exact is not None and exact >= rule.excellent_from for exact in told)


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
