"""supervise export, certificate, check and trust: a PDF goes out and is checked elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Home, Run


@pytest.fixture
def pdf(on_home: Run, tmp_path: Path) -> Path:
    """Ania's record, exported."""
    outcome = on_home("export", "--to", tmp_path / "papers", "--record", "1")
    assert outcome.status == 0, outcome.err
    return Path(outcome.out.strip())


@pytest.fixture
def certificate(on_home: Run, tmp_path: Path) -> Path:
    """The cabinet's certificate, written out."""
    target = tmp_path / "beck.pem"
    assert on_home("certificate", "--to", target).status == 0
    return target


def test_a_signed_record_goes_out_and_the_path_is_printed(pdf: Path) -> None:
    assert pdf.read_bytes().startswith(b"%PDF")


def test_what_is_not_signed_yet_is_left_out_and_that_is_said(on_home: Run, tmp_path: Path) -> None:
    outcome = on_home("export", "--to", tmp_path / "papers")
    assert outcome.status == 0
    assert len(outcome.out.splitlines()) == 1
    assert "Left out: 1 record not signed and closed yet." in outcome.err
    assert "not encrypted" in outcome.err


def test_a_record_that_is_being_written_does_not_leave_the_cabinet(on_home: Run, tmp_path: Path) -> None:
    outcome = on_home("export", "--to", tmp_path / "papers", "--record", "2")
    assert outcome.status == 2
    assert not (tmp_path / "papers").exists()


def test_a_number_that_no_record_has_is_refused(on_home: Run, tmp_path: Path) -> None:
    assert on_home("export", "--to", tmp_path, "--record", "9").err.startswith("There is no record number 9.")


def test_a_number_and_a_worker_do_not_go_together(on_home: Run, tmp_path: Path) -> None:
    assert on_home("export", "--to", tmp_path, "--record", "1", "--worker", "Ania").status == 2


@pytest.mark.parametrize(("copy_as", "suffix"), [("text", ".txt"), ("html", ".html")])
def test_a_copy_to_read_goes_out_instead_of_the_pdf(
    on_home: Run, tmp_path: Path, copy_as: str, suffix: str
) -> None:
    outcome = on_home("export", "--to", tmp_path, "--record", "1", "--as", copy_as)
    assert outcome.status == 0, outcome.err
    file = Path(outcome.out.strip())
    assert file.suffix == suffix
    assert "without signatures" in file.read_text("utf-8-sig")


def test_answers_go_out_as_one_table(on_home: Run, tmp_path: Path) -> None:
    outcome = on_home("export", "--to", tmp_path, "--as", "csv", "--form", "session.short")
    assert outcome.status == 0, outcome.err
    assert Path(outcome.out.strip()).read_text("utf-8-sig").startswith("record_number,")
    assert "1 record copied." in outcome.err


def test_a_table_needs_a_form_and_a_form_needs_a_table(on_home: Run, tmp_path: Path) -> None:
    for words in (["--as", "csv"], ["--form", "session.short"]):
        outcome = on_home("export", "--to", tmp_path, *words)
        assert outcome.status == 2
        assert "--as csv and --form ID go together" in outcome.err
    outcome = on_home("export", "--to", tmp_path, "--as", "csv", "--form", "home.other")
    assert outcome.status == 2
    assert "home.other" in outcome.err


def test_nothing_is_overwritten(on_home: Run, pdf: Path) -> None:
    again = Path(on_home("export", "--to", pdf.parent, "--record", "1").out.strip())
    assert again != pdf
    assert again.read_bytes() == pdf.read_bytes()


def test_a_certificate_is_not_written_over_a_file_that_is_there(on_home: Run, certificate: Path) -> None:
    before = certificate.read_bytes()
    outcome = on_home("certificate", "--to", certificate)
    assert outcome.status == 2
    assert outcome.err.startswith(f"{certificate} is there already.")
    assert certificate.read_bytes() == before


def test_a_strangers_pdf_is_intact_but_not_known(run: Run, pdf: Path) -> None:
    outcome = run("check", pdf)
    assert outcome.status == 1
    assert "Intact, but who issued the signatures is unknown here." in outcome.out


def test_with_the_certificate_it_is_known_and_says_who_signed_what_when(
    run: Run, pdf: Path, certificate: Path
) -> None:
    outcome = run("check", pdf, "--trust", certificate)
    assert outcome.status == 0
    assert "Intact, and signed by people known to us." in outcome.out
    assert "Signed by Ania Wójcik-Łęcka, Senior carer (worker), on 17/11/2026 at 14:05" in outcome.out
    assert "saying: I have read this record and agree that it is a true account." in outcome.out
    assert "Signed by Marian Oakes, Deputy manager (supervisor)" in outcome.out
    fours = outcome.out.rpartition("Fingerprint: ")[2].split()
    assert [len(group) for group in fours] == [4] * 16


def test_the_cabinet_itself_can_vouch_for_its_pdfs(run: Run, home: Home, pdf: Path) -> None:
    outcome = run("check", pdf, "--cabinet", home.folder, "--passphrase-file", home.passphrase_file)
    assert outcome.status == 0


def test_a_certificate_taken_in_counts_from_then_on(run: Run, pdf: Path, certificate: Path) -> None:
    assert run("trust", "list").out == "No certificates are trusted yet.\n"
    added = run("trust", "add", certificate)
    assert added.status == 0
    assert added.out.startswith("Beck House")
    assert run("trust", "list").out == added.out
    known = json.loads(run("trust", "list", "--json").out)["trusted"]
    assert [set(one) for one in known] == [{"name", "fingerprint"}]
    assert run("check", pdf).status == 0


def test_what_is_no_certificate_is_not_trusted(run: Run, pdf: Path) -> None:
    outcome = run("trust", "add", pdf)
    assert outcome.status == 2
    assert run("trust", "list").out == "No certificates are trusted yet.\n"


def test_a_changed_byte_is_not_intact(run: Run, pdf: Path, certificate: Path) -> None:
    raw = bytearray(pdf.read_bytes())
    raw[len(raw) // 3] ^= 1
    pdf.write_bytes(raw)
    outcome = run("check", pdf, "--trust", certificate)
    assert outcome.status == 1
    assert "NOT intact." in outcome.out


@pytest.mark.parametrize("raw", [b"", b"not a PDF at all", b"%PDF-1.7\n%%EOF", b"\x00" * 5000])
def test_what_is_not_a_pdf_gets_a_plain_sentence(run: Run, tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(raw)
    outcome = run("check", file)
    assert outcome.status == 1
    assert "NOT intact." in outcome.out
    assert "Traceback" not in outcome.out + outcome.err


def test_a_file_that_is_not_there_is_said_and_the_others_are_checked_all_the_same(
    run: Run, pdf: Path, certificate: Path
) -> None:
    outcome = run("check", pdf.with_name("gone.pdf"), pdf, "--trust", certificate)
    assert outcome.status == 2
    assert "gone.pdf cannot be read." in outcome.err
    assert "Intact, and signed by people known to us." in outcome.out


def test_a_folder_of_pdfs_is_checked_file_by_file(run: Run, pdf: Path, certificate: Path) -> None:
    (pdf.parent / "other.pdf").write_bytes(b"no")
    outcome = run("check", pdf.parent, "--trust", certificate, "--json")
    assert outcome.status == 1
    verdicts = {Path(one["file"]).name: one["verdict"] for one in json.loads(outcome.out)["files"]}
    assert verdicts == {pdf.name: "known", "other.pdf": "not-intact"}


def test_the_answer_for_scripts_keeps_its_shape(run: Run, pdf: Path, certificate: Path) -> None:
    answer = json.loads(run("check", pdf, "--trust", certificate, "--json").out)
    assert answer["format"] == 1
    (one,) = answer["files"]
    assert set(one) == {"file", "verdict", "findings", "fingerprint", "record", "signatures"}
    assert set(one["record"]) == {
        *("number", "title", "worker", "supervisor", "home", "cabinet"),
        *("addendum_to", "paper"),
    }
    assert one["record"]["addendum_to"] is None
    assert [seen["role"] for seen in one["signatures"]] == ["worker", "supervisor"]
    keys = {"name", "role", "post", "at", "says", "key_replaced", "key_fingerprint"}
    assert set(one["signatures"][0]) == keys


def test_a_cabinet_is_checked_as_a_whole(on_home: Run) -> None:
    outcome = on_home("check")
    assert outcome.status == 0
    assert "The history and every signed record are intact." in outcome.out
