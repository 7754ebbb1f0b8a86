"""What lies ahead, as home lists it: planned talks, cancelled ones to book again, agreements to make."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeAlias

from supervise_tui.domain.cadence import Due
from supervise_tui.domain.said_dates import say_gap
from supervise_tui.forms.day_words import day_and_month, weekday
from supervise_tui.ui.screens.plan_words import rebook_words
from supervise_tui.ui.widgets.row_list import Row
from supervise_tui.workflows.agreements import AgreementLine
from supervise_tui.workflows.due import DueLine
from supervise_tui.workflows.home import HomeView
from supervise_tui.workflows.plan_supervision import Plan, ToRebook

Line: TypeAlias = tuple[Row, str]
"""A row, and what Enter does with it."""

MORE_AGREEMENTS = "more-agreements"
_AGREEMENTS_AT_ONCE = 5
"""In a home that has just begun nobody has one: the rest of home must stay in sight."""
_LATER_AT_ONCE = 3


def pressing(view: HomeView) -> list[tuple[str, list[Line]]]:
    """Give the groups that come before all else: today, what was not held, what was cancelled."""
    today = view.today
    past = [one for one in view.planned if one.record.held_on and one.record.held_on < today]
    now = [one for one in view.planned if one.record.held_on == today]
    groups = [
        ("Today", [_planned(one, "") for one in now]),
        ("Planned, but not held", [_planned(one, _gone_by(one, today)) for one in past]),
        ("Cancelled", [_to_rebook(one, today) for one in view.to_rebook]),
    ]
    return [(f"{title} ({len(lines)})", lines) for title, lines in groups if lines]


def to_come(view: HomeView) -> list[tuple[str, list[Line]]]:
    """Give the groups of what is planned for later."""
    today = view.today
    sunday = today + timedelta(days=6 - today.weekday())
    week = [one for one in view.planned if one.record.held_on and today < one.record.held_on <= sunday]
    later = [one for one in view.planned if one.record.held_on and one.record.held_on > sunday]
    groups = [
        ("This week", [_planned(one, _weekday(one)) for one in week]),
        ("Planned later", [_planned(one, _day(one)) for one in later[:_LATER_AT_ONCE]]),
    ]
    return [(f"{title} ({len(lines)})", lines) for title, lines in groups if lines]


def due_and_planned(line: DueLine, view: HomeView) -> str:
    """Say when a supervision is due, and that it is planned where it is."""
    words = due_words(line.due, view.today)
    return f"{words}, planned" if any(one.worker.id == line.worker.id for one in view.planned) else words


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


def _planned(plan: Plan, day: str) -> Line:
    when = ", ".join(part for part in (day, plan.at) if part)
    row = Row(f"ahead:{plan.worker.id}", (plan.worker.name, plan.place, when or "no time yet"))
    return row, f"start it, move it, or prepare for {plan.worker.name}"


def _to_rebook(line: ToRebook, today: date) -> Line:
    row = Row(f"ahead:{line.worker.id}", (line.worker.name, line.worker.post, rebook_words(line, today)))
    return row, f"book it again with {line.worker.name}"


def agreement_lines(lines: Sequence[AgreementLine]) -> list[Line]:
    """Give the agreements that want attention; a long list is cut, and says so [AGR-5]."""
    cut = len(lines) > _AGREEMENTS_AT_ONCE + 1
    found = [_agreement(line) for line in (lines[:_AGREEMENTS_AT_ONCE] if cut else lines)]
    if cut:
        more = Row(MORE_AGREEMENTS, (f"… and {len(lines) - _AGREEMENTS_AT_ONCE} more",))
        found.append((more, "see all workers, and how their agreements stand"))
    return found


def _agreement(line: AgreementLine) -> Line:
    worker, stands = line.worker, line.standing
    row = Row(f"agreement:{worker.id}", (worker.name, worker.post, stands.short))
    does = "go on with" if stands.being_made else "look again at" if stands.in_force else "make"
    return row, f"{does} the agreement with {worker.name}"
