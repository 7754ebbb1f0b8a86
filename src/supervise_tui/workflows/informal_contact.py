"""How much informal contact a worker has had in a month [SES-5] [CAD-2]."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from supervise_tui.domain.informal_contact import (
    CARE_PROVIDER_CONTACT,
    Contact,
    ContactRule,
    minutes_in_month,
)
from supervise_tui.domain.record import Record
from supervise_tui.forms.definition import Fact
from supervise_tui.store import records
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk


@dataclass(frozen=True)
class ContactTime:
    """Minutes of informal contact in a calendar month, and how many there should be."""

    month: date
    """Its first day."""
    minutes: int
    wanted: int


def contact_time(
    desk: Desk, worker_id: str, on: date | None = None, rule: ContactRule = CARE_PROVIDER_CONTACT
) -> ContactTime:
    """Give the informal contact with a worker in the month of a day, else in this one."""
    month = (on or desk.today).replace(day=1)
    with desk.cabinet.reading() as work:
        found = records.find(work, worker=worker_id, since=month)
        contacts = [_contact(work, desk, one) for one in found if rule.counts(one.makes)]
    return ContactTime(month, minutes_in_month(contacts, month, rule), rule.minutes_a_month)


def _contact(work: Work, desk: Desk, record: Record) -> Contact:
    asked = desk.kept_form(work, record.form_digest).with_fact(Fact.MINUTES)
    given = records.answers(work, record.id).get(asked.id) if asked is not None else None
    minutes = int(given) if isinstance(given, (int, float)) and not isinstance(given, bool) else None
    return Contact(makes=record.makes, state=record.state, held_on=record.held_on, minutes=minutes)
