"""What a record changes on the worker's file once it is closed: days that were agreed in it and signed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from supervise_tui.canonical import Json
from supervise_tui.domain.first_months import DECISION, EXTENDED, EXTENDED_TO
from supervise_tui.domain.kinds import COMPETENCE, INDUCTION_REVIEW, PROBATION_REVIEW
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Record
from supervise_tui.forms.day_words import day_of
from supervise_tui.store import people, plan_cases
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.case_rules import entry_of
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.induction import keep_signed_list
from supervise_tui.workflows.workers import keep_worker

Answers = Mapping[str, Json]


def _induction_goes_on(worker: Worker, answers: Answers) -> Worker:
    until = day_of(answers.get("until")) if answers.get("stands") == "longer" else None
    return replace(worker, induction_ends_on=until) if until else worker


def _probation_goes_on(worker: Worker, answers: Answers) -> Worker:
    until = day_of(answers.get(EXTENDED_TO)) if answers.get(DECISION) == EXTENDED else None
    return replace(worker, probation_ends_on=until) if until else worker


CHANGES: dict[str, Callable[[Worker, Answers], Worker]] = {
    INDUCTION_REVIEW: _induction_goes_on,
    PROBATION_REVIEW: _probation_goes_on,
}
"""By what a form `makes`: the worker as their file says it from now on."""


def keep_on_file(work: Work, desk: Desk, record: Record, answers: Answers) -> None:
    """Bring the worker's file to what a record says that was just closed; nothing happens for most kinds."""
    _keep_as_entry(work, desk, record, answers)
    if record.makes == COMPETENCE:
        keep_signed_list(work, desk, record, answers)
    change = CHANGES.get(record.makes)
    if change is None:
        return
    worker = people.worker(work, record.worker)
    changed = change(worker, answers)
    if changed != worker:
        keep_worker(work, desk, changed, "worker.changed")


def _keep_as_entry(work: Work, desk: Desk, record: Record, answers: Answers) -> None:
    """Make a record of an improvement plan an entry of its case; nothing for any other."""
    entry = entry_of(work, desk, record, answers)
    if entry is not None:
        plan_cases.add_entry(work, entry, desk.now)
