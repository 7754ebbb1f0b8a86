"""Meetings, hearings, their outcomes and appeals, each rule at its edges."""

from __future__ import annotations

from datetime import date

import pytest

from supervise_tui.canonical import Json
from supervise_tui.domain.procedure_meeting_guards import part_of
from supervise_tui.domain.procedure_table import Event, State
from supervise_tui.domain.procedure_words import Meeting
from supervise_tui.forms.procedure_policy import ProcedurePolicy, Term, TermUnit
from tests.domain import plan_story as told
from tests.domain.plan_story import Story

HELD_1, HELD_3 = date(2026, 4, 14), date(2026, 6, 8)


@pytest.mark.parametrize(
    ("given", "on", "fits"),
    [
        (date(2026, 4, 7), "2026-04-13", False),
        (date(2026, 4, 7), "2026-04-14", True),
        (date(2026, 4, 1), "2026-04-09", False),  # Good Friday and Easter Monday do not count
        (date(2026, 4, 1), "2026-04-10", True),
        (date(2026, 4, 7), None, False),
    ],
)
def test_an_invitation_leaves_five_working_days(given: date, on: str | None, fits: bool) -> None:
    """[PIP-6]"""
    why = told.ready_1().why("invitation", given, meeting="stage_1", meeting_on=on)
    assert (why == "") is fits


def test_an_organisation_may_count_calendar_days() -> None:
    """[PIP-6]"""
    story = told.ready_1()
    story.policy = ProcedurePolicy(meeting_notice=Term(5, TermUnit.DAY))
    assert story.why("invitation", date(2026, 4, 1), meeting="stage_1", meeting_on="2026-04-05")
    assert story.why("invitation", date(2026, 4, 1), meeting="stage_1", meeting_on="2026-04-06") == ""


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({"companion_right_told": False}, "right to be accompanied"),
        ({"companion_right_told": None}, "right to be accompanied"),
        ({"reason": ""}, "no reasons"),
        ({"meeting": "stage_2"}, "another meeting"),
        ({"meeting": None}, "another meeting"),
    ],
)
def test_an_invitation_tells_of_reasons_and_rights(answers: dict[str, Json], wrong: str) -> None:
    """[PIP-6]"""
    given: dict[str, Json] = {"meeting": "stage_1", "meeting_on": "2026-04-20", **answers}
    assert wrong in told.ready_1().why("invitation", date(2026, 4, 7), **given)


@pytest.mark.parametrize(
    ("on", "wrong"),
    [
        (date(2026, 4, 13), "was set for Tuesday 14 April"),
        (date(2026, 4, 15), "was set for Tuesday 14 April"),
        (date(2026, 4, 14), ""),
    ],
)
def test_a_meeting_is_held_on_its_day(on: date, wrong: str) -> None:
    why = told.invited_1().why("meeting", on, meeting="stage_1")
    assert wrong in why
    assert bool(why) is bool(wrong)


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({"recorded": True}, "Sound is not recorded"),
        ({"key_points": ""}, "key points"),
        ({"remote": True}, "held remotely"),
        ({"remote": True, "equipment_provided": True}, ""),
    ],
)
def test_a_meeting_has_key_points_and_the_same_rights_from_afar(answers: dict[str, Json], wrong: str) -> None:
    """[PIP-15] [PIP-19]"""
    why = told.invited_1().why("meeting", HELD_1, meeting="stage_1", **answers)
    assert wrong in why
    assert bool(why) is bool(wrong)


# ---- other days [PIP-7] -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("why_moved", "on", "fits"),
    [
        ("companion", "2026-04-21", True),
        ("companion", "2026-04-22", False),
        ("companion", "2026-04-14", False),
        ("companion", "2026-04-13", False),
        ("companion", None, False),
        ("good_reason", "2026-04-21", True),
        ("good_reason", "2026-04-22", False),
        ("illness", "2026-04-22", False),
        ("missed", "2026-04-22", False),
        ("employer", "2026-04-19", False),
        ("employer", "2026-04-20", True),
        ("employer", "2026-06-01", True),
        ("", "2026-04-21", False),
    ],
)
def test_another_day_is_within_five_working_days_of_the_first(
    why_moved: str, on: str | None, fits: bool
) -> None:
    """[PIP-7] what is ours to blame gives the whole notice anew"""
    why = told.invited_1().why(
        "new_date", date(2026, 4, 13), meeting="stage_1", meeting_on=on, moved_for=why_moved
    )
    assert (why == "") is fits


def test_when_the_days_for_another_day_are_over_there_is_still_a_way() -> None:
    """[PIP-7]"""
    story, on = told.invited_1(), date(2026, 4, 22)
    late: dict[str, Json] = {"meeting": "stage_1", "meeting_on": "2026-04-29"}
    refused = story.refusal("new_date", on, **late, moved_for="good_reason")
    assert refused is not None
    assert "Something on our side" in refused.cure
    assert story.why("new_date", on, **late, moved_for="employer") == ""


def test_a_day_that_we_move_ourselves_is_a_first_date_again() -> None:
    """[PIP-7] the worker has missed nothing"""
    story = told.invited_1()
    story.tell(
        "new_date", date(2026, 4, 13), meeting="stage_1", meeting_on="2026-05-05", moved_for="employer"
    )
    on = date(2026, 5, 5)
    assert story.why("new_date", on, meeting="stage_1", meeting_on="2026-05-12") == ""
    story.tell("not_attended", on, meeting="stage_1")
    assert "first date only" in in_absence(story, on)
    story.tell("new_date", on, meeting="stage_1", meeting_on="2026-05-20", moved_for="employer")
    story.tell("not_attended", date(2026, 5, 20), meeting="stage_1")
    assert in_absence(story, date(2026, 5, 20)) == ""


def test_the_worker_hears_of_a_new_day_before_it_comes() -> None:
    why = told.invited_1().why(
        "new_date", date(2026, 4, 17), meeting="stage_1", meeting_on="2026-04-16", moved_for="illness"
    )
    assert "before it comes" in why


@pytest.mark.parametrize(
    ("story", "kind", "on", "answers"),
    [
        (told.invited_1, "meeting", HELD_1, {"meeting": "stage_1"}),
        (told.met_2, "outcome", date(2026, 5, 27), {"meeting": "stage_2", "decision": "next_stage"}),
        (told.met_3, "outcome", date(2026, 6, 9), {"meeting": "stage_3", "decision": "dismiss"}),
    ],
)
def test_nothing_is_held_or_decided_against_the_worker_once_another_procedure_is_the_right_one(
    story: type[Story], kind: str, on: date, answers: dict[str, Json]
) -> None:
    """[PIP-5] [PIP-19]"""
    found = story()
    assert found.why(kind, on, **answers) == ""
    found.tell("scope", on, verdict="health")
    assert "Another procedure" in found.why(kind, on, **answers)
    assert found.tell("scope", on).why(kind, on, **answers) == ""


def test_a_companion_counts_from_the_first_date_however_often_it_moves() -> None:
    """[PIP-7]"""
    story = told.invited_1()
    story.tell("new_date", date(2026, 4, 13), meeting="stage_1", meeting_on="2026-04-17")
    assert story.why("new_date", date(2026, 4, 16), meeting="stage_1", meeting_on="2026-04-22")
    assert story.why("new_date", date(2026, 4, 16), meeting="stage_1", meeting_on="2026-04-21") == ""
    assert story.why("new_date", date(2026, 4, 16), meeting="stage_1", meeting_on="2026-04-17")


def test_after_sickness_the_five_days_count_from_the_return() -> None:
    """[PIP-7] [PIP-13]"""
    story = told.invited_1().tell("pause", date(2026, 4, 13)).tell("return", date(2026, 4, 20))
    back = date(2026, 4, 20)
    assert "leaves less than 5 working days" not in story.why("meeting", HELD_1, meeting="stage_1")
    for on, fits in (("2026-04-27", True), ("2026-04-28", False)):
        why = story.why("new_date", back, meeting="stage_1", meeting_on=on, moved_for="illness")
        assert (why == "") is fits


def test_days_off_sick_are_no_notice() -> None:
    """[PIP-6] [PIP-13]"""
    story = told.invited_1().tell("pause", date(2026, 4, 9)).tell("return", date(2026, 4, 13))
    why = story.why("meeting", HELD_1, meeting="stage_1")
    assert why == "Tuesday 14 April 2026 leaves less than 5 working days from Tuesday 7 April 2026."
    assert told.invited_1().why("meeting", HELD_1, meeting="stage_1") == ""


def in_absence(story: Story, on: date) -> str:
    return story.why("meeting", on, meeting="stage_1", in_absence=True)


def test_nothing_is_held_without_the_worker_before_a_second_date_and_an_offer_to_write() -> None:
    """[PIP-7]"""
    story = told.invited_1()
    assert "not written down that the worker did not come" in in_absence(story, HELD_1)
    story.tell("not_attended", HELD_1, meeting="stage_1", representations_offered=False)
    assert "first date only" in in_absence(story, HELD_1)
    assert "did not come that day" in story.why("meeting", HELD_1, meeting="stage_1")
    second = date(2026, 4, 21)
    story.tell("new_date", HELD_1, meeting="stage_1", meeting_on="2026-04-21", moved_for="missed")
    assert "not written down" in in_absence(story, second)
    story.tell("not_attended", second, meeting="stage_1", representations_offered=False)
    assert "not offered to write" in in_absence(story, second)
    story.tell("not_attended", second, meeting="stage_1", representations_offered=True)
    offer = story.standing(second).offer(Event.MEET)
    assert offer is not None
    assert offer.allowed
    story.tell("meeting", second, meeting="stage_1", in_absence=True)
    assert story.state is State.STAGE_1_MET


def test_a_good_reason_gives_a_new_date_and_no_decision_without_the_worker() -> None:
    """[PIP-7]"""
    story = told.invited_1()
    story.tell("new_date", date(2026, 4, 13), meeting="stage_1", meeting_on="2026-04-17")
    second = date(2026, 4, 17)
    story.tell("not_attended", second, meeting="stage_1", good_reason=True)
    assert "not written down" in in_absence(story, second)
    assert "Set a new date" in str(story.refusal("meeting", second, meeting="stage_1"))
    story.tell("new_date", second, meeting="stage_1", meeting_on="2026-04-24", moved_for="good_reason")
    assert story.why("meeting", date(2026, 4, 24), meeting="stage_1") == ""


# ---- grievances, stage 3, outcomes ------------------------------------------------------------------------


def test_a_grievance_about_the_handling_is_heard_first_and_any_other_runs_beside() -> None:
    """[PIP-13]"""
    beside = told.invited_1().tell("grievance", HELD_1, about="something_else")
    assert beside.why("meeting", HELD_1, meeting="stage_1") == ""
    later = told.invited_1().tell("grievance", date(2026, 4, 15))
    later.today = date(2026, 4, 16)  # held before it came in, and written down after
    assert later.why("meeting", HELD_1, meeting="stage_1") == ""
    story = told.invited_1().tell("grievance", date(2026, 4, 13))
    assert "grievance" in story.why("meeting", HELD_1, meeting="stage_1")
    story.tell("grievance_heard", HELD_1)
    assert story.tell("meeting", HELD_1, meeting="stage_1").state is State.STAGE_1_MET
    story.tell("grievance", HELD_1)
    assert "grievance" in story.why("outcome", HELD_1, meeting="stage_1", decision="plan")


HEARING: dict[str, Json] = {"meeting": "stage_3", "meeting_on": "2026-06-08"}


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({"chair": "Odette Mbeki"}, "Odette Mbeki led the stage 1 meeting"),
        ({"chair": " odette  MBEKI"}, "led the stage 1 meeting"),
        ({"chair": {"person": "", "name": "Gwen Parry"}}, "held a review of this plan"),
        ({"chair": ""}, "not said who leads"),
        ({"chair_not_involved": False}, "no part before"),
        ({"chair_senior": False}, "senior enough"),
        ({}, ""),
    ],
)
def test_who_leads_a_stage_3_hearing_had_no_part_and_is_senior_enough(
    answers: dict[str, Json], wrong: str
) -> None:
    """[PIP-9]"""
    asked: dict[str, Json] = {"chair": "Rhian Okoro", **answers}
    for why in (
        told.at_stage_3().why("invitation", date(2026, 6, 1), **HEARING, **asked),
        told.invited_3().why("meeting", HELD_3, meeting="stage_3", **asked),
    ):
        assert wrong in why
        assert bool(why) is bool(wrong)


def test_who_wrote_the_plan_cannot_lead_the_hearing_and_who_led_it_once_may_go_on() -> None:
    """[PIP-9]"""
    story = told.at_stage_3()
    story.entries[1] = story.entries[1].__class__(**{**vars(story.entries[1]), "writer": "Ifan Lloyd"})
    why = story.why("invitation", date(2026, 6, 1), **HEARING, chair="Ifan Lloyd")
    assert why == "Ifan Lloyd wrote in this case, so cannot lead the stage 3 hearing."
    again = told.plan_3().tell("review", date(2026, 7, 7), outcome="formal").tell("advice", date(2026, 7, 7))
    asked: dict[str, Json] = {"meeting": "stage_3", "meeting_on": "2026-07-14"}
    assert again.why("invitation", date(2026, 7, 7), **asked, chair="Rhian Okoro") == ""
    assert again.why("invitation", date(2026, 7, 7), **asked, chair="Odette Mbeki")
    again.tell("invitation", date(2026, 7, 7), **asked, chair="Rhian Okoro")
    # The second hearing has a summary of its own.
    assert "summary" in again.why("meeting", date(2026, 7, 14), meeting="stage_3", chair="Rhian Okoro")


def test_who_was_second_reviewer_or_heard_a_grievance_about_it_does_not_lead_the_hearing() -> None:
    """[PIP-9]"""
    story = told.at_stage_3().tell("grievance", date(2026, 5, 28))
    story.tell("grievance_heard", date(2026, 5, 29), by_whom="Ifan Lloyd, area manager")
    story.entries[1] = story.entries[1].__class__(
        **{
            **vars(story.entries[1]),
            "answers": {**story.entries[1].answers, "second_reviewer": "Delyth Pugh"},
        }
    )
    for chair, why in (("Ifan Lloyd", "heard a grievance"), ("Delyth Pugh", "second reviewer")):
        assert why in story.why("invitation", date(2026, 6, 1), **HEARING, chair=chair)


def test_a_chair_who_allowed_a_stage_to_be_left_out_does_not_lead_the_hearing() -> None:
    """[PIP-9]"""
    on = date(2026, 2, 16)
    story = told.planned().tell("authority", on, to_stage="stage_3").tell("scope", on).tell("advice", on)
    asked: dict[str, Json] = {"meeting": "stage_3", "meeting_on": "2026-02-23"}
    assert "allowed a stage" in story.why("invitation", on, **asked, chair="Rhian Okoro")
    assert story.why("invitation", on, **asked, chair="Aled Nwosu") == ""


@pytest.mark.parametrize(
    ("led_before", "now", "same"),
    [
        ("Nerys Vaughan", "Nerys Vaughan, regional manager", True),
        ("Nerys Vaughan, registered manager", "nerys  vaughan (acting)", True),
        ("Nerys Vaughan; HR", "Nerys Vaughan – HR", True),
        ("Dr. Nerys Vaughan", "Nerys Vaughan", False),
        ("Vaughan, Nerys", "Vaughan, John", False),
        ("Anne-Marie Hall, HR", "Anne Marie Hall, HR", False),
    ],
)
def test_a_post_behind_the_name_makes_nobody_somebody_else(led_before: str, now: str, same: bool) -> None:
    """[PIP-9]"""
    story = told.invited_1().tell("meeting", date(2026, 4, 14), meeting="stage_1", chair=led_before)
    lack = part_of(story.course(date(2026, 4, 14)), now, Meeting.STAGE_3)
    assert (lack is not None) is same


@pytest.mark.parametrize(
    ("shared", "covers", "read", "wrong"),
    [
        (date(2026, 6, 5), None, True, ""),
        (date(2026, 6, 8), None, True, "not shared before"),
        (date(2026, 6, 5), ["concerns", "progress", "support"], True, "not whole"),
        (date(2026, 6, 5), None, False, "everybody has read"),
    ],
)
def test_the_summary_is_whole_shared_before_the_hearing_and_read(
    shared: date, covers: list[Json] | None, read: bool, wrong: str
) -> None:
    """[PIP-9]"""
    story = told.at_stage_3().tell("invitation", date(2026, 6, 1), **HEARING, chair="Rhian Okoro")
    parts: dict[str, Json] = {"covers": covers} if covers else {}
    story.tell("summary", shared, **parts)
    why = story.why("meeting", HELD_3, meeting="stage_3", chair="Rhian Okoro", summary_read=read)
    assert wrong in why
    assert bool(why) is bool(wrong)


@pytest.mark.parametrize("decision", ["plan", "extend", "next_stage"])
def test_an_outcome_explains_plan_and_next_stage_and_has_reasons(decision: str) -> None:
    """[PIP-10]"""
    story = told.met_1() if decision == "plan" else told.met_2()
    meeting, on = ("stage_1", date(2026, 4, 15)) if decision == "plan" else ("stage_2", date(2026, 5, 27))
    for missing in ("reason", "next_explained"):
        gone: dict[str, Json] = {missing: None}
        assert story.why("outcome", on, meeting=meeting, decision=decision, **gone)
    assert story.why("outcome", on, meeting=meeting, decision=decision) == ""


def test_the_next_step_waits_until_the_worker_has_the_outcome_in_writing() -> None:
    """[PIP-10]"""
    story = told.met_2().tell("outcome", date(2026, 5, 27), meeting="stage_2", decision="next_stage")
    asked: dict[str, Json] = {**HEARING, "chair": "Rhian Okoro"}
    assert "in writing" in story.why("invitation", date(2026, 6, 1), **asked)
    assert "No letter of that kind" in story.why("delivery", date(2026, 6, 1), letter="dismissal")
    assert "cannot have come before" in story.why("delivery", date(2026, 5, 26), letter="outcome")
    assert (
        story.tell("delivery", date(2026, 6, 1), letter="outcome").why(
            "invitation", date(2026, 6, 1), **asked
        )
        == ""
    )


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({"other_roles_considered": ""}, "other roles"),
        ({"appeal_to": ""}, "to whom"),
        ({"last_day": None}, "with notice"),
        ({"last_day": "2026-06-09"}, "with notice"),
        ({"last_day": "2026-06-10"}, ""),
        ({"improvement": "enough"}, "concern that remains"),
        ({"reason": ""}, "reason"),
    ],
)
def test_a_dismissal_is_with_notice_reasons_other_roles_and_a_way_to_appeal(
    answers: dict[str, Json], wrong: str
) -> None:
    """[PIP-14]"""
    why = told.met_3().why("outcome", date(2026, 6, 9), meeting="stage_3", decision="dismiss", **answers)
    assert wrong in why
    assert bool(why) is bool(wrong)


@pytest.mark.parametrize("missing", ["role_vacant", "role_suitable", "pay_told"])
def test_another_role_is_vacant_suitable_and_its_pay_is_known(missing: str) -> None:
    """[PIP-14]"""
    gone: dict[str, Json] = {missing: False}
    assert told.planned().why("redeployment", date(2026, 2, 9), **gone)
    assert told.planned().tell("redeployment", date(2026, 2, 9), worker_agrees=False).state is (
        State.INFORMAL_PLAN
    )


def test_a_meeting_ends_in_redeployment_only_by_agreement() -> None:
    """[PIP-14]"""
    story = told.met_2()
    on = date(2026, 5, 27)
    assert "No other role is agreed" in story.why("outcome", on, meeting="stage_2", decision="redeploy")
    story.tell("redeployment", on)
    assert story.tell("outcome", on, meeting="stage_2", decision="redeploy").state is State.REDEPLOYED


# ---- appeals [PIP-12] -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("on", "fits"), [(date(2026, 6, 17), True), (date(2026, 6, 18), False)])
def test_an_appeal_comes_within_five_working_days_of_the_letter(on: date, fits: bool) -> None:
    """[PIP-12]"""
    story = told.dismissed()
    refused = story.refusal("appeal", on)
    assert (refused is None) is fits
    if refused is not None:
        assert refused.sentence == "The time to appeal was over on Wednesday 17 June 2026."
    accepted: dict[str, Json] = {"late_accepted_by": "Rhian Okoro", "reason": "The letter was misdirected."}
    assert story.why("appeal", on, **accepted) == ""
    assert (story.why("appeal", on, late_accepted_by="Rhian Okoro") == "") is fits
    assert "no grounds" in story.why("appeal", date(2026, 6, 17), grounds="  ")


def test_the_time_to_appeal_begins_with_the_letter_and_stands_still_in_sickness() -> None:
    """[PIP-12] [PIP-13]"""
    story = told.met_3().tell("outcome", date(2026, 6, 9), meeting="stage_3", decision="dismiss")
    assert story.why("appeal", date(2026, 8, 3)) == ""
    assert story.why("appeal", date(2026, 6, 8))
    paused = told.dismissed().tell("pause", date(2026, 6, 15)).tell("return", date(2026, 6, 22))
    assert paused.why("appeal", date(2026, 6, 24)) == ""
    assert paused.why("appeal", date(2026, 6, 25))


def test_an_appeal_is_heard_with_notice_by_somebody_new_and_is_final() -> None:
    """[PIP-6] [PIP-12]"""
    story = told.appealed()
    asked: dict[str, Json] = {"meeting": "appeal", "meeting_on": "2026-06-23"}
    for chair in ("Rhian Okoro", "Odette Mbeki", "Gwen Parry"):
        assert "cannot lead the appeal hearing" in story.why(
            "invitation", date(2026, 6, 16), **asked, chair=chair
        )
    assert story.why("invitation", date(2026, 6, 17), **asked, chair="Aled Nwosu")
    story = told.appeal_met().tell("outcome", date(2026, 6, 24), meeting="appeal", decision="stands")
    assert story.state is State.STANDS
    assert "no place here" in story.why("appeal", date(2026, 6, 24))


def test_an_interim_meeting_is_called_like_any_other_and_may_give_more_time() -> None:
    """[PIP-4] [PIP-6]"""
    story, on = told.plan_1(), date(2026, 4, 20)
    assert story.why("invitation", on, meeting="interim", meeting_on="2026-04-24")
    story.tell("invitation", on, meeting="interim", meeting_on="2026-04-27")
    held = date(2026, 4, 27)
    story.tell("meeting", held, meeting="interim")
    assert "no outcome yet" in story.why("review", held, outcome="close", improvement="enough")
    story.tell("outcome", held, meeting="interim", decision="extend").tell("delivery", held, letter="outcome")
    story.tell("extension", held, ends_on="2026-07-08")  # 8 weeks after 13 May
    assert story.state is State.STAGE_1_PLAN
    assert story.course(held).plan_end(held) == date(2026, 7, 8)
