"""Ratings of the six Cs after a shift, a visit or any contact: means, and what they suggest [DEV-7] [DEV-8].

Means are of whole answers and exact; only words round them, to one place. A mean of fewer than FEWEST
answers is never told: it would say too much about who gave them, and too little about the work.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from supervise_tui.domain.working_days import add_months
from supervise_tui.forms.appraisal_bands import Value

FEWEST = 3
TOO_FEW = "too few"
LOWEST, HIGHEST = 1, 5
POOR = Fraction(3)
"""A mean below it asks for a talk."""
EXCELLENT = Fraction(9, 2)
STEADY_QUARTERS = 2
"""So many quarters one after the other make excellence steady."""


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


def suggestion(ratings: Sequence[Rating], today: date, poor: Fraction = POOR) -> str:
    """Say what the feedback of this quarter and the one before suggests; "" when it suggests nothing [DEV-7].

    Only feedback counts: nobody is called in for being modest about themselves.
    """
    quarters = by_quarter([one for one in ratings if one.day <= today], of_self=False)
    now = Quarter.of(today)
    for quarter in (now, now.before):
        told = {value: mean.exact for value, mean in quarters.get(quarter, {}).items()}
        low = [value.value for value, exact in told.items() if exact is not None and exact < poor]
        if low:
            return (
                f"Feedback on {_listed(low)} was low in {quarter.words}: "
                "think of a talk in between, or of an earlier appraisal."
            )
        if any(exact is not None for exact in told.values()):
            break
    return _thanks(quarters, now)


def _thanks(quarters: Mapping[Quarter, Mapping[Value, Mean]], now: Quarter) -> str:
    last = now if _is_excellent(quarters.get(now, {})) else now.before
    quarter = last
    for _ in range(STEADY_QUARTERS):
        if not _is_excellent(quarters.get(quarter, {})):
            return ""
        quarter = quarter.before
    return f"Feedback has been excellent for {STEADY_QUARTERS} quarters: think of an acknowledgement."


def _is_excellent(found: Mapping[Value, Mean]) -> bool:
    told = [found[value].exact if value in found else None for value in Value]
    return all(exact is not None and exact >= EXCELLENT for exact in told)


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
