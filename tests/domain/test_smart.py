"""Hints on the wording of an objective [DEV-3]: what they ask, and when they are silent."""

from __future__ import annotations

import pytest

from supervise_tui.domain.smart import QUOTED, Elsewhere, around, smart_hint
from supervise_tui.forms.library import Library
from supervise_tui.forms.reading import read_form
from tests.forms.written import with_questions

ALL = Elsewhere(measure=True, owner=True, day=True)


@pytest.mark.parametrize(
    "vague",
    [
        "be more professional",
        "Be more professional.",
        "become confident",
        "I want to be a better team player",
        "to understand dementia",
        "Know the fire plan",
        "improve communication",
        "improving my records",
        "Improve my practice",
        "develop my skills in care",
        "Try harder",
        "I will feel sure in my work",
        "Learn about diabetes",
        "work on confidence",
        "be able to understand the care plan",
        "gain knowledge of medication",
        "Appreciate how families feel",
    ],
)
def test_what_nobody_can_see_is_asked_after(vague: str) -> None:
    said = smart_hint(vague, ALL)
    assert said.startswith("“")
    assert said.endswith("”: what would we see on shift?")


@pytest.mark.parametrize(
    "clear",
    [
        "Write three care records a week without initials",
        "Ring the pharmacy",
        "Shadow Bronwen on two medication rounds",
        "Improve my records by writing them before I leave the house",
        "Improve handovers: read them back to the night staff",
        "Learn to use the new hoist, and show it to Tomasz",
        "I will lead two handovers",
        "To lead the Tuesday meeting",
        "Be able to explain valid consent to a new colleague",
        "Complete the diabetes course",
        "Second round with the trolley",
        "Mentor Iwan through his first month",
        "Know the fire plan well enough to show it to a visitor",
        "Try the new chart on four rounds and tell the team",
        "Zweite Runde mit Bronwen gehen",
    ],
)
def test_what_can_be_seen_needs_no_hint(clear: str) -> None:
    assert smart_hint(clear, ALL) == ""


@pytest.mark.parametrize("begun", ["", " ", "be", "Improve", "…", "42", "- "])
def test_nothing_is_said_to_somebody_who_has_only_begun(begun: str) -> None:
    assert smart_hint(begun) == ""


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Always write records at once", "“always” is a lot to ask"),
        ("Never be late for handover and ring", "“never” is a lot"),
        ("Write 100% of the records", "“100%” is a lot"),
        ("Ring everybody on the list", "“everybody” is a lot"),
        ("Lead handovers", "How much, how often"),
        ("Write better notes", "How much, how often"),
        ("We write two records together", "Who does it? One name says more than “we”."),
        ("Someone shows the hoist twice", "than “someone”"),
        ("Lead two handovers", "By when?"),
    ],
)
def test_the_first_thing_that_is_missing_is_asked_for(text: str, asks: str) -> None:
    assert asks in smart_hint(text)


@pytest.mark.parametrize(
    "whole",
    [
        "Lead two handovers by the end of March",
        "Lead two handovers before 14/3",
        "Show the hoist to three colleagues within 6 weeks",
        "Read one chapter each week until our next talk",
        "Pass the food hygiene course by Easter",
        "Visit Rosewood twice in May",
    ],
)
def test_an_objective_with_everything_in_it_is_left_alone(whole: str) -> None:
    assert smart_hint(whole) == ""


def test_what_other_fields_say_is_not_asked_for_again() -> None:
    assert "How much" in smart_hint("Lead handovers", Elsewhere(day=True))
    assert smart_hint("Lead handovers", Elsewhere(day=True, measure=True)) == ""
    assert "Who" in smart_hint("We lead handovers", Elsewhere(day=True, measure=True))
    assert smart_hint("We lead handovers", ALL) == ""


def test_a_hint_fits_one_line_of_the_screen() -> None:
    long = "be more patient and kind " * 40
    assert len(smart_hint(long)) <= 60
    assert f"“{long[: QUOTED - 1].rstrip()}…”" in smart_hint(long)
    assert all(
        len(smart_hint(text)) <= 60 for text in ("Lead handovers", "Lead two handovers", "We meet at two")
    )


def test_the_row_around_says_what_is_asked_elsewhere() -> None:
    form = read_form(
        with_questions(
            """
            id = "alone"
            type = "text"
            label = "Alone"
            hints = "smart"
            """,
            """
            id = "plan"
            type = "table"
            label = "Plan"
            raises = { what = "objective", by = "by_when", how_known = "shown" }
            [[section.question.column]]
            id = "objective"
            type = "text"
            label = "Objective"
            hints = "smart"
            [[section.question.column]]
            id = "shown"
            type = "text"
            label = "What shows it"
            [[section.question.column]]
            id = "by_when"
            type = "date"
            label = "By when"
            """,
        ),
        "plan.toml",
    )
    assert around(form, "alone", {}) == Elsewhere(owner=True)
    assert around(form, "objective", {}) == Elsewhere(owner=True, day=True)
    assert around(form, "objective", {"shown": "a note"}) == ALL
    assert around(None, "objective", {}) == Elsewhere(owner=True)


def test_an_objective_of_an_improvement_plan_is_the_workers_own_and_measured_beside_it() -> None:
    plan = Library().get("improvement.plan")
    assert around(plan, "objective", {}) == Elsewhere(owner=True, day=True)
    assert around(plan, "standard", {}) == Elsewhere(owner=True, day=True)
    assert around(plan, "objective", {"criterion": "No gap in three weeks"}) == ALL
