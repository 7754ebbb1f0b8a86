"""New secrets: easy ones are refused with the reason, suggested ones are good."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervise_tui.problems import WeakSecret
from supervise_tui.trust.guessing import word_list
from supervise_tui.trust.secrets_of_people import check_new_secret, strength, suggest_words

NAMES = ("Mary Ọlá-Adébáyọ̀", "Rosewood House", "Jo Li")


@pytest.mark.parametrize(
    "secret",
    [
        "lantern marigold ferry",
        "Tr0ub4dor&3",
        "48 29 15 77",
        "gwynt y môr mawr",
        "قهوة الصباح الطويل",
        "雨の日の散歩道はいい",
    ],
)
def test_good_secrets_in_any_script_are_accepted(secret: str) -> None:
    check_new_secret(secret, NAMES)


@pytest.mark.parametrize(
    ("secret", "reason"),
    [
        ("", "Nothing was typed"),
        ("   ", "Nothing was typed"),
        ("plume", "too short"),
        ("482915", "too short"),
        ("a b c d", "too short"),
        ("x" * 1_025, "too long"),
        ("lantern\x00ferry", "not every keyboard"),
        ("lantern\ud800ferry", "not every keyboard"),
        ("aaaaaaaa", "again and again"),
        ("abcabcabc", "again and again"),
        ("acid acid acid", "again and again"),
        ("01021990", "Dates"),
        ("1 Feb 1990", "Dates"),
        ("24/11/2026", "Dates"),
        ("12345678", "row of the keyboard"),
        ("qwertyuiop", "row of the keyboard"),
        ("mary1985", "names"),
        ("MARY lantern ferry", "names"),
        ("xoladeb3y!adebayo", "names"),
        ("rosewood99", "names"),
        ("elephant", "soon guessed"),
        ("Password1!", "soon guessed"),
        ("summer2026", "soon guessed"),
    ],
)
def test_easy_secrets_are_refused_with_the_reason(secret: str, reason: str) -> None:
    with pytest.raises(WeakSecret, match=reason) as caught:
        check_new_secret(secret, NAMES)
    assert not secret.strip() or secret not in str(caught.value)


def test_six_digits_are_taken_only_from_who_has_seen_what_they_cost() -> None:
    check_new_secret("482917", NAMES, short_pin_accepted=True)
    for easy in ("123456", "111111", "121212", "010190", "48291"):
        with pytest.raises(WeakSecret):
            check_new_secret(easy, NAMES, short_pin_accepted=True)


def test_short_parts_of_names_do_not_forbid_ordinary_words() -> None:
    check_new_secret("ajolting lively kettle", ("Jo Li",))


@given(st.text(max_size=40))
def test_any_text_is_taken_or_refused_in_plain_words(text: str) -> None:
    refused = ""
    try:
        check_new_secret(text, NAMES)
    except WeakSecret as error:
        refused = error.sentence
    assert refused == "" or refused.endswith(".")
    assert 0 <= strength(text).score <= 4


@pytest.mark.parametrize("count", [3, 4, 5])
def test_suggested_words_are_from_the_list_different_and_good(count: int) -> None:
    words = suggest_words(count).split(" ")
    assert len(set(words)) == count
    assert set(words) <= set(word_list())
    check_new_secret(" ".join(words))
    assert strength(" ".join(words)).score == min(count, 4)


def test_suggestions_differ() -> None:
    assert len({suggest_words() for _ in range(20)}) == 20


@pytest.mark.parametrize(
    ("secret", "score"),
    [
        ("password1", 0),
        ("482915", 0),
        ("48291577", 1),
        ("xK9#mQ2$vL", 3),
        ("lantern marigold ferry kettle", 4),
    ],
)
def test_the_strength_is_said_in_plain_words(secret: str, score: int) -> None:
    said = strength(secret)
    assert said.score == score
    assert said.words.endswith(".")
    assert secret not in said.words
