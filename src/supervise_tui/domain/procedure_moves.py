"""The moves of the procedure in words: which entry makes one, what it is called, where it belongs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from supervise_tui.canonical import Json
from supervise_tui.domain import procedure_words as words
from supervise_tui.domain.plan_case import Entry, text_of, yes
from supervise_tui.domain.procedure_table import Event, State
from supervise_tui.domain.procedure_words import (
    Decision,
    EntryKind,
    Meeting,
    ReviewOutcome,
    WhyEnded,
)


@dataclass(frozen=True)
class Move:
    """How a move is made, and how it is spoken of."""

    kind: EntryKind
    """The entry that makes it: its form is `form_of(kind)`."""
    label: str
    """As a list of moves names it."""
    belongs: str
    """One sentence: when it is possible, for who tries it elsewhere."""
    preset: Mapping[str, Json] = field(default_factory=dict)
    """Answers that make the entry this move rather than another one."""


def _outcome(decision: Decision, label: str, belongs: str) -> Move:
    return Move(EntryKind.OUTCOME, label, belongs, {words.DECISION: decision.value})


_INTERIM: Final[Mapping[str, Json]] = {words.MEETING: Meeting.INTERIM.value}
_REVIEW: Final = "A review looks at a plan that runs."
_AFTER_MEETING: Final = "An outcome follows a meeting that was held, each stage with its own."
_CALLED: Final = "That belongs to a meeting that is called and was not held yet."
_BEFORE: Final = "It is for the time before a dismissal, while the case is open."
_WHILE_OPEN: Final = "It is for a case that is open."

MOVES: Final[Mapping[Event, Move]] = MappingProxyType(
    {
        Event.CONCERN: Move(
            EntryKind.CONCERN, "Write down the concern", "A concern is written at the start, before a plan."
        ),
        Event.PLAN: Move(
            EntryKind.PLAN,
            "Make the plan",
            "A plan follows a written concern, or a meeting that decided on one.",
        ),
        Event.GO_ON: Move(
            EntryKind.REVIEW,
            "Review: goes on as planned",
            _REVIEW,
            {words.OUTCOME: ReviewOutcome.GO_ON.value},
        ),
        Event.CLOSE: Move(
            EntryKind.REVIEW,
            "Review: enough improvement, close the plan",
            _REVIEW,
            {words.OUTCOME: ReviewOutcome.CLOSE.value},
        ),
        Event.EXTEND: Move(
            EntryKind.REVIEW,
            "Review: more time is needed",
            _REVIEW,
            {words.OUTCOME: ReviewOutcome.EXTEND.value},
        ),
        Event.FORMAL: Move(
            EntryKind.REVIEW,
            "Review: on to the next stage",
            _REVIEW,
            {words.OUTCOME: ReviewOutcome.FORMAL.value},
        ),
        Event.EXTENSION: Move(
            EntryKind.EXTENSION, "Extend the plan", "Only a plan that runs can be extended."
        ),
        Event.SKIP: Move(
            EntryKind.AUTHORITY,
            "Leave out a stage, with authority",
            "A stage can be left out only ahead of it, and not while an outcome is awaited.",
        ),
        Event.INVITE: Move(
            EntryKind.INVITATION,
            "Invite to the meeting",
            "A formal meeting is called once its stage is reached, and an appeal hearing after an appeal.",
        ),
        Event.NEW_DATE: Move(EntryKind.NEW_DATE, "Move the meeting", _CALLED),
        Event.NOT_ATTENDED: Move(EntryKind.NOT_ATTENDED, "The worker did not come", _CALLED),
        Event.MEET: Move(
            EntryKind.MEETING,
            "Hold the meeting",
            "A formal meeting is held after its invitation, with notice.",
        ),
        Event.INVITE_INTERIM: Move(
            EntryKind.INVITATION,
            "Invite to an interim meeting",
            "An interim meeting is for the time of a plan of the formal procedure.",
            _INTERIM,
        ),
        Event.MEET_INTERIM: Move(
            EntryKind.MEETING,
            "Hold the interim meeting",
            "An interim meeting is for the time of a plan of the formal procedure.",
            _INTERIM,
        ),
        Event.INTERIM_OUTCOME: Move(
            EntryKind.OUTCOME,
            "Outcome of the interim meeting: the plan stands, or is amended",
            "It follows an interim meeting.",
            {**_INTERIM, words.DECISION: Decision.GO_ON.value},
        ),
        Event.INTERIM_LONGER: Move(
            EntryKind.OUTCOME,
            "Outcome of the interim meeting: more time",
            "It follows an interim meeting.",
            {**_INTERIM, words.DECISION: Decision.EXTEND.value},
        ),
        Event.NO_ACTION: _outcome(Decision.NO_ACTION, "Outcome: no further action", _AFTER_MEETING),
        Event.NEW_PLAN: _outcome(Decision.PLAN, "Outcome: a plan", _AFTER_MEETING),
        Event.LONGER_PLAN: _outcome(Decision.EXTEND, "Outcome: the plan is extended", _AFTER_MEETING),
        Event.NEXT_STAGE: _outcome(Decision.NEXT_STAGE, "Outcome: on to a stage 3 hearing", _AFTER_MEETING),
        Event.REDEPLOY: _outcome(Decision.REDEPLOY, "Outcome: redeployed by agreement", _AFTER_MEETING),
        Event.DISMISS: _outcome(
            Decision.DISMISS, "Outcome: dismissed", "Only a stage 3 hearing can end in a dismissal."
        ),
        Event.STANDS: _outcome(
            Decision.STANDS, "Outcome of the appeal: the decision stands", "It follows an appeal hearing."
        ),
        Event.OVERTURNED: _outcome(
            Decision.OVERTURNED, "Outcome of the appeal: overturned", "It follows an appeal hearing."
        ),
        Event.ROLE_AGREED: Move(
            EntryKind.REDEPLOYMENT, "Another role is agreed", _BEFORE, {words.WORKER_AGREES: True}
        ),
        Event.ROLE_TALK: Move(
            EntryKind.REDEPLOYMENT,
            "Another role was talked about, and not agreed",
            _BEFORE,
            {words.WORKER_AGREES: False},
        ),
        Event.APPEAL: Move(EntryKind.APPEAL, "An appeal came in", "An appeal follows a dismissal, once."),
        Event.APPEAL_WITHDRAWN: Move(
            EntryKind.APPEAL_WITHDRAWN,
            "The appeal was taken back",
            "It follows an appeal that is not heard yet.",
        ),
        Event.RELAPSE: Move(
            EntryKind.RELAPSE,
            "Take the case up again",
            "Only a case that was closed after improvement can be taken up again, within the look-back.",
        ),
        Event.ELSEWHERE: Move(
            EntryKind.ENDED,
            "End: another procedure applies",
            _BEFORE,
            {words.WHY_ENDED: WhyEnded.ELSEWHERE.value},
        ),
        Event.LEFT: Move(
            EntryKind.ENDED,
            "End: the worker left",
            "Before a dismissal; after one, who has left can appeal all the same.",
            {words.WHY_ENDED: WhyEnded.LEFT.value},
        ),
        Event.SETTLED: Move(
            EntryKind.ENDED,
            "End: help was enough, no plan is needed",
            "It is for a concern; a plan is closed by a review.",
            {words.WHY_ENDED: WhyEnded.SETTLED.value},
        ),
        Event.UNFOUNDED: Move(
            EntryKind.ENDED,
            "End: the concern proved wrong",
            "It is for the time before a meeting; after one, its outcome says so.",
            {words.WHY_ENDED: WhyEnded.UNFOUNDED.value},
        ),
        Event.LOG: Move(EntryKind.LOG, "Note progress", _BEFORE),
        Event.CHECK: Move(EntryKind.CHECK, "Note a check", _BEFORE),
        Event.CONTROL: Move(EntryKind.CONTROL, "Note on a risk control", _BEFORE),
        Event.SCOPE: Move(EntryKind.SCOPE, "Does the procedure apply?", _BEFORE),
        Event.ADVICE: Move(EntryKind.ADVICE, "Advice from HR", _WHILE_OPEN),
        Event.OFFICIAL: Move(EntryKind.OFFICIAL, "Talk with the union's full-time official", _BEFORE),
        Event.SUMMARY: Move(
            EntryKind.SUMMARY, "Share the stage 3 summary", "The summary is shared before a stage 3 hearing."
        ),
        Event.ADJUSTMENT: Move(EntryKind.ADJUSTMENT, "A reasonable adjustment", _BEFORE),
        Event.TEMPORARY_ROLE: Move(EntryKind.TEMPORARY_ROLE, "Another role for the time being", _BEFORE),
        Event.GRIEVANCE: Move(EntryKind.GRIEVANCE, "A grievance came in", _WHILE_OPEN),
        Event.GRIEVANCE_HEARD: Move(EntryKind.GRIEVANCE_HEARD, "The grievance was heard", _WHILE_OPEN),
        Event.PAUSE: Move(EntryKind.PAUSE, "Pause: off sick", _WHILE_OPEN),
        Event.RETURN: Move(EntryKind.RETURN, "Back at work", _WHILE_OPEN),
        Event.DELIVERY: Move(EntryKind.DELIVERY, "The worker got a letter", "It is possible at any time."),
        Event.MISTAKE: Move(EntryKind.MISTAKE, "An entry was a mistake", "It is possible at any time."),
    }
)

STATE_LABELS: Final[Mapping[State, str]] = MappingProxyType(
    {
        State.CONCERN: "Concern",
        State.INFORMAL_PLAN: "Informal plan",
        State.STAGE_1: "Stage 1: meeting to be called",
        State.STAGE_1_INVITED: "Stage 1: invited",
        State.STAGE_1_MET: "Stage 1: outcome awaited",
        State.STAGE_1_PLAN: "Stage 1 plan",
        State.STAGE_2: "Stage 2: meeting to be called",
        State.STAGE_2_INVITED: "Stage 2: invited",
        State.STAGE_2_MET: "Stage 2: outcome awaited",
        State.STAGE_2_PLAN: "Stage 2 plan",
        State.STAGE_3: "Stage 3: hearing to be called",
        State.STAGE_3_INVITED: "Stage 3: invited",
        State.STAGE_3_MET: "Stage 3: outcome awaited",
        State.STAGE_3_PLAN: "Stage 3 plan",
        State.DISMISSED: "Dismissed",
        State.APPEALED: "Appeal: hearing to be called",
        State.APPEAL_INVITED: "Appeal: invited",
        State.APPEAL_MET: "Appeal: outcome awaited",
        State.CLOSED: "Closed after improvement",
        State.REDEPLOYED: "Redeployed by agreement",
        State.STANDS: "Decision stands",
        State.OVERTURNED: "Decision overturned",
        State.ELSEWHERE: "Dealt with elsewhere",
        State.ENDED: "Ended",
    }
)

_DECISIONS: Final[Mapping[str, Event]] = {
    Decision.NO_ACTION: Event.NO_ACTION,
    Decision.PLAN: Event.NEW_PLAN,
    Decision.EXTEND: Event.LONGER_PLAN,
    Decision.NEXT_STAGE: Event.NEXT_STAGE,
    Decision.REDEPLOY: Event.REDEPLOY,
    Decision.DISMISS: Event.DISMISS,
    Decision.STANDS: Event.STANDS,
    Decision.OVERTURNED: Event.OVERTURNED,
}
_INTERIM_DECISIONS: Final[Mapping[str, Event]] = {
    Decision.GO_ON: Event.INTERIM_OUTCOME,
    Decision.PLAN: Event.INTERIM_OUTCOME,
    Decision.EXTEND: Event.INTERIM_LONGER,
}
_REVIEWS: Final[Mapping[str, Event]] = {
    ReviewOutcome.GO_ON: Event.GO_ON,
    ReviewOutcome.CLOSE: Event.CLOSE,
    ReviewOutcome.EXTEND: Event.EXTEND,
    ReviewOutcome.FORMAL: Event.FORMAL,
}
_ENDS: Final[Mapping[str, Event]] = {
    WhyEnded.ELSEWHERE: Event.ELSEWHERE,
    WhyEnded.LEFT: Event.LEFT,
    WhyEnded.SETTLED: Event.SETTLED,
    WhyEnded.UNFOUNDED: Event.UNFOUNDED,
}
_BY_KIND: Final[Mapping[str, Event]] = {
    move.kind: event
    for event, move in MOVES.items()
    if not move.preset and move.kind not in (EntryKind.OUTCOME, EntryKind.REVIEW, EntryKind.ENDED)
}


def event_of(entry: Entry) -> Event | None:
    """Give what an entry means; None while it does not say what was decided, or its kind is not known."""
    answers, kind = entry.answers, entry.kind
    interim = text_of(answers, words.MEETING) == Meeting.INTERIM
    match kind:
        case EntryKind.REVIEW:
            return _REVIEWS.get(text_of(answers, words.OUTCOME))
        case EntryKind.OUTCOME:
            known = _INTERIM_DECISIONS if interim else _DECISIONS
            return known.get(text_of(answers, words.DECISION))
        case EntryKind.ENDED:
            return _ENDS.get(text_of(answers, words.WHY_ENDED))
        case EntryKind.REDEPLOYMENT:
            return Event.ROLE_AGREED if yes(answers, words.WORKER_AGREES) else Event.ROLE_TALK
        case EntryKind.INVITATION if interim:
            return Event.INVITE_INTERIM
        case EntryKind.MEETING if interim:
            return Event.MEET_INTERIM
        case _:
            return _BY_KIND.get(kind)
