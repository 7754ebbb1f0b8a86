"""An addendum is a record of its own that names the first by number and fingerprint [REC-3]."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervise_tui.canonical import parse
from supervise_tui.documents.check import Verdict
from supervise_tui.documents.plain_text import as_text
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Record, State
from supervise_tui.forms.definition import Role
from supervise_tui.problems import NotAllowed
from supervise_tui.store import signing
from supervise_tui.workflows import addenda, hold_supervision, sign_off
from supervise_tui.workflows.check_files import check_cabinet, check_one
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.export_records import export
from supervise_tui.workflows.read_history import history_lines
from supervise_tui.workflows.read_record import read_through
from supervise_tui.workflows.timeline import timeline
from tests.homes import SUPERVISOR_SECRET, WORKER_SECRET, Clock, closed_record, offered_record
from tests.tools import run_tool


def filled(desk: Desk, record_id: str) -> Record:
    """Write an addendum and make it ready to sign."""
    sheet = addenda.start(desk, record_id)
    hold_supervision.save(
        desk,
        sheet.record.id,
        {
            "concerns": "Action 1",
            "stands": "for two weeks",
            "instead": "We agreed on three weeks, not two.",
            "reason": "A slip of the pen, seen on the way home.",
        },
    )
    return sign_off.offer(desk, sheet.record.id)


def signed(desk: Desk, record_id: str) -> Record:
    """Have both sign an addendum."""
    record = filled(desk, record_id)
    sign_off.sign(desk, record.id, Role.WORKER, WORKER_SECRET)
    return sign_off.sign(desk, record.id, Role.SUPERVISOR, SUPERVISOR_SECRET)


def test_it_is_its_own_record_with_two_signatures_and_its_own_pdf(
    desk: Desk, worker: Worker, clock: Clock, tmp_path: Path
) -> None:
    original = closed_record(desk, worker)
    before = read_through(desk, original.id)
    clock.turn(days=1)
    record = signed(desk, original.id)
    assert (record.state, record.number) == (State.CLOSED, original.number + 1)
    assert record.title == f"Addendum to record {original.number}"
    seen = read_through(desk, record.id)
    assert seen.content.addendum_to is not None
    assert seen.content.addendum_to.fingerprint == before.fingerprint
    assert seen.content.addendum_to.number == original.number
    assert read_through(desk, original.id).content == before.content

    paths = export(desk, [original.id], tmp_path)
    assert [path.name[:4] for path in paths] == ["0001", "0002"]
    with desk.cabinet.reading() as work:
        trusted = [signing.authority(work).certificate_der]
    for path in paths:
        assert check_one(path, trusted=trusted).verdict is Verdict.KNOWN
    assert check_cabinet(desk) == []
    page = " ".join(run_tool("pdftotext", "-layout", str(paths[1]), "-").split())
    assert f"Record {original.number}: Supervision, of Tuesday 17 November 2026" in page
    assert before.fingerprint[:4] in page
    run_tool("pdfdetach", "-save", "1", "-o", str(tmp_path / "record.json"), str(paths[1]))
    attached = parse((tmp_path / "record.json").read_bytes())
    assert isinstance(attached, dict)
    belongs = attached["addendum_to"]
    assert isinstance(belongs, dict)
    assert belongs["fingerprint"] == before.fingerprint
    assert "This is an addendum to" in as_text(seen.content, seen.form)
    assert len(export(desk, [record.id, original.id], tmp_path / "both")) == 2
    assert len(export(desk, [record.id], tmp_path / "one")) == 1

    second = addenda.start(desk, record.id)  # an addendum to an addendum hangs on the first record
    assert second.record.title == f"Addendum to record {original.number}"
    assert second.answers["concerns"] == "The addendum of Wednesday 18 November 2026 (record 2)"
    family = addenda.family(desk, second.record.id)
    assert family.original.id == original.id
    assert [one.number for one in family.addenda] == [2, 3]


def test_one_that_is_not_signed_yet_does_not_go_out_with_its_record(
    desk: Desk, worker: Worker, tmp_path: Path
) -> None:
    original = closed_record(desk, worker)
    filled(desk, original.id)
    assert len(export(desk, [original.id], tmp_path)) == 1


def test_one_that_is_being_written_is_gone_on_with(desk: Desk, worker: Worker) -> None:
    original = closed_record(desk, worker)
    begun = addenda.start(desk, original.id)
    assert addenda.start(desk, original.id).record.id == begun.record.id
    assert history_lines(desk, worker.id)[0].what == "began an addendum, as record 2"


def test_only_a_closed_record_can_be_added_to(desk: Desk, worker: Worker) -> None:
    with pytest.raises(NotAllowed, match="cannot be added to"):
        addenda.start(desk, offered_record(desk, worker).id)


def test_it_is_not_started_like_any_other_record(desk: Desk, worker: Worker) -> None:
    with pytest.raises(NotAllowed, match="belongs to a record"):
        hold_supervision.start(desk, worker.id, "session.addendum")


def test_it_stands_with_its_record_on_the_timeline_whatever_was_held_since(
    desk: Desk, worker: Worker, clock: Clock
) -> None:
    original = closed_record(desk, worker)
    clock.turn(days=40)
    later = closed_record(desk, worker)
    clock.turn(days=1)
    record = filled(desk, original.id)
    lines = timeline(desk, worker.id).lines
    assert [line.record.id for line in lines] == [later.id, original.id, record.id]
    assert lines[2].hangs_on == original.id
