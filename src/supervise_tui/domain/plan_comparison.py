"""Improvement plans held against each other, without a name: similar gaps should get similar actions [PIP-2].

A line is about FEWEST people at least. Smaller groups are put together, and as many others with them as it
takes: so nothing can be worked out about one person by taking the lines from the whole either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from statistics import median
from typing import Final

from supervise_tui.domain.improvement_plan import SUPPORT, counting, rows_of
from supervise_tui.domain.people import Nation, Worker
from supervise_tui.domain.plan_case import Case, Entry, date_of, text_of
from supervise_tui.domain.procedure import course_of
from supervise_tui.domain.procedure_course import Course
from supervise_tui.domain.procedure_table import APPEALS, State
from supervise_tui.domain.procedure_words import CONTROLS, STARTS_ON, EntryKind, Stage
from supervise_tui.forms.procedure_policy import ProcedurePolicy

FEWEST: Final = 3
"""People that a line is about at least, and things that a middle value is of."""
TOO_FEW: Final = "too few"
NO_PLAN: Final = "no-plan"
"""In place of a template: only a concern was written, or it ended before there was a plan."""
OTHERS: Final = "others"
_KIND: Final = "kind"
_DAYS_A_WEEK: Final = 7


class Stands(StrEnum):
    """How a plan ended, or where it stands."""

    CONCERN = "concern"
    RUNNING = "running"
    STAGE_1 = "stage_1"
    STAGE_2 = "stage_2"
    STAGE_3 = "stage_3"
    CLOSED = "closed"
    REDEPLOYED = "redeployed"
    DISMISSED = "dismissed"
    OVERTURNED = "overturned"
    ENDED = "ended"

    @property
    def label(self) -> str:
        """In a word or two, to stand behind a number."""
        return _LABELS[self]


_LABELS: Final[Mapping[Stands, str]] = {
    Stands.CONCERN: "without a plan yet",
    Stands.RUNNING: "running",
    Stands.STAGE_1: "at stage 1",
    Stands.STAGE_2: "at stage 2",
    Stands.STAGE_3: "at stage 3",
    Stands.CLOSED: "closed",
    Stands.REDEPLOYED: "in another role",
    Stands.DISMISSED: "dismissed",
    Stands.OVERTURNED: "dismissal overturned",
    Stands.ENDED: "ended otherwise",
}
_OF_STATE: Final[Mapping[State, Stands]] = {
    State.CONCERN: Stands.CONCERN,
    State.INFORMAL_PLAN: Stands.RUNNING,
    State.CLOSED: Stands.CLOSED,
    State.REDEPLOYED: Stands.REDEPLOYED,
    State.OVERTURNED: Stands.OVERTURNED,
    State.ELSEWHERE: Stands.ENDED,
    State.ENDED: Stands.ENDED,
    **dict.fromkeys((*APPEALS, State.STANDS), Stands.DISMISSED),
    **{one: Stands(one.stage) for one in State if one.value.startswith("stage-") and one.stage},
}


@dataclass(frozen=True, kw_only=True)
class PlanFacts:
    """What is compared of one case."""

    worker: str
    template: str
    """The id of its template, "" for a plan from nothing, NO_PLAN while there is none."""
    post: str
    """The worker's grade, or post, as people write it."""
    stands: Stands
    stage: Stage = Stage.INFORMAL
    """How far it came."""
    extended: bool = False
    days: int | None = None
    """From the plan's first day until it was over, or while it runs until its last agreed day."""
    help: frozenset[str] = frozenset()
    controls: frozenset[str] = frozenset()
    """Which kinds the plan has, by their ids in its form."""
    reviews: tuple[int, ...] = ()
    """Of each review that was due how many days it was late; 0 in time."""


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What can be said of several plans."""

    stands: Mapping[Stands, int]
    """How many of each, none left out: they add up to the plans."""
    formal: int
    """How many came to a formal stage."""
    extended: int
    """How many were given more time."""
    weeks: Fraction | None
    """The length in the middle; None when too few have one."""
    help: Mapping[str, int]
    controls: Mapping[str, int]
    """By kind, how many plans have it."""
    reviews: int
    in_time: int
    days_late: Fraction | None
    """In the middle of those that were late; None when there are too few of them."""

    @property
    def late(self) -> int:
        """How many reviews were late."""
        return self.reviews - self.in_time


@dataclass(frozen=True, kw_only=True)
class Line:
    """Plans of one kind."""

    key: str
    label: str
    plans: int
    people: int
    figures: Figures | None = field(repr=False)
    """None when it would be about fewer than FEWEST people."""


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """All plans together, by what they are about, and by who does the work."""

    on: date
    all: Line
    by_template: tuple[Line, ...]
    by_post: tuple[Line, ...]


def compared(facts: Iterable[PlanFacts], titles: Mapping[str, str], on: date) -> Comparison:
    """Compare plans; `titles` gives what each template is called."""
    known = list(facts)
    named = {"": "From nothing", NO_PLAN: "No plan made yet", **titles}
    posts = {_as_one(one.post): " ".join(one.post.split()) for one in known}
    return Comparison(
        on=on,
        all=_line("all", "All plans", known),
        by_template=_lines(known, lambda one: one.template, lambda key: named.get(key, key)),
        by_post=_lines(known, lambda one: _as_one(one.post), lambda key: posts[key] or "No post given"),
    )


def _as_one(post: str) -> str:
    """Give a post as it is compared: two spellings of one are one."""
    return " ".join(post.casefold().split())


def _lines(
    facts: Sequence[PlanFacts], key: Callable[[PlanFacts], str], label: Callable[[str], str]
) -> tuple[Line, ...]:
    groups: dict[str, list[PlanFacts]] = {}
    for one in facts:
        groups.setdefault(key(one), []).append(one)
    order = sorted(groups, key=lambda one: (-_people(groups[one]), -len(groups[one]), label(one)))
    shown = [one for one in order if _people(groups[one]) >= FEWEST]
    rest = [one for one in order if one not in shown]
    while rest and shown and _people(_all_of(groups, rest)) < FEWEST:
        # What is left over would be about one or two people: the whole less the lines would tell of them.
        rest.insert(0, shown.pop())
    lines = [_line(one, label(one), groups[one]) for one in shown]
    if len(rest) == 1:
        lines.append(_line(rest[0], label(rest[0]), groups[rest[0]]))
    elif rest:
        lines.append(_line(OTHERS, "Others together" if lines else "All together", _all_of(groups, rest)))
    return tuple(lines)


def _all_of(groups: Mapping[str, list[PlanFacts]], keys: Iterable[str]) -> list[PlanFacts]:
    return [fact for key in keys for fact in groups[key]]


def _people(facts: Iterable[PlanFacts]) -> int:
    return len({one.worker for one in facts})


def _line(key: str, label: str, facts: Sequence[PlanFacts]) -> Line:
    people = _people(facts)
    figures = _figures(facts) if people >= FEWEST else None
    return Line(key=key, label=label, plans=len(facts), people=people, figures=figures)


def _figures(facts: Sequence[PlanFacts]) -> Figures:
    stands = Counter(one.stands for one in facts)
    reviews = [days for one in facts for days in one.reviews]
    late = [days for days in reviews if days]
    return Figures(
        stands={one: stands[one] for one in Stands},
        formal=sum(one.stage is not Stage.INFORMAL for one in facts),
        extended=sum(one.extended for one in facts),
        weeks=_middle([Fraction(one.days, _DAYS_A_WEEK) for one in facts if one.days is not None]),
        help=Counter(kind for one in facts for kind in one.help),
        controls=Counter(kind for one in facts for kind in one.controls),
        reviews=len(reviews),
        in_time=len(reviews) - len(late),
        days_late=_middle([Fraction(days) for days in late]),
    )


def _middle(numbers: Sequence[Fraction]) -> Fraction | None:
    return Fraction(median(numbers)) if len(numbers) >= FEWEST else None


# ---- the facts of one case ---------------------------------------------------------------------------------


def facts_of(
    case: Case,
    entries: Iterable[Entry],
    worker: Worker,
    policy: ProcedurePolicy,
    nation: Nation,
    today: date,
) -> PlanFacts:
    """Give what is compared of a case on `today`; nothing is raised, whatever its entries hold."""
    every = sorted(entries, key=lambda one: one.number)
    told = counting(every)
    plans = [one for one in told if one.kind == EntryKind.PLAN]

    def course_at(count: int, day: date) -> Course:
        return course_of(case, every[:count], policy, nation, day)

    now = course_at(len(every), today)
    return PlanFacts(
        worker=worker.id,
        template=case.template if plans else NO_PLAN,
        post=worker.grade or worker.post,
        stands=_OF_STATE[now.state],
        stage=now.stage,
        extended=any(one.kind == EntryKind.EXTENSION for one in told),
        days=_length(plans, now, today),
        help=_kinds(plans, SUPPORT),
        controls=_kinds(plans, CONTROLS),
        reviews=tuple(_reviews(every, course_at, now, today)),
    )


def _length(plans: Sequence[Entry], now: Course, today: date) -> int | None:
    if not plans:
        return None
    first = date_of(plans[0].answers, STARTS_ON) or plans[0].on
    last = now.ended_on or now.plan_end(today) or today
    return max(0, (last - first).days)


def _kinds(plans: Iterable[Entry], question: str) -> frozenset[str]:
    return frozenset(
        kind for one in plans for row in rows_of(one.answers, question) if (kind := text_of(row, _KIND))
    )


def _reviews(
    every: Sequence[Entry], course_at: Callable[[int, date], Course], now: Course, today: date
) -> Iterator[int]:
    """Give the days by which each review was late, with the one that is overdue now."""
    for place, entry in enumerate(every):
        if entry.kind == EntryKind.REVIEW:
            due = course_at(place, entry.on).review_on(entry.on)
            if due is not None:
                yield max(0, (entry.on - due).days)
    waiting = now.review_on(today)
    if waiting is not None and waiting < today and now.ended_on is None and not now.paused(today):
        yield (today - waiting).days
