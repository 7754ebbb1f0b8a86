"""Every type of question on the signed paper, and records of older layouts."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from supervise_tui.canonical import Json
from supervise_tui.documents.blank_form import blank_form
from supervise_tui.documents.check import Verdict, check_pdf
from supervise_tui.documents.record_pdf import LAYOUT, draw_base, drawn_by
from supervise_tui.documents.same_pages import _texts as text_to_compare
from supervise_tui.domain.record import Content, Voice
from supervise_tui.forms.definition import Form, Role, TableQuestion
from supervise_tui.forms.library import Library
from supervise_tui.forms.reading import read_form
from tests.documents.every_type import every_answer, every_record, every_type, with_words
from tests.documents.sample_records import content, declined, keys_for, signed, with_answers
from tests.tools import run_tool

_LAYOUTS = Path(__file__).with_name("layouts")


def text_of(what: Content, form: Form) -> str:
    """The text of all pages, blanks evened out."""
    pages = PdfReader(BytesIO(draw_base(what, form))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_each_type_of_answer_stands_in_words() -> None:
    text = text_of(every_record(), every_type())
    for said in (
        "1 hour 30 minutes",
        "☑ Rushed, with too little time for people",
        "☑ Something to be proud of",
        "a little",
        "File: Page 41 (accident-book.pdf)",
        "Moving and handling Wednesday 2 September 2026 Yes",
        "Hoist and slings, before each use 1",
        "Choice Partly met",
        "Does so seldom, and it has to be talked about again",
        "Job 1",
        "Step 2",
        "☑ Hands not washed",
        "Not done Why: No answer yet",
        "Carried over New date: Monday 1 February 2027",
    ):
        assert said in text


def test_what_was_not_chosen_is_not_taken_for_chosen() -> None:
    text = text_of(every_record(), every_type())
    assert "Lonely" not in text
    assert text_of(every_record(standards={"choice": "met"}), every_type()) != text


def test_a_comment_and_the_evidence_stand_under_their_answer() -> None:
    text = text_of(every_record(), every_type())
    place = text.index("Was anyone hurt?")
    assert text.index("A graze on the left hand", place) < text.index("How calm did you feel?", place)
    assert text.count("A graze on the left hand") == 1


def test_a_warning_is_said_in_words_and_names_the_row() -> None:
    text = text_of(every_record(), every_type())
    assert "This answer asks for a closer look. Comment" in text
    assert (
        "This answer asks for a closer look. Hoist and slings, before each use: 1 of 5 (needs help)" in text
    )
    older = replace(every_record(), drawn_by={"layout": "4"})
    assert "This answer counts as a warning. Comment" in text_of(older, every_type())
    assert "asks for a closer look" not in text_of(with_answers(), read_form(*_short_layout()))


def test_scores_and_computed_answers_are_marked_as_the_programs_own() -> None:
    text = text_of(every_record(), every_type())
    assert "Mean of all ratings – filled in by the program 3.25" in text
    assert "Confidence – Tables and grids" in text
    assert "Worked out by the program from the answers above." in text


def test_a_record_that_is_no_supervision_has_no_running_number_of_one() -> None:
    assert "between these two people" not in text_of(every_record(), every_type())


def test_a_section_begins_a_new_page_where_the_form_says_so() -> None:
    pages = PdfReader(BytesIO(draw_base(every_record(), every_type()))).pages
    assert pages[1].extract_text().startswith("Tables and grids")


@pytest.mark.parametrize(
    "changes",
    [
        {"training": [{"id": "moving", "note": "x" * 20_000}]},
        {"training": [{"id": "moving", "note": "W " * 150}, {"id": "medicine", "note": "a\n" * 200}]},
        {"medicines": [{"id": str(n), "who": {"person": "", "name": "n" * 200}} for n in range(60)]},
        {"wide": [{"id": "1", "c1": "王" * 200, "c2": 10**15}]},
        {"actions": [{"id": "1", "what": "😀" * 590, "owner": "other", "owner_name": "王" * 200, "by": ""}]},
        {"agenda": [{"id": "1", "text": "😀" * 590, "by": "both"}]},
        {"looked_at": [{"action": "a", "what": "w " * 900, "owner": "other", "owner_name": "N" * 500}]},
        {"jobs": [{"id": "1", "name": "x" * 200, "risk": True, "seen": "line\n" * 4_000, "steps": []}]},
        {"jobs": [{"id": str(n), "name": "Job", "risk": False} for n in range(40)]},
        {"jobs": [{"id": "1", "name": "كلمة " * 30, "seen": "كلمة " * 2_000, "risk": True}]},
        {"jobs": [{"id": "1", "from_elsewhere": ["kept"], "steps": [{"id": "2", "odd": 1}]}, "not a row"]},
        {"checks": {"fire": "much", "strange": 3}, "standards": {"dignity": True}, "wordy": "none"},
        {"felt": ["gone", "calm"], "hurt": "perhaps", "observer": "nobody", "length": "long", "papers": "x"},
        {"hurt~comment": "c" * 4_000, "hurt~evidence": [{"id": "1", "kind": "file", "ref": "r" * 900}]},
        dict.fromkeys(every_answer()),
    ],
)  # fmt: skip
def test_any_answer_can_be_drawn(changes: dict[str, Json]) -> None:
    assert draw_base(every_record(**changes), every_type())


def test_a_cell_that_the_form_does_not_know_is_drawn_since_it_is_signed() -> None:
    jobs: Json = [{"id": "1", "name": "Lunch", "risk": False, "from_elsewhere": "kept all the same"}]
    assert "kept all the same" in text_of(every_record(jobs=jobs), every_type())


def test_a_hidden_answer_in_a_card_is_drawn_if_it_is_signed() -> None:
    jobs: Json = [{"id": "1", "name": "Lunch", "risk": False, "seen": "hidden but signed"}]
    assert "hidden but signed" in text_of(every_record(jobs=jobs), every_type())


def test_columns_with_long_heads_are_drawn() -> None:
    wide = every_type().question("wide")
    assert isinstance(wide, TableQuestion)
    wider = replace(wide, columns=tuple(replace(one, label="W" * 120) for one in wide.columns))
    sections = tuple(
        replace(
            section,
            keep_together=True,
            columns=1,
            questions=tuple(wider if one.id == "wide" else one for one in section.questions),
        )
        for section in every_type().sections
    )  # fmt: skip
    assert draw_base(every_record(), replace(every_type(), sections=sections))


@pytest.mark.parametrize("words", ["W" * 120, "王" * 120, "😀 " * 60, "كلمة " * 24])
def test_any_words_of_a_form_can_be_drawn_and_printed(words: str) -> None:
    assert draw_base(every_record(), with_words(words))
    assert blank_form(with_words(words), standing=Library().standing())


def test_a_signed_record_of_every_type_is_intact_and_its_text_holds_it() -> None:
    keys = keys_for()
    trusted = [keys.authority.certificate_der]
    now = every_record()
    assert check_pdf(signed(now, keys, every_type()), trusted).verdict is Verdict.KNOWN
    older = replace(now, drawn_by={**drawn_by(), "reportlab": "4.4.4"})
    assert check_pdf(signed(older, keys, every_type()), trusted).verdict is Verdict.KNOWN


@pytest.mark.parametrize(
    "change",
    [
        {"checks": {"fire": 4, "lift": 1, "words": 3}},
        {"felt": ["rushed"]},
        {"standards": {"dignity": "partly"}},
    ],
)
def test_another_choice_has_another_text(change: dict[str, Json]) -> None:
    """Records of older versions are compared by their text, so a mark alone would not do."""
    assert _compared(every_record(**change), every_type()) != _compared(every_record(), every_type())


def _compared(what: Content, form: Form) -> str:
    with pikepdf.open(BytesIO(draw_base(what, form))) as pdf:
        text = text_to_compare(pdf)
    return text.replace(what.fingerprint, "FINGERPRINT").replace(what.fingerprint[:8], "BEGINS")


def _short_layout() -> tuple[bytes, str]:
    file = _LAYOUTS / "1_form.toml"
    return file.read_bytes(), file.name


def test_records_of_the_first_layout_keep_their_words() -> None:
    """layouts/1.txt is what layout 1 drew: the check of an old file compares with it."""
    long: dict[str, Json] = {
        "actions": [
            {
                "id": "1",
                "what": "w " * 1000,
                "owner": "other",
                "owner_name": "Marek",
                "by": "2027-01-14",
                "how_known": "k\n" * 3,
            }
        ],
        "agenda": [{"id": "1", "text": "t " * 700, "by": "both"}],
        "from_elsewhere": {"a": ["kept"]},
    }
    voice = Voice(role=Role.WORKER, text="I was not late.\n\nThe bus was late.")
    cases = [
        content(),
        declined(),
        content(disagreements=(voice,)),
        with_answers(**long),
        with_answers(agenda=None, actions=None, worth_worker=None, others_present="x" * 700),
    ]
    form = read_form(*_short_layout())
    kept = (_LAYOUTS / "1.txt").read_text("utf-8").splitlines()
    for what, words in zip(cases, kept, strict=True):
        assert _compared(replace(what, drawn_by={"layout": "1"}), form) == words
    assert LAYOUT != "1"


def test_outside_tools_find_nothing_wrong(tmp_path: Path) -> None:
    file = tmp_path / "every.pdf"
    file.write_bytes(draw_base(every_record(), every_type()))
    assert "No syntax or stream encoding errors found" in run_tool("qpdf", "--check", str(file))
    fonts = run_tool("pdffonts", str(file)).splitlines()[2:]
    assert fonts
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts)
    text = run_tool("pdftotext", "-layout", str(file), "-")
    assert "☑ Rushed, with too little time for people" in text
