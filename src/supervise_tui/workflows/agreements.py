"""The supervision agreement: make one, renew it, read its versions, and see how it stands [AGR-1]."""

from __future__ import annotations

from dataclasses import dataclass

from supervise_tui.domain.agreement import AGREEMENT, Agreement, Standing, standing
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Record
from supervise_tui.forms.definition import Form
from supervise_tui.problems import NotAllowed
from supervise_tui.store import agreements, people, records
from supervise_tui.workflows import hold_supervision
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.surroundings import agreement_standing

USUAL_FORM = "agreement.supervision"
PLACEMENT_FORM = "agreement.placement"


@dataclass(frozen=True, kw_only=True)
class AgreementLine:
    """A worker whose agreement is missing, due for review, or overdue [AGR-4] [AGR-5]."""

    worker: Worker
    standing: Standing


@dataclass(frozen=True, kw_only=True)
class Version:
    """One signed version, to be listed and read."""

    agreement: Agreement
    record: Record
    current: bool


def agreement_state(desk: Desk, worker_id: str) -> Standing:
    """Say how the agreement with this worker stands today."""
    with desk.cabinet.reading() as work:
        return agreement_standing(work, desk, worker_id)


def worker_of(desk: Desk, worker_id: str) -> Worker:
    """Give whose agreement it is."""
    with desk.cabinet.reading() as work:
        return people.worker(work, worker_id)


def versions(desk: Desk, worker_id: str) -> list[Version]:
    """Give every version that was signed, the newest first; all stay readable [AGR-3]."""
    with desk.cabinet.reading() as work:
        signed = agreements.signed(work, desk.owner.id, worker_id)
        current = standing(signed, desk.today).agreement
        return [
            Version(
                agreement=one,
                record=records.fetch(work, one.record),
                current=current is not None and one.record == current.record,
            )
            for one in reversed(signed)
        ]


def forms_for(desk: Desk, worker: Worker) -> list[Form]:
    """Give the forms of an agreement, the one that fits this worker first."""
    fitting = PLACEMENT_FORM if worker.student else USUAL_FORM
    offered = [form for form in desk.library.all() if form.makes == AGREEMENT]
    return sorted(offered, key=lambda form: (form.id != fitting, form.title))


def start(desk: Desk, worker_id: str, form_id: str = "") -> hold_supervision.Sheet:
    """Start an agreement, or a new version prefilled from the one before [AGR-3].

    NotAllowed while a version is being written or waits for a signature: finish that one first.
    """
    with desk.cabinet.reading() as work:
        worker = people.worker(work, worker_id)
        making = agreements.being_made(work, desk.owner.id, worker_id)
    if making:
        raise NotAllowed(
            f"An agreement with {worker.name} is being made already.", "Open that one and go on with it."
        )
    return hold_supervision.start(desk, worker_id, form_id or forms_for(desk, worker)[0].id)


def wanting_attention(workers: list[Worker], known: dict[str, Standing]) -> list[AgreementLine]:
    """Give those still here whose agreement is overdue, missing or due for review, in that order."""
    here = [worker for worker in workers if worker.left_on is None and known[worker.id].wants_attention]
    lines = [AgreementLine(worker=worker, standing=known[worker.id]) for worker in here]
    return sorted(
        lines, key=lambda line: (line.standing.in_force and line.standing.days >= 0, line.worker.name)
    )
