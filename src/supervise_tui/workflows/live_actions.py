"""Keep the action points of a talk live from when it was held, not from its signing (record-life.md)."""

from __future__ import annotations

from collections.abc import Collection

from supervise_tui.domain.actions import action_points, makes_actions
from supervise_tui.domain.looking_back import reviews_in
from supervise_tui.domain.record import Record
from supervise_tui.domain.supervision import StepState, steps
from supervise_tui.forms.definition import ActionReviewQuestion, Form, Step
from supervise_tui.problems import NotFound
from supervise_tui.store import action_points as store_actions
from supervise_tui.store import people, records
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.surroundings import facts_of


def follow_draft(work: Work, desk: Desk, record: Record, form: Form, changed: Collection[str]) -> None:
    """After a draft was saved: its actions and its reviews go live when Close is done, and follow changes.

    Nothing is read unless what changed can matter, since this runs at each pause in typing.
    """
    actions = {
        question.id
        for question in form.questions()
        if makes_actions(question) or isinstance(question, ActionReviewQuestion)
    }
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
    live = store_actions.has_raised(work, record.id) or store_actions.has_reviewed(work, record.id)
    if live or _is_held(work, desk, record, form):
        raise_actions(work, record.id, form)


def _is_held(work: Work, desk: Desk, record: Record, form: Form) -> bool:
    if all(section.step is None for section in form.sections):
        # It has no Close: a note is written after the talk, so the talk was held when its day is known.
        held_on = records.fetch(work, record.id).held_on
        return held_on is not None and held_on <= desk.today
    facts = facts_of(work, desk, record, people.worker(work, record.worker))
    view = steps(form, records.answers(work, record.id), facts)
    return any(step.step == Step.CLOSE and step.state is StepState.COMPLETE for step in view)


def raise_actions(work: Work, record_id: str, form: Form) -> None:
    """Make a record's action points, and its word on earlier ones, live: it is held, or offered."""
    record, answers = records.fetch(work, record_id), records.answers(work, record_id)
    store_actions.keep_raised(work, record, action_points(form, answers))
    if record.held_on is None:
        return
    for action, review in reviews_in(form, answers, record_id, record.held_on).items():
        try:
            if review is None:
                store_actions.forget_review(work, action, record_id)
            else:
                store_actions.record_review(work, action, review)
        except NotFound:
            continue  # The record that raised it is gone; what was said of it stays in this one.
