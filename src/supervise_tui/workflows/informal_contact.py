"""How much informal contact a worker has had in a month [SES-5] [CAD-2]."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from supervise_tui.domain.informal_contact import (
    Contact,
    ContactRule,
    contact_rule,
    minutes_in_month,
)
from supervise_tui.domain.record import Record
from supervise_tui.forms.definition import Fact
from supervise_tui.forms.policy import Policy
from supervise_tui.store import records
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.policies import current


@dataclass(frozen=True)
class ContactTime:
    """Minutes of informal contact in a calendar month, and how many there should be."""

    month: date
    """Its first day."""
    minutes: int
    wanted: int


def contact_time(
    desk: Desk, worker_id: str, on: date | None = None, rule: ContactRule | None = None
) -> ContactTime:
    """Give the informal contact with a worker in the month of a day, else in this one.

    Counted as the policy in use says, or by `rule`; under a policy that asks for none, 0 is wanted.
    """
    month = (on or desk.today).replace(day=1)
    with desk.cabinet.reading() as work:
        counted = rule or contact_rule(current(work, desk)) or ContactRule(0)
        found = records.find(work, worker=worker_id, since=month)
        contacts = [_contact(work, desk, one) for one in found if counted.counts(one.makes)]
    return ContactTime(month, minutes_in_month(contacts, month, counted), counted.minutes_a_month)


def minutes_by_worker(
    work: Work, desk: Desk, policy: Policy, day: date, only: str | None = None
) -> dict[str, int]:
    """Give the minutes of informal contact up to `day` in its month, by worker; none without such a rule.

    With `only` nobody else's records are read.
    """
    rule = contact_rule(policy)
    if rule is None:
        return {}
    month = day.replace(day=1)
    by_worker: dict[str, list[Contact]] = {}
    for one in records.find(work, worker=only, since=month):
        if rule.counts(one.makes) and one.held_on is not None and one.held_on <= day:
            by_worker.setdefault(one.worker, []).append(_contact(work, desk, one))
    return {worker: minutes_in_month(contacts, month, rule) for worker, contacts in by_worker.items()}


def minutes_of(work: Work, desk: Desk, record: Record) -> int | None:
    """Give how long a talk took, as its record says; None where it says nothing."""
    asked = desk.kept_form(work, record.form_digest).with_fact(Fact.MINUTES)
    given = records.answers(work, record.id).get(asked.id) if asked is not None else None
    return int(given) if isinstance(given, (int, float)) and not isinstance(given, bool) else None


def _contact(work: Work, desk: Desk, record: Record) -> Contact:
    minutes = minutes_of(work, desk, record)
    return Contact(makes=record.makes, state=record.state, held_on=record.held_on, minutes=minutes)
