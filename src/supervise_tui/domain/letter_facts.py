"""What stands in a letter: the value of each field, and first answers out of the case.

Days and rights are worked out by the numbers of the procedure in force, for the day on which the worker is
to have the letter [PIP-6] [PIP-7] [PIP-12].
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from supervise_tui.canonical import Json
from supervise_tui.domain import procedure_words as words
from supervise_tui.domain.improvement_plan import plan_in_force
from supervise_tui.domain.letter_course import concerns, progress, said_in, support, why_called
from supervise_tui.domain.letters import (
    INVITES,
    WHICH,
    day_given,
    last_of,
)
from supervise_tui.domain.people import Nation, Supervisor, Worker
from supervise_tui.domain.plan_case import Entry, date_of, text_of, yes
from supervise_tui.domain.procedure import Standing
from supervise_tui.domain.procedure_course import MEETING_WORDS, Course
from supervise_tui.domain.procedure_dates import term_end
from supervise_tui.domain.procedure_moment import notice_term
from supervise_tui.domain.procedure_words import Decision, EntryKind, Meeting, MovedFor, Stage
from supervise_tui.forms.day_words import long_date
from supervise_tui.forms.letter_words import LetterFor
from supervise_tui.forms.procedure_policy import ProcedurePolicy

COMPANION: Final = "a colleague, a trade union representative or an official of a trade union"
"""Who may come with the worker [PIP-6]; one wording, so that no letter leaves one of them out."""
_ROLE: Final = "another role, if there is a vacant one that suits and you agree"
_PLAN: Final = "- a plan with you, with help and with time"
_MORE_TIME: Final = "- more time for your plan"
_POSSIBLE: Final[Mapping[Meeting, str]] = {
    Meeting.STAGE_1: f"- no further action\n{_PLAN}",
    Meeting.STAGE_2: f"- no further action\n{_MORE_TIME}\n- {_ROLE}\n- a stage 3 hearing, if concern remains",
    Meeting.STAGE_3: f"- no further action\n{_MORE_TIME}\n- {_ROLE}\n"
    "- dismissal with notice, if concern remains; you could appeal",
    Meeting.INTERIM: "- your plan stands as it is\n- your plan is changed within its time\n"
    "- your plan gets more time",
    Meeting.APPEAL: "- the decision stands\n- the decision is overturned",
}
_STAGES: Final[Mapping[Stage, str]] = {
    Stage.INFORMAL: "the informal stage",
    Stage.ONE: "stage 1",
    Stage.TWO: "stage 2",
    Stage.THREE: "stage 3",
}
_HEARING: Final = "a stage 3 hearing, which can end with dismissal"
_NEXT: Final[Mapping[Stage, str]] = {
    Stage.INFORMAL: "stage 1",
    Stage.ONE: "stage 2",
    Stage.TWO: _HEARING,
    Stage.THREE: _HEARING,
}
"""What follows if a plan is not met, told plainly while there is time [PIP-10]."""


@dataclass(frozen=True, kw_only=True)
class About:
    """The case that a letter is about, as it stands on the day it is written."""

    worker: Worker
    writer: Supervisor
    organisation: str
    nation: Nation
    entries: Sequence[Entry]
    standing: Standing
    policy: ProcedurePolicy
    today: date

    @property
    def stage(self) -> Stage:
        """How far the case has come."""
        return self.standing.course.stage


def first_answers(which: LetterFor, about: About) -> dict[str, Json]:
    """Give what a letter begins with: what the case says already."""
    outcome = last_of(about.entries, EntryKind.OUTCOME)
    meeting = INVITES.get(which) or _meeting_of(about)
    found: dict[str, Json] = {WHICH: which.value, words.MEETING: meeting.value if meeting else None}
    if which in INVITES:
        found |= {
            "possible": _possible(INVITES[which], about.standing.course),
            "remote": False,
            words.REASON: why_called(about.entries),
        }
        if which is LetterFor.APPEAL_INVITATION:
            appeal = last_of(about.entries, EntryKind.APPEAL)
            found |= {words.REASON: said_in(appeal, words.GROUNDS), words.CHAIR: said_in(appeal, "hears")}
    elif which is LetterFor.NEW_DATE:
        found |= _of_new_date(about)
    elif which is LetterFor.SUMMARY:
        led = last_of(about.entries, EntryKind.OUTCOME, EntryKind.REVIEW, EntryKind.AUTHORITY)
        found |= {
            "concerns": concerns(about.entries),
            "progress": progress(about.entries),
            "why": why_called(about.entries) if led is not None else "",
        }
    elif which is LetterFor.EXTENSION:
        found[words.REASON] = said_in(last_of(about.entries, EntryKind.EXTENSION), words.REASON)
    elif outcome is not None and which not in (LetterFor.PLAN, LetterFor.APPEAL_RECEIVED):
        for key in (words.REASON, words.ROLES_CONSIDERED, words.LAST_DAY, words.APPEAL_TO, "help"):
            found[key] = outcome.answers.get(key)
    role = last_of(about.entries, EntryKind.REDEPLOYMENT)
    if which is LetterFor.REDEPLOYED and role is not None:
        found |= {"new_role": role.answers.get("role"), "new_role_from": role.answers.get("begins_on")}
    if which in _WITH_SUPPORT:
        adjustments = about.standing.course.adjustments.values()
        found["support"] = support(
            about.entries,
            adjustments,
            all_plans=which is LetterFor.SUMMARY,
            with_days=which is not LetterFor.PLAN_DECIDED,
        )
    found["enclosed"] = _ENCLOSED.get(which)
    return {key: value for key, value in found.items() if value not in (None, "")}


_ENCLOSED: Final[Mapping[LetterFor, str]] = {
    LetterFor.PLAN: "Your improvement plan",
    LetterFor.EXTENSION: "The extension of your plan",
}
_WITH_SUPPORT: Final = (
    LetterFor.PLAN,
    LetterFor.EXTENSION,
    LetterFor.SUMMARY,
    LetterFor.PLAN_DECIDED,
    LetterFor.EXTENDED,
)


def _meeting_of(about: About) -> Meeting | None:
    course = about.standing.course
    if course.appointment is not None:
        return Meeting(course.appointment.meeting)
    held = last_of(about.entries, EntryKind.MEETING)
    said = text_of(held.answers, words.MEETING) if held is not None else ""
    return Meeting(said) if said in set(Meeting) else None


def _possible(meeting: Meeting, course: Course) -> str:
    """Every outcome that the meeting can have; where a stage is entered directly, its plan is made anew."""
    said = _POSSIBLE[meeting]
    return said.replace(_MORE_TIME, _PLAN) if course.direct or course.plan is None else said


def _of_new_date(about: About) -> dict[str, Json]:
    made = last_of(about.entries, EntryKind.INVITATION, EntryKind.NEW_DATE)
    given = made.answers if made is not None else {}
    missed = about.standing.course.appointment
    why = MovedFor.MISSED if missed is not None and missed.missed else None
    return {
        words.MOVED_FOR: why.value if why else None,
        "meeting_at": given.get("meeting_at"),
        "place": given.get("place"),
        words.REPRESENTATIONS: True,
    }


# ---- fields


def values(about: About, answers: Mapping[str, Json]) -> dict[str, str]:
    """Give the words of each field that has any, for the letter that `answers` are about."""
    found = {
        "worker": about.worker.name,
        "worker_post": _in_a_sentence(about.worker.post),
        "organisation": about.organisation,
        "writer": about.writer.name,
        "writer_post": about.writer.post,
        "given_on": long_date(day_given(answers, about.today)),
        "companion": COMPANION,
        **_typed(answers),
        **_of_meeting(about, answers),
        **_of_held(about),
        **_of_plan(about),
        **_of_numbers(about, answers),
        **_of_appeal(about),
    }
    return {key: value for key, value in found.items() if value}


def _in_a_sentence(post: str) -> str:
    """Give "Senior carer" as it stands within a sentence; a word in capitals, such as HCA, keeps them."""
    return f"{post[:1].lower()}{post[1:]}" if post[1:2].islower() else post


_TEXTS: Final = (
    "reason",
    "enclosed",
    "possible",
    "because",
    "chair",
    "others",
    "concerns",
    "progress",
    "support",
    "why",
    "new_role",
    "appeal_to",
    "help",
    "contact",
)


def _typed(answers: Mapping[str, Json]) -> Mapping[str, str]:
    found = {key: text_of(answers, key) for key in _TEXTS}
    last, role = date_of(answers, words.LAST_DAY), date_of(answers, "new_role_from")
    return found | {
        "other_roles": text_of(answers, words.ROLES_CONSIDERED),
        "last_day": long_date(last) if last else "",
        "new_role_from": long_date(role) if role else "",
        "representations": "yes" if yes(answers, words.REPRESENTATIONS) else "",
        "remote": "yes" if yes(answers, words.REMOTE) else "",
        "equipment": text_of(answers, "equipment") if yes(answers, words.REMOTE) else "",
    }


def _of_meeting(about: About, answers: Mapping[str, Json]) -> Mapping[str, str]:
    on = date_of(answers, words.MEETING_ON)
    said = text_of(answers, words.MEETING)
    meeting = Meeting(said) if said in set(Meeting) else Meeting.STAGE_1
    made = about.standing.course.appointment
    place = answers.get("place")
    return {
        "meeting": MEETING_WORDS[meeting].removeprefix("the ").removeprefix("an "),
        "meeting_day": long_date(on) if on else "",
        "meeting_time": text_of(answers, "meeting_at"),
        "meeting_place": place if isinstance(place, str) else text_of(answers, "place"),
        "first_day": long_date(made.on) if made is not None else "",
        "notice": notice_term(about.policy, meeting).words,
        "new_date_within": about.policy.new_date_within.words,
    }


def _of_held(about: About) -> Mapping[str, str]:
    """What is told of the meeting that was held last."""
    held = last_of(about.entries, EntryKind.MEETING)
    if held is None:
        return {}
    absent = yes(held.answers, words.IN_ABSENCE)
    return {
        "held_on": long_date(held.on),
        "held_by": said_in(held, words.CHAIR),
        "came": "" if absent else "yes",
        "absent": "yes" if absent else "",
    }


def _of_plan(about: About) -> Mapping[str, str]:
    plan = plan_in_force(about.entries)
    written_as = last_of(about.entries, EntryKind.PLAN)
    more = last_of(about.entries, EntryKind.EXTENSION)
    newer = more if more is not None and written_as is not None and more.number > written_as.number else None
    course = about.standing.course
    ends = course.plan_end(about.today)
    return {
        "stage": _STAGES[about.stage],
        "next_stage": _NEXT[about.stage],
        "plan_starts": long_date(plan.starts_on) if plan is not None else "",
        "plan_ends": long_date(ends) if ends and plan is not None else "",
        "next_review": long_date(course.next_review_on) if course.next_review_on else "",
        "gap": said_in(written_as, "gap"),
        "standard": said_in(newer, "standards") or said_in(written_as, "standard"),
        "if_not_met": said_in(newer, "consequence") or said_in(written_as, "if_not_met"),
    }


def _of_numbers(about: About, answers: Mapping[str, Json]) -> Mapping[str, str]:
    policy = about.policy
    return {
        "look_back": policy.look_back.words,
        "monitored_for": policy.monitored_for.words,
        "appeal_within": policy.appeal_within.words,
        "appeal_until": long_date(appeal_last_day(about, answers)),
        "appeal_heard_within": policy.appeal_heard_within.words,
    }


def appeal_last_day(about: About, answers: Mapping[str, Json], on: date | None = None) -> date:
    """Give the last day for an appeal, from `on` or the day that the letter names [PIP-12]."""
    received = on or day_given(answers, about.today)
    pauses = about.standing.course.pauses
    return term_end(received, about.policy.appeal_within, about.nation, pauses, about.today)


def _of_appeal(about: About) -> Mapping[str, str]:
    came, policy = about.standing.course.appeal_on, about.policy
    outcome = last_of(about.entries, EntryKind.OUTCOME)
    decision = said_in(outcome, words.DECISION)
    heard = ""
    if came is not None:
        pauses = about.standing.course.pauses
        heard = long_date(term_end(came, policy.appeal_heard_within, about.nation, pauses, about.today))
    return {
        "appeal_on": long_date(came) if came is not None else "",
        "appeal_heard_by": heard,
        "hears": said_in(last_of(about.entries, EntryKind.APPEAL), "hears"),
        "stands": "yes" if decision == Decision.STANDS else "",
        "overturned": "yes" if decision == Decision.OVERTURNED else "",
    }
