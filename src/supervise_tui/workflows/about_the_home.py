"""What records about the home and its supervisor begin with: last time, open needs, the program's figures."""

from __future__ import annotations

import secrets
from collections import Counter
from datetime import date, timedelta

from supervise_tui.canonical import Json
from supervise_tui.domain.cadence import was_held
from supervise_tui.domain.coverage import coverage
from supervise_tui.domain.kinds import PLAN, PLAN_REVIEW
from supervise_tui.domain.last_time import taken_over, what_about
from supervise_tui.domain.record import Record
from supervise_tui.domain.working_days import add_months
from supervise_tui.store import action_points, people, records
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.given_to_sign import given_to_sign
from supervise_tui.workflows.policies import current

MONTHS = 12
"""How far the figures look back."""
_MOST_NEEDS = 40


def last_signed(work: Work, file: str, makes: str, about: str | None = None) -> Record | None:
    """Give the latest signed record of that kind on a file; with `about` of those about the same."""
    found = last_by_subject(work, file, makes)
    if about is not None:
        return found.get(about.casefold())
    return max(found.values(), key=_place, default=None)


def last_by_subject(work: Work, file: str, makes: str) -> dict[str, Record]:
    """Give the latest signed record of that kind for each thing that some are about, in small letters.

    A kind that has no such thing has one entry, under "".
    """
    signed = [one for one in records.find(work, worker=file, makes=makes) if one.state.is_signed]
    found: dict[str, Record] = {}
    for one in sorted(signed, key=_place):
        found[what_about(makes, records.answers(work, one.id)).casefold()] = one
    return found


def _place(one: Record) -> tuple[date, int]:
    return one.held_on or date.min, one.number


def from_last_time(work: Work, file: str, makes: str, about: str | None = None) -> dict[str, Json]:
    """Give what a record of that kind takes over from the one before [ORG-5] [ORG-6].

    `about` says which one it is compared with, such as a team's own: nothing is there where that team has
    none yet. None takes the last one, whatever it is about.
    """
    last = last_signed(work, file, makes, about)
    return {} if last is None else taken_over(makes, records.answers(work, last.id))


def open_needs(work: Work, desk: Desk) -> dict[str, Json]:
    """Give what is open in the development plans of those here, counted and without names [ORG-3]."""
    here = {one.id for one in people.workers(work) if one.left_on is None and desk.sees_file(one.id)}
    needs: Counter[str] = Counter()
    words: dict[str, str] = {}
    for worker, actions in action_points.still_to_do(work).items():
        theirs = (
            {one.what for one in actions if one.raised_in in (PLAN, PLAN_REVIEW)} if worker in here else set()
        )
        for what in theirs:
            needs[what.casefold()] += 1
            words.setdefault(what.casefold(), what)
    rows: list[Json] = [
        {"id": secrets.token_hex(4), "need": words[key], "people": number}
        for key, number in needs.most_common(_MOST_NEEDS)
    ]
    return {"from_plans": rows} if rows else {}


def own_figures(work: Work, desk: Desk) -> dict[str, Json]:
    """Give the figures that stand beside a supervisor's look at themselves [ORG-4]."""
    # Not above: clocks look at preparations, and those at what records begin with.
    from supervise_tui.workflows.clocks import gather

    everyone = [one for one in people.workers(work) if desk.sees_file(one.id)]
    known = gather(work, desk, everyone)
    since = add_months(desk.today, -MONTHS)
    covered = coverage(known.values(), MONTHS, desk.today)
    talks = [
        one
        for facts in known.values()
        for one in facts.records
        if was_held(one, desk.today) and one.held_on is not None and one.held_on >= since
    ]
    within = current(work, desk).sign_within_days
    given = given_to_sign(work, {one.worker for one in talks})
    in_time = sum(
        one.id in given and one.held_on is not None and given[one.id] <= one.held_on + timedelta(days=within)
        for one in talks
    )
    agreed = [
        thread.action
        for worker in known
        for thread in action_points.of_worker(work, worker)
        if thread.action.raised_on is not None and thread.action.raised_on >= since
    ]
    settled = sum(not one.state.is_live for one in agreed)
    return {
        "on_time": _share(covered.in_time, covered.counted, "people"),
        "signed_in_time": _share(in_time, len(talks), "records"),
        "closed": _share(settled, len(agreed), "actions"),
    }


def _share(good: int, of: int, what: str) -> str:
    return f"{good} of {of} {what} ({good * 100 // of}%)" if of else f"There are no {what} to count yet."


def rules_in_words(work: Work, desk: Desk) -> dict[str, Json]:
    """Give how often people are supervised by the policy chosen in the settings [ORG-7]."""
    policy = current(work, desk)
    lines = [f"{rule.title} ({rule.whom}): {rule.how_often}." for rule in policy.rules]
    return {"frequency_rule": "\n".join([f"{policy.title}.", *lines, *policy.remarks])}
