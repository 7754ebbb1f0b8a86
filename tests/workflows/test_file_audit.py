"""An auditor draws files, answers what only a person can, and signs; the supervisor reads it [QA-1]."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from supervise_tui.canonical import Json
from supervise_tui.domain.record import State
from supervise_tui.domain.roles import KeyRole
from supervise_tui.domain.whose_file import HOME_FILE
from supervise_tui.forms.definition import Role
from supervise_tui.problems import NotAllowed
from supervise_tui.workflows import file_audit, hold_supervision, new_records, sign_off, signing_secrets
from supervise_tui.workflows.action_thread import actions_of
from supervise_tui.workflows.clocks import clocks_of
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.file_openings import openings
from supervise_tui.workflows.home import home
from supervise_tui.workflows.open_cabinet import close_desk
from supervise_tui.workflows.read_history import history_lines
from supervise_tui.workflows.read_record import read_through
from tests.homes import SUPERVISOR_SECRET
from tests.key_ring import NAMES, KeyRing, key_ring

FORM = "organisation.file_audit"
AUDITOR_SECRET = "thimble anchor ninety"
JUDGED: list[Json] = [
    {"id": key, "answer": "fully"} for key in ("as_agreed", "complete", "reasons", "learning", "equality")
]
RESULT: dict[str, Json] = {
    "strengths": "Both files can be understood by somebody who was not there.",
    "change": "Agreements: there are none.",
    "actions": [
        {"id": "p1", "what": "Make the agreements", "owner": "supervisor", "owner_name": "",
         "by": "2026-12-18", "how_known": "Both are signed"}
    ],
}  # fmt: skip


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    """Beck House with a key for every role, and two workers."""
    return key_ring(tmp_path)


@pytest.fixture
def auditor(ring: KeyRing) -> Iterator[Desk]:
    """The desk as the auditor has it."""
    desk = ring.open(KeyRole.AUDITOR)
    yield desk
    close_desk(desk)


def files(answers: dict[str, Json]) -> list[dict[str, Json]]:
    rows = answers["files"]
    assert isinstance(rows, list)
    return [row for row in rows if isinstance(row, dict)]


def test_an_audit_goes_from_the_draw_to_actions_for_the_supervisor(ring: KeyRing, auditor: Desk) -> None:
    offered = new_records.new_records(auditor, HOME_FILE)
    assert [one.form.id for one in offered] == [FORM]
    sheet = file_audit.begin(auditor, HOME_FILE, FORM, size="100%", seed="17 November, otter")
    record, rows = sheet.record, files(sheet.answers)
    assert sheet.answers["seed"] == "17 November, otter"
    assert len(rows) == 2
    assert {one.name for one in sheet.signers} == {NAMES[KeyRole.AUDITOR], "Marian Oakes"}
    assert [draft.record.id for draft in home(auditor).drafts] == [record.id]

    # What the program found cannot be talked away; a comment can be made on it.
    wanted: list[Json] = []
    for row in rows:
        found = row["found"]
        assert isinstance(found, list)
        better = [{**one, "answer": "fully", "comment": "I asked"} for one in found if isinstance(one, dict)]
        wanted.append({**row, "file": "Somebody else", "found": list(better), "judged": JUDGED})
    hold_supervision.save(auditor, record.id, {"files": wanted, **RESULT})
    kept = files(hold_supervision.open_sheet(auditor, record.id).answers)
    for before, after in zip(rows, kept, strict=True):
        assert after["file"] == before["file"]
        assert isinstance(after["found"], list)
        assert isinstance(before["found"], list)
        for old, new in zip(before["found"], after["found"], strict=True):
            assert isinstance(old, dict)
            assert new == {**old, "comment": "I asked"}

    sign_off.offer(auditor, record.id)
    (signer,) = [one for one in read_through(auditor, record.id).waiting if one.role is Role.OTHER]
    signing_secrets.choose_secret(auditor, signer.person, AUDITOR_SECRET)
    sign_off.sign(auditor, record.id, Role.OTHER, AUDITOR_SECRET)
    with pytest.raises(NotAllowed):
        sign_off.sign(auditor, record.id, Role.SUPERVISOR, SUPERVISOR_SECRET)
    looked = openings(auditor, ring.ania)
    assert looked[0].purpose.startswith("File audit of Tuesday 17 November 2026, drawn with the seed 17")
    assert any("with the seed 17 November, otter" in line.why for line in history_lines(auditor, HOME_FILE))
    close_desk(auditor)

    owner = ring.open()
    closed = sign_off.sign(owner, record.id, Role.SUPERVISOR, SUPERVISOR_SECRET)
    assert closed.state is State.CLOSED
    (action,) = actions_of(owner, HOME_FILE)
    assert (action.action.what, action.owner) == ("Make the agreements", "Marian Oakes")
    ring.clock.turn(days=180)
    (due,) = [one.due for one in clocks_of(owner, HOME_FILE) if one.clock.id == "file-audit"]
    assert (due.state, due.days) == ("due-soon", 1)
    close_desk(owner)


def test_the_files_drawn_are_asked_for_again_with_the_same_seed(auditor: Desk) -> None:
    first = file_audit.begin(auditor, HOME_FILE, FORM, size="1", seed="otter")
    hold_supervision.discard(auditor, first.record.id, "To draw it again")
    second = file_audit.begin(auditor, HOME_FILE, FORM, size="1", seed="otter")
    assert first.answers["drawn"] == second.answers["drawn"]
    hold_supervision.save(auditor, second.record.id, {"files": None})
    said = [
        gap.sentence
        for gap in hold_supervision.gaps_of(hold_supervision.open_sheet(auditor, second.record.id))
    ]
    assert "The files are not those that were drawn. Discard it and draw anew." in said


@pytest.mark.parametrize("role", [KeyRole.OWNER, KeyRole.DEPUTY, KeyRole.INSPECTOR])
def test_who_wrote_the_records_or_only_reads_them_does_not_audit(ring: KeyRing, role: KeyRole) -> None:
    desk = ring.open(role)
    try:
        with pytest.raises(NotAllowed, match="cannot write a file audit"):
            new_records.start(desk, HOME_FILE, FORM)
    finally:
        close_desk(desk)


def test_an_auditor_writes_nothing_else_and_chooses_no_secret_for_a_worker(
    ring: KeyRing, auditor: Desk
) -> None:
    auditor.cabinet.open_file(ring.bethan)
    for try_it in (
        lambda: hold_supervision.start(auditor, ring.bethan, "session.informal"),
        lambda: hold_supervision.save(auditor, ring.draft, {"summary": "x"}),
        lambda: sign_off.offer(auditor, ring.draft),
        lambda: signing_secrets.choose_secret(auditor, ring.bethan, AUDITOR_SECRET),
    ):
        with pytest.raises(NotAllowed):
            try_it()
