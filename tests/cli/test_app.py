"""The command line as a whole: help, wrong use, crashes, pipes, and what it loads."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from supervise_tui.cli import due
from tests.cli.conftest import Home, Run

COMMANDS = (
    *("demo", "new", "open", "due", "list", "export", "check", "certificate", "history"),
    *("backup", "restore", "recover", "passphrase", "keys", "coverage", "year", "training"),
    *("evidence", "calendar"),
)
GROUPS = {
    "trust": ("add", "list"),
    "forms": ("check", "list", "show"),
    "policies": ("check", "list", "show", "preview", "use"),
    "absences": ("list", "add", "back", "cover"),
    "induction": ("list", "add", "assess"),
}


def python(code: str, *words: str, timeout: float = 60) -> subprocess.CompletedProcess[str]:
    """Run code in a Python of its own."""
    return subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, timeout=timeout, check=False
    )


RUN = (
    "import sys; from supervise_tui.cli.app import main; "
    "status = main(sys.argv[1:], open_ui=lambda folder, passphrase: 0); "
)


def test_no_words_open_the_screen(run: Run) -> None:
    assert run().ui == (None, None)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(run: Run, command: str) -> None:
    outcome = run(command, "--help")
    assert outcome.status == 0
    assert f"Example: supervise {command}" in outcome.out
    assert outcome.err == ""


@pytest.mark.parametrize(
    ("group", "command"), [(group, one) for group, all_ in GROUPS.items() for one in all_]
)
def test_every_command_of_a_group_explains_itself_with_an_example(run: Run, group: str, command: str) -> None:
    assert f"Example: supervise {group} {command}" in run(group, command, "--help").out


def test_the_overview_names_every_command_and_cuts_no_sentence_off(run: Run) -> None:
    overview = run("--help").out
    assert all(f"  {name} " in overview for name in (*COMMANDS, *GROUPS))
    assert "..." not in overview.partition("Commands:")[2]


def test_the_version_is_said(run: Run) -> None:
    assert run("--version").out.startswith("supervise ")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["dues"], "There is no command dues here. Did you mean due?"),
        (["xyzzy"], "There is no command xyzzy here. There are: demo,"),
        (["due"], "DIR is missing."),
        (["due", "x", "y"], "There is a word too many: y."),
        (["due", "x", "--onn", "fri"], "There is no option --onn here. Did you mean --on?"),
        (["due", "x", "--on"], "Something has to come after --on."),
        (["export", "x"], "--to is missing."),
        (["export", "x", "--to", "y", "--record", "two"], "After --record comes a whole number."),
        (["trust"], "Say what to do with it."),
    ],
)
def test_wrong_use_is_said_in_plain_words(run: Run, words: list[str], sentence: str) -> None:
    outcome = run(*words)
    assert outcome.status == 2
    assert outcome.err.startswith(sentence)
    assert "--help" in outcome.err
    assert outcome.out == ""


def test_a_folder_without_a_cabinet_is_refused_before_a_passphrase_is_asked(run: Run, tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        outcome = run("due", folder)
        assert outcome.status == 2
        assert "passphrase" not in outcome.err.casefold()
        assert outcome.err.count("\n") == 1


def test_a_crash_is_one_sentence_without_anything_that_was_at_hand(
    on_home: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_words: object) -> None:
        raise KeyError("a planted secret")

    monkeypatch.setattr(due, "_show", broken)
    outcome = on_home("due")
    assert outcome.status == 2
    assert outcome.err.startswith("Something went wrong inside the program (KeyError, cli/due.py line ")
    assert outcome.err.count("\n") == 1
    assert "planted" not in outcome.err
    assert "Traceback" not in outcome.err


def test_ctrl_c_is_quiet(on_home: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_words: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(due, "_show", stopped)
    outcome = on_home("due")
    assert (outcome.status, outcome.err) == (130, "")


def test_after_ctrl_c_the_cabinet_can_be_opened_again(on_home: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(due, "day_said", lambda *_words: (_ for _ in ()).throw(KeyboardInterrupt()))
        assert on_home("due").status == 130
    assert on_home("due").status == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no broken pipe of this kind")
def test_a_reader_that_goes_away_is_no_reason_to_complain() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as gone:
        done = subprocess.run(
            [sys.executable, "-c", RUN + "sys.exit(status)", "forms", "show", "session.short"],
            stdout=gone,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert (done.returncode, done.stderr) == (2, b"")


def test_names_of_any_script_can_be_printed_on_an_old_code_page(shared_home: Home) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            RUN,
            "due",
            str(shared_home.folder),
            "--passphrase-file",
            str(shared_home.passphrase_file),
        ],
        capture_output=True,
        timeout=60,
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
        check=False,
    )
    assert "Ania Wójcik-Łęcka" in done.stdout.decode("utf-8")


def test_due_never_loads_textual_nor_what_draws_and_signs_pdfs(shared_home: Home) -> None:
    heavy = "textual", "rich", "reportlab", "pyhanko", "pikepdf", "pypdf"
    code = RUN + f"print(status, [name for name in {heavy!r} if name in sys.modules])"
    done = python(code, "due", str(shared_home.folder), "--passphrase-file", str(shared_home.passphrase_file))
    assert done.stdout.splitlines()[-1] == "0 []", done.stderr


def test_help_loads_neither_the_database_nor_any_cryptography() -> None:
    heavy = "textual", "rich", "sqlmodel", "sqlalchemy", "sqlcipher3", "cryptography", "reportlab", "holidays"
    done = python(RUN + f"print([name for name in {heavy!r} if name in sys.modules])", "--help")
    assert done.stdout.splitlines()[-1] == "[]", done.stderr


def test_no_colour_codes_are_printed(on_home: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" not in on_home("due").out + on_home("due", "--nope").err
