"""Marks on answers: any note, action or example can be evidence for something outside the form [DEV-6]."""

from __future__ import annotations

import pytest

from supervise_tui.canonical import Json
from supervise_tui.documents.remarks import left_over
from supervise_tui.forms.answers import answers_to_sign, check_answer, in_words, shown
from supervise_tui.forms.definition import MarksQuestion, marks_key, may_be_marked
from supervise_tui.forms.evidence_marks import (
    BEHAVIOUR,
    DUTY,
    Shown,
    follow_rows,
    marks_in_words,
    rows_of,
    toggled,
)
from supervise_tui.forms.library import Library
from supervise_tui.forms.moving import move
from tests.forms.written import small_form

LISTENS = Shown(kind=BEHAVIOUR, ref="team.listens", text="Listens", under="Working with others")
RIGHTS = Shown(kind=DUTY, ref="rights", text="Stand up for rights", under="Code of conduct")

NOTE = 'id = "note"\ntype = "long-text"\nlabel = "Note"'
MINUTES = 'id = "minutes"\ntype = "duration"\nlabel = "How long"'
ACTIONS = 'id = "actions"\ntype = "actions"\nlabel = "Actions"'
CALM = 'id = "calm"\ntype = "yes-no"\nlabel = "Calm?"\ncomment = "may"'
HIDDEN = 'id = "more"\ntype = "text"\nlabel = "More"\nshown_when = "note == \'x\'"'
FORM = small_form(NOTE, MINUTES, ACTIONS, CALM, HIDDEN)


def action(row_id: str, what: str) -> Json:
    return {"id": row_id, "what": what, "owner": "worker", "owner_name": "", "by": "", "how_known": ""}


def test_the_same_key_sets_a_mark_and_takes_it_off_and_others_stay() -> None:
    one = toggled(None, LISTENS, "", "m1")
    both = toggled(one, RIGHTS, "", "m2")
    assert [row["ref"] for row in rows_of(both)] == ["team.listens", "rights"]
    assert toggled(both, LISTENS, "", "m3") == toggled(None, RIGHTS, "", "m2")
    assert toggled(one, LISTENS, "", "m3") is None


def test_a_mark_on_a_row_and_one_on_the_whole_answer_are_two() -> None:
    both = toggled(toggled(None, LISTENS, "a1", "m1"), LISTENS, "", "m2")
    assert [row.get("of", "") for row in rows_of(both)] == ["a1", ""]


@pytest.mark.parametrize(
    ("question_id", "can_be"), [("note", True), ("actions", True), ("calm", True), ("minutes", False)]
)
def test_what_says_something_can_be_marked_and_a_length_of_time_cannot(
    question_id: str, can_be: bool
) -> None:
    question = FORM.question(question_id)
    assert question is not None
    assert may_be_marked(question) is can_be
    assert isinstance(FORM.question(marks_key(question_id)), MarksQuestion) is can_be


def test_what_the_other_side_may_not_see_yet_is_not_marked() -> None:
    rating = Library().get("session.short").question("worth_worker")
    assert rating is not None
    assert not may_be_marked(rating)


def test_marks_stand_behind_the_comment_and_are_part_of_what_is_signed() -> None:
    answers: dict[str, Json] = {
        "calm": True,
        "calm~comment": "All morning.",
        "calm~shows": toggled(None, LISTENS, "", "m1"),
    }
    ((_, asked),) = shown(FORM, answers, {})
    assert [one.id for one in asked if one.id.startswith("calm")] == ["calm", "calm~comment", "calm~shows"]
    signed = answers_to_sign(FORM, answers, {})
    assert signed == answers
    question = FORM.question("calm~shows")
    assert question is not None
    assert in_words(question, signed["calm~shows"]) == "Listens (Working with others)"


def test_a_record_without_marks_is_signed_as_it_always_was() -> None:
    answers: dict[str, Json] = {"note": "Rang the GP.", "actions": [action("a1", "Ask twice")]}
    assert answers_to_sign(FORM, answers, {}) == answers
    ((_, asked),) = shown(FORM, answers, {})
    assert not any(isinstance(one, MarksQuestion) for one in asked)


def test_a_mark_on_a_row_says_which_row_once_it_is_signed() -> None:
    answers: dict[str, Json] = {
        "actions": [action("b", ""), action("a1", "Ask twice"), action("a2", "Write it down")],
        "actions~shows": toggled(None, LISTENS, "a2", "m1"),
    }
    signed = answers_to_sign(FORM, answers, {})
    assert marks_in_words(signed["actions~shows"]) == ["Action 2: Listens (Working with others)"]


@pytest.mark.parametrize(
    "answers",
    [
        {"note": "  ", "note~shows": toggled(None, LISTENS, "", "m1")},
        {"actions": [action("a1", "Ask")], "actions~shows": toggled(None, LISTENS, "gone", "m1")},
        {"more": "hidden", "more~shows": toggled(None, LISTENS, "", "m1")},
    ],
    ids=["the answer was emptied", "its row was removed", "its question is hidden now"],
)
def test_a_mark_on_nothing_is_not_signed(answers: dict[str, Json]) -> None:
    assert not [key for key in answers_to_sign(FORM, answers, {}) if key.endswith("~shows")]


def test_a_mark_stays_where_only_the_comment_is_left() -> None:
    answers: dict[str, Json] = {"calm~comment": "She waited.", "calm~shows": toggled(None, LISTENS, "", "m1")}
    assert "calm~shows" in answers_to_sign(FORM, answers, {})


def test_marks_are_checked_like_any_answer() -> None:
    question = FORM.question("note~shows")
    assert question is not None
    marks = toggled(None, LISTENS, "", "m1")
    assert check_answer(question, marks) == marks


def test_a_draft_that_moves_to_a_form_without_the_question_keeps_its_mark_in_words() -> None:
    answers: dict[str, Json] = {"note": "Rang the GP.", "note~shows": toggled(None, LISTENS, "", "m1")}
    newer = small_form(MINUTES)
    signed = answers_to_sign(newer, move(FORM, newer, answers), {})
    assert signed == answers
    assert left_over("note~shows", signed["note~shows"]) == "Listens (Working with others)"
    assert left_over("note", signed["note"]) == "Rang the GP."


def test_a_mark_follows_its_row_into_another_list() -> None:
    marks = toggled(toggled(None, LISTENS, "a1", "m1"), RIGHTS, "a2", "m2")
    moved = follow_rows(
        {"actions": [action("a2", "Stays")], "actions_more": [action("a1", "Moved")], "actions~shows": marks}
    )
    assert [row["of"] for row in rows_of(moved["actions~shows"])] == ["a2"]
    assert [row["of"] for row in rows_of(moved["actions_more~shows"])] == ["a1"]
