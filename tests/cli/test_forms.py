"""supervise forms."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from supervise_tui.forms.induction_tasks import TASKS_FILE
from supervise_tui.forms.letter_words import LetterFor
from supervise_tui.forms.shipped import shipped_folder
from supervise_tui.forms.standing import STANDING_FILE
from supervise_tui.workflows import this_computer
from tests.cli.conftest import Run


def test_the_shipped_forms_are_listed(run: Run) -> None:
    outcome = run("forms", "list")
    assert outcome.status == 0
    listed = [line.split() for line in outcome.out.splitlines()]
    assert ["session.short", "version", "2", "program"] in [words[:4] for words in listed]
    assert {"agreement.supervision", "session.structured"} <= {words[0] for words in listed if words}


def test_own_forms_of_this_computer_are_listed_before_those_of_the_program(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, state = tmp_path / "own", tmp_path / "state"
    own.mkdir()
    monkeypatch.setenv("SUPERVISE_STATE_FOLDER", str(state))
    source = json.loads(run("forms", "show", "session.short", "--json").out)["source"]
    (own / "short.toml").write_text(source.replace("version = 2", "version = 7", 1), "utf-8")
    (own / "broken.toml").write_text("id = ", "utf-8")
    run("forms", "new", "home.debrief", "--to", own / "debrief.toml")
    (own / "letters").mkdir()
    run("forms", "new", "letter.dismissal", "--to", own / "letters" / "dismissal.toml")
    this_computer.keep_own_forms(state, own)

    listed = run("forms", "list")
    assert listed.status == 0
    told = {line.split()[0]: line for line in listed.out.splitlines()}
    assert "own, instead of the program's" in told["session.short"]
    assert "version 7" in told["session.short"]
    assert "  own  " in told["home.debrief"]
    assert "program" in told["session.structured"]
    assert "own, instead of the program's  Letter: Dismissal" in told["letter.dismissal"]
    assert ("  program  " in told["letter.plan"], "Letter: " in told["letter.plan"]) == (True, True)
    assert listed.err.startswith("broken.toml is left out: it has 1 fault.")

    as_json = json.loads(run("forms", "list", "--json").out)
    assert as_json["left_out"] == ["broken.toml"]
    sources = {form["id"]: (form["whose"], form["instead_of"]) for form in as_json["forms"]}
    assert sources["session.short"] == ("own", 2)
    assert sources["home.debrief"] == ("own", None)
    assert sources["session.structured"] == ("program", None)
    letters = {one["id"]: one["whose"] for one in as_json["letters"]}
    assert len(letters) == len(LetterFor)
    assert (letters["letter.dismissal"], letters["letter.plan"]) == ("own", "program")
    shown = run("forms", "show", "letter.dismissal").out
    assert "own, instead of the program's" in shown
    assert "To word it anew: supervise forms new letter.dismissal --to FILE" in shown
    assert "{appeal_until}" in shown


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


def test_one_sides_part_of_a_preparation_is_printed_alone(run: Run, tmp_path: Path) -> None:
    """[REC-13]"""
    file = tmp_path / "prepare.pdf"
    assert run("forms", "print", "session.preparation", "--for", "worker", "--to", file).status == 0
    words = " ".join(page.extract_text() for page in PdfReader(file).pages)
    assert "What was hard" in words
    assert "Facts, and messages from managers" not in words
    refused = run("forms", "print", "session.short", "--for", "worker", "--to", tmp_path / "x.pdf")
    assert (refused.status, "for the worker alone" in refused.err) == (2, True)


def test_a_form_is_printed_for_pen_and_paper_and_nothing_is_overwritten(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "sheet.pdf"
    outcome = run(
        "forms", "print", "session.short", "--to", file, "--worker", "Ania Wójcik", "--name", "Beck"
    )
    assert outcome.status == 0, outcome.err
    assert outcome.out == f"{file}\n"
    assert file.read_bytes().startswith(b"%PDF")
    assert "is there already" in run("forms", "print", "session.short", "--to", file).err
    assert run("forms", "print", "session.short", "--to", tmp_path / "no" / "sheet.pdf").status == 2
    assert run("forms", "print", "session.nonsense", "--to", tmp_path / "x.pdf").status == 2


def test_a_new_form_starts_from_a_file_that_has_no_faults(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "debrief.toml"
    assert run("forms", "new", "home.debrief", "--to", file, "--title", "Debrief").status == 0
    checked = run("forms", "check", file)
    assert checked.status == 0
    assert "Debrief" in checked.out
    letter = tmp_path / "dismissal.toml"
    assert run("forms", "new", "letter.dismissal", "--to", letter).status == 0
    assert "Dismissal: a letter" in run("forms", "check", letter).out
    assert "There are: invitation_1" in run("forms", "new", "letter.x", "--to", tmp_path / "x.toml").err
    assert run("forms", "new", "Not an id", "--to", tmp_path / "x.toml").status != 0
    assert not (tmp_path / "x.toml").exists()


def test_lists_of_standing_items_and_of_tasks_are_checked_as_what_they_are(run: Run, tmp_path: Path) -> None:
    good = shipped_folder() / "development" / TASKS_FILE
    bad = tmp_path / STANDING_FILE
    bad.write_text('[[list]]\nid = "care"\n', "utf-8")
    outcome = run("forms", "check", good, bad)
    assert outcome.status == 1
    assert "induction_tasks.toml: no faults. 3 lists." in outcome.out
    assert "standing.toml, line 1" in outcome.err


def test_templates_are_listed_and_checked_wherever_they_lie(run: Run, tmp_path: Path) -> None:
    listed = json.loads(run("forms", "list", "--json").out)["templates"]
    assert {"id": "medication", "begins": "improvement.plan", "whose": "program"}.items() <= {
        key: value for one in listed if one["id"] == "medication" for key, value in one.items()
    }.items()
    good = shipped_folder() / "improvement" / "templates" / "medication.toml"
    bad = tmp_path / "bad.toml"
    bad.write_text(good.read_text("utf-8").replace("gap =", "gab ="), "utf-8")
    outcome = run("forms", "check", good, bad)
    assert outcome.status == 1
    assert "medication.toml: no faults. Medication: begins improvement.plan, 22 answers." in outcome.out
    assert "The form has no question “gab” here. Did you mean gap?" in outcome.err
