"""Cadence policies are read like forms: a policy, or every fault with its place and cure [CAD-1]."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervise_tui.forms.contracts import Contract
from supervise_tui.forms.intervals import Interval, Unit
from supervise_tui.forms.library import Library, toml_files
from supervise_tui.forms.policy import AlsoCounts, PartTime, Policy, RatingsRule, Stage
from supervise_tui.forms.policy_reading import read_policy
from supervise_tui.forms.shipped import POLICIES, shipped_folder
from supervise_tui.problems import BadForm, Fault, NotFound
from tests.forms.written import policy_file, policy_of

SHIPPED = toml_files(shipped_folder() / POLICIES)


def faults_of(source: bytes) -> list[str]:
    with pytest.raises(BadForm) as caught:
        read_policy(source, "ours.toml")
    return [str(fault) for fault in caught.value.faults]


def test_all_six_policies_come_with_the_program() -> None:
    """[CAD-2] to [CAD-7]"""
    assert [policy.id for policy in Library().policies()] == [
        "charity-children",
        "council-by-grade",
        "council-social-care",
        "residential-home",
        "sector-guide",
        "care-provider",
    ]
    assert all(policy.rules[-1].fits_everyone for policy in Library().policies())


def test_everything_that_a_policy_can_say_is_read() -> None:
    policy = policy_of(
        'contracts = ["agency", "temporary"]\nstages = ["induction"]\ngrades = ["Team leader"]\n'
        'posts = ["night"]\ncare_work = true\nmanages_others = false\nhours_from = 10\nhours_under = 20.5\n'
        'months_from = 3\nmonths_under = 12\nusual = "10 days"\nlimit = "2 Weeks"',
        'limit = "1 month"',
        top='part_time = "pro-rata"\nfull_time_hours = 37.5\nas_permanent = ["agency"]\nfirst_months = 3\n'
        'sign_within_days = 28\ninduction = "4 months"\nprobation_reviews = "1 month"\n'
        '[informal]\nminutes_a_month = 90\nalso = ["ad-hoc"]\n'
        "[ratings]\npoor_below = 3.2\nexcellent_from = 4\nsteady_quarters = 3",
    )
    rule = policy.rules[0]
    assert (rule.usual, rule.limit) == (Interval(10, Unit.DAY), Interval(2, Unit.WEEK))
    assert rule.contracts == {Contract.AGENCY, Contract.TEMPORARY}
    assert rule.stages == {Stage.INDUCTION}
    assert rule.whom == (
        "contract agency or temporary; in induction; grade Team leader; post with the words night; "
        "care work; manages nobody; 10 to under 20.5 hours a week; 3 to under 12 months of service"
    )
    assert policy.rules[1].whom == "everyone"
    assert (policy.part_time, policy.full_time_hours) == (PartTime.PRO_RATA, 37.5)
    assert (policy.first_months, policy.sign_within_days) == (3, 28)
    assert policy.induction == Interval(4, Unit.MONTH)
    assert policy.induction_of_managers == Interval(6, Unit.MONTH)
    assert "Probation: 6 months, looked at every month." in policy.remarks
    assert policy.informal is not None
    assert (policy.informal.minutes, policy.informal.also) == (90, frozenset({AlsoCounts.AD_HOC}))
    assert policy.grades == ("Team leader",)
    assert policy.ratings == RatingsRule(
        poor_below=Fraction(16, 5), excellent_from=Fraction(4), steady_quarters=3
    )
    assert len(policy.remarks) == 7


@pytest.mark.parametrize(
    ("source", "line", "wrong"),
    [
        (policy_file('limit = "3 moons"'), 9, "“3 moons” cannot stand for “limit”"),
        (policy_file('limit = "0 weeks"'), 9, "“0 weeks” cannot stand"),
        (policy_file('limit = "25 months"'), 9, "“25 months” cannot stand"),
        (policy_file('usual = "1 week"'), 7, "“limit” is missing"),
        (policy_file('usual = "3 months"\nlimit = "12 weeks"'), 9, "longer than the limit, 12 weeks"),
        (policy_file('limit = "1 week"\nstages = ["probtion"]'), 10, "Did you mean probation?"),
        (policy_file('limit = "1 week"\nhours_under = 0'), 10, "hours a week, up to 80"),
        (policy_file('limit = "1 week"\nhours_from = 20\nhours_under = 20'), 11, "Nobody has at least 20"),
        (policy_file('limit = "1 week"\nmonths_from = 9\nmonths_under = 3'), 11, "Nobody has at least 9"),
        (policy_file('limit = "1 week"', 'limit = "2 weeks"'), 7, "fits everyone, so those after it"),
        (policy_file('posts = ["a"]\nlimit = "1 week"'), 7, "The last rule does not fit everyone"),
        (
            policy_file(
                'posts = ["a"]\nlimit = "1 week"', 'posts = ["A"]\nlimit = "2 weeks"', 'limit = "1 week"'
            ),
            12,
            "Rule 1 asks for the same",
        ),
        (policy_file('limit = "1 week"', top="informal = 3"), 5, "“informal” has to be a table"),
        (policy_file('limit = "1 week"', top="[informal]"), 5, "“minutes_a_month” is missing"),
        (policy_file('limit = "1 week"', top="[ratings]\npoor_below = 6"), 6, "“poor_below” is from 1 to 5"),
        (policy_file('limit = "1 week"', top="[ratings]\nexcellent_from = 2"), 6, "would be poor as well"),
        (policy_file('limit = "1 week"', top='part_time = "half"'), 5, "cannot stand for “part_time”"),
        (policy_file('limit = "1 week"', top="sign_within_days = 0"), 5, "whole number from 1 to 365"),
        (
            policy_file('limit = "1 week"', top="rules = 3"),
            5,
            "“rules” is not known here.",
        ),
        (policy_file(), 1, "There is no “rule”"),
        (policy_file('limit = "1 week"').replace(b"our-home", b"Our Home"), 1, "cannot be a policy's id"),
    ],
)
def test_a_fault_is_named_with_its_line_and_what_would_be_right(source: bytes, line: int, wrong: str) -> None:
    found = faults_of(source)
    assert any(wrong in fault and fault.startswith(f"ours.toml, line {line}") for fault in found), found


def test_all_faults_come_at_once() -> None:
    source = policy_file('posts = ["a"]\nlimit = "x"\nwhat = 1', 'limit = "y"').replace(
        b"version = 1", b"version = 0"
    )
    assert len(faults_of(source)) == 4


def test_an_own_policy_stands_before_the_shipped_one_and_is_no_form(tmp_path: Path) -> None:
    (tmp_path / POLICIES).mkdir()
    ours = policy_file('limit = "1 week"').replace(b"our-home", b"residential-home")
    (tmp_path / POLICIES / "ours.toml").write_bytes(ours)
    (tmp_path / POLICIES / "broken.toml").write_bytes(policy_file())
    library = Library(tmp_path)
    assert library.policy("residential-home").title == "Our home"
    assert library.is_own_policy("residential-home")
    assert len(library.policies()) == 6
    assert library.ids() == Library().ids()
    assert [str(bad).split("\n")[0] for bad in library.broken()] == ["The policy broken.toml has a fault:"]
    with pytest.raises(NotFound, match=r"no policy “monthly”.*sector-guide"):
        library.policy("monthly")


@settings(max_examples=150, deadline=timedelta(seconds=5))
@given(
    st.sampled_from([path.read_bytes() for path in SHIPPED]),
    st.lists(st.tuples(st.integers(0, 3_000), st.integers(0, 255)), max_size=4),
    st.sets(st.integers(0, 60), max_size=4),
)
def test_bent_policies_give_a_policy_or_faults(
    source: bytes, flips: list[tuple[int, int]], gone: set[int]
) -> None:
    bent = bytearray(source)
    for at, byte in flips:
        bent[at % len(bent)] = byte
    lines = [line for number, line in enumerate(bytes(bent).split(b"\n")) if number not in gone]
    policy, faults = _read(b"\n".join(lines))
    if policy is None:
        assert faults
        assert all(fault.where.startswith("bent.toml") and fault.wrong for fault in faults)
    else:
        assert policy.rules[-1].fits_everyone
        assert policy.remarks


def _read(source: bytes) -> tuple[Policy | None, tuple[Fault, ...]]:
    try:
        return read_policy(source, "bent.toml"), ()
    except BadForm as bad:
        return None, bad.faults
