"""Plans, reviews, extensions and the way into the formal procedure, each rule at its edges."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from supervise_tui.canonical import Json
from supervise_tui.domain.people import Worker
from supervise_tui.domain.procedure_table import Event, State
from supervise_tui.domain.procedure_words import Stage
from supervise_tui.forms.contracts import Contract
from supervise_tui.forms.procedure_policy import ProcedurePolicy, Term, TermUnit
from tests.domain import plan_story as told
from tests.domain.plan_story import OPENED, Story

END = date(2026, 3, 30)


def test_a_plan_waits_for_a_written_concern() -> None:
    """[PIP-1]"""
    assert Story().why("plan", OPENED, ends_on="2026-03-02") == "There is no written concern yet."


@pytest.mark.parametrize(("ends", "fits"), [("2026-03-30", True), ("2026-03-31", False)])
def test_a_plan_lasts_eight_weeks_at_most(ends: str, fits: bool) -> None:
    """[PIP-3]"""
    story = Story().tell("concern", OPENED)
    refused = story.refusal("plan", OPENED, starts_on="2026-02-02", ends_on=ends)
    assert (refused is None) is fits
    if refused is not None:
        assert refused.sentence == "The plan is longer than 8 weeks."
        assert refused.cure == "Its last day is Monday 30 March 2026 at the latest."


def test_a_plan_without_a_last_day_is_none() -> None:
    story = Story().tell("concern", OPENED)
    assert "no last day" in story.why("plan", OPENED)
    assert "no last day" in story.why("plan", OPENED, starts_on="2026-02-02", ends_on="2026-02-01")


def test_a_plan_written_anew_on_its_way_is_no_extension_in_disguise() -> None:
    """[PIP-3]"""
    story = told.planned(ends_on="2026-03-02")
    assert story.why("plan", date(2026, 2, 16), starts_on="2026-02-16", ends_on="2026-03-03").startswith(
        "The plan runs until Monday 2 March 2026"
    )
    story.tell("plan", date(2026, 2, 16), starts_on="2026-02-16", ends_on="2026-03-02")
    assert story.course(date(2026, 2, 16)).plan_end(date(2026, 2, 16)) == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("outcome", "improvement", "fits"),
    [
        ("close", "none", False),
        ("close", "some", False),
        ("close", "enough", True),
        ("close", "lasting", True),
        ("extend", "none", False),
        ("extend", "some", True),
        ("extend", "enough", False),
        ("formal", "none", True),
        ("formal", "some", True),
        ("formal", "enough", False),
        ("formal", "lasting", False),
        ("formal", "", False),
    ],
)
def test_the_outcome_of_a_review_follows_from_the_improvement(
    outcome: str, improvement: str, fits: bool
) -> None:
    """[PIP-3] [PIP-4]"""
    why = told.planned().why("review", END, outcome=outcome, improvement=improvement)
    assert (why == "") is fits


@pytest.mark.parametrize(
    ("kind", "extra"), [("review", {"outcome": "close"}), ("outcome", {"decision": "no_action"})]
)
def test_after_stage_3_the_improvement_has_to_last(kind: str, extra: dict[str, Json]) -> None:
    """[PIP-4]"""
    story = told.plan_3() if kind == "review" else told.met_3()
    on = max(one.on for one in story.entries)
    extra["meeting"] = "stage_3"
    assert "has held" in story.why(kind, on, improvement="enough", **extra)
    assert story.why(kind, on, improvement="lasting", **extra) == ""


@pytest.mark.parametrize(("improvement", "support", "fits"), [("none", False, False), ("none", True, True)])
def test_at_stage_3_new_support_is_a_reason_for_more_time(
    improvement: str, support: bool, fits: bool
) -> None:
    """[PIP-4]"""
    why = told.met_3().why(
        "outcome",
        date(2026, 6, 9),
        meeting="stage_3",
        decision="extend",
        improvement=improvement,
        more_support=support,
    )
    assert (why == "") is fits


def test_a_review_that_goes_on_names_the_next_one() -> None:
    story = told.planned()
    for following in (None, "2026-02-16"):
        assert "next review" in story.why("review", date(2026, 2, 16), next_review_on=following)
    story.tell("review", date(2026, 2, 16), next_review_on="2026-03-02")
    assert story.course(END).next_review_on == date(2026, 3, 2)


def test_a_plan_that_is_over_does_not_just_go_on() -> None:
    """[PIP-3] more time is an extension, with advice; unless what is missing is ours"""
    story = told.planned()
    late = date(2026, 3, 31)
    assert "come after the end" in story.why("review", date(2026, 3, 23), next_review_on="2026-03-31")
    assert story.why("review", date(2026, 3, 23), next_review_on="2026-03-30") == ""
    for on in (END, late):
        assert "does not go on by itself" in story.why("review", on, next_review_on="2026-04-13")
    assert story.why("review", late, next_review_on="2026-04-13", adjustments_there=False) == ""
    assert told.planned().tell("grievance", END).why("review", late, next_review_on="2026-04-13") == ""
    assert story.tell("review", END, outcome="extend").why("review", END, next_review_on="2026-04-13") == ""


def test_a_plan_that_would_be_over_at_once_is_a_slip_of_the_pen() -> None:
    story = Story().tell("concern", OPENED)
    assert "over on the day" in story.why("plan", OPENED, starts_on="2025-02-02", ends_on="2025-03-30")
    assert "over on the day" in told.planned().why("plan", date(2026, 2, 9), ends_on="2026-02-09")


@pytest.mark.parametrize(("on", "fits"), [(date(2026, 3, 22), False), (date(2026, 3, 23), True)])
def test_a_plan_has_its_time_before_it_is_sent_on(on: date, fits: bool) -> None:
    """[PIP-2] [PIP-17]"""
    story = told.planned()
    assert (story.why("review", on, outcome="formal") == "") is fits
    assert story.why("review", on, outcome="formal", trigger="incident") == ""


def test_a_pause_gives_the_plan_its_days_back() -> None:
    """[PIP-13]"""
    story = told.planned().tell("pause", date(2026, 3, 2)).tell("return", date(2026, 3, 16))
    assert story.course(END).plan_end(END) == date(2026, 4, 13)
    assert "to have its time" in story.why("review", date(2026, 4, 5), outcome="formal")
    assert story.why("review", date(2026, 4, 6), outcome="formal") == ""


# ---- extensions [PIP-3] ---------------------------------------------------------------------------------


def wanting_more() -> Story:
    return told.planned().tell("review", END, outcome="extend")


def test_an_extension_waits_for_a_decision_and_for_advice_from_hr() -> None:
    """[PIP-3] [PIP-15]"""
    assert told.planned().why("extension", END, ends_on="2026-04-27") == "Nobody has decided on more time."
    story = wanting_more()
    assert "advice from HR" in story.why("extension", END, ends_on="2026-04-27")
    in_it: dict[str, Json] = {"adviser": "Bilal Hart", "advised_on": "2026-03-27"}
    assert story.why("extension", END, ends_on="2026-04-27", **in_it) == ""
    assert story.tell("advice", END).why("extension", END, ends_on="2026-04-27") == ""


@pytest.mark.parametrize(
    ("ends", "longer_for", "longer_why", "fits"),
    [
        ("2026-03-30", "", "", False),
        ("2026-03-31", "", "", True),
        ("2026-05-25", "", "", True),
        ("2026-05-26", "", "", False),
        ("2026-05-26", "illness", "", False),
        ("2026-05-26", "", "Because", False),
        ("2026-05-26", "holiday", "Because", False),
        ("2026-05-26", "disability", "The new aid comes in May.", True),
    ],
)
def test_an_extension_lasts_eight_weeks_more_at_most_unless_it_is_an_exception(
    ends: str, longer_for: str, longer_why: str, fits: bool
) -> None:
    """[PIP-3]"""
    story = wanting_more().tell("advice", END)
    why = story.why("extension", END, ends_on=ends, longer_for=longer_for, longer_why=longer_why)
    assert (why == "") is fits


def test_extensions_of_one_plan_count_together_until_a_meeting_decides_anew() -> None:
    """[PIP-3]"""
    story = wanting_more().tell("advice", END).tell("extension", END, ends_on="2026-04-27")
    again = date(2026, 4, 27)
    story.tell("review", again, outcome="extend")
    assert "advice from HR" in story.why("extension", again, ends_on="2026-05-25")
    story.tell("advice", again)
    assert "8 weeks at most" in story.why("extension", again, ends_on="2026-05-26")
    story.tell("extension", again, ends_on="2026-05-25")
    # Stage 2 may give its own time: the plan of stage 1 had ended on 13 May.
    later = told.plan_2()
    assert later.course(date(2026, 5, 27)).plan_end(date(2026, 5, 27)) == date(2026, 6, 24)


def test_time_that_a_meeting_gave_is_not_cut_off_by_a_review() -> None:
    story = told.met_2().tell("outcome", date(2026, 5, 27), meeting="stage_2", decision="extend")
    assert "a meeting gave more time" in story.why("review", date(2026, 5, 28), outcome="formal")
    assert story.why("review", date(2026, 5, 28), outcome="close", improvement="enough") == ""


# ---- into the formal procedure --------------------------------------------------------------------------


def worker(**more: object) -> Worker:
    return replace(Worker(id="w1", name="Marged Osei", post="Care worker"), **more)  # type: ignore[arg-type]


INVITE: dict[str, Json] = {"meeting": "stage_1", "meeting_on": "2026-04-14"}


@pytest.mark.parametrize(("ends", "fits"), [(date(2026, 4, 7), False), (date(2026, 4, 6), True)])
def test_probation_has_to_be_over(ends: date, fits: bool) -> None:
    """[PIP-5]"""
    story = told.ready_1()
    story.worker = worker(probation_ends_on=ends)
    assert (story.why("invitation", date(2026, 4, 7), **INVITE) == "") is fits
    story.policy = ProcedurePolicy(probation_first=False)
    assert story.why("invitation", date(2026, 4, 7), **INVITE) == ""


def test_agency_workers_are_left_out_unless_the_organisation_says_otherwise() -> None:
    """[PIP-5]"""
    story = told.ready_1()
    story.worker = worker(contract=Contract.AGENCY)
    assert "not for agency staff" in story.why("invitation", date(2026, 4, 7), **INVITE)
    story.policy = ProcedurePolicy(excluded_contracts=frozenset())
    assert story.why("invitation", date(2026, 4, 7), **INVITE) == ""


@pytest.mark.parametrize("verdict", ["attendance", "disciplinary", "excluded", "probation", "health", ""])
def test_another_procedure_is_not_this_one(verdict: str) -> None:
    """[PIP-5] [PIP-19]"""
    story = told.ready_1().tell("scope", date(2026, 4, 1), verdict=verdict)
    assert story.why("invitation", date(2026, 4, 7), **INVITE)
    assert story.tell("ended", date(2026, 4, 7), why_ended="elsewhere").state is State.ELSEWHERE


def test_nobody_is_invited_before_scope_and_advice() -> None:
    """[PIP-5] [PIP-15]"""
    story = told.at_stage_1()
    offer = story.standing(END).offer(Event.INVITE)
    assert offer is not None
    assert len(offer.missing) == 2
    assert not offer.allowed
    story.tell("scope", END).tell("advice", END, about=["stage_2"])
    assert "advice from HR on stage 1" in story.why("invitation", date(2026, 4, 7), **INVITE)
    assert story.tell("advice", END).why("invitation", date(2026, 4, 7), **INVITE) == ""


def test_a_union_representative_is_spoken_of_with_an_official_first() -> None:
    """[PIP-13]"""
    story = told.ready_1().tell("scope", date(2026, 4, 1), union_representative=True)
    assert "full-time official" in story.why("invitation", date(2026, 4, 7), **INVITE)
    story.tell("official", date(2026, 4, 1), worker_agrees=True, discussed_on=None)
    assert "full-time official" in story.why("invitation", date(2026, 4, 7), **INVITE)
    spoken = replace(story, entries=list(story.entries)).tell("official", date(2026, 4, 2))
    unwanted = replace(story, entries=list(story.entries))
    unwanted.tell("official", date(2026, 4, 2), worker_agrees=False, discussed_on=None)
    assert spoken.why("invitation", date(2026, 4, 7), **INVITE) == ""
    assert unwanted.why("invitation", date(2026, 4, 7), **INVITE) == ""


@pytest.mark.parametrize(
    ("answers", "fits"),
    [
        ({"to_stage": "stage_2"}, True),
        ({"to_stage": "stage_2", "serious_risk": False, "not_conduct": False}, True),
        ({"to_stage": "stage_2", "reason": " "}, False),
        ({"to_stage": "stage_2", "authorised_by": ""}, False),
        ({"to_stage": "stage_3"}, True),
        ({"to_stage": "stage_3", "serious_risk": False}, False),
        ({"to_stage": "stage_3", "not_conduct": False}, False),
        ({"to_stage": "informal"}, False),
        ({"to_stage": "stage_4"}, False),
        ({}, False),
    ],
)
def test_a_stage_is_left_out_only_with_reason_and_authority(answers: dict[str, Json], fits: bool) -> None:
    """[PIP-9] [PIP-17]"""
    assert (told.planned().why("authority", OPENED, **answers) == "") is fits


def test_no_stage_is_left_out_past_a_grievance_or_the_union() -> None:
    """[PIP-13]"""
    on = date(2026, 2, 16)
    heard_not = told.planned().tell("grievance", on)
    assert "grievance" in heard_not.why("authority", on, to_stage="stage_2")
    assert "grievance" in heard_not.why("review", END, outcome="formal")
    union = told.planned().tell("scope", on, union_representative=True)
    assert "full-time official" in union.why("authority", on, to_stage="stage_2")


def test_nobody_goes_back_by_leaving_out_a_stage() -> None:
    """[PIP-17]"""
    story = told.plan_1().tell("review", date(2026, 5, 13), outcome="formal")
    for stage in (Stage.ONE, Stage.TWO):
        assert "no later stage" in story.why("authority", date(2026, 5, 13), to_stage=stage.value)


def test_a_plan_is_made_anew_where_stage_2_is_entered_directly() -> None:
    """[PIP-4]"""
    on = date(2026, 2, 16)
    story = told.planned().tell("authority", on, to_stage="stage_2").tell("scope", on).tell("advice", on)
    story.tell("invitation", on, meeting="stage_2", meeting_on="2026-02-23")
    story.tell("meeting", date(2026, 2, 23), meeting="stage_2")
    held = date(2026, 2, 23)
    assert "entered directly" in story.why("outcome", held, meeting="stage_2", decision="extend")
    story.tell("outcome", held, meeting="stage_2", decision="plan")
    assert "not made yet" in story.why("review", held, outcome="close", improvement="enough")
    story.tell("plan", held, starts_on="2026-02-23", ends_on="2026-04-20")
    assert story.state is State.STAGE_2_PLAN
    # Elsewhere the plan is extended.
    assert "entered directly" in told.met_2().why(
        "outcome", date(2026, 5, 27), meeting="stage_2", decision="plan"
    )


# ---- adjustments, afterwards ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("in_place", "until", "fits"),
    [
        (None, None, False),
        ("2026-03-31", None, False),
        ("2026-03-16", None, True),
        ("2026-03-16", "2026-03-31", False),
        ("2026-03-16", "2026-03-30", True),
    ],
)
def test_an_adjustment_is_in_place_and_has_its_time_before_the_case_goes_on(
    in_place: str | None, until: str | None, fits: bool
) -> None:
    """[PIP-16]"""
    story = told.planned().tell("adjustment", date(2026, 3, 9), in_place_on=in_place, time_until=until)
    assert (story.why("review", END, outcome="formal") == "") is fits
    assert story.why("review", END, outcome="close", improvement="enough") == ""


def test_an_adjustment_is_brought_up_to_date_by_a_later_entry_of_its_name() -> None:
    story = told.planned().tell("adjustment", date(2026, 3, 2))
    story.tell("adjustment", date(2026, 3, 9), what="  larger print ON charts ", in_place_on="2026-03-09")
    assert story.why("review", END, outcome="formal") == ""
    story.tell("adjustment", date(2026, 3, 9), what="A stool")
    why = story.why("review", END, outcome="formal")
    assert why == "The adjustment of Monday 9 March 2026 is not in place yet."


def test_an_adjustment_that_the_plan_agrees_on_is_waited_for_until_it_is_there() -> None:
    """[PIP-16]"""
    print_: Json = {"what": "Larger print", "from": "2026-02-09"}
    stool: Json = {"what": "A stool", "from": "2026-02-16"}
    story = planned_with(print_, stool)
    offer = story.standing(date(2026, 2, 10)).offer(Event.ADJUSTMENT)
    assert offer is not None
    assert (offer.by, offer.preset) == (date(2026, 2, 9), {"what": "Larger print", "day": "2026-02-02"})
    assert "not in place yet" in story.why("review", END, outcome="formal")
    story.tell("adjustment", date(2026, 2, 9), what="larger PRINT", in_place_on="2026-02-09")
    assert "not in place yet" in story.why("review", END, outcome="formal")
    # The plan is written anew without the stool: nobody waits for it any longer.
    story.tell("plan", date(2026, 2, 23), ends_on="2026-03-30", adjustments=[print_])
    assert story.why("review", END, outcome="formal") == ""
    assert "not in place" in story.why("review", END, outcome="formal", adjustments_there=False)
    assert story.why("review", END, outcome="close", improvement="enough", adjustments_there=False) == ""


def planned_with(*rows: Json) -> Story:
    story = Story().tell("concern", OPENED, adjustments=[rows[0]])
    return story.tell("plan", OPENED, starts_on="2026-02-02", ends_on="2026-03-30", adjustments=list(rows))


@pytest.mark.parametrize(
    ("on", "stage", "fits"),
    [
        (date(2027, 5, 13), "stage_2", True),
        (date(2027, 5, 14), "stage_2", False),
        (date(2026, 5, 13), "stage_2", True),
        (date(2026, 9, 1), "stage_1", False),
        (date(2026, 9, 1), "stage_3", False),
        (date(2026, 9, 1), "", False),
    ],
)
def test_the_look_back_lasts_twelve_months_and_leads_to_stage_2(on: date, stage: str, fits: bool) -> None:
    """[PIP-11]"""
    assert (told.closed_1().why("relapse", on, to_stage=stage) == "") is fits
    assert told.closed_1().why("relapse", date(2026, 9, 1), to_stage="stage_2", reason="")


@pytest.mark.parametrize(
    ("story", "stage"),
    [
        (told.planned, "stage_1"),
        (told.plan_1, "stage_2"),
        (told.plan_2, "stage_2"),
        (told.plan_3, "stage_3"),
    ],
)
def test_a_case_is_taken_up_where_it_ended_and_not_from_the_start(story: type[Story], stage: str) -> None:
    """[PIP-11]"""
    told_on = story()
    on = max(one.on for one in told_on.entries)
    told_on.tell("review", on, outcome="close", improvement="lasting")
    fitting = [one for one in Stage if told_on.why("relapse", on, to_stage=one.value) == ""]
    assert fitting == [stage]
    told_on.tell("relapse", on, to_stage=stage)
    called = told_on.standing(on)
    assert called.state.value == stage.replace("_", "-")
    offer = called.offer(Event.INVITE)
    assert offer is not None
    # Neither old advice counts again, nor what was found about the procedure long ago.
    assert any("advice from HR" in one for one in offer.missing)
    assert any("Nobody has looked yet" in one for one in offer.missing)


def test_a_stage_1_meeting_without_a_plan_is_not_followed_by_stage_2() -> None:
    """[PIP-11] stage 2 comes after a stage 1 plan"""
    held = date(2026, 4, 14)
    story = told.met_1().tell("outcome", held, meeting="stage_1", decision="no_action", improvement="enough")
    assert "taken up at stage 1" in str(story.refusal("relapse", held, to_stage="stage_2"))
    assert story.tell("relapse", held, to_stage="stage_1").state is State.STAGE_1


def test_a_concern_that_help_was_enough_for_ends_as_that() -> None:
    """[PIP-0]"""
    assert "no written concern" in Story().why("ended", OPENED, why_ended="settled")
    story = Story().tell("concern", OPENED, look_again="2026-03-02")
    assert story.tell("ended", date(2026, 3, 2), why_ended="settled").state is State.ENDED
    assert "no place here" in told.planned().why("ended", date(2026, 3, 2), why_ended="settled")


def test_success_is_followed_by_a_neutral_item_for_twelve_months() -> None:
    """[PIP-18]"""
    assert told.closed_1().standing(date(2026, 6, 1)).monitored_until == date(2027, 5, 13)
    assert told.dismissed().standing(date(2026, 6, 10)).monitored_until is None
    story = told.closed_1()
    story.policy = ProcedurePolicy(monitored_for=Term(6, TermUnit.MONTH))
    assert story.standing(date(2026, 6, 1)).monitored_until == date(2026, 11, 13)
