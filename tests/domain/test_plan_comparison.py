"""Plans are compared without telling of anybody: figures of three people at least, and totals that add up."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervise_tui.domain.people import Nation, Worker
from supervise_tui.domain.plan_comparison import (
    FEWEST,
    NO_PLAN,
    OTHERS,
    Comparison,
    Line,
    PlanFacts,
    Stands,
    compared,
    facts_of,
)
from supervise_tui.domain.plan_comparison_words import how_they_stand, in_full, in_short
from supervise_tui.domain.procedure_table import State
from supervise_tui.domain.procedure_words import Stage
from tests.domain import plan_story
from tests.domain.plan_story import Story

TODAY = date(2026, 8, 3)
ANIA = Worker(id="w1", name="Ania Wójcik", post="Senior carer")
TITLES = {"medication": "Medication", "care-plan": "Care plan adherence"}


def fact(worker: str, **more: object) -> PlanFacts:
    base = PlanFacts(worker=worker, template="medication", post="Carer", stands=Stands.RUNNING)
    return replace(base, **more)  # type: ignore[arg-type]


def facts(story: Story, today: date = TODAY, template: str = "medication") -> PlanFacts:
    case = replace(story.case, template=template)
    return facts_of(case, story.entries, ANIA, story.policy, Nation.ENGLAND, today)


@pytest.mark.parametrize(
    ("story", "stands", "stage", "extended"),
    [
        (Story().tell("concern", plan_story.OPENED), Stands.CONCERN, Stage.INFORMAL, False),
        (plan_story.planned(), Stands.RUNNING, Stage.INFORMAL, False),
        (plan_story.at_stage_1(), Stands.STAGE_1, Stage.ONE, False),
        (plan_story.invited_2(), Stands.STAGE_2, Stage.TWO, False),
        (plan_story.plan_2(), Stands.STAGE_2, Stage.TWO, True),
        (plan_story.met_3(), Stands.STAGE_3, Stage.THREE, False),
        (plan_story.plan_3(), Stands.STAGE_3, Stage.THREE, True),
        (plan_story.dismissed(), Stands.DISMISSED, Stage.THREE, False),
        (plan_story.appeal_met(), Stands.DISMISSED, Stage.THREE, False),
        (plan_story.closed_1(), Stands.CLOSED, Stage.ONE, False),
    ],
)
def test_a_case_counts_where_it_stands_with_how_far_it_came(
    story: Story, stands: Stands, stage: Stage, extended: bool
) -> None:
    found = facts(story)
    assert (found.stands, found.stage, found.extended) == (stands, stage, extended)
    assert found.template == (NO_PLAN if stands is Stands.CONCERN else "medication")


def test_every_state_has_its_place() -> None:
    from supervise_tui.domain.plan_comparison import _OF_STATE

    assert set(_OF_STATE) == set(State)
    assert all(stands.label for stands in Stands)


def test_how_long_a_plan_lasts_is_counted_to_its_end_or_its_last_agreed_day() -> None:
    assert facts(plan_story.planned(), date(2026, 2, 3)).days == 56
    assert facts(plan_story.closed_1()).days == (date(2026, 5, 13) - plan_story.OPENED).days
    assert facts(plan_story.plan_2()).days == (date(2026, 6, 24) - plan_story.OPENED).days
    assert facts(Story().tell("concern", plan_story.OPENED)).days is None


def reviewed(on: date, story: Story | None = None) -> Story:
    found = story or plan_story.planned()
    return found.tell("review", on, next_review_on="2026-03-02")


@pytest.mark.parametrize(
    ("story", "today", "late"),
    [
        (plan_story.planned(), date(2026, 2, 16), ()),
        (plan_story.planned(), date(2026, 2, 19), (3,)),  # overdue now
        (reviewed(date(2026, 2, 10)), date(2026, 2, 20), (0,)),
        (reviewed(date(2026, 2, 16)), date(2026, 3, 2), (0,)),
        (reviewed(date(2026, 2, 18)), date(2026, 3, 3), (2, 1)),
        (plan_story.planned().tell("pause", date(2026, 2, 10)), date(2026, 3, 20), ()),
        (
            reviewed(
                date(2026, 2, 23),
                plan_story.planned().tell("pause", date(2026, 2, 9)).tell("return", date(2026, 2, 16)),
            ),
            date(2026, 2, 25),
            (0,),  # off sick for a week: due on the 23rd
        ),
    ],
)
def test_a_review_is_late_from_the_day_after_it_was_due_and_sickness_moves_that_day(
    story: Story, today: date, late: tuple[int, ...]
) -> None:
    assert facts(story, today).reviews == late


def test_kinds_of_help_and_of_risk_controls_are_counted_once_a_plan() -> None:
    rows = [{"kind": "training"}, {"kind": "training"}, {"kind": "shadowing"}, {"what": "no kind"}]
    told = plan_story.planned(support=rows, controls=[{"kind": "second"}])  # type: ignore[arg-type]
    found = facts(told)
    assert (found.help, found.controls) == (frozenset({"training", "shadowing"}), frozenset({"second"}))
    three = [replace(found, worker=one) for one in "abc"]
    figures = compared([*three, replace(found, worker="d", help=frozenset())], TITLES, TODAY).all.figures
    assert figures is not None
    assert (figures.help, figures.controls) == ({"training": 3, "shadowing": 3}, {"second": 4})


def test_figures_are_of_the_middle_and_of_three_at_least() -> None:
    known = [
        fact("a", days=14, reviews=(0, 3)),
        fact("b", days=56, reviews=(5,), stands=Stands.CLOSED, extended=True),
        fact("c", days=63, reviews=(1, 0), stands=Stands.STAGE_1, stage=Stage.ONE),
        fact("c", post="carer ", reviews=()),
    ]
    found = compared(known, TITLES, TODAY)
    figures = found.all.figures
    assert figures is not None
    assert (figures.weeks, figures.formal, figures.extended) == (Fraction(8), 1, 1)
    assert (figures.reviews, figures.in_time, figures.late, figures.days_late) == (5, 2, 3, Fraction(3))
    assert how_they_stand(figures) == "2 running, 1 at stage 1, 1 closed; 1 had more time"
    assert in_short(figures) == ("8 weeks", "2 of 5 reviews in time")
    assert [(line.label, line.plans, line.people) for line in found.by_post] == [("carer", 4, 3)]
    told = in_full(found.by_template[0], {"training": "Training"}, {})
    assert "3 late, half of those by up to 3 days." in told
    two_late = compared(known[:3], TITLES, TODAY).all.figures
    assert two_late is not None
    assert two_late.days_late == 3
    assert compared([fact(one) for one in "abc"], TITLES, TODAY).all.figures.weeks is None  # type: ignore[union-attr]


def test_small_groups_are_put_together_with_as_many_others_as_it_takes() -> None:
    def lines(**people: int) -> list[tuple[str, int, bool]]:
        known = [
            fact(f"{template}{number}", template=template)
            for template, many in people.items()
            for number in range(many)
        ]
        found = compared(known, TITLES, TODAY).by_template
        return [(line.key, line.people, line.figures is not None) for line in found]

    assert lines(medication=3, own=3) == [("medication", 3, True), ("own", 3, True)]
    assert lines(medication=5, a=2, b=1) == [("medication", 5, True), (OTHERS, 3, True)]
    assert lines(medication=5, own=3, a=2) == [("medication", 5, True), (OTHERS, 5, True)]
    assert lines(medication=5, a=2) == [(OTHERS, 7, True)]
    assert lines(a=1, b=1) == [(OTHERS, 2, False)]
    assert lines(a=2) == [("a", 2, False)]
    assert lines() == []
    assert "Too few" in in_full(compared([fact("a")], TITLES, TODAY).all, {}, {})


some_facts = st.lists(
    st.builds(
        PlanFacts,
        worker=st.sampled_from("abcdefghij"),
        template=st.sampled_from(["", NO_PLAN, "medication", "care-plan", "own"]),
        post=st.sampled_from(["Carer", "carer", "Nurse", "Cook", ""]),
        stands=st.sampled_from(Stands),
        stage=st.sampled_from(Stage),
        extended=st.booleans(),
        days=st.none() | st.integers(0, 400),
        help=st.frozensets(st.sampled_from(["training", "shadowing"])),
        controls=st.frozensets(st.sampled_from(["second"])),
        reviews=st.lists(st.integers(0, 30), max_size=3).map(tuple),
    ),
    max_size=25,
)


@given(some_facts)
def test_totals_add_up_and_no_line_nor_any_difference_is_about_fewer_than_three(
    known: list[PlanFacts],
) -> None:
    found = compared(known, TITLES, TODAY)
    assert found.all.plans == len(known)
    for lines in (found.by_template, found.by_post):
        assert sum(line.plans for line in lines) == len(known)
        for line in lines:
            assert (line.figures is None) == (line.people < FEWEST)
            if line.figures is not None:
                assert sum(line.figures.stands.values()) == line.plans
        if found.all.figures is not None:
            assert_adds_up(found, lines)
        # Neither a line nor what is left of the whole without some of them tells of one or two people.
        assert len(lines) == 1 or all(line.people >= FEWEST for line in lines)
    assert compared(list(reversed(known)), TITLES, TODAY).all == found.all


def assert_adds_up(found: Comparison, lines: tuple[Line, ...]) -> None:
    """What the lines say together is what is said of all."""
    whole = found.all.figures
    parts = [line.figures for line in lines if line.figures is not None]
    assert whole is not None
    assert len(parts) == len(lines)
    for name in ("formal", "extended", "reviews", "in_time"):
        assert sum(getattr(one, name) for one in parts) == getattr(whole, name)
    for name in ("stands", "help", "controls"):
        together: Counter[object] = Counter()
        for one in parts:
            together.update(getattr(one, name))
        assert +together == +Counter(getattr(whole, name))
