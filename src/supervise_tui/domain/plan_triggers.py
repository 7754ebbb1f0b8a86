"""What brings people together before the next review: told from the facts, never decided by them [PIP-2].

A plan says beforehand what happens when nothing is better by a day, when something happens again, and when
a risk control is not kept. The program notices, says what it rests on and what was agreed; people decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from supervise_tui.domain.absences import Pause
from supervise_tui.domain.improvement_plan import Plan, controls, counting
from supervise_tui.domain.plan_case import Entry, text_of
from supervise_tui.domain.plan_trend import WORTH, Direction, Trend, trends
from supervise_tui.domain.procedure_dates import paused_on, pushed_on
from supervise_tui.domain.procedure_words import (
    IMPROVEMENT,
    INCIDENT,
    LOG_KIND,
    OUTCOME,
    EntryKind,
    Improvement,
    Result,
    ReviewOutcome,
    Trigger,
)
from supervise_tui.forms.day_words import long_date


@dataclass(frozen=True, repr=False)
class Prompt:
    """One agreed trigger that the facts speak for; something to talk about, and nothing more."""

    trigger: Trigger
    since: date
    because: str
    """What it rests on, a sentence."""
    then: str
    """What was agreed to happen; empty where nothing was."""


def prompts(plan: Plan, entries: Iterable[Entry], today: date, pauses: Sequence[Pause] = ()) -> list[Prompt]:
    """Give what has to be talked about now, a risk control that was not kept first.

    What a review has looked at since is not told again, nor what it has sent on to the next stage. While the
    procedure stands still, nobody can have become better: only what concerns people's safety is told, and
    the agreed day is later by each pause.
    """
    happened = [one for one in counting(entries) if one.on <= today]
    found = [*_broken(plan, happened), *_incidents(plan, happened)]
    if not paused_on(pauses, today):
        found += _no_better(plan, happened, today, pauses)
    return found


def _broken(plan: Plan, happened: Sequence[Entry]) -> list[Prompt]:
    return [
        Prompt(
            Trigger.CONTROL_BROKEN,
            one.since,
            f"“{one.what}” was not kept on {long_date(one.since)}.",
            plan.then.get(Trigger.CONTROL_BROKEN, ""),
        )
        for one in controls(plan, happened)
        if one.is_broken and one.since is not None
    ]


def _incidents(plan: Plan, happened: Sequence[Entry]) -> list[Prompt]:
    looked = _last_review(plan, happened)
    new = [
        one
        for one in happened
        if one.kind == EntryKind.LOG
        and text_of(one.answers, LOG_KIND) == INCIDENT
        and (one.on >= plan.starts_on if looked is None else one.number > looked.number)
    ]
    if not new:
        return []
    days = ", ".join(dict.fromkeys(long_date(one.on) for one in new))
    because = f"Something happened again on {days}."
    return [Prompt(Trigger.INCIDENT, new[0].on, because, plan.then.get(Trigger.INCIDENT, ""))]


def _no_better(plan: Plan, happened: Sequence[Entry], today: date, pauses: Sequence[Pause]) -> list[Prompt]:
    if plan.no_better_by is None:
        return []
    by = pushed_on(plan.starts_on, plan.no_better_by, pauses, today)
    looked = _last_review(plan, happened)
    sent_on = looked is not None and text_of(looked.answers, OUTCOME) == ReviewOutcome.FORMAL
    if today <= by or sent_on or is_better(plan, happened):
        return []
    because = f"By {long_date(by)} something should be better; the log and the reviews do not show it."
    return [Prompt(Trigger.NO_BETTER, by, because, plan.then.get(Trigger.NO_BETTER, ""))]


def is_better(plan: Plan, happened: Sequence[Entry]) -> bool:
    """Whether the log or the reviews show that anything became better.

    What the last review judged counts before the log. Else it is enough that one objective goes up, or
    that its newest entry stands higher than its first.
    """
    looked = _last_review(plan, happened)
    judged = text_of(looked.answers, IMPROVEMENT) if looked is not None else ""
    if judged:
        return judged != Improvement.NONE
    return any(_went_up(one) for one in trends(plan, happened))


def _went_up(trend: Trend) -> bool:
    if trend.direction is Direction.BETTER:
        return True
    worth = [WORTH[one.result] for one in trend.points]
    return bool(worth) and (worth[-1] > worth[0] or min(worth) == WORTH[Result.MET])


def _last_review(plan: Plan, happened: Sequence[Entry]) -> Entry | None:
    held = [one for one in happened if one.kind == EntryKind.REVIEW and one.number > plan.number]
    return held[-1] if held else None
