"""Five forms of other kinds, written as an organisation would: they need nothing but the engine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from supervise_tui.canonical import Json, canonical_bytes, parse
from supervise_tui.forms.answers import (
    answers_to_sign,
    check_answer,
    gaps,
    in_words,
    offered_actions,
    rows_to_initial,
    scores,
    shown,
    warnings,
)
from supervise_tui.forms.definition import FileKind, Form, Role
from supervise_tui.forms.library import Library
from supervise_tui.forms.nested import every_answer

FOLDER = Path(__file__).parent / "own"
FACTS: dict[str, Json] = {"today": "2026-11-28", "worker.months_in_post": 31, "worker.in_probation": False}
NAMES = [path.stem for path in sorted(FOLDER.glob("*.toml"))]
LIBRARY = Library(FOLDER)


def own(name: str) -> tuple[Form, dict[str, Json]]:
    """Give a form and its filled example."""
    filled: dict[str, Json] = json.loads((FOLDER / "filled" / f"{name}.json").read_text(encoding="utf-8"))
    return LIBRARY.get(f"own.{name}"), filled


def test_there_are_five_and_none_has_faults() -> None:
    assert len(NAMES) == 5
    assert LIBRARY.broken() == ()
    assert all(LIBRARY.is_own(f"own.{name}") for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_its_filled_example_is_whole_and_survives_the_way_to_json_and_back(name: str) -> None:
    form, filled = own(name)
    kept: dict[str, Json] = {}
    for key, value in filled.items():
        question = form.question(key)
        assert question is not None, key
        kept[key] = check_answer(question, value)
    assert kept == filled
    assert [gap.sentence for gap in gaps(form, kept, FACTS)] == []
    signed = answers_to_sign(form, kept, FACTS)
    assert set(kept) <= set(signed)
    assert parse(canonical_bytes(dict(signed))) == signed
    for _, questions in shown(form, kept, FACTS):
        for question in questions:
            assert in_words(question, signed.get(question.id)) or question.id not in signed


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_one_lists_what_it_needs(name: str) -> None:
    form, _ = own(name)
    needed = {question.id for question in form.questions() if question.required is True}
    missing = {gap.question_id for gap in gaps(form, {}, FACTS)}
    hidden = {q.id for q in form.questions()} - {q.id for _, part in shown(form, {}, FACTS) for q in part}
    assert needed - hidden <= missing


def said(name: str, **changes: Json) -> list[str]:
    form, filled = own(name)
    return [gap.sentence for gap in gaps(form, filled | changes, FACTS)]


def test_a_debrief_asks_for_one_row_for_each_person_who_was_hurt() -> None:
    assert said("incident_debrief", people_hurt=3) == [
        "“Who was hurt” has 2 rows, but “How many people were hurt?” says 3."
    ]
    assert "hurt" not in answers_to_sign(*_with("incident_debrief", people_hurt=0), FACTS)


def _with(name: str, **changes: Json) -> tuple[Form, dict[str, Json]]:
    form, filled = own(name)
    return form, filled | changes


def test_a_debrief_lands_on_the_file_of_each_who_was_there() -> None:
    form, _ = own("incident_debrief")
    assert form.kind_of_file is FileKind.PARTICIPANTS
    assert [(rule.role, rule.each_participant, rule.optional) for rule in form.signers] == [
        (Role.WORKER, True, False),
        (Role.SUPERVISOR, False, False),
        (Role.OTHER, False, True),
    ]


def test_what_is_missing_deep_inside_says_where_it_is() -> None:
    form, filled = own("incident_debrief")
    moments: Json = [
        {"id": "1", "seen": "A fall", "helped": "made_worse", "told": [{"id": "x", "told_after": 5}]}
    ]
    found = gaps(form, filled | {"moments": moments}, FACTS)
    assert [(gap.question_id, gap.row, gap.inside, gap.sentence) for gap in found] == [
        (
            "moments",
            0,
            ("helped~comment",),
            "Moment 1: “Comment on “Did it help?”” still needs an answer.",
        ),
        ("moments", 0, ("told", 0, "told_whom"), "Moment 1: Call 1: “Who” still needs an answer."),
    ]


def test_worrying_answers_are_named_wherever_they_stand() -> None:
    form, filled = own("incident_debrief")
    assert [notice.sentence for notice in warnings(form, filled, FACTS)] == [
        "How many people were hurt? 2",
        "“Who was hurt”, row 2, Seen by a doctor: No",
        "Moment 2, Call 1, How long after: 1 hour 35 minutes",
    ]
    assert [notice.sentence for notice in offered_actions(form, filled, FACTS)] == [
        "What do you need?, Somebody to talk to: Now"
    ]


def test_a_risk_check_adds_up_its_risks_and_counts_what_is_missing() -> None:
    form, filled = own("lone_worker_check")
    assert {one.id: one.value for one in scores(form, filled, FACTS)} == {"risk": 12, "missing": 1}
    assert answers_to_sign(form, filled, FACTS)["sum_risk"] == 12
    assert [notice.question_id for notice in offered_actions(form, filled, FACTS)] == ["likely"]
    assert said("lone_worker_check", police=None) == [
        "“Do the police know the address?” still needs an answer."
    ]


def test_its_measures_are_initialled_row_by_row() -> None:
    form, filled = own("lone_worker_check")
    rows = rows_to_initial(form, filled, FACTS)
    assert [(row.row_id, row.role) for row in rows] == [
        (row_id, Role.WORKER) for row_id in ("phone", "buddy", "alarm", "car_kit")
    ]
    assert rows[1].title == "“What is in place”, “A buddy who knows the round”"
    changed = filled | {"measures": [{"id": "phone", "there": False}]}
    assert rows_to_initial(form, changed, FACTS)[0].says != rows[0].says


def test_a_volunteers_tasks_and_our_marks_are_averaged() -> None:
    form, filled = own("volunteer_review")
    assert {one.id: (one.value, one.answered) for one in scores(form, filled, FACTS)} == {
        "home": (3.5, 2),
        "liking": (7.5, 2),
    }
    assert answers_to_sign(form, filled, FACTS)["average"] == 3.5


def test_the_first_day_back_takes_facts_about_the_worker_in() -> None:
    form, filled = own("return_to_work")
    signed = answers_to_sign(form, filled, FACTS)
    assert signed["in_post"] == 31
    well = filled | {"ready": 4}
    assert "adjust" not in answers_to_sign(form, well, FACTS)
    assert "adjust" in answers_to_sign(form, well, {**FACTS, "worker.in_probation": True})
    assert said("return_to_work", adjust=[{"id": "1", "change": "x", "until": "2026-11-01"}]) == [
        "“What we change for a while”, row 1: “Until”: Sunday 1 November 2026 is before "
        "Friday 27 November 2026 (“Back on”)."
    ]


def test_answers_inside_rows_are_found_too() -> None:
    form, filled = own("exit_interview")
    found = [(question.id, value) for question, value in every_answer(form, filled)]
    assert ("skill", "Moving and handling") in found
    assert ("best", "The garden.\nAnd the singing.") in found


def test_an_exit_interview_compares_days_inside_a_row_with_days_outside() -> None:
    posts: Json = [{"id": "1", "post": "Cook", "from_day": "2026-01-05", "to_day": "2027-02-01"}]
    assert said("exit_interview", posts=posts) == [
        "Post 1: “To”: Monday 1 February 2027 is after Thursday 31 December 2026 (“Last day”)."
    ]
