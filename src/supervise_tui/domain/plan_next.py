"""What can be done next in a case, as a list for a person: one step for each form, what leads on first.

Several moves are made by one form: a review is held first, and what comes of it is its last question. So a
step stands for all moves of its form, and says of each whether it is possible, and what is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from supervise_tui.canonical import Json
from supervise_tui.domain.people import Nation
from supervise_tui.domain.plan_case import Case, Entry
from supervise_tui.domain.procedure import Offered, Standing, course_of
from supervise_tui.domain.procedure_course import Course
from supervise_tui.domain.procedure_moves import MOVES
from supervise_tui.domain.procedure_table import FROM, State
from supervise_tui.domain.procedure_words import EntryKind
from supervise_tui.forms.procedure_policy import ProcedurePolicy


class Place(StrEnum):
    """Where a step stands on the screen of its case."""

    NEXT = "next"
    """It leads on, or is due, and is possible today."""
    LATER = "later"
    """It leads on, and something is missing."""
    DAILY = "daily"
    """It is written down in between, as the work goes on."""
    SELDOM = "seldom"
    """It has its place here, and most cases never need it."""


_LABELS: Final[Mapping[str, str]] = {
    EntryKind.REVIEW: "Hold a review",
    EntryKind.OUTCOME: "Write down the outcome",
    EntryKind.REDEPLOYMENT: "Another role",
    EntryKind.ENDED: "End the case without a decision",
}
"""Steps that stand for more than one move."""
_ANEW: Final = "Write the plan anew, within its time"
_IN_PLACE: Final = "Say that an adjustment is in place"
_ENOUGH: Final = "End the case, if the help was enough"
_DAILY: Final = (EntryKind.LOG, EntryKind.CHECK, EntryKind.CONTROL)
_SELDOM: Final = frozenset(
    {
        EntryKind.REDEPLOYMENT,
        EntryKind.ENDED,
        EntryKind.AUTHORITY,
        EntryKind.APPEAL,
        EntryKind.NEW_DATE,
        EntryKind.EXTENSION,
    }
)
"""What few cases need, unless it is due."""
_IN_BETWEEN: Final = frozenset({EntryKind.INVITATION, EntryKind.MEETING, EntryKind.OUTCOME})
"""While a plan runs these are about an interim meeting, which few plans need, unless one is called."""
_LAST: Final = (EntryKind.NOT_ATTENDED, EntryKind.NEW_DATE)
"""Equally due, these come after what was meant to happen."""
_PREPARES: Final = frozenset({EntryKind.SCOPE, EntryKind.ADVICE, EntryKind.SUMMARY, EntryKind.OFFICIAL})
"""What is seen to before a formal meeting: it stands with the meeting while that is still to come."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One form that can be filled in where the case stands."""

    kind: EntryKind
    label: str
    place: Place
    offered: tuple[Offered, ...]
    """The moves it can make, in the order of the table."""

    @property
    def allowed(self) -> bool:
        """Whether it can be taken today."""
        return any(one.allowed for one in self.offered)

    @property
    def by(self) -> date | None:
        """By when; None where there is no limit."""
        return min((one.by for one in self.offered if one.by), default=None)

    @property
    def otherwise(self) -> str:
        """What if it is not taken by then."""
        return next((one.otherwise for one in self.offered if one.by and one.otherwise), "")

    @property
    def missing(self) -> tuple[str, ...]:
        """Everything in the way of a step that cannot be taken: of the move that lacks least."""
        if self.allowed:
            return ()
        return min((one.missing for one in self.offered), key=len, default=())

    @property
    def preset(self) -> Mapping[str, Json]:
        """Answers that its entry begins with, whatever comes of it."""
        first, *others = [one.preset for one in self.offered if one.allowed] or [{}]
        return {key: value for key, value in first.items() if all(one.get(key) == value for one in others)}


def steps(now: Standing) -> tuple[Step, ...]:
    """Give every step where the case stands: what is due first, then in the order of the table."""
    by_kind: dict[EntryKind, list[Offered]] = {}
    for one in now.offered:
        by_kind.setdefault(MOVES[one.move].kind, []).append(one)
    found = [_step(now, kind, tuple(offered)) for kind, offered in by_kind.items()]
    order = list(Place)
    return tuple(
        sorted(found, key=lambda one: (order.index(one.place), one.by or date.max, _among_equals(one.kind)))
    )


def _among_equals(kind: EntryKind) -> int:
    if kind in _LAST:
        return 1 + _LAST.index(kind)
    return _DAILY.index(kind) if kind in _DAILY else 0


def _step(now: Standing, kind: EntryKind, offered: tuple[Offered, ...]) -> Step:
    label = _LABELS.get(kind) if len(offered) > 1 or kind is EntryKind.REVIEW else None
    place = _place(now, kind, offered)
    if kind is EntryKind.PLAN and now.state is not State.CONCERN and place is not Place.NEXT:
        label = _ANEW
    if kind is EntryKind.ADJUSTMENT and place is Place.NEXT:
        label = _IN_PLACE
    if kind is EntryKind.ENDED and place is Place.NEXT and now.course.look_again_on:
        label = _ENOUGH
    return Step(kind=kind, label=label or offered[0].label, place=place, offered=offered)


def _place(now: Standing, kind: EntryKind, offered: tuple[Offered, ...]) -> Place:
    state = now.state
    allowed, due = any(one.allowed for one in offered), any(one.by for one in offered)
    if kind is EntryKind.CONCERN:
        return Place.NEXT if now.course.written_on is None else Place.SELDOM
    if kind in _DAILY:
        return Place.DAILY if allowed else Place.SELDOM
    if (kind is EntryKind.NOT_ATTENDED and not allowed) or kind is EntryKind.RELAPSE:
        # Nobody who opens a case that ended well is to read that it should be taken up again.
        return Place.SELDOM
    if due:
        return Place.NEXT if allowed else Place.LATER
    if kind in _SELDOM or (kind is EntryKind.PLAN and state is not State.CONCERN):
        return Place.SELDOM
    if kind in _IN_BETWEEN and state.value.endswith("-plan"):
        return Place.SELDOM
    if kind in _PREPARES:
        return Place.NEXT if state.calls and allowed and _is_wanting(now.course, kind) else Place.SELDOM
    ways = FROM[state]
    leads = any(ways[one.move].decides or ways[one.move].to is not state for one in offered)
    if kind is EntryKind.RETURN and allowed:
        return Place.NEXT
    if not leads:
        return Place.SELDOM
    return Place.NEXT if allowed else Place.LATER


def _is_wanting(course: Course, kind: EntryKind) -> bool:
    """Whether what is seen to before the meeting of this stage is still to be seen to."""
    match kind:
        case EntryKind.SCOPE:
            return not course.verdict
        case EntryKind.ADVICE:
            return course.stage.value not in course.advised
        case EntryKind.SUMMARY:
            return course.summary_on is None
        case _:
            return course.union and not course.official


_STAYS: Final = frozenset(
    {*_DAILY, EntryKind.ADVICE, EntryKind.SCOPE, EntryKind.DELIVERY, EntryKind.ADJUSTMENT}
)
"""Kinds that never change where a case stands."""


def stands_since(
    case: Case,
    entries: Iterable[Entry],
    state: State,
    policy: ProcedurePolicy,
    calendar: Nation,
    today: date,
) -> date:
    """Give the day from which on the case stands in `state`, where its entries have brought it."""
    ordered = sorted(entries, key=lambda one: one.number)
    for place in range(len(ordered) - 1, -1, -1):
        entry = ordered[place]
        if entry.kind in _STAYS:
            continue
        if course_of(case, ordered[:place], policy, calendar, today).state is not state:
            return entry.on
    return case.opened_on
