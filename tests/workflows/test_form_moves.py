"""A draft is offered the newer version of its form; it moves or stays, and signed records never change."""

from __future__ import annotations

import pytest

from supervise_tui.domain.people import Worker
from supervise_tui.forms.moving import Change
from supervise_tui.forms.reading import read_form
from supervise_tui.problems import NotAllowed
from supervise_tui.store import form_definitions, records
from supervise_tui.workflows import addenda, form_moves, hold_supervision
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.read_history import history_lines
from tests.homes import closed_record, good_answers, offered_record


def on_an_older_version(desk: Desk, record_id: str, form_id: str, old: bytes, new: bytes) -> None:
    """Put a draft on a version of its form that had `old` where `new` stands now."""
    source = desk.library.get(form_id).source
    assert new in source
    older = read_form(source.replace(new, old), "older.toml")
    with desk.cabinet.transaction() as work:
        form_definitions.keep(work, older)
        records.set_form(work, record_id, older.digest, records.fetch(work, record_id).title)


def draft(desk: Desk, worker: Worker) -> str:
    """A supervision on a version that asked one question less."""
    sheet = hold_supervision.start(desk, worker.id)
    hold_supervision.save(desk, sheet.record.id, good_answers(desk))
    on_an_older_version(
        desk, sheet.record.id, "session.short", b'label = "What we said"', b'label = "Summary of the talk"'
    )
    return sheet.record.id


def test_it_is_offered_with_what_changes_and_moves_with_all_its_answers(desk: Desk, worker: Worker) -> None:
    record_id = draft(desk, worker)
    offered = form_moves.offered_move(desk, record_id)
    assert offered is not None
    assert [one.change for one in offered.differences] == [Change.WORDS]
    before = hold_supervision.open_sheet(desk, record_id).answers
    form_moves.move(desk, record_id)
    sheet = hold_supervision.open_sheet(desk, record_id)
    assert sheet.form.digest == desk.library.get("session.short").digest
    assert sheet.answers == before
    assert form_moves.offered_move(desk, record_id) is None
    assert history_lines(desk, worker.id)[0].what == "moved to the new version of its form: record 1"


def test_who_stays_is_asked_again_only_for_a_newer_one(desk: Desk, worker: Worker) -> None:
    record_id = draft(desk, worker)
    form_moves.stay(desk, record_id)
    assert form_moves.offered_move(desk, record_id) is None


def test_a_record_on_the_form_in_use_is_offered_nothing(desk: Desk, worker: Worker) -> None:
    sheet = hold_supervision.start(desk, worker.id)
    assert form_moves.offered_move(desk, sheet.record.id) is None
    with pytest.raises(NotAllowed, match="no newer version"):
        form_moves.move(desk, sheet.record.id)


def test_only_a_draft_moves(desk: Desk, worker: Worker) -> None:
    record = offered_record(desk, worker)
    assert form_moves.offered_move(desk, record.id) is None
    with pytest.raises(NotAllowed):
        form_moves.move(desk, record.id)


def test_an_addendum_keeps_the_name_of_the_record_that_it_belongs_to(desk: Desk, worker: Worker) -> None:
    record = addenda.start(desk, closed_record(desk, worker).id).record
    on_an_older_version(
        desk, record.id, "session.addendum", b'label = "Which part"', b'label = "Which part of the record"'
    )
    form_moves.move(desk, record.id)
    assert hold_supervision.open_sheet(desk, record.id).record.title == "Addendum to record 1"
