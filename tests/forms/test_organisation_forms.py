"""The numbers of the forms about the home, and what nobody may change in passing [ORG-1] [ORG-2] [ORG-4]."""

from __future__ import annotations

import pytest

from supervise_tui.forms.definition import FileKind, LongTextQuestion, TableQuestion
from supervise_tui.forms.library import Library

LIBRARY = Library()
FORMS = [form for form in LIBRARY.all() if form.id.startswith("organisation.")]


def rows_of(form_id: str, ending: str) -> list[int]:
    tables = (one for one in LIBRARY.get(form_id).questions() if isinstance(one, TableQuestion))
    return [len(table.rows) for table in tables if table.id.endswith(ending) and table.rows]


@pytest.mark.parametrize(
    ("form_id", "ending", "numbers"),
    [
        ("organisation.values_checklist", "_values", [6, 4, 4]),
        ("organisation.learning_provider", "_questions", [4, 4, 3, 3, 5, 2, 5, 3, 4]),
        ("organisation.self_audit", "_criteria", [7, 9, 11]),
    ],
)
def test_each_list_has_as_many_points_as_the_field_asks_for(
    form_id: str, ending: str, numbers: list[int]
) -> None:
    assert rows_of(form_id, ending) == numbers


def test_there_are_33_questions_for_a_provider_and_27_criteria_for_a_supervisor() -> None:
    assert sum(rows_of("organisation.learning_provider", "_questions")) == 33
    assert sum(rows_of("organisation.self_audit", "_criteria")) == 27


def test_each_form_lies_on_the_file_it_is_about() -> None:
    kinds = {form.id.removeprefix("organisation."): form.kind_of_file for form in FORMS}
    on_workers = {key for key, kind in kinds.items() if kind is FileKind.WORKER}
    assert on_workers == {"shared_idea", "idea_taken_back", "acknowledgement", "case_analysis"}
    assert {key for key, kind in kinds.items() if kind is FileKind.SUPERVISOR} == {"self_audit"}
    assert len(kinds) == 15


def test_whoever_writes_at_length_is_offered_a_way_to_begin() -> None:
    silent = [
        (form.id, one.id)
        for form in FORMS
        for one in form.questions()
        if isinstance(one, LongTextQuestion) and not (one.prompts or one.default or one.by_program)
    ]
    assert silent == []
