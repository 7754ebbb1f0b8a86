"""The log of a case: in order, mistakes struck, late facts named, and no fall back by them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from supervise_tui.canonical import Json
from supervise_tui.domain.plan_case import Entry
from supervise_tui.domain.procedure import check_entry, refusal
from supervise_tui.domain.procedure_table import Event, State
from supervise_tui.forms.procedure_policy import ProcedurePolicy, Term, TermUnit
from supervise_tui.problems import NotAllowed
from tests.domain import plan_story as told
from tests.domain.plan_story import OPENED, Story


def test_nothing_is_written_down_before_it_happens_or_before_the_case() -> None:
    story = Story(today=date(2026, 2, 3))
    assert "lies ahead" in story.why("concern", date(2026, 2, 4))
    assert "before the case was opened" in story.why("log", date(2026, 2, 1))
    assert story.why("concern", date(2026, 2, 3)) == ""


def test_a_concern_may_have_been_written_on_paper_before_the_case_was_opened_here() -> None:
    story = Story(today=date(2026, 2, 3)).tell("concern", date(2026, 1, 12))
    assert story.why("log", date(2026, 1, 12)) == ""
    assert "before the case was opened" in story.why("log", date(2026, 1, 11))
    story.tell("plan", date(2026, 1, 19), starts_on="2026-01-19", ends_on="2026-03-16")
    assert story.standing(date(2026, 2, 3)).faults == ()
    # Only the first: what leads on is not written down behind the back of what happened since.
    assert "before the last step" in story.why("plan", date(2026, 1, 12), ends_on="2026-03-16")


def test_a_step_is_not_before_the_last_one_but_a_note_may_be() -> None:
    story = told.met_1()
    story.today = date(2026, 4, 20)
    assert "before the last step" in story.why(
        "outcome", date(2026, 4, 13), meeting="stage_1", decision="plan"
    )
    assert story.why("log", date(2026, 4, 1)) == ""
    assert story.why("pause", date(2026, 4, 1)) == ""


def test_a_refusal_is_raised_with_its_cure() -> None:
    story = told.ready_1()
    entry = story.entry("invitation", date(2026, 4, 7), meeting="stage_1", meeting_on="2026-04-08")
    with pytest.raises(NotAllowed) as caught:
        check_entry(story.case, story.entries, entry, story.policy, story.nation, entry.on)
    assert caught.value.cure == "The earliest day is Tuesday 14 April 2026."


def test_a_sickness_that_is_written_down_late_takes_nothing_back_and_is_named() -> None:
    """[PIP-13]"""
    story = told.met_1()
    story.today = date(2026, 4, 16)
    story.tell("pause", date(2026, 4, 13))
    standing = story.standing(date(2026, 4, 16))
    assert standing.state is State.STAGE_1_MET
    assert standing.faults == (
        "Hold the meeting, Tuesday 14 April 2026: the worker was off sick then, as was written down later.",
    )


def test_a_case_does_not_fall_back_when_the_numbers_change() -> None:
    story = told.plan_1()
    story.policy = ProcedurePolicy(meeting_notice=Term(10, TermUnit.WORKING_DAY))
    standing = story.standing(date(2026, 4, 20))
    assert standing.state is State.STAGE_1_PLAN
    assert any("leaves less than 10 working days" in fault for fault in standing.faults)


def test_what_cannot_happen_at_all_counts_for_nothing_and_is_named() -> None:
    story = told.planned()
    story.force("outcome", OPENED, meeting="stage_3", decision="dismiss")
    story.force("unheard-of", OPENED).force("review", OPENED, outcome="")
    standing = story.standing(OPENED)
    assert standing.state is State.INFORMAL_PLAN
    assert len(standing.faults) == 3
    assert "Informal plan: this has no place here." in standing.faults[0]


def test_entries_count_in_the_order_of_their_numbers() -> None:
    story = told.plan_1()
    shuffled = Story(entries=story.entries[::-1])
    assert shuffled.state is State.STAGE_1_PLAN


def test_a_pause_begins_and_ends_once_and_in_its_order() -> None:
    """[PIP-13]"""
    story = told.planned()
    assert story.why("return", date(2026, 2, 9)) == "The procedure is not paused."
    story.tell("pause", date(2026, 2, 9))
    assert story.why("pause", date(2026, 2, 10)) == "The procedure is paused already."
    assert "not after the first day away" in story.why("return", date(2026, 2, 9))
    story.tell("return", date(2026, 2, 16))
    assert "earlier pause" in story.why("pause", date(2026, 2, 13))
    assert story.why("return", date(2026, 2, 17)) == "The procedure is not paused."
    assert story.why("pause", date(2026, 2, 16)) == ""


def test_an_answer_waits_for_what_it_answers() -> None:
    assert "No grievance" in told.planned().why("grievance_heard", date(2026, 2, 9))
    assert "not known as a trade union representative" in told.planned().why("official", date(2026, 2, 9))
    assert "No interim meeting" in told.plan_1().why(
        "outcome", date(2026, 4, 20), meeting="interim", decision="go_on"
    )
    assert "before the last step" in told.dismissed().why("appeal", date(2026, 6, 8))


# ---- mistakes -------------------------------------------------------------------------------------------


def test_an_unsigned_entry_is_struck_and_what_it_did_is_gone() -> None:
    story = told.planned().tell("pause", date(2026, 2, 9))
    story.tell("mistake", date(2026, 2, 10), entry=3)
    assert not story.standing(date(2026, 2, 10)).paused
    assert story.tell("pause", date(2026, 2, 10)).standing(date(2026, 2, 10)).paused


@pytest.mark.parametrize(
    ("number", "wrong"),
    [
        (1, "stands on a signed record"),
        (99, "no entry of that number"),
        (None, "no entry of that number"),
        (True, "no entry of that number"),
        (1.5, "no entry of that number"),
        ("five", "no entry of that number"),
        (6, "Later entries build on that one."),  # the invitation to a meeting that was held
    ],
)
def test_what_cannot_be_struck_says_why(number: Json, wrong: str) -> None:
    story = told.met_1()
    assert story.entries[5].kind == "invitation"
    assert wrong in story.why("mistake", date(2026, 4, 15), entry=number)


def test_a_number_counts_however_the_form_kept_it_and_only_once() -> None:
    story = told.planned().tell("log", OPENED)
    for number in (3, 3.0, "3"):
        assert story.why("mistake", OPENED, entry=number) == ""
    story.tell("mistake", OPENED, entry=3)
    assert story.why("mistake", OPENED, entry=3)
    assert story.why("mistake", OPENED, entry=4)


def test_an_entry_that_has_no_number_yet_comes_last() -> None:
    story = told.met_1()
    entry = replace(story.entry("mistake", date(2026, 4, 15), entry=6), number=0)
    refused = refusal(story.case, story.entries, entry, story.policy, story.nation, entry.on)
    assert refused is not None
    assert refused.sentence == "Later entries build on that one."


def test_an_offer_brings_along_what_makes_its_entry_the_right_one() -> None:
    standing = told.invited_3().standing(date(2026, 6, 1))
    moved = standing.offer(Event.NEW_DATE)
    ended = standing.offer(Event.LEFT)
    assert moved is not None
    assert ended is not None
    assert (dict(moved.preset), dict(ended.preset)) == ({"meeting": "stage_3"}, {"why_ended": "left"})
    assert standing.label == "Stage 3: invited"
    for story, meeting, on in (
        (told.ready_1(), "stage_1", "2026-04-14"),
        (told.appealed(), "appeal", "2026-04-14"),
    ):
        invited = story.standing(date(2026, 4, 7)).offer(Event.INVITE)
        assert invited is not None
        assert dict(invited.preset) == {"meeting": meeting, "meeting_on": on}


def test_an_entry_keeps_its_answers_out_of_what_is_printed_of_it() -> None:
    entry = Entry(id="e", case="c", number=1, kind="log", on=OPENED, answers={"seen": "private"})
    assert "private" not in repr(entry)
    assert "private" not in repr(told.planned().tell("adjustment", OPENED, what="private").standing(OPENED))
