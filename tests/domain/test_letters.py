"""Which letter a case needs where it stands, with which days and rights, and what keeps it from going out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from supervise_tui.canonical import Json
from supervise_tui.domain.letter_facts import COMPANION, About, first_answers, values
from supervise_tui.domain.letter_lacks import drafted, lacks
from supervise_tui.domain.letters import LETTER_OF, entry_made, last_of, needed, to_hand_over
from supervise_tui.domain.people import Nation, Supervisor, Worker
from supervise_tui.domain.plan_letter import CaseLetter
from supervise_tui.domain.procedure_words import EntryKind
from supervise_tui.forms.answers import gaps
from supervise_tui.forms.letter_template import fields_in
from supervise_tui.forms.letter_words import LetterFor
from supervise_tui.forms.library import Library
from tests.domain import plan_story as story
from tests.domain.plan_story import Story

LIBRARY = Library()
ANIA = Worker(id="w1", name="Ania Wójcik-Łęcka", post="Senior carer")
MARIAN = Supervisor(id="s1", name="Marian Oakes", post="Deputy manager")
TYPED: dict[str, Json] = {
    "meeting_at": "14:00",
    "place": "The small office",
    "chair": "Rhian Okoro, director",
    "chair_not_involved": True,
    "chair_senior": True,
    "reason": "One check in four was missed in May.",
    "support": "- Two accompanied rounds a week",
    "concerns": "Second checks are missed.",
    "progress": "One objective is met, one is not.",
    "why": "Two plans did not lead there.",
    "shared_with": "The chair and HR",
    "because": "Your companion is on leave that day.",
    "moved_for": "companion",
    "new_role": "Evening reception",
    "new_role_from": "2026-07-01",
    "help": "The helpline, your union, occupational health",
    "contact": "Marian Oakes, extension 12",
}
"""What a person types; each letter takes what it asks for."""


def about(told: Story, today: date) -> About:
    return About(
        worker=ANIA,
        writer=MARIAN,
        organisation="Beck House",
        nation=Nation.ENGLAND,
        entries=told.entries,
        standing=told.standing(today),
        policy=told.policy,
        today=today,
    )


def with_texts(told: Story) -> Story:
    """Give the plan the words that its forms ask for and the stories leave out."""
    for place, entry in enumerate(told.entries):
        if entry.kind in ("plan", "extension"):
            more = {"standard": "Each check done", "if_not_met": "A formal meeting may follow."}
            said = {**entry.answers, **more, "next_review_on": "2026-06-10", "reason": "It grows steady."}
            told.entries[place] = type(entry)(**{**entry.__dict__, "answers": said})
    return told


def written_for(which: LetterFor, told: Story, today: date, **more: Json) -> tuple[dict[str, Json], str, str]:
    here = about(told, today)
    answers = {**TYPED, **first_answers(which, here), **more, "given_on": today.isoformat()}
    return answers, *drafted(LIBRARY.letter(which), values(here, answers), answers)


NEEDED: list[tuple[Callable[[], Story], date, list[str]]] = [
    (story.planned, date(2026, 2, 3), ["plan"]),
    (story.at_stage_1, date(2026, 3, 31), ["invitation_1"]),
    (story.invited_1, date(2026, 4, 8), []),
    (lambda: story.met_1().tell("outcome", date(2026, 4, 15), meeting="stage_1", decision="plan"),
     date(2026, 4, 15), ["outcome_plan"]),
    (story.plan_1, date(2026, 4, 16), ["plan"]),
    (lambda: story.met_2().tell("outcome", date(2026, 5, 27), meeting="stage_2", decision="extend"),
     date(2026, 5, 27), ["outcome_extended"]),
    (story.plan_2, date(2026, 5, 28), ["extension"]),
    (lambda: story.met_2().tell("outcome", date(2026, 5, 27), meeting="stage_2", decision="next_stage"),
     date(2026, 5, 27), ["outcome_next_stage", "invitation_3"]),
    (story.at_stage_3, date(2026, 5, 28), ["invitation_3"]),
    (lambda: story.at_stage_3().tell("invitation", date(2026, 6, 1), meeting="stage_3",
                                     meeting_on="2026-06-08", chair="Rhian Okoro"),
     date(2026, 6, 2), ["summary"]),
    (lambda: story.met_1().tell("outcome", date(2026, 4, 15), meeting="stage_1", decision="no_action",
                                improvement="enough"),
     date(2026, 4, 15), ["outcome_no_action"]),
    (lambda: story.met_3().tell("outcome", date(2026, 6, 9), meeting="stage_3", decision="dismiss"),
     date(2026, 6, 9), ["dismissal"]),
    (story.appealed, date(2026, 6, 16), ["appeal_received", "appeal_invitation"]),
    (lambda: story.appeal_met().tell("outcome", date(2026, 6, 24), meeting="appeal", decision="stands"),
     date(2026, 6, 24), ["appeal_outcome"]),
    (lambda: story.invited_1().tell("not_attended", date(2026, 4, 14), meeting="stage_1"),
     date(2026, 4, 15), ["new_date"]),
    (lambda: story.at_stage_3().tell("redeployment", date(2026, 6, 1), role="Evening reception"),
     date(2026, 6, 1), ["outcome_redeployed"]),
]  # fmt: skip
"""A story, a day, the letters that are needed then, the most pressing first."""


@pytest.mark.parametrize(("told", "today", "which"), NEEDED)
def test_the_letter_that_is_needed_hangs_on_where_the_case_stands(
    told: Callable[[], Story], today: date, which: list[str]
) -> None:
    case = told()
    assert [one.letter.value for one in needed(case.standing(today), case.entries, [])] == which


def test_a_letter_that_is_signed_is_not_asked_for_again() -> None:
    case, today = story.at_stage_1(), date(2026, 3, 31)
    signed = CaseLetter(id="l1", case="c1", kind="invitation", made_at="2026-03-31T09:00:00+01:00")
    assert needed(case.standing(today), case.entries, [signed]) == ()
    draft = CaseLetter(id="l1", case="c1", kind="invitation")
    assert len(needed(case.standing(today), case.entries, [draft])) == 1
    ended = story.met_1().tell("outcome", date(2026, 4, 15), meeting="stage_1", decision="plan")
    outcome = last_of(ended.entries, EntryKind.OUTCOME)
    assert outcome is not None
    sent = CaseLetter(
        id="l2", case="c1", kind="outcome", entry=outcome.id, made_at="2026-04-15T09:00:00+01:00"
    )
    assert needed(ended.standing(date(2026, 4, 15)), ended.entries, [sent]) == ()


def test_an_invitation_to_a_stage_that_is_entered_directly_speaks_of_a_new_plan() -> None:
    """[PIP-4]"""
    on = date(2026, 2, 16)
    case = story.planned().tell("authority", on, to_stage="stage_2")
    assert "a plan with you" in str(first_answers(LetterFor.INVITATION_2, about(case, on))["possible"])
    usual = story.plan_1().tell("review", date(2026, 5, 13), outcome="formal")
    said = str(first_answers(LetterFor.INVITATION_2, about(usual, date(2026, 5, 14)))["possible"])
    assert "more time for your plan" in said


def test_a_signed_letter_that_was_written_anew_or_is_of_an_earlier_stage_is_not_waited_for() -> None:
    first = CaseLetter(id="l1", case="c1", kind="invitation", made_at="2026-03-31T09:00:00+01:00")
    again = CaseLetter(id="l2", case="c1", kind="invitation", made_at="2026-03-31T10:00:00+01:00")
    there = replace(again, delivered_on=date(2026, 4, 1))
    assert to_hand_over([again, first]) == (again,)
    assert to_hand_over([first, there]) == ()
    case = story.plan_1().tell("review", date(2026, 5, 13), outcome="formal")
    asked = needed(case.standing(date(2026, 5, 14)), case.entries, [first])
    assert [one.letter for one in asked] == [LetterFor.INVITATION_2]


def redeployed() -> Story:
    told = story.met_2().tell("redeployment", date(2026, 5, 26), role="Evening reception")
    return told.tell("outcome", date(2026, 5, 27), meeting="stage_2", decision="redeploy")


def decided(
    told: Callable[[], Story], meeting: str, decision: str, on: date, **more: Json
) -> Callable[[], Story]:
    """Give the story with an outcome written down."""
    return lambda: told().tell("outcome", on, meeting=meeting, decision=decision, **more)


def at_stage_2() -> Story:
    return story.plan_1().tell("review", date(2026, 5, 13), outcome="formal")


def interim_met() -> Story:
    told = story.plan_1().tell("invitation", date(2026, 4, 20), meeting="interim", meeting_on="2026-04-27")
    return told.tell("meeting", date(2026, 4, 27), meeting="interim")


FITTING: list[tuple[LetterFor, Callable[[], Story], date, dict[str, Json]]] = [
    (LetterFor.INVITATION_1, story.ready_1, date(2026, 4, 1), {"meeting_on": "2026-04-10"}),
    (LetterFor.INVITATION_2, at_stage_2, date(2026, 5, 18), {"meeting_on": "2026-05-26"}),
    (LetterFor.INVITATION_3, story.at_stage_3, date(2026, 6, 1), {"meeting_on": "2026-06-08"}),
    (LetterFor.INVITATION_INTERIM, story.plan_1, date(2026, 4, 20), {"meeting_on": "2026-04-27"}),
    (LetterFor.NEW_DATE, story.invited_1, date(2026, 4, 9), {"meeting_on": "2026-04-17"}),
    (LetterFor.NO_ACTION,
     decided(story.met_1, "stage_1", "no_action", date(2026, 4, 15), improvement="enough"),
     date(2026, 4, 15), {}),
    (LetterFor.PLAN_DECIDED, decided(story.met_1, "stage_1", "plan", date(2026, 4, 15)),
     date(2026, 4, 15), {}),
    (LetterFor.EXTENDED, decided(story.met_2, "stage_2", "extend", date(2026, 5, 27)), date(2026, 5, 27), {}),
    (LetterFor.GO_ON, decided(interim_met, "interim", "go_on", date(2026, 4, 28)), date(2026, 4, 28), {}),
    (LetterFor.NEXT_STAGE, decided(story.met_2, "stage_2", "next_stage", date(2026, 5, 27)),
     date(2026, 5, 27), {}),
    (LetterFor.REDEPLOYED, redeployed, date(2026, 5, 27), {}),
    (LetterFor.PLAN, story.plan_1, date(2026, 4, 16), {}),
    (LetterFor.EXTENSION, story.plan_2, date(2026, 5, 28), {}),
    (LetterFor.SUMMARY, story.invited_3, date(2026, 6, 2), {}),
    (LetterFor.DISMISSAL, decided(story.met_3, "stage_3", "dismiss", date(2026, 6, 9)),
     date(2026, 6, 10), {}),
    (LetterFor.APPEAL_RECEIVED, story.appealed, date(2026, 6, 16), {}),
    (LetterFor.APPEAL_INVITATION, story.appealed, date(2026, 6, 16),
     {"meeting_on": "2026-06-23", "chair": "Aled Nwosu, chief executive"}),
    (LetterFor.APPEAL_OUTCOME, decided(story.appeal_met, "appeal", "overturned", date(2026, 6, 24)),
     date(2026, 6, 24), {}),
]  # fmt: skip
"""Each letter, a case that it fits, the day it is given, and the day of the meeting where there is one."""


@pytest.mark.parametrize(("which", "told", "today", "more"), FITTING, ids=[one[0].value for one in FITTING])
def test_each_shipped_letter_is_whole_where_it_belongs(
    which: LetterFor, told: Callable[[], Story], today: date, more: dict[str, Json]
) -> None:
    case = with_texts(told())
    answers, subject, text = written_for(which, case, today, **more)
    assert fields_in(subject + text) == []
    assert [one.sentence for one in lacks(which, about(case, today), answers, subject, text)] == []
    form, facts = LIBRARY.get("improvement.letter"), {"today": today.isoformat()}
    whole = {**answers, "subject": subject, "text": text}
    assert [gap.sentence for gap in gaps(form, whole, facts)] == []
    assert "Yours sincerely" in text
    # With nothing but what the case says, each hole is named, and by the question that fills it.
    bare = first_answers(which, about(case, today))
    subject, text = drafted(LIBRARY.letter(which), values(about(case, today), bare), bare)
    wrong = lacks(which, about(case, today), bare, subject, text)
    assert {one.question for one in wrong} >= {
        name for name in fields_in(text) if name in ("help", "contact")
    }


def test_all_letters_are_shipped_and_belong_to_one_of_the_procedure() -> None:
    assert {one[0] for one in FITTING} == set(LetterFor) == set(LETTER_OF)
    assert all(LIBRARY.letter(which).letter is which for which in LetterFor)


def says(which: LetterFor, told: Story, today: date, **more: Json) -> str:
    _, subject, text = written_for(which, told, today, **more)
    return f"{subject}\n{text}"


def test_a_dismissal_names_the_exact_last_day_to_appeal() -> None:
    told = story.met_3().tell("outcome", date(2026, 6, 9), meeting="stage_3", decision="dismiss")
    said = says(LetterFor.DISMISSAL, told, date(2026, 6, 10))
    assert "If you have it on Wednesday 10 June 2026, the last day is Wednesday 17 June 2026." in said
    assert "You have 5 working days from the day on which you get this letter." in said
    assert "Write to Rhian Okoro" in said
    assert "Kitchen and laundry; neither is vacant." in said
    assert COMPANION in said
    # Over a bank holiday it is a day more: 25 May 2026 is one.
    here = about(story.met_3(), date(2026, 5, 20))
    assert values(here, {"given_on": "2026-05-20"})["appeal_until"] == "Thursday 28 May 2026"


def test_an_appeal_is_heard_within_the_time_that_its_letter_names() -> None:
    told = story.dismissed().tell("appeal", date(2026, 6, 15), hears="Aled Nwosu, director of care")
    invited = first_answers(LetterFor.APPEAL_INVITATION, about(told, date(2026, 6, 16)))
    assert invited["chair"] == "Aled Nwosu, director of care"
    assert invited["reason"] == "The charts of May were not looked at."
    said = says(LetterFor.APPEAL_RECEIVED, told, date(2026, 6, 16))
    assert "It will be heard by Aled Nwosu, director of care." in said
    assert "came in on Monday 15 June 2026" in said
    assert "normally by Monday 13 July 2026" in said


def test_an_invitation_begins_with_what_led_to_it_last() -> None:
    def reason(told: Story, which: LetterFor = LetterFor.INVITATION_2) -> Json:
        return first_answers(which, about(told, told.entries[-1].on)).get("reason")

    told = story.plan_1()
    told.tell("review", date(2026, 4, 29), because="On the way.", next_review_on="2026-05-06")
    assert reason(told) == "On the way."
    told.tell("authority", date(2026, 5, 6), to_stage="stage_3", authorised_post="Director")
    assert reason(told, LetterFor.INVITATION_3) == (
        "Two people were harmed.\n\nBecause of this a stage is left out. Rhian Okoro (Director) allowed it."
    )
    # What fell again counts, not the praise with which the case was closed.
    closed = story.plan_1().tell(
        "review", date(2026, 5, 13), outcome="close", improvement="enough", because="All is well."
    )
    assert reason(closed.tell("relapse", date(2026, 7, 1), to_stage="stage_2")) == "Three charts in a week."


def test_where_a_new_plan_is_to_come_its_help_has_no_days_of_the_old_one() -> None:
    told = story.met_1()
    help_then: Json = [{"id": "s1", "what": "A refresher", "from": "2026-02-10"}]
    told.entries[1] = replace(told.entries[1], answers={**told.entries[1].answers, "support": help_then})
    about_it = about(told, date(2026, 4, 15))
    assert first_answers(LetterFor.PLAN_DECIDED, about_it)["support"] == "- A refresher"
    assert (
        first_answers(LetterFor.PLAN, about_it)["support"] == "- A refresher, from Tuesday 10 February 2026"
    )


def test_a_summary_tells_since_when_nothing_ran() -> None:
    """[PIP-13]"""
    told = story.planned().tell("pause", date(2026, 2, 9)).tell("return", date(2026, 2, 16))
    first = first_answers(LetterFor.SUMMARY, about(told, date(2026, 3, 2)))
    assert str(first["progress"]).splitlines()[1:3] == [
        "- Monday 9 February 2026: Paused: off sick",
        "- Monday 16 February 2026: Back at work",
    ]


def test_a_summary_tells_of_every_plan_and_all_help_a_line_each() -> None:
    told = story.planned(support=[{"id": "s1", "what": "A refresher", "who": "Bronwen"}], agreed="agreed")
    told.tell("review", date(2026, 3, 30), outcome="formal", because="Better.\n\nNot steady.")
    told.tell("adjustment", date(2026, 4, 1), what="Larger print", in_place_on="2026-04-02")
    told.force("plan", date(2026, 4, 15), starts_on="2026-04-15", ends_on="2026-05-13", agreed="decided",
               support=[{"id": "s1", "what": "Two rounds", "who": "Bronwen", "from": "2026-04-16"}],
               adjustments=[{"id": "a1", "what": "larger print", "who": "Marian"}])  # fmt: skip
    first = first_answers(LetterFor.SUMMARY, about(told, date(2026, 4, 15)))
    assert str(first["progress"]).splitlines() == [
        "- Monday 2 February 2026: Plan agreed, until Monday 30 March 2026",
        "- Monday 30 March 2026: Review: on to the next stage. Better. Not steady.",
        "- Wednesday 15 April 2026: Plan decided by the manager, until Wednesday 13 May 2026",
    ]
    assert str(first["support"]).splitlines() == [
        "- A refresher (Bronwen)",
        "- Two rounds (Bronwen), from Thursday 16 April 2026",
        "- Larger print (adjustment, in place since Thursday 2 April 2026)",
    ]


def test_an_outcome_thanks_only_who_was_there() -> None:
    def said(**held: Json) -> str:
        told = story.invited_1().force("meeting", date(2026, 4, 14), meeting="stage_1", **held)
        told.force("outcome", date(2026, 4, 15), meeting="stage_1", decision="plan")
        return says(LetterFor.PLAN_DECIDED, told, date(2026, 4, 15))

    assert "Thank you for taking part" in said()
    assert "You were not there." in said(in_absence=True)
    assert "Thank you" not in said(in_absence=True)


DAYS: list[tuple[LetterFor, Callable[[], Story], date, dict[str, Json], str]] = [
    (LetterFor.INVITATION_1, story.ready_1, date(2026, 4, 1), {"meeting_on": "2026-04-09"},
     "less than 5 working days. The earliest day is Friday 10 April 2026"),
    (LetterFor.INVITATION_1, story.ready_1, date(2026, 4, 1),
     {"meeting_on": "2026-04-10", "given_on": "2026-03-31"}, ""),
    (LetterFor.NEW_DATE, story.invited_1, date(2026, 4, 9), {"meeting_on": "2026-04-22"},
     "within 5 working days: by Tuesday 21 April 2026"),
    (LetterFor.NEW_DATE, story.invited_1, date(2026, 4, 9), {"meeting_on": "2026-04-14"},
     "not after the first one"),
    (LetterFor.NEW_DATE, story.invited_1, date(2026, 4, 9),
     {"meeting_on": "2026-04-15", "moved_for": "employer"}, "The earliest day is Thursday 16 April 2026"),
    (LetterFor.INVITATION_3, story.at_stage_3, date(2026, 6, 1),
     {"meeting_on": "2026-06-08", "chair_not_involved": False}, "somebody senior who had no part"),
    (LetterFor.INVITATION_3, story.at_stage_3, date(2026, 6, 1),
     {"meeting_on": "2026-06-08", "chair": "Odette Mbeki, director"}, "Odette Mbeki led the stage 1 meeting"),
]  # fmt: skip


@pytest.mark.parametrize(("which", "told", "today", "more", "wrong"), DAYS)
def test_days_that_would_break_a_rule_are_named_before_anything_is_signed(
    which: LetterFor, told: Callable[[], Story], today: date, more: dict[str, Json], wrong: str
) -> None:
    case = told()
    answers, subject, text = written_for(which, case, today, **more)
    found = " ".join(one.sentence for one in lacks(which, about(case, today), answers, subject, text))
    assert wrong in found
    assert bool(wrong) == bool(found)


def test_words_may_be_changed_but_no_day_name_or_right_gets_lost() -> None:
    case, today = story.ready_1(), date(2026, 4, 1)
    here = about(case, today)
    answers, subject, text = written_for(LetterFor.INVITATION_1, case, today, meeting_on="2026-04-10")
    kinder = text.replace("One check in four was missed in May.", "We want to look at the checks with you.")
    assert lacks(LetterFor.INVITATION_1, here, answers, subject, kinder) == []
    for lost in (COMPANION, "Friday 10 April 2026", "14:00", "The small office"):
        cut = text.replace(lost, "…")
        wrong = lacks(LetterFor.INVITATION_1, here, answers, "A meeting", cut)
        assert [lost[:40] in one.sentence for one in wrong] == [True]
    hole = text + "\nSee you on {meeting_dya}"
    assert "{meeting_dya}" in lacks(LetterFor.INVITATION_1, here, answers, subject, hole)[0].sentence


def test_a_received_letter_makes_the_entry_that_the_procedure_goes_by() -> None:
    day = date(2026, 4, 2)
    answers, _, _ = written_for(LetterFor.INVITATION_1, story.ready_1(), day, meeting_on="2026-04-14")
    kind, said = entry_made(LetterFor.INVITATION_1, answers, day, "hand", "A signature", "Marian Oakes")
    assert (kind, said["meeting"], said["day"], said["companion_right_told"]) == (
        "invitation", "stage_1", "2026-04-02", True,
    )  # fmt: skip
    assert story.ready_1().why("invitation", day, **said) == ""
    kind, said = entry_made(LetterFor.SUMMARY, {"shared_with": "HR"}, day, "hand", "-", "Marian Oakes")
    assert (kind, said["covers"]) == ("summary", ["concerns", "progress", "support", "why"])
    kind, said = entry_made(LetterFor.DISMISSAL, {}, day, "post", "Slip 14", "Marian Oakes")
    assert (kind, said["letter"], said["how"], said["shows"]) == ("delivery", "dismissal", "post", "Slip 14")
    moved, _, _ = written_for(
        LetterFor.NEW_DATE, story.invited_1(), date(2026, 4, 9), meeting_on="2026-04-17"
    )
    kind, said = entry_made(LetterFor.NEW_DATE, moved, date(2026, 4, 9), "hand", "-", "Marian Oakes")
    assert kind == "new_date"
    assert story.invited_1().why("new_date", date(2026, 4, 9), **said) == ""


PLACES: list[tuple[LetterFor, Callable[[], Story], date, str]] = [
    (LetterFor.INVITATION_2, story.ready_1, date(2026, 4, 1), "this letter has no place here"),
    (LetterFor.INVITATION_1, story.at_stage_1, date(2026, 3, 31), "HR"),
    (LetterFor.NEW_DATE, story.ready_1, date(2026, 4, 1), "this letter has no place here"),
    (LetterFor.DISMISSAL, story.met_3, date(2026, 6, 9), "not written into the case yet"),
    (LetterFor.NO_ACTION, decided(story.met_1, "stage_1", "plan", date(2026, 4, 15)), date(2026, 4, 15),
     "not written into the case yet"),
    (LetterFor.INVITATION_1, lambda: story.ready_1().tell("pause", date(2026, 4, 1)), date(2026, 4, 2),
     "paused for sickness"),
]  # fmt: skip


@pytest.mark.parametrize(("which", "told", "today", "wrong"), PLACES)
def test_a_letter_whose_step_has_no_place_where_the_case_stands_is_not_signed(
    which: LetterFor, told: Callable[[], Story], today: date, wrong: str
) -> None:
    case = told()
    answers, subject, text = written_for(which, case, today)
    found = [
        one for one in lacks(which, about(case, today), answers, subject, text) if one.question == "case"
    ]
    assert wrong in " ".join(one.sentence for one in found)
