"""What is on file as evidence for behaviours and duties: what can be marked, and what was [DEV-6]."""

from __future__ import annotations

from dataclasses import dataclass

from supervise_tui.domain.evidence import (
    Marked,
    behaviours,
    can_be_marked,
    counts,
    duties,
    marked_in,
    since,
    takes_evidence,
)
from supervise_tui.domain.kinds import APPRAISAL
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Content, Record
from supervise_tui.forms.definition import Form
from supervise_tui.forms.evidence_marks import Shown
from supervise_tui.store import people, records
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk


@dataclass(frozen=True, kw_only=True)
class OnFile:
    """Everything a worker's file holds, by behaviour and by duty."""

    worker: Worker
    can_show: tuple[Shown, ...]
    """What things can be evidence for, in the order of the framework."""
    marked: tuple[Marked, ...]
    """What was marked, the newest first."""

    def by_what(self) -> list[tuple[Shown, list[Marked]]]:
        """Give each behaviour and duty with what was marked for it; at the end what is named no more."""
        return [
            (what, [one for one in self.marked if (one.what.kind, one.what.ref) == (what.kind, what.ref)])
            for what in (*self.can_show, *self.since_dropped)
        ]

    @property
    def since_dropped(self) -> tuple[Shown, ...]:
        """What was marked for something that the framework does not name any more."""
        known = {(one.kind, one.ref) for one in self.can_show}
        gone = {(one.what.kind, one.what.ref): one.what for one in self.marked}
        return tuple(what for key, what in gone.items() if key not in known)


def can_show(desk: Desk) -> tuple[Shown, ...]:
    """Give the behaviours of the appraisal that is in use here, then the duties of the code of conduct."""
    return (*behaviours(form for form in desk.library.all() if form.makes == APPRAISAL), *duties())


def on_file(desk: Desk, worker_id: str) -> OnFile:
    """Give what a file holds, newest first; drafts do not count."""
    with desk.cabinet.reading() as work:
        desk.check_file(worker_id)
        found = _marked(work, desk, worker_id)
        worker = people.worker(work, worker_id)
    newest = sorted(found, key=lambda one: one.place, reverse=True)
    return OnFile(worker=worker, can_show=can_show(desk), marked=tuple(newest))


def to_mark(desk: Desk, form: Form, record: Record) -> tuple[Shown, ...]:
    """Give what answers of this draft can be marked as evidence for; nothing where they cannot be."""
    return can_show(desk) if can_be_marked(form, record.worker) else ()


def to_take(work: Work, desk: Desk, form: Form, record: Record) -> tuple[Marked, ...]:
    """Give what was marked since the last record of this kind, where the form takes it in."""
    if not takes_evidence(form):
        return ()
    kin = records.find(work, worker=record.worker, makes=record.makes)
    before = [one for one in kin if one.id != record.id and one.state.is_signed]
    return tuple(since(_marked(work, desk, record.worker), before))


def _marked(work: Work, desk: Desk, worker_id: str) -> list[Marked]:
    found: list[Marked] = []
    for record in records.fetch_all(work, records.with_marks(work, worker_id)).values():
        if not counts(record):
            continue
        content = Content.from_bytes(records.frozen(work, record.id))
        names = {one.role.value: one.name for one in (content.worker, content.supervisor)}
        form = desk.kept_form(work, record.form_digest)
        found += marked_in(record, form, content.answers, names)
    return found
