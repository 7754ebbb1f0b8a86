"""supervise new."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run

PERSON = (
    "--name",
    "Rosewood House",
    "--nation",
    "Wales",
    "--your-name",
    "Tegwen Bowen",
    "--your-post",
    "Manager",
)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A good passphrase in a file."""
    file = tmp_path / "new.txt"
    file.write_text("walnut tractor ribbon\n", "utf-8")
    return file


def test_a_cabinet_is_made_and_opens_with_its_passphrase(run: Run, tmp_path: Path, secret: Path) -> None:
    folder = tmp_path / "rosewood.cabinet"
    outcome = run("new", folder, *PERSON, "--passphrase-file", secret)
    assert outcome.status == 0, outcome.err
    lines = dict(line.split(": ", 1) for line in outcome.out.splitlines())
    assert lines["folder"] == str(folder)
    assert re.fullmatch(r"([0-9A-Z]{4} ){13}[0-9A-Z]{4}", lines["recovery key"])
    assert "walnut" not in outcome.out + outcome.err
    due = run("due", folder, "--passphrase-file", secret)
    assert due.out.startswith("Rosewood House, ")
    assert "No workers yet." in due.out


def test_what_is_not_given_is_asked(
    run: Run, tmp_path: Path, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("Rosewood House\nAtlantis\n"))
    outcome = run("new", tmp_path / "r.cabinet", "--passphrase-file", secret)
    assert outcome.status == 2
    assert "Name of the home: " in outcome.err
    assert "Atlantis is not one of the nations. Type one of: england, wales," in outcome.err


def test_nobody_there_to_answer_is_said(
    run: Run, tmp_path: Path, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    outcome = run("new", tmp_path / "r.cabinet", "--passphrase-file", secret)
    assert outcome.status == 2
    assert "Nobody is there to answer." in outcome.err


def test_a_weak_passphrase_makes_no_cabinet(run: Run, tmp_path: Path) -> None:
    weak = tmp_path / "weak.txt"
    weak.write_text("12345678\n", "utf-8")
    outcome = run("new", tmp_path / "r.cabinet", *PERSON, "--passphrase-file", weak)
    assert outcome.status == 2
    assert "12345678" not in outcome.err
    assert not (tmp_path / "r.cabinet").exists()


def test_a_folder_that_is_there_is_left_alone(run: Run, tmp_path: Path, secret: Path) -> None:
    outcome = run("new", tmp_path, *PERSON, "--passphrase-file", secret)
    assert outcome.status == 2
    assert outcome.err.startswith(f"{tmp_path} is there already.")


def test_the_passphrase_is_asked_twice_until_it_is_strong_and_the_same(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter(["11111111", "walnut tractor ribbon", "walnut tractor", *["walnut tractor ribbon"] * 2])
    monkeypatch.setattr("getpass.getpass", lambda prompt, stream: next(typed))
    outcome = run("new", tmp_path / "r.cabinet", *PERSON)
    assert outcome.status == 0
    assert "The two were not the same." in outcome.err
    assert next(typed, None) is None


def test_a_policy_that_is_none_is_refused_before_anything_is_made(
    run: Run, tmp_path: Path, secret: Path
) -> None:
    folder = tmp_path / "rosewood.cabinet"
    outcome = run("new", folder, *PERSON, "--policy", "weekly", "--passphrase-file", secret)
    assert outcome.status == 2
    assert "There are: care-provider, charity-children" in outcome.err
    assert not folder.exists()
