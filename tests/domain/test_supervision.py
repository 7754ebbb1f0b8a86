"""The steps of one meeting [SES-6]."""

from __future__ import annotations

from datetime import date

from supervise_tui.canonical import Json
from supervise_tui.domain.people import Worker
from supervise_tui.domain.supervision import StepState, facts_for, steps
from supervise_tui.forms.conditions import FACTS
from supervise_tui.forms.definition import Form, Step
from supervise_tui.forms.library import Library

TODAY = date(2026, 11, 28)
WORKER = Worker(id="w1", name="Nia Bowen", post="Carer", probation_ends_on=date(2027, 1, 1))
NOW = facts_for(WORKER, today=TODAY, number=3)


def form() -> Form:
    return Library().get("session.short")


def states(answers: dict[str, Json]) -> dict[Step, StepState]:
    return {Step(view.step): view.state for view in steps(form(), answers, NOW)}


def test_a_new_supervision_shows_six_empty_steps_in_order() -> None:
    views = steps(form(), {}, NOW)
    assert [view.title for view in views] == [
        "Agreement",
        "Agenda",
        "Review",
        "Reflections",
        "Actions",
        "Close",
    ]
    assert {view.state for view in views} == {StepState.EMPTY}
    assert [gap.question_id for gap in views[-1].gaps] == ["worth_worker", "worth_supervisor", "next_date"]


def test_a_step_is_started_while_it_lacks_something_and_complete_after() -> None:
    answers: dict[str, Json] = {"held_on": "2026-11-28", "start_time": "14:05", "minutes": 60}
    assert states(answers)[Step.AGREEMENT] is StepState.STARTED
    answers |= {"place": "Lounge"}
    agreed = NOW | {"worker.has_agreement": True}
    assert steps(form(), answers, agreed)[0].state is StepState.COMPLETE
    assert states(answers)[Step.AGREEMENT] is StepState.STARTED, "[AGR-5]: without one, the reason is asked"


def test_a_step_that_asks_for_nothing_is_complete_once_something_is_in_it() -> None:
    assert (
        states({"agenda": [{"id": "1", "text": "Rota", "by": "worker"}]})[Step.AGENDA] is StepState.COMPLETE
    )
    assert states({"agenda": [{"id": "1", "text": "", "by": "worker"}]})[Step.AGENDA] is StepState.EMPTY


def test_an_action_without_a_date_keeps_its_step_open() -> None:
    """[SES-9]"""
    row: dict[str, Json] = {"id": "1", "what": "Ring the pharmacy", "owner": "supervisor", "by": ""}
    assert states({"actions": [row]})[Step.ACTIONS] is StepState.STARTED


def test_all_facts_that_a_form_may_ask_for_are_given() -> None:
    assert set(NOW) == set(FACTS)
    assert NOW["worker.in_probation"] is True
    assert NOW["today"] == "2026-11-28"
