"""Guards on meetings and hearings, their outcomes, and what comes afterwards."""

from __future__ import annotations

from datetime import date
from typing import Final

from supervise_tui.domain import procedure_words as words
from supervise_tui.domain.plan_case import compared_name, name_alone
from supervise_tui.domain.procedure_course import MEETING_WORDS, Course
from supervise_tui.domain.procedure_moment import (
    Lack,
    Moment,
    appeal_until,
    look_back_to,
    look_back_until,
    new_date_limit,
    notice_term,
)
from supervise_tui.domain.procedure_words import (
    Letter,
    Meeting,
    MovedFor,
    SummaryPart,
)
from supervise_tui.forms.day_words import long_date


def right_one(m: Moment) -> Lack | None:
    wanted = m.meeting
    if not m.asked or wanted is None or m.text(words.MEETING) == wanted:
        return None
    return Lack("The entry is about another meeting.", f"Here it is about {MEETING_WORDS[wanted]}.")


def told(m: Moment) -> Lack | None:
    """[PIP-6]"""
    if not m.asked:
        return None
    if not m.text(words.REASON):
        return Lack("The invitation gives no reasons.", "Say in it why the meeting is called.")
    if not m.yes(words.RIGHT_TOLD):
        return Lack(
            "The invitation does not tell of the right to be accompanied.",
            "Tell it: a colleague, a trade union representative or official.",
        )
    return None


def _too_soon(m: Moment, told_on: date, on: date, meeting: str) -> Lack | None:
    notice = notice_term(m.policy, meeting)
    earliest = m.after(told_on, notice)
    if on >= earliest:
        return None
    return Lack(
        f"{long_date(on)} leaves less than {notice.words} from {long_date(told_on)}.",
        f"The earliest day is {long_date(earliest)}.",
    )


def notice(m: Moment) -> Lack | None:
    """[PIP-6]"""
    if not m.asked:
        return None
    on = m.day(words.MEETING_ON)
    if on is None:
        return Lack("The invitation names no day for the meeting.", "Give the day.")
    return _too_soon(m, m.on, on, m.text(words.MEETING))


_NO_DAY: Final = Lack("No meeting is called.", "Give an invitation first.")


def new_date(m: Moment) -> Lack | None:
    """[PIP-7]"""
    made = m.course.appointment
    if made is None:
        return _NO_DAY
    if not m.asked:
        return None
    on, why = m.day(words.MEETING_ON), m.text(words.MOVED_FOR)
    if why not in set(MovedFor):
        return Lack("It is not said why the day was moved.", "Choose the reason.")
    if on is None or on <= made.first_on or on == made.on:
        return Lack("The new day is not after the first one.", "Choose a later day.")
    if why == MovedFor.EMPLOYER:
        return _too_soon(m, m.on, on, made.meeting)
    limit = new_date_limit(m.course, why, m.policy, m.nation, m.on)
    if limit is not None and on > limit:
        past = "; as it is past, choose “Something on our side” and give the whole notice anew"
        return Lack(
            f"The new day is to be within {m.policy.new_date_within.words}.",
            f"The latest day is {long_date(limit)}{past if limit <= m.on else ''}.",
        )
    if on <= m.on:
        return Lack("The worker is told of the new day before it comes.", "Look at both days.")
    return _too_soon(m, made.told_on, on, made.meeting)


def on_the_day(m: Moment) -> Lack | None:
    made = m.course.appointment
    if made is None:
        return _NO_DAY
    if m.on == made.on:
        return None
    if m.on < made.on and not m.asked:
        return Lack(f"The meeting is on {long_date(made.on)}.", "Until then there is time to prepare.")
    return Lack(f"The meeting was set for {long_date(made.on)}.", "If it was moved, write that down first.")


def noticed(m: Moment) -> Lack | None:
    """[PIP-6] [PIP-13]"""
    made = m.course.appointment
    if made is None:
        return None
    lack = _too_soon(m, made.told_on, made.on, made.meeting)
    return Lack(lack.sentence, f"Move it: {lack.cure[0].lower()}{lack.cure[1:]}") if lack else None


def present(m: Moment) -> Lack | None:
    """[PIP-7]"""
    made = m.course.appointment
    if made is None:
        return None
    absent = m.yes(words.IN_ABSENCE) if m.asked else made.missed
    if not absent:
        if made.missed or made.excused:
            return Lack("It is written down that the worker did not come that day.", "Set a new date first.")
        return None
    if not made.missed:
        return Lack(
            "It is not written down that the worker did not come, without a good reason.",
            "Write that down first; with a good reason, set a new date.",
        )
    if not made.moved:
        return Lack(
            "The worker missed the first date only; nothing is held without them yet.",
            "Set a new date first.",
        )
    if not made.represented:
        return Lack(
            "The worker was not offered to write, or to have a companion speak, instead of coming.",
            "Offer it, and write that down with the new date.",
        )
    return None


def heard(m: Moment) -> Lack | None:
    """[PIP-13]"""
    since = m.course.grievance_on
    # What was held or decided before it came in may still be written down.
    if since is None or m.on < since:
        return None
    return Lack(
        f"A grievance about how this is handled came in on {long_date(since)}.",
        "The manager hears it first; write down when that was.",
    )


def notes(m: Moment) -> Lack | None:
    """[PIP-15]"""
    if not m.asked:
        return None
    if m.yes(words.RECORDED):
        return Lack("Sound is not recorded at these meetings.", "Keep written key points instead.")
    if not m.text(words.KEY_POINTS):
        return Lack("The key points of the meeting are missing.", "Write down what was said, in short.")
    return None


def remote(m: Moment) -> Lack | None:
    """[PIP-19]"""
    if not m.yes(words.REMOTE) or m.yes(words.EQUIPMENT):
        return None
    return Lack(
        "The meeting was held remotely, and it is not said that the worker had what that takes.",
        "Provide a device, a line and a quiet room, and confirm it.",
    )


def chair(m: Moment) -> Lack | None:
    """[PIP-9] [PIP-12]"""
    if not m.asked:
        return None
    name = m.text(words.CHAIR)
    if not name:
        return Lack("It is not said who leads the hearing.", "Name somebody who had no part in the case.")
    what = MEETING_WORDS[m.meeting or Meeting.STAGE_3]
    if not m.yes(words.CHAIR_SENIOR):
        return Lack(
            f"{_cap(what)} is led by somebody senior enough to decide.", "Confirm it, or choose another."
        )
    part = part_of(m.course, name, m.meeting)
    if part is not None:
        return part
    if not m.yes(words.CHAIR_NEW):
        return Lack(
            f"{_cap(what)} is led by somebody who had no part before.", "Confirm it, or choose another."
        )
    return None


def part_of(course: Course, name: str, meeting: Meeting | None) -> Lack | None:
    """Say which part in the case the one who is to lead a hearing had before; None for none [PIP-9]."""
    what = MEETING_WORDS[meeting or Meeting.STAGE_3]
    for known, part, led in course.involved:
        # A stage 3 hearing that goes on after more time may be led by the one who led it before.
        if known == compared_name(name) and not (led == Meeting.STAGE_3 == meeting):
            said = f"{name_alone(name)} {part}, so cannot lead {what}."
            return Lack(said, "Choose somebody who had no part in it.")
    return None


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]


def summary(m: Moment) -> Lack | None:
    """[PIP-9]"""
    shared = m.course.summary_on
    if shared is None or shared >= m.on:
        return Lack(
            "The written summary was not shared before the hearing.",
            "Share it, write down the day, and move the hearing if need be.",
        )
    missing = [part.value for part in SummaryPart if part not in m.course.summary_parts]
    if missing:
        return Lack(
            "The summary is not whole.",
            "It holds the concerns, the plans and progress, support and adjustments, and why it is referred.",
        )
    if m.asked and not m.yes(words.SUMMARY_READ) and not m.yes(words.IN_ABSENCE):
        return Lack(
            "It is not confirmed that everybody has read the summary.", "Ask at the start of the hearing."
        )
    return None


# ---- outcomes


def interim_met(m: Moment) -> Lack | None:
    if m.course.met == Meeting.INTERIM:
        return None
    return Lack("No interim meeting waits for an outcome.", "Write down the meeting first.")


def explained(m: Moment) -> Lack | None:
    """[PIP-10]"""
    if not m.asked or m.yes(words.NEXT_EXPLAINED):
        return None
    return Lack("The outcome does not explain the plan and the next stage.", "Explain both in the letter.")


def direct(m: Moment) -> Lack | None:
    """[PIP-4]"""
    if m.course.direct or m.course.plan is None:
        return None
    return Lack(
        "A plan is made anew only where the stage was entered directly.", "Here the plan can be extended."
    )


def not_direct(m: Moment) -> Lack | None:
    """[PIP-4]"""
    if m.course.plan is not None and not m.course.direct:
        return None
    return Lack("This stage was entered directly, so there is no plan to extend.", "A plan is made anew.")


def role_fits(m: Moment) -> Lack | None:
    """[PIP-14]"""
    if not m.asked:
        return None
    if not m.yes(words.ROLE_VACANT) or not m.yes(words.ROLE_SUITABLE):
        return Lack("Redeployment is only to a role that is vacant and suitable.", "Look for such a role.")
    if not m.yes(words.PAY_TOLD):
        return Lack("The worker was not told that the old pay is not kept.", "Tell them before they agree.")
    return None


def role_agreed(m: Moment) -> Lack | None:
    """[PIP-14]"""
    if m.course.role_agreed:
        return None
    return Lack("No other role is agreed with the worker.", "Write down the talk about it first.")


def dismissal(m: Moment) -> Lack | None:
    """[PIP-14]"""
    if not m.asked:
        return None
    if not m.text(words.ROLES_CONSIDERED):
        return Lack("It is not said which other roles were considered.", "Say which, and why none fits.")
    if not m.text(words.APPEAL_TO):
        return Lack("It is not said to whom the worker can appeal.", "Name a senior manager.")
    last = m.day(words.LAST_DAY)
    if last is None or last <= m.on:
        return Lack("A dismissal is with notice.", "Give the last day of the notice.")
    return None


# ---- afterwards


def grounds(m: Moment) -> Lack | None:
    """[PIP-12]"""
    if not m.asked or m.text(words.GROUNDS):
        return None
    return Lack("The appeal gives no grounds.", "Ask the worker for them in writing.")


def in_time(m: Moment) -> Lack | None:
    """[PIP-12]"""
    last = appeal_until(m.course, m.policy, m.nation, m.on)
    # One that came in time may be written down later, and a late one can be accepted: the form asks.
    if last is None or m.on <= last or not m.asked:
        return None
    if m.text(words.LATE_ACCEPTED_BY) and m.text(words.REASON):
        return None
    return Lack(
        f"The time to appeal was over on {long_date(last)}.",
        "A late one counts if somebody accepts it: write down who, and why.",
    )


def looked_back(m: Moment) -> Lack | None:
    """[PIP-11]"""
    ended, last = m.course.ended_on, look_back_until(m.course, m.policy, m.nation)
    if ended is not None and last is not None and not ended <= m.on <= last:
        return Lack(f"The look-back ended on {long_date(last)}.", "Begin anew, with a concern in writing.")
    to = look_back_to(m.course)
    if not m.asked or m.text(words.TO_STAGE) == to:
        return None
    return Lack(
        "From where this case ended, that stage is not the next.", f"It is taken up at stage {to[-1]}."
    )


def grievance_open(m: Moment) -> Lack | None:
    if m.course.grievance_on is not None:
        return None
    return Lack("No grievance about how this is handled is open.", "Write down the grievance first.")


_OUTCOME_LETTERS: Final = frozenset({Letter.OUTCOME, Letter.DISMISSAL, Letter.APPEAL_OUTCOME})


def letter_there(m: Moment) -> Lack | None:
    """[PIP-10]"""
    if not m.asked:
        return None
    letter = m.text(words.LETTER)
    if letter not in set(Letter):
        return Lack("It is not said which letter was received.", "Choose the letter.")
    if letter in _OUTCOME_LETTERS and letter != m.course.owed:
        return Lack(
            "No letter of that kind is on its way to the worker.",
            "Write down the outcome of the meeting first, or look at the kind of letter.",
        )
    if letter in _OUTCOME_LETTERS and m.on < m.course.decided_on:
        return Lack("The letter cannot have come before it was decided.", "Look at the day.")
    return None
