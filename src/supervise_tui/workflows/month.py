"""The calendar of the home, read from the facts each time: for any month, by day."""

from __future__ import annotations

from supervise_tui.domain.month_view import Calendar, calendar_of
from supervise_tui.forms.definition import Fact, Role
from supervise_tui.store import people, preparations
from supervise_tui.workflows.clocks import gather
from supervise_tui.workflows.desk import Desk


def calendar(desk: Desk) -> Calendar:
    """Gather what has a day: planned and held supervisions, last days in time, absences."""
    with desk.cabinet.reading() as work:
        known = gather(work, desk, people.workers(work))
        settled = preparations.answers_by_worker(work, Role.BOTH.value)
    when = {
        worker: ", ".join(
            str(said[fact]) for fact in (Fact.START_TIME.value, Fact.PLACE.value) if said.get(fact)
        )
        for worker, said in settled.items()
    }
    return calendar_of(known.values(), desk.organisation.nation, desk.owner.name, when)
