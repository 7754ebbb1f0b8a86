"""supervise demo: what it prints, and what it refuses. The home itself: tests/workflows/test_demo_home.py."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from supervise_tui.workflows.demo_story import stories
from tests.cli.conftest import Run


@pytest.fixture
def quick_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo with two workers only: the whole of it takes its time and is tested elsewhere."""
    two = stories()[10:]
    monkeypatch.setattr("supervise_tui.workflows.demo_home.stories", lambda: two)


@pytest.fixture
def shortest_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo with one worker and one talk, for what is not about the home."""
    peggy = stories()[10]
    told = (replace(peggy, talks=peggy.talks[-1:]),)
    monkeypatch.setattr("supervise_tui.workflows.demo_home.stories", lambda: told)


@pytest.mark.long
@pytest.mark.usefixtures("quick_demo")
def test_without_the_screen_it_prints_lines_for_scripts_the_passphrase_first(
    run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "demo.cabinet"
    outcome = run("demo", "--cabinet", folder, "--no-ui")
    assert outcome.status == 0, outcome.err
    lines = [line.split(": ", 1) for line in outcome.out.splitlines()]
    assert [name for name, _value in lines] == [
        "passphrase",
        "folder",
        "secret of Ruth Ansah-Whitfield",
        "secret of Peggy Thistlethwaite",
        "secret of Anjali Pereira",
    ]
    assert lines[1][1] == str(folder)
    assert outcome.ui is None
    secret = tmp_path / "passphrase.txt"
    secret.write_text(lines[0][1] + "\n", "utf-8")
    listed = run("list", folder, "--passphrase-file", secret)
    signed = [line for line in listed.out.splitlines() if "signed and closed" in line]
    assert len([line for line in signed if "supervision" in line]) == 5
    # Peggy's agreement is missing on purpose: home asks for it.
    assert len([line for line in signed if "agreement" in line]) == 1
    assert run("check", folder, "--passphrase-file", secret).status == 0


@pytest.mark.usefixtures("shortest_demo")
def test_then_it_opens_the_screen_on_it_in_a_new_temporary_folder(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    outcome = run("demo")
    assert outcome.status == 0
    assert outcome.ui is not None
    folder, passphrase = outcome.ui
    assert folder is not None
    assert tmp_path in folder.parents
    assert f"passphrase: {passphrase}\n" in outcome.out
    assert "The demo is made in a temporary folder" in outcome.err


def test_a_folder_that_is_there_is_refused_at_once(run: Run, tmp_path: Path) -> None:
    outcome = run("demo", "--cabinet", tmp_path)
    assert outcome.status == 2
    assert outcome.err.startswith(f"{tmp_path} is there already.")
