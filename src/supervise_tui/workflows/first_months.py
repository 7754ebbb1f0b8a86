"""Begin what belongs to a new starter's first months; how long these last stands on the file then.

What is not on the file yet is worked out from the policy [DEV-4] [DEV-11].
"""

from __future__ import annotations

from dataclasses import replace

from supervise_tui.domain.first_months import induction_end, probation_end
from supervise_tui.domain.people import Worker
from supervise_tui.domain.roles import Act
from supervise_tui.store import people
from supervise_tui.workflows import hold_supervision
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.hold_supervision import Sheet
from supervise_tui.workflows.policies import current
from supervise_tui.workflows.workers import keep_worker


def start_induction_plan(desk: Desk, worker_id: str, form_id: str) -> Sheet:
    """Start the plan, with the last day of the induction on file."""
    with desk.cabinet.reading() as work:
        worker = people.worker(work, worker_id)
        ends = induction_end(worker, current(work, desk))
    return _start(desk, replace(worker, induction_ends_on=ends), worker, form_id)


def start_probation_review(desk: Desk, worker_id: str, form_id: str) -> Sheet:
    """Start a review, with the last day of probation on file."""
    with desk.cabinet.reading() as work:
        worker = people.worker(work, worker_id)
        ends = probation_end(worker, current(work, desk))
    if worker.probation_ends_on is None and ends is not None and ends < desk.today:
        ends = None  # it would have been over long ago: somebody here knows better than the policy
    return _start(desk, replace(worker, probation_ends_on=ends), worker, form_id)


def _start(desk: Desk, known: Worker, worker: Worker, form_id: str) -> Sheet:
    desk.check_file(worker.id)
    if known != worker:
        with desk.cabinet.transaction(Act.CHANGE_WORKERS) as work:
            keep_worker(work, desk, known, "worker.changed")
    return hold_supervision.start(desk, worker.id, form_id)
