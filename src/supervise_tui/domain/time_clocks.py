"""The clocks that hang on time itself: minutes of informal contact in a month, and an induction's length."""

from __future__ import annotations

from datetime import date, timedelta

from supervise_tui.domain.absences import away_words
from supervise_tui.domain.cadence import Due, not_running, state_on
from supervise_tui.domain.clock_facts import Facts
from supervise_tui.domain.induction import together
from supervise_tui.domain.working_days import add_months
from supervise_tui.forms.day_words import MONTHS, long_date
from supervise_tui.forms.durations import say_duration


def informal_clock(facts: Facts) -> Due:
    """So much informal contact in every calendar month, where the policy asks for it [CAD-2].

    It runs from month to month: what was short in one cannot be made up in the next.
    """
    rule, today = facts.policy.informal, facts.today
    if rule is None:
        title = facts.policy.title
        return not_running(f"The policy “{title}” asks for no informal contact.", facts.policy.id)
    last = last_of_month(today)
    wanted, month = say_duration(rule.minutes), MONTHS[today.month - 1]
    so_far = say_duration(facts.informal_minutes) if facts.informal_minutes else "None"
    words = f"{so_far} in {month} so far; at least {wanted} a month under the policy “{facts.policy.title}”."
    left, limit = (last - today).days, f"{wanted} a month"
    started = facts.worker.started_on
    if started is not None and started > today:
        return not_running(f"Starts on {long_date(started)}.", facts.policy.id)
    if facts.informal_minutes >= rule.minutes:
        return Due("on-time", last, left, words, facts.policy.id, limit)
    away = next((one for one in facts.all_absences if one.stops_clocks(today)), None)
    if away is not None:
        paused = (
            f"{away_words(away, facts.worker.id)}, so the clock stands still; {words[:1].lower()}{words[1:]}"
        )
        return Due("paused", last, left, paused, facts.policy.id, limit)
    state = state_on(today, last, last - timedelta(days=facts.soon_days))
    return Due(state, last, left, words, facts.policy.id, limit)


def last_of_month(day: date) -> date:
    """Give the last day of its calendar month."""
    return add_months(day.replace(day=1), 1) - timedelta(days=1)


def line_of_sight_clock(facts: Facts) -> Due:
    """In induction a colleague is in sight for each task until one is assessed as competent in it [CAD-8]."""
    today, ends = facts.today, facts.worker.induction_ends_on
    alone = [one.task for one in facts.tasks if one.alone_by(today)]
    seen = [one.task for one in facts.tasks if not one.alone_by(today)]
    if not facts.tasks and not facts.worker.in_induction(today):
        over = f"Induction ended on {long_date(ends)}." if ends else "No induction is on file."
        return not_running(over)
    if not seen and facts.tasks:
        return not_running("Assessed as competent in every task on file.")
    which = together(seen) if seen else "every task"
    but = f" (alone in {together(alone)})" if alone else ""
    if not facts.told:
        which, but = "tasks of the induction", ""
    if ends is None:
        words = f"In sight of a colleague for {which}{but}; when the induction ends is not on file."
        return Due("due-soon", None, 0, words, "")
    until = f"until assessed as competent; the induction {'ends' if today <= ends else 'ended'} on"
    words = f"In sight of a colleague for {which}{but} {until} {long_date(ends)}."
    state = state_on(today, ends, ends - timedelta(days=facts.soon_days))
    return Due(state, ends, (ends - today).days, words, "")
