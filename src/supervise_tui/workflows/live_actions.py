"""Keep the action points of a talk live from when it was held, not from its signing (record-life.md)."""

from __future__ import annotations

from collections.abc import Collection

from supervise_tui.domain.actions import action_points
from supervise_tui.domain.record import Record
from supervise_tui.domain.supervision import StepState, facts_for, steps
from supervise_tui.forms.definition import ActionsQuestion, Form, Step
from supervise_tui.store import action_points as store_actions
from supervise_tui.store import people, records
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk


def follow_draft(work: Work, desk: Desk, record: Record, form: Form, changed: Collection[str]) -> None:
    """After a draft was saved: its actions go live when Close is done; live ones follow every change.

    Nothing is read unless what changed can matter, since this runs at each pause in typing.
    """
    actions = {question.id for question in form.questions() if isinstance(question, ActionsQuestion)}
    if not actions:
        return
    closing = {
        question.id
        for section in form.sections
        if section.step is Step.CLOSE
        for question in section.questions
    }
    days = {question.id for question in form.questions() if question.fact is not None}
    if not actions.union(closing, days).intersection(changed):
        return
    if store_actions.has_raised(work, record.id) or _is_held(work, desk, record, form):
        raise_actions(work, record.id, form)


def _is_held(work: Work, desk: Desk, record: Record, form: Form) -> bool:
    facts = facts_for(people.worker(work, record.worker), today=desk.today, number=record.session_number)
    view = steps(form, records.answers(work, record.id), facts)
    return any(step.step is Step.CLOSE and step.state is StepState.COMPLETE for step in view)


def raise_actions(work: Work, record_id: str, form: Form) -> None:
    """Make the action points of a record live as they stand in it: it is held, or offered for signing."""
    points = action_points(form, records.answers(work, record_id))
    store_actions.keep_raised(work, records.fetch(work, record_id), points)
