"""How worthwhile both sides found their talks, one after the other [SES-10]."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from supervise_tui.domain.cadence import was_held
from supervise_tui.domain.people import Worker
from supervise_tui.domain.ratings import Worth, worth
from supervise_tui.domain.record import Record
from supervise_tui.problems import Problem
from supervise_tui.store import people, records
from supervise_tui.workflows.desk import Desk


@dataclass(frozen=True, kw_only=True)
class RatedTalk:
    """One talk that both have rated."""

    record: Record
    held_on: date
    worth: Worth


@dataclass(frozen=True, kw_only=True)
class Ratings:
    """All rated talks of a worker's file, oldest first."""

    worker: Worker
    talks: tuple[RatedTalk, ...]


def ratings_over_time(desk: Desk, worker_id: str) -> Ratings:
    """Give the talks that both have rated; a rating whose other half is missing stays unseen."""
    desk.check_file(worker_id)
    talks = []
    with desk.cabinet.reading() as work:
        worker = people.worker(work, worker_id)
        for record in records.find(work, worker=worker_id):
            if record.held_on is None or not was_held(record, desk.today):
                continue
            try:
                form = desk.kept_form(work, record.form_digest)
            except Problem:  # a form that this version cannot read has no ratings that it could name
                continue
            both = worth(form, records.answers(work, record.id))
            if both is not None:
                talks.append(RatedTalk(record=record, held_on=record.held_on, worth=both))
    talks.sort(key=lambda talk: (talk.held_on, talk.record.number))
    return Ratings(worker=worker, talks=tuple(talks))
