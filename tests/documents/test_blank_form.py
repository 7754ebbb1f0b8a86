"""Forms for pen and paper."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from supervise_tui.documents.blank_form import blank_form
from supervise_tui.documents.condition_words import ConditionWords
from supervise_tui.forms.conditions import FACTS
from supervise_tui.forms.definition import Form, SignerRule
from supervise_tui.forms.library import Library
from tests.documents.every_type import every_type
from tests.documents.sample_records import short_form
from tests.tools import need, run_tool


def text_of(pdf: bytes) -> str:
    """The text of all pages, blanks evened out."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


@pytest.fixture(scope="module")
def every_blank() -> bytes:
    """The form of every type, for Adaeze."""
    return blank_form(
        every_type(),
        organisation="Rowan House",
        names={"worker": "Adaeze Okonkwo"},
        standing=Library().standing(),
    )


def test_everything_that_is_asked_stands_on_it(every_blank: bytes) -> None:
    text = text_of(every_blank)
    for question in every_type().questions():
        assert question.label in text
    for said in ("Any risk?", "Its steps", "Hands not washed", "Always does so, in every visit", "Initials"):
        assert said in text


def test_it_says_what_form_it_is_on_every_page(every_blank: bytes) -> None:
    for page in PdfReader(BytesIO(every_blank)).pages:
        assert "Form tests.every-type, version 3" in page.extract_text()


def test_who_fills_what_and_what_is_needed_when(every_blank: bytes) -> None:
    text = text_of(every_blank)
    assert "To be filled in by the supervisor." in text
    assert "To be filled in by Night nurse." in text
    assert "(for the worker)" in text
    assert "Date (needed)" in text
    assert "Needed if “Was anyone hurt?” is Yes." in text
    assert "Comment, needed if your answer is Yes" in text
    assert "Only if “Any risk?” is Yes." in text


def test_there_is_a_place_for_each_signature_and_for_what_they_do_not_agree_with(every_blank: bytes) -> None:
    text = text_of(every_blank)
    for said in (
        "Signature of the worker",
        "Signature of the supervisor",
        "Signature of Practice educator of the college",
        "It can be left out.",
        "If you do not want to sign, write why instead:",
        "If you do not agree with a part of it",
    ):
        assert said in text


def test_agenda_items_that_come_up_every_time_are_printed(every_blank: bytes) -> None:
    text = text_of(every_blank)
    assert "Any other business" in text
    assert text.count("How are you?") == 1


def test_the_same_form_gives_the_same_bytes_and_a_title() -> None:
    assert blank_form(short_form()) == blank_form(short_form())
    form = short_form()
    with pikepdf.open(BytesIO(blank_form(form))) as pdf:
        assert str(pdf.docinfo["/Title"]) == f"Supervision (session.short, version {form.version})"
        assert "/CreationDate" not in pdf.docinfo


@pytest.mark.parametrize("form", Library().all(), ids=lambda form: str(form.id))
def test_every_shipped_form_can_be_printed(form: Form) -> None:
    assert form.title in text_of(blank_form(form))


@pytest.mark.parametrize(
    "words", ["W" * 300, "محمد عبد الرحمن " * 9, "<b>&amp;</b>", "😀\x1b[31m\n\n", "王" * 90]
)
def test_any_words_can_be_printed(words: str) -> None:
    first = every_type().sections[1]
    strange = replace(first, title=words, guidance=words, filled_by_label=words)
    signers = (
        *every_type().signers,
        SignerRule(role=every_type().signers[0].role, label=words, each_participant=True),
    )
    form = replace(every_type(), title=words, purpose=words, sections=(strange,), signers=signers)
    assert blank_form(form, organisation=words, names={"worker": words, "supervisor": words})


def test_every_fact_has_plain_words() -> None:
    said = [ConditionWords({}).say(fact) for fact in FACTS]
    assert not any("." in words for words in said)


def test_a_condition_is_put_in_plain_words() -> None:
    asked = {question.id: question for question in every_type().questions()}
    say = ConditionWords(asked).say
    assert say("manner == 'video' and not worker.in_probation") == (
        "“How did you meet?” is By video and not (the worker is on probation)"
    )
    assert say("checks.fire < 3 or visits in [1, 2]") == (
        "“How sure is the worker of each?”, “Fire doors and the way out” is less than 3 of 5 or "
        "“Visits that day” is one of 1 visits or 2 visits"
    )
    assert say("held_on > '2026-11-28'") == "“Date” is more than Saturday 28 November 2026"


def test_outside_tools_find_nothing_wrong_and_read_the_square(every_blank: bytes, tmp_path: Path) -> None:
    file = tmp_path / "blank.pdf"
    file.write_bytes(every_blank)
    assert "No syntax or stream encoding errors found" in run_tool("qpdf", "--check", str(file))
    fonts = run_tool("pdffonts", str(file)).splitlines()[2:]
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts)
    need("zbarimg")
    run_tool("pdftoppm", "-r", "100", "-l", "1", "-png", str(file), str(tmp_path / "page"))
    (page,) = tmp_path.glob("page*.png")
    assert "supervise form tests.every-type version 3" in run_tool("zbarimg", "-q", "--raw", str(page))


def test_the_door_does_not_load_reportlab() -> None:
    program = (
        "import sys, supervise_tui.documents.blank_form, supervise_tui.documents.plain_text, "
        "supervise_tui.documents.answer_columns\n"
        "print([m for m in ('reportlab', 'pikepdf', 'segno') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
