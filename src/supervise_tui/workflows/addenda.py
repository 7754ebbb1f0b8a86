"""Add to a record that is closed: an addendum is a record of its own that hangs on the first [REC-3]."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from supervise_tui.canonical import Json
from supervise_tui.domain.addendum import CONCERNS, FORM, title_of
from supervise_tui.domain.record import Circumstances, Event, Record, State, next_state
from supervise_tui.forms.day_words import long_date
from supervise_tui.forms.definition import Fact, Form
from supervise_tui.store import addenda, form_definitions, history, records
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.hold_supervision import Sheet, open_sheet

_GONE = (State.DISCARDED, State.CANCELLED, State.DESTROYED)


@dataclass(frozen=True, kw_only=True)
class Family:
    """A record and the addenda to it."""

    original: Record
    addenda: tuple[Record, ...]
    """Those being written too, oldest first."""


def start(desk: Desk, record_id: str) -> Sheet:
    """Begin an addendum to a closed record, or open the one that is being written.

    Started from an addendum it hangs on the first record all the same. NotAllowed unless it is closed.
    """
    with desk.cabinet.transaction() as work:
        asked = records.fetch(work, record_id)
        next_state(asked.state, Event.ADD_TO, Circumstances())
        original = records.fetch(work, addenda.original_of(work, record_id) or record_id)
        open_one = [one for one in addenda.of_record(work, original.id) if one.state is State.DRAFT]
        record = open_one[0] if open_one else _begun(work, desk, original, asked)
    return open_sheet(desk, record.id)


def _begun(work: Work, desk: Desk, original: Record, asked: Record) -> Record:
    form = desk.library.get(FORM)
    form_definitions.keep(work, form)
    record = records.start(
        work,
        record_id=secrets.token_hex(8),
        makes=form.makes,
        title=title_of(original.number),
        worker=original.worker,
        supervisor=original.supervisor,
        form_digest=form.digest,
        now=desk.now,
    )
    addenda.keep(work, record.id, original.id)
    records.save_answers(
        work, record.id, _first_answers(desk, form, original, asked), desk.now, {"held_on": desk.today}
    )
    history.note(
        work,
        file=record.worker,
        who=desk.holder,
        what="record.addendum-begun",
        subject=record.id,
        after=b"",
        now=desk.now,
    )
    return record


def _first_answers(desk: Desk, form: Form, original: Record, asked: Record) -> dict[str, Json]:
    answers: dict[str, Json] = {}
    day = form.with_fact(Fact.HELD_ON)
    if day is not None:
        answers[day.id] = desk.today.isoformat()
    if asked.id != original.id and form.question(CONCERNS) is not None:
        of = f" of {long_date(asked.held_on)}" if asked.held_on else ""
        answers[CONCERNS] = f"The addendum{of} (record {asked.number})"
    return answers


def family(desk: Desk, record_id: str) -> Family:
    """Give a record with its addenda, asked for by any of them."""
    with desk.cabinet.reading() as work:
        return family_of(work, record_id)


def family_of(work: Work, record_id: str) -> Family:
    """Give a record with its addenda, asked for by any of them."""
    original = records.fetch(work, addenda.original_of(work, record_id) or record_id)
    hanging = [one for one in addenda.of_record(work, original.id) if one.state not in _GONE]
    return Family(original=original, addenda=tuple(hanging))
