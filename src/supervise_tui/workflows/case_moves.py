"""Take the next step of a case: begin its form with what is known, and write what was filled in into it.

Every function takes the desk of the cabinet, or the one over the drawer, and works in the drawer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from supervise_tui.canonical import Json
from supervise_tui.domain.plan_case import Case, Entry
from supervise_tui.domain.plan_next import Step
from supervise_tui.domain.procedure_words import SIGNED, EntryKind
from supervise_tui.domain.record import Record
from supervise_tui.forms.answers import Gap
from supervise_tui.forms.definition import Form
from supervise_tui.store.plan_cases import EntryDraft
from supervise_tui.workflows import hold_supervision, improvement_plans, plan_cases
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.plans_desk import plans_desk


@dataclass(frozen=True, kw_only=True)
class Filling:
    """A small form of a case that is being filled in."""

    draft: EntryDraft
    form: Form
    """With the rows of the case's plan to choose from."""


def open_with_concern(desk: Desk, worker_id: str) -> tuple[Case, Record]:
    """Open a case with a worker and begin its written concern; errors as `plan_cases.open_case`."""
    case = plan_cases.open_case(desk, worker_id)
    return case, improvement_plans.begin(desk, case.id, EntryKind.CONCERN).record


def begin_record(desk: Desk, case_id: str, step: Step, template_id: str | None = None) -> Record:
    """Begin the signed record of a step, or give the one that is being written already."""
    plans = plans_desk(desk)
    under_way = plan_cases.case_file(plans, case_id).under_way
    known = next((record for kind, record in under_way if kind == step.kind), None)
    if known is not None:
        return known
    if step.kind is EntryKind.PLAN:
        sheet = improvement_plans.begin_plan(plans, case_id, template_id)
    else:
        sheet = improvement_plans.begin(plans, case_id, step.kind)
    if step.preset:
        hold_supervision.save(plans, sheet.record.id, dict(step.preset))
    return sheet.record


def begin_entry(
    desk: Desk, case_id: str, kind: str, preset: Mapping[str, Json], *, anew: bool = False
) -> Filling:
    """Begin a small form with answers that are known, or go on with the one that is being filled in.

    `anew`: begin another one all the same. Nothing is kept before the first answer.
    """
    plans = plans_desk(desk)
    form = improvement_plans.entry_form(plans, case_id, kind)
    drafts = plan_cases.case_file(plans, case_id).drafts
    known = next((one for one in drafts if one.kind == kind), None)
    if known is not None and not anew:
        return Filling(draft=known, form=form)
    draft = plan_cases.new_entry(plans, case_id, kind, form)
    return Filling(draft=replace(draft, answers={**draft.answers, **preset}), form=form)


def go_on_with(desk: Desk, case_id: str, draft: EntryDraft) -> Filling:
    """Take up a small form that is being filled in."""
    return Filling(draft=draft, form=improvement_plans.entry_form(desk, case_id, draft.kind))


def as_kept(desk: Desk, filling: Filling) -> Filling:
    """Give a form as it was saved last; as it is, if nothing of it is saved."""
    drafts = plan_cases.case_file(desk, filling.draft.case).drafts
    return replace(filling, draft=next((one for one in drafts if one.id == filling.draft.id), filling.draft))


def gaps_of(desk: Desk, filling: Filling) -> list[Gap]:
    """Say what is still missing in a form that is being filled in."""
    return plan_cases.gaps_of(desk, filling.draft, filling.form)


def write_entry(desk: Desk, filling: Filling) -> Entry:
    """Write a filled-in form into its case, for good.

    NotAllowed while something is missing in it, or while it has no place where the case stands.
    """
    return plan_cases.add_entry(desk, filling.draft, filling.form)


def is_signed(kind: str) -> bool:
    """Whether an entry of that kind stands on a signed record."""
    return kind in SIGNED
