"""Which letter a case needs now, and which entry it makes once the worker has it [PIP-6] [PIP-10] [PIP-12].

What stands in a letter is worked out in letter_facts.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from supervise_tui.canonical import Json
from supervise_tui.domain import procedure_words as words
from supervise_tui.domain.plan_case import Entry, date_of, text_of
from supervise_tui.domain.plan_letter import CaseLetter
from supervise_tui.domain.procedure import Standing
from supervise_tui.domain.procedure_table import Event, State
from supervise_tui.domain.procedure_words import Decision, EntryKind, Letter, Meeting
from supervise_tui.forms.letter_words import LetterFor

LETTER_FORM: Final = words.form_of("letter")
WHICH: Final = "letter"
"""The question of the letter's form that says which one it is; a `LetterFor`."""
GIVEN_ON: Final = "given_on"
SUBJECT, TEXT = "subject", "text"
KEPT_FOR_ALL: Final = ("help", "contact", "from_address")
"""What the next letter takes over from the last one to anybody."""
KEPT_FOR_CASE: Final = ("address", "place", "chair", "others")
"""What it takes over from the last one of the same case."""

LETTER_OF: Final[Mapping[LetterFor, Letter]] = {
    LetterFor.INVITATION_1: Letter.INVITATION,
    LetterFor.INVITATION_2: Letter.INVITATION,
    LetterFor.INVITATION_3: Letter.INVITATION,
    LetterFor.INVITATION_INTERIM: Letter.INVITATION,
    LetterFor.NEW_DATE: Letter.NEW_DATE,
    LetterFor.NO_ACTION: Letter.OUTCOME,
    LetterFor.PLAN_DECIDED: Letter.OUTCOME,
    LetterFor.EXTENDED: Letter.OUTCOME,
    LetterFor.GO_ON: Letter.OUTCOME,
    LetterFor.NEXT_STAGE: Letter.OUTCOME,
    LetterFor.REDEPLOYED: Letter.OUTCOME,
    LetterFor.PLAN: Letter.PLAN,
    LetterFor.EXTENSION: Letter.EXTENSION,
    LetterFor.SUMMARY: Letter.SUMMARY,
    LetterFor.DISMISSAL: Letter.DISMISSAL,
    LetterFor.APPEAL_RECEIVED: Letter.APPEAL_RECEIVED,
    LetterFor.APPEAL_INVITATION: Letter.APPEAL_INVITATION,
    LetterFor.APPEAL_OUTCOME: Letter.APPEAL_OUTCOME,
}
INVITES: Final[Mapping[LetterFor, Meeting]] = {
    LetterFor.INVITATION_1: Meeting.STAGE_1,
    LetterFor.INVITATION_2: Meeting.STAGE_2,
    LetterFor.INVITATION_3: Meeting.STAGE_3,
    LetterFor.INVITATION_INTERIM: Meeting.INTERIM,
    LetterFor.APPEAL_INVITATION: Meeting.APPEAL,
}
OUTCOME_OF: Final[Mapping[str, LetterFor]] = {
    Decision.NO_ACTION: LetterFor.NO_ACTION,
    Decision.PLAN: LetterFor.PLAN_DECIDED,
    Decision.EXTEND: LetterFor.EXTENDED,
    Decision.GO_ON: LetterFor.GO_ON,
    Decision.NEXT_STAGE: LetterFor.NEXT_STAGE,
    Decision.REDEPLOY: LetterFor.REDEPLOYED,
    Decision.DISMISS: LetterFor.DISMISSAL,
    Decision.STANDS: LetterFor.APPEAL_OUTCOME,
    Decision.OVERTURNED: LetterFor.APPEAL_OUTCOME,
}
OUTCOME_LETTERS: Final = frozenset(OUTCOME_OF.values()) - {LetterFor.REDEPLOYED}
"""Letters that tell of a decision; another role can be agreed without a meeting too."""
_TO_CALL: Final[Mapping[State, LetterFor]] = {
    State.STAGE_1: LetterFor.INVITATION_1,
    State.STAGE_2: LetterFor.INVITATION_2,
    State.STAGE_3: LetterFor.INVITATION_3,
    State.APPEALED: LetterFor.APPEAL_INVITATION,
}
_CLOCK: Final[Mapping[LetterFor, str]] = {
    LetterFor.SUMMARY: "summary",
    LetterFor.APPEAL_INVITATION: "appeal-invitation",
    LetterFor.NEW_DATE: "new-date",
    LetterFor.PLAN: "plan-to-make",
    LetterFor.EXTENSION: "extension-to-make",
}


@dataclass(frozen=True, kw_only=True)
class Needed:
    """A letter that the case asks for now."""

    letter: LetterFor
    why: str
    """One sentence."""
    by: date | None = None
    entry: str = ""
    """The id of the entry that it tells of; empty for none."""


def needed(standing: Standing, entries: Iterable[Entry], letters: Iterable[CaseLetter]) -> tuple[Needed, ...]:
    """Give the letters that are needed where the case stands, the most pressing first.

    A letter that is final already and tells of the same thing is not needed again; one that lies as a
    draft still is.
    """
    told, letters = list(entries), list(letters)
    clocks = {clock.id: clock.due_on for clock in standing.clocks}
    made = {(one.kind, one.entry) for one in letters if one.is_final}
    found = [
        one
        for one in _asked_for(standing, told, clocks)
        if (LETTER_OF[one.letter].value, one.entry) not in made or not one.entry
    ]
    sent = {LETTER_OF[key].value for key in _NOT_TWICE}
    waiting = {one.kind for one in to_hand_over(letters) if _still_fits(one, standing)}
    return tuple(one for one in found if LETTER_OF[one.letter].value not in sent & waiting)


_NOT_TWICE: Final = (*INVITES, LetterFor.NEW_DATE, LetterFor.SUMMARY)
"""While one lies there signed, and was not handed over, no second one of its kind is asked for."""


def _still_fits(letter: CaseLetter, standing: Standing) -> bool:
    """Whether a signed letter is about where the case stands: one to an earlier meeting is not."""
    calls = letter.kind in (Letter.INVITATION, Letter.NEW_DATE)
    return not calls or datetime.fromisoformat(letter.made_at).date() >= standing.course.decided_on


def to_hand_over(letters: Iterable[CaseLetter]) -> tuple[CaseLetter, ...]:
    """Give the signed letters that the worker is still to have, in the order in which they were made.

    One that was written anew since, of the same kind, is not handed over any more: a signed letter with a
    wrong day in it can only be replaced.
    """
    final = sorted(
        (one for one in letters if one.is_final), key=lambda one: datetime.fromisoformat(one.made_at)
    )
    newest = {one.kind: one.id for one in final}
    return tuple(one for one in final if one.delivered_on is None and newest[one.kind] == one.id)


def _asked_for(
    standing: Standing, entries: Sequence[Entry], clocks: Mapping[str, date | None]
) -> Iterable[Needed]:
    course = standing.course
    outcome = last_of(entries, EntryKind.OUTCOME)
    if course.owed is not None and outcome is not None:
        which = OUTCOME_OF.get(text_of(outcome.answers, words.DECISION))
        if which is not None:
            why = "The outcome of the meeting has to be with the worker in writing."
            yield Needed(letter=which, why=why, by=clocks.get("outcome"), entry=outcome.id)
    appeal = last_of(entries, EntryKind.APPEAL)
    if standing.state is State.APPEALED and appeal is not None:
        yield Needed(
            letter=LetterFor.APPEAL_RECEIVED,
            why="The worker hears that the appeal is there, and what happens next.",
            entry=appeal.id,
        )
    which = _TO_CALL.get(standing.state)
    if which is not None:
        what = "The appeal hearing" if which is LetterFor.APPEAL_INVITATION else "The meeting of this stage"
        why = f"{what} is called in writing, with notice."
        yield Needed(letter=which, why=why, by=clocks.get(_CLOCK.get(which, "")))
    made = course.appointment
    if made is not None and (made.excused or made.missed or "new-date" in clocks):
        why = "The meeting needs a new date."
        yield Needed(letter=LetterFor.NEW_DATE, why=why, by=clocks.get("new-date"))
    if "summary" in clocks or (standing.state is State.STAGE_3_INVITED and course.summary_on is None):
        why = "The summary is with the worker before the hearing."
        yield Needed(letter=LetterFor.SUMMARY, why=why, by=clocks.get("summary"))
    if standing.state is State.REDEPLOYED:
        role = last_of(entries, EntryKind.REDEPLOYMENT)
        by_outcome = outcome is not None and outcome.answers.get(words.DECISION) == Decision.REDEPLOY
        if role is not None and not by_outcome:
            why = "What was agreed about the other role is put in writing."
            yield Needed(letter=LetterFor.REDEPLOYED, why=why, entry=role.id)
    for kind, letter in ((EntryKind.PLAN, LetterFor.PLAN), (EntryKind.EXTENSION, LetterFor.EXTENSION)):
        entry = last_of(entries, kind)
        if entry is not None and standing.state.value.endswith("-plan") and not _over(entries, entry):
            what = "plan" if letter is LetterFor.PLAN else "extension"
            yield Needed(letter=letter, why=f"The signed {what} goes to the worker.", entry=entry.id)


def _over(entries: Sequence[Entry], plan: Entry) -> bool:
    """Whether a later entry has taken its place: then its letter would come too late to help."""
    later = (EntryKind.PLAN, EntryKind.EXTENSION, EntryKind.REVIEW, EntryKind.INVITATION)
    return any(one.number > plan.number and one.kind in later for one in entries)


def last_of(entries: Iterable[Entry], *kinds: EntryKind) -> Entry | None:
    """Give the newest entry of these kinds."""
    found = [one for one in entries if one.kind in kinds]
    return max(found, key=lambda one: one.number, default=None)


# ---- what a letter makes of itself once it is received

HOW: Final[Mapping[str, str]] = {
    "hand": "In person",
    "post": "By post, signed for",
    "email": "By e-mail, and it was answered",
    "other": "Otherwise",
}
"""The ways in which a letter can be delivered: those of the form of a delivery."""
_OF_INVITATION: Final = (
    words.MEETING_ON,
    "meeting_at",
    "place",
    words.REMOTE,
    "equipment",
    words.REASON,
    "enclosed",
    "possible",
    words.CHAIR,
    words.CHAIR_NEW,
    words.CHAIR_SENIOR,
    "others",
)
_OF_NEW_DATE: Final = (
    words.MOVED_FOR,
    "because",
    words.MEETING_ON,
    "meeting_at",
    "place",
    words.REPRESENTATIONS,
)


def entry_made(
    which: LetterFor, answers: Mapping[str, Json], on: date, how: str, shows: str, writer: str
) -> tuple[EntryKind, dict[str, Json]]:
    """Give kind and answers of the entry that a received letter makes: clocks start with it [PIP-6]."""
    day: dict[str, Json] = {words.DAY: on.isoformat()}
    if which in INVITES:
        told: dict[str, Json] = {words.MEETING: INVITES[which].value, words.RIGHT_TOLD: True}
        return EntryKind.INVITATION, {**day, **told, **_only(answers, _OF_INVITATION)}
    if which is LetterFor.NEW_DATE:
        about: dict[str, Json] = {words.MEETING: answers.get(words.MEETING)}
        return EntryKind.NEW_DATE, {**day, **about, **_only(answers, _OF_NEW_DATE)}
    if which is LetterFor.SUMMARY:
        whole: list[Json] = [part.value for part in words.SummaryPart]
        who = text_of(answers, "shared_with")
        return EntryKind.SUMMARY, {**day, words.COVERS: whole, "written_by": writer, "shared_with": who}
    return delivery(LETTER_OF[which], on, how, shows)


def delivery(letter: Letter, on: date, how: str, shows: str) -> tuple[EntryKind, dict[str, Json]]:
    """Give kind and answers of the entry that a letter of that kind was received."""
    answers: dict[str, Json] = {words.LETTER: letter.value, words.DAY: on.isoformat(), "how": how}
    return EntryKind.DELIVERY, {**answers, "shows": shows}


def _only(answers: Mapping[str, Json], asked: Sequence[str]) -> dict[str, Json]:
    return {key: answers[key] for key in asked if answers.get(key) not in (None, "")}


def moves_of(which: LetterFor) -> tuple[Event, ...]:
    """Give the moves of the procedure that a letter is part of, for a case screen that offers it there."""
    return _MOVES_OF.get(LETTER_OF[which], ())


_MOVES_OF: Final[Mapping[Letter, tuple[Event, ...]]] = {
    Letter.INVITATION: (Event.INVITE, Event.INVITE_INTERIM),
    Letter.APPEAL_INVITATION: (Event.INVITE,),
    Letter.NEW_DATE: (Event.NEW_DATE,),
    Letter.SUMMARY: (Event.SUMMARY,),
    Letter.OUTCOME: (Event.DELIVERY,),
    Letter.DISMISSAL: (Event.DELIVERY,),
    Letter.APPEAL_OUTCOME: (Event.DELIVERY,),
}


def day_given(answers: Mapping[str, Json], today: date) -> date:
    """Give the day on which the worker is to have the letter; today while it is not said."""
    return date_of(answers, GIVEN_ON) or today
