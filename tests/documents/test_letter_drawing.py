"""A letter on paper: on one page where it fits, signed under words, dated the day it was written."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from pypdf import PdfReader

from supervise_tui.documents.letter_drawing import draw_draft, draw_letter
from supervise_tui.domain.kinds import LETTER
from supervise_tui.domain.record import Content
from supervise_tui.forms.library import Library
from tests.documents.sample_records import content

FORM = Library().get("improvement.letter")
ENDS = "\n\n# Where you can find support\nYour union.\n\nYours sincerely"
LINE = "Each chart is signed at the bedside, before the next person, on each round of the evening."


def letter(lines: int, layout: str = "") -> Content:
    """Give a letter of so many paragraphs."""
    made = content()
    text = "\n\n".join(["Dear Ania", *[LINE] * lines]) + ENDS
    return replace(
        made,
        makes=LETTER,
        answers={"given_on": "2026-12-03", "subject": "Your plan", "text": text},
        facts={"today": "2026-12-01"},
        expected=(made.supervisor,),
        drawn_by={**made.drawn_by, **({"layout": layout} if layout else {})},
    )


def pages(what: Content) -> list[str]:
    """The text of each page."""
    return [
        " ".join(page.extract_text().split()) for page in PdfReader(BytesIO(draw_letter(what, FORM)[0])).pages
    ]


def test_a_letter_that_runs_over_by_a_little_is_set_closer_and_keeps_its_page() -> None:
    older = [len(pages(letter(lines, "4"))) for lines in (18, 19, 25)]
    assert older == [1, 2, 2]
    assert [len(pages(letter(lines))) for lines in (18, 19, 25)] == [1, 1, 1]


def test_the_signature_of_a_longer_one_takes_the_whole_last_section_with_it() -> None:
    first, second = pages(letter(27))
    assert "Where you can find support Your union. Yours sincerely" in second
    assert "support" not in first


def test_a_letter_bears_the_day_it_was_written_and_an_older_one_looks_as_it_did() -> None:
    assert "Tuesday 1 December 2026" in pages(letter(3))[0]
    assert "Thursday 3 December 2026" in pages(letter(3, "4"))[0]


def test_a_draft_shows_who_will_sign_and_that_nobody_has() -> None:
    draft = draw_draft(letter(3), FORM)
    said = PdfReader(BytesIO(draft)).pages[0].extract_text()
    assert "Draft, not signed" in said
    assert f"Place for the signature of the writer of this letter\n{content().supervisor.name}" in said
    assert "Fingerprint" not in said
