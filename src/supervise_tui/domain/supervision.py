"""One meeting: how far each of its steps is [SES-6]."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from supervise_tui.canonical import Json
from supervise_tui.domain.people import Worker
from supervise_tui.forms.answers import Gap, gaps, is_empty, shown
from supervise_tui.forms.definition import Form, Step


class StepState(StrEnum):
    """How far a step is."""

    EMPTY = "empty"
    STARTED = "started"
    COMPLETE = "complete"


@dataclass(frozen=True)
class StepView:
    """One step of the steps bar."""

    step: Step
    title: str
    state: StepState
    gaps: tuple[Gap, ...]
    """What this step still lacks before sign-off, in the order of the form."""


def facts_for(worker: Worker, *, today: date, number: int, on_paper: bool = False) -> dict[str, Json]:
    """Give the facts that conditions and limits of a form may ask for, by the names of `conditions.FACTS`.

    `number` is the running number between the two; `on_paper` says that the record is typed in from
    paper, whose actions may be past by now [SES-9].
    """
    return {
        "today": today.isoformat(),
        "worker.in_probation": worker.in_probation(today),
        "meeting.number": number,
        "meeting.on_paper": on_paper,
    }


def steps(form: Form, answers: Mapping[str, Json], facts: Mapping[str, Json]) -> list[StepView]:
    """Give the steps that have something to show now, in the order of the meeting [SES-6].

    A step is complete when something was said in it and nothing that it needs is missing.
    """
    view = shown(form, answers, facts)
    open_gaps = gaps(form, answers, facts)
    found: list[StepView] = []
    for step in Step:
        sections = [(section, questions) for section, questions in view if section.step is step]
        if not sections:
            continue
        ids = {section.id for section, _ in sections}
        missing = tuple(gap for gap in open_gaps if gap.section in ids)
        said = any(not is_empty(answers.get(question.id)) for _, part in sections for question in part)
        if not said:
            state = StepState.EMPTY
        else:
            state = StepState.STARTED if missing else StepState.COMPLETE
        found.append(StepView(step, step.value.capitalize(), state, missing))
    return found
