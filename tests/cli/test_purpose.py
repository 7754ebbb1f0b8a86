"""Another key than the owner's on the command line: a purpose, kept, and refusals with their reason."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from supervise_tui.domain.absences import AbsenceKind
from supervise_tui.domain.roles import KeyRole
from supervise_tui.workflows import absences, file_openings, plan_supervision
from supervise_tui.workflows.open_cabinet import close_desk
from tests.cli.conftest import Run
from tests.key_ring import SECRETS, KeyRing, key_ring


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    """A cabinet with a key for every role, and a file for each passphrase."""
    for role, secret in SECRETS.items():
        (tmp_path / role.value).write_text(f"{secret}\n", "utf-8")
    return key_ring(tmp_path)


def by(ring: KeyRing, role: KeyRole) -> tuple[Path, str, Path]:
    """The words that open the cabinet with the key of that role."""
    return ring.folder, "--passphrase-file", ring.folder.parent / role.value


def test_a_purpose_is_needed_and_kept(ring: KeyRing, run: Run, tmp_path: Path) -> None:
    auditor = by(ring, KeyRole.AUDITOR)
    asked = run("list", *auditor)
    assert (asked.status, asked.out) == (2, "")
    assert "--purpose" in asked.err
    listed = run("list", *auditor, "--worker", "Ania", "--purpose", "File audit", "--json")
    assert [one["worker"] for one in json.loads(listed.out)["records"]] == ["Ania Wójcik-Łęcka"]
    refused = run("export", *auditor, "--to", tmp_path / "out", "--purpose", "File audit")
    assert refused.status == 2
    assert "An auditor cannot copy records out." in refused.err
    desk = ring.open()
    assert [one.purpose for one in file_openings.openings(desk, ring.ania)] == ["File audit"]
    assert file_openings.openings(desk, ring.bethan) == []
    close_desk(desk)
    told = run("history", *by(ring, KeyRole.OWNER), "--worker", "Ania")
    assert "Folasade Ekundayo  opened the file: Auditor: File audit" in told.out
    assert run("history", *auditor, "--worker", "Ania").status == 2
    assert "File audit" not in run("history", *auditor).out  # of a file that is shut, no words are given


def test_absences_and_planned_talks_are_words_of_a_file_too(ring: KeyRing, run: Run, tmp_path: Path) -> None:
    desk = ring.open()
    absences.away(desk, ring.ania, AbsenceKind.SICKNESS, desk.today)
    plan_supervision.plan(desk, ring.ania, desk.today + timedelta(days=1))
    close_desk(desk)
    provider, to = by(ring, KeyRole.PROVIDER), ("--to", tmp_path / "talks.ics")
    for words in (("absences", "list"), ("calendar",)):
        shut = run(*words, *provider, *(to if words == ("calendar",) else ()))
        assert (shut.status, shut.out) == (2, "")
        assert "--purpose" in shut.err
    assert run("calendar", *provider, *to, "--purpose", "Planning the winter").status == 0
    told = run("due", *provider, "--json").out  # the files are shut again
    assert "Away since" in told
    assert "sick" not in told
    desk = ring.open()
    assert len(file_openings.openings(desk, ring.ania)) == 1
    assert file_openings.openings(desk, ring.bethan) == []  # no talk is planned with them
    close_desk(desk)


def test_only_the_file_of_the_record_asked_for_is_opened(ring: KeyRing, run: Run, tmp_path: Path) -> None:
    provider = by(ring, KeyRole.PROVIDER)
    done = run("export", *provider, "--to", tmp_path / "out", "--record", "1", "--purpose", "Complaint")
    assert done.status == 0
    assert len(list((tmp_path / "out").iterdir())) == 1
    assert run("export", *provider, "--to", tmp_path, "--record", "99", "--purpose", "Complaint").status == 2
    desk = ring.open()
    assert file_openings.openings(desk, ring.bethan) == []
    close_desk(desk)


def test_the_owner_needs_no_purpose(ring: KeyRing, run: Run) -> None:
    assert run("list", *by(ring, KeyRole.OWNER)).status == 0
