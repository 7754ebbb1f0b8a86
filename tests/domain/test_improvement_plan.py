"""What a plan holds, what became of its safeguards, how its objectives go, what brings people together."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count

import pytest

from supervise_tui.canonical import Json
from supervise_tui.domain.absences import Pause
from supervise_tui.domain.improvement_plan import (
    Plan,
    after_rhythm,
    controls,
    milestones_past,
    plan_in_force,
    review_due,
)
from supervise_tui.domain.plan_case import Entry
from supervise_tui.domain.plan_forms import begun_review, choices, form_for
from supervise_tui.domain.plan_trend import Direction, held_since, held_words, trends
from supervise_tui.domain.plan_triggers import prompts
from supervise_tui.domain.procedure_words import ControlState, Rhythm, Trigger
from supervise_tui.forms.answers import check_answer
from supervise_tui.forms.day_words import long_date
from supervise_tui.forms.definition import ChoiceQuestion, Option
from supervise_tui.forms.library import Library
from tests.forms.test_filled import FILLED

START = date(2026, 11, 18)
LIBRARY = Library()
_NUMBERS = count(1)


def day(after: int) -> date:
    return START + timedelta(days=after)


def entry(kind: str, after: int, **answers: Json) -> Entry:
    number = next(_NUMBERS)
    return Entry(id=f"e{number}", case="c", number=number, kind=kind, on=day(after), answers=answers)


def the_plan(**answers: Json) -> Entry:
    return entry("plan", -1, **{**FILLED["improvement.plan"], **answers})


def log(after: int, result: str, objective: str = "o1", kind: str = "observation") -> Entry:
    return entry("log", after, objective=objective, result=result, what_kind=kind)


def safeguard(after: int, control: str, state: str, **more: Json) -> Entry:
    return entry("control", after, control=control, state=state, by_whom="Bronwen", **more)


def plan_of(*entries: Entry) -> Plan:
    found = plan_in_force(entries)
    assert found is not None
    return found


def test_a_plan_is_read_as_it_was_agreed() -> None:
    plan = plan_of(the_plan())
    assert [one.words for one in plan.objectives] == [
        "Signs each chart at the bedside, before the next person",
        "Asks for the second check before giving insulin, each time",
    ]
    assert (plan.starts_on, plan.ends_on, plan.rhythm) == (START, date(2027, 1, 12), Rhythm.WEEK)
    assert plan.objectives[0].target == date(2027, 1, 8)
    assert plan.then[Trigger.INCIDENT].startswith("The round is stopped")
    assert (plan.holds_weeks, [one.who for one in plan.help]) == (3, ["Bronwen", "Bronwen"])
    assert plan.objective("o2") is plan.objectives[1]
    assert plan.objective("o9") is None


def test_without_a_plan_there_is_none_and_odd_answers_are_no_trouble() -> None:
    assert plan_in_force([entry("concern", 0)]) is None
    odd = plan_of(
        entry("plan", 0, objectives="none", rhythm="hourly", holds_weeks=True, triggers=[1], controls=[{}])
    )
    assert (odd.objectives, odd.rhythm, odd.holds_weeks, odd.starts_on) == ((), Rhythm.TWO_WEEKS, 0, START)


def test_more_time_moves_its_end_and_a_signed_record_cannot_be_struck() -> None:
    first, more = the_plan(), entry("extension", 40, ends_on="2027-02-09", next_review_on="2027-01-02")
    struck = entry("mistake", 41, entry=more.number)
    assert plan_of(first, more).ends_on == date(2027, 2, 9)
    assert plan_of(first, more, struck).ends_on == date(2027, 2, 9)
    anew = the_plan(ends_on="2027-01-05")
    assert plan_of(first, more, anew).number == anew.number


def test_the_next_review_is_as_agreed_else_by_the_rhythm() -> None:
    agreed = the_plan()
    assert review_due(plan_of(agreed), [agreed]) == date(2026, 11, 25)
    silent = the_plan(next_review_on=None)
    assert review_due(plan_of(silent), [silent]) == day(7)
    held = entry("review", 9)
    assert review_due(plan_of(silent, held), [silent, held]) == day(16)
    said = entry("review", 9, next_review_on=day(12).isoformat())
    assert review_due(plan_of(silent, said), [silent, said]) == day(12)
    assert after_rhythm(plan_of(agreed), date(2027, 1, 9)) == date(2027, 1, 12)
    assert after_rhythm(plan_of(agreed), date(2027, 1, 20)) == date(2027, 1, 27)


def test_what_should_be_there_by_now_is_told_of_objectives_that_are_not_met() -> None:
    plan = plan_of(the_plan())
    assert [one.what for _, one in milestones_past(plan, [], date(2026, 12, 20))] == [
        "At most one gap in ten",
        "Both names there for two weeks",
    ]
    assert [one.id for one, _ in milestones_past(plan, ["o1"], date(2026, 12, 20))] == ["o2"]
    assert milestones_past(plan, [], date(2026, 12, 4)) == []
    step = plan.objectives[0].next_milestone(date(2026, 12, 4))
    assert step is not None
    assert plan.objectives[0].next_milestone(date(2026, 12, 5)) is None


# --- safeguards --------------------------------------------------------------------------------------


def test_a_safeguard_that_was_not_kept_stands_first_and_one_that_is_lifted_last() -> None:
    plan = the_plan()
    lifted = safeguard(9, "c1", "lifted", evidence="Three rounds without a prompt")
    broken = safeguard(10, "c2", "broken", evidence="One signature on the 27th", now="The nurse gives it")
    found = controls(plan_of(plan), [plan, lifted, broken])
    assert [(one.id, one.state) for one in found] == [
        ("c2", ControlState.BROKEN),
        ("c1", ControlState.LIFTED),
    ]
    assert (found[0].since, found[0].by_whom, found[0].evidence) == (
        day(10),
        "Bronwen",
        "One signature on the 27th",
    )


@pytest.mark.parametrize(
    ("told", "states"),
    [
        ([], {"c1": "in_force", "c2": "in_force"}),
        ([("every_control", "lifted")], {"c1": "lifted", "c2": "lifted"}),
        ([("c1", "broken"), ("c1", "in_force")], {"c1": "in_force", "c2": "in_force"}),
        ([("c1", "lifted"), ("every_control", "broken")], {"c1": "lifted", "c2": "broken"}),
        ([("c9", "broken")], {"c1": "in_force", "c2": "in_force"}),
        ([("c1", "gone")], {"c1": "in_force", "c2": "in_force"}),
    ],
)
def test_each_entry_changes_what_it_names(told: list[tuple[str, str]], states: dict[str, str]) -> None:
    plan = the_plan()
    entries = [plan, *(safeguard(after, *one) for after, one in enumerate(told, 1))]
    assert {one.id: one.state.value for one in controls(plan_of(plan), entries)} == states


def test_a_review_can_lift_one_a_new_one_can_begin_and_a_mistake_is_struck() -> None:
    plan = the_plan()
    rows: list[Json] = [{"id": "c1", "state": "lifted", "evidence": "Seen"}, {"id": "c8", "state": "broken"}]
    review = entry("review", 10, reviewer="Marian", safeguards=rows)
    new = safeguard(11, "new_one", "in_force", what="The nurse gives insulin", ends_when="Two weeks")
    slip = safeguard(12, "c2", "broken")
    entries = [plan, review, new, slip, entry("mistake", 12, entry=slip.number)]
    found = {one.what: one for one in controls(plan_of(plan), entries)}
    assert found["No round alone"].by_whom == "Marian"
    assert found["No round alone"].state is ControlState.LIFTED
    assert found["The nurse gives insulin"].ends_when == "Two weeks"
    assert not any(one.is_broken for one in found.values())


def test_what_was_said_of_the_plan_before_is_over_with_it() -> None:
    old, broken = the_plan(), safeguard(-2, "c1", "broken")
    anew = the_plan()
    assert not any(one.is_broken for one in controls(plan_of(old, broken, anew), [old, broken, anew]))
    # Written down before the new plan was signed by all, but after it was made: it counts.
    old, late = the_plan(), safeguard(3, "c1", "broken")
    anew = the_plan()
    assert any(one.is_broken for one in controls(plan_of(old, late, anew), [old, late, anew]))


# --- trends -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("results", "direction"),
    [
        ("", Direction.TOO_FEW),
        ("mm", Direction.TOO_FEW),
        ("npm", Direction.BETTER),
        ("mpn", Direction.WORSE),
        ("mmm", Direction.STEADY),
        ("nnn", Direction.STEADY),
        ("pmpm", Direction.STEADY),
        ("nnpp", Direction.BETTER),
        ("nnnnnnnnnnnnmmmmmmmmmmmm", Direction.STEADY),
        ("mmmmmmmmmmmmnnnnnnpppppp", Direction.BETTER),
    ],
)
def test_the_newer_half_is_held_against_the_older(results: str, direction: Direction) -> None:
    said = {"m": "met", "p": "partly", "n": "not_met"}
    entries = [the_plan(), *(log(after, said[one]) for after, one in enumerate(results))]
    assert trends(plan_of(*entries), entries)[0].direction is direction


def test_a_trend_counts_by_the_day_and_says_so_in_a_line() -> None:
    plan = the_plan()
    late = log(1, "not_met")  # written down last, but of the first day
    entries = [plan, log(5, "met"), log(3, "partly"), log(4, "met", objective="o2"), late]
    one, other = trends(plan_of(plan), entries)
    assert [point.result.value for point in one.points] == ["not_met", "partly", "met"]
    assert one.words == "3 entries: 1 met, 1 partly, 1 not met; getting better"
    assert other.words == "1 entry: 1 met; too few to say where it goes"
    assert trends(plan_of(plan), [plan])[0].words == "No entry in the log yet"
    rows: list[Json] = [{"id": "o1", "result": "partly"}, {"id": "o1", "result": "?"}]
    judged = trends(plan_of(plan), [plan, entry("review", 7, progress=rows)])[0].reviewed
    assert [(point.on, point.result.value) for point in judged] == [(day(7), "partly")]


def test_it_holds_from_the_day_on_which_the_last_objective_was_met_for_good() -> None:
    plan = the_plan()
    first = [plan, log(1, "met"), log(2, "not_met"), log(4, "met")]
    found = trends(plan_of(plan), first)
    assert held_since(found) is None
    assert "Not every objective is met yet; then it has to hold for 3 weeks" in held_words(
        plan_of(plan), found, day(9)
    )
    found = trends(plan_of(plan), [*first, log(6, "met", objective="o2"), log(8, "met")])
    assert held_since(found) == day(6)
    assert held_words(plan_of(plan), found, day(20)) == (
        f"Every entry says met since {long_date(day(6))}; it has to hold for 3 weeks."
    )
    assert held_words(plan_of(plan), found, day(27)).endswith("as long as was agreed.")
    assert held_since(()) is None


def test_no_word_of_a_plan_is_in_what_is_printed_of_it() -> None:
    plan, broken = the_plan(), safeguard(6, "c1", "broken", evidence="private")
    found, entries = plan_of(plan), [plan, broken, log(5, "not_met", kind="incident")]
    printed = repr((found, controls(found, entries), trends(found, entries), prompts(found, entries, day(7))))
    said = [found.objectives[0].words, found.controls[0].what, found.help[0].what, *found.then.values()]
    assert [one for one in (*said, "private") if one in printed] == []


# --- what brings people together sooner ---------------------------------------------------------------


def told(entries: list[Entry], after: int, *away: Pause) -> list[str]:
    return [one.trigger.value for one in prompts(plan_of(*entries), entries, day(after), away)]


def test_nothing_is_told_while_all_is_as_agreed() -> None:
    assert told([the_plan(), log(3, "met"), log(5, "not_met")], 10) == []


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([], ["no_better"]),
        ([("not_met",), ("not_met",)], ["no_better"]),
        ([("partly",), ("not_met",)], ["no_better"]),
        ([("not_met",), ("partly",)], []),
        ([("met",), ("met",)], []),
    ],
)
def test_by_the_agreed_day_something_has_to_be_better(entries: list[tuple[str]], expected: list[str]) -> None:
    story = [the_plan(), *(log(after, one) for after, (one,) in enumerate(entries, 1))]
    assert told(story, 28) == []  # the day itself still counts
    assert told(story, 29) == expected
    assert told(story, 29, Pause(day(29), None)) == []


@pytest.mark.parametrize(("judged", "expected"), [("none", ["no_better"]), ("some", []), ("enough", [])])
def test_what_the_last_review_judged_counts_before_the_log(judged: str, expected: list[str]) -> None:
    assert told(
        [the_plan(), log(1, "not_met"), log(9, "met"), entry("review", 10, improvement=judged)], 30
    ) == (expected)


def test_what_a_review_has_sent_on_to_the_next_stage_is_not_told_as_well() -> None:
    story = [the_plan(), log(9, "not_met")]
    assert told(story, 40) == ["no_better"]
    assert told([*story, entry("review", 30, improvement="none", outcome="formal")], 40) == []


def test_days_off_sick_move_the_agreed_day_and_what_should_be_there() -> None:
    """[PIP-13]"""
    plan = the_plan()
    assert told([plan], 29) == ["no_better"]
    away = Pause(day(10), day(20))
    assert told([plan], 29, away) == []
    assert told([plan], 39, away) == ["no_better"]
    (_, first), *_ = milestones_past(plan_of(plan), [], date(2027, 2, 1))
    (_, moved), *_ = milestones_past(plan_of(plan), [], date(2027, 2, 1), [away])
    assert moved.by - first.by == timedelta(days=10)


def test_an_incident_is_told_until_a_review_has_looked_at_it() -> None:
    plan, before, again = the_plan(), log(-3, "not_met", kind="incident"), log(4, "not_met", kind="incident")
    assert told([plan, before], 2) == []
    (prompt,) = prompts(plan_of(plan), [plan, before, again], day(5))
    assert prompt.because == "Something happened again on Sunday 22 November 2026."
    assert prompt.then.startswith("The round is stopped")
    looked = entry("review", 7)
    assert told([plan, again, looked], 8) == []
    assert told([plan, again, looked, log(7, "not_met", kind="incident")], 8) == ["incident"]
    assert told([plan, again], 3) == []  # a day to come


def test_a_safeguard_that_was_not_kept_is_told_first_even_in_a_pause_until_it_is_put_right() -> None:
    plan, broken = the_plan(), safeguard(6, "c1", "broken")
    incident = log(5, "not_met", kind="incident")
    assert told([plan, broken, incident], 7, Pause(day(6), None)) == ["control_broken", "incident"]
    assert told([plan, broken, safeguard(7, "c1", "in_force")], 8) == []
    bare = the_plan(triggers=[])
    (prompt,) = prompts(plan_of(bare), [bare, safeguard(6, "c1", "broken")], day(7))
    assert prompt.then == ""


# --- what its forms take over -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "question", "rows"),
    [
        ("log", "objective", ["o1", "o2", "whole_plan", "help"]),
        ("check", "what_checked", ["k1", "every_check", "another"]),
        ("control", "control", ["c1", "c2", "every_control", "new_one"]),
    ],
)
def test_an_entry_can_be_about_each_row_of_the_plan(kind: str, question: str, rows: list[str]) -> None:
    plan = the_plan()
    form = form_for(LIBRARY.get(f"improvement.{kind}"), plan_of(plan), [plan])
    asked = form.question(question)
    assert isinstance(asked, ChoiceQuestion)
    assert [one.id for one in asked.options] == rows
    assert check_answer(asked, rows[0]) == rows[0]
    bare = LIBRARY.get(f"improvement.{kind}")
    assert form_for(bare, None) is bare


def test_other_forms_stay_as_they_are_and_long_words_are_cut_with_a_sign() -> None:
    plan = the_plan(objectives=[{"id": "o1", "objective": "Signs " * 40}, {"id": "o2"}])
    review = LIBRARY.get("improvement.review")
    assert form_for(review, plan_of(plan)) is review
    (one,) = choices("log", plan_of(plan))
    assert isinstance(one, Option)
    assert len(one.label) == 120 or one.label.endswith("…")


def test_a_review_begins_with_what_the_log_shows() -> None:
    plan = the_plan()
    entries = [plan, log(1, "met"), safeguard(3, "c1", "lifted"), safeguard(4, "c2", "broken")]
    first = begun_review(plan_of(plan), entries, day(5))
    assert first == {
        "progress": [
            {
                "id": "o1",
                "objective": "Signs each chart at the bedside, before the next person",
                "log_says": "1 entry: 1 met; too few to say where it goes",
            },
            {
                "id": "o2",
                "objective": "Asks for the second check before giving insulin, each time",
                "log_says": "No entry in the log yet",
            },
        ],
        "help_given": [
            {"id": "s1", "what": "Medication refresher on the new charts", "given": "later"},
            {
                "id": "s2",
                "what": "Three weeks of rounds with somebody beside, and ten minutes to talk after each",
            },
        ],
        "safeguards": [
            {"id": "c2", "what": "A second signature for every controlled medicine", "state": "broken"}
        ],
        "next_review_on": "2026-11-30",
    }
    form = LIBRARY.get("improvement.review")
    for key, value in first.items():
        question = form.question(key)
        assert question is not None
        assert check_answer(question, value) == value
