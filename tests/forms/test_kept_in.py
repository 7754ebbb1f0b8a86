"""Forms of improvement plans are kept apart, and an own one cannot leave that out by mistake [PIP-0]."""

from __future__ import annotations

import pytest

from supervise_tui.forms.definition import KeptIn
from supervise_tui.forms.library import Library
from supervise_tui.forms.reading import read_form
from supervise_tui.problems import BadForm
from tests.forms.written import with_questions

QUESTION = 'id = "seen"\ntype = "text"\nlabel = "Seen"'


def apart(makes: str, *lines: str) -> bytes:
    top = "\n".join([f'makes = "{makes}"', *lines])
    return with_questions(QUESTION).replace(b'makes = "note"', top.encode())


def faults(source: bytes) -> list[str]:
    try:
        read_form(source, "apart.toml")
    except BadForm as bad:
        return [str(fault) for fault in bad.faults]
    return []


def test_a_form_says_in_which_store_its_records_are_kept() -> None:
    assert read_form(with_questions(QUESTION), "note.toml").kept_in is KeptIn.RECORDS
    own = read_form(apart("improvement-note", 'kept_in = "plans"'), "note.toml")
    assert own.kept_in is KeptIn.PLANS


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (apart("improvement-plan"), "line 5: Records of kind “improvement-plan” are kept apart"),
        (apart("note", 'kept_in = "plans"'), "“note” is no kind of record that is kept with the plans"),
        (apart("note", 'kept_in = "drawer"'), "“drawer” cannot stand for “kept_in”"),
    ],
)
def test_what_would_be_kept_in_the_wrong_place_is_a_fault(source: bytes, says: str) -> None:
    (fault,) = faults(source)
    assert says in fault


def test_what_is_kept_apart_is_about_one_worker() -> None:
    found = faults(apart("improvement-note", 'kept_in = "plans"', 'kind_of_file = "workplace"'))
    assert any("is about one worker" in fault for fault in found)


def test_every_shipped_form_of_a_plan_is_kept_apart_and_no_other() -> None:
    found = {form.id for form in Library().all() if form.kept_in is KeptIn.PLANS}
    assert found == {form.id for form in Library().all() if form.id.startswith("improvement.")}
