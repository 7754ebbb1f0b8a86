"""Signed PDFs leave the cabinet whole, once each, and only when everyone has signed."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervise_tui.documents.check import Verdict
from supervise_tui.domain.people import Worker
from supervise_tui.forms.definition import Role
from supervise_tui.problems import BadInput, FileTrouble, NotAllowed, NotFound
from supervise_tui.workflows import sign_off
from supervise_tui.workflows.check_files import check, check_cabinet
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.export_answers import export_answers
from supervise_tui.workflows.export_records import CopyAs, export
from supervise_tui.workflows.read_history import history_lines
from supervise_tui.workflows.trust_list import certificate, trust, trusted
from tests.homes import WORKER_SECRET, closed_record, offered_record


def test_an_exported_pdf_is_intact_and_known_to_whoever_trusts_the_cabinet(
    desk: Desk, worker: Worker, tmp_path: Path
) -> None:
    record = closed_record(desk, worker)
    (file,) = export(desk, [record.id], tmp_path / "out")
    assert "Ania" in file.name
    (_, stranger) = check(file, trusted=[])[0]
    assert stranger.verdict is Verdict.UNKNOWN_ISSUER
    pem = tmp_path / "ca.pem"
    pem.write_bytes(certificate(desk))
    trust(desk.state, pem)
    trust(desk.state, pem)
    (_, known) = check(file, trusted=[one.der for one in trusted(desk.state)])[0]
    assert known.verdict is Verdict.KNOWN
    assert [one.name for one in trusted(desk.state)] == [
        f"Beck House, supervise cabinet {desk.cabinet.id[:8]}"
    ]


def test_exporting_twice_overwrites_nothing_and_gives_the_same_bytes(
    desk: Desk, worker: Worker, tmp_path: Path
) -> None:
    record = closed_record(desk, worker)
    first = export(desk, [record.id], tmp_path)
    second = export(desk, [record.id], tmp_path)
    assert first != second
    assert first[0].read_bytes() == second[0].read_bytes()


def test_a_half_signed_record_does_not_leave_the_cabinet(desk: Desk, worker: Worker, tmp_path: Path) -> None:
    record = offered_record(desk, worker)
    sign_off.sign(desk, record.id, Role.WORKER, WORKER_SECRET)
    with pytest.raises(NotAllowed, match="no signed PDF yet"):
        export(desk, [record.id], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_folder_that_vanished_or_is_a_file_is_said_plainly_and_nothing_is_lost(
    desk: Desk, worker: Worker, tmp_path: Path
) -> None:
    record = closed_record(desk, worker)
    blocked = tmp_path / "not a folder"
    blocked.write_text("a file")
    with pytest.raises(FileTrouble, match="could not be written"):
        export(desk, [record.id], blocked / "inside")
    assert export(desk, [record.id], tmp_path / "elsewhere")[0].exists()


def test_a_cabinet_without_faults_has_nothing_to_report(desk: Desk, worker: Worker) -> None:
    closed_record(desk, worker)
    assert check_cabinet(desk) == []


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"-----BEGIN CERTIFICATE-----\nxx\n-----END CERTIFICATE-----"]
)
def test_a_file_that_is_no_certificate_is_refused(desk: Desk, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "odd.pem"
    file.write_bytes(content)
    with pytest.raises(BadInput):
        trust(desk.state, file)
    assert trusted(desk.state) == []


@pytest.mark.parametrize(("copy_as", "suffix"), [(CopyAs.TEXT, ".txt"), (CopyAs.HTML, ".html")])
def test_a_copy_to_read_names_the_fingerprint_and_says_it_has_no_signatures(
    desk: Desk, worker: Worker, tmp_path: Path, copy_as: CopyAs, suffix: str
) -> None:
    record = closed_record(desk, worker)
    (file,) = export(desk, [record.id], tmp_path, copy_as)
    assert file.suffix == suffix
    said = file.read_bytes().decode("utf-8-sig")
    assert "without signatures" in said
    assert check(export(desk, [record.id], tmp_path)[0], trusted=[])[0][1].fingerprint in said.replace(
        " ", ""
    )
    assert any("exported a copy of record" in line.what for line in history_lines(desk, worker.id))


def test_a_record_that_is_not_signed_is_not_copied_to_read_either(
    desk: Desk, worker: Worker, tmp_path: Path
) -> None:
    record = offered_record(desk, worker)
    with pytest.raises(NotAllowed):
        export(desk, [record.id], tmp_path / "out", CopyAs.HTML)
    assert not (tmp_path / "out").exists()


def test_the_answers_of_closed_records_of_one_form_make_one_table(
    desk: Desk, worker: Worker, tmp_path: Path
) -> None:
    first = closed_record(desk, worker)
    waiting = offered_record(desk, worker)
    written = export_answers(desk, [first.id, waiting.id], "session.short", tmp_path)
    assert written.records == 1
    head, row = written.path.read_bytes().decode("utf-8-sig").split("\r\n", 1)
    assert head.startswith("record_number,")
    assert row.startswith("1,")
    again = export_answers(desk, [first.id], "session.short", tmp_path)
    assert again.path != written.path
    with pytest.raises(NotFound, match=r"on the form “home\.other”"):
        export_answers(desk, [first.id], "home.other", tmp_path / "none")
    assert not (tmp_path / "none").exists()
