"""Any form in the grammar, and any answers that it accepts: kept, signed, said and moved without loss."""

from __future__ import annotations

import os
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supervise_tui.canonical import Json, canonical_bytes, parse
from supervise_tui.forms.answers import (
    answers_to_sign,
    check_answer,
    gaps,
    in_words,
    is_unanswered,
    offered_actions,
    row_headings,
    rows_in_words,
    rows_to_initial,
    scores,
    shown,
    view,
    warnings,
)
from supervise_tui.forms.definition import Form, RowsQuestion
from supervise_tui.forms.moving import compare, move
from supervise_tui.forms.reading import read_form
from supervise_tui.forms.row_checks import kept_as_it_is
from supervise_tui.problems import BadInput
from tests.forms.any_form import answers, forms

FACTS: dict[str, Json] = {"today": "2026-11-28", "worker.in_probation": True, "meeting.is_first": False}
MANY = settings(
    max_examples=int(os.environ.get("SUPERVISE_ANY_FORMS", "80")),
    deadline=timedelta(seconds=5),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)


def accepted(form: Form, typed: dict[str, Json]) -> dict[str, Json]:
    """Give what a draft would keep of what was typed."""
    kept: dict[str, Json] = {}
    for key, value in typed.items():
        question = form.question(key)
        try:
            answer = kept_as_it_is(value) if question is None else check_answer(question, value)
        except BadInput:
            continue
        if answer is not None:
            kept[key] = answer
    return kept


@MANY
@given(source=forms(), data=st.data())
def test_what_a_form_accepts_survives_json_and_is_signed_and_said(source: str, data: st.DataObject) -> None:
    form = read_form(source.encode(), "any.toml")
    kept = accepted(form, data.draw(answers(form)))
    back = parse(canonical_bytes(dict(kept)))
    assert isinstance(back, dict)
    for key, value in back.items():
        question = form.question(key)
        assert question is None or check_answer(question, value) == kept[key] == value
    signed = answers_to_sign(form, back, FACTS)
    assert parse(canonical_bytes(dict(signed))) == signed
    assert answers_to_sign(form, signed, FACTS) == signed
    must_lose_nothing_on_view(form, back, signed)
    must_be_said(form, signed)
    assert {gap.section for gap in gaps(form, back, FACTS)} <= {section.id for section in form.sections}
    for notice in [*warnings(form, back, FACTS), *offered_actions(form, back, FACTS)]:
        assert form.question(notice.question_id) is not None
        assert notice.said
    scores(form, back, FACTS)
    rows_to_initial(form, back, FACTS)


def must_lose_nothing_on_view(form: Form, given: dict[str, Json], signed: dict[str, Json]) -> None:
    on_view = {question.id for _, part in shown(form, given, FACTS) for question in part}
    for key, value in given.items():
        question = form.question(key)
        if question is None:
            assert key in signed or value in ("", [], {}) or not str(value).strip()
        elif key in on_view and not is_unanswered(question, view(form, given, FACTS).answers.get(key)):
            assert key in signed or isinstance(value, list)


def must_be_said(form: Form, signed: dict[str, Json]) -> None:
    for key, value in signed.items():
        question = form.question(key)
        if question is None:
            continue
        assert in_words(question, value)
        if isinstance(question, RowsQuestion):
            width = len(row_headings(question))
            assert all(len(row) == width for row in rows_in_words(question, value))


@MANY
@given(source=forms(), other=forms(), data=st.data())
def test_a_draft_moves_to_any_other_form_and_nothing_is_dropped(
    source: str, other: str, data: st.DataObject
) -> None:
    old, new = read_form(source.encode(), "old.toml"), read_form(other.encode(), "new.toml")
    kept = accepted(old, data.draw(answers(old)))
    moved = move(old, new, kept)
    assert set(kept) <= set(moved)
    assert all(difference.sentence for difference in compare(old, new, kept))
    gaps(new, moved, FACTS)
    signed = answers_to_sign(new, moved, FACTS)
    strange = {key for key in kept if new.question(key) is None}
    assert strange <= set(signed) | {key for key in strange if not str(kept[key]).strip(" []{}")}
