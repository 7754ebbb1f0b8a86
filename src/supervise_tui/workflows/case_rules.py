"""Hold what is about to be written into a case against the rules of the procedure, before anybody signs it.

A signed record becomes an entry when it is closed; by then it is too late to say that a plan is too long
or that nobody was invited. So it is looked at when it is given to be signed, as the entry that it would be.
What was signed on paper has happened already: it is kept, and the case says what does not fit.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from supervise_tui.canonical import Json
from supervise_tui.domain import procedure
from supervise_tui.domain.plan_case import Entry, day_of_entry
from supervise_tui.domain.record import Record
from supervise_tui.store import people, plan_cases
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk


def check_entry(work: Work, desk: Desk, entry: Entry) -> None:
    """NotAllowed, with the reason and what to do, when the entry has no place in its case [PIP-4]."""
    case = plan_cases.case(work, entry.case)
    procedure.check_entry(
        case,
        plan_cases.entries(work, case.id),
        entry,
        desk.library.procedure(),
        desk.organisation.nation,
        desk.today,
        people.worker(work, case.worker),
    )


def check_record(work: Work, desk: Desk, record: Record, answers: Mapping[str, Json]) -> None:
    """As `check_entry`, for a record before it is signed; nothing for one that belongs to no case."""
    entry = entry_of(work, desk, record, answers)
    if entry is not None:
        check_entry(work, desk, entry)


def entry_of(work: Work, desk: Desk, record: Record, answers: Mapping[str, Json]) -> Entry | None:
    """Give the entry that a record of a case becomes; None for one that belongs to no case."""
    link = plan_cases.case_of_record(work, record.id)
    if link is None:
        return None
    return Entry(
        id=secrets.token_hex(8),
        case=link.case,
        number=0,
        kind=link.kind,
        on=day_of_entry(answers) or record.held_on or desk.today,
        answers=dict(answers),
        record=record.id,
        by=desk.holder,
    )
