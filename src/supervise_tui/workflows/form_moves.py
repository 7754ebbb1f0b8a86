"""Offer a draft the newer version of its form, with what would change; it moves, or it stays (forms.md)."""

from __future__ import annotations

from dataclasses import dataclass

from supervise_tui.domain.addendum import ADDENDUM
from supervise_tui.domain.layouts import changes
from supervise_tui.domain.record import Record, State
from supervise_tui.forms.definition import Form
from supervise_tui.forms.moving import Difference, compare
from supervise_tui.forms.moving import move as moved_answers
from supervise_tui.problems import NotAllowed
from supervise_tui.store import form_definitions, groups, history, records
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.shared_part import copies_of

STAYS = "stays_with"
"""Among the notes of a draft: the version that was offered and not taken."""


@dataclass(frozen=True, kw_only=True)
class Move:
    """A newer version that a draft can move to."""

    record: Record
    old: Form
    new: Form
    differences: tuple[Difference, ...]


def offered_move(desk: Desk, record_id: str) -> Move | None:
    """Give the newer version for a draft; None when there is none, or they chose to stay."""
    with desk.cabinet.reading() as work:
        record = records.fetch(work, record_id)
        new = _newer(work, desk, record)
        if new is None or records.sign_off_notes(work, record_id).get(STAYS) == new.digest:
            return None
        old = desk.kept_form(work, record.form_digest)
        found = compare(old, new, records.answers(work, record_id))
    return Move(record=record, old=old, new=new, differences=tuple(found))


def _newer(work: Work, desk: Desk, record: Record) -> Form | None:
    """Signed records never change: only a draft is offered anything, a group only while all are drafts."""
    if any(one.state is not State.DRAFT for one in _together(work, record)):
        return None
    old = desk.kept_form(work, record.form_digest)
    new = desk.library.moves_to(old)
    return new if new is not None and (new.makes, new.kept_in) == (record.makes, old.kept_in) else None


def _together(work: Work, record: Record) -> list[Record]:
    """The record, or all records of its group: what they share is asked on one form."""
    return copies_of(work, groups.talk_of(work, record.id)) or [record]


def move(desk: Desk, record_id: str) -> None:
    """Move a draft to the newer version; nothing that was written is lost. NotAllowed if there is none."""
    with desk.cabinet.transaction() as work:
        record = records.fetch(work, record_id)
        new = _newer(work, desk, record)
        if new is None:
            raise NotAllowed("There is no newer version of this form.", "Go on with the record as it is.")
        form_definitions.keep(work, new)
        for one in _together(work, record):
            _move_one(work, desk, one, new)


def _move_one(work: Work, desk: Desk, record: Record, new: Form) -> None:
    old, before = desk.kept_form(work, record.form_digest), records.answers(work, record.id)
    # An addendum is called by the record that it belongs to, not by its form.
    title = record.title if record.makes == ADDENDUM else new.title
    records.set_form(work, record.id, new.digest, title)
    records.save_answers(work, record.id, changes(before, moved_answers(old, new, before)), desk.now)
    history.note(
        work,
        file=record.worker,
        who=desk.holder,
        what="record.form-moved",
        subject=record.id,
        after=new.digest.encode(),
        now=desk.now,
    )


def stay(desk: Desk, record_id: str) -> None:
    """Stay with the version at hand; a newer one still is offered when it comes."""
    with desk.cabinet.transaction() as work:
        record = records.fetch(work, record_id)
        new = _newer(work, desk, record)
        if new is None:
            return
        for one in _together(work, record):
            notes = records.sign_off_notes(work, one.id)
            records.put_sign_off_notes(work, one.id, {**notes, STAYS: new.digest})
