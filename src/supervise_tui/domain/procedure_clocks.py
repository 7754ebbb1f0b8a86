"""The clocks of a case: what is due by when, and what follows if it is missed; shown before it is [PIP-17].

Every limit is pushed on by the pauses in it; while a pause lasts no clock is due [PIP-13].
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from supervise_tui.domain.cadence import SOON_DAYS, DueState, state_on
from supervise_tui.domain.people import Nation
from supervise_tui.domain.procedure_course import MEETING_WORDS, Course
from supervise_tui.domain.procedure_dates import last_day_to_give, pushed_on, term_end
from supervise_tui.domain.procedure_moment import (
    appeal_until,
    look_back_until,
    new_date_limit,
)
from supervise_tui.domain.procedure_table import APPEALS, OVER, Event, State
from supervise_tui.domain.procedure_words import Letter, MovedFor, SummaryPart
from supervise_tui.forms.day_words import long_date
from supervise_tui.forms.procedure_policy import ProcedurePolicy

_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class CaseClock:
    """One thing of a case that has its time."""

    id: str
    """As scripts know it; never renamed."""
    title: str
    """In a few words, to stand in a list."""
    rule: str
    """Where the limit comes from: a code of the domain digest."""
    due_on: date | None
    """The last day that is still in time; None while nobody can know."""
    state: DueState = "on-time"
    days: int = 0
    """Days left until `due_on`; negative when it is past."""
    words: str = field(repr=False)
    """One sentence on what is due, with its day."""
    otherwise: str
    """What follows if it is missed."""
    moves: tuple[Event, ...] = ()
    """The moves that it is the limit of."""
    apart: str = ""
    """The sentence as it is said apart from the case, on home; empty where `words` tell of nothing in it."""
    ours: bool = True
    """Whether somebody here has to do something; otherwise a day that passes by itself."""


@dataclass(frozen=True)
class _Now:
    course: Course
    policy: ProcedurePolicy
    nation: Nation
    today: date
    left_on: date | None

    def pushed(self, since: date, end: date) -> date:
        return pushed_on(min(since, end), end, self.course.pauses, self.today)


def case_clocks(
    course: Course,
    policy: ProcedurePolicy,
    nation: Nation,
    today: date,
    soon_days: int = SOON_DAYS,
    left_on: date | None = None,
) -> tuple[CaseClock, ...]:
    """Give the clocks that run, the earliest first; `soon_days` ahead of its day one is due soon.

    From `left_on`, the day on which the worker left, nothing else is due before a dismissal.
    """
    now, paused = _Now(course, policy, nation, today, left_on), course.paused(today)
    found = list(_left(now)) or [clock for read in _CLOCKS for clock in read(now)]
    paused = paused and not (found and found[0].id == LEFT)
    placed = [_placed(clock, today, soon_days, paused=paused) for clock in found]
    return tuple(sorted(placed, key=lambda clock: (clock.due_on or date.max, clock.id)))


def _placed(clock: CaseClock, today: date, soon_days: int, *, paused: bool) -> CaseClock:
    if paused:
        return replace(clock, state="paused", days=0)
    if clock.due_on is None:
        return replace(clock, state="due-soon" if clock.ours else "on-time")
    days = (clock.due_on - today).days
    # A day that passes by itself is never overdue: once it is over there is nothing left to miss.
    state = state_on(today, clock.due_on, today if days <= soon_days else clock.due_on + _ONE_DAY)
    return replace(clock, state=state, days=days)


LEFT: Final = "worker-left"
"""The id of the clock of a case whose worker is not there any more."""


def _left(now: _Now) -> Iterator[CaseClock]:
    on = now.left_on
    if on is None or on > now.today or now.course.state in OVER | APPEALS:
        return
    yield CaseClock(
        id=LEFT,
        title="End the case: the worker left",
        rule="PIP-0",
        due_on=on,
        words=f"The worker left on {long_date(on)}: end the case. What is on file stays.",
        otherwise="It looks as if somebody were still to be judged.",
        moves=(Event.LEFT,),
    )


def _plan(now: _Now) -> Iterator[CaseClock]:
    course = now.course
    end = course.plan_end(now.today)
    running = course.state is State.INFORMAL_PLAN or course.state.value.endswith("-plan")
    if not running:
        return
    if course.plan_due or course.extension_due:
        made = "plan" if course.plan_due else "extension"
        by = _in_writing_by(now, course.decided_on)
        yield CaseClock(
            id=f"{made}-to-make",
            title=f"Write the {made}",
            rule="PIP-10",
            due_on=by,
            words=f"The {made} that was decided on is to be with the worker by {long_date(by)}.",
            otherwise="Until then nobody knows what is expected, and no time of it has begun.",
            moves=(Event.PLAN if course.plan_due else Event.EXTENSION,),
        )
        if course.plan_due:
            return
    review = course.review_on(now.today)
    if review is not None:
        waits = ", when an adjustment has had its time" if review == course.adjusted_until(now.today) else ""
        yield CaseClock(
            id="review",
            title="Review of the plan",
            rule="PIP-2",
            due_on=review,
            words=f"The next review is on {long_date(review)}{waits}.",
            otherwise="Help that does not work goes on, and a late review weighs in the worker's favour.",
            moves=(Event.GO_ON,),
        )
    if end is not None and not course.extension_due:  # its last review was held, and gave more time
        yield CaseClock(
            id="plan-end",
            title="End of the plan",
            rule="PIP-3",
            due_on=end,
            words=f"The plan ends on {long_date(end)}; a review closes it, gives more time or sends it on.",
            otherwise="The plan does not go on by itself: without a review nothing follows from it.",
            moves=(Event.CLOSE, Event.EXTEND, Event.FORMAL),
        )


def _in_writing_by(now: _Now, start: date) -> date:
    """Give the day by which an outcome of `start` is in writing [PIP-10]."""
    return term_end(start, now.policy.outcome_within, now.nation, now.course.pauses, now.today)


def _meeting(now: _Now) -> Iterator[CaseClock]:
    made = now.course.appointment
    if made is None:
        return
    what = MEETING_WORDS.get(made.meeting, "the meeting")
    if made.excused or made.missed or _stood_still(now, made.on):
        limit = new_date_limit(now.course, MovedFor.ILLNESS, now.policy, now.nation, now.today)
        if limit is not None and not (made.missed and made.moved):
            yield CaseClock(
                id="new-date",
                title="A new date for the meeting",
                rule="PIP-7",
                due_on=limit,
                words=f"A new date for {what} is on {long_date(limit)} at the latest.",
                otherwise="A later date is ours to answer for: the worker then has the whole notice anew.",
                moves=(Event.NEW_DATE,),
            )
            return
    yield CaseClock(
        id="meeting",
        title=_cap(what.removeprefix("the ").removeprefix("an ")),
        rule="PIP-6",
        due_on=made.on,
        words=f"{_cap(what)} is on {long_date(made.on)}.",
        otherwise="If it cannot be held that day, set a new date and tell the worker.",
        moves=(Event.MEET, Event.MEET_INTERIM, Event.NOT_ATTENDED),
    )


def _stood_still(now: _Now, day: date) -> bool:
    """Whether the procedure stood still on the day of the meeting."""
    return day <= now.today and now.course.paused(day)


def _summary(now: _Now) -> Iterator[CaseClock]:
    course, made = now.course, now.course.appointment
    if course.state is not State.STAGE_3_INVITED or made is None:
        return
    if course.summary_on is not None and course.summary_parts >= set(SummaryPart):
        return
    by = made.on - _ONE_DAY
    yield CaseClock(
        id="summary",
        title="Share the stage 3 summary",
        rule="PIP-9",
        due_on=by,
        words=f"The worker is to have the written summary by {long_date(by)}, the day before the hearing.",
        otherwise="The hearing cannot be held on its day.",
        moves=(Event.SUMMARY,),
    )


_OUTCOMES: Final = (
    Event.NO_ACTION,
    Event.NEW_PLAN,
    Event.LONGER_PLAN,
    Event.NEXT_STAGE,
    Event.REDEPLOY,
    Event.DISMISS,
    Event.STANDS,
    Event.OVERTURNED,
    Event.INTERIM_OUTCOME,
    Event.INTERIM_LONGER,
)


def _outcome(now: _Now) -> Iterator[CaseClock]:
    course = now.course
    if course.met_on is None or not (course.met or course.owed):
        return
    by = _in_writing_by(now, course.met_on)
    letter = {
        Letter.DISMISSAL: "The letter of dismissal",
        Letter.APPEAL_OUTCOME: "The outcome of the appeal",
    }.get(course.owed or Letter.OUTCOME, "The outcome")
    missed = "The next step cannot be taken before the worker has it."
    if course.owed is Letter.DISMISSAL:
        missed = "The time to appeal does not begin before the worker has it."
    yield CaseClock(
        id="outcome",
        title="Outcome in writing",
        rule="PIP-10",
        due_on=by,
        words=f"{letter} is to be with the worker in writing by {long_date(by)}.",
        otherwise=missed,
        moves=_OUTCOMES if course.met else (Event.DELIVERY,),
    )


def _appeal(now: _Now) -> Iterator[CaseClock]:
    course, policy = now.course, now.policy
    if course.state is State.DISMISSED:
        last = appeal_until(course, policy, now.nation, now.today)
        if last is not None and last >= now.today:
            yield CaseClock(
                id="appeal-window",
                title="Time to appeal",
                rule="PIP-12",
                due_on=last,
                words=f"The worker can appeal until {long_date(last)}.",
                otherwise="After that the decision stands, unless somebody accepts a late appeal.",
                moves=(Event.APPEAL,),
                ours=False,
            )
    if course.appeal_on is None or course.state not in (State.APPEALED, State.APPEAL_INVITED):
        return
    hearing = term_end(course.appeal_on, policy.appeal_heard_within, now.nation, course.pauses, now.today)
    late = "The appeal is heard late: tell the worker why, and agree on a day."
    yield CaseClock(
        id="appeal-hearing",
        title="Hear the appeal",
        rule="PIP-12",
        due_on=hearing,
        words=f"The appeal is heard by {long_date(hearing)}.",
        otherwise=late,
    )
    if course.state is State.APPEALED:
        give = last_day_to_give(hearing, policy.appeal_notice, now.nation)
        yield CaseClock(
            id="appeal-invitation",
            title="Invite to the appeal hearing",
            rule="PIP-6",
            due_on=give,
            words=f"The invitation is to be with the worker by {long_date(give)}, to be heard in time.",
            otherwise=late,
            moves=(Event.INVITE,),
        )


def _adjustments(now: _Now) -> Iterator[CaseClock]:
    course = now.course
    if course.state in OVER | APPEALS:
        return
    for number, one in enumerate(course.adjustments.values(), 1):
        name = f"“{one.what}”" if one.what else "the adjustment"
        if one.in_place_on is None:
            yield CaseClock(
                id=f"adjustment-{number}",
                title="Put an adjustment in place",
                rule="PIP-16",
                due_on=now.pushed(one.agreed_on, one.wanted_by) if one.wanted_by else None,
                words=f"{name[:1].upper()}{name[1:]} is agreed and not in place yet.",
                apart="An adjustment that was agreed on is not in place yet.",
                otherwise="Until it is in place and has had its time, nothing is decided against the worker.",
                moves=(Event.ADJUSTMENT,),
            )
        elif one.time_until is not None:
            until = now.pushed(one.in_place_on, one.time_until)
            if until > now.today:
                yield CaseClock(
                    id=f"adjustment-{number}",
                    title="Time for an adjustment",
                    rule="PIP-16",
                    due_on=until,
                    words=f"{name[:1].upper()}{name[1:]} has its time until {long_date(until)}.",
                    otherwise="",
                    ours=False,
                )


def _concern(now: _Now) -> Iterator[CaseClock]:
    on, written = now.course.look_again_on, now.course.written_on
    if now.course.state is not State.CONCERN:
        return
    if written is None:
        yield CaseClock(
            id="concern-to-write",
            title="Write down the concern",
            rule="PIP-1",
            due_on=None,
            words="The case is open, and its concern is not written and signed yet.",
            otherwise="Without it nobody knows what it is about. If nothing comes of it, end the case.",
            moves=(Event.CONCERN,),
        )
        return
    day = now.pushed(written, on) if on is not None else None
    again = "Whether a plan follows from the concern is still to be said."
    if day is not None:
        again = f"You agreed to look at it again on {long_date(day)}: was the help enough?"
    yield CaseClock(
        id="second-look",
        title="Look at the concern again" if day else "Go on from the concern",
        rule="PIP-1",
        due_on=day,
        words=again,
        otherwise="A concern that nobody comes back to hangs over the worker, and helps no one.",
        moves=(Event.SETTLED,) if day else (Event.PLAN,),
    )


def _to_call(now: _Now) -> Iterator[CaseClock]:
    state = now.course.state
    if not state.calls or state.stage is None:
        return
    what = MEETING_WORDS[state.stage]
    yield CaseClock(
        id="call-meeting",
        title=f"Call {what}",
        rule="PIP-6",
        due_on=None,
        words=f"{_cap(what)} is to be called.",
        otherwise="The worker waits, and does not know what comes.",
        moves=(Event.INVITE,),
    )


def _other_role(now: _Now) -> Iterator[CaseClock]:
    on = now.course.other_role_until
    if on is None or now.course.state in OVER | APPEALS:
        return
    yield CaseClock(
        id="other-role",
        title="Look at the role for the time being",
        rule="PIP-19",
        due_on=on,
        words=f"Whether the other role is still needed is looked at on {long_date(on)}.",
        otherwise="It goes on without being asked for, and comes to look like a decision.",
        moves=(Event.TEMPORARY_ROLE,),
    )


def _afterwards(now: _Now) -> Iterator[CaseClock]:
    course, policy = now.course, now.policy
    last = look_back_until(course, policy, now.nation)
    if last is None or course.ended_on is None:
        return
    until = term_end(course.ended_on, policy.monitored_for, now.nation)
    if until >= now.today:
        yield CaseClock(
            id="monitoring",
            title="Standing item in supervision",
            rule="PIP-18",
            due_on=until,
            words=f"Supervision asks how the work goes until {long_date(until)}.",
            otherwise="",
            ours=False,
        )
    if last >= now.today:
        yield CaseClock(
            id="look-back",
            title="Look-back",
            rule="PIP-11",
            due_on=last,
            words=f"Until {long_date(last)} a fall in performance need not start from the beginning.",
            otherwise="After that a new concern begins a new case.",
            moves=(Event.RELAPSE,),
            ours=False,
        )


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]


_CLOCKS: Final[tuple[Callable[[_Now], Iterator[CaseClock]], ...]] = (
    _concern,
    _plan,
    _to_call,
    _meeting,
    _summary,
    _outcome,
    _appeal,
    _adjustments,
    _other_role,
    _afterwards,
)
