"""A planned supervision, a cancelled one and a preparation in few words, as several screens say them."""

from __future__ import annotations

from datetime import date

from supervise_tui.domain.said_dates import say_date, say_gap
from supervise_tui.forms.day_words import day_and_month
from supervise_tui.workflows.plan_supervision import Outlook, Plan, ToRebook
from supervise_tui.workflows.prepare import HowFar


def planned_words(plan: Plan, today: date) -> str:
    """Give day, time and place: "Friday 27 November, 10:30, the library"."""
    day = say_date(plan.record.held_on, today) if plan.record.held_on else "no day yet"
    return ", ".join(part for part in (day, plan.at, plan.place) if part)


def rebook_words(line: ToRebook, today: date) -> str:
    """Give by when a cancelled one is booked again [CAD-9]."""
    if line.when.by is None:
        return "within 5 working days of the return"
    if line.when.by < today:
        return f"book it again: {say_gap(line.when.by, today)}"
    return f"book it again by {day_and_month(line.when.by)}"


def outlook_words(outlook: Outlook, today: date) -> str:
    """Give in one line what lies ahead; "! " before what wants to be put right."""
    if outlook.plan is not None:
        day = outlook.plan.record.held_on
        words = planned_words(outlook.plan, today)
        if day is None:
            return words
        return f"! {words}: not held yet" if day < today else f"{words} ({say_gap(day, today)})"
    if outlook.to_rebook is not None:
        return f"! cancelled, {rebook_words(outlook.to_rebook, today)}"
    if outlook.proposal.on is not None:
        return f"agreed for {say_date(outlook.proposal.on, today)}, not planned yet"
    return "not planned yet"


def how_far_words(far: HowFar) -> str:
    """Say how far a preparation is; never what it says."""
    if not far.written:
        return "nothing written yet"
    if far.brought_in:
        return "brought in"
    return "comes in when the talk starts" if far.comes_in_by_itself else "written, not to come in yet"
