"""Conditions: what they mean, what they refuse, and that they never do more than compare."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervise_tui.canonical import Json
from supervise_tui.forms.conditions import DEEPEST_CONDITION, Condition, holds
from supervise_tui.problems import BadInput

ANSWERS: dict[str, Json] = {
    "agreed": False,
    "minutes": 45,
    "place": "garden room",
    "topics": ["pay", "rota"],
    "visit": "n/a",
    "one": 1,
    "half": 0.5,
}
FACTS: dict[str, Json] = {"worker.in_probation": True, "today": "2026-11-28", "meeting.number": 3}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("agreed == no", True),
        ("agreed == false", True),
        ("agreed != no", False),
        ("agreed", False),
        ("not agreed", True),
        ("not not agreed", False),
        ("minutes < 60", True),
        ("minutes >= 45 and minutes <= 45", True),
        ("minutes > 45 or place == 'garden room'", True),
        ("half < 0.75", True),
        ("place in ['office', \"garden room\"]", True),
        ("'pay' in topics", True),
        ("'leave' in topics", False),
        ("place in 'garden room'", False),
        ("not (minutes < 60 and agreed)", True),
        ("agreed or minutes > 50 and place == 'x'", False),
        ("worker.in_probation and meeting.number == 3", True),
        ("today > '2026-01-01'", True),
        ("visit", False),
        ("visit == 'n/a'", True),
        ("one == yes", False),
        ("one == 1", True),
        ("minutes in []", False),
        ("-1 < minutes", True),
    ],
)
def test_a_condition_means_what_it_says(text: str, expected: bool) -> None:
    assert holds(text, ANSWERS, FACTS) is expected


@pytest.mark.parametrize("text", ["x", "x == 1", "x == no", "x < 1", "x > 1", "x in ['a']", "x == x"])
def test_what_is_not_answered_is_no_value(text: str) -> None:
    assert not holds(text, {}, {})
    assert not holds(text, {"x": None}, {})


def test_an_empty_condition_always_holds() -> None:
    assert holds("", {}, {})


def test_a_fact_cannot_be_forged_by_an_answer_of_its_name() -> None:
    assert not holds("worker.in_probation", {"worker.in_probation": True}, {})


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("agreed = no", "Write == to compare"),
        ("agreed ==", "stops in the middle"),
        ("== no", "missing before '=='"),
        ("(agreed", "bracket is not closed"),
        ("agreed == 'no", "text is not closed"),
        ("agreed && minutes", "Write and, or, not"),
        ("agreed minutes", "Join parts with and, or"),
        ("place in [office]", "plain values only"),
        ("minutes + 1 > 3", "cannot hold '+'"),
        ("  ", "empty"),
        ("(" * (DEEPEST_CONDITION + 1) + "x" + ")" * (DEEPEST_CONDITION + 1), "nested too deeply"),
        ("x" * 1_001, "1,000 fit"),
        ("__import__('os')", "Join parts"),
        ("a.b().c", "cannot hold '.'"),
        ("3x == 1", "cannot hold '3'"),
    ],
)
def test_a_condition_that_cannot_be_read_says_why(text: str, part: str) -> None:
    with pytest.raises(BadInput, match=re.escape(part)):
        Condition.parse(text)


def test_the_names_that_a_condition_asks_for_are_known() -> None:
    condition = Condition.parse("not (a == 1 or b in ['c']) and worker.in_probation and today > d")
    assert condition.names() == {"a", "b", "d", "worker.in_probation", "today"}


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
PIECES = """a b.c today 1 -2 0.5 'x' "y" yes no == != < >= in and or not ( ) [ ] , = ' é"""
pieces = st.sampled_from(PIECES.split(" "))


@given(text=st.lists(pieces, max_size=12).map(" ".join) | st.text(max_size=30), a=values, fact=values)
def test_any_text_and_any_values_give_yes_or_no_or_a_plain_sentence(text: str, a: Json, fact: Json) -> None:
    try:
        assert holds(text, {"a": a, "x": a}, {"b.c": fact, "today": fact}) in (True, False)
    except BadInput as problem:
        assert problem.sentence  # noqa: PT017 - either way is right, but never another exception
