"""The estimate is careful: what people choose counts for little, and longer never counts for less."""

from __future__ import annotations

from itertools import pairwise
from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervise_tui.trust.guessing import (
    guessing_bits,
    guessing_time,
    is_date,
    is_repeat,
    is_sequence,
    word_list,
)


def test_the_word_list_is_long_distinct_and_easy_to_type() -> None:
    words = word_list()
    assert len(words) >= 1_296
    assert len(set(words)) == len(words)
    assert all(word.isascii() and word.islower() and word.isalpha() and 4 <= len(word) <= 7 for word in words)


def test_no_word_is_the_start_of_another_so_none_can_be_misread() -> None:
    words = sorted(word_list())
    assert not any(second.startswith(first) for first, second in pairwise(words))


@pytest.mark.parametrize(
    "secret", ["password", "Password1", "letmein", "summer2024", "qwerty123", "liverpool99"]
)
def test_what_many_people_choose_counts_for_little(secret: str) -> None:
    assert guessing_bits(secret) < 20


def test_our_own_words_count_as_one_of_the_list_and_no_more() -> None:
    assert guessing_bits(" ".join(word_list()[100:103])) <= 3 * log2(len(word_list()) + 100) + 1


def test_an_unknown_word_counts_as_a_word_and_not_as_its_letters() -> None:
    assert guessing_bits("xkqmvlpt") == 16


@given(st.text(max_size=70))
def test_any_text_has_an_estimate(text: str) -> None:
    assert 0 <= guessing_bits(text) < 500


@given(st.text(alphabet="abcxyz019!é", max_size=20), st.sampled_from(word_list()))
def test_one_more_word_always_makes_it_much_harder(text: str, word: str) -> None:
    assert guessing_bits(f"{text} {word}") > guessing_bits(text) + 11


@pytest.mark.parametrize(
    "date",
    [
        *("01021990", "010290", "19900201", "900201", "02131990", "1/2/90", "01.02.1990", "1990-02-01"),
        *("1 feb 1990", "1feb90", "february 1990", "feb 1 1990", "1st march 2001", "may 85", "24-11-2026"),
    ],
)
def test_dates_are_known_as_dates(date: str) -> None:
    assert is_date(date)


@pytest.mark.parametrize(
    "text", ["", "998877", "45671234", "mary2024", "tulip 1990", "1990", "31/31/1990", "٠١٠٢١٩٩٠"]
)
def test_what_is_no_date_is_not_taken_for_one(text: str) -> None:
    assert not is_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "12345678",
        "87654321",
        "abcdefgh",
        "qwertyuiop",
        "asdfghjk1",
        "x1234567",
        "135791",
        "246802",
        "poiuytre",
    ],
)
def test_rows_of_keys_are_known(text: str) -> None:
    assert is_sequence(text)


@pytest.mark.parametrize("text", ["", "lantern", "48291577", "abc ferry", "tulip1234ferry"])
def test_what_is_no_row_is_not_taken_for_one(text: str) -> None:
    assert not is_sequence(text)


@pytest.mark.parametrize(
    "text", ["aaaaaaaa", "abababab", "abcabcabc", "12121212", "abcdabcdabcd", "aabbaabb"]
)
def test_repeats_are_known(text: str) -> None:
    assert is_repeat(text)


@pytest.mark.parametrize(
    ("bits", "words"),
    [
        (0, "less than a minute"),
        (19.93, "2 hours"),
        (34.6, "6 years"),
        (80, "millions of years"),
    ],
)
def test_the_time_of_guessing_is_said_in_words(bits: float, words: str) -> None:
    assert guessing_time(bits) == words
