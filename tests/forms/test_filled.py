"""The filled examples of the shipped forms: whole, and answered to a form that helps with every question."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from supervise_tui.canonical import Json
from supervise_tui.forms.answers import check_answer, gaps, shown
from supervise_tui.forms.definition import ActionReviewQuestion, ComputedQuestion
from supervise_tui.forms.library import Library

FILLED: dict[str, dict[str, Json]] = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parent / "filled").glob("*.json"))
}
LIBRARY = Library()
FACTS: dict[str, Json] = {"today": "2026-11-28"}


@pytest.mark.parametrize("form_id", FILLED)
def test_an_example_answers_all_that_people_are_asked_and_stays_as_it_is(form_id: str) -> None:
    form, filled = LIBRARY.get(form_id), FILLED[form_id]
    asked = {
        question.id: question
        for _, questions in shown(form, filled, FACTS)
        for question in questions
        if not isinstance(question, ComputedQuestion | ActionReviewQuestion)
    }
    assert set(asked) - set(filled) == set()
    assert {key: check_answer(question, filled[key]) for key, question in asked.items()} == {
        key: filled[key] for key in asked
    }
    assert [gap.sentence for gap in gaps(form, filled, FACTS)] == []


@pytest.mark.parametrize("form_id", FILLED)
def test_no_question_is_left_without_help_and_no_section_without_guidance(form_id: str) -> None:
    form = LIBRARY.get(form_id)
    assert [question.id for question in form.questions() if not question.help] == []
    assert [section.id for section in form.sections if not section.guidance] == []
