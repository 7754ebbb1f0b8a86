"""How the program starts: quickly, and only where there is a terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from supervise_tui.ui import preferences
from supervise_tui.workflows import this_computer

HEAVY = (
    "sqlmodel",
    "sqlalchemy",
    "sqlcipher3",
    "reportlab",
    "pyhanko",
    "pikepdf",
    "cryptography",
    "holidays",
    "supervise_tui.store",
    "supervise_tui.documents",
    "supervise_tui.forms.conditions",
    "supervise_tui.forms.reading",
)

WAY_IN = """
import asyncio, sys
from supervise_tui.ui import app as app_module

async def paint():
    seen = {}
    app = app_module.SuperviseApp()

    def look():
        seen["heavy"] = [name for name in HEAVY if name in sys.modules]
        seen["text"] = app.export_screenshot()

    app._load_meanwhile = look  # called once the field is on the screen
    async with app.run_test() as pilot:
        while not seen:
            await pilot.pause()
        seen["screen"] = type(app.screen).__name__
    return seen

seen = asyncio.run(paint())
assert FIELD in seen["text"].replace("&#160;", " ")
print(seen["screen"], ",".join(seen["heavy"]) or "nothing")
"""


def run_python(code: str) -> str:
    """Run code in a Python of its own and give what it printed."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode().strip()


def way_in(field: str) -> str:
    """Start the program and say which screen asks for `field`, and what heavy code it has loaded by then."""
    return run_python(f"HEAVY = {HEAVY!r}\nFIELD = {field!r}\n{WAY_IN}")


def test_the_first_run_asks_before_the_database_and_the_signing_code_are_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUPERVISE_STATE_FOLDER", str(tmp_path))
    assert way_in("Name of the home") == "FirstRun nothing"


def test_the_passphrase_is_asked_for_before_the_database_and_the_signing_code_are_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUPERVISE_STATE_FOLDER", str(tmp_path))
    folder = tmp_path / "beck.cabinet"
    folder.mkdir()
    (folder / "cabinet.json").write_text("{}")
    this_computer.remember(tmp_path, folder)
    assert way_in("Passphrase") == "Unlock nothing"


@pytest.mark.parametrize("term", ["xterm-256color", "dumb"])
def test_without_a_terminal_it_says_so_in_a_sentence(term: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "supervise_tui"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
        env={**os.environ, "TERM": term},
    )
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.decode().startswith("supervise needs a terminal")
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("kept", ["", "{", '{"theme": 3}', '{"theme": "nothing-known"}', "[]", "null"])
def test_a_spoilt_file_of_looks_is_as_good_as_none(tmp_path: Path, kept: str) -> None:
    (tmp_path / "looks.json").write_text(kept)
    assert preferences.read(tmp_path) == preferences.Preferences()


def test_a_folder_that_cannot_be_written_costs_only_the_comfort(tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("in the way")
    preferences.keep(blocked / "state", preferences.Preferences(theme="light"))
    assert preferences.read(blocked / "state") == preferences.Preferences()
