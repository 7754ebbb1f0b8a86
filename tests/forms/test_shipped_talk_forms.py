"""The shipped forms of agreement and supervision: read, worded, and filled once, there and back."""

from __future__ import annotations

import re

import pytest

from supervise_tui.canonical import Json, canonical_bytes, parse
from supervise_tui.domain.record import Content, Signer
from supervise_tui.forms.answers import answers_to_sign, check_answer, defaults, gaps
from supervise_tui.forms.definition import (
    ENGINE,
    ComputedQuestion,
    Form,
    Function,
    GroupQuestion,
    LongTextQuestion,
    Role,
    TableQuestion,
)
from supervise_tui.forms.library import Library
from tests.forms.filled_in import filled_in

FORMS = (
    "agreement.supervision",
    "agreement.placement",
    "session.short",
    "session.structured",
    "session.preparation",
    "session.informal",
    "session.spot_check",
    "session.observed",
    "session.ad_hoc",
    "session.case",
    "session.group",
)
FACTS: dict[str, Json] = {
    "today": "2026-11-28",
    "worker.has_agreement": True,
    "worker.agreement": "In force since Monday 2 March 2026.",
    "worker.usual_frequency": "three_monthly",
    "worker.usual_frequency_words": "Every 3 months.",
}


def get(form_id: str) -> Form:
    return Library().get(form_id)


@pytest.mark.parametrize("form_id", FORMS)
def test_a_form_filled_in_wholly_has_no_gap_and_comes_back_from_json_as_it_was(form_id: str) -> None:
    form = get(form_id)
    answers = filled_in(form)
    assert [gap.sentence for gap in gaps(form, answers, FACTS)] == []
    worker = Signer(person="w", name="Ania Wójcik-Łęcka", post="Carer", role=Role.WORKER)
    content = Content(
        record="r",
        number=1,
        makes=form.makes,
        form=form.id,
        form_version=form.version,
        form_digest=form.digest,
        engine=ENGINE,
        title=form.title,
        organisation="Beck House",
        nation="england",
        cabinet="c",
        session_number=1,
        worker=worker,
        supervisor=Signer(person="s", name="Marian Oakes", post="Deputy", role=Role.SUPERVISOR),
        answers=answers_to_sign(form, answers, FACTS),
        facts=FACTS,
        expected=(worker,),
        salt="00" * 32,
        drawn_by={},
    )
    back = Content.from_json(parse(canonical_bytes(content.as_json())))
    assert back == content
    for question in form.questions():
        if question.id in back.answers and not isinstance(question, ComputedQuestion):
            assert check_answer(question, back.answers[question.id]) == back.answers[question.id]


@pytest.mark.parametrize("form_id", FORMS)
def test_everything_has_help_in_short_words(form_id: str) -> None:
    """Reading age 12: sentences of at most 25 words."""
    form = get(form_id)
    for section in form.sections:
        assert section.guidance, section.id
        for question in section.questions:
            assert question.help.endswith((".", "?")), question.id
            for sentence in re.split(r"(?<=[.?!:]) ", f"{question.help} {section.guidance}"):
                assert len(sentence.split()) <= 25, sentence


AGREED = {
    1: ["purpose"],
    2: ["frequency_proposed", "frequency", "frequency_rests_on", "frequency_reason"],
    3: ["minutes_from", "minutes_to"],
    4: ["place_agreed"],
    5: ["covers"],
    6: ["duties_supervisor", "duties_worker"],
    7: ["prepare_supervisor", "prepare_worker", "agenda_writer", "agenda_when", "major_issues_days"],
    8: ["agenda_order"],
    9: ["recorded_how", "recorded_by", "third_typist", "personal_wording", "sign_within_days", "kept_where"],
    10: ["who_may_see", "limits_of_confidence", "told_of_access"],
    11: ["reach_supervisor", "decisions_between"],
    12: ["rebook_days", "rebook_after_sickness", "cancel_reasons"],
    13: ["next_line_manager", "cover_after_weeks", "cover_senior_after_months", "senior_manager"],
    14: ["disagreements", "relationship_trouble"],
    15: ["complaints_first", "complaints_manager", "complaints_contact"],
    16: ["fair_practice", "equality_areas", "equality_notes"],
    17: ["emotional_limits", "where_to_turn"],
    18: ["review_on"],
    19: ["other_supervision"],
}
"""[AGR-6]: its 19 points and the questions that settle them; the 20th are the signatures."""


@pytest.mark.parametrize("form_id", FORMS[:2])
@pytest.mark.parametrize("point", AGREED)
def test_an_agreement_settles_each_point(form_id: str, point: int) -> None:
    """[AGR-6]"""
    assert all(get(form_id).question(question_id) for question_id in AGREED[point])


def test_who_signs_an_agreement() -> None:
    """[AGR-6] point 20: nobody declines, since then there is none."""
    usual, placement = get("agreement.supervision"), get("agreement.placement")
    assert [rule.role for rule in usual.signers] == [Role.WORKER, Role.SUPERVISOR]
    assert [rule.role for rule in placement.signers] == [Role.WORKER, Role.SUPERVISOR, Role.THIRD_PARTY]
    assert not any(rule.may_decline for rule in (*usual.signers, *placement.signers))


def test_an_agreement_starts_with_the_usual_numbers() -> None:
    given = defaults(get("agreement.supervision"), FACTS)
    assert (given["minutes_from"], given["minutes_to"], given["sign_within_days"]) == (60, 90, 14)
    assert (given["rebook_days"], given["cover_after_weeks"], given["cover_senior_after_months"]) == (5, 2, 1)
    assert given["covers"] == ["management", "development", "support"]


def test_both_layouts_ask_the_same_by_the_same_name() -> None:
    """[SES-12]: one data model."""
    short, structured = get("session.short"), get("session.structured")
    for question in short.questions():
        other = structured.question(question.id)
        assert type(other) is type(question), question.id


@pytest.mark.parametrize("function", Function)
def test_the_structured_layout_has_rows_for_more_in_each_function(function: Function) -> None:
    more = get("session.structured").question(f"more_{function}")
    assert isinstance(more, TableQuestion)
    assert more.tags == (function,)


def test_mediation_stands_under_support() -> None:
    form = get("session.structured")
    assert form.section_of("more_mediation") is form.section_of("talk_support")


STEPS = {
    "Learning cycle": 4,
    "What, so what, now what": 3,
    "Six steps": 6,
    "Values": 6,
    "Practice": 5,
    "What it does to you": 3,
    "The whole system": 5,
    "Between us (supervisor)": 1,
}


def test_all_eight_sets_of_prompts_are_offered_step_by_step() -> None:
    """[SES-14]"""
    reflections = get("session.short").question("reflections")
    assert isinstance(reflections, GroupQuestion)
    notes = next(question for question in reflections.questions if question.id == "notes")
    assert isinstance(notes, LongTextQuestion)
    sets: dict[str, int] = {}
    for prompt in notes.prompts:
        name = prompt.partition(":")[0]
        sets[name] = sets.get(name, 0) + 1
    assert sets == STEPS


def test_a_decision_needs_its_reason() -> None:
    """[REC-11]"""
    row: dict[str, Json] = {"id": "t", "topic": "Nights", "decision": "One round earlier."}
    form = get("session.short")
    missing = [
        gap.inside for gap in gaps(form, {"reflections": [row]}, FACTS) if gap.question_id == "reflections"
    ]
    assert missing == [("reason",)]
    assert not [
        gap
        for gap in gaps(form, {"reflections": [row | {"reason": "The bell."}]}, FACTS)
        if gap.question_id == "reflections"
    ]


def test_a_preparation_is_signed_by_nobody_and_each_section_is_one_sides() -> None:
    form = get("session.preparation")
    assert form.signers == ()
    assert {section.filled_by for section in form.sections} == {Role.WORKER, Role.SUPERVISOR}


@pytest.mark.parametrize("form_id", FORMS)
def test_questions_may_stand_in_a_set_whatever_their_default(form_id: str) -> None:
    form = get(form_id)
    assert len(set(form.questions())) == len(form.questions())
