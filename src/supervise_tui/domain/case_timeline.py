"""The course of a case along its days: stages, plans, pauses, meetings; for a picture on one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from supervise_tui.domain.absences import Pause
from supervise_tui.domain.improvement_plan import controls, counting, plan_in_force, rows_of
from supervise_tui.domain.people import Nation
from supervise_tui.domain.plan_case import Case, Entry, date_of, text_of
from supervise_tui.domain.plan_trend import Trend, trends
from supervise_tui.domain.procedure import course_of
from supervise_tui.domain.procedure_course import MEETING_WORDS
from supervise_tui.domain.procedure_moment import appeal_until
from supervise_tui.domain.procedure_moves import event_of
from supervise_tui.domain.procedure_table import APPEALS, Event, State
from supervise_tui.domain.procedure_words import (
    CONTROL,
    CONTROL_STATE,
    ENDS_ON,
    LONGER_FOR,
    MEETING,
    NEW_CONTROL,
    SAFEGUARDS,
    STARTS_ON,
    WHAT,
    ControlState,
    EntryKind,
    Stage,
)
from supervise_tui.forms.procedure_policy import ProcedurePolicy

STAGE_NAMES: Final[Mapping[Stage, str]] = {
    Stage.INFORMAL: "Informal",
    Stage.ONE: "Stage 1",
    Stage.TWO: "Stage 2",
    Stage.THREE: "Stage 3",
}

_CONTROL_SAID: Final[Mapping[str, str]] = {
    ControlState.IN_FORCE: "In force",
    ControlState.BROKEN: "Not kept",
    ControlState.LIFTED: "Lifted",
}
_CHANGES: Final = (ControlState.BROKEN, ControlState.LIFTED)
"""What a review says of a risk control that is news: most are in force, as before."""


_DECIDED: Final[Mapping[Event, str]] = {
    Event.CLOSE: "Closed",
    Event.EXTEND: "More time",
    Event.FORMAL: "On to the next stage",
    Event.SKIP: "A stage left out",
    Event.INTERIM_OUTCOME: "The plan stands",
    Event.INTERIM_LONGER: "More time",
    Event.NO_ACTION: "No further action",
    Event.NEW_PLAN: "A plan",
    Event.LONGER_PLAN: "More time",
    Event.NEXT_STAGE: "On to stage 3",
    Event.ROLE_AGREED: "Another role",
    Event.DISMISS: "Dismissed",
    Event.APPEAL: "Appeal",
    Event.APPEAL_WITHDRAWN: "Appeal taken back",
    Event.STANDS: "Decision stands",
    Event.OVERTURNED: "Overturned",
    Event.RELAPSE: "Taken up again",
    Event.ELSEWHERE: "Dealt with elsewhere",
    Event.LEFT: "Left",
    Event.UNFOUNDED: "Not borne out",
}
"""What leads a case on or ends it, in a word or two."""


@dataclass(frozen=True, repr=False)
class Stretch:
    """Something that lasted."""

    label: str
    first: date
    last: date
    meant: date | None = None
    """Of a plan that ended before its time: the last day that was agreed."""


@dataclass(frozen=True, repr=False)
class Moment:
    """Something of one day."""

    label: str
    on: date


@dataclass(frozen=True, kw_only=True)
class CaseTimeline:
    """What the picture shows, all between `first` and `last`."""

    first: date
    last: date
    stages: tuple[Stretch, ...]
    plans: tuple[Stretch, ...]
    pauses: tuple[Stretch, ...]
    meetings: tuple[Moment, ...]
    decisions: tuple[Moment, ...]
    """What led the case on or ended it; an appeal too."""
    letters: tuple[Moment, ...]
    controls: tuple[Moment, ...]
    """Risk controls that were not kept, put right, lifted or begun on the way."""
    ended: date | None
    """When the case ended; None while it is open."""
    dismissal_received: date | None
    appeal_until: date | None
    """The last day to appeal, once the letter of dismissal is received [PIP-12]."""
    trends: tuple[Trend, ...]


def timeline(
    case: Case,
    entries: Iterable[Entry],
    policy: ProcedurePolicy,
    nation: Nation,
    today: date,
    letters: Iterable[Moment] = (),
) -> CaseTimeline:
    """Give the course of a case up to `today`, or to the last day that one of its plans reaches.

    `letters`: those that were signed.
    """
    told = counting(entries)
    stages = tuple(_stages(case, told, policy, nation, today))
    course = course_of(case, told, policy, nation, today)
    over = course.ended_on
    plans = tuple(_ended(one, over) for one in _plans(told))
    pauses = tuple(Stretch("Pause", one.first, _last_away(one, over or today)) for one in course.pauses)
    meetings = tuple(Moment(_named(one), one.on) for one in told if one.kind == EntryKind.MEETING)
    plan = plan_in_force(told)
    days = [case.opened_on, today, *(one.on for one in told), *(one.last for one in plans)]
    days += [one.first for one in plans]
    return CaseTimeline(
        first=min(days),
        last=max(days),
        stages=stages,
        plans=plans,
        pauses=pauses,
        meetings=meetings,
        decisions=tuple(_decisions(told)),
        letters=tuple(letters),
        controls=tuple(_controls(told)),
        ended=over,
        dismissal_received=course.dismissal_received_on,
        appeal_until=appeal_until(course, policy, nation, today),
        trends=trends(plan, told) if plan is not None else (),
    )


def _stages(
    case: Case, told: Sequence[Entry], policy: ProcedurePolicy, nation: Nation, today: date
) -> Iterator[Stretch]:
    """The stage after each entry, in the order in which they were written down; one stretch for each."""
    changes = [("Informal", case.opened_on)]
    written = sorted(told, key=lambda one: one.number)
    end = today
    for count, entry in enumerate(written, 1):
        course = course_of(case, written[:count], policy, nation, today)
        said = STAGE_NAMES[course.stage]
        if course.state in (*APPEALS, State.STANDS, State.OVERTURNED):
            said = "After dismissal"
        if said != changes[-1][0]:
            changes.append((said, entry.on))
        end = course.ended_on or today
    for (said, first), (_, last) in pairwise([*changes, ("", max(end, changes[-1][1]))]):
        yield Stretch(said, first, last)


def _plans(told: Sequence[Entry]) -> Iterator[Stretch]:
    for one in told:
        first, last = date_of(one.answers, STARTS_ON) or one.on, date_of(one.answers, ENDS_ON)
        if one.kind == EntryKind.PLAN and last is not None and last >= first:
            yield Stretch("Plan", first, last)
        elif one.kind == EntryKind.EXTENSION and last is not None and last >= one.on:
            beyond = text_of(one.answers, LONGER_FOR)
            yield Stretch("More time, longer than usual" if beyond else "More time", one.on, last)


def _ended(plan: Stretch, over: date | None) -> Stretch:
    """A plan ends with its case."""
    if over is None or over >= plan.last:
        return plan
    return replace(plan, last=max(over, plan.first), meant=plan.last)


def _last_away(pause: Pause, until: date) -> date:
    """Give the last day of a pause: the one before the return [PIP-13]."""
    return max(pause.first, pause.end - timedelta(days=1)) if pause.end is not None else until


def _decisions(told: Sequence[Entry]) -> Iterator[Moment]:
    for entry in told:
        event = event_of(entry)
        if event is not None and event in _DECIDED:
            yield Moment(_DECIDED[event], entry.on)


def _controls(told: Sequence[Entry]) -> Iterator[Moment]:
    """What became of the risk controls, by an entry of its own or in a review [PIP-2]."""
    plan = plan_in_force(told)
    names = {one.id: one.what for one in controls(plan, told)} if plan is not None else {}
    for entry in told:
        if entry.kind == EntryKind.CONTROL:
            which = text_of(entry.answers, CONTROL)
            name = text_of(entry.answers, WHAT) if which == NEW_CONTROL else names.get(which, "All of them")
            said = _CONTROL_SAID.get(text_of(entry.answers, CONTROL_STATE), "")
            yield Moment(f"{said}: {name}", entry.on)
        elif entry.kind == EntryKind.REVIEW:
            for row in rows_of(entry.answers, SAFEGUARDS):
                state = text_of(row, CONTROL_STATE)
                if state in _CHANGES:
                    yield Moment(f"{_CONTROL_SAID[state]}: {text_of(row, WHAT)}", entry.on)


def _named(entry: Entry) -> str:
    said = MEETING_WORDS.get(text_of(entry.answers, MEETING), "a meeting")
    short = said.removeprefix("the ").removeprefix("an ").removeprefix("a ")
    return f"{short[:1].upper()}{short[1:]}"
