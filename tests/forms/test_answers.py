"""Answers: what is kept of what was typed, what is said about the rest, and what is still missing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervise_tui.canonical import Json, canonical_bytes, parse
from supervise_tui.forms.answer_checks import ROWS_LIMIT
from supervise_tui.forms.answers import (
    Gap,
    answers_to_sign,
    check_answer,
    gaps,
    in_words,
    is_empty,
    row_headings,
    rows_in_words,
    shown,
)
from supervise_tui.forms.definition import (
    TEXT_LIMIT,
    ActionsQuestion,
    AgendaQuestion,
    ChoiceQuestion,
    DateQuestion,
    Form,
    LongTextQuestion,
    NumberQuestion,
    Option,
    Question,
    ScaleQuestion,
    TextQuestion,
    TimeQuestion,
    YesNoQuestion,
)
from supervise_tui.forms.library import Library
from supervise_tui.problems import BadInput
from tests.forms.written import small_form

TEXT = TextQuestion(id="a", label="A")
LONG = LongTextQuestion(id="a", label="A")
CHOICE = ChoiceQuestion(id="a", label="A", options=(Option("h", "At home"), Option("w", "At work")))
YES_NO = YesNoQuestion(id="a", label="A")
OR_NOT = YesNoQuestion(id="a", label="A", not_applicable=True)
SCALE = ScaleQuestion(id="a", label="A", lowest_label="no use", highest_label="great")
NUMBER = NumberQuestion(id="a", label="A", unit="minutes", at_least=1, at_most=600)
DAY = DateQuestion(id="a", label="A")
TIME = TimeQuestion(id="a", label="A")
AGENDA = AgendaQuestion(id="a", label="A")
ACTIONS = ActionsQuestion(id="a", label="A")
ALL: list[Question] = [TEXT, LONG, CHOICE, YES_NO, OR_NOT, SCALE, NUMBER, DAY, TIME, AGENDA, ACTIONS]


def action(**cells: Json) -> dict[str, Json]:
    row: dict[str, Json] = {"id": "1", "what": "Shadow a night shift", "owner": "worker", "owner_name": ""}
    return row | {"by": "2026-12-11", "how_known": ""} | cells


@pytest.mark.parametrize(
    ("question", "given_value", "kept"),
    [
        (TEXT, "  The quiet \u00a0 lounge\t", "The quiet lounge"),
        (TEXT, "two\nlines", "two lines"),
        (TEXT, "e\u0301", "é"),
        (TEXT, "bell\x07 and \x1b[2J", "bell and [2J"),
        (TEXT, "   ", None),
        (LONG, "  first\r\nsecond\rthird\u2028fourth \n\n", "  first\nsecond\nthird\nfourth"),
        (LONG, "a\tb", "a\tb"),
        (LONG, "safe\u202edeceiving", "safedeceiving"),
        (LONG, "Ọláníyì, Łukasz, ŵyn, ليلى, 👩‍⚕️", "Ọláníyì, Łukasz, ŵyn, ليلى, 👩‍⚕️"),
        (CHOICE, "w", "w"),
        (YES_NO, True, True),
        (YES_NO, "No", False),
        (OR_NOT, "N/A", "n/a"),
        (SCALE, 4, 4),
        (SCALE, "4", 4),
        (SCALE, 4.0, 4),
        (NUMBER, " 75 ", 75),
        (DAY, "2026-11-28", "2026-11-28"),
        (TIME, "09:05", "09:05"),
        (
            AGENDA,
            [{"id": "1", "text": "Rota", "by": "worker"}],
            [{"id": "1", "text": "Rota", "by": "worker"}],
        ),
        (AGENDA, [{"id": "1"}], [{"id": "1", "text": "", "by": ""}]),
        (ACTIONS, [action(owner_name="left over")], [action()]),
        (
            ACTIONS,
            [action(owner="other", owner_name="Bronwen")],
            [action(owner="other", owner_name="Bronwen")],
        ),
    ],
)
def test_an_answer_is_kept_in_its_canonical_form(question: Question, given_value: Json, kept: Json) -> None:
    assert check_answer(question, given_value) == kept


@pytest.mark.parametrize("question", ALL)
@pytest.mark.parametrize("empty", [None, "", []])
def test_nothing_is_no_answer_for_every_type(question: Question, empty: Json) -> None:
    assert check_answer(question, empty) is None


@pytest.mark.parametrize(
    ("question", "given_value", "part"),
    [
        (TEXT, 3, "has to be text"),
        (TEXT, "x" * 201, "201 characters; 200 fit. Please shorten it by 1 character."),
        (LONG, "x" * (TEXT_LIMIT + 80_000), "100,000 characters; 20,000 fit. Please shorten it by 80,000"),
        (CHOICE, "x", "Choose one of: At home, At work."),
        (YES_NO, "maybe", "yes or no"),
        (YES_NO, "n/a", "yes or no"),
        (OR_NOT, "maybe", "yes, no or not applicable"),
        (SCALE, 6, "between 1 and 5"),
        (SCALE, True, "whole number"),
        (SCALE, 4.5, "whole number"),
        (NUMBER, "an hour", "whole number"),
        (NUMBER, 0, "between 1 and 600"),
        (NumberQuestion(id="a", label="A", at_least=1), 0, "at least 1"),
        (NumberQuestion(id="a", label="A", at_most=9), 10, "at most 9"),
        (NumberQuestion(id="a", label="A"), 10**400, "at most 1,000,000,000,000"),
        (DAY, "28/11/2026", "not a day"),
        (DAY, "20261128", "not a day"),
        (DAY, "2026-02-30", "no such day"),
        (DAY, "0026-11-28", "year 26"),
        (TIME, "25:00", "not a time"),
        (TIME, "9:05", "not a time"),
        (AGENDA, "Rota", "list of lines"),
        (AGENDA, [["Rota"]], "list of lines"),
        (AGENDA, [{"id": "1", "by": "cook"}], "Line 1: It does not say whose this is"),
        (AGENDA, [{"id": "1"}, {"id": "1"}], "Line 2: This line has no mark of its own"),
        (AGENDA, [{"text": "Rota"}], "no mark of its own"),
        (AGENDA, [{"id": "1", "colour": "red"}], "does not belong there"),
        (AGENDA, [{"id": "1", "text": "x" * 2_001}], "Line 1: This has 2,001 characters"),
        (AGENDA, [{"id": str(number)} for number in range(ROWS_LIMIT + 1)], "101 lines; 100 fit"),
        (ACTIONS, [action(by="soon")], "Line 1: This is not a day"),
        (ACTIONS, [action(what=["x"])], "Line 1: This has to be text"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_plain_words(
    question: Question, given_value: Json, part: str
) -> None:
    with pytest.raises(BadInput) as caught:
        check_answer(question, given_value)
    assert part in str(caught.value)
    assert caught.value.cure or "belong" in part


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "text", "by", "what", "x"]), inner)
    ),
    max_leaves=8,
)
any_text = st.text(st.characters(), max_size=60)
rows = st.lists(
    st.fixed_dictionaries(
        {"id": st.text(min_size=1, max_size=3)},
        optional={
            "text": any_text,
            "what": any_text,
            "by": st.sampled_from(["", "worker", "both", "2026-12-11"]),
            "owner": st.sampled_from(["", "worker", "other"]),
            "owner_name": any_text,
        },
    ),
    max_size=4,
)
likely = (
    any_text
    | st.integers(0, 700)
    | st.booleans()
    | st.dates().map(str)
    | st.times().map(lambda t: str(t)[:5])
    | rows
)


@given(question=st.sampled_from(ALL), value=json_values | likely)
def test_an_accepted_answer_survives_canonical_json_and_is_accepted_as_it_is(
    question: Question, value: Any
) -> None:
    try:
        kept = check_answer(question, value)
    except BadInput:
        return
    assert parse(canonical_bytes(kept)) == kept
    assert check_answer(question, kept) == kept
    assert (in_words(question, kept) == "") == is_empty(kept)


@given(question=st.sampled_from(ALL), value=json_values)
def test_anything_can_be_shown_in_words(question: Question, value: Any) -> None:
    assert isinstance(in_words(question, value), str)
    assert all(isinstance(cell, str) for row in rows_in_words(question, value) for cell in row)


@pytest.mark.parametrize(
    ("question", "value", "words"),
    [
        (TEXT, "The lounge", "The lounge"),
        (CHOICE, "h", "At home"),
        (CHOICE, "gone", "gone"),
        (YES_NO, True, "Yes"),
        (YES_NO, False, "No"),
        (OR_NOT, "n/a", "Not applicable"),
        (SCALE, 4, "4 of 5"),
        (SCALE, 5, "5 of 5 (great)"),
        (NUMBER, 75, "75 minutes"),
        (DAY, "2026-11-28", "Saturday 28 November 2026"),
        (DAY, "some day", "some day"),
        (TIME, "14:05", "14:05"),
        (
            AGENDA,
            [{"id": "1", "text": "Rota", "by": "both"}, {"id": "2", "text": "", "by": "worker"}],
            "Rota; Both",
        ),
        (ACTIONS, [action()], "Shadow a night shift; Worker; Friday 11 December 2026"),
        (TEXT, None, ""),
    ],
)
def test_an_answer_in_words_reads_as_people_say_it(question: Question, value: Json, words: str) -> None:
    assert in_words(question, value) == words


def test_rows_in_words_fit_their_headings_and_may_use_names() -> None:
    names = {"worker": "Adaeze Obi", "supervisor": "Tomos Rhys"}
    lines: Json = [
        action(),
        action(id="2", owner="other", owner_name="the cook"),
        action(id="3", owner="other", by=""),
    ]
    table = rows_in_words(ACTIONS, lines, names)
    assert [row[1] for row in table] == ["Adaeze Obi", "the cook", "Somebody else"]
    assert [row[2] for row in table] == ["Friday 11 December 2026", "Friday 11 December 2026", ""]
    assert all(len(row) == len(row_headings(ACTIONS)) for row in table)
    assert rows_in_words(AGENDA, [{"id": "1", "text": "Rota", "by": "supervisor"}], names) == [
        ["Rota", "Tomos Rhys"]
    ]
    assert len(row_headings(AGENDA)) == 2
    assert rows_in_words(TEXT, "x") == []


def test_a_line_with_nothing_but_its_id_and_whose_it_is_counts_as_empty() -> None:
    assert is_empty([{"id": "1", "text": " ", "by": "worker"}])
    assert is_empty([action(what="", by="")])
    assert not is_empty([action(what="")])
    assert not is_empty(False)
    assert not is_empty(0)


# --- gaps --------------------------------------------------------------------------------------

FACTS: dict[str, Json] = {"today": "2026-11-28", "worker.has_agreement": True}
SHORT_LAYOUT = Library().get("session.short")


def full() -> dict[str, Json]:
    return {
        "held_on": "2026-11-27",
        "start_time": "14:05",
        "minutes": 70,
        "place": "The quiet lounge",
        "agenda": [{"id": "1", "text": "Night shifts", "by": "worker"}],
        "summary": "We talked about nights.",
        "actions": [action()],
        "worth_worker": 4,
        "worth_supervisor": 5,
        "next_date": "2027-01-15",
    }


@pytest.fixture(scope="module")
def form() -> Form:
    return SHORT_LAYOUT


def sentences(form: Form, **changes: Json) -> list[str]:
    return [gap.sentence for gap in gaps(form, full() | changes, FACTS)]


def test_a_full_record_has_no_gaps(form: Form) -> None:
    assert sentences(form) == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"summary": "  "}, "“Summary of the talk” still needs an answer."),
        ({"summary": "x" * 20_001}, "“Summary of the talk”: This has 20,001 characters; 20,000 fit."),
        ({"held_on": "2026-11-29"}, "“Date”: Sunday 29 November 2026 is still to come."),
        (
            {"next_date": "2026-11-26"},
            "“Next supervision on”: Thursday 26 November 2026 is before Friday 27 November 2026 (“Date”).",
        ),
        ({"actions": [action(owner="")]}, "Action 1 does not say who does it."),
        ({"actions": [action(owner="other")]}, "Action 1 is for somebody else, but does not say for whom."),
        ({"actions": [action(what="")]}, "Action 1 does not say what will be done."),
        ({"actions": [action(), action(id="2", by="")]}, "Action 2 has no date yet."),
        (
            {"actions": [action(by="2026-11-26")]},
            "Action 1 is due before the day on which it was agreed: Thursday 26 November 2026.",
        ),
        ({"agenda": [{"id": "1", "text": "Rota", "by": ""}]}, "Agenda line 1 does not say who brought it."),
        ({"next_time": "later"}, "“At”: This is not a time of day."),
    ],
)
def test_each_gap_is_said_in_a_sentence(form: Form, changes: dict[str, Json], sentence: str) -> None:
    found = sentences(form, **changes)
    assert len(found) == 1
    assert found[0].startswith(sentence)


def test_a_gap_says_where_it_is(form: Form) -> None:
    changes: dict[str, Json] = {"actions": [action(what="", by=""), action(id="2", by="")]}
    assert gaps(form, full() | changes, FACTS) == [
        Gap(section="actions", question_id="actions", row=1, sentence="Action 2 has no date yet.")
    ]


def test_actions_typed_in_from_paper_may_be_past(form: Form) -> None:
    """[SES-9]"""
    answers = full() | {"actions": [action(by="2026-11-01")]}
    assert gaps(form, answers, {**FACTS, "meeting.on_paper": True}) == []


def test_what_is_hidden_is_not_asked_for_and_not_signed(form: Form) -> None:
    answers = full() | {"no_agreement_reason": "We moved house.", "from_an_older_version": "kept"}
    assert gaps(form, answers, FACTS) == []
    signed = answers_to_sign(form, answers, FACTS)
    assert "no_agreement_reason" not in signed
    assert signed["from_an_older_version"] == "kept"
    assert "no_agreement_reason" in answers_to_sign(form, answers, FACTS | {"worker.has_agreement": False})


def test_blank_rows_and_empty_answers_are_not_signed(form: Form) -> None:
    answers = full() | {
        "actions": [action(), action(id="2", what="", by="")],
        "next_time": None,
        "comments_worker": "",
    }
    signed = answers_to_sign(form, answers, FACTS)
    assert signed["actions"] == [action()]
    assert not {"next_time", "comments_worker"} & set(signed)


def test_the_answer_to_a_hidden_question_counts_as_not_given() -> None:
    chain = small_form(
        'id = "a"\ntype = "yes-no"\nlabel = "A"',
        'id = "b"\ntype = "yes-no"\nlabel = "B"\nshown_when = "a"',
        'id = "c"\ntype = "text"\nlabel = "C"\nshown_when = "b"\nrequired = "b == yes"',
    )

    def on_view(a: bool) -> list[str]:
        return [question.id for _, part in shown(chain, {"a": a, "b": True}, {}) for question in part]

    assert on_view(True) == ["a", "b", "c"]
    assert on_view(False) == ["a"]
    assert [gap.question_id for gap in gaps(chain, {"a": True, "b": True}, {})] == ["c"]
    assert gaps(chain, {"a": False, "b": True}, {}) == []


@given(st.dictionaries(st.sampled_from([q.id for q in SHORT_LAYOUT.questions()]), json_values | likely))
def test_gaps_can_be_listed_whatever_is_in_the_draft(answers: dict[str, Any]) -> None:
    form = SHORT_LAYOUT
    assert isinstance(gaps(form, answers, FACTS), list)
    answers_to_sign(form, answers, FACTS)
