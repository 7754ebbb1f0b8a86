"""What was done before a concern was written, read out of the records [PIP-1].

A concern lies in the drawer; what the cabinet knows of the worker lies with the records. It is only read
there: the records never learn that somebody asked.
"""

from __future__ import annotations

from supervise_tui.canonical import Json
from supervise_tui.domain.file_audit import LOOKS_BACK
from supervise_tui.domain.prevention import PREVENTION, Known, prevention_rows
from supervise_tui.domain.working_days import add_months
from supervise_tui.store import action_points, people
from supervise_tui.workflows.clocks import gather, looked_back, with_everything
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.plans_desk import records_desk


def prevention(desk: Desk, worker_id: str) -> dict[str, Json]:
    """Give the answer of the concern that the program fills in, as it stands now; from either desk."""
    reading = records_desk(desk)
    since = add_months(reading.today, -LOOKS_BACK)
    with reading.cabinet.reading() as work:
        worker = people.worker(work, worker_id)
        facts = looked_back(work, with_everything(work, reading, gather(work, reading, [worker])))[worker_id]
        agreed = [thread.action for thread in action_points.of_worker(work, worker_id)]
    lately = [one for one in agreed if one.raised_on is not None and one.raised_on >= since]
    return {PREVENTION: prevention_rows(Known(facts=facts, actions=lately))}
