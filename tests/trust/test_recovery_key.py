"""The recovery key as people type it from paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervise_tui.problems import BadInput
from supervise_tui.trust.recovery_key import ALPHABET, as_text, new_recovery_key, normalise_recovery_key

KEY = bytes(range(7, 39))
TEXT = as_text(KEY)
GROUPS = TEXT.split()


def test_a_recovery_key_has_14_groups_of_4() -> None:
    key, text = new_recovery_key()
    assert [len(group) for group in text.split()] == [4] * 14
    assert set(text) <= set(ALPHABET + " ")
    assert normalise_recovery_key(text) == key


def test_two_recovery_keys_differ() -> None:
    assert new_recovery_key()[0] != new_recovery_key()[0]


@given(st.binary(min_size=32, max_size=32))
def test_every_key_comes_back_from_its_text(key: bytes) -> None:
    assert normalise_recovery_key(as_text(key)) == key


@pytest.mark.parametrize(
    "typed",
    [
        TEXT.lower(),
        TEXT.replace(" ", ""),
        TEXT.replace(" ", "-"),
        TEXT.replace(" ", " – "),
        f"  {TEXT}\n",
        "\n".join(" ".join(GROUPS[i : i + 2]) for i in range(0, 14, 2)),
        TEXT.replace("0", "O").replace("1", "l"),
        TEXT.replace("0", "o").replace("1", "I"),
    ],
)
def test_small_letters_spaces_dashes_and_look_alikes_do_not_matter(typed: str) -> None:
    assert normalise_recovery_key(typed) == KEY


@pytest.mark.parametrize("position", range(56))
def test_one_wrong_letter_is_found_and_its_group_named(position: int) -> None:
    letters = TEXT.replace(" ", "")
    other = ALPHABET[(ALPHABET.index(letters[position]) + 5) % 32]
    with pytest.raises(BadInput, match=rf"mistake in group {position // 4 + 1}\."):
        normalise_recovery_key(letters[:position] + other + letters[position + 1 :])


def test_two_letters_swapped_are_found_and_their_group_named() -> None:
    swapped = GROUPS[5][0] + GROUPS[5][2] + GROUPS[5][1] + GROUPS[5][3]
    assert swapped != GROUPS[5]
    with pytest.raises(BadInput, match="mistake in group 6"):
        normalise_recovery_key(" ".join([*GROUPS[:5], swapped, *GROUPS[6:]]))


def test_mistakes_in_two_groups_are_said_to_be_more_than_one() -> None:
    with pytest.raises(BadInput, match="more than one mistake"):
        normalise_recovery_key(" ".join(["ZZZZ", "YYYY", *GROUPS[2:]]))


def test_a_letter_that_no_key_has_is_named_by_its_group() -> None:
    with pytest.raises(BadInput, match="Group 3 holds a letter or sign that no recovery key has"):
        normalise_recovery_key(" ".join([*GROUPS[:2], "AB?D", *GROUPS[3:]]))


def test_a_group_with_a_letter_too_few_is_named() -> None:
    with pytest.raises(BadInput, match="Group 14 does not have 4 letters"):
        normalise_recovery_key(TEXT[:-1])


@pytest.mark.parametrize("typed", ["", " ", "ABCD", TEXT + " ABCD", TEXT.replace(" ", "")[:-4]])
def test_a_wrong_length_says_how_many_letters_there_are(typed: str) -> None:
    with pytest.raises(BadInput, match="14 groups of 4, 56 letters in all"):
        normalise_recovery_key(typed)


@given(st.text(max_size=700))
def test_any_text_gives_a_key_or_a_plain_sentence(text: str) -> None:
    with pytest.raises(BadInput):
        normalise_recovery_key(text)


def test_a_recovery_key_is_not_repeated_in_a_message() -> None:
    with pytest.raises(BadInput) as caught:
        normalise_recovery_key(TEXT[:-1] + ("A" if TEXT[-1] != "A" else "B"))
    assert not any(group in str(caught.value) for group in GROUPS)
