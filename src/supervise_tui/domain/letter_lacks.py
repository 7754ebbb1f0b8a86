"""What keeps a letter from being signed: a hole in it, a day too early, a right left out [PIP-6] [PIP-7]."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from supervise_tui.canonical import Json
from supervise_tui.domain import procedure_words as words
from supervise_tui.domain.letter_course import said_in
from supervise_tui.domain.letter_facts import About, values
from supervise_tui.domain.letters import (
    INVITES,
    OUTCOME_LETTERS,
    OUTCOME_OF,
    SUBJECT,
    TEXT,
    day_given,
    last_of,
)
from supervise_tui.domain.plan_case import date_of, text_of
from supervise_tui.domain.procedure_dates import term_end
from supervise_tui.domain.procedure_meeting_guards import part_of
from supervise_tui.domain.procedure_moment import meeting_of, new_date_limit, notice_term
from supervise_tui.domain.procedure_table import Event
from supervise_tui.domain.procedure_words import EntryKind, MovedFor
from supervise_tui.forms.day_words import long_date
from supervise_tui.forms.letter_template import LetterTemplate, fields_in, fill, written
from supervise_tui.forms.letter_words import FIELDS, MUST, LetterFor


@dataclass(frozen=True, repr=False)
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
        if outcome is None or OUTCOME_OF.get(said_in(outcome, words.DECISION)) is not which:
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
    if which in (LetterFor.INVITATION_3, LetterFor.APPEAL_INVITATION):
        part = part_of(course, text_of(answers, words.CHAIR), INVITES[which])
        if part is not None:
            yield Lacks(str(part), words.CHAIR)


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
