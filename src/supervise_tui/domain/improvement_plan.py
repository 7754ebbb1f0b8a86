"""What an improvement plan holds, as it was agreed, and what became of its risk controls since [PIP-2].

All of it is read out of the entries of a case each time: nothing is kept. How the objectives go stands in
plan_trend.py, what brings people together sooner in plan_triggers.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from supervise_tui.canonical import Json
from supervise_tui.domain.absences import Pause
from supervise_tui.domain.plan_case import Entry, date_of, struck, text_of
from supervise_tui.domain.procedure_dates import pushed_on
from supervise_tui.domain.procedure_words import (
    BY_WHOM,
    CHECKS,
    CONTROL,
    CONTROL_STATE,
    CONTROLS,
    ENDS_ON,
    EVERY_CONTROL,
    EVIDENCE,
    NEW_CONTROL,
    NEXT_REVIEW_ON,
    NO_BETTER_BY,
    OBJECTIVE,
    OBJECTIVES,
    RHYTHM,
    SAFEGUARDS,
    STARTS_ON,
    TARGET,
    TRIGGERS,
    WHAT,
    ControlState,
    EntryKind,
    Rhythm,
    Trigger,
)
from supervise_tui.forms.day_words import day_of

MEASURE, CRITERION, MILESTONES, BY = "measure", "criterion", "milestones", "by"
SUPPORT, FROM, UNTIL, ENDS_WHEN, CHECKED_BY, THEN = (
    "support",
    "from",
    "until",
    "ends_when",
    "checked_by",
    "then",
)
EVERY, WHO, HOLDS_WEEKS = "every", "who", "holds_weeks"
"""Ids of questions of the plan, besides those that the procedure reads too."""
DAYS_OF: Mapping[Rhythm, int] = {Rhythm.WEEK: 7, Rhythm.TWO_WEEKS: 14}


@dataclass(frozen=True, repr=False)
class Milestone:
    """What should be there on the way."""

    by: date
    what: str


@dataclass(frozen=True, kw_only=True, repr=False)
class Objective:
    """One thing that will be seen."""

    id: str
    """Of its row in the plan; log entries and reviews name it by this."""
    words: str
    measure: str = ""
    criterion: str = ""
    target: date | None = None
    milestones: tuple[Milestone, ...] = ()

    def next_milestone(self, today: date) -> Milestone | None:
        """Give the one that comes next, today's too; None when all are past."""
        return next((one for one in self.milestones if one.by >= today), None)


@dataclass(frozen=True, kw_only=True, repr=False)
class Help:
    """One help that the home promised."""

    id: str
    what: str
    who: str = ""
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Check:
    """A short look between the reviews."""

    id: str
    what: str
    every: str = ""
    who: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Control:
    """A risk control, and what is true of it now."""

    id: str
    what: str
    starts: date | None = None
    ends_when: str = ""
    checked_by: str = ""
    state: ControlState = ControlState.IN_FORCE
    since: date | None = None
    """The day from which it is so."""
    by_whom: str = ""
    """Who lifted it, or saw that it was not kept."""
    evidence: str = ""

    @property
    def is_broken(self) -> bool:
        """Whether it was not kept, and nobody has put that right."""
        return self.state is ControlState.BROKEN


@dataclass(frozen=True, kw_only=True, repr=False)
class Plan:
    """A plan as it was agreed last, with more time where that was given."""

    number: int
    """Of the entry that it stands on."""
    made_on: date
    record: str
    """The id of the signed record."""
    starts_on: date
    ends_on: date | None
    next_review_on: date | None
    rhythm: Rhythm = Rhythm.TWO_WEEKS
    objectives: tuple[Objective, ...] = ()
    help: tuple[Help, ...] = ()
    controls: tuple[Control, ...] = ()
    """As agreed; `controls` has them as they are now."""
    checks: tuple[Check, ...] = ()
    then: Mapping[Trigger, str] = field(default_factory=dict)
    """What was agreed to happen, by trigger."""
    no_better_by: date | None = None
    holds_weeks: int = 0
    """For how long the standard has to hold before the plan is closed."""

    def objective(self, objective_id: str) -> Objective | None:
        """Give the objective of that id; None when the plan has none such."""
        return next((one for one in self.objectives if one.id == objective_id), None)


def counting(entries: Iterable[Entry]) -> list[Entry]:
    """Give the entries that were not struck as a mistake, in the order in which things happened.

    Of one day, in the order in which they were written down.
    """
    every = list(entries)
    gone = struck(every)
    return sorted((one for one in every if one.number not in gone), key=lambda one: (one.on, one.number))


def plan_in_force(entries: Iterable[Entry]) -> Plan | None:
    """Give the plan of a case as it was agreed last; None while there is none."""
    plan: Plan | None = None
    for entry in counting(entries):
        if entry.kind == EntryKind.PLAN:
            plan = _plan(entry)
        elif entry.kind == EntryKind.EXTENSION and plan is not None:
            plan = replace(plan, ends_on=date_of(entry.answers, ENDS_ON) or plan.ends_on)
        if entry.kind in (EntryKind.REVIEW, EntryKind.EXTENSION) and plan is not None:
            plan = replace(plan, next_review_on=date_of(entry.answers, NEXT_REVIEW_ON))
    return plan


def _plan(entry: Entry) -> Plan:
    said = entry.answers
    rhythm, weeks = text_of(said, RHYTHM), said.get(HOLDS_WEEKS)
    then = {str(row.get("id")): text_of(row, THEN) for row in rows_of(said, TRIGGERS)}
    return Plan(
        number=entry.number,
        made_on=entry.on,
        record=entry.record,
        starts_on=date_of(said, STARTS_ON) or entry.on,
        ends_on=date_of(said, ENDS_ON),
        next_review_on=date_of(said, NEXT_REVIEW_ON),
        rhythm=Rhythm(rhythm) if rhythm in set(Rhythm) else Rhythm.TWO_WEEKS,
        objectives=tuple(_objective(row) for row in rows_of(said, OBJECTIVES)),
        help=tuple(_help(row) for row in rows_of(said, SUPPORT)),
        controls=tuple(_control(row) for row in rows_of(said, CONTROLS)),
        checks=tuple(_check(row) for row in rows_of(said, CHECKS)),
        then={trigger: then[trigger] for trigger in Trigger if then.get(trigger)},
        no_better_by=date_of(said, NO_BETTER_BY),
        holds_weeks=int(weeks) if isinstance(weeks, int) and not isinstance(weeks, bool) else 0,
    )


def rows_of(answers: Mapping[str, Json], question: str) -> list[Mapping[str, Json]]:
    """Give the rows of an answer that has some; [] for anything else."""
    value = answers.get(question)
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _objective(row: Mapping[str, Json]) -> Objective:
    on_the_way = ((day_of(one.get(BY)), text_of(one, WHAT)) for one in rows_of(row, MILESTONES))
    return Objective(
        id=str(row.get("id", "")),
        words=text_of(row, OBJECTIVE),
        measure=text_of(row, MEASURE),
        criterion=text_of(row, CRITERION),
        target=day_of(row.get(TARGET)),
        milestones=tuple(sorted((Milestone(by, what) for by, what in on_the_way if by), key=lambda m: m.by)),
    )


def _help(row: Mapping[str, Json]) -> Help:
    return Help(
        id=str(row.get("id", "")),
        what=text_of(row, WHAT),
        who=text_of(row, WHO),
        starts=day_of(row.get(FROM)),
        ends=day_of(row.get(UNTIL)),
    )


def _check(row: Mapping[str, Json]) -> Check:
    return Check(
        id=str(row.get("id", "")), what=text_of(row, WHAT), every=text_of(row, EVERY), who=text_of(row, WHO)
    )


def _control(row: Mapping[str, Json]) -> Control:
    starts = day_of(row.get(FROM))
    return Control(
        id=str(row.get("id", "")),
        what=text_of(row, WHAT),
        starts=starts,
        ends_when=text_of(row, ENDS_WHEN),
        checked_by=text_of(row, CHECKED_BY),
        since=starts,
    )


# --- risk controls as they are now ---------------------------------------------------------------------


def controls(plan: Plan, entries: Iterable[Entry]) -> tuple[Control, ...]:
    """Give the risk controls of a plan as they are now: what was not kept first, what is lifted last.

    A risk control changes by an entry of its own, or by what a review says of it.
    """
    now = {one.id: one for one in plan.controls}
    for entry in counting(entries):
        if entry.number < plan.number and entry.on <= plan.made_on:
            continue  # it was about the plan before this one
        if entry.kind == EntryKind.CONTROL:
            for one in _meant(entry, now):
                now[one.id] = _changed(one, entry.answers, entry)
        elif entry.kind == EntryKind.REVIEW:
            for row in rows_of(entry.answers, SAFEGUARDS):
                known = now.get(str(row.get("id")))
                if known is not None:
                    now[known.id] = _changed(known, row, entry)
    order = (ControlState.BROKEN, ControlState.IN_FORCE, ControlState.LIFTED)
    return tuple(sorted(now.values(), key=lambda one: order.index(one.state)))


def _meant(entry: Entry, now: Mapping[str, Control]) -> list[Control]:
    which = text_of(entry.answers, CONTROL)
    if which == EVERY_CONTROL:
        return [one for one in now.values() if one.state is not ControlState.LIFTED]
    if which == NEW_CONTROL:
        said = entry.answers
        what, ends_when = text_of(said, WHAT), text_of(said, ENDS_WHEN)
        return [Control(id=entry.id, what=what, starts=entry.on, ends_when=ends_when, since=entry.on)]
    return [now[which]] if which in now else []


def _changed(control: Control, said: Mapping[str, Json], entry: Entry) -> Control:
    state = text_of(said, CONTROL_STATE)
    if state not in set(ControlState):
        return control
    if state == control.state and state != ControlState.BROKEN:
        return control
    return replace(
        control,
        state=ControlState(state),
        since=entry.on,
        by_whom=text_of(said, BY_WHOM) or text_of(entry.answers, "reviewer"),
        evidence=text_of(said, EVIDENCE),
    )


# --- reviews and days on the way --------------------------------------------------------------------


def review_due(plan: Plan, entries: Iterable[Entry]) -> date:
    """Give the day of the next review: as agreed, else by the plan's rhythm from the last one on [PIP-2]."""
    if plan.next_review_on is not None:
        return plan.next_review_on
    held = [one.on for one in entries if one.kind == EntryKind.REVIEW and one.number > plan.number]
    return after_rhythm(plan, max([*held, plan.starts_on]))


def after_rhythm(plan: Plan, day: date) -> date:
    """Give the day of the review after `day`: as the rhythm has it, at the latest on the plan's last day."""
    by = day + timedelta(days=DAYS_OF[plan.rhythm])
    return min(by, plan.ends_on) if plan.ends_on is not None and plan.ends_on > day else by


def milestones_past(
    plan: Plan, met: Sequence[str], today: date, pauses: Sequence[Pause] = ()
) -> list[tuple[Objective, Milestone]]:
    """Give what should be there by now, the oldest first, of the objectives that are not among `met`.

    Each with its day as it is now: later by the pauses since the plan began.
    """
    past = [
        (objective, one)
        for objective in plan.objectives
        if objective.id not in met
        for one in (
            replace(known, by=pushed_on(plan.starts_on, known.by, pauses, today))
            for known in objective.milestones
        )
        if one.by < today
    ]
    return sorted(past, key=lambda pair: pair[1].by)
