"""What the forms of a plan take over from the plan and its log: choices, and the first rows of a review.

A log entry, a check and a risk control name a row of the plan by its id. Their forms know no plan, so the
rows are put before the choices that the form has itself; the form that is asked is made anew each time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from supervise_tui.canonical import Json
from supervise_tui.domain.improvement_plan import (
    Control,
    Plan,
    after_rhythm,
    controls,
)
from supervise_tui.domain.plan_case import Entry
from supervise_tui.domain.plan_trend import trends
from supervise_tui.domain.procedure_words import (
    CONTROL,
    CONTROL_STATE,
    ENDS_ON,
    NEXT_REVIEW_ON,
    OBJECTIVE,
    PROGRESS,
    SAFEGUARDS,
    WHAT,
    WHAT_CHECKED,
    ControlState,
    EntryKind,
    kind_of,
)
from supervise_tui.forms.definition import ChoiceQuestion, Form, Option

HELP_GIVEN, GIVEN, NOT_YET, LOG_SAYS = "help_given", "given", "later", "log_says"
"""review: rows of the help that was promised, whether it was there; what the log shows of an objective."""
USUAL_EXTENSION = timedelta(weeks=4)
"""What is proposed; shorter or longer is typed."""
LONGEST_LABEL = 120
"""Characters of a plan's row that fit a choice."""
_CHOICE_OF: Mapping[str, str] = {
    EntryKind.LOG: OBJECTIVE,
    EntryKind.CHECK: WHAT_CHECKED,
    EntryKind.CONTROL: CONTROL,
}
"""The question of each kind that is answered by a row of the plan."""


def form_for(form: Form, plan: Plan | None, entries: Iterable[Entry] = ()) -> Form:
    """Give the form of an entry with the rows of the plan to choose from; any other form as it is."""
    asked = _CHOICE_OF.get(kind_of(form.id))
    if asked is None or plan is None:
        return form
    rows = choices(kind_of(form.id), plan, entries)
    sections = tuple(
        replace(
            section,
            questions=tuple(
                replace(one, options=(*rows, *one.options))
                if one.id == asked and isinstance(one, ChoiceQuestion)
                else one
                for one in section.questions
            ),
        )
        for section in form.sections
    )
    return replace(form, sections=sections)


def choices(kind: str, plan: Plan, entries: Iterable[Entry] = ()) -> tuple[Option, ...]:
    """Give the rows of the plan that an entry of that kind can be about, each by its id."""
    if kind == EntryKind.LOG:
        named = [(one.id, one.words) for one in plan.objectives]
    elif kind == EntryKind.CHECK:
        named = [(one.id, one.what) for one in plan.checks]
    else:
        named = [(one.id, one.what) for one in controls(plan, entries)]
    return tuple(Option(row, _fitting(words)) for row, words in named if row and words)


def _fitting(words: str) -> str:
    return words if len(words) <= LONGEST_LABEL else words[: LONGEST_LABEL - 1].rstrip() + "…"


def begun_review(plan: Plan, entries: Sequence[Entry], today: date) -> dict[str, Json]:
    """Give what a review begins with: each objective with what the log shows, each help, each control."""
    now = [one for one in controls(plan, entries) if one.state is not ControlState.LIFTED]
    return {
        PROGRESS: progress_rows(plan, entries),
        HELP_GIVEN: [{"id": one.id, WHAT: one.what, **_not_yet(one.starts, today)} for one in plan.help],
        SAFEGUARDS: [_safeguard(one) for one in now],
        NEXT_REVIEW_ON: after_rhythm(plan, today).isoformat(),
    }


def begun_extension(plan: Plan, entries: Sequence[Entry], today: date) -> dict[str, Json]:
    """Give what an extension begins with: each objective with what the log shows, new end, next review."""
    ends = max(plan.ends_on or today, today) + USUAL_EXTENSION
    return {
        PROGRESS: progress_rows(plan, entries),
        ENDS_ON: ends.isoformat(),
        NEXT_REVIEW_ON: after_rhythm(replace(plan, ends_on=ends), today).isoformat(),
    }


def progress_rows(plan: Plan, entries: Iterable[Entry]) -> list[Json]:
    """Give a row for each objective with what the log shows; people judge."""
    found: list[Json] = []
    for one in trends(plan, entries):
        found.append({"id": one.objective.id, OBJECTIVE: one.objective.words, LOG_SAYS: one.words})
    return found


def _not_yet(starts: date | None, today: date) -> Mapping[str, Json]:
    return {GIVEN: NOT_YET} if starts is not None and starts > today else {}


def _safeguard(one: Control) -> dict[str, Json]:
    broken: dict[str, Json] = {CONTROL_STATE: one.state.value} if one.is_broken else {}
    return {"id": one.id, WHAT: one.what, **broken}
