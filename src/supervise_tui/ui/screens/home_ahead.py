"""What lies ahead, as home lists it: planned talks, cancelled ones to book again, agreements to make."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from supervise_tui.domain.cadence import Due
from supervise_tui.domain.said_dates import say_gap
from supervise_tui.forms.day_words import day_and_month, weekday
from supervise_tui.ui.screens.home_line import (
    A_FEW,
    AGREEMENT,
    PLANNED,
    REBOOK,
    HomeLine,
    Part,
)
from supervise_tui.ui.screens.plan_words import rebook_words
from supervise_tui.ui.widgets.row_list import Row
from supervise_tui.workflows.agreements import AgreementLine
from supervise_tui.workflows.due import DueLine
from supervise_tui.workflows.home import HomeView
from supervise_tui.workflows.plan_supervision import Plan, ToRebook

_LATER_AT_ONCE = 3


def pressing(view: HomeView) -> list[Part]:
    """Give the parts that come before all else: today, what was not held, what was cancelled."""
    today = view.today
    past = [one for one in view.planned if one.record.held_on and one.record.held_on < today]
    now = [one for one in view.planned if one.record.held_on == today]
    return [
        Part("Today", [_planned(one, "") for one in now]),
        Part("Planned, but not held", [_planned(one, _gone_by(one, today)) for one in past]),
        Part("Cancelled", [_to_rebook(one, today) for one in view.to_rebook]),
    ]


def to_come(view: HomeView) -> list[Part]:
    """Give the parts of what is planned for later."""
    today = view.today
    sunday = today + timedelta(days=6 - today.weekday())
    week = [one for one in view.planned if one.record.held_on and today < one.record.held_on <= sunday]
    later = [one for one in view.planned if one.record.held_on and one.record.held_on > sunday]
    return [
        Part("This week", [_planned(one, _weekday(one)) for one in week]),
        Part("Planned later", [_planned(one, _day(one)) for one in later], _LATER_AT_ONCE),
    ]


def planned_with(view: HomeView) -> frozenset[str]:
    """Give the workers with whom a talk is planned."""
    return frozenset(one.worker.id for one in view.planned)


def due_and_planned(line: DueLine, today: date, planned: frozenset[str]) -> str:
    """Say when a supervision is due, and that it is planned where it is."""
    words = due_words(line.due, today)
    return f"{words}, planned" if line.worker.id in planned else words


def due_words(due: Due, today: date) -> str:
    """Give when a supervision is due in a few words."""
    if due.state == "not-applicable":
        return due.reason
    if due.state == "paused":
        return "away"
    if due.due_on is None:
        return "no date known"
    return say_gap(due.due_on, today)


def _weekday(plan: Plan) -> str:
    return weekday(plan.record.held_on) if plan.record.held_on else ""


def _day(plan: Plan) -> str:
    return day_and_month(plan.record.held_on) if plan.record.held_on else ""


def _gone_by(plan: Plan, today: date) -> str:
    days = (today - plan.record.held_on).days if plan.record.held_on else 0
    return "yesterday" if days == 1 else f"{days} days ago"


def _planned(plan: Plan, day: str) -> HomeLine:
    when = ", ".join(part for part in (day, plan.at) if part)
    return HomeLine(
        kind=PLANNED,
        row=Row(f"ahead:{plan.worker.id}", (plan.worker.name, plan.place, when or "no time yet")),
        does=f"start it, move it, or prepare for {plan.worker.name}",
        person=plan.worker,
    )


def _to_rebook(line: ToRebook, today: date) -> HomeLine:
    return HomeLine(
        kind=REBOOK,
        row=Row(f"ahead:{line.worker.id}", (line.worker.name, line.worker.post, rebook_words(line, today))),
        does=f"book it again with {line.worker.name}",
        person=line.worker,
        why=line.when.sentence,
    )


def agreements(lines: Sequence[AgreementLine]) -> Part:
    """Give the agreements that want attention [AGR-5]."""
    return Part("Agreements", [_agreement(line) for line in lines], A_FEW)


def _agreement(line: AgreementLine) -> HomeLine:
    worker, stands = line.worker, line.standing
    does = "go on with" if stands.being_made else "look again at" if stands.in_force else "make"
    return HomeLine(
        kind=AGREEMENT,
        row=Row(f"agreement:{worker.id}", (worker.name, worker.post, stands.short)),
        does=f"{does} the agreement with {worker.name}",
        person=worker,
        why=stands.sentence,
    )
