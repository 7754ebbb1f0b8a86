"""supervise backup, check, restore, recover, passphrase and keys, as a script would use them."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from supervise_tui.workflows.open_cabinet import close_desk
from tests.cli.conftest import Home, Run
from tests.homes import PASSPHRASE, Clock, make_home

NEW = "linen harbour magpie"


def secret(tmp_path: Path, words: str, name: str = "new.txt") -> Path:
    """A file that holds a secret."""
    path = tmp_path / name
    path.write_text(words + "\n", "utf-8")
    return path


def test_a_backup_is_made_checked_and_restored(on_home: Run, run: Run, home: Home, tmp_path: Path) -> None:
    file, again = tmp_path / "stick.cabinet-backup", tmp_path / "again.cabinet"
    made = on_home("backup", "--to", file)
    assert (made.status, made.out.splitlines()[0]) == (0, f"backup: {file}")
    assert "records: 2" in made.out
    checked = run("check", file, "--passphrase-file", home.passphrase_file)
    assert checked.status == 0
    assert "every signed record are intact" in checked.out
    assert "Beck House" in checked.out
    restored = run("restore", file, "--to", again, "--passphrase-file", home.passphrase_file)
    assert (restored.status, restored.out) == (0, f"folder: {again}\n")
    listed = run("list", again, "--json", "--passphrase-file", home.passphrase_file)
    assert len(json.loads(listed.out)["records"]) == 2
    assert run("check", again, "--passphrase-file", home.passphrase_file).status == 0


def test_nothing_is_overwritten(on_home: Run, run: Run, home: Home, tmp_path: Path) -> None:
    file = tmp_path / "stick.cabinet-backup"
    assert on_home("backup", "--to", file).status == 0
    before = file.read_bytes()
    again = on_home("backup", "--to", file)
    assert (again.status, again.out) == (2, "")
    assert "is there already" in again.err
    assert file.read_bytes() == before
    into = run("restore", file, "--to", home.folder, "--passphrase-file", home.passphrase_file)
    assert into.status == 2
    assert "is there already" in into.err


def test_a_damaged_backup_is_one_plain_sentence_and_status_1(
    on_home: Run, run: Run, home: Home, tmp_path: Path
) -> None:
    file = tmp_path / "stick.cabinet-backup"
    on_home("backup", "--to", file)
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.write_bytes(raw)
    checked = run("check", file, "--json", "--passphrase-file", home.passphrase_file)
    assert checked.status == 1
    assert json.loads(checked.out)["files"][0]["verdict"] == "not-intact"
    restored = run("restore", file, "--to", tmp_path / "again", "--passphrase-file", home.passphrase_file)
    assert (restored.status, restored.out) == (2, "")
    assert restored.err.strip() == (
        "This backup is damaged, or it was changed, so nothing of it is used. Take another backup."
    )
    assert not (tmp_path / "again").exists()


def test_no_backup_at_all_is_said_before_anybody_types_a_passphrase(run: Run, tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(b"%PDF-1.7")
    for file in ("letter.pdf", "missing"):
        outcome = run("restore", tmp_path / file, "--to", tmp_path / "again")
        assert outcome.status == 2
        assert "backup" in outcome.err


def test_a_passphrase_is_changed(on_home: Run, run: Run, home: Home, tmp_path: Path) -> None:
    new = secret(tmp_path, NEW)
    assert on_home("passphrase", "--new-passphrase-file", new).status == 0
    assert on_home("due").status == 2
    assert run("due", home.folder, "--passphrase-file", new).status == 0


def test_the_keys_are_listed(on_home: Run) -> None:
    words = on_home("keys").out
    assert "Marian Oakes" in words
    assert "Last backup: none yet" in words
    listed = json.loads(on_home("keys", "--json").out)
    assert [key["role"] for key in listed["keys"]] == ["Owner", "Recovery key, on paper"]
    assert (listed["last_backup"], listed["last_drill"]) == (None, None)


def test_a_lost_passphrase_is_recovered_and_the_new_key_asked_back(
    run: Run, tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "beck.cabinet"
    desk, key = make_home(folder, state, Clock())
    close_desk(desk)
    paper, new = secret(tmp_path, key, "paper.txt"), secret(tmp_path, NEW)
    tried = run("recover", folder, "--recovery-key-file", paper, "--try")
    assert (tried.status, tried.out.strip()) == (
        0,
        "The recovery key opens this cabinet. Nothing was changed.",
    )
    assert run("due", folder, "--passphrase-file", secret(tmp_path, PASSPHRASE, "old.txt")).status == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("wrong\n" * 6))
    done = run("recover", folder, "--recovery-key-file", paper, "--new-passphrase-file", new)
    assert done.status == 0
    assert done.out.startswith("recovery key: ")
    assert "That is not group" in done.err
    assert "look at your paper again" in done.err
    assert run("due", folder, "--passphrase-file", new).status == 0
    assert run("recover", folder, "--recovery-key-file", paper, "--try").status == 2
    newer = secret(tmp_path, done.out.removeprefix("recovery key: ").strip(), "newer.txt")
    assert run("recover", folder, "--recovery-key-file", newer, "--try").status == 0
    listed = json.loads(run("keys", folder, "--json", "--passphrase-file", new).out)
    assert listed["last_drill"] is not None


def test_a_slip_in_the_recovery_key_names_the_group(run: Run, home: Home, tmp_path: Path) -> None:
    outcome = run("recover", home.folder, "--recovery-key-file", secret(tmp_path, "ABCD " * 13 + "UUUU"))
    assert outcome.status == 2
    assert "Group 14" in outcome.err
