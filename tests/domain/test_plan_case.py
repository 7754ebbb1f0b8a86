"""Entries of a case say when, who and what in whatever way their forms have asked."""

from __future__ import annotations

from datetime import date

import pytest

from supervise_tui.canonical import Json
from supervise_tui.domain.plan_case import date_of, day_of_entry, several_of, text_of, yes
from supervise_tui.domain.procedure_words import SIGNED, EntryKind, form_of, kind_of


@pytest.mark.parametrize(
    ("answers", "day"),
    [
        ({"day": "2026-11-02"}, date(2026, 11, 2)),
        ({"held_on": "2026-11-03"}, date(2026, 11, 3)),
        ({"day": "2026-11-02", "held_on": "2026-11-03"}, date(2026, 11, 2)),
        ({"day": "soon", "held_on": "2026-11-03"}, date(2026, 11, 3)),
        ({"day": 20261102}, None),
        ({}, None),
    ],
)
def test_an_entry_happened_on_the_day_that_its_form_asked_for(
    answers: dict[str, Json], day: date | None
) -> None:
    assert day_of_entry(answers) == day


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (" Ms Achebe ", "Ms Achebe"),
        ({"person": "w1", "name": "Ms Achebe"}, "Ms Achebe"),
        ({"person": "w1"}, ""),
        (3, ""),
        (None, ""),
        (["Ms Achebe"], ""),
    ],
)
def test_a_name_is_read_from_a_line_and_from_a_person(value: Json, text: str) -> None:
    assert text_of({"chair": value}, "chair") == text


def test_only_a_plain_yes_is_a_yes() -> None:
    assert yes({"remote": True}, "remote")
    others: list[Json] = [False, None, "yes", 1, [True]]
    assert [one for one in others if yes({"remote": one}, "remote")] == []


def test_one_option_counts_as_several_and_what_is_no_text_is_left_out() -> None:
    assert several_of({"about": "stage_1"}, "about") == {"stage_1"}
    assert several_of({"about": ["stage_1", 2, "appeal"]}, "about") == {"stage_1", "appeal"}
    assert several_of({"about": ""}, "about") == several_of({}, "about") == frozenset()


def test_a_day_that_is_none_is_not_guessed() -> None:
    assert date_of({"ends_on": "2026-02-30"}, "ends_on") is None
    assert date_of({"ends_on": "2026-02-28"}, "ends_on") == date(2026, 2, 28)


def test_a_kind_and_its_form_lead_to_each_other() -> None:
    assert {kind_of(form_of(kind)) for kind in EntryKind} == set(EntryKind)
    assert kind_of("development.plan") == kind_of("improvement.procedure") == kind_of("improvement") == ""
    assert set(EntryKind) > SIGNED
