"""Templates of plans: those that are shipped, an organisation's own, and their faults [PIP-20]."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from supervise_tui.forms.answers import gaps
from supervise_tui.forms.definition import Role
from supervise_tui.forms.library import Library
from supervise_tui.forms.shipped import shipped_folder
from supervise_tui.forms.templates import TEMPLATES, Template, first_answers_of, looks_like_one, read_template
from supervise_tui.problems import BadForm, Fault, NotFound

LIBRARY = Library()
PLAN = "improvement.plan"
FIRST_DAY = date(2026, 11, 18)
SHIPPED = ["care-plan", "communication", "escalation", "medication", "record-keeping"]
OURS = """id = "hand-hygiene"
version = 1
title = "Hand hygiene"
about = "Hands are not cleaned between two people."
begins = "improvement.plan"

[answers]
gap = "Hands are not cleaned between two people."
ends_on = "in 4 weeks"
risk = "usual"

[[answers.objectives]]
objective = "Cleans hands before and after each person"
target = "in  3 Weeks"

[[answers.objectives.milestones]]
by = "in 1 week"
what = "Each time on a watched shift"

[[answers.triggers]]
row = "incident"
then = "Talk on the next day"
"""


def ids() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"r{next(numbers)}"


def read(source: str) -> Template:
    return read_template(source.encode(), "ours.toml", LIBRARY.get)


def begun(template: Template) -> dict[str, object]:
    return dict(first_answers_of(template, LIBRARY.get(PLAN), FIRST_DAY, ids()))


def test_there_is_one_for_each_of_the_usual_gaps() -> None:
    assert sorted(one.id for one in LIBRARY.templates(PLAN)) == SHIPPED
    assert LIBRARY.templates("session.short") == []
    with pytest.raises(NotFound, match="There are: care-plan, communication"):
        LIBRARY.template("gardening")


@pytest.mark.parametrize("template_id", SHIPPED)
def test_a_shipped_one_leaves_open_only_what_is_about_this_person(template_id: str) -> None:
    form, template = LIBRARY.get(PLAN), LIBRARY.template(template_id)
    first = first_answers_of(template, form, FIRST_DAY, ids())
    rest = {"held_on": "2026-11-17", "starts_on": "2026-11-18"} | first
    missing = {gap.question_id for gap in gaps(form, rest, {"today": "2026-11-17"})}
    # Rows lack only the names of those who see to them.
    people = {"reviewer", "second_reviewer", "support", "controls", "checks"}
    assert missing <= {"examples", "account", "agreed"} | people
    assert not any(form.question(key) is None for key in template.answers)
    told = [question for question in form.questions() if question.answered_by is Role.WORKER]
    assert not {question.id for question in told} & set(first)
    assert str(first["ends_on"]) <= "2027-01-13"


def test_days_count_from_the_first_one_and_rows_get_their_ids() -> None:
    assert begun(read(OURS)) == {
        "gap": "Hands are not cleaned between two people.",
        "ends_on": "2026-12-16",
        "risk": "usual",
        "objectives": [
            {
                "id": "r1",
                "objective": "Cleans hands before and after each person",
                "target": "2026-12-09",
                "milestones": [{"id": "r2", "by": "2026-11-25", "what": "Each time on a watched shift"}],
            }
        ],
        "triggers": [{"id": "incident", "then": "Talk on the next day"}],
    }


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('id = "hand-hygiene"', 'id = "Hand hygiene"', "line 1: “Hand hygiene” cannot be a template's id"),
        ("improvement.plan", "improvement.plam", "line 5: There is no form “improvement.plam”"),
        (
            'about = "Hands are not cleaned between two people."',
            'about = """Hands.\nbegins = "session.short"\n"""',
            "line 7: It is not clear which form",
        ),
        ("gap =", "gab =", "line 8: The form has no question “gab” here. Did you mean gap?"),
        ('"in 4 weeks"', '"2027-01-01"', "line 9: This is no day that a template can say"),
        ('"in 4 weeks"', "2027-01-01", "line 9: This is no day that a template can say"),
        ('risk = "usual"', 'risk = "medium"', "line 10: "),
        ('risk = "usual"', "risk = 2027-01-01", "line 10: This cannot be an answer"),
        ('risk = "usual"', 'held_on = "today"', "line 10: “Made on” is about the day itself"),
        ('risk = "usual"', 'account = "I know"', "line 10: “Worker: how do you see it?” is the worker's"),
        ("objective = ", "goal = ", "line 13: The form has no question “goal” here"),
        ("[[answers.objectives.milestones]]\nby", "[[answers.objectives.milestones]]\nuntil", "line 17: "),
        ('row = "incident"', 'row = "fire"', "line 21: “fire” is none of its rows"),
        ('row = "incident"', "", "line 20: “row” is missing. Write one of: no_better, incident"),
        ("[answers]", "[answer]", "line 7: “answer” is not known here"),
        ("[[answers.triggers]]", "[answers.triggers]", "line 20: “What happens then” is made of rows"),
    ],
)
def test_a_fault_is_named_with_its_line(before: str, after: str, says: str) -> None:
    assert before in OURS
    with pytest.raises(BadForm) as caught:
        read(OURS.replace(before, after, 1))
    assert caught.value.what == "template"
    assert any(f"ours.toml, {says}" in str(fault) for fault in caught.value.faults), caught.value.faults


def test_all_faults_come_at_once() -> None:
    bent = OURS.replace("gap =", "gab =").replace('"fire"', '"x"').replace('"usual"', '"low"')
    with pytest.raises(BadForm) as caught:
        read(bent.replace('title = "Hand hygiene"\n', ""))
    assert len(caught.value.faults) == 3


def test_an_own_one_stands_in_place_of_a_shipped_one_or_beside_them(tmp_path: Path) -> None:
    folder = tmp_path / TEMPLATES
    folder.mkdir()
    (folder / "hands.toml").write_text(OURS)
    (folder / "medication.toml").write_text(OURS.replace("hand-hygiene", "medication"))
    (folder / "bent.toml").write_text(OURS.replace("gap =", "gab ="))
    library = Library(tmp_path)
    assert sorted(one.id for one in library.templates(PLAN)) == sorted([*SHIPPED, "hand-hygiene"])
    assert library.template("medication").title == "Hand hygiene"
    assert library.is_own_template("medication")
    assert not library.is_own_template("escalation")
    assert [bad.name for bad in library.broken()] == ["bent.toml"]


def test_what_an_own_plan_does_not_ask_stays_out_of_it(tmp_path: Path) -> None:
    shipped = (shipped_folder() / "improvement" / "plan.toml").read_text(encoding="utf-8")
    ours = shipped.replace('id = "usual", label', 'id = "low", label').replace(
        'id = "harm_whom"', 'id = "who_is_harmed"'
    )
    (tmp_path / "plan.toml").write_text(ours, encoding="utf-8")
    library = Library(tmp_path)
    first = first_answers_of(library.template("record-keeping"), library.get(PLAN), FIRST_DAY, ids())
    assert "gap" in first
    assert not {"risk", "harm_whom"} & set(first)


def test_a_file_says_by_itself_that_it_is_one() -> None:
    assert looks_like_one(OURS.encode())
    assert not looks_like_one(LIBRARY.get(PLAN).source)


ODD = ["", 'title = "x"', "gap = nan", "objectives = [[1]]", "[[answers.controls]]", "x = 2026-01-01", "]"]


def faults_of(source: str) -> tuple[Fault, ...]:
    try:
        read(source)
    except BadForm as bad:
        return bad.faults
    return ()


def test_a_bent_one_is_read_or_its_faults_are_named_and_nothing_else() -> None:
    lines = (shipped_folder() / "improvement" / TEMPLATES / "medication.toml").read_text("utf-8").split("\n")
    bent = [
        "\n".join([*lines[:number], odd, *lines[number + 1 :]])
        for number in range(0, len(lines), 6)
        for odd in ODD
    ]
    told = [faults_of(one) for one in bent]
    assert all(fault.wrong and fault.where.startswith("ours.toml") for found in told for fault in found)
    assert sum(bool(found) for found in told) > len(lines) // 2
