"""What the entries of a case add up to: the facts that the guards and the clocks of the procedure ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from supervise_tui.domain import procedure_words as words
from supervise_tui.domain.absences import Pause
from supervise_tui.domain.plan_case import Entry, compared_name, date_of, several_of, text_of, yes
from supervise_tui.domain.procedure_adjustments import Adjustment, agreed, noted
from supervise_tui.domain.procedure_dates import paused_on, pushed_on
from supervise_tui.domain.procedure_table import OVER, Event, State
from supervise_tui.domain.procedure_words import (
    AdviceOn,
    EntryKind,
    GrievanceAbout,
    Letter,
    Meeting,
    MovedFor,
    Stage,
)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The plan that runs, or ran last."""

    counted_from: date
    """Its first day, or the day of its last extension: pauses from here push its end on."""
    ends_on: date
    """As agreed; `Course.plan_end` has it with the pauses."""
    base: date | None = None
    """From here its extensions count together; None until the first one, and when a meeting decides anew."""


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """A meeting that the worker was invited to and that was not held yet."""

    meeting: str
    told_on: date
    """From this day its notice counts."""
    first_on: date
    on: date
    moved: int = 0
    """How often it was moved for the worker's sake, or after they had missed it."""
    missed: bool = False
    """The worker did not come on the day that is set now, without a good reason."""
    excused: bool = False
    """They did not come, with a good reason: a new day is needed."""
    represented: bool = False
    """They were offered to write, or to have a companion speak, instead [PIP-7]."""


@dataclass(frozen=True, kw_only=True)
class Course:
    """Where a case stands, and all that led there as far as a rule asks for it."""

    opened_on: date
    state: State = State.CONCERN
    stage: Stage = Stage.INFORMAL
    """How far it came; stays when the case is over."""
    decided_on: date
    """The day of the last thing that was decided or held."""
    decided: tuple[tuple[date, str], ...] = ()
    """Each day on which something was decided or held, with what in words."""
    pauses: tuple[Pause, ...] = ()
    written_on: date | None = None
    """The day of the written concern [PIP-1]."""
    look_again_on: date | None = None
    """The day of the second look that a concern agreed on, while nothing has come of it."""
    other_role_until: date | None = None
    """The day on which another role for the time being is looked at again; None while there is none."""
    verdict: str = ""
    """Whether the formal procedure applies, as last looked at; a `Verdict` [PIP-5]."""
    union: bool = False
    official: bool = False
    """The full-time official was spoken with, or the worker did not want it [PIP-13]."""
    advised: frozenset[str] = frozenset()
    """What HR was asked about, and is still fresh; `AdviceOn` [PIP-15]."""
    plan: Plan | None = None
    planned_at: Stage | None = None
    """The stage of the last plan, or of the time it got there."""
    plan_due: bool = False
    """A plan was decided on and is not made yet."""
    extension_due: bool = False
    """A review or a meeting has decided on more time."""
    granted: date | None = None
    """The day of the meeting that decided on more time, until the extension is written."""
    direct: bool = False
    """The stage was entered directly, past others or from a look-back: its plan is made anew [PIP-4]."""
    next_review_on: date | None = None
    """As agreed; `Course.review_on` has it with the pauses."""
    review_set_on: date | None = None
    """The day on which it was agreed."""
    appointment: Appointment | None = None
    met: str = ""
    """The meeting whose outcome is still to come; a `Meeting`."""
    met_on: date | None = None
    owed: Letter | None = None
    """The letter with the last outcome, until the worker has it [PIP-10]."""
    dismissal_received_on: date | None = None
    appeal_on: date | None = None
    adjustments: Mapping[str, Adjustment] = field(default_factory=dict, repr=False)
    grievance_on: date | None = None
    """An open one about how performance is handled [PIP-13]."""
    summary_on: date | None = None
    summary_parts: frozenset[str] = frozenset()
    involved: tuple[tuple[str, str, str], ...] = field(default=(), repr=False)
    """(name as compared, what they did, the meeting that they led or "") of who had a part before [PIP-9]."""
    role_agreed: bool = False
    ended_on: date | None = None

    def paused(self, today: date) -> bool:
        """Whether the procedure stands still on that day."""
        return paused_on(self.pauses, today)

    def plan_end(self, today: date) -> date | None:
        """Give the last day of the plan, later by the pauses in it; None without one."""
        plan = self.plan
        return pushed_on(plan.counted_from, plan.ends_on, self.pauses, today) if plan else None

    def review_on(self, today: date) -> date | None:
        """Give the day of the next review; None without one.

        Later by the pauses since it was agreed [PIP-13]; it waits for the time of adjustments [PIP-16].
        """
        following = self.next_review_on
        if following is None:
            return None
        agreed = pushed_on(min(self.review_set_on or following, following), following, self.pauses, today)
        return max(agreed, self.adjusted_until(today) or agreed)

    def adjusted_until(self, today: date) -> date | None:
        """Give the day until which adjustments in place have their time, with the pauses in it [PIP-16]."""
        days = [
            pushed_on(one.in_place_on, one.time_until, self.pauses, today)
            for one in self.adjustments.values()
            if one.in_place_on is not None and one.time_until is not None
        ]
        return max(days, default=None)


def followed(course: Course, event: Event, entry: Entry, to: State) -> Course:
    """Give the course after an entry that means `event` and leads to the state `to`."""
    after = _CHANGES.get(EntryKind(entry.kind), _nothing)(course, event, entry)
    if to is course.state:
        return after
    after = _with(after, state=to, met="" if not to.value.endswith("-met") else after.met)
    if to in OVER:
        return _with(after, ended_on=entry.on, appointment=None, next_review_on=None)
    if to.stage is None:
        return after
    if to.calls and course.stage is to.stage:
        # The same stage once more: what was said and written for the first time does not stand for it.
        after = _with(after, advised=after.advised - {to.stage.value}, summary_on=None)
    return _with(after, stage=to.stage)


def stepped(course: Course, on: date, decided: tuple[tuple[date, str], ...]) -> Course:
    """Give the course with its last step on that day, and with what was decided on which days."""
    return _with(course, decided_on=on, decided=decided)


def _with(course: Course, **changes: object) -> Course:
    """Give `course` with changes, as dataclasses.replace does, at a tenth of its time for so many fields.

    Safe, since a course checks nothing when it is made; a case is read anew on every screen.
    """
    made = object.__new__(Course)
    made.__dict__.update(course.__dict__, **changes)
    return made


def _nothing(course: Course, _event: Event, _entry: Entry) -> Course:
    return course


def _concern(course: Course, _event: Event, entry: Entry) -> Course:
    # It may have been talked through and written on paper before the case was opened here.
    first = course.written_on is None and not course.decided
    after = _with(
        course,
        written_on=course.written_on or entry.on,
        look_again_on=date_of(entry.answers, words.LOOK_AGAIN),
        opened_on=min(course.opened_on, entry.on) if first else course.opened_on,
        decided_on=min(course.decided_on, entry.on) if first else course.decided_on,
    )
    return _wrote(_with(after, adjustments=agreed(course.adjustments, entry)), entry)


def _plan(course: Course, _event: Event, entry: Entry) -> Course:
    starts = date_of(entry.answers, words.STARTS_ON) or entry.on
    ends = date_of(entry.answers, words.ENDS_ON) or starts
    amended = course.plan if not course.plan_due and course.state is not State.CONCERN else None
    plan = Plan(counted_from=starts, ends_on=ends, base=amended.base if amended else None)
    after = _with(
        course, plan=plan, plan_due=False, direct=False, planned_at=course.stage, look_again_on=None
    )
    after = _next_review(after, entry, keeps=amended is not None)
    after = _led(after, text_of(entry.answers, words.SECOND_REVIEWER), "is the second reviewer of the plan")
    return _wrote(_with(after, adjustments=agreed(course.adjustments, entry)), entry)


def _review(course: Course, event: Event, entry: Entry) -> Course:
    after = _led(course, text_of(entry.answers, words.REVIEWER), "held a review of this plan")
    after = _next_review(after, entry, keeps=False)
    if event is Event.FORMAL:
        after = _with(after, appointment=None, extension_due=False, next_review_on=None)
    return _wrote(_with(after, extension_due=after.extension_due or event is Event.EXTEND), entry)


def _extension(course: Course, _event: Event, entry: Entry) -> Course:
    plan, ends = course.plan, date_of(entry.answers, words.ENDS_ON)
    if plan is not None and ends is not None:
        now = course.plan_end(entry.on) or plan.ends_on
        plan = Plan(counted_from=entry.on, ends_on=ends, base=plan.base or max(now, entry.on))
    advised = course.advised - {AdviceOn.EXTENSION}
    after = _with(
        course, plan=plan, planned_at=course.stage, extension_due=False, granted=None, advised=advised
    )
    return _wrote(_next_review(after, entry, keeps=True), entry)


def _next_review(course: Course, entry: Entry, *, keeps: bool) -> Course:
    """Take over the day of the next review that an entry names; `keeps` the old one if it names none."""
    following = date_of(entry.answers, words.NEXT_REVIEW_ON)
    if following is None and keeps:
        return course
    return _with(course, next_review_on=following, review_set_on=entry.on)


def _scope(course: Course, _event: Event, entry: Entry) -> Course:
    return _with(
        course,
        verdict=text_of(entry.answers, words.VERDICT),
        union=yes(entry.answers, words.UNION_REPRESENTATIVE),
    )


def _official(course: Course, _event: Event, entry: Entry) -> Course:
    spoken = date_of(entry.answers, words.DISCUSSED_ON) is not None
    refused = entry.answers.get(words.WORKER_AGREES) is False
    agreed = yes(entry.answers, words.WORKER_AGREES)
    return _with(course, official=course.official or refused or (agreed and spoken))


def _advice(course: Course, _event: Event, entry: Entry) -> Course:
    return _with(course, advised=course.advised | several_of(entry.answers, words.ABOUT))


def _authority(course: Course, _event: Event, entry: Entry) -> Course:
    after = _with(
        course,
        direct=True,
        look_again_on=None,
        appointment=None,
        next_review_on=None,
        plan_due=False,
        extension_due=False,
        granted=None,
    )
    return _led(after, text_of(entry.answers, words.AUTHORISED_BY), "allowed a stage to be left out")


def _invitation(course: Course, _event: Event, entry: Entry) -> Course:
    on = date_of(entry.answers, words.MEETING_ON)
    if on is None:
        return course
    meeting = text_of(entry.answers, words.MEETING)
    made = Appointment(meeting=meeting, told_on=entry.on, first_on=on, on=on)
    return _with(course, appointment=made)


def _new_date(course: Course, _event: Event, entry: Entry) -> Course:
    made, on = course.appointment, date_of(entry.answers, words.MEETING_ON)
    if made is None or on is None:
        return course
    ours = text_of(entry.answers, words.MOVED_FOR) == MovedFor.EMPLOYER
    # What we move ourselves is a first date again: nobody has missed one, and a companion has the whole time.
    anew = ours and not made.moved and not made.missed
    moved = replace(
        made,
        on=on,
        first_on=on if ours else made.first_on,
        told_on=entry.on if ours else made.told_on,
        moved=0 if anew else made.moved + 1,
        missed=False,
        excused=False,
        represented=made.represented or yes(entry.answers, words.REPRESENTATIONS),
    )
    return _with(course, appointment=moved)


def _not_attended(course: Course, _event: Event, entry: Entry) -> Course:
    made = course.appointment
    if made is None:
        return course
    excused = yes(entry.answers, words.GOOD_REASON)
    represented = made.represented or yes(entry.answers, words.REPRESENTATIONS)
    return _with(
        course,
        appointment=replace(made, missed=not excused, excused=excused, represented=represented),
    )


def _meeting(course: Course, _event: Event, entry: Entry) -> Course:
    meeting = text_of(entry.answers, words.MEETING)
    what = f"led {MEETING_WORDS.get(meeting, 'a meeting')}"
    led = _led(course, text_of(entry.answers, words.CHAIR), what, meeting)
    return _with(led, appointment=None, met=meeting, met_on=entry.on, role_agreed=False)


def _outcome(course: Course, event: Event, entry: Entry) -> Course:
    letter = Letter.OUTCOME
    if event is Event.DISMISS:
        letter = Letter.DISMISSAL
    elif event in (Event.STANDS, Event.OVERTURNED):
        letter = Letter.APPEAL_OUTCOME
    longer = event in (Event.LONGER_PLAN, Event.INTERIM_LONGER)
    plan = course.plan
    if longer and plan is not None:
        # What a meeting decides on counts anew: the time of the extension is not what an earlier one left.
        plan = replace(plan, base=None)
    return _with(
        course,
        owed=letter,
        met="",
        plan=plan,
        plan_due=event is Event.NEW_PLAN or (course.plan_due and event is Event.INTERIM_OUTCOME),
        extension_due=longer,
        granted=entry.on if longer else None,
    )


def _delivery(course: Course, _event: Event, entry: Entry) -> Course:
    letter = text_of(entry.answers, words.LETTER)
    if letter != course.owed:
        return course
    received = entry.on if letter == Letter.DISMISSAL else course.dismissal_received_on
    return _with(course, owed=None, dismissal_received_on=received)


def _adjustment(course: Course, _event: Event, entry: Entry) -> Course:
    return _with(course, adjustments=noted(course.adjustments, entry))


def _temporary_role(course: Course, _event: Event, entry: Entry) -> Course:
    ended = date_of(entry.answers, words.ROLE_ENDED_ON) is not None
    until = None if ended else date_of(entry.answers, words.ROLE_LOOKED_AT_ON)
    return _with(course, other_role_until=until)


def _pause(course: Course, _event: Event, entry: Entry) -> Course:
    return _with(course, pauses=(*course.pauses, Pause(entry.on, None)))


def _return(course: Course, _event: Event, entry: Entry) -> Course:
    *before, last = course.pauses
    return _with(course, pauses=(*before, Pause(last.first, max(last.first, entry.on))))


def _grievance(course: Course, _event: Event, entry: Entry) -> Course:
    if text_of(entry.answers, words.ABOUT) != GrievanceAbout.HANDLING:
        return course
    return _with(course, grievance_on=course.grievance_on or entry.on)


def _grievance_heard(course: Course, _event: Event, entry: Entry) -> Course:
    heard = _with(course, grievance_on=None)
    return _led(heard, text_of(entry.answers, words.BY_WHOM), "heard a grievance about it")


def _summary(course: Course, _event: Event, entry: Entry) -> Course:
    return _with(
        course,
        summary_on=entry.on,
        summary_parts=several_of(entry.answers, words.COVERS),
    )


def _redeployment(course: Course, event: Event, _entry: Entry) -> Course:
    return _with(course, role_agreed=True) if event is Event.ROLE_AGREED else course


def _appeal(course: Course, _event: Event, entry: Entry) -> Course:
    return _with(course, appeal_on=entry.on)


def _relapse(course: Course, _event: Event, _entry: Entry) -> Course:
    return _with(
        course,
        direct=True,
        verdict="",
        official=False,
        ended_on=None,
        plan_due=False,
        extension_due=False,
        granted=None,
        advised=frozenset(),
    )


def _led(course: Course, name: str, what: str, meeting: str = "") -> Course:
    if not name:
        return course
    return _with(course, involved=(*course.involved, (compared_name(name), what, meeting)))


def _wrote(course: Course, entry: Entry) -> Course:
    """Who writes a signed record of the case has a part in it."""
    return _led(course, entry.writer, "wrote in this case")


MEETING_WORDS: Final[Mapping[str, str]] = {
    Meeting.STAGE_1: "the stage 1 meeting",
    Meeting.STAGE_2: "the stage 2 meeting",
    Meeting.STAGE_3: "the stage 3 hearing",
    Meeting.INTERIM: "an interim meeting",
    Meeting.APPEAL: "the appeal hearing",
}

_CHANGES: Final[Mapping[EntryKind, Callable[[Course, Event, Entry], Course]]] = {
    EntryKind.CONCERN: _concern,
    EntryKind.PLAN: _plan,
    EntryKind.REVIEW: _review,
    EntryKind.EXTENSION: _extension,
    EntryKind.MEETING: _meeting,
    EntryKind.SCOPE: _scope,
    EntryKind.ADVICE: _advice,
    EntryKind.AUTHORITY: _authority,
    EntryKind.INVITATION: _invitation,
    EntryKind.NEW_DATE: _new_date,
    EntryKind.NOT_ATTENDED: _not_attended,
    EntryKind.SUMMARY: _summary,
    EntryKind.OUTCOME: _outcome,
    EntryKind.DELIVERY: _delivery,
    EntryKind.ADJUSTMENT: _adjustment,
    EntryKind.PAUSE: _pause,
    EntryKind.RETURN: _return,
    EntryKind.GRIEVANCE: _grievance,
    EntryKind.GRIEVANCE_HEARD: _grievance_heard,
    EntryKind.OFFICIAL: _official,
    EntryKind.TEMPORARY_ROLE: _temporary_role,
    EntryKind.REDEPLOYMENT: _redeployment,
    EntryKind.APPEAL: _appeal,
    EntryKind.RELAPSE: _relapse,
}
"""What an entry of a kind changes; a kind that is not here changes nothing but the state."""
