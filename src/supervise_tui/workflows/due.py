"""Who is due a supervision, who is overdue, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from supervise_tui.domain.agreement import Standing
from supervise_tui.domain.cadence import CARE_PROVIDER, Due
from supervise_tui.domain.cadence import due as work_out_due
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Record
from supervise_tui.store import people, records
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.surroundings import agreed_gap, standings


@dataclass(frozen=True, kw_only=True)
class DueLine:
    """One worker and where they stand."""

    worker: Worker
    due: Due
    agreement: Standing


def due_list(desk: Desk, on: date | None = None) -> list[DueLine]:
    """Give every worker, the most overdue first, those to whom it does not apply last [CAD-2]."""
    with desk.cabinet.reading() as work:
        everyone = people.workers(work)
        by_worker: dict[str, list[Record]] = {}
        for record in records.find(work):
            by_worker.setdefault(record.worker, []).append(record)
        known = standings(work, desk, everyone)
    day = on or desk.today
    lines = [
        DueLine(
            worker=worker,
            due=work_out_due(
                worker,
                by_worker.get(worker.id, []),
                CARE_PROVIDER,
                day,
                agreed_gap=agreed_gap(known[worker.id]),
            ),
            agreement=known[worker.id],
        )
        for worker in everyone
    ]
    return sorted(lines, key=lambda line: (line.due.due_on is None, line.due.days, line.worker.name))
