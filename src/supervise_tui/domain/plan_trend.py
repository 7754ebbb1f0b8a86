"""How each objective of a plan goes: counted from its log, so that nobody has to go by a feeling [PIP-2].

An entry says of one day: met, partly, not met. The trend holds the newer half of the entries against the
older half: better or worse by half a step, else steady. With fewer than three entries there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from supervise_tui.domain.improvement_plan import Objective, Plan, counting, rows_of
from supervise_tui.domain.plan_case import Entry, text_of
from supervise_tui.domain.procedure_words import (
    LOG_KIND,
    OBJECTIVE,
    PROGRESS,
    RESULT,
    EntryKind,
    Result,
)
from supervise_tui.forms.day_words import long_date

FEWEST = 3
"""Entries from which there is a trend."""
HALF_A_STEP = 0.5
MOST_COUNTED = 12
"""Older entries stay in the log; a trend is about how it goes now."""
WORTH: Mapping[Result, int] = {Result.NOT_MET: 0, Result.PARTLY: 1, Result.MET: 2}
WORDS: Mapping[Result, str] = {Result.MET: "met", Result.PARTLY: "partly", Result.NOT_MET: "not met"}


class Direction(StrEnum):
    """Which way an objective goes."""

    BETTER = "better"
    STEADY = "steady"
    WORSE = "worse"
    TOO_FEW = "too-few"


@dataclass(frozen=True, repr=False)
class Point:
    """One entry of the log, or what one review said."""

    on: date
    result: Result
    kind: str
    """Such as "observation"; "review" for what a review said."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Trend:
    """How one objective goes."""

    objective: Objective
    points: tuple[Point, ...]
    """From the log, the oldest first."""
    reviewed: tuple[Point, ...]
    """What each review said of it, the oldest first."""

    @property
    def direction(self) -> Direction:
        """Which way it goes, by the newer half of the entries against the older one."""
        worth = [WORTH[one.result] for one in self.points[-MOST_COUNTED:]]
        if len(worth) < FEWEST:
            return Direction.TOO_FEW
        half = len(worth) // 2
        gain = sum(worth[-half:]) / half - sum(worth[:half]) / half
        if gain >= HALF_A_STEP:
            return Direction.BETTER
        return Direction.WORSE if gain <= -HALF_A_STEP else Direction.STEADY

    @property
    def met_since(self) -> date | None:
        """From when on every entry says met; None when the last one does not, or there is none."""
        since: date | None = None
        for one in self.points:
            since = (since or one.on) if one.result is Result.MET else None
        return since

    @property
    def words(self) -> str:
        """Say it in one line: "5 entries: 3 met, 1 partly, 1 not met; getting better"."""
        if not self.points:
            return "No entry in the log yet"
        count = len(self.points)
        told = [
            f"{number} {WORDS[result]}"
            for result in Result
            if (number := sum(one.result is result for one in self.points))
        ]
        entries = f"{count} {'entry' if count == 1 else 'entries'}"
        return f"{entries}: {', '.join(told)}; {_DIRECTIONS[self.direction]}"


_DIRECTIONS: Mapping[Direction, str] = {
    Direction.BETTER: "getting better",
    Direction.STEADY: "much the same",
    Direction.WORSE: "getting worse",
    Direction.TOO_FEW: "too few to say where it goes",
}


def trends(plan: Plan, entries: Iterable[Entry]) -> tuple[Trend, ...]:
    """Give how each objective of the plan goes, in the plan's order."""
    happened = counting(entries)
    return tuple(
        Trend(
            objective=one,
            points=tuple(_points(happened, one.id)),
            reviewed=tuple(_reviewed(happened, one.id)),
        )
        for one in plan.objectives
    )


def _points(entries: Sequence[Entry], objective: str) -> list[Point]:
    return [
        Point(one.on, Result(said), text_of(one.answers, LOG_KIND))
        for one in entries
        if one.kind == EntryKind.LOG
        and text_of(one.answers, OBJECTIVE) == objective
        and (said := text_of(one.answers, RESULT)) in set(Result)
    ]


def _reviewed(entries: Sequence[Entry], objective: str) -> list[Point]:
    found: list[Point] = []
    for entry in entries:
        if entry.kind not in (EntryKind.REVIEW, EntryKind.EXTENSION):
            continue
        for row in rows_of(entry.answers, PROGRESS):
            said = text_of(row, RESULT)
            if row.get("id") == objective and said in set(Result):
                found.append(Point(entry.on, Result(said), "review"))
    return found


def held_since(found: Sequence[Trend]) -> date | None:
    """Give the day from which on every entry of every objective says met; None when that is not so [PIP-2].

    An objective without an entry shows nothing, so that nothing holds yet.
    """
    since = [one.met_since for one in found]
    days = [day for day in since if day is not None]
    return max(days) if days and len(days) == len(since) else None


def held_words(plan: Plan, found: Sequence[Trend], today: date) -> str:
    """Say for how long the standard has held, against what was agreed."""
    since = held_since(found)
    asked = f"{plan.holds_weeks} {'week' if plan.holds_weeks == 1 else 'weeks'}"
    if since is None:
        return f"Not every objective is met yet; then it has to hold for {asked}."
    weeks = max(0, (today - since).days // 7)
    held = f"{weeks} {'week' if weeks == 1 else 'weeks'}"
    if weeks >= plan.holds_weeks:
        return f"Every entry says met for {held}: as long as was agreed."
    return f"Every entry says met since {long_date(since)}; it has to hold for {asked}."
