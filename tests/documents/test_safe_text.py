"""Any text on paper: nothing taken as markup, nothing lost without a trace."""

from __future__ import annotations

import pytest

from supervise_tui.documents.house_style import BOLD, REGULAR
from supervise_tui.documents.safe_text import as_seen, broken_to_fit, drawable, safe, width_on_paper
from supervise_tui.documents.text_lines import lines_of


@pytest.mark.parametrize(
    "hostile",
    [
        "<b>bold</b>",
        "<img src='/etc/passwd'/>",
        "<para><font size=900>",
        "& &amp; &#60;b&#62; &nbsp;",
        "</para>",
        "<a href='javascript:x'>x</a>",
        "]]>",
        "<br/><br",
        "{{x}} %s %(x)s ${x}",
    ],
)
def test_markup_stays_text(hostile: str) -> None:
    from reportlab.platypus import Paragraph

    from supervise_tui.documents.house_style import style

    paragraph = Paragraph(safe(hostile), style("test"))
    assert "".join(fragment.text for fragment in paragraph.frags) == " ".join(hostile.split())


def test_controls_and_lone_surrogates_never_reach_the_page() -> None:
    shown = drawable("a\x00\x07\x1b[31mb\ud800c")
    assert all(letter.isprintable() for letter in lines_of(shown)[0])
    assert shown.startswith("a[31mb")


def test_marks_that_turn_the_reading_order_are_dropped() -> None:
    assert drawable("pay \u202e001\u202c pounds \u2066x\u2069") == "pay 001 pounds x"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("👍", "[thumbs up sign]"),
        ("😀", "[grinning face]"),
        ("❤️", "❤"),
        ("王", "[U+738B]"),
        ("👩🏽‍⚕️", "[woman][emoji modifier fitzpatrick type-4]⚕"),
        ("🏴\U000e0067\U000e0062", "[waving black flag][g][b]"),
    ],
)
def test_a_sign_that_cannot_be_drawn_is_written_out(typed: str, shown: str) -> None:
    assert drawable(typed) == shown


@pytest.mark.parametrize(
    "name", ["Siân Ŵyn Llŷr", "Zażółć Gęślą", "Ọlábísí Ẹ̀gbẹ́", "Ђорђе", "Ελένη", "Șerban"]
)
@pytest.mark.parametrize("font_name", [REGULAR, BOLD])
def test_names_of_many_countries_are_drawn_as_they_are(name: str, font_name: str) -> None:
    assert drawable(name, font_name) == name
    assert "<font" not in safe(name, font_name)


def test_arabic_letters_are_joined_and_stand_from_right_to_left() -> None:
    seen = as_seen("نور")
    assert seen == "\ufead\ufeee\ufee7"


def test_brackets_in_a_right_to_left_line_open_towards_the_text() -> None:
    assert as_seen("שלום (כן)") == "(ןכ) םולש"


def test_the_word_for_god_is_drawn_in_letters_that_the_font_has() -> None:
    assert "[U+" not in drawable(as_seen("عبد الله"))


def test_a_vowel_mark_stays_with_its_letter_when_the_line_is_turned() -> None:
    assert as_seen("בָּא").startswith("א")
    assert as_seen("בָא") == "א" + "ב" + "ָ"


def test_a_right_to_left_line_is_broken_before_it_is_turned() -> None:
    line = "واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية"
    pieces = broken_to_fit(line, REGULAR, 10, 90)
    assert len(pieces) > 1
    assert " ".join(pieces) == line
    assert all(width_on_paper(piece, REGULAR, 10) <= 90 for piece in pieces)


def test_a_right_to_left_word_without_blanks_is_broken_too() -> None:
    pieces = broken_to_fit("م" * 500, REGULAR, 10, 100)
    assert sum(len(piece.replace(" ", "")) for piece in pieces) == 500
    assert all(width_on_paper(piece, REGULAR, 10) <= 100 for piece in pieces)


def test_line_ends_of_all_systems_end_a_line() -> None:
    assert lines_of("a\r\nb\rc\nd\u2028e") == ["a", "b", "c", "d", "e"]
