"""The short layout as it ships: its ids, its words, and what it asks for before sign-off."""

from __future__ import annotations

from supervise_tui.canonical import Json
from supervise_tui.forms.answers import gaps, shown
from supervise_tui.forms.definition import Fact, Form, LongTextQuestion, Role, Step
from supervise_tui.forms.library import Library

IDS = [
    "held_on",
    "start_time",
    "minutes",
    "place",
    "others_present",
    "interrupted",
    "agreement_in_force",
    "agreement_stands",
    "no_agreement_reason",
    "agenda",
    "outcomes_aimed_at",
    "brought_worker",
    "brought_supervisor",
    "documents",
    "cases",
    "action_review",
    "since_last_time",
    "summary",
    "reflections",
    "actions",
    "outcomes_reached",
    "carried_supervisor",
    "carried_worker",
    "worth_worker",
    "worth_supervisor",
    "comments_worker",
    "comments_supervisor",
    "next_date",
    "next_time",
    "next_place",
]
REQUIRED = {
    "held_on",
    "start_time",
    "minutes",
    "place",
    "summary",
    "worth_worker",
    "worth_supervisor",
    "next_date",
}
FACTS: dict[str, Json] = {"today": "2026-11-28", "worker.has_agreement": True}


def short_layout() -> Form:
    return Library().get("session.short")


def test_the_form_asks_what_the_short_layout_holds() -> None:
    form = short_layout()
    assert form.makes == "supervision"
    assert [question.id for question in form.questions()] == IDS
    assert {q.id for q in form.questions() if q.required is True} == REQUIRED | {"no_agreement_reason"}
    assert {section.step for section in form.sections} == set(Step)
    assert [(rule.role, rule.may_decline) for rule in form.signers] == [
        (Role.WORKER, True),
        (Role.SUPERVISOR, False),
    ]


def test_the_rules_find_every_fact_of_the_meeting() -> None:
    form = short_layout()
    assert all(form.with_fact(fact) for fact in Fact)


def test_every_question_has_help_and_every_section_guidance_in_short_sentences() -> None:
    form = short_layout()
    for question in form.questions():
        assert question.help.endswith((".", "?")), question.id
        assert len(question.help) <= 130, question.id
        assert len(question.label) <= 50, question.id
    assert all(section.guidance for section in form.sections)


def test_the_two_ratings_are_unseen_by_each_other() -> None:
    form = short_layout()
    worker, supervisor = form.question("worth_worker"), form.question("worth_supervisor")
    assert worker is not None
    assert supervisor is not None
    assert (worker.unseen_with, supervisor.unseen_with) == (supervisor.id, worker.id)
    assert (worker.answered_by, supervisor.answered_by) == (Role.WORKER, Role.SUPERVISOR)


def test_prompts_stand_beside_the_summary() -> None:
    summary = short_layout().question("summary")
    assert isinstance(summary, LongTextQuestion)
    assert len(summary.prompts) >= 8


def test_an_empty_form_lists_exactly_what_is_required() -> None:
    assert {gap.question_id for gap in gaps(short_layout(), {}, FACTS)} == REQUIRED


def test_without_an_agreement_the_reason_is_asked_for() -> None:
    form = short_layout()
    none = FACTS | {"worker.has_agreement": False}
    assert "no_agreement_reason" in {q.id for _, questions in shown(form, {}, none) for q in questions}
    assert "no_agreement_reason" in {gap.question_id for gap in gaps(form, {}, none)}
    assert "no_agreement_reason" not in {gap.question_id for gap in gaps(form, {}, FACTS)}
