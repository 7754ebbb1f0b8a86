"""Words looked for, words of an answer, and snippets with their marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervise_tui.domain.finding import (
    MOST_WORDS,
    plain,
    snippet,
    stands_in,
    words_looked_for,
    words_of,
)
from supervise_tui.forms.library import Library
from supervise_tui.forms.questions import (
    ChoiceQuestion,
    GroupQuestion,
    MatrixQuestion,
    Option,
    SeveralQuestion,
    TableQuestion,
    TextQuestion,
    YesNoQuestion,
)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("night round", ("night", "round")),
        ("  night--ROUND! ", ("night", "ROUND")),
        ("o'clock", ("o", "clock")),
        ('"night" NEAR(*', ("night", "NEAR")),
        ("night night", ("night",)),
        ("Łęcka", ("Lęcka",)),
        ("", ()),
        ("?!", ()),
        ("हिन्दी में", ("हिन्दी", "में")),
    ],
)
def test_words_are_what_stands_between_signs(typed: str, words: tuple[str, ...]) -> None:
    assert words_looked_for(typed) == words


def test_a_very_long_question_is_cut() -> None:
    words = words_looked_for(" ".join(f"word{number}" for number in range(100)))
    assert len(words) == MOST_WORDS


@pytest.mark.parametrize(
    ("text", "bare"), [("Łęcka", "lecka"), ("Ọ̀ṣínbàjò", "osinbajo"), ("Straße", "strasse")]
)
def test_plain_has_no_case_and_no_accents(text: str, bare: str) -> None:
    assert plain(text) == bare


def test_marks_stand_on_the_words_as_they_are_written() -> None:
    found = snippet("Łęcka did the rounds.\nTwice.", ("lecka", "round"))
    assert [found.text[start : start + length] for start, length in found.marks] == ["Łęcka", "rounds"]
    assert "\n" not in found.text


def test_of_a_long_text_the_piece_with_the_word_is_shown() -> None:
    found = snippet("before " * 100 + "hoist" + " after" * 100, ("hoist",), width=60)
    assert "hoist" in found.text
    assert found.text.startswith("… ")
    assert found.text.endswith(" …")
    assert len(found.text) <= 64


@given(
    st.text(max_size=400),
    st.lists(st.text(min_size=1, max_size=5), max_size=4),
    st.integers(min_value=10, max_value=80),
)
def test_marks_always_lie_inside_the_snippet(text: str, typed: list[str], width: int) -> None:
    words = words_looked_for(" ".join(typed))
    found = snippet(text, words, width)
    for start, length in found.marks:
        assert 0 <= start < start + length <= len(found.text)
        assert plain(found.text[start : start + length]).strip()
    assert len(found.text) <= width + 4


def test_a_name_holds_words_and_the_beginning_of_the_last() -> None:
    assert stands_in("Ania Wójcik-Łęcka Senior carer", ("senior", "woj")) == (True, True)
    assert stands_in("Ania Wójcik-Łęcka Senior carer", ("woj", "ania")) == (False, True)


def test_codes_days_and_numbers_are_no_words() -> None:
    form = Library().get("session.short")
    assert words_of(form.question("held_on"), "2026-11-17") == ""
    assert words_of(form.question("start_time"), "14:05") == ""
    assert words_of(form.question("minutes"), 60) == ""
    rows = [{"id": "x1", "text": "Leave", "by": "worker"}, {"id": "x2", "text": "", "by": "both"}]
    assert words_of(form.question("agenda"), rows) == "Leave"  # type: ignore[arg-type]


def test_of_choices_the_labels_are_found_and_of_tables_the_words_in_the_cells() -> None:
    options = (Option("by-video", "By video"), Option("in-person", "In the quiet lounge"))
    choice = ChoiceQuestion(id="how", label="How", options=options)
    assert words_of(choice, "in-person") == "In the quiet lounge"
    assert words_of(SeveralQuestion(id="how", label="How", options=options), ["by-video"]) == "By video"
    matrix = MatrixQuestion(id="m", label="M", rows=(Option("calm", "Calm"),), options=options)
    assert words_of(matrix, {"calm": "by-video"}) == "By video"
    table = TableQuestion(id="t", label="T", columns=(TextQuestion(id="note", label="Note"), choice))
    assert words_of(table, [{"id": "r1", "note": "hoist", "how": "by-video"}]) == "hoist · By video"
    group = GroupQuestion(id="g", label="G", questions=(table,))
    assert words_of(group, [{"id": "g1", "t": [{"id": "r1", "note": "sling"}]}]) == "sling"
    assert words_of(YesNoQuestion(id="y", label="Y", not_applicable=True), "n/a") == ""
    assert words_of(None, "the comment to an answer") == "the comment to an answer"
