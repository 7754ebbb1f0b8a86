"""Every state of the procedure with every event: it leads where it should, or is refused with the reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from supervise_tui.canonical import Json
from supervise_tui.domain.people import Nation
from supervise_tui.domain.procedure_dates import term_end
from supervise_tui.domain.procedure_guards import GUARDS
from supervise_tui.domain.procedure_moment import meeting_of
from supervise_tui.domain.procedure_moves import MOVES, STATE_LABELS, event_of
from supervise_tui.domain.procedure_table import OVER, WAYS, Event, State
from supervise_tui.domain.procedure_words import EntryKind, Stage
from supervise_tui.forms.procedure_policy import Term, TermUnit
from tests.domain import plan_story as told
from tests.domain.plan_story import OPENED, Story

TOLD: dict[State, Callable[[], Story]] = {
    State.CONCERN: lambda: Story().tell("concern", OPENED),
    State.INFORMAL_PLAN: told.planned,
    State.STAGE_1: told.ready_1,
    State.STAGE_1_INVITED: told.invited_1,
    State.STAGE_1_MET: told.met_1,
    State.STAGE_1_PLAN: told.plan_1,
    State.STAGE_2: lambda: told.plan_1().tell("review", date(2026, 5, 13), outcome="formal"),
    State.STAGE_2_INVITED: told.invited_2,
    State.STAGE_2_MET: told.met_2,
    State.STAGE_2_PLAN: told.plan_2,
    State.STAGE_3: told.at_stage_3,
    State.STAGE_3_INVITED: told.invited_3,
    State.STAGE_3_MET: told.met_3,
    State.STAGE_3_PLAN: told.plan_3,
    State.DISMISSED: told.dismissed,
    State.APPEALED: told.appealed,
    State.APPEAL_INVITED: told.appeal_invited,
    State.APPEAL_MET: told.appeal_met,
    State.CLOSED: told.closed_1,
    State.REDEPLOYED: lambda: told.planned().tell("redeployment", date(2026, 2, 9)),
    State.STANDS: lambda: told.appealed().tell("appeal_withdrawn", date(2026, 6, 16)),
    State.OVERTURNED: lambda: told.appeal_met().tell(
        "outcome", date(2026, 6, 24), meeting="appeal", decision="overturned"
    ),
    State.ELSEWHERE: lambda: told.planned().tell("ended", date(2026, 2, 9), why_ended="elsewhere"),
    State.ENDED: lambda: told.planned().tell("ended", date(2026, 2, 9), why_ended="left"),
}


TELLERS = {state: told.kept(tell) for state, tell in TOLD.items()}


def reached(state: State) -> Story:
    """Give a story that stands in that state, to be told on."""
    return TELLERS[state]()


PLANS = "informal-plan stage-1-plan stage-2-plan stage-3-plan"
CALLED = "stage-1-invited stage-2-invited stage-3-invited appeal-invited"
FORMAL_PLANS = "stage-1-plan stage-2-plan stage-3-plan"
NO_OUTCOME_AWAITED = (
    "concern informal-plan stage-1 stage-1-invited stage-1-plan stage-2 stage-2-invited stage-2-plan "
    "stage-3 stage-3-invited stage-3-plan"
)
MET = "stage-1-met stage-2-met stage-3-met"
WORKING = f"{NO_OUTCOME_AWAITED} {MET}"
OPEN = f"{WORKING} dismissed appealed appeal-invited appeal-met"
ANY = f"{OPEN} closed redeployed stands overturned elsewhere ended"

LEADS: dict[str, str] = {
    "concern": "concern",
    "plan": f"concern>informal-plan {PLANS}",
    "go-on": PLANS,
    "close": " ".join(f"{one}>closed" for one in PLANS.split()),
    "extend": PLANS,
    "formal": "informal-plan>stage-1 stage-1-plan>stage-2 stage-2-plan>stage-3 stage-3-plan>stage-3",
    "extension": PLANS,
    "skip": "concern>stage-1 informal-plan>stage-2 stage-1>stage-2 stage-1-invited>stage-2 "
    "stage-1-plan>stage-2 stage-2>stage-3 stage-2-invited>stage-3 stage-2-plan>stage-3",
    "invite": "stage-1>stage-1-invited stage-2>stage-2-invited stage-3>stage-3-invited "
    "appealed>appeal-invited",
    "new-date": f"{CALLED} {FORMAL_PLANS}",
    "not-attended": f"{CALLED} {FORMAL_PLANS}",
    "meet": "stage-1-invited>stage-1-met stage-2-invited>stage-2-met stage-3-invited>stage-3-met "
    "appeal-invited>appeal-met",
    "invite-interim": FORMAL_PLANS,
    "meet-interim": FORMAL_PLANS,
    "interim-outcome": FORMAL_PLANS,
    "interim-longer": FORMAL_PLANS,
    "no-action": "stage-1-met>closed stage-2-met>closed stage-3-met>closed",
    "new-plan": "stage-1-met>stage-1-plan",  # at stages 2 and 3 only when they were entered directly
    "longer-plan": "stage-2-met>stage-2-plan stage-3-met>stage-3-plan",
    "next-stage": "stage-2-met>stage-3",
    "role-agreed": " ".join(f"{one}>redeployed" for one in NO_OUTCOME_AWAITED.split()) + f" {MET}",
    "role-talk": WORKING,
    "redeploy": " ".join(f"{one}>redeployed" for one in MET.split()),
    "dismiss": "stage-3-met>dismissed",
    "appeal": "dismissed>appealed",
    "appeal-withdrawn": "appealed>stands appeal-invited>stands",
    "stands": "appeal-met>stands",
    "overturned": "appeal-met>overturned",
    "relapse": "closed>stage-2",
    "elsewhere": " ".join(f"{one}>elsewhere" for one in WORKING.split()),
    "left": " ".join(f"{one}>ended" for one in WORKING.split()),
    "settled": "concern>ended",
    "unfounded": " ".join(f"{one}>ended" for one in NO_OUTCOME_AWAITED.split()),
    "log": WORKING,
    "check": WORKING.removeprefix("concern "),
    "control": WORKING.removeprefix("concern "),
    "scope": WORKING,
    "advice": OPEN,
    "official": WORKING,
    "summary": "stage-3 stage-3-invited",
    "adjustment": WORKING,
    "temporary-role": WORKING,
    "grievance": OPEN,
    "grievance-heard": OPEN,
    "pause": OPEN,
    "return": OPEN,
    "delivery": ANY,
    "mistake": ANY,
}
"""For each event the states in which it can happen, ">" with where it leads, else it stays."""
EXPECTED: dict[tuple[State, Event], State] = {
    (State(one.split(">")[0]), Event(event)): State(one.split(">")[-1])
    for event, row in LEADS.items()
    for one in row.split()
}
WHILE_PAUSED = frozenset(
    {
        Event.CONCERN,
        Event.LOG,
        Event.CHECK,
        Event.CONTROL,
        Event.SCOPE,
        Event.ADVICE,
        Event.OFFICIAL,
        Event.SUMMARY,
        Event.ADJUSTMENT,
        Event.TEMPORARY_ROLE,
        Event.ROLE_TALK,
        Event.GRIEVANCE,
        Event.GRIEVANCE_HEARD,
        Event.RETURN,
        Event.DELIVERY,
        Event.MISTAKE,
        Event.APPEAL,
        Event.APPEAL_WITHDRAWN,
        Event.LEFT,
    }
)
"""Facts that can be written down while the procedure stands still; nothing of it decides."""


WORKING_STATES = frozenset(State(one) for one in WORKING.split())


def moved(story: Story, state: State, event: Event) -> tuple[str, date, dict[str, Json]]:
    """Set the stage for `event` as well as this state allows, and give its entry: kind, day and answers."""
    move = MOVES[event]
    day = max(one.on for one in story.entries)
    course = story.course(day)
    answers: dict[str, Json] = dict(move.preset)
    meeting = meeting_of(state)
    if move.kind in ("new_date", "not_attended", "meeting", "outcome", "invitation") and meeting is not None:
        of_stage = f"stage_{state.value[6]}" if state.value.startswith("stage-") else meeting.value
        shared = event in (Event.NEW_DATE, Event.NOT_ATTENDED)
        answers.setdefault("meeting", meeting.value if shared else of_stage)
    chair = {"stage_3": "Rhian Okoro", "appeal": "Aled Nwosu"}.get(str(answers.get("meeting")))
    if chair and move.kind in ("invitation", "meeting"):
        answers["chair"] = chair
    in_plan = state in (State.STAGE_1_PLAN, State.STAGE_2_PLAN, State.STAGE_3_PLAN)
    interim = in_plan and event in (
        Event.NEW_DATE,
        Event.NOT_ATTENDED,
        Event.MEET_INTERIM,
        Event.INTERIM_OUTCOME,
        Event.INTERIM_LONGER,
    )
    notice = Term(5, TermUnit.WORKING_DAY)
    if interim:
        on = term_end(day, notice, Nation.ENGLAND)
        story.tell("invitation", day, meeting="interim", meeting_on=on.isoformat())
        if event in (Event.INTERIM_OUTCOME, Event.INTERIM_LONGER):
            story.tell("meeting", on, meeting="interim")
            return move.kind, on, answers
        course = story.course(day)
    made, end = course.appointment, course.plan_end(day)
    match event:
        case Event.PLAN:
            last = end - timedelta(days=1) if end and state is not State.CONCERN else day + timedelta(days=28)
            answers |= {"starts_on": day.isoformat(), "ends_on": last.isoformat()}
        case Event.GO_ON:
            answers["next_review_on"] = (day + timedelta(days=7)).isoformat()
        case Event.CLOSE | Event.NO_ACTION:
            answers["improvement"] = "lasting"
        case Event.FORMAL if end is not None:
            day = end
        case Event.EXTENSION if state.value in PLANS.split():
            story.tell("review", day, outcome="extend").tell("advice", day)
            assert end is not None
            answers["ends_on"] = (end + timedelta(days=7)).isoformat()
        case Event.SKIP:
            answers["to_stage"] = {
                State.CONCERN: "stage_1",
                State.STAGE_2: "stage_3",
                State.STAGE_2_INVITED: "stage_3",
                State.STAGE_2_PLAN: "stage_3",
            }.get(state, "stage_2")
        case Event.INVITE | Event.INVITE_INTERIM:
            answers["meeting_on"] = term_end(day, notice, Nation.ENGLAND).isoformat()
        case Event.NEW_DATE if made is not None:
            answers["meeting_on"] = (made.on + timedelta(days=1)).isoformat()
        case Event.NOT_ATTENDED | Event.MEET | Event.MEET_INTERIM if made is not None:
            day = made.on
        case Event.REDEPLOY if state.value in MET.split():
            story.tell("redeployment", day)
        case Event.OFFICIAL if state in WORKING_STATES:
            story.tell("scope", day, union_representative=True)
        case Event.RELAPSE:
            answers["to_stage"] = "stage_2"
        case Event.GRIEVANCE_HEARD if state not in OVER:
            story.tell("grievance", day)
        case Event.RETURN if state not in OVER:
            story.tell("pause", day)
            day += timedelta(days=1)
        case Event.DELIVERY:
            answers["letter"] = "plan"
        case Event.MISTAKE:
            story.force("log", day)
            answers["entry"] = len(story.entries)
        case _:
            pass
    return move.kind, day, answers


@pytest.mark.parametrize("state", State)
def test_a_story_leads_to_every_state(state: State) -> None:
    standing = (story := reached(state)).standing(max(one.on for one in story.entries))
    assert (standing.state, standing.faults) == (state, ())


@pytest.mark.parametrize("state", State)
def test_every_event_in_every_state_leads_on_or_is_refused_with_the_reason(state: State) -> None:
    for event in Event:
        story = reached(state)
        kind, day, answers = moved(story, state, event)
        refused = story.refusal(kind, day, **answers)
        leads = EXPECTED.get((state, event))
        if leads is None:
            assert refused is not None, event
            assert refused.sentence[-1] == refused.cure[-1] == ".", event
            if (state, event) not in WAYS:
                assert refused.sentence.startswith(STATE_LABELS[state]), event
                assert refused.cure == MOVES[event].belongs, event
            continue
        assert refused is None, f"{event}: {refused}"
        assert event_of(story.entry(kind, day, **answers)) is event
        standing = story.tell(kind, day, **answers).standing(day)
        assert (standing.state, standing.faults) == (leads, ()), event


@pytest.mark.parametrize("state", [state for state in State if state not in OVER])
def test_while_paused_facts_are_written_down_and_nothing_is_decided(state: State) -> None:
    """[PIP-13]"""
    for event in Event:
        if (state, event) not in EXPECTED or event is Event.PAUSE:
            continue
        story = reached(state)
        kind, day, answers = moved(story, state, event)
        if event is not Event.RETURN:
            story.tell("pause", day)
        why = story.why(kind, day, **answers)
        if event in WHILE_PAUSED:
            assert why == "", event
            continue
        assert "paused" in why, event
        offer = story.standing(day).offer(event)
        assert offer is not None, event
        assert (offer.allowed, "paused" in offer.why_not) == (False, True), event


def test_a_case_that_is_over_is_not_paused() -> None:
    assert all("no place here" in reached(state).why("pause", date(2026, 7, 1)) for state in OVER)


@pytest.mark.parametrize("state", State)
def test_what_is_on_offer_is_what_the_table_has_for_the_state(state: State) -> None:
    story = reached(state)
    standing = story.standing(max(one.on for one in story.entries))
    assert {one.move for one in standing.offered} == {event for at, event in WAYS if at is state}
    for one in standing.offered:
        assert one.allowed is (one.why_not == "") is (one.missing == ())
        assert one.label
        assert standing.offer(one.move) is one


def test_every_word_of_the_table_has_its_rule_and_every_rule_its_place() -> None:
    used = {guard for way in WAYS.values() for guard in way.guards}
    assert used == set(GUARDS)
    assert {event for _, event in WAYS} == set(Event) == set(MOVES)
    assert set(STATE_LABELS) == set(State)
    assert {move.kind for move in MOVES.values()} == set(EntryKind)


def test_how_far_a_case_came_is_known_from_its_state_or_kept() -> None:
    assert State.STAGE_2_MET.stage is Stage.TWO
    assert State.CONCERN.stage is State.INFORMAL_PLAN.stage is Stage.INFORMAL
    assert told.closed_1().course(date(2026, 5, 13)).stage is Stage.ONE
    assert State.CLOSED.stage is None
    assert [state for state in State if state.is_over] == [state for state in State if state in OVER]


MEETING = {"right-one", "right-procedure", "on-the-day", "noticed", "present", "heard", "notes", "remote"}
OUTCOME = {"right-one", "reasoned"}
NEEDS: dict[Event, set[str]] = {
    Event.INVITE: {"right-one", "letter", "told", "notice"},
    Event.INVITE_INTERIM: {"right-one", "letter", "told", "notice", "official", "advised"},
    Event.MEET: MEETING,
    Event.MEET_INTERIM: MEETING | {"official"},
    Event.NO_ACTION: OUTCOME | {"heard"},
    Event.NEW_PLAN: OUTCOME | {"heard", "explained"},
    Event.LONGER_PLAN: OUTCOME | {"heard", "explained"},
    Event.NEXT_STAGE: OUTCOME | {"heard", "explained", "right-procedure", "remains", "adjusted"},
    Event.DISMISS: OUTCOME | {"heard", "right-procedure", "remains", "adjusted", "dismissal"},
    Event.STANDS: OUTCOME,
    Event.OVERTURNED: OUTCOME,
    Event.FORMAL: {"settled", "granted", "heard", "remains", "plan-over", "adjusted"},
    Event.EXTENSION: {"extension-decided", "advised-extension", "extension-limit"},
    Event.SKIP: {"heard", "official", "authorised", "forward"},
    Event.GO_ON: {"planned", "next-review", "in-time-of-plan"},
    Event.PLAN: {"plan-limit"},
}


def test_a_rule_holds_in_every_stage_alike() -> None:
    """No row is softer than its sisters: what one meeting needs, all of them need."""
    softer = {
        (state, event): NEEDS[event] - set(way.guards)
        for (state, event), way in WAYS.items()
        if event in NEEDS and not NEEDS[event] <= set(way.guards)
    }
    assert softer == {}
    assert [event for event in NEEDS if any(not WAYS[key].decides for key in WAYS if key[1] is event)] == []
    for state in (State.STAGE_1, State.STAGE_2, State.STAGE_3):
        assert set(WAYS[state, Event.INVITE].guards) >= {"applies", "official", "advised"}
    for cell in ((State.STAGE_3_INVITED, Event.MEET), (State.APPEAL_INVITED, Event.MEET)):
        assert "chair" in WAYS[cell].guards
    assert "summary" in WAYS[State.STAGE_3_INVITED, Event.MEET].guards
