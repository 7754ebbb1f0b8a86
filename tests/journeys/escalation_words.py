"""What people write in the story of stage 3: slow on early warning signs, reasons not written [PIP-20]."""

from __future__ import annotations

from typing import Final

from supervise_tui.canonical import Json

Said = dict[str, Json]
Seen = tuple[str, int, str, str]
"""A day, the place of the objective in the plan, what came of it, what was seen."""

MANAGER = "Gwen Parry, registered manager"
DIRECTOR = "Odette Mbeki, director of care"
CHIEF = "Aled Nwosu, chief executive"
"""Who leads the meetings, as people write it: with the post."""

CONCERN: Said = {
    "raised_on": "2026-01-26",
    "raised_how": "supervision",
    "raised_in": "7",
    "falls_short": "Early signs that somebody is becoming unwell are kept for the next shift. Three times in "
    "January the on-call was rung more than two hours after the first sign stood in the notes.",
    "areas": ["planning", "clinical"],
    "whose_standard": ["employer", "people"],
    "standard": "The on-call is rung within 30 minutes once a threshold is met, and the reason stands beside "
    "each decision: escalation procedure, page 3.",
    "serious": "high",
    "examples": [
        {
            "id": "e1",
            "on": "2026-01-12",
            "what": "Mrs. L. was drowsy at 15:10 by the notes. The on-call was rung at 19:45, by "
            "the night shift.",
            "source": "audit",
        },
        {
            "id": "e2",
            "on": "2026-01-21",
            "what": "Mr. P. had not drunk since breakfast. “Wait until tea” stands in the notes, "
            "without a reason.",
            "source": "audit",
        },
    ],
    "behind_what": "Two new colleagues on both shifts. The early warning chart changed on 5 "
    "January, and half "
    "of the team had not been shown it. The senior was on the other floor.",
    "conditions_change": "The new chart is shown to all by 13 February (Marian). A senior on each "
    "floor until "
    "the end of March (Marian).",
    "put_right": "Marian walks through both days with Ania on 4 February.",
    "account": "I saw that she was drowsy, and thought that she had slept badly. I did not want to ring for "
    "nothing again. Nobody had shown me the new chart.",
    "adjustments": [],
    "remedy": "Scenarios, two shifts beside a senior, and an hour each week to think back over one decision.",
    "redress": "Mrs. L. and her son were told on 13 January. The safeguarding lead knows.",
    "look_again": "2026-02-10",
    "worker_word": "I want to get this right.",
}

PLAN: Said = {
    "second_reviewer": "Delyth Pugh",
    "adjustments": [],
    "account": "I notice more than I write. What I need is somebody who says: yes, ring.",
    "mitigating": "The new chart, and new colleagues on both shifts.",
    "asks_for": "That the senior is on my floor.",
    "agreed": "agreed",
    "disagreement": None,
    "decided_because": None,
}
CARD = "A pocket card with the thresholds in large print"
AGAIN: Said = {
    **PLAN,
    "adjustments": [{"id": "a1", "what": CARD, "who": "Marian", "from": "2026-04-22"}],
    "agreed": "decided",
    "disagreement": "Four weeks with every decision shared is too long.",
    "decided_because": "It is the one risk control under which nobody came to harm. It ends sooner if ten "
    "decisions were sound.",
}

WINTER: Final[tuple[Seen, ...]] = (
    (
        "2026-02-06",
        0,
        "partly",
        "Filled in the risk prompt with the senior beside; the threshold was left open.",
    ),
    ("2026-02-09", 1, "not_met", "Mrs. L. was cold and pale at 16:20. The on-call was rung at 18:05."),
    ("2026-02-16", 2, "partly", "Five entries of nine with their reason."),
    ("2026-02-24", 1, "partly", "Rang the senior after 40 minutes, not the on-call."),
    ("2026-03-05", 0, "met", "All shifts of the week have the prompt."),
    (
        "2026-03-19",
        1,
        "not_met",
        "A fall with a knock to the head. The on-call was rung after an hour and ten.",
    ),
    ("2026-03-26", 2, "not_met", "Three entries of ten with their reason."),
)
SPRING: Final[tuple[Seen, ...]] = (
    ("2026-04-24", 0, "met", "The prompt is there on each shift."),
    ("2026-04-30", 1, "partly", "Two calls in time, one after an hour."),
    ("2026-05-07", 2, "partly", "Six entries of ten with their reason."),
    ("2026-05-21", 1, "not_met", "Mr. P. was short of breath at noon; rung at 14:30, by a colleague."),
    ("2026-06-04", 2, "met", "Nine entries of ten with their reason."),
    ("2026-06-11", 1, "partly", "One call in time, one late by twenty minutes."),
)
SUMMER: Final[tuple[Seen, ...]] = (
    ("2026-07-16", 2, "met", "Ten entries of ten."),
    ("2026-07-23", 1, "not_met", "Mrs. L. did not wake for tea. The on-call was rung by the night shift."),
    ("2026-07-30", 0, "partly", "Two handovers of seven without the prompt."),
    ("2026-08-04", 1, "not_met", "Chest pain at 10:05, 999 rung at 10:50 by the senior."),
)

GOES_ON: Said = {
    "improvement": "some",
    "outcome": "go_on",
    "because": "The prompt is used, and the reasons begin to stand there. Calls still come late.",
    "went_well": "The risk prompt is there on most shifts.",
    "still_missing": "Calls in time.",
    "worker_view": "It helps to have the senior near.",
    "worker_word": "That is fair.",
}
ONWARD: Said = {
    "improvement": "none",
    "outcome": "formal",
    "because": "At the end of the plan calls still come more than an hour late, although all of the help was "
    "there. Nobody has been harmed so far because a second person looked.",
    "went_well": "The risk prompt is filled in, and handovers are clearer.",
    "still_missing": "Calls in time, when a threshold is met.",
    "worker_view": "On a quiet shift I can do it. When it is loud I wait too long.",
    "worker_word": "I do not see what else I could have done on the 19th.",
    "trigger": None,
}

CHECK: Said = {
    "what_checked": "every_check",
    "which": None,
    "found": "mostly",
    "note": "Two entries of the night without their reason; written in by hand.",
    "checked_by": "Bronwen Ellis, senior",
}
NOT_KEPT: Said = {
    "what": None,
    "ends_when": None,
    "state": "broken",
    "by_whom": "Bronwen Ellis, senior",
    "evidence": "On 26 March the decision to wait for Mrs. L. was signed by nobody else.",
    "now": "The senior asks at mid-shift; Marian talks with Ania tomorrow.",
}
SHORTCUT: Said = {
    "to_stage": "stage_3",
    "reason": "It takes too long.",
    "serious_risk": False,
    "not_conduct": True,
    "authorised_by": "Gwen Parry",
}
AWAY: Said = {
    "told_by": "Her sister, by telephone",
    "contact": "Marian rings on Mondays. Not about the plan.",
}
BACK: Said = {"different": "Six hours a day in the first week.", "new_days": "The outcome is due on 9 July."}
FOUR_WEEKS: Said = {
    "ends_on": "2026-08-06",
    "next_review_on": "2026-08-06",
    "advised_on": "2026-07-09",
    "adviser": "Bilal Hart, HR",
    "longer_for": None,
    "longer_why": None,
    "reason": "The reasons are on record; calls in time are not steady yet.",
    "support": [
        {"id": "s1", "what": "A headset, to ring from the bedside", "who": "Marian", "from": "2026-07-10"}
    ],
    "worker_view": "Four weeks are enough if the headset works.",
    "agreed": "agreed",
    "disagreement": None,
}
MOVED: Said = {"moved_for": "companion", "because": "Your companion is not free on that day."}
NOT_SIGNED = "The telephone list was not shown to me before."

SCOPE: Said = {
    "verdict": "applies",
    "because": "It is about noticing and deciding in time. Nothing points to intent, and no health "
    "matter was "
    "named when we asked.",
    "asked": "Bilal Hart, HR",
    "union_representative": False,
}
ADVICE: Said = {"adviser": "Bilal Hart, HR adviser", "how": "telephone", "followed": "As advised."}
ADJUSTMENT: Said = {
    "what": CARD,
    "why": "The chart on the wall cannot be read from the bedside.",
    "who_does": "Marian",
    "in_place_on": "2026-04-22",
    "time_until": "2026-05-06",
    "advised": "Occupational health, 21 April",
}

LETTER: Said = {
    "meeting_at": "14:00",
    "place": "The quiet room, Beck House",
    "address": "3 Weir Row\nHebden Mill",
    "from_address": "14 Beck Lane\nHebden Mill",
    "help": "The staff helpline, your union, occupational health",
    "contact": "Marian Oakes, extension 12",
    "others": "Bilal Hart, HR, who takes notes",
}
"""What each letter begins with, unless the one before has said it."""

MEETING: Said = {
    "started": "14:00",
    "place": "The quiet room, Beck House",
    "remote": False,
    "others": "Bilal Hart, HR, who took notes",
    "companion": "union",
    "companion_name": "Rhoda Penhale, of the care workers' union",
    "adjustments": "A break was asked for after half an hour, and kept.",
    "where_help": "The staff helpline; her union; occupational health.",
    "seen_differently": None,
}
STAGE_1: Said = {
    **MEETING,
    "hr_advice": "Bilal Hart, on 1 April",
    "concerns_put": "Seven entries of the log, four of them on calls that came late; the review of 31 March.",
    "worker_said": "The new chart was shown to her on 12 February only. She asks for the thresholds "
    "in her pocket.",
    "companion_said": "On two of the four shifts there was no senior on the floor, which had been promised.",
    "key_points": "1. The log was gone through, entry by entry.\n2. The two shifts without a senior "
    "are left out.\n"
    "3. A pocket card was agreed on.\n4. Both want another eight weeks.",
    "support_talked": "A pocket card; the same senior for all scenarios.",
    "outcome_by": "2026-04-23",
}
STAGE_2: Said = {
    **MEETING,
    "hr_advice": "Bilal Hart, on 16 June",
    "concerns_put": "The six entries since April, and the review of 15 June.",
    "worker_said": "The reasons stand there now. She rings too late when two things happen at once.",
    "companion_said": "The reasons are right, nine of ten: that is a great deal better.",
    "key_points": "1. What is better: prompt and reasons.\n2. What is not: calls in time, two of five late.\n"
    "3. Moving to days only was talked about; Ania does not want that.",
    "support_talked": "Days only; a headset, so that she can ring from the bedside.",
    "outcome_by": "2026-07-01",
}
STAGE_3: Said = {
    **MEETING,
    "hr_advice": "Bilal Hart, on 7 August",
    "summary_read": True,
    "concerns_put": "Four calls that came late since the extension, two of them with harm; pages 2 "
    "to 5 of the "
    "summary.",
    "worker_said": "She did ring on 23 July, but the line was busy. She does not see herself in the summary.",
    "companion_said": "Eleven years without a complaint before this. A role without sole "
    "responsibility would do.",
    "key_points": "1. Everybody had read the summary.\n2. The four calls were gone through; the "
    "telephone list "
    "shows no call on 23 July before 17:50.\n3. Other roles were talked about.",
    "support_talked": "Laundry and the day centre. Neither has a vacancy.",
    "outcome_by": "2026-08-28",
}
APPEAL: Said = {
    **MEETING,
    "others": "Nia Rowlands, HR, who took notes",
    "hr_advice": "Nia Rowlands, HR, on 4 September",
    "grounds_put": "That the busy line of 23 July was not looked at, and that the day centre was not asked.",
    "worker_said": "The line was busy. The day centre would have taken her.",
    "companion_said": "The provider's own list was never asked for.",
    "key_points": "1. The provider's list of 23 July was there: no call before 17:50, and the line "
    "was free.\n"
    "2. The day centre wrote on 10 September that it has no post before spring.",
    "support_talked": None,
    "outcome_by": "2026-09-22",
}

OUTCOME: Said = {"told": "The chair, in person", "help": "The staff helpline, the union, occupational health"}
NO_ANSWER: Said = dict.fromkeys(("other_roles_considered", "last_day", "appeal_to", "more_support"))
A_PLAN: Said = {
    **OUTCOME,
    **NO_ANSWER,
    "meeting": "stage_1",
    "improvement": "some",
    "decision": "plan",
    "next_explained": True,
    "reason": "Calls still come late. Two of the four were on shifts without the help that was promised; "
    "these are left out. The other two remain. With the pocket card there is good reason to try again.",
}
MORE_TIME: Said = {
    **OUTCOME,
    **NO_ANSWER,
    "meeting": "stage_2",
    "improvement": "some",
    "decision": "extend",
    "next_explained": True,
    "reason": "The reasons are on record, nine of ten. Two calls of five still came late, so it is "
    "not steady. "
    "Four weeks with a headset will show whether calls in time can be kept up.",
}
DISMISSED: Said = {
    **OUTCOME,
    "meeting": "stage_3",
    "improvement": "some",
    "decision": "dismiss",
    "reason": "After two plans and an extension four calls came late again, two of them with harm. "
    "The help was "
    "there each time. The line was free on 23 July. I see no further help that would make it safe.",
    "other_roles_considered": "Laundry and the day centre; neither has a vacancy. Nights as second "
    "carer were "
    "offered and declined.",
    "last_day": "2026-11-13",
    "appeal_to": "Aled Nwosu, chief executive",
    "next_explained": None,
    "more_support": None,
}
UPHELD: Said = {
    **OUTCOME,
    **NO_ANSWER,
    "meeting": "appeal",
    "improvement": None,
    "decision": "stands",
    "next_explained": None,
    "reason": "The provider's list shows that the line was free. The day centre has no post. "
    "Nothing new bears "
    "on the decision.",
}
THE_APPEAL: Said = {
    "day": "2026-09-03",
    "grounds": "The line was busy on 23 July, and nobody asked the provider. The day centre was not "
    "asked either.",
    "enclosed": "A photograph of her call list",
    "hears": "Aled Nwosu, chief executive",
    "late_accepted_by": None,
    "reason": None,
}
