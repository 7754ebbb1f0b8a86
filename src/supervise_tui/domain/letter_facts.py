"""What stands in a letter: the value of each field, first answers out of the case, and what is still missing.

Days and rights are worked out by the numbers of the procedure in force, for the day on which the worker is
to have the letter [PIP-6] [PIP-7] [PIP-12].
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from supervise_tui.canonical import Json
from supervise_tui.domain import procedure_words as words
from supervise_tui.domain.improvement_plan import Help, plan_in_force
from supervise_tui.domain.letters import (
    INVITES,
    OUTCOME_LETTERS,
    OUTCOME_OF,
    SUBJECT,
    TEXT,
    WHICH,
    day_given,
    last_of,
)
from supervise_tui.domain.people import Nation, Supervisor, Worker
from supervise_tui.domain.plan_case import Entry, date_of, text_of, yes
from supervise_tui.domain.plan_trend import trends
from supervise_tui.domain.procedure import Standing
from supervise_tui.domain.procedure_course import MEETING_WORDS
from supervise_tui.domain.procedure_dates import term_end
from supervise_tui.domain.procedure_moment import meeting_of, new_date_limit, notice_term
from supervise_tui.domain.procedure_table import Event
from supervise_tui.domain.procedure_words import Decision, EntryKind, Meeting, MovedFor, Stage
from supervise_tui.forms.day_words import long_date
from supervise_tui.forms.letter_template import LetterTemplate, fields_in, fill, written
from supervise_tui.forms.letter_words import FIELDS, MUST, LetterFor
from supervise_tui.forms.procedure_policy import ProcedurePolicy

COMPANION: Final = "a colleague, a trade union representative or an official of a trade union"
"""Who may come with the worker [PIP-6]; one wording, so that no letter leaves one of them out."""
_ROLE: Final = "another role, if there is a vacant one that suits and you agree"
_POSSIBLE: Final[Mapping[Meeting, str]] = {
    Meeting.STAGE_1: "- no further action\n- a plan with you, with help and with time",
    Meeting.STAGE_2: f"- no further action\n- more time for your plan\n- {_ROLE}\n"
    "- a stage 3 hearing, if concern remains",
    Meeting.STAGE_3: f"- no further action\n- more time for your plan\n- {_ROLE}\n"
    "- dismissal with notice, if concern remains; you could appeal",
    Meeting.INTERIM: "- your plan stands as it is\n- your plan is changed within its time\n"
    "- your plan gets more time",
    Meeting.APPEAL: "- the decision stands\n- the decision is overturned",
}
_STAGES: Final[Mapping[Stage, str]] = {
    Stage.INFORMAL: "the informal stage",
    Stage.ONE: "stage 1",
    Stage.TWO: "stage 2",
    Stage.THREE: "a stage 3 hearing",
}
_NEXT: Final[Mapping[Stage, Stage]] = {
    Stage.INFORMAL: Stage.ONE,
    Stage.ONE: Stage.TWO,
    Stage.TWO: Stage.THREE,
    Stage.THREE: Stage.THREE,
}


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
            "possible": _POSSIBLE[INVITES[which]],
            "remote": False,
            words.REASON: _why_called(which, about),
        }
    elif which is LetterFor.NEW_DATE:
        found |= _of_new_date(about)
    elif which is LetterFor.SUMMARY:
        found |= _of_summary(about)
    elif which is LetterFor.EXTENSION:
        found[words.REASON] = _said(last_of(about.entries, EntryKind.EXTENSION), words.REASON)
    elif outcome is not None and which not in (LetterFor.PLAN, LetterFor.APPEAL_RECEIVED):
        for key in (words.REASON, words.ROLES_CONSIDERED, words.LAST_DAY, words.APPEAL_TO, "help"):
            found[key] = outcome.answers.get(key)
    role = last_of(about.entries, EntryKind.REDEPLOYMENT)
    if which is LetterFor.REDEPLOYED and role is not None:
        found |= {"new_role": role.answers.get("role"), "new_role_from": role.answers.get("begins_on")}
    if which in _WITH_SUPPORT:
        found["support"] = _support(about)
    return {key: value for key, value in found.items() if value not in (None, "")}


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


def _why_called(which: LetterFor, about: About) -> str:
    if which is LetterFor.APPEAL_INVITATION:
        return _said(last_of(about.entries, EntryKind.APPEAL), words.GROUNDS)
    kinds = (EntryKind.REVIEW, EntryKind.OUTCOME, EntryKind.RELAPSE, EntryKind.AUTHORITY, EntryKind.PLAN)
    for kind in (*kinds, EntryKind.CONCERN):
        entry = last_of(about.entries, kind)
        for key in ("because", words.REASON, "gap", "falls_short"):
            said = _said(entry, key)
            if said:
                return said
    return ""


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


def _of_summary(about: About) -> dict[str, Json]:
    concern, plan = last_of(about.entries, EntryKind.CONCERN), last_of(about.entries, EntryKind.PLAN)
    concerns = [_said(concern, "falls_short"), *_rows(concern, "examples")]
    if plan is not None and _said(plan, "gap") not in concerns:
        concerns += [_said(plan, "gap")]
    outcome = last_of(about.entries, EntryKind.OUTCOME, EntryKind.AUTHORITY)
    return {
        "concerns": "\n".join(part for part in concerns if part),
        "progress": "\n".join(_course_in_lines(about)),
        "why": _said(outcome, words.REASON),
    }


def _rows(entry: Entry | None, question: str) -> Iterator[str]:
    rows = entry.answers.get(question) if entry is not None else None
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, Mapping):
            day = date_of(row, "on")
            what = text_of(row, "what")
            if what:
                yield f"- {long_date(day)}: {what}" if day else f"- {what}"


_TOLD: Final[Mapping[str, str]] = {
    EntryKind.PLAN: "Plan agreed or decided",
    EntryKind.EXTENSION: "The plan got more time",
    EntryKind.REVIEW: "Review",
    EntryKind.MEETING: "Meeting",
    EntryKind.OUTCOME: "Outcome",
}


def _course_in_lines(about: About) -> Iterator[str]:
    for entry in sorted(about.entries, key=lambda one: (one.on, one.number)):
        if entry.kind in _TOLD:
            what = _TOLD[entry.kind]
            if entry.kind == EntryKind.MEETING:
                said = MEETING_WORDS.get(text_of(entry.answers, words.MEETING), "a meeting")
                what = f"{said.removeprefix('the ')[:1].upper()}{said.removeprefix('the ')[1:]} held"
            why = _said(entry, "because") or _said(entry, words.REASON)
            yield f"- {long_date(entry.on)}: {what}{f'. {why}' if why else ''}"
    plan = plan_in_force(about.entries)
    for trend in trends(plan, about.entries) if plan is not None else ():
        yield f"- {trend.objective.words}: {trend.words}"


def _support(about: About) -> str:
    plan = plan_in_force(about.entries)
    lines = [_help_line(one) for one in (plan.help if plan is not None else ()) if one.what]
    for one in about.standing.course.adjustments.values():
        since = f", in place since {long_date(one.in_place_on)}" if one.in_place_on else ""
        lines.append(f"- {one.what} (adjustment{since})")
    return "\n".join(lines)


def _help_line(one: Help) -> str:
    who = f" ({one.who})" if one.who else ""
    return f"- {one.what}{who}{f', from {long_date(one.starts)}' if one.starts else ''}"


def _said(entry: Entry | None, question: str) -> str:
    return text_of(entry.answers, question) if entry is not None else ""


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
    held = last_of(about.entries, EntryKind.MEETING)
    place = answers.get("place")
    return {
        "meeting": MEETING_WORDS[meeting].removeprefix("the ").removeprefix("an "),
        "meeting_day": long_date(on) if on else "",
        "meeting_time": text_of(answers, "meeting_at"),
        "meeting_place": place if isinstance(place, str) else text_of(answers, "place"),
        "first_day": long_date(made.on) if made is not None else "",
        "held_on": long_date(held.on) if held is not None else "",
        "notice": notice_term(about.policy, meeting).words,
        "new_date_within": about.policy.new_date_within.words,
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
        "next_stage": _STAGES[_NEXT[about.stage]],
        "plan_starts": long_date(plan.starts_on) if plan is not None else "",
        "plan_ends": long_date(ends) if ends and plan is not None else "",
        "next_review": long_date(course.next_review_on) if course.next_review_on else "",
        "gap": _said(written_as, "gap"),
        "standard": _said(newer, "standards") or _said(written_as, "standard"),
        "if_not_met": _said(newer, "consequence") or _said(written_as, "if_not_met"),
    }


def _of_numbers(about: About, answers: Mapping[str, Json]) -> Mapping[str, str]:
    policy = about.policy
    return {
        "look_back": policy.look_back.words,
        "monitored_for": policy.monitored_for.words,
        "appeal_within": policy.appeal_within.words,
        "appeal_until": long_date(appeal_last_day(about, answers)),
    }


def appeal_last_day(about: About, answers: Mapping[str, Json], on: date | None = None) -> date:
    """Give the last day for an appeal, from `on` or the day that the letter names [PIP-12]."""
    received = on or day_given(answers, about.today)
    pauses = about.standing.course.pauses
    return term_end(received, about.policy.appeal_within, about.nation, pauses, about.today)


def _of_appeal(about: About) -> Mapping[str, str]:
    came, policy = about.standing.course.appeal_on, about.policy
    outcome = last_of(about.entries, EntryKind.OUTCOME)
    decision = _said(outcome, words.DECISION)
    heard = ""
    if came is not None:
        pauses = about.standing.course.pauses
        heard = long_date(term_end(came, policy.appeal_heard_within, about.nation, pauses, about.today))
    return {
        "appeal_on": long_date(came) if came is not None else "",
        "appeal_heard_by": heard,
        "stands": "yes" if decision == Decision.STANDS else "",
        "overturned": "yes" if decision == Decision.OVERTURNED else "",
    }


# ---- what is missing


@dataclass(frozen=True)
class Lacks:
    """Something that keeps a letter from being signed."""

    sentence: str
    question: str = ""
    """The question that puts it right; empty when it is the text, IN_THE_CASE when it is the case."""


IN_THE_CASE: Final = "case"


def drafted(
    template: LetterTemplate, found: Mapping[str, str], answers: Mapping[str, Json]
) -> tuple[str, str]:
    """Give subject and text: as they were changed by hand, else by the template; fields filled in."""
    subject, text = text_of(answers, SUBJECT), text_of(answers, TEXT)
    body = fill(text, found) if text else written(template, found)
    return fill(subject or template.subject, found), body


def lacks(
    which: LetterFor, about: About, answers: Mapping[str, Json], subject: str, text: str
) -> list[Lacks]:
    """Give all that a letter lacks: a day too early, a hole in it, a right that it does not tell."""
    found = values(about, answers)
    whole = f"{subject}\n{text}"
    holes = [
        Lacks(
            f"The letter still has a hole: {{{name}}}, {FIELDS.get(name, 'which is no field')}.", _asks(name)
        )
        for name in fields_in(whole)
    ]
    missing = [
        Lacks(f"The letter does not say {FIELDS[name]}: {_short(found[name])}.")
        for name in MUST[which]
        if name in found
        and name not in IN_OWN_WORDS
        and not _says(whole, found[name])
        and f"{{{name}}}" not in whole
    ]
    gone = [
        Lacks(f"It is not known yet: {FIELDS[name]}.", _asks(name))
        for name in MUST[which]
        if name not in found and f"{{{name}}}" not in whole
    ]
    return [*_place(which, about), *_dates(which, about, answers), *holes, *gone, *missing]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59].rstrip()}…"


IN_OWN_WORDS: Final = frozenset(
    {
        *("reason", "possible", "because", "concerns", "progress", "support", "why", "other_roles"),
        *("if_not_met", "standard", "help"),
    }
)
"""Fields whose words may be changed in the text; days, names and rights stay as they are."""

_QUESTION_OF: Final[Mapping[str, str]] = {
    "meeting_day": words.MEETING_ON,
    "meeting_time": "meeting_at",
    "meeting_place": "place",
    "other_roles": words.ROLES_CONSIDERED,
}


def _asks(field: str) -> str:
    return _QUESTION_OF.get(field, field)


def _says(whole: str, said: str) -> bool:
    """Whether the words are in the letter; line ends and blanks do not count."""
    return " ".join(said.split()).casefold() in " ".join(whole.split()).casefold()


def _place(which: LetterFor, about: About) -> Iterator[Lacks]:
    """A letter goes out only where its step has a place: else its delivery could not be written down."""
    standing = about.standing
    event = _EVENTS.get(which)
    if event is not None:
        offer = standing.offer(event)
        other = which in INVITES and meeting_of(standing.state) is not INVITES[which]
        if offer is None or other:
            yield Lacks(f"{standing.label}: this letter has no place here.", IN_THE_CASE)
        else:
            yield from (Lacks(one, IN_THE_CASE) for one in offer.missing)
    elif which in OUTCOME_LETTERS:
        outcome = last_of(about.entries, EntryKind.OUTCOME)
        if outcome is None or OUTCOME_OF.get(_said(outcome, words.DECISION)) is not which:
            yield Lacks("That outcome is not written into the case yet: do that first.", IN_THE_CASE)


_EVENTS: Final[Mapping[LetterFor, Event]] = {
    **dict.fromkeys(INVITES, Event.INVITE),
    LetterFor.INVITATION_INTERIM: Event.INVITE_INTERIM,
    LetterFor.NEW_DATE: Event.NEW_DATE,
    LetterFor.SUMMARY: Event.SUMMARY,
}


def _dates(which: LetterFor, about: About, answers: Mapping[str, Json]) -> Iterator[Lacks]:
    """The days have to hold what the rules ask for, or the letter would promise what cannot be kept."""
    given, on = day_given(answers, about.today), date_of(answers, words.MEETING_ON)
    course = about.standing.course
    if given < about.today:
        yield Lacks("The day on which the worker gets it is past.", "given_on")
    if which in INVITES and on is not None:
        term = notice_term(about.policy, INVITES[which])
        earliest = term_end(given, term, about.nation, course.pauses, about.today)
        if on < earliest:
            yield Lacks(
                f"{long_date(on)} leaves less than {term.words}. The earliest day is {long_date(earliest)}.",
                words.MEETING_ON,
            )
        if course.paused(on):
            yield Lacks("The procedure stands still while the worker is off sick.", words.MEETING_ON)
    if which is LetterFor.NEW_DATE and on is not None and course.appointment is not None:
        yield from _new_date(about, answers, on, given)
    for key in (words.CHAIR_NEW, words.CHAIR_SENIOR):
        if answers.get(key) is False and which in (LetterFor.INVITATION_3, LetterFor.APPEAL_INVITATION):
            yield Lacks("The hearing is led by somebody senior who had no part before.", words.CHAIR)


def _new_date(about: About, answers: Mapping[str, Json], on: date, given: date) -> Iterator[Lacks]:
    course, made = about.standing.course, about.standing.course.appointment
    if made is None:
        return
    why = text_of(answers, words.MOVED_FOR)
    if on <= made.first_on or on == made.on:
        yield Lacks("The new day is not after the first one.", words.MEETING_ON)
    if why == MovedFor.EMPLOYER:
        term = notice_term(about.policy, made.meeting)
        earliest = term_end(given, term, about.nation, course.pauses, about.today)
        if on < earliest:
            yield Lacks(
                f"The earliest day is {long_date(earliest)}: {term.words} from the letter.", words.MEETING_ON
            )
        return
    limit = new_date_limit(course, why, about.policy, about.nation, about.today)
    if limit is not None and on > limit:
        yield Lacks(
            f"The new day is to be within {about.policy.new_date_within.words}: by {long_date(limit)}.",
            words.MEETING_ON,
        )
