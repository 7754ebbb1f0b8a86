"""supervise policies."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from supervise_tui.forms.policy_reading import read_policy
from tests.cli.conftest import Home, Run
from tests.forms.written import policy_file

DOCS = Path(__file__).parents[2] / "docs" / "policies.md"


def test_the_policies_of_the_program_are_listed_and_shown(run: Run) -> None:
    listed = run("policies", "list")
    assert listed.status == 0
    assert len(listed.out.splitlines()) == 6
    shown = run("policies", "show", "council-social-care")
    assert "every month, at the latest every 6 weeks" in shown.out
    assert "Counted as permanent staff: agency and temporary." in shown.out
    as_json = json.loads(run("policies", "show", "care-provider", "--json").out)
    assert as_json["rules"] == [
        {"title": "Everyone", "usual": "3 months", "limit": "3 months", "whom": "everyone"}
    ]
    assert as_json["informal_minutes_a_month"] == 60
    assert len(json.loads(run("policies", "list", "--json").out)["policies"]) == 6
    assert run("policies", "show", "weekly").status == 2


def test_the_formal_procedure_is_shown_with_its_numbers_and_its_picture(run: Run) -> None:
    shown = run("policies", "procedure")
    assert shown.status == 0
    assert "5 working days" in shown.out
    assert "─> Decision stands" in shown.out
    as_json = json.loads(run("policies", "procedure", "--json").out)
    assert (as_json["plan_at_most"], as_json["excluded_contracts"]) == ("8 weeks", ["agency"])


def test_every_fault_of_a_file_is_named(run: Run, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.write_bytes(policy_file('limit = "1 month"'))
    bad.write_bytes(policy_file('limit = "3 moons"\nwhat = 1'))
    outcome = run("policies", "check", good, bad)
    assert outcome.status == 1
    assert "good.toml: no faults. Our home, 1 rule." in outcome.out
    assert "bad.toml, line 9, rule 1" in outcome.err
    assert "bad.toml, line 10, rule 1" in outcome.err
    answers = json.loads(run("policies", "check", good, bad, "--json").out)["policies"]
    assert [len(one["faults"]) for one in answers] == [0, 2]
    assert run("policies", "check", tmp_path / "none.toml").status == 2


def test_a_preview_changes_nothing_and_using_it_does(run: Run, home: Home, tmp_path: Path) -> None:
    ours = tmp_path / "ours.toml"
    ours.write_bytes(policy_file('limit = "1 week"'))
    secret = ("--passphrase-file", home.passphrase_file)
    seen = run("policies", "preview", home.folder, "--file", ours, "--on", "1/12/2026", *secret)
    assert seen.out.splitlines()[0] == "Our home instead of Small care provider:"
    assert seen.out.splitlines()[-1] == "It would be different for 1 of 2 people."
    used = run("policies", "use", home.folder, "--file", ours, "--reason", "New rule", *secret)
    assert used.status == 0
    answer = json.loads(run("due", home.folder, "--json", *secret).out)
    assert {one["policy"] for one in answer["workers"]} == {"our-home"}
    again = run("policies", "preview", home.folder, "--use", "care-provider", "--json", *secret)
    assert json.loads(again.out)["instead_of"] == "our-home"


@pytest.mark.parametrize("words", [(), ("--use", "care-provider", "--file", "x.toml")])
def test_exactly_one_policy_is_named(run: Run, home: Home, words: tuple[str, ...]) -> None:
    outcome = run("policies", "preview", home.folder, *words)
    assert (outcome.status, outcome.out) == (2, "")
    assert "Give --use ID, or --file FILE." in outcome.err


def test_the_policy_in_the_docs_has_no_fault() -> None:
    (written,) = re.findall(r"```toml\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    policy = read_policy(written.encode(), "docs")
    assert [rule.title for rule in policy.rules] == ["New people", "Nights", "Everyone else"]
