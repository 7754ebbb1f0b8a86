"""How often people are supervised, as data: the first rule of a policy that fits somebody counts [CAD-1]."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from supervise_tui.forms.contracts import Contract
from supervise_tui.forms.durations import say_duration
from supervise_tui.forms.faults import listed
from supervise_tui.forms.intervals import Interval, Unit

INDUCTION, INDUCTION_OF_MANAGERS = Interval(12, Unit.WEEK), Interval(6, Unit.MONTH)
PROBATION, PROBATION_REVIEWS = Interval(6, Unit.MONTH), Interval(2, Unit.WEEK)
"""Where a policy does not say: how long the two last, and how often probation is reviewed."""

DEFAULT_POLICY = "care-provider"
"""Until the organisation chooses: a shipped one."""


class Stage(StrEnum):
    """Where somebody is in the job; more than one may hold at once."""

    INDUCTION = "induction"
    PROBATION = "probation"
    FIRST_MONTHS = "first-months"
    """The first months of service: six, unless the policy says another number."""


_STAGE_WORDS = {
    Stage.INDUCTION: "induction",
    Stage.PROBATION: "probation",
    Stage.FIRST_MONTHS: "the first months of service",
}


class PartTime(StrEnum):
    """What fewer hours change."""

    AS_FULL_TIME = "as-full-time"
    PRO_RATA = "pro-rata"
    """Half the hours, twice the gap [CAD-4]."""
    AGREED = "agreed"
    """The two agree it one by one; until they have, as full time [CAD-5]."""


class AlsoCounts(StrEnum):
    """What a policy may count as informal contact besides informal talks and spot checks [SES-5]."""

    GROUP = "group"
    OBSERVED = "observed"
    AD_HOC = "ad-hoc"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How often, for those whom it fits: each condition that is given has to hold."""

    title: str
    usual: Interval
    """After it: due."""
    limit: Interval
    """After it: overdue."""
    contracts: frozenset[Contract] = frozenset()
    stages: frozenset[Stage] = frozenset()
    grades: tuple[str, ...] = ()
    """The whole grade, or the whole post where no grade is known; no matter how it is capitalised."""
    posts: tuple[str, ...] = ()
    """Words that the post holds."""
    care_work: bool | None = None
    manages_others: bool | None = None
    hours_under: float | None = None
    hours_from: float | None = None
    months_under: int | None = None
    """Whole months of service."""
    months_from: int | None = None

    @property
    def conditions(self) -> tuple[object, ...]:
        """Everything that it asks about somebody, to be compared."""
        return (
            self.contracts,
            self.stages,
            frozenset(map(str.casefold, self.grades)),
            frozenset(map(str.casefold, self.posts)),
            self.care_work,
            self.manages_others,
            self.hours_under,
            self.hours_from,
            self.months_under,
            self.months_from,
        )

    @property
    def fits_everyone(self) -> bool:
        """Whether it asks nothing about anybody."""
        return not any(asked not in (None, frozenset()) for asked in self.conditions)

    @property
    def whom(self) -> str:
        """Say whom it asks for, such as "contract agency; under 20 hours a week", or "everyone"."""
        return "; ".join(self._asked()) or "everyone"

    def _asked(self) -> Iterator[str]:
        if self.contracts:
            yield f"contract {listed(sorted(self.contracts))}"
        if self.stages:
            yield f"in {listed(_STAGE_WORDS[stage] for stage in Stage if stage in self.stages)}"
        if self.grades:
            yield f"grade {listed(self.grades)}"
        if self.posts:
            yield f"post with the words {listed(self.posts)}"
        for asked, yes, no in (
            (self.care_work, "care work", "no care work"),
            (self.manages_others, "manages others", "manages nobody"),
        ):
            if asked is not None:
                yield yes if asked else no
        yield from _range(self.hours_from, self.hours_under, "hours a week")
        yield from _range(self.months_from, self.months_under, "months of service")

    @property
    def how_often(self) -> str:
        """Give "at least every 3 months", or "every month, at the latest every 6 weeks"."""
        if self.usual == self.limit:
            return f"at least {self.limit.every}"
        return f"{self.usual.every}, at the latest {self.limit.every}"


def _range(start: float | None, end: float | None, what: str) -> Iterator[str]:
    if start is not None and end is not None:
        yield f"{start:g} to under {end:g} {what}"
    elif start is not None:
        yield f"{start:g} or more {what}"
    elif end is not None:
        yield f"under {end:g} {what}"


@dataclass(frozen=True, kw_only=True)
class InformalRule:
    """How much informal contact there is to be in every calendar month, beside the formal talks [CAD-2]."""

    minutes: int
    also: frozenset[AlsoCounts] = frozenset()


@dataclass(frozen=True, kw_only=True)
class RatingsRule:
    """What feedback on the six Cs suggests: numbers from 1 to 5 [DEV-7]."""

    poor_below: Fraction = Fraction(3)
    """A mean of a quarter below it asks for a talk."""
    excellent_from: Fraction = Fraction(9, 2)
    steady_quarters: int = 2
    """So many quarters one after the other, all of them excellent, ask for a thank-you."""

    @property
    def words(self) -> str:
        """Say it in a sentence."""
        return (
            f"Feedback on the six Cs: a mean under {float(self.poor_below):g} asks for a talk, "
            f"{float(self.excellent_from):g} and more for {self.steady_quarters} quarters for a thank-you."
        )


@dataclass(frozen=True, kw_only=True)
class Policy:
    """An organisation's own rule on how often, never the law's: its title stands beside what it says."""

    id: str
    version: int
    title: str
    about: str
    rules: tuple[Rule, ...]
    """In order; the last one fits everyone."""
    informal: InformalRule | None = None
    part_time: PartTime = PartTime.AS_FULL_TIME
    full_time_hours: float = 37.0
    as_permanent: frozenset[Contract] = frozenset()
    """Contracts that count as permanent wherever a rule asks."""
    first_months: int = 6
    induction: Interval = INDUCTION
    """How long an induction lasts [DEV-4]."""
    induction_of_managers: Interval = INDUCTION_OF_MANAGERS
    probation: Interval = PROBATION
    """How long probation lasts [DEV-11]."""
    probation_reviews: Interval = PROBATION_REVIEWS
    """How often it is reviewed."""
    sign_within_days: int = 14
    """Until a record is given for signature [CAD-11] [CAD-12]."""
    ratings: RatingsRule = RatingsRule()
    source: bytes = field(repr=False, default=b"")
    digest: str = ""

    @property
    def grades(self) -> tuple[str, ...]:
        """Every grade that a rule asks for, in the order of the rules: to be offered for a worker."""
        return tuple(dict.fromkeys(grade for rule in self.rules for grade in rule.grades))

    @property
    def in_short(self) -> str:
        """Say in a few words how often: "every 3 months", "from every 2 weeks to every 12 weeks"."""
        limits = sorted((rule.limit for rule in self.rules), key=lambda one: one.days_about)
        first, last = limits[0], limits[-1]
        words = first.every if first == last else f"from {first.every} to {last.every}"
        return f"{words}, informal contact each month" if self.informal is not None else words

    @property
    def remarks(self) -> list[str]:
        """Say what holds beside the rules, a sentence each."""
        said = []
        if self.informal is not None:
            said.append(f"Informal contact: at least {say_duration(self.informal.minutes)} in every month.")
        if self.part_time is PartTime.PRO_RATA:
            said.append(
                f"Part time: pro rata of {self.full_time_hours:g} hours; half the hours, twice the gap."
            )
        elif self.part_time is PartTime.AGREED:
            said.append("Part time: the two agree how often, one by one; until then it is as full time.")
        if self.as_permanent:
            said.append(f"Counted as permanent staff: {' and '.join(sorted(self.as_permanent))}.")
        induction, managers = self.induction.words, self.induction_of_managers.words
        said.append(f"Induction: {induction}; {managers} for new managers.")
        said.append(f"Probation: {self.probation.words}, looked at {self.probation_reviews.every}.")
        said.append(f"Records are given for signature within {self.sign_within_days} days.")
        said.append(self.ratings.words)
        return said
