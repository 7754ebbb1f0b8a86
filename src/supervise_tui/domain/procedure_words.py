"""The words that the rules of a plan share with its forms: kinds of entry, ids of questions, ids of options.

A form in `forms/improvement/` may ask more, and an organisation may word it anew; a question or an option
that the rules read keeps its id from here. The id of the form of a kind is `form_of(kind)`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

FOLDER: Final = "improvement"
"""The folder of the forms, and the first part of their ids."""


class EntryKind(StrEnum):
    """What an entry of a case tells; the same word as its form's id without the folder."""

    CONCERN = "concern"
    """Signed: what worries, with examples, standard, remedy and redress [PIP-1]."""
    PLAN = "plan"
    """Signed: a new plan, or the running one written anew within its time [PIP-2]."""
    REVIEW = "review"
    """Signed: a look at the whole plan, with what comes of it [PIP-3]."""
    EXTENSION = "extension"
    """Signed: more time for the running plan [PIP-3]."""
    MEETING = "meeting"
    """Signed: the key points of a formal or interim meeting, hearing or appeal hearing [PIP-15]."""

    LOG = "log"
    """Something seen or heard that bears on an objective."""
    CHECK = "check"
    """A check between reviews."""
    CONTROL = "control"
    """A risk control begun, found broken or lifted."""

    SCOPE = "scope"
    """Whether the formal procedure is the right one, asked before its first meeting [PIP-5] [PIP-13]."""
    ADVICE = "advice"
    """Advice from HR: who, when, on what [PIP-15]."""
    AUTHORITY = "authority"
    """Somebody senior allows a stage to be left out, and why [PIP-9] [PIP-17]."""
    INVITATION = "invitation"
    """An invitation to a meeting was given in writing [PIP-6]."""
    NEW_DATE = "new_date"
    """A meeting was moved to another day [PIP-7]."""
    NOT_ATTENDED = "not_attended"
    """The worker did not come to a meeting [PIP-7]."""
    SUMMARY = "summary"
    """The written summary for a stage 3 hearing was shared [PIP-9]."""
    OUTCOME = "outcome"
    """What was decided after a meeting, with the reasons [PIP-10]."""
    DELIVERY = "delivery"
    """The worker received a letter [PIP-10] [PIP-12]."""
    ADJUSTMENT = "adjustment"
    """A reasonable adjustment: agreed, in place, given time [PIP-16]."""
    PAUSE = "pause"
    """Sickness began: the procedure and its clocks stand still [PIP-13]."""
    RETURN = "return"
    """Back at work: the clocks run again [PIP-13]."""
    GRIEVANCE = "grievance"
    """The worker raised a grievance [PIP-13]."""
    GRIEVANCE_HEARD = "grievance_heard"
    """The manager has heard a grievance about how the procedure is handled [PIP-13]."""
    OFFICIAL = "official"
    """A trade union representative's case and the full-time official [PIP-13]."""
    TEMPORARY_ROLE = "temporary_role"
    """Another role for the time being, in an extreme case [PIP-19]."""
    REDEPLOYMENT = "redeployment"
    """Another role was talked about, and agreed or not [PIP-14]."""
    APPEAL = "appeal"
    """An appeal came in, in writing with grounds [PIP-12]."""
    APPEAL_WITHDRAWN = "appeal_withdrawn"
    """The worker took the appeal back."""
    RELAPSE = "relapse"
    """Performance fell again within the look-back, and the manager chose to reopen [PIP-11]."""
    ENDED = "ended"
    """The case ends without a decision: another procedure, left, nothing in it [PIP-5] [PIP-19]."""
    MISTAKE = "mistake"
    """An earlier unsigned entry was written by mistake and counts no more."""


SIGNED: Final = frozenset(
    {EntryKind.CONCERN, EntryKind.PLAN, EntryKind.REVIEW, EntryKind.EXTENSION, EntryKind.MEETING}
)
"""Kinds whose entry stands on a signed record: written into the case once the record is closed."""

# ---- every kind ---------------------------------------------------------------------------------------

DAY: Final = "day"
"""Unsigned kinds: the day on which it happened; becomes `Entry.on`."""
HELD_ON: Final = "held_on"
"""Signed kinds: the question with the fact held_on; becomes `Entry.on`."""
REASON: Final = "reason"
"""Why, in plain words; asked for wherever a person decides or leaves the usual way."""

# ---- concern, plan, review, extension -----------------------------------------------------------------

LOOK_AGAIN: Final = "look_again"
"""concern: the day of a second look, where help comes first and no plan [PIP-1]."""
ADJUSTMENTS: Final = "adjustments"
"""concern, plan: rows of `WHAT` and `WANTED_FROM` [PIP-16]."""
WANTED_FROM: Final = "from"
STARTS_ON: Final = "starts_on"
"""plan: its first day."""
ENDS_ON: Final = "ends_on"
"""plan, extension: its last day, on which it is looked at as a whole [PIP-3]."""
NEXT_REVIEW_ON: Final = "next_review_on"
"""plan, review, extension: the day of the next review."""
OUTCOME: Final = "outcome"
"""review: one of `ReviewOutcome`."""
IMPROVEMENT: Final = "improvement"
"""review, outcome: one of `Improvement`."""
ADJUSTMENTS_THERE: Final = "adjustments_there"
"""review: no while an agreed adjustment is not in place, or has not had its time [PIP-16]."""
REVIEWER: Final = "reviewer"
"""review: who held it; a person or a name."""
TRIGGER: Final = "trigger"
"""review: which agreed trigger sends it on to the next stage before the plan is over; empty for none."""
LONGER_FOR: Final = "longer_for"
"""extension: one of `LongerFor`, when it is longer than extensions usually may be [PIP-3]."""
LONGER_WHY: Final = "longer_why"
"""extension: the exception in plain words."""

# ---- what a plan holds, and its log, checks and safeguards ----------------------------------------------

OBJECTIVES: Final = "objectives"
"""plan: rows of `OBJECTIVE`, "measure", "criterion", "milestones" and `TARGET`."""
OBJECTIVE: Final = "objective"
"""plan: what one row says; log: the id of that row, or of another option of its form."""
TARGET: Final = "target"
"""plan: the day by which an objective is to be met."""
CONTROLS: Final = "controls"
"""plan: rows of "kind", `WHAT`, "from", "ends_when" and "checked_by"."""
CONTROL: Final = "control"
"""control: the id of a row of `CONTROLS`, `EVERY_CONTROL` or `NEW_CONTROL`."""
EVERY_CONTROL: Final = "every_control"
NEW_CONTROL: Final = "new_one"
"""control: one that the plan does not have; `WHAT` says what it is."""
CONTROL_STATE: Final = "state"
"""control, and rows of `SAFEGUARDS`: one of `ControlState`."""
BY_WHOM: Final = "by_whom"
"""control: who lifted it, or saw that it was not kept; grievance_heard: who heard it."""
EVIDENCE: Final = "evidence"
"""log, control, and rows of `PROGRESS` and `SAFEGUARDS`: what shows it."""
SECOND_REVIEWER: Final = "second_reviewer"
"""plan: who looks at the reviews too, at a higher risk."""
RHYTHM: Final = "rhythm"
"""plan: how often it is reviewed, one of `Rhythm`."""
NO_BETTER_BY: Final = "no_better_by"
"""plan: the day by which something has to be better, or people talk sooner."""
TRIGGERS: Final = "triggers"
"""plan: rows, one for each `Trigger`, with "then": what happens then."""
CHECKS: Final = "checks"
"""plan: rows of `WHAT`, "every" and "who"."""
WHAT_CHECKED: Final = "what_checked"
"""check: the id of a row of `CHECKS`, or of another option of its form."""
LOG_KIND: Final = "what_kind"
"""log: "observation", "audit", "debrief", "feedback" or `INCIDENT`."""
INCIDENT: Final = "incident"
RESULT: Final = "result"
"""log, and rows of `PROGRESS`: one of `Result`."""
PROGRESS: Final = "progress"
"""review, extension: rows by the ids of the plan's objectives."""
SAFEGUARDS: Final = "safeguards"
"""review: rows by the ids of the plan's controls."""


class Result(StrEnum):
    """How something seen stands against what was agreed as good enough [PIP-2]."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"


class ControlState(StrEnum):
    """What is true of a risk control [PIP-2]."""

    IN_FORCE = "in_force"
    BROKEN = "broken"
    LIFTED = "lifted"


class Rhythm(StrEnum):
    """How often a plan is reviewed, by its risk [PIP-2]."""

    WEEK = "week"
    TWO_WEEKS = "two_weeks"


class Trigger(StrEnum):
    """What brings people together before the next review [PIP-2]; `TRIGGER` of a review names one."""

    NO_BETTER = "no_better"
    INCIDENT = "incident"
    CONTROL_BROKEN = "control_broken"


# ---- invitation, new_date, not_attended, summary, meeting, outcome --------------------------------------

MEETING: Final = "meeting"
"""advice, invitation, new_date, not_attended, meeting, outcome, delivery: one of `Meeting`."""
MEETING_ON: Final = "meeting_on"
"""invitation, new_date: the day of the meeting."""
RIGHT_TOLD: Final = "companion_right_told"
"""invitation: yes when it tells of the right to be accompanied [PIP-6]."""
CHAIR: Final = "chair"
"""invitation, meeting: who leads it; a person or a name."""
CHAIR_NEW: Final = "chair_not_involved"
"""invitation, meeting: yes when the chair had no part in the case before [PIP-9] [PIP-12]."""
CHAIR_SENIOR: Final = "chair_senior"
"""invitation, meeting: yes when the chair is senior enough to decide [PIP-9] [PIP-12]."""
MOVED_FOR: Final = "moved_for"
"""new_date: one of `MovedFor` [PIP-7]."""
GOOD_REASON: Final = "good_reason"
"""not_attended: yes when there was illness or another good reason [PIP-7]."""
REPRESENTATIONS: Final = "representations_offered"
"""new_date, not_attended: yes when the worker may write, or a companion speak, instead [PIP-7]."""
IN_ABSENCE: Final = "in_absence"
"""meeting: yes when it was held without the worker [PIP-7]."""
REMOTE: Final = "remote"
"""meeting: yes when it was held by video or telephone [PIP-19]."""
EQUIPMENT: Final = "equipment_provided"
"""meeting: yes when the worker had what is needed to take part remotely [PIP-19]."""
KEY_POINTS: Final = "key_points"
"""meeting: what was said, in key points, not word by word [PIP-15]."""
RECORDED: Final = "recorded"
"""meeting: yes when sound was recorded, which is not done [PIP-15]."""
SUMMARY_READ: Final = "summary_read"
"""meeting, stage 3: yes when everybody confirmed that they had read the summary [PIP-9]."""
COVERS: Final = "covers"
"""summary: the parts that are in it, several of `SummaryPart` [PIP-9]."""
DECISION: Final = "decision"
"""outcome: one of `Decision`."""
MORE_SUPPORT: Final = "more_support"
"""outcome, stage 3: yes when more support was found than there was before [PIP-4]."""
NEXT_EXPLAINED: Final = "next_explained"
"""outcome: yes when plan and next stage are explained in it [PIP-10]."""
ROLES_CONSIDERED: Final = "other_roles_considered"
"""outcome, dismissal: which other roles were looked at [PIP-14]."""
LAST_DAY: Final = "last_day"
"""outcome, dismissal: the last day of the notice [PIP-14]."""
APPEAL_TO: Final = "appeal_to"
"""outcome, dismissal: to whom to appeal [PIP-14]."""

# ---- the other small forms ------------------------------------------------------------------------------

VERDICT: Final = "verdict"
"""scope: one of `Verdict` [PIP-5]."""
UNION_REPRESENTATIVE: Final = "union_representative"
"""scope: yes when the worker is a trade union representative [PIP-13]."""
ABOUT: Final = "about"
"""advice: several of `AdviceOn`; grievance: one of `GrievanceAbout`."""
ADVISER: Final = "adviser"
"""advice, extension: who at HR gave it."""
ADVISED_ON: Final = "advised_on"
"""extension: the day on which HR gave advice on it; then no entry of its own is needed."""
TO_STAGE: Final = "to_stage"
"""authority, relapse: one of `Stage`."""
AUTHORISED_BY: Final = "authorised_by"
"""authority: who allowed it; a person or a name."""
SERIOUS_RISK: Final = "serious_risk"
"""authority: yes when people are at serious risk [PIP-9]."""
NOT_CONDUCT: Final = "not_conduct"
"""authority: yes when it is about ability, not conduct [PIP-9]."""
LETTER: Final = "letter"
"""delivery: one of `Letter`."""
WHAT: Final = "what"
"""adjustment: what it is; a later entry with the same words takes the place of an earlier one."""
IN_PLACE_ON: Final = "in_place_on"
"""adjustment: the day from which it works; empty while it does not."""
TIME_UNTIL: Final = "time_until"
"""adjustment: until when it is given time [PIP-16]."""
ROLE_LOOKED_AT_ON: Final = "look_again_on"
"""temporary_role: the day on which it is looked at again [PIP-19]."""
ROLE_ENDED_ON: Final = "ended_on"
"""temporary_role: the last day in the other role; empty while it goes on."""
WORKER_AGREES: Final = "worker_agrees"
"""official, redeployment: whether the worker agrees."""
DISCUSSED_ON: Final = "discussed_on"
"""official: the day it was discussed with the full-time official."""
ROLE_VACANT: Final = "role_vacant"
"""redeployment: yes when the role is vacant [PIP-14]."""
ROLE_SUITABLE: Final = "role_suitable"
"""redeployment: yes when the worker can do it, with training if need be [PIP-14]."""
PAY_TOLD: Final = "pay_told"
"""redeployment: yes when the worker knows that the old pay is not kept [PIP-14]."""
GROUNDS: Final = "grounds"
"""appeal: the worker's grounds [PIP-12]."""
LATE_ACCEPTED_BY: Final = "late_accepted_by"
"""appeal: who accepted it although the time was over; REASON says why."""
WHY_ENDED: Final = "why_ended"
"""ended: one of `WhyEnded`."""
ENTRY: Final = "entry"
"""mistake: the number of the entry that counts no more."""


class Stage(StrEnum):
    """How far the case has come; informal is before the formal stages [PIP-4]."""

    INFORMAL = "informal"
    ONE = "stage_1"
    TWO = "stage_2"
    THREE = "stage_3"


class Meeting(StrEnum):
    """Which meeting: the one of a stage, one in between, or the appeal's."""

    STAGE_1 = "stage_1"
    STAGE_2 = "stage_2"
    STAGE_3 = "stage_3"
    INTERIM = "interim"
    """At any stage, to amend or extend the plan [PIP-4]."""
    APPEAL = "appeal"


class ReviewOutcome(StrEnum):
    """What comes of a review [PIP-3]."""

    GO_ON = "go_on"
    """As planned, until the next review."""
    CLOSE = "close"
    EXTEND = "extend"
    """The extension itself is a record of its own."""
    FORMAL = "formal"
    """On to the next formal stage."""


class Improvement(StrEnum):
    """How far performance has come; each option is a guard of an outcome [PIP-4]."""

    NONE = "none"
    SOME = "some"
    """Some, not steady."""
    ENOUGH = "enough"
    LASTING = "lasting"
    """Enough, and it has held: what stage 3 asks for."""


class LongerFor(StrEnum):
    """Why an extension is longer than usual [PIP-3]."""

    ILLNESS = "illness"
    DISABILITY = "disability"
    OTHER = "other"


class MovedFor(StrEnum):
    """Why a meeting was moved [PIP-7]."""

    COMPANION = "companion"
    """The companion cannot come on that day."""
    ILLNESS = "illness"
    GOOD_REASON = "good_reason"
    """The worker's: anything else that nobody can be blamed for."""
    MISSED = "missed"
    """The worker did not come, and no good reason is known."""
    EMPLOYER = "employer"
    """The chair, the room, the employer's side."""


class Decision(StrEnum):
    """What was decided after a meeting [PIP-4]."""

    NO_ACTION = "no_action"
    """No further action: enough improvement."""
    PLAN = "plan"
    """A plan, made anew."""
    EXTEND = "extend"
    """The plan goes on longer."""
    GO_ON = "go_on"
    """After an interim meeting: the plan stands as it is, or as amended within its time."""
    NEXT_STAGE = "next_stage"
    REDEPLOY = "redeploy"
    DISMISS = "dismiss"
    STANDS = "stands"
    """After an appeal hearing: the decision stands."""
    OVERTURNED = "overturned"


class SummaryPart(StrEnum):
    """What a stage 3 summary holds [PIP-9]."""

    CONCERNS = "concerns"
    PROGRESS = "progress"
    """The plans, and how far they led."""
    SUPPORT = "support"
    """Support and adjustments."""
    WHY = "why"
    """Why it is referred."""


class Verdict(StrEnum):
    """Whether the formal procedure is the right one, and which is if not [PIP-5] [PIP-19]."""

    APPLIES = "applies"
    ATTENDANCE = "attendance"
    DISCIPLINARY = "disciplinary"
    """Deliberate or misconduct, or a serious error that did harm and goes there."""
    EXCLUDED = "excluded"
    """A chief officer, agency worker, contractor or self-employed person."""
    PROBATION = "probation"
    HEALTH = "health"
    """A disability prevents main tasks, without any fall in performance."""


class AdviceOn(StrEnum):
    """What HR was asked about [PIP-15] [PIP-3]."""

    STAGE_1 = "stage_1"
    STAGE_2 = "stage_2"
    STAGE_3 = "stage_3"
    APPEAL = "appeal"
    EXTENSION = "extension"
    OTHER = "other"


class GrievanceAbout(StrEnum):
    """What a grievance is about [PIP-13]."""

    HANDLING = "handling"
    """How performance is handled: the manager hears it before the procedure goes on."""
    SOMETHING_ELSE = "something_else"
    """It runs beside the procedure."""


class Letter(StrEnum):
    """Letters of a case."""

    INVITATION = "invitation"
    NEW_DATE = "new_date"
    OUTCOME = "outcome"
    """After a meeting, of any kind but a dismissal or an appeal."""
    PLAN = "plan"
    EXTENSION = "extension"
    SUMMARY = "summary"
    DISMISSAL = "dismissal"
    APPEAL_RECEIVED = "appeal_received"
    APPEAL_INVITATION = "appeal_invitation"
    APPEAL_OUTCOME = "appeal_outcome"


class WhyEnded(StrEnum):
    """Why a case ends without a decision on performance."""

    ELSEWHERE = "elsewhere"
    """Another procedure is the right one: conduct, attendance, probation, health [PIP-5] [PIP-19]."""
    LEFT = "left"
    SETTLED = "settled"
    """Help was enough, and no plan is needed [PIP-0]."""
    UNFOUNDED = "unfounded"
    """The concern proved wrong."""


def form_of(kind: str) -> str:
    """Give the id of the form of an entry kind: "improvement.plan"."""
    return f"{FOLDER}.{kind}"


def kind_of(form_id: str) -> str:
    """Give the entry kind of a form's id; "" for a form that is none of a case."""
    folder, _, kind = form_id.partition(".")
    return kind if folder == FOLDER and kind in set(EntryKind) else ""
