"""The pages of a record: who said what to whom, and what was agreed."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader

from supervise_tui.canonical import Json, in_fours
from supervise_tui.documents.record_pdf import draw_base, drawn_by
from supervise_tui.domain.record import Content, Voice
from supervise_tui.forms.definition import Role
from supervise_tui.problems import BadInput
from tests.documents.sample_records import (
    SUPERVISOR,
    WORKER,
    content,
    declined,
    short_form,
    with_answers,
    with_people,
)


def text_of(what: Content) -> str:
    """The text of all pages, blanks evened out."""
    pages = PdfReader(BytesIO(draw_base(what, short_form()))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_reader_learns_who_met_when_and_where() -> None:
    text = text_of(content())
    for said in (
        "Rowan House, Aberdovey",
        "Record 12",
        WORKER.name,
        WORKER.post,
        SUPERVISOR.name,
        SUPERVISOR.post,
        "Saturday 28 November 2026",
        "session 5 between these two people",
        "14:05",
        "55 minutes",
        "The garden room",
        "Page 1 of 3",
        "Page 2 of 3",
    ):
        assert said in text


def test_a_reader_learns_what_was_agreed_by_whom_and_until_when() -> None:
    text = text_of(content())
    for said in (
        "Lead the Thursday handover for six weeks",
        "Thursday 14 January 2027",
        "Marek, handyman",
        "4 of 5",
        "5 of 5",
        "Tuesday 19 January 2027",
    ):
        assert said in text


def test_the_fingerprint_stands_in_groups_of_four() -> None:
    digits = in_fours(content().fingerprint).split()
    text = text_of(content())
    assert " ".join(digits[:8]) in text
    assert " ".join(digits[8:]) in text


def test_a_question_that_is_not_asked_is_not_drawn() -> None:
    assert "Why not, and when will you make one?" not in text_of(content())
    asked = with_answers(no_agreement_reason="We only began last week.")
    without = replace(asked, facts={**asked.facts, "worker.has_agreement": False})
    assert "We only began last week." in text_of(without)


def test_whatever_is_signed_is_drawn_even_if_the_form_does_not_ask_for_it() -> None:
    text = text_of(with_answers(no_agreement_reason="left from before", from_elsewhere={"a": ["kept"]}))
    assert "Also kept in this record" in text
    assert "left from before" in text
    assert '{"a":["kept"]}' in text


def test_a_disagreement_stands_in_its_authors_own_words() -> None:
    voice = Voice(role=Role.WORKER, text="I was not late.\n\nThe bus was late.")
    text = text_of(content(disagreements=(voice,)))
    assert f"{WORKER.name}, worker, writes:" in text
    assert "I was not late. The bus was late." in text


def test_a_declined_record_has_one_panel_and_the_reason() -> None:
    text = text_of(declined())
    assert f"{WORKER.name}, worker, did not sign, and gives this reason:" in text
    assert "is not what I said" in text
    assert "Place for the signature of the supervisor" in text
    assert "Place for the signature of the worker" not in text


def test_the_same_record_gives_the_same_bytes() -> None:
    assert draw_base(content(), short_form()) == draw_base(content(), short_form())


def test_the_versions_that_draw_are_named() -> None:
    assert {"layout", "reportlab", "pikepdf", "pyhanko", "fonts", "unicode"} <= set(drawn_by())


def test_the_record_is_the_first_attachment_and_the_form_the_second() -> None:
    with pikepdf.open(BytesIO(draw_base(content(), short_form()))) as pdf:
        names = pdf.Root.Names.EmbeddedFiles.Names
        files = [names[1], names[3]]
        assert [str(file.UF) for file in files] == ["record.json", "form.toml"]
        assert files[0].EF.F.read_bytes() == content().as_bytes()
        assert files[1].EF.F.read_bytes() == short_form().source
        assert [str(file.AFRelationship) for file in files] == ["/Data", "/Supplement"]


def test_there_is_an_empty_field_for_each_expected_signer_on_the_panel_drawn_for_it() -> None:
    with pikepdf.open(BytesIO(draw_base(content(), short_form()))) as pdf:
        fields = list(pdf.Root.AcroForm.Fields)
        assert [str(field.T) for field in fields] == [WORKER.field, SUPERVISOR.field]
        for field in fields:
            assert "/V" not in field
            left, bottom, right, top = (float(edge) for edge in field.Rect)
            assert 0 < left < right < 596
            assert 0 < bottom < top < 842


@pytest.mark.parametrize(
    "changes",
    [
        {"summary": ("A sentence about the week, with its reason. " * 500)[:20_000]},
        {"summary": "x" * 20_000},
        {"summary": "a\n" * 10_000},
        {"summary": "كلمة " * 4_000},
        {"summary": "<b>&" * 5_000},
        {"summary": "e\u0301\u0323" * 6_000},
        {
            "actions": [
                {"id": str(n), "what": f"Action {n}", "owner": "worker", "owner_name": "", "by": "2027-01-14"}
                | {"how_known": "We look at it together"}
                for n in range(100)
            ]
        },
        {
            "actions": [
                {
                    "id": "1",
                    "what": "w " * 1_000,
                    "owner": "other",
                    "owner_name": "n" * 2_000,
                    "by": "2027-01-14",
                }
                | {"how_known": "k\n" * 1_000}
            ]
        },
        {"agenda": [{"id": str(n), "text": "t" * 2_000, "by": "both"} for n in range(10)]},
        {
            "agenda": "not a list",
            "actions": [1, 2],
            "minutes": "many",
            "held_on": "someday",
            "worth_worker": "x",
        },
    ],
)
def test_any_answer_can_be_drawn(changes: dict[str, Json]) -> None:
    base = draw_base(with_answers(**changes), short_form())
    assert len(PdfReader(BytesIO(base)).pages) >= 2


def test_a_long_text_is_drawn_to_its_last_word() -> None:
    text = text_of(with_answers(summary=("word " * 3_990) + "finis"))
    assert "finis" in text


def last_page(what: Content) -> str:
    """What stands on the last page."""
    return PdfReader(BytesIO(draw_base(what, short_form()))).pages[-1].extract_text().strip()


def test_no_signature_stands_on_a_page_without_a_word_of_what_it_is_under() -> None:
    lengths = [
        with_answers(summary="A line of words that goes on for a while.\n" * n) for n in range(8, 22, 2)
    ]
    older = [replace(one, drawn_by={**one.drawn_by, "layout": "4"}) for one in lengths]
    assert any(last_page(one).startswith("Sign-off") for one in older)
    assert not any(last_page(one).startswith("Sign-off") for one in lengths)


@pytest.mark.parametrize(
    "name",
    [
        "W" * 120,
        "Ọlábísí Ẹ̀gbẹ́dá " * 7,
        "محمد عبد الرحمن",
        "王小明",
        "<b>Bobby</b>",
        "😀",
        "a\u0301" * 60,
        "\u202eeve",
    ],
)
def test_any_name_can_be_drawn(name: str) -> None:
    assert draw_base(with_people(name), short_form())


def test_a_record_of_more_text_than_can_be_checked_in_good_time_is_refused_with_a_cure() -> None:
    long = {f"part_{n}": "x" * 20_000 for n in range(16)}
    with pytest.raises(BadInput, match="too many for one paper"):
        draw_base(with_answers(**long), short_form())


def test_a_form_without_a_head_is_drawn() -> None:
    form = replace(short_form(), sections=short_form().sections[2:3])
    assert draw_base(content(), form)


def test_the_doors_load_neither_reportlab_nor_pyhanko() -> None:
    program = (
        "import sys, supervise_tui.documents, supervise_tui.documents.record_pdf, "
        "supervise_tui.documents.signatures, supervise_tui.documents.check\n"
        "print([m for m in ('reportlab', 'pyhanko', 'pikepdf', 'pypdf', 'segno') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
