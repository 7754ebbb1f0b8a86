"""The numbers of the formal procedure are read like forms: a policy, or every fault with its cure [PIP-4]."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from supervise_tui.forms.contracts import Contract
from supervise_tui.forms.library import Library
from supervise_tui.forms.procedure_policy import (
    PROCEDURE_FILE,
    TERMS,
    ProcedurePolicy,
    Term,
    TermUnit,
    parse_term,
    read_procedure,
)
from supervise_tui.problems import BadForm, BadInput

SHIPPED = Library().procedure()
TOP = b'version = 2\ntitle = "Rosewood"\nabout = "Ours."\n'


def faults_of(source: bytes) -> list[str]:
    with pytest.raises(BadForm) as caught:
        read_procedure(source, PROCEDURE_FILE)
    return [str(fault) for fault in caught.value.faults]


def test_the_shipped_numbers_are_those_of_the_rules() -> None:
    """[PIP-3] [PIP-5] [PIP-6] [PIP-7] [PIP-11] [PIP-12] [PIP-18]"""
    shipped = SHIPPED
    assert {key: getattr(shipped, key).words for key in TERMS} == {
        "plan_at_most": "8 weeks",
        "extension_at_most": "8 weeks",
        "decide_before_end": "7 days",
        "meeting_notice": "5 working days",
        "new_date_within": "5 working days",
        "outcome_within": "5 working days",
        "appeal_within": "5 working days",
        "appeal_notice": "5 working days",
        "appeal_heard_within": "20 working days",
        "look_back": "12 months",
        "monitored_for": "12 months",
    }
    assert (shipped.probation_first, shipped.excluded_contracts) == (True, frozenset({Contract.AGENCY}))


def test_the_shipped_file_says_what_counts_where_nothing_is_said() -> None:
    shipped = SHIPPED
    assert replace(shipped, about="", source=b"", digest="") == ProcedurePolicy()
    for key in TERMS:
        assert f'{key} = "{getattr(shipped, key).words}"'.encode() in shipped.source


def test_an_own_file_wins_and_what_it_leaves_out_stays_as_shipped(tmp_path: Path) -> None:
    own = TOP + b'meeting_notice = "7 Days"\nprobation_first = false\nexcluded_contracts = []\n'
    (tmp_path / PROCEDURE_FILE).write_bytes(own)
    policy = Library(tmp_path).procedure()
    assert (policy.title, policy.meeting_notice) == ("Rosewood", Term(7, TermUnit.DAY))
    assert (policy.probation_first, policy.excluded_contracts) == (False, frozenset())
    assert policy.appeal_notice == ProcedurePolicy().appeal_notice


def test_an_own_file_with_faults_is_left_out_and_named(tmp_path: Path) -> None:
    (tmp_path / PROCEDURE_FILE).write_bytes(TOP + b'look_back = "for ever"')
    library = Library(tmp_path)
    assert library.procedure() == SHIPPED
    assert [(one.name, one.what) for one in library.broken()] == [(PROCEDURE_FILE, "procedure policy")]


def test_all_faults_are_named_at_once_each_with_its_line() -> None:
    found = faults_of(
        TOP
        + b'plan_at_most = "8 moons"\nmeeting_notice = 5\nappeal_within = ""\n'
        + b'excluded_contracts = ["agencie"]\nlook_bak = "1 month"\nprobation_first = "yes"\n'
    )
    assert [fault.split(":")[0] for fault in found] == [f"procedure.toml, line {n}" for n in range(4, 10)]
    for wrong, fault in zip(
        ("“8 moons”", "has to be a text", "is empty", "agency", "look_back", "true or false"),
        found,
        strict=True,
    ):
        assert wrong in fault


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("5 working days", Term(5, TermUnit.WORKING_DAY)),
        ("1 working day", Term(1, TermUnit.WORKING_DAY)),
        (" 8  Weeks ", Term(8, TermUnit.WEEK)),
        ("12 months", Term(12, TermUnit.MONTH)),
        ("36 months", Term(36, TermUnit.MONTH)),
        ("260 working days", Term(260, TermUnit.WORKING_DAY)),
    ],
)
def test_a_length_of_time_is_read_as_it_is_said(text: str, term: Term) -> None:
    assert parse_term(text) == term
    assert parse_term(term.words) == term


@pytest.mark.parametrize(
    "text", ["", "0 days", "37 months", "261 working days", "5", "five days", "5 workingdays", "-1 day"]
)
def test_anything_else_says_how_to_write_it(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_term(text)
    assert "5 working days" in caught.value.cure
