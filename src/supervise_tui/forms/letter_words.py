"""The words that letter templates share with the program: kinds of letters, their fields, what each must say.

A template (forms/improvement/letters/*.toml) names fields in braces, such as {meeting_day}; the program fills
them in from the case (domain/letters.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class LetterFor(StrEnum):
    """Which letter: one for each thing that the procedure puts in writing."""

    INVITATION_1 = "invitation_1"
    INVITATION_2 = "invitation_2"
    INVITATION_3 = "invitation_3"
    INVITATION_INTERIM = "invitation_interim"
    NEW_DATE = "new_date"
    NO_ACTION = "outcome_no_action"
    PLAN_DECIDED = "outcome_plan"
    EXTENDED = "outcome_extended"
    GO_ON = "outcome_go_on"
    NEXT_STAGE = "outcome_next_stage"
    REDEPLOYED = "outcome_redeployed"
    PLAN = "plan"
    EXTENSION = "extension"
    SUMMARY = "summary"
    DISMISSAL = "dismissal"
    APPEAL_RECEIVED = "appeal_received"
    APPEAL_INVITATION = "appeal_invitation"
    APPEAL_OUTCOME = "appeal_outcome"


FIELDS: Final[Mapping[str, str]] = {
    "worker": "the worker's name",
    "worker_post": "the worker's post",
    "organisation": "the name of the home",
    "writer": "who writes the letter",
    "writer_post": "the post of who writes",
    "given_on": "the day on which the worker gets the letter",
    "meeting": "what the meeting is called",
    "meeting_day": "the day of the meeting",
    "meeting_time": "the time of the meeting",
    "meeting_place": "where the meeting is",
    "remote": "that it is by video or telephone",
    "equipment": "what the worker gets to join by video or telephone",
    "notice": "how much notice a meeting needs",
    "new_date_within": "within what time another day can be asked for",
    "companion": "who can come with the worker",
    "chair": "who leads the meeting",
    "others": "who else is there",
    "reason": "the reasons",
    "enclosed": "what goes with the letter",
    "possible": "what can come of the meeting",
    "first_day": "the day that was set first",
    "because": "why the meeting is moved",
    "representations": "that the worker may write instead of coming",
    "held_on": "the day on which the meeting was held",
    "held_by": "who led the meeting that was held",
    "came": "that the worker took part in it",
    "absent": "that it was held without the worker",
    "stage": "the stage that the case is at",
    "next_stage": "the stage that comes next",
    "plan_starts": "the first day of the plan",
    "plan_ends": "the last day of the plan",
    "next_review": "the day of the next review",
    "gap": "what falls short, as the plan says it",
    "standard": "what is expected, as the plan says it",
    "support": "the help that was agreed or given",
    "if_not_met": "what follows if the plan is not met",
    "concerns": "the concerns, with examples",
    "progress": "the plans, and how far they led",
    "why": "why the case is referred to a hearing",
    "look_back": "for how long a fall in performance need not start anew",
    "monitored_for": "for how long supervision asks how the work goes",
    "new_role": "the other role that was agreed",
    "new_role_from": "from when the other role is worked in",
    "other_roles": "which other roles were considered",
    "last_day": "the last day of the notice",
    "appeal_to": "to whom the worker can appeal",
    "appeal_within": "how long there is to appeal",
    "appeal_until": "the last day for an appeal",
    "appeal_on": "the day on which the appeal came in",
    "appeal_heard_by": "by when the appeal is heard",
    "appeal_heard_within": "within what time an appeal is heard",
    "hears": "who hears the appeal",
    "stands": "that the decision stands",
    "overturned": "that the decision is overturned",
    "help": "where the worker can find support",
    "contact": "whom the worker can ask, and how",
}
"""Every field that a template can name, and what it stands for."""

_DAY: Final = ("meeting_day", "meeting_time", "meeting_place")
_MEETING: Final = ("worker", "reason", *_DAY, "companion", "possible")
_OUTCOME: Final = ("worker", "held_on", "reason", "help")
MUST: Final[Mapping[LetterFor, tuple[str, ...]]] = {
    LetterFor.INVITATION_1: (*_MEETING, "chair", "help"),
    LetterFor.INVITATION_2: (*_MEETING, "chair", "help"),
    LetterFor.INVITATION_3: (*_MEETING, "chair", "help"),
    LetterFor.INVITATION_INTERIM: (*_MEETING, "chair", "help"),
    LetterFor.NEW_DATE: ("worker", "because", *_DAY, "companion", "help"),
    LetterFor.NO_ACTION: (*_OUTCOME, "look_back"),
    LetterFor.PLAN_DECIDED: (*_OUTCOME, "next_stage"),
    LetterFor.EXTENDED: (*_OUTCOME, "next_stage"),
    LetterFor.GO_ON: (*_OUTCOME, "next_stage"),
    LetterFor.NEXT_STAGE: _OUTCOME,
    LetterFor.REDEPLOYED: ("worker", "reason", "new_role", "new_role_from", "help"),
    LetterFor.PLAN: ("worker", "plan_starts", "plan_ends", "next_review", "if_not_met", "help"),
    LetterFor.EXTENSION: ("worker", "reason", "plan_ends", "next_review", "if_not_met", "help"),
    LetterFor.SUMMARY: ("worker", "concerns", "progress", "support", "why", "help"),
    LetterFor.DISMISSAL: (*_OUTCOME, "last_day", "other_roles", "appeal_to", "appeal_within", "appeal_until"),
    LetterFor.APPEAL_RECEIVED: ("worker", "appeal_on", "appeal_heard_by", "help"),
    LetterFor.APPEAL_INVITATION: (*_MEETING, "chair", "help"),
    LetterFor.APPEAL_OUTCOME: (*_OUTCOME,),
}
"""What each letter has to tell, asked of its template and of itself [PIP-6] [PIP-10] [PIP-14] [PIP-19]."""
