"""supervise forms."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_the_shipped_forms_are_listed(run: Run) -> None:
    outcome = run("forms", "list")
    assert outcome.status == 0
    assert "session.short  version 1  Supervision" in outcome.out


def test_a_form_is_shown_with_its_questions_and_signers(run: Run) -> None:
    shown = run("forms", "show", "session.short").out
    assert "Signed by: worker (may decline), supervisor" in shown
    assert "  Date (needed)" in shown


def test_a_form_that_is_not_there_is_named(run: Run) -> None:
    outcome = run("forms", "show", "session.nonsense")
    assert outcome.status == 2
    assert "session.nonsense" in outcome.err


def test_what_is_shown_for_scripts_passes_the_check(run: Run, tmp_path: Path) -> None:
    copy = tmp_path / "mine.toml"
    copy.write_text(json.loads(run("forms", "show", "session.short", "--json").out)["source"], "utf-8")
    outcome = run("forms", "check", copy)
    assert outcome.status == 0
    assert outcome.out.startswith("mine.toml: no faults.")


def test_all_faults_of_a_form_are_told_at_once(run: Run, tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text('id = "x.y"\nversion = 0\ntitle = ""\n', "utf-8")
    outcome = run("forms", "check", broken)
    assert outcome.status == 1
    assert outcome.err.count("broken.toml, ") >= 2
    answer = json.loads(run("forms", "check", broken, "--json").out)
    (form,) = answer["forms"]
    assert all(set(fault) == {"where", "wrong", "right"} for fault in form["faults"])
    assert len(form["faults"]) >= 2


def test_a_form_file_that_is_not_there_is_not_possible(run: Run, tmp_path: Path) -> None:
    assert run("forms", "check", tmp_path / "none.toml").status == 2
