"""What is frozen when a record is made ready to sign: everything that a signature will cover."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from supervise_tui.canonical import Json
from supervise_tui.documents import record_pdf
from supervise_tui.domain.addendum import Original
from supervise_tui.domain.paper_copy import PaperCopy
from supervise_tui.domain.record import Content, Record, Signer, Voice
from supervise_tui.forms import answers as answering
from supervise_tui.forms.definition import ENGINE, Form, Role
from supervise_tui.store import addenda, people, records
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.who_signs import signers


def content_to_sign(
    work: Work,
    desk: Desk,
    record: Record,
    form: Form,
    given: Mapping[str, Json],
    known: Mapping[str, Json],
    *,
    paper: PaperCopy | None = None,
) -> Content:
    """Give the content of a draft with a new salt; of a paper copy only the typist is to sign it."""
    as_worker, as_supervisor = the_two(work, record)
    expected = signers(work, form, record.id, given, as_worker, as_supervisor)
    return Content(
        record=record.id,
        number=record.number,
        makes=record.makes,
        title=record.title,
        form=form.id,
        form_version=form.version,
        form_digest=form.digest,
        engine=ENGINE,
        organisation=desk.organisation.name,
        nation=desk.organisation.nation.value,
        cabinet=desk.cabinet.origin,  # what the certificates name, also in a restored copy
        session_number=record.session_number,
        worker=as_worker,
        supervisor=as_supervisor,
        # What a later answer has hidden is not read by the two, so it is not signed by them either.
        answers=answering.answers_to_sign(form, given, known),
        facts=dict(known),
        disagreements=kept_disagreements(records.sign_off_notes(work, record.id)),
        expected=expected if paper is None else (as_supervisor,),
        salt=secrets.token_hex(32),
        drawn_by=record_pdf.drawn_by(),
        addendum_to=original(work, record.id),
        paper=paper,
    )


def the_two(work: Work, record: Record) -> tuple[Signer, Signer]:
    """Give worker and supervisor as they stand today."""
    worker, owner = people.worker(work, record.worker), people.supervisor(work, record.supervisor)
    return (
        Signer(person=worker.id, name=worker.name, post=worker.post, role=Role.WORKER),
        Signer(person=owner.id, name=owner.name, post=owner.post, role=Role.SUPERVISOR),
    )


def kept_disagreements(notes: Mapping[str, Json]) -> tuple[Voice, ...]:
    """Give the disagreements that were put into the record before it was taken back."""
    kept = notes.get("disagreements")
    if not isinstance(kept, dict):
        return ()
    return tuple(Voice(role=Role(role), text=str(kept[role])) for role in sorted(kept) if kept[role])


def original(work: Work, record_id: str) -> Original | None:
    """Give the record that this one is an addendum to, with the fingerprint of what was signed there."""
    belongs_to = addenda.original_of(work, record_id)
    if belongs_to is None:
        return None
    record = records.fetch(work, belongs_to)
    content = Content.from_bytes(records.frozen(work, belongs_to))
    return Original(
        record=record.id,
        number=record.number,
        title=record.title,
        held_on=record.held_on,
        fingerprint=content.fingerprint,
    )
