"""A move as the guards look at it, and the limits in days that hang on where the case stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from supervise_tui.canonical import Json
from supervise_tui.domain.people import Nation, Worker
from supervise_tui.domain.plan_case import date_of, text_of, yes
from supervise_tui.domain.procedure_course import Course
from supervise_tui.domain.procedure_dates import term_end
from supervise_tui.domain.procedure_table import Event, State
from supervise_tui.domain.procedure_words import (
    Meeting,
    MovedFor,
    Stage,
)
from supervise_tui.forms.procedure_policy import ProcedurePolicy, Term

_NOTHING: Final[Mapping[str, Json]] = MappingProxyType({})


@dataclass(frozen=True)
class Lack:
    """What stands in the way, and what to do about it."""

    sentence: str
    cure: str = ""

    def __str__(self) -> str:
        return f"{self.sentence} {self.cure}".strip()


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A move that is looked at: the case up to here, what happens, on which day, by whose numbers."""

    course: Course
    event: Event
    on: date
    policy: ProcedurePolicy
    nation: Nation
    worker: Worker | None = None
    given: Mapping[str, Json] | None = None
    """The answers of the entry; None where only the circumstances are asked about."""

    @property
    def asked(self) -> bool:
        """Whether there are answers to look at."""
        return self.given is not None

    @property
    def answers(self) -> Mapping[str, Json]:
        """The answers, or none."""
        return _NOTHING if self.given is None else self.given

    def text(self, question: str) -> str:
        """Give an answer as text."""
        return text_of(self.answers, question)

    def yes(self, question: str) -> bool:
        """Whether a question is answered with yes."""
        return yes(self.answers, question)

    def day(self, question: str) -> date | None:
        """Give an answer that is a day."""
        return date_of(self.answers, question)

    def after(self, start: date, term: Term) -> date:
        """Give the last day of a term, with what this case stood still."""
        return term_end(start, term, self.nation, self.course.pauses, self.on)

    @property
    def meeting(self) -> Meeting | None:
        """The meeting that belongs to where the case stands."""
        return meeting_of(self.course.state)


def meeting_of(state: State) -> Meeting | None:
    """Give the meeting that a state calls for or waits for; None where there is none."""
    if state.value.startswith("appeal"):
        return Meeting.APPEAL
    if state.value.startswith("stage-"):
        return Meeting.INTERIM if state.value.endswith("-plan") else Meeting(f"stage_{state.value[6]}")
    return None


def notice_term(policy: ProcedurePolicy, meeting: str) -> Term:
    """Give the notice that a meeting needs [PIP-6]."""
    return policy.appeal_notice if meeting == Meeting.APPEAL else policy.meeting_notice


def new_date_limit(
    course: Course, why: str, policy: ProcedurePolicy, nation: Nation, today: date
) -> date | None:
    """Give the last day to which the meeting can be moved [PIP-7]; None when none is called.

    For a companion it counts from the first date; otherwise from the date that was missed, or from the
    return when the worker was away sick then.
    """
    made = course.appointment
    if made is None:
        return None
    start = made.first_on if why == MovedFor.COMPANION else made.on
    for pause in course.pauses:
        if pause.first <= start and pause.end is not None:
            start = max(start, pause.end)
    return term_end(start, policy.new_date_within, nation, course.pauses, today)


def appeal_until(course: Course, policy: ProcedurePolicy, nation: Nation, today: date) -> date | None:
    """Give the last day for an appeal [PIP-12]; None while the worker does not have the letter."""
    received = course.dismissal_received_on
    return term_end(received, policy.appeal_within, nation, course.pauses, today) if received else None


LOOK_BACK: Final[Mapping[Stage, Stage]] = {
    Stage.INFORMAL: Stage.ONE,
    Stage.ONE: Stage.TWO,
    Stage.TWO: Stage.TWO,
    Stage.THREE: Stage.THREE,
}
"""Where a plan ended -> where it may be taken up again within the look-back [PIP-11]."""


def look_back_to(course: Course) -> Stage:
    """Give the stage at which a closed case is taken up again [PIP-11].

    A stage 1 meeting that asked for no plan leads to no stage 2: nobody has had the help of stage 1 yet.
    """
    if course.stage is Stage.ONE and course.planned_at is not Stage.ONE:
        return Stage.ONE
    return LOOK_BACK[course.stage]


def look_back_until(course: Course, policy: ProcedurePolicy, nation: Nation) -> date | None:
    """Give the last day of the look-back [PIP-11]; None while the case is not closed."""
    if course.state is not State.CLOSED or course.ended_on is None:
        return None
    return term_end(course.ended_on, policy.look_back, nation)
