"""Where a case stands, worked out of its entries: which moves are possible, what is missing, by when.

Two questions are kept apart. `refusal` is asked before an entry is written, and is strict: every guard has
to hold. `standing` reads what is written: an entry that broke a rule after all (a pause that was written down
late, a policy that has changed since) has still happened, so it counts, and stands among the faults; only
what cannot happen in its state at all is left out. So a case never falls back by what is learned later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from supervise_tui.canonical import Json
from supervise_tui.domain.cadence import SOON_DAYS
from supervise_tui.domain.people import Nation, Worker
from supervise_tui.domain.plan_case import Case, Entry, struck, struck_by
from supervise_tui.domain.procedure_clocks import CaseClock, case_clocks
from supervise_tui.domain.procedure_course import Course, followed, stepped
from supervise_tui.domain.procedure_dates import paused_on, term_end
from supervise_tui.domain.procedure_guards import GUARDS
from supervise_tui.domain.procedure_moment import Lack, Moment, meeting_of, notice_term
from supervise_tui.domain.procedure_moves import MOVES, STATE_LABELS, event_of
from supervise_tui.domain.procedure_table import FROM, WAYS, Event, State, Way, to_call
from supervise_tui.domain.procedure_words import (
    DAY,
    MEETING,
    MEETING_ON,
    SIGNED,
    TO_STAGE,
    WHAT,
    EntryKind,
    Stage,
)
from supervise_tui.forms.day_words import long_date
from supervise_tui.forms.procedure_policy import ProcedurePolicy
from supervise_tui.problems import NotAllowed

_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Offered:
    """One move in the state where the case stands."""

    move: Event
    allowed: bool
    """Whether it can be made today."""
    why_not: str = field(repr=False)
    """The first thing in the way, with its cure; empty when it is allowed."""
    missing: tuple[str, ...] = field(repr=False)
    """Everything in the way, a sentence or two each."""
    by: date | None
    """By when; None where there is no limit."""
    otherwise: str
    """What if it is not made by then; empty where nothing follows."""
    preset: Mapping[str, Json] = field(default_factory=dict, repr=False)
    """Answers to begin its entry with: those that make it this move here."""

    @property
    def label(self) -> str:
        """The move as a list names it."""
        return MOVES[self.move].label


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a case stands on one day."""

    state: State
    paused: bool
    offered: tuple[Offered, ...]
    """Every move that the table has for this state, in its order."""
    clocks: tuple[CaseClock, ...]
    """What is due, the earliest first."""
    faults: tuple[str, ...] = field(repr=False)
    """What was written and does not fit the rules, a sentence each."""
    course: Course = field(repr=False)
    """The facts behind it: the plan, the meeting that is called, the letter that is owed."""
    monitored_until: date | None = None
    """After success: until then supervision has a standing item [PIP-18]."""

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to do: it ended, or nobody appealed against a dismissal in time."""
        appealed_no_more = self.state is State.DISMISSED and self.course.owed is None and not self.clocks
        return self.state.is_over or (appealed_no_more and not self.paused)

    @property
    def label(self) -> str:
        """The state in plain words."""
        return STATE_LABELS[self.state]

    def offer(self, move: Event) -> Offered | None:
        """Give what is said of one move; None when it has no place here."""
        return next((one for one in self.offered if one.move is move), None)


@dataclass(frozen=True)
class _Rules:
    """What the entries are read by."""

    case: Case
    policy: ProcedurePolicy
    nation: Nation
    today: date
    worker: Worker | None


def standing(
    case: Case,
    entries: Iterable[Entry],
    policy: ProcedurePolicy,
    calendar: Nation,
    today: date,
    worker: Worker | None = None,
    soon_days: int = SOON_DAYS,
) -> Standing:
    """Say where `case` stands on `today`; `entries` are those that count, in any order.

    `calendar` is the nation whose bank holidays count. With `worker`, probation and contract are looked
    at too [PIP-5]. Nothing is raised, whatever the entries hold.
    """
    rules = _Rules(case, policy, calendar, today, worker)
    course, faults = _read(rules, entries)
    clocks = case_clocks(course, policy, calendar, today, soon_days, worker.left_on if worker else None)
    monitored = None
    if course.state is State.CLOSED and course.ended_on is not None:
        monitored = term_end(course.ended_on, policy.monitored_for, calendar)
    return Standing(
        state=course.state,
        paused=course.paused(today),
        offered=tuple(_offered(rules, course, clocks)),
        clocks=clocks,
        faults=tuple(faults),
        course=course,
        monitored_until=monitored,
    )


def course_of(
    case: Case, entries: Iterable[Entry], policy: ProcedurePolicy, calendar: Nation, today: date
) -> Course:
    """Give the facts that the entries add up to, without judging them: for who needs no more than those."""
    return _read(_Rules(case, policy, calendar, today, None), entries, judged=False)[0]


def refusal(
    case: Case,
    entries: Iterable[Entry],
    entry: Entry,
    policy: ProcedurePolicy,
    calendar: Nation,
    today: date,
    worker: Worker | None = None,
) -> NotAllowed | None:
    """Say why `entry` cannot be written into `case` after `entries`; None when it can [PIP-4]."""
    rules = _Rules(case, policy, calendar, today, worker)
    before = list(entries)
    # It comes last, whatever number it has until it is written.
    entry = replace(entry, number=1 + max((one.number for one in before), default=0))
    if entry.kind == EntryKind.MISTAKE:
        lack = _mistake_lack(rules, before, entry)
    else:
        course, _ = _read(rules, before, judged=False)
        lack = next(_lacks(rules, course, entry), None)
    return NotAllowed(lack.sentence, lack.cure) if lack else None


def check_entry(
    case: Case,
    entries: Iterable[Entry],
    entry: Entry,
    policy: ProcedurePolicy,
    calendar: Nation,
    today: date,
    worker: Worker | None = None,
) -> None:
    """NotAllowed with the reason and the cure if `entry` cannot be written into `case` after `entries`."""
    problem = refusal(case, entries, entry, policy, calendar, today, worker)
    if problem is not None:
        raise problem


# ---- reading what is written ------------------------------------------------------------------------------


def _read(rules: _Rules, entries: Iterable[Entry], *, judged: bool = True) -> tuple[Course, list[str]]:
    """Follow the entries in their order; `judged` also collects what does not fit."""
    opened = rules.case.opened_on
    course, faults = Course(opened_on=opened, decided_on=opened), []
    ordered = sorted(entries, key=lambda one: one.number)
    gone = struck(ordered)
    for entry in ordered:
        if entry.number in gone or entry.kind == EntryKind.MISTAKE:
            continue
        if judged:
            faults += [f"{_name(entry)}: {lack}" for lack in _lacks(rules, course, entry)]
        course = _after(course, entry)
    if judged:
        faults += _in_pauses(course)
    return course, faults


def _after(course: Course, entry: Entry) -> Course:
    event = event_of(entry)
    way = WAYS.get((course.state, event)) if event is not None else None
    if event is None or way is None:
        return course
    to = way.to or _named(entry)
    if to is None or (event is Event.RETURN and not course.pauses):
        return course
    after = followed(course, event, entry, to)
    if not _ordered(way, course.state):
        return after
    decided = course.decided
    if way.decides and not course.paused(entry.on):
        decided = (*decided, (entry.on, MOVES[event].label))
    return stepped(after, max(course.decided_on, entry.on), decided)


def _named(entry: Entry) -> State | None:
    to = entry.answers.get(TO_STAGE)
    return to_call(to) if isinstance(to, str) and to in set(Stage) - {Stage.INFORMAL} else None


def _ordered(way: Way, state: State) -> bool:
    """Whether a move has its place in time after the last one: it decides, or leads on."""
    return way.decides or way.to is not state


def _in_pauses(course: Course) -> Iterator[str]:
    """Name what was decided in a pause that was written down only afterwards [PIP-13].

    On a pause's first day it may have been before the worker fell ill.
    """
    after_first = [replace(one, first=one.first + _ONE_DAY) for one in course.pauses]
    for day, what in course.decided:
        if paused_on(after_first, day):
            yield f"{what}, {long_date(day)}: the worker was off sick then, as was written down later."


def _name(entry: Entry) -> str:
    event = event_of(entry)
    label = MOVES[event].label if event is not None else "An entry"
    return f"{label}, {long_date(entry.on)}"


# ---- asking about one entry -------------------------------------------------------------------------------


def _lacks(rules: _Rules, course: Course, entry: Entry) -> Iterator[Lack]:
    """Give everything that stands in the way of an entry where the case stands, the plainest first."""
    event = event_of(entry)
    if event is None:
        known = entry.kind in set(EntryKind)
        yield (
            Lack("The entry does not say what was decided.", "Choose the outcome in it.")
            if known
            else Lack("This program does not know that kind of entry.", "A newer version may.")
        )
        return
    way = WAYS.get((course.state, event))
    if way is None:
        yield Lack(f"{STATE_LABELS[course.state]}: this has no place here.", MOVES[event].belongs)
        return
    if entry.on > rules.today:
        yield Lack(f"{long_date(entry.on)} lies ahead.", "Write it down once it has happened.")
    first = event is Event.CONCERN and course.written_on is None
    if entry.on < course.opened_on and not first:
        opened = long_date(course.opened_on)
        yield Lack(f"{long_date(entry.on)} is before the case was opened, {opened}.", "Look at the day.")
    if _ordered(way, course.state) and entry.on < course.decided_on:
        last = long_date(course.decided_on)
        yield Lack(f"{long_date(entry.on)} is before the last step, {last}.", "Look at the day.")
    if way.to is None and _named(entry) is None:
        yield Lack("It is not said to which stage.", "Choose the stage.")
    moment = Moment(
        course=course,
        event=event,
        on=entry.on,
        policy=rules.policy,
        nation=rules.nation,
        worker=rules.worker,
        given=entry.answers,
    )
    for guard in way.guards:
        lack = GUARDS[guard](moment)
        if lack is not None:
            yield lack


# ---- what is on offer -------------------------------------------------------------------------------------


def _offered(rules: _Rules, course: Course, clocks: Sequence[CaseClock]) -> Iterator[Offered]:
    by_move = {move: clock for clock in reversed(clocks) for move in clock.moves}
    for event, way in FROM[course.state].items():
        moment = Moment(
            course=course,
            event=event,
            on=_day_of(course, event, rules.today),
            policy=rules.policy,
            nation=rules.nation,
            worker=rules.worker,
        )
        lacks = [lack for guard in way.guards if (lack := GUARDS[guard](moment)) is not None]
        clock = by_move.get(event)
        yield Offered(
            move=event,
            allowed=not lacks,
            why_not=str(lacks[0]) if lacks else "",
            missing=tuple(map(str, lacks)),
            by=clock.due_on if clock else None,
            otherwise=clock.otherwise if clock else "",
            preset=_preset(rules, course, event),
        )


def _preset(rules: _Rules, course: Course, event: Event) -> Mapping[str, Json]:
    """Give the answers that make an entry this move here.

    An invitation has the first day possible; an adjustment what is known of the first that is not in place.
    """
    move, meeting = MOVES[event], meeting_of(course.state)
    preset = dict(move.preset)
    if event is Event.ADJUSTMENT:
        waiting = [one for one in course.adjustments.values() if one.in_place_on is None]
        return {WHAT: waiting[0].what, DAY: waiting[0].agreed_on.isoformat()} if waiting else preset
    if meeting is None or move.kind not in _OF_A_MEETING:
        return preset
    preset.setdefault(MEETING, meeting.value)
    if move.kind is EntryKind.INVITATION:
        notice = notice_term(rules.policy, str(preset[MEETING]))
        preset[MEETING_ON] = term_end(rules.today, notice, rules.nation).isoformat()
    return preset


_OF_A_MEETING: Final = frozenset(
    {
        EntryKind.INVITATION,
        EntryKind.NEW_DATE,
        EntryKind.NOT_ATTENDED,
        EntryKind.MEETING,
        EntryKind.OUTCOME,
    }
)
_ON_ITS_DAY: Final = frozenset({Event.MEET, Event.MEET_INTERIM, Event.NOT_ATTENDED})


def _day_of(course: Course, event: Event, today: date) -> date:
    """What was set for a day that is past is written down as of that day."""
    made = course.appointment
    return min(made.on, today) if made is not None and event in _ON_ITS_DAY else today


# ---- mistakes ---------------------------------------------------------------------------------------------


def _mistake_lack(rules: _Rules, before: Sequence[Entry], entry: Entry) -> Lack | None:
    number = struck_by(entry)
    meant = next((one for one in before if one.number == number), None)
    if meant is None or meant.kind == EntryKind.MISTAKE or meant.number in struck(before):
        return Lack("There is no entry of that number that counts.", "Look at its number in the list.")
    if meant.kind in SIGNED:
        return Lack("That entry stands on a signed record, which stays.", "Write an addendum to the record.")
    known = set(_read(rules, before)[1])
    later = next((fault for fault in _read(rules, [*before, entry])[1] if fault not in known), None)
    if later is not None:
        return Lack("Later entries build on that one.", f"Without it this would not fit: {later}")
    return None
