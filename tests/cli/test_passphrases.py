"""Passphrases: from the terminal or a file, wrong, too often, and never in an argument."""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Home, Run
from tests.homes import PASSPHRASE


def wrong_file(tmp_path: Path) -> Path:
    """A passphrase that does not fit."""
    file = tmp_path / "wrong.txt"
    file.write_text("heron pebble wagon\n", "utf-8")
    return file


def test_a_wrong_passphrase_is_refused_with_a_plain_sentence(run: Run, home: Home, tmp_path: Path) -> None:
    outcome = run("due", home.folder, "--passphrase-file", wrong_file(tmp_path))
    assert outcome.status == 2
    assert outcome.out == ""
    assert "heron" not in outcome.err


def test_the_passphrase_can_come_from_standard_input(
    run: Run, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PASSPHRASE.encode() + b"\r\nmore\n")))
    assert run("due", home.folder, "--passphrase-file", "-").status == 0


@pytest.mark.parametrize("raw", [b"", b"\n", b"\xff\xfe\x00", b"a" * 10_000])
def test_a_file_that_holds_no_passphrase_is_refused(run: Run, home: Home, tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "odd.txt"
    file.write_bytes(raw)
    outcome = run("due", home.folder, "--passphrase-file", file)
    assert outcome.status == 2
    assert "passphrase file" in outcome.err


def test_a_passphrase_file_that_is_not_there_is_said(run: Run, home: Home, tmp_path: Path) -> None:
    outcome = run("due", home.folder, "--passphrase-file", tmp_path / "none.txt")
    assert outcome.err.startswith("The passphrase file cannot be read.")


def test_too_many_wrong_ones_are_said_and_the_wait_is_served(
    run: Run, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []

    def stopped_while_waiting(seconds: float) -> None:
        waits.append(seconds)
        raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", stopped_while_waiting)
    wrong = wrong_file(tmp_path)
    outcomes = [run("due", home.folder, "--passphrase-file", wrong) for _ in range(4)]
    assert [outcome.status for outcome in outcomes] == [2, 2, 2, 130]
    assert "wrong too many times. Waiting 40 seconds" in outcomes[3].err
    assert waits == [40]


def test_without_a_terminal_and_a_file_it_says_how_to_give_one(
    run: Run, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_terminal(prompt: str, stream: object) -> str:
        raise EOFError

    monkeypatch.setattr("getpass.getpass", no_terminal)
    outcome = run("due", home.folder)
    assert outcome.status == 2
    assert "--passphrase-file" in outcome.err


def test_at_the_terminal_a_slip_is_asked_again(run: Run, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(["heron pebble wagon", PASSPHRASE])
    monkeypatch.setattr("getpass.getpass", lambda prompt, stream: next(typed))
    outcome = run("due", home.folder)
    assert outcome.status == 0
    assert outcome.out.startswith("Beck House")


def test_no_command_takes_a_passphrase_as_an_argument(run: Run, home: Home) -> None:
    outcome = run("due", home.folder, "--passphrase", PASSPHRASE)
    assert outcome.status == 2
    assert "otter" not in outcome.err


def test_a_cabinet_that_is_open_elsewhere_is_refused_before_the_passphrase(run: Run, home: Home) -> None:
    from supervise_tui.workflows.open_cabinet import close_desk, open_desk
    from supervise_tui.workflows.this_computer import state_folder

    desk = open_desk(home.folder, PASSPHRASE, state=state_folder())
    try:
        outcome = run("due", home.folder)
    finally:
        close_desk(desk)
    assert outcome.status == 2
    assert "open already" in outcome.err


def test_open_hands_the_folder_and_the_passphrase_to_the_screen(run: Run, home: Home) -> None:
    assert run("open", home.folder).ui == (home.folder, None)
    outcome = run("open", home.folder, "--passphrase-file", home.passphrase_file)
    assert outcome.ui == (home.folder, PASSPHRASE)
