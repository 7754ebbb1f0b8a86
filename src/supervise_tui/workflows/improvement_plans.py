"""Begin the records of an improvement plan with what is known, and tell how it goes [PIP-1] [PIP-2] [PIP-20].

Every function takes the desk of the cabinet, or the one over the drawer, and works in the drawer.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from supervise_tui.canonical import Json
from supervise_tui.documents.plan_trend import TrendPaper, trend_pdf
from supervise_tui.domain.improvement_plan import (
    Control,
    Milestone,
    Objective,
    Plan,
    controls,
    counting,
    milestones_past,
    plan_in_force,
    review_due,
)
from supervise_tui.domain.people import Worker
from supervise_tui.domain.plan_anew import is_decided_on, moved_to
from supervise_tui.domain.plan_case import Case, Entry, several_of
from supervise_tui.domain.plan_forms import begun_extension, begun_review, form_for
from supervise_tui.domain.plan_trend import Trend, held_words, trends
from supervise_tui.domain.plan_triggers import Prompt, prompts
from supervise_tui.domain.procedure import course_of
from supervise_tui.domain.procedure_words import (
    ABOUT,
    ADVISED_ON,
    ADVISER,
    CHAIR,
    CHAIR_NEW,
    CHAIR_SENIOR,
    ENDS_ON,
    HELD_ON,
    MEETING,
    AdviceOn,
    EntryKind,
    Result,
    form_of,
)
from supervise_tui.domain.roles import Act
from supervise_tui.forms.definition import Form
from supervise_tui.forms.templates import Template, first_answers_of
from supervise_tui.problems import NotAllowed
from supervise_tui.store import history, records
from supervise_tui.store import plan_cases as kept
from supervise_tui.workflows import plan_cases
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.export_records import name_for_a_file, write_new
from supervise_tui.workflows.hold_supervision import Sheet, open_sheet
from supervise_tui.workflows.plans_desk import plans_desk
from supervise_tui.workflows.prevention import prevention

PLAN_FORM = form_of(EntryKind.PLAN)
FROM_CONCERN: Mapping[str, str] = {
    "falls_short": "gap",
    "standard": "standard",
    "examples": "examples",
    "adjustments": "adjustments",
}
"""What a plan takes over from the concern before it: the question there, and the one here."""
NEW_EACH_TIME = (HELD_ON, "agreed", "disagreement", "decided_because", "account", "mitigating", "asks_for")
"""Questions of a plan that are asked anew when it is written anew: the day, and what somebody thinks."""
FROM_INVITATION = (MEETING, CHAIR, CHAIR_NEW, CHAIR_SENIOR)
"""What the notes of a meeting take over from its invitation."""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How the plan of a case goes, as its log shows it today."""

    case: Case
    worker: Worker
    today: date
    plan: Plan
    trends: tuple[Trend, ...]
    controls: tuple[Control, ...]
    """As they are now: one that was not kept first, what is lifted last."""
    prompts: tuple[Prompt, ...]
    """What has to be talked about now; never a decision."""
    review_on: date
    """The day of the next review."""
    late: tuple[tuple[Objective, Milestone], ...]
    """What should be there by now, of objectives whose newest entry does not say met."""
    held: str
    """For how long the standard has held, in words."""


def templates(desk: Desk) -> list[Template]:
    """Give what a plan can begin from, by title; it can begin from nothing too."""
    return desk.library.templates(PLAN_FORM)


def begin(desk: Desk, case_id: str, kind: str) -> Sheet:
    """Begin a signed record of a case with what is known; errors as `plan_cases.start_record`.

    A plan begins with the template of its case, if it has one: see `begin_plan`.
    """
    if kind == EntryKind.PLAN:
        return begin_plan(desk, case_id)
    plans = plans_desk(desk)
    file = plan_cases.case_file(plans, case_id)
    plan, today = plan_in_force(file.entries), plans.today
    first: dict[str, Json] = {}
    if kind == EntryKind.CONCERN:
        first = prevention(plans, file.worker.id)
    elif kind == EntryKind.MEETING:
        first = _as_invited(file.entries)
    elif plan is not None and kind == EntryKind.REVIEW:
        first = begun_review(plan, file.entries, today)
    elif plan is not None and kind == EntryKind.EXTENSION:
        first = begun_extension(plan, file.entries, today) | _as_before(file.entries) | _advised(file.entries)
    return _with(plans, plan_cases.start_record(plans, case_id, kind), first)


def begin_plan(desk: Desk, case_id: str, template_id: str | None = None) -> Sheet:
    """Begin the plan of a case from a template, "" for from nothing, None for the one of the case.

    What the concern said stands before what the template says of it; a plan that is written anew begins
    with the one before it, one that a meeting decided on with its days moved to its own time. NotFound for
    a template that is not there; else as `plan_cases.start_record`.
    """
    plans = plans_desk(desk)
    file = plan_cases.case_file(plans, case_id)
    chosen = file.case.template if template_id is None else template_id
    template = plans.library.template(chosen) if chosen else None
    sheet = plan_cases.start_record(plans, case_id, EntryKind.PLAN)
    first: dict[str, Json] = {}
    if template is not None and plan_in_force(file.entries) is None:
        first = first_answers_of(template, sheet.form, plans.today, partial(secrets.token_hex, 4))
    if chosen != file.case.template:
        with plans.cabinet.transaction() as work:
            kept.set_template(work, case_id, chosen)
    return _with(plans, sheet, first | _before(file.entries, plans.today))


def _before(entries: Sequence[Entry], today: date) -> dict[str, Json]:
    """What a plan takes over: the plan before it with the end it has now, else what the concern said."""
    plan, concern = _last(entries, EntryKind.PLAN), _last(entries, EntryKind.CONCERN)
    now = plan_in_force(entries)
    if plan is not None and now is not None:
        again = {key: value for key, value in plan.answers.items() if key not in NEW_EACH_TIME}
        if is_decided_on(entries):
            return moved_to(again, today)
        return again | ({ENDS_ON: now.ends_on.isoformat()} if now.ends_on else {})
    said = concern.answers if concern is not None else {}
    return {here: said[there] for there, here in FROM_CONCERN.items() if said.get(there) is not None}


def _as_before(entries: Sequence[Entry]) -> dict[str, Json]:
    """What an extension takes over in words: standard and next step as the plan has them."""
    plan = _last(entries, EntryKind.PLAN)
    said = plan.answers if plan is not None else {}
    found = {"standards": said.get("standard"), "consequence": said.get("if_not_met")}
    return {key: value for key, value in found.items() if value is not None}


def _advised(entries: Sequence[Entry]) -> dict[str, Json]:
    """Who in HR was asked about this extension, and when: nobody has to write it down twice [PIP-15]."""
    told = [one for one in counting(entries) if one.kind in (EntryKind.ADVICE, EntryKind.EXTENSION)]
    last = next((one for one in reversed(told) if _is_about_time(one)), None)
    if last is None or last.kind == EntryKind.EXTENSION or not last.answers.get(ADVISER):
        return {}
    return {ADVISER: last.answers[ADVISER], ADVISED_ON: last.on.isoformat()}


def _is_about_time(entry: Entry) -> bool:
    return entry.kind == EntryKind.EXTENSION or AdviceOn.EXTENSION in several_of(entry.answers, ABOUT)


def _as_invited(entries: Sequence[Entry]) -> dict[str, Json]:
    """What the invitation said of the meeting that is to be held."""
    invited, held = _last(entries, EntryKind.INVITATION), _last(entries, EntryKind.MEETING)
    if invited is None or (held is not None and held.number > invited.number):
        return {}
    return {key: invited.answers[key] for key in FROM_INVITATION if invited.answers.get(key) is not None}


def _last(entries: Sequence[Entry], kind: EntryKind) -> Entry | None:
    return next((one for one in reversed(counting(entries)) if one.kind == kind), None)


def _with(plans: Desk, sheet: Sheet, first: Mapping[str, Json]) -> Sheet:
    """Put first answers into a draft, those too that nobody may type: the program fills them in."""
    fitting = {key: value for key, value in first.items() if sheet.form.question(key) is not None}
    if not fitting:
        return sheet
    with plans.cabinet.transaction() as work:
        records.save_answers(work, sheet.record.id, fitting, plans.now)
    return open_sheet(plans, sheet.record.id)


def entry_form(desk: Desk, case_id: str, kind: str) -> Form:
    """Give the small form of a kind of entry, with the rows of this case's plan to choose from."""
    plans = plans_desk(desk)
    entries = plan_cases.case_file(plans, case_id).entries
    return form_for(plan_cases.entry_form(plans, kind), plan_in_force(entries), entries)


def progress(desk: Desk, case_id: str) -> Progress | None:
    """Say how the plan of a case goes; None while there is none. All days are later by the pauses."""
    plans = plans_desk(desk)
    file, today = plan_cases.case_file(plans, case_id), plans.today
    plan = plan_in_force(file.entries)
    if plan is None:
        return None
    course = course_of(file.case, file.entries, plans.library.procedure(), plans.organisation.nation, today)
    found = trends(plan, file.entries)
    met = [one.objective.id for one in found if one.points and one.points[-1].result is Result.MET]
    return Progress(
        case=file.case,
        worker=file.worker,
        today=today,
        plan=plan,
        trends=found,
        controls=controls(plan, file.entries),
        prompts=tuple(prompts(plan, file.entries, today, course.pauses)),
        review_on=course.review_on(today) or review_due(plan, file.entries),
        late=tuple(milestones_past(plan, met, today, course.pauses)),
        held=held_words(plan, found, today),
    )


def save_progress(desk: Desk, case_id: str, folder: Path) -> Path:
    """Write how the plan goes into `folder` as a PDF and give its path; nothing is overwritten.

    NotAllowed for a key that takes no copies, and while there is no plan; FileTrouble.
    """
    plans = plans_desk(desk)
    plans.check(Act.EXPORT)
    found = progress(plans, case_id)
    if found is None:
        raise NotAllowed("There is no plan yet.", "Sign one first; then there is something to draw.")
    raw = trend_pdf(
        TrendPaper(
            home=plans.organisation.name,
            worker=found.worker.name,
            on=found.today,
            plan=found.plan,
            trends=found.trends,
            controls=found.controls,
            held=found.held,
        )
    )
    with plans.cabinet.transaction(Act.EXPORT) as work:
        history.note(
            work,
            file=found.worker.id,
            who=plans.holder,
            what="plan.progress-saved",
            subject=case_id,
            after=raw,
            now=plans.now,
        )
        name = f"How the plan goes {name_for_a_file(found.worker.name)} {found.today.isoformat()}.pdf"
        return write_new(folder, name, raw)
