"""One meeting: how far each of its steps is [SES-6]."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from supervise_tui.canonical import Json
from supervise_tui.domain.agreement import AGREEMENT, agreement_gaps
from supervise_tui.domain.cases import reference_gaps
from supervise_tui.domain.file_audit import FILE_AUDIT, audit_gaps
from supervise_tui.domain.people import Worker
from supervise_tui.forms.answers import Gap, gaps, is_empty, shown
from supervise_tui.forms.conditions import FACTS
from supervise_tui.forms.definition import Form, Step
from supervise_tui.forms.initials import initials_gaps


class StepState(StrEnum):
    """How far a step is."""

    EMPTY = "empty"
    STARTED = "started"
    COMPLETE = "complete"


@dataclass(frozen=True)
class StepView:
    """One step of the steps bar."""

    step: str
    """The step, or the id of a section in a form that is not a talk in steps."""
    title: str
    state: StepState
    gaps: tuple[Gap, ...]
    """What this step still lacks before sign-off, in the order of the form."""


def facts_for(
    worker: Worker,
    *,
    today: date,
    number: int,
    on_paper: bool = False,
    more: Mapping[str, Json] | None = None,
) -> dict[str, Json]:
    """Give the facts that conditions and limits of a form may ask for, by the names of `conditions.FACTS`.

    `number` is the running number between the two; `on_paper` says that the record is typed in from
    paper, whose actions may be past by now [SES-9]; `more` gives what only the cabinet knows. A fact
    that nobody knows is None.
    """
    return {
        **dict.fromkeys(FACTS),
        "worker.post": worker.post,
        "worker.hours": worker.hours,
        "worker.months_in_post": _months(worker.started_on, today),
        "today": today.isoformat(),
        "worker.in_probation": worker.in_probation(today),
        "worker.in_induction": worker.in_induction(today),
        "worker.started_on": _iso(worker.started_on),
        "worker.induction_ends_on": _iso(worker.induction_ends_on),
        "worker.probation_ends_on": _iso(worker.probation_ends_on),
        "worker.manages_others": worker.manages_others,
        "worker.care_work": worker.care_work,
        "worker.is_student": worker.student,
        "meeting.number": number,
        "meeting.is_first": number == 1,
        "meeting.on_paper": on_paper,
        **(more or {}),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _months(start: date | None, today: date) -> int | None:
    """Whole months from `start` to `today`."""
    if start is None or start > today:
        return None
    return (today.year - start.year) * 12 + today.month - start.month - (today.day < start.day)


def gaps_before_sign_off(form: Form, answers: Mapping[str, Json], facts: Mapping[str, Json]) -> list[Gap]:
    """Give everything that keeps a record from being signed: what the form asks, and what the rules do."""
    found = gaps(form, answers, facts)
    found += reference_gaps(form, answers)
    if form.makes == FILE_AUDIT:
        found += audit_gaps(answers)
    if facts.get("meeting.on_paper") is not True:  # there the initials stand on the paper itself
        found += initials_gaps(form, answers, facts)
    return found + agreement_gaps(form, answers) if form.makes == AGREEMENT else found


def steps(form: Form, answers: Mapping[str, Json], facts: Mapping[str, Json]) -> list[StepView]:
    """Give the steps that have something to show now, in the order of the meeting [SES-6].

    A form without steps has one for each section. A step is complete when something was said
    in it and nothing that it needs is missing.
    """
    view = shown(form, answers, facts)
    open_gaps = gaps_before_sign_off(form, answers, facts)
    found: list[StepView] = []
    for step in dict.fromkeys([*Step, *(section.stop for section, _ in view)]):
        sections = [(section, questions) for section, questions in view if section.stop == step]
        if not sections:
            continue
        ids = {section.id for section, _ in sections}
        missing = tuple(gap for gap in open_gaps if gap.section in ids)
        said = any(not is_empty(answers.get(question.id)) for _, part in sections for question in part)
        if not said:
            state = StepState.EMPTY
        else:
            state = StepState.STARTED if missing else StepState.COMPLETE
        title = sections[0][0].title if sections[0][0].step is None else step.capitalize()
        found.append(StepView(step, title, state, missing))
    return found
