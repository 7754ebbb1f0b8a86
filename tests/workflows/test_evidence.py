"""Marked while writing, signed by both, found on the file, offered at the appraisal [DEV-6]."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from supervise_tui.canonical import Json
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Content
from supervise_tui.forms.definition import Role
from supervise_tui.forms.evidence_marks import Shown, toggled
from supervise_tui.problems import BadInput
from supervise_tui.store import records
from supervise_tui.workflows import (
    evidence,
    hold_group,
    hold_supervision,
    layouts,
    new_records,
    sign_off,
    workers,
)
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.export_answers import export_answers
from supervise_tui.workflows.export_records import signed_record
from supervise_tui.workflows.find_words import find_words
from tests.homes import SUPERVISOR_SECRET, WORKER_SECRET, Clock, choose_secrets, good_answers


def behaviour(desk: Desk, number: int) -> Shown:
    return evidence.can_show(desk)[number]


def marked_supervision(desk: Desk, worker: Worker) -> str:
    """A draft whose summary and first action are marked."""
    record = hold_supervision.start(desk, worker.id).record
    marks: dict[str, Json] = {
        "summary~shows": toggled(None, behaviour(desk, 0), "", "m1"),
        "actions~shows": toggled(None, behaviour(desk, 3), "p1", "m2"),
    }
    hold_supervision.save(desk, record.id, good_answers(desk) | marks)
    return record.id


def signed(desk: Desk, worker: Worker, record_id: str) -> None:
    choose_secrets(desk, worker)
    sign_off.offer(desk, record_id)
    sign_off.sign(desk, record_id, Role.WORKER, WORKER_SECRET)
    sign_off.sign(desk, record_id, Role.SUPERVISOR, SUPERVISOR_SECRET)


def test_from_the_draft_to_the_paper_to_the_file_to_the_appraisal(
    desk: Desk, worker: Worker, clock: Clock, tmp_path: Path
) -> None:
    record_id = marked_supervision(desk, worker)
    assert evidence.on_file(desk, worker.id).marked == ()  # a draft may still change
    layouts.change_layout(desk, record_id, "session.structured")
    layouts.change_layout(desk, record_id, "session.short")
    signed(desk, worker, record_id)

    with desk.cabinet.reading() as work:
        content = Content.from_bytes(records.frozen(work, record_id))
    row = content.answers["actions~shows"]
    assert isinstance(row, list)
    assert isinstance(row[0], dict)
    assert (row[0]["row"], row[0]["under"]) == ("Action 1", "Personal qualities")
    assert signed_record(desk, record_id).content == content
    found = evidence.on_file(desk, worker.id)
    assert {one.what.ref.partition(".")[2]: one.words for one in found.marked} == {
        "conduct": content.answers["summary"],
        "dignity": "Try the earlier round for two weeks",
    }
    assert find_words(desk, "dignity", worker_id=worker.id).found
    path = export_answers(desk, [record_id], "session.short", tmp_path).path
    (line,) = csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
    assert line["summary~shows.1.ref"] == "personal_qualities_behaviours.conduct"
    assert "place~shows.1.ref" not in line

    clock.turn(days=7)
    sheet = new_records.start(desk, worker.id, "development.appraisal")
    assert sheet.can_show == ()
    assert {one.words for one in sheet.marked} == {one.words for one in found.marked}
    rows = sheet.answers["personal_qualities_behaviours"]
    assert isinstance(rows, list)
    assert not any(row.get("evidence") for row in rows if isinstance(row, dict))  # nothing comes in unseen


def test_what_all_of_a_group_share_is_evidence_for_none_of_them(desk: Desk, worker: Worker) -> None:
    other = workers.add_worker(desk, name="Kofi Mensah", post="Carer")
    group = hold_group.start(desk, [worker.id, other.id])
    shared = hold_group.open_part(desk, group.copies[0].id, own=False)
    own = hold_group.open_part(desk, group.copies[0].id, own=True)
    assert shared.can_show == ()
    assert own.can_show
    mark = toggled(None, behaviour(desk, 0), "", "m1")
    with pytest.raises(BadInput, match="no evidence for one"):
        hold_supervision.save(desk, shared.record.id, {"summary~shows": mark})
    asked = next(one.id for one in own.form.questions() if one.answered_by is not Role.SUPERVISOR)
    hold_supervision.save(desk, own.record.id, {f"{asked}~shows": mark})
    theirs = hold_supervision.open_sheet(desk, group.copies[1].id).answers
    assert f"{asked}~shows" not in theirs
