"""A cabinet for the command line to work on, and a way to run one command line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from supervise_tui.cli.app import main
from supervise_tui.trust import wrapping
from supervise_tui.workflows import hold_supervision
from supervise_tui.workflows.open_cabinet import close_desk
from supervise_tui.workflows.workers import add_worker
from tests.homes import PASSPHRASE, Clock, add_ania, closed_record, make_home


@dataclass(frozen=True)
class Outcome:
    """What one command line came to."""

    status: int
    out: str
    err: str
    ui: tuple[Path | None, str | None] | None
    """What the screen was opened with, if it was."""


@dataclass(frozen=True)
class Home:
    """A cabinet with one closed record of Ania's and a draft of Bethan's, closed again."""

    folder: Path
    passphrase_file: Path


Run = Callable[..., Outcome]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command line and give its status and what it printed."""

    def run_line(*words: str | Path) -> Outcome:
        opened: list[tuple[Path | None, str | None]] = []

        def open_ui(folder: Path | None, passphrase: str | None) -> int:
            opened.append((folder, passphrase))
            return 0

        status = main([str(word) for word in words], open_ui=open_ui)
        printed = capsys.readouterr()
        return Outcome(status, printed.out, printed.err, opened[0] if opened else None)

    return run_line


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cabinet that every test gets a copy of: real, with cheap costs."""
    folder = tmp_path_factory.mktemp("made") / "beck.cabinet"
    desk, _recovery_key = make_home(folder, tmp_path_factory.mktemp("maker"), Clock())
    try:
        closed_record(desk, add_ania(desk))
        bethan = add_worker(desk, name="Bethan Ŵyn-Fôn", post="Cook", hours=20)
        hold_supervision.start(desk, bethan.id)
    finally:
        close_desk(desk)
    return folder


@pytest.fixture
def shared_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A cabinet with one worker that another process can open: its lock is a true one."""
    monkeypatch.setattr(wrapping, "Argon2id", Argon2id)
    desk, _recovery_key = make_home(tmp_path / "beck.cabinet", tmp_path / "maker", Clock())
    try:
        add_ania(desk)
    finally:
        close_desk(desk)
    return _with_its_secret(tmp_path / "beck.cabinet")


@pytest.fixture
def home(made_once: Path, tmp_path: Path) -> Home:
    """A cabinet of this test's own."""
    return _with_its_secret(shutil.copytree(made_once, tmp_path / "beck.cabinet"))


def _with_its_secret(folder: Path) -> Home:
    secret = folder.parent / "passphrase.txt"
    secret.write_text(PASSPHRASE + "\n", "utf-8")
    return Home(folder=folder, passphrase_file=secret)


@pytest.fixture
def on_home(run: Run, home: Home) -> Run:
    """Run a command on the cabinet: on_home("due", "--json")."""

    def run_on(command: str, *words: str | Path) -> Outcome:
        return run(command, home.folder, *words, "--passphrase-file", home.passphrase_file)

    return run_on
