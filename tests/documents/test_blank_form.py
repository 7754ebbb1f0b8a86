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
from supervise_tui.forms.definition import (
    ChoiceQuestion,
    DateQuestion,
    DurationQuestion,
    Form,
    MatrixQuestion,
    NumberQuestion,
    Option,
    Question,
    ScaleQuestion,
    SeveralQuestion,
    SignerRule,
    TableQuestion,
    TextQuestion,
    TimeQuestion,
    YesNoQuestion,
)
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
        "Signature of the practice educator of the college",
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


def test_words_that_a_form_proposes_stand_on_the_paper_to_be_changed() -> None:
    form = Library().get("agreement.placement")
    text = text_of(blank_form(form, organisation="Rowan House", names={}, standing=Library().standing()))
    assert "Proposed: “Whoever sees a problem says so within two working days." in text
    assert "Signature of the other organisation" in text


def test_every_fact_has_plain_words_also_for_its_opposite() -> None:
    say = ConditionWords({}).say
    said = {words for fact in FACTS for words in (say(fact), say(f"not {fact}"), say(f"{fact} == 'x'"))}
    assert not any("." in words or "not (" in words for words in said)
    assert all(say(f"{fact} == yes") == say(fact) != say(f"{fact} == no") for fact in FACTS)


CONDITIONS = (
    # a bare name, by the type of its question
    ("night", "“Also at night?” is Yes"),
    ("not night", "“Also at night?” is not Yes"),
    ("how", "“How” is answered"),
    ("note", "“Note” is filled in"),
    ("not note", "“Note” is empty"),
    ("kinds", "something is ticked under “Kinds”"),
    ("not kinds", "nothing is ticked under “Kinds”"),
    ("hurt", "“Hurt” is more than 0"),
    ("sure", "“Sure” is answered"),
    ("day", "“Day” is filled in"),
    ("rows", "“Rows” is filled in"),
    ("risk.fire", "“Risk”, “Fire” is answered"),
    # comparisons
    ("how == 'phone'", "“How” is “By phone”"),
    ("how != 'phone'", "“How” is not “By phone”"),
    ("not how == 'phone'", "“How” is not “By phone”"),
    ("how in ['phone', 'visit']", "“How” is “By phone” or “At the visit”"),
    ("how == 'phone' or how == 'visit'", "“How” is “By phone” or “At the visit”"),
    ("night == no and how == 'phone'", "“Also at night?” is No and “How” is “By phone”"),
    ("'fall' in kinds", "“A fall” is ticked under “Kinds”"),
    ("not 'fall' in kinds", "“A fall” is not ticked under “Kinds”"),
    ("'fall' in kinds or 'fire' in kinds", "“A fall” or “Fire” is ticked under “Kinds”"),
    ("hurt > 0", "“Hurt” is more than 0 people"),
    ("3 < hurt", "“Hurt” is more than 3 people"),
    ("not hurt >= 3", "“Hurt” is less than 3 people"),
    ("away > 60", "“Away” is more than 1 hour"),
    ("sure <= 2", "“Sure” is at most 2 (“quite”)"),
    ("sure == 1", "“Sure” is “hardly”"),
    ("day >= '2026-11-28'", "“Day” is not before Saturday 28 November 2026"),
    ("day < today", "“Day” is before today"),
    ("at > '14:00'", "“At” is after 14:00"),
    ("risk.fire == 5", "“Risk”, “Fire” is 5 of 5"),
    ("risk.fire == 5 or risk.flood == 5", "one of the answers to “Risk” is 5 of 5"),
    ("risk.fire == 5 or risk.flood == 4", "“Risk”, “Fire” is 5 of 5 or “Risk”, “Flood” is 4 of 5"),
    (
        "not (risk.fire == 5 or risk.flood == 5)",
        "“Risk”, “Fire” is not 5 of 5 and “Risk”, “Flood” is not 5 of 5",
    ),
    # facts, and several parts
    ("worker.hours < 16", "the worker's hours a week are less than 16"),
    ("worker.in_probation == no", "the worker is not on probation"),
    ("how and how != worker.usual_frequency", "“How” is not what the rules propose"),
    ("not (night and worker.has_plan)", "“Also at night?” is not Yes or there is no development plan"),
    (
        "night and (how == 'visit' or hurt > 0)",
        "“Also at night?” is Yes and (“How” is “At the visit” or “Hurt” is more than 0 people)",
    ),
)
ASKED: tuple[Question, ...] = (
    YesNoQuestion(id="night", label="Also at night?"),
    ChoiceQuestion(
        id="how", label="How", options=(Option("phone", "By phone"), Option("visit", "At the visit"))
    ),
    TextQuestion(id="note", label="Note"),
    SeveralQuestion(id="kinds", label="Kinds", options=(Option("fall", "A fall"), Option("fire", "Fire"))),
    NumberQuestion(id="hurt", label="Hurt", unit="people"),
    DurationQuestion(id="away", label="Away"),
    ScaleQuestion(id="sure", label="Sure", words=("hardly", "quite", "very"), highest=3),
    DateQuestion(id="day", label="Day"),
    TimeQuestion(id="at", label="At"),
    TableQuestion(id="rows", label="Rows", columns=()),
    MatrixQuestion(id="risk", label="Risk", rows=(Option("fire", "Fire"), Option("flood", "Flood"))),
)


@pytest.mark.parametrize(("condition", "words"), CONDITIONS)
def test_a_condition_is_put_in_plain_words_by_the_type_of_what_it_asks(condition: str, words: str) -> None:
    assert ConditionWords({question.id: question for question in ASKED}).say(condition) == words


def test_a_condition_on_the_answer_itself_speaks_of_it() -> None:
    say = ConditionWords({}).say
    said = {
        question.id: say(condition, question)
        for question, condition in zip(
            (ASKED[0], ASKED[3], ASKED[-1]), ("answer == no", "'fire' in answer", "answer >= 4"), strict=True
        )
    }
    assert said == {
        "night": "your answer is No",
        "kinds": "“Fire” is ticked",
        "risk": "one of your answers is at least 4",
    }


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
