"""A letter is received: written down with its day and the entry that starts the clocks [PIP-6] [PIP-12]."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from supervise_tui.domain.letter_facts import About, appeal_last_day
from supervise_tui.domain.letters import LETTER_OF, day_given, delivery, entry_made
from supervise_tui.domain.plan_case import Entry, date_of
from supervise_tui.domain.plan_letter import CaseLetter
from supervise_tui.domain.procedure_words import MEETING, MEETING_ON, EntryKind, Letter
from supervise_tui.domain.record import Content
from supervise_tui.forms.day_words import long_date
from supervise_tui.forms.letter_words import LetterFor
from supervise_tui.problems import BadInput, NotAllowed
from supervise_tui.store import plan_cases, plan_letters
from supervise_tui.workflows.case_rules import check_entry
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.letters import about_of, signed_content, which_of
from supervise_tui.workflows.plans_desk import plans_desk


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """A letter that the worker has, and what follows."""

    letter: CaseLetter
    entry: Entry | None
    note: str = ""
    """Said when the day is another than the letter names."""


def deliver(desk: Desk, letter_id: str, on: date, how: str, shows: str) -> Delivered:
    """Write down that the worker has a letter; the entry that starts the clocks comes with it.

    `how` is a key of `HOW`. NotAllowed, with what to do, when the procedure has no place for it on that
    day, such as an invitation that came too late for its meeting.
    """
    plans = plans_desk(desk)
    with plans.cabinet.transaction() as work:
        letter = plan_letters.letter(work, letter_id)
        case = plan_cases.case(work, letter.case)
        plans.check_file(case.worker)
        if not letter.is_final:
            raise NotAllowed("This letter is a draft still.", "Sign it first.")
        _check_day(plans, letter, on)
        about, content = about_of(work, plans, case), signed_content(work, letter)
        made = _entry(plans, about, letter, content, on, how, shows)
        entry = None
        if made is not None:
            check_entry(work, plans, made)
            entry = plan_cases.add_entry(work, made, plans.now)
        received = plan_letters.deliver(work, letter_id, on, how, plans.holder, plans.now)
    return Delivered(letter=received, entry=entry, note=_other_day(about, letter, content, on))


def _check_day(plans: Desk, letter: CaseLetter, on: date) -> None:
    if on > plans.today:
        raise BadInput("That day lies ahead.", "Write it down once the worker has the letter.")
    signed = datetime.fromisoformat(letter.made_at).date()
    if on < signed:
        raise BadInput(f"The letter was signed on {long_date(signed)}, after that day.", "Look at the day.")


def _entry(
    plans: Desk, about: About, letter: CaseLetter, content: Content, on: date, how: str, shows: str
) -> Entry | None:
    which, course = which_of(letter), about.standing.course
    kind, answers = entry_made(which, content.answers, on, how, shows, content.supervisor.name)
    called, day = course.appointment, date_of(content.answers, MEETING_ON)
    known = called is not None and (called.meeting, called.on) == (answers.get(MEETING), day)
    if kind is EntryKind.INVITATION and known:
        kind, answers = delivery(LETTER_OF[which], on, how, shows)  # written down by hand before
    if LETTER_OF[which] is Letter.OUTCOME and course.owed is None:
        return None  # what was agreed without a meeting needs no letter for it to count
    return Entry(
        id=secrets.token_hex(8),
        case=letter.case,
        number=0,
        kind=kind.value,
        on=on,
        answers={key: value for key, value in answers.items() if value is not None},
        by=plans.holder,
    )


def _other_day(about: About, letter: CaseLetter, content: Content, on: date) -> str:
    if which_of(letter) is not LetterFor.DISMISSAL or on == day_given(content.answers, on):
        return ""
    last = appeal_last_day(about, content.answers, on)
    said = appeal_last_day(about, content.answers)
    return (
        f"The letter names {long_date(said)} as the last day to appeal. As it came on {long_date(on)}, it is "
        f"{long_date(last)}: tell the worker."
    )
