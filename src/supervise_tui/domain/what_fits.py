"""When a form fits a person and the moment, and why in a few words: one line a kind, by what a form `makes`.

A kind that is not in the table fits at no moment in particular; it is found by typing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum
from typing import TypeAlias

from supervise_tui.canonical import Json
from supervise_tui.domain.absences import Absence, AbsenceKind
from supervise_tui.domain.agreement import AGREEMENT
from supervise_tui.domain.cadence import Due
from supervise_tui.domain.commitment import EMPLOYERS, EMPLOYERS_RENEWAL
from supervise_tui.domain.file_audit import FILE_AUDIT
from supervise_tui.domain.kinds import (
    AD_HOC,
    APPRAISAL,
    APPRAISAL_REVIEW,
    CASE,
    COMMITMENT,
    COMMITMENT_RENEWAL,
    COMPETENCE,
    DELEGATED,
    FORMAL,
    GROUP,
    INDUCTION_PLAN,
    INDUCTION_REVIEW,
    INFORMAL,
    OBSERVED,
    PLAN,
    PLAN_REVIEW,
    PROBATION_REVIEW,
    SPOT_CHECK,
)
from supervise_tui.domain.last_time import (
    EVALUATION,
    LEARNING_NEEDS,
    POLICY,
    SELF_AUDIT,
    STANDARDS,
    VALUES,
)
from supervise_tui.domain.record import Record, State
from supervise_tui.domain.working_days import add_months
from supervise_tui.forms.day_words import day_and_month, long_date
from supervise_tui.forms.definition import Form

YEAR = 12
"""Months."""
JUST_BACK_DAYS = 14
"""So long after the first day back an illness is a reason for a talk, unless there was one."""
_ON_FILE = (State.DRAFT, State.OFFERED, State.PART_SIGNED, State.CLOSED, State.ON_PAPER)
_NONE_YET = "there is none yet"


class Urgency(IntEnum):
    """What stands first."""

    OVERDUE = 0
    DUE = 1
    WANTED = 2
    """Something is missing, or the moment asks for it."""
    ALWAYS = 3


@dataclass(frozen=True)
class Why:
    """Why a form fits: in a few words, which may be none, and how much it presses."""

    words: str = ""
    urgency: Urgency = Urgency.ALWAYS


@dataclass(frozen=True, kw_only=True)
class Around:
    """What is known when the offers are put in order."""

    today: date
    facts: Mapping[str, Json]
    """About the worker, by the names of `conditions.FACTS`."""
    layout: str
    """The id of the layout that supervisions are written in here."""
    agreement_form: str = ""
    """The id of the agreement that is for them: a placement has one of its own."""
    due: Mapping[str, Due] = field(default_factory=dict)
    """Where the worker stands against each clock, by its id."""
    anew: bool = False
    """Their commitment is to be made anew, not only renewed [DEV-9]."""
    new_starter: bool = False
    """Their induction runs, or would by the policy."""
    started_on: date | None = None
    last: Mapping[str, date | None] = field(default_factory=dict)
    """The kinds of record that they have, each with the last day of one that has a day."""
    planned: date | None = None
    """The day for which their next supervision is planned."""
    back_from_sickness: date | None = None
    """Their first day back, where that is just now and nobody has talked with them since."""
    not_seen: int = 0
    """Tasks that they do in sight of a colleague still [CAD-8]."""

    @property
    def student(self) -> bool:
        """Whether they are here on a placement."""
        return self.facts.get("worker.is_student") is True


Fits: TypeAlias = Callable[[Form, Around], Why | None]
"""Says why a form fits now, or None when it does not."""


def why(form: Form, around: Around) -> Why | None:
    """Say why a form fits now; None when it does not, and is found by typing."""
    fits = FITS.get(form.makes)
    return fits(form, around) if fits is not None else None


def last_of_each_kind(records: Iterable[Record]) -> dict[str, date | None]:
    """Give the kinds on file with the last day of each; None where no record of it has a day."""
    found: dict[str, date | None] = {}
    for one in records:
        if one.state in _ON_FILE:
            before = found.get(one.makes)
            found[one.makes] = max((day for day in (before, one.held_on) if day is not None), default=None)
    return found


def back_since(absences: Iterable[Absence], last: Mapping[str, date | None], today: date) -> date | None:
    """Give the first day back of who was off sick until just now, unless there was a talk since."""
    backs = [
        one.back_on
        for one in absences
        if one.kind is AbsenceKind.SICKNESS and one.told and one.back_on is not None
    ]
    back = max((day for day in backs if day <= today), default=None)
    if back is None or back + timedelta(days=JUST_BACK_DAYS) < today:
        return None
    talks = (last.get(makes) for makes in (FORMAL, INFORMAL, AD_HOC))
    return None if any(day is not None and day >= back for day in talks) else back


# --- kinds ------------------------------------------------------------------------------------------


def _by_clock(clock_id: str, around: Around) -> Why | None:
    due = around.due.get(clock_id)
    if due is None:
        return None
    day = long_date(due.due_on) if due.due_on else ""
    if due.state == "overdue":
        return Why(f"overdue since {day}" if day else "overdue", Urgency.OVERDUE)
    if due.state == "due-soon":
        return Why(f"due by {day}" if day else "due", Urgency.DUE)
    return None


def _when_due(clock_id: str) -> Fits:
    return lambda _form, around: _by_clock(clock_id, around)


def _always(_form: Form, _around: Around) -> Why:
    return Why()


def _supervision(form: Form, around: Around) -> Why | None:
    if form.id != around.layout:
        return None
    if around.planned is not None:
        if around.planned == around.today:
            return Why("planned for today", Urgency.DUE)
        late = around.planned < around.today
        return Why(
            f"planned for {day_and_month(around.planned)}", Urgency.OVERDUE if late else Urgency.ALWAYS
        )
    again = _by_clock("rebooking", around)
    if again is not None:
        return Why("the last one was cancelled", again.urgency)
    return _by_clock("supervision", around) or Why()


def _agreement(form: Form, around: Around) -> Why | None:
    if form.id != around.agreement_form:
        return None
    if around.facts.get("worker.has_agreement") is not True:
        return Why("there is none in force", Urgency.WANTED)
    due = around.facts.get("worker.agreement_review_due") is True
    return Why("due for review", Urgency.DUE) if due else None


def _informal(_form: Form, around: Around) -> Why:
    if around.back_from_sickness is not None:
        return Why(f"back from sickness since {day_and_month(around.back_from_sickness)}", Urgency.WANTED)
    return _by_clock("informal", around) or Why()


def _observed(_form: Form, around: Around) -> Why:
    if not around.not_seen:
        return Why()
    tasks = "1 task is" if around.not_seen == 1 else f"{around.not_seen} tasks are"
    return Why(f"{tasks} not seen yet", Urgency.WANTED)


def _probation(_form: Form, around: Around) -> Why | None:
    due = around.due.get("probation-review")
    running = due is not None and due.state in ("on-time", "paused")
    return Why("on probation", Urgency.WANTED) if running else _by_clock("probation-review", around)


def _induction_plan(_form: Form, around: Around) -> Why | None:
    begun = INDUCTION_PLAN in around.last
    return Why("a new starter has none yet", Urgency.DUE) if around.new_starter and not begun else None


def _in_induction(_form: Form, around: Around) -> Why | None:
    begun = INDUCTION_PLAN in around.last
    return Why("in induction", Urgency.WANTED) if around.new_starter and begun else None


def _plan(_form: Form, around: Around) -> Why | None:
    """A development plan comes after the induction [DEV-1]."""
    due = _by_clock("development-plan", around)
    missing = PLAN not in around.last and not around.new_starter and not around.student
    return due or (Why(_NONE_YET) if missing else None)


def _appraisal(_form: Form, around: Around) -> Why | None:
    """Its clock runs from the first one; the first is wanted after a year in the post [DEV-5]."""
    since = around.started_on
    a_year_here = since is not None and add_months(since, YEAR) <= around.today
    missing = APPRAISAL not in around.last and a_year_here and not around.student
    return _by_clock("appraisal", around) or _low_feedback(around) or (Why(_NONE_YET) if missing else None)


def _ad_hoc(_form: Form, around: Around) -> Why:
    """At any time; feedback may ask for it."""
    return _low_feedback(around) or Why()


def _low_feedback(around: Around) -> Why | None:
    """Low feedback on the six Cs asks for a talk in between, or for an earlier appraisal [DEV-7]."""
    due = around.due.get("feedback")
    low = due is not None and due.state == "due-soon"
    return Why("feedback on the six Cs was low", Urgency.WANTED) if low else None


def _audit(_form: Form, around: Around) -> Why | None:
    """At any time, on the file on which its clock runs [QA-1]."""
    return (_by_clock("file-audit", around) or Why()) if "file-audit" in around.due else None


def _commitment(form: Form, around: Around) -> Why | None:
    """Offered when it is time for it; before the first it is found by typing, since nobody has to."""
    first = form.makes in (COMMITMENT, EMPLOYERS)
    return _by_clock("commitment", around) if first == around.anew else None


def _yearly(form: Form, around: Around) -> Why | None:
    """What a home says of itself: wanted while there is none, and again after a year."""
    if form.makes not in around.last:
        return Why(_NONE_YET, Urgency.WANTED)
    day = around.last[form.makes]
    if day is None or add_months(day, YEAR) > around.today:
        return None
    return Why(f"the last one is of {long_date(day)}", Urgency.WANTED)


FITS: Mapping[str, Fits] = {
    FORMAL: _supervision,
    AGREEMENT: _agreement,
    INFORMAL: _informal,
    SPOT_CHECK: _always,
    AD_HOC: _ad_hoc,
    OBSERVED: _observed,
    **dict.fromkeys((CASE, GROUP), _always),
    PROBATION_REVIEW: _probation,
    INDUCTION_PLAN: _induction_plan,
    **dict.fromkeys((INDUCTION_REVIEW, COMPETENCE), _in_induction),
    DELEGATED: _when_due("delegated-task"),
    PLAN: _plan,
    PLAN_REVIEW: _when_due("development-plan-review"),
    APPRAISAL: _appraisal,
    APPRAISAL_REVIEW: _when_due("appraisal-review"),
    FILE_AUDIT: _audit,
    **dict.fromkeys((COMMITMENT, COMMITMENT_RENEWAL, EMPLOYERS, EMPLOYERS_RENEWAL), _commitment),
    **dict.fromkeys((POLICY, STANDARDS, VALUES, EVALUATION, LEARNING_NEEDS, SELF_AUDIT), _yearly),
}
"""When a kind fits; the order here is the order on the screen among those that press as much."""
