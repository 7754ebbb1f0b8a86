"""Save and fetch cases of improvement plans: their entries, what is still being filled in, their records.

Only the drawer's database holds any (drawer.py); every entry has its event in the drawer's history.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import cast

from sqlmodel import col, delete, func, select

from supervise_tui.canonical import Json, canonical_bytes, parse
from supervise_tui.domain.plan_case import Case, Entry
from supervise_tui.problems import NotFound
from supervise_tui.store import history, people
from supervise_tui.store.tables import (
    EventRow,
    PlanCaseRow,
    PlanEntryDraftRow,
    PlanEntryRow,
    PlanRecordRow,
    RecordRow,
)
from supervise_tui.store.work import Clock, Work, moment

OPENED, ADDED = "plan.opened", "plan.entry-added"
"""What the history says of a new case, and of a new entry."""


@dataclass(frozen=True, kw_only=True)
class EntryDraft:
    """A small form of a case while it is filled in; it counts for nothing yet."""

    id: str
    case: str
    kind: str
    answers: Mapping[str, Json] = field(default_factory=dict, repr=False)
    by: str = ""
    saved_at: str = ""


@dataclass(frozen=True, kw_only=True)
class RecordOfCase:
    """A record that belongs to a case, in whatever state, and the kind of entry that it becomes."""

    record: str
    case: str
    kind: str


def open_case(work: Work, case: Case, who: str, now: Clock) -> None:
    """Keep a new case, and note it in the worker's history."""
    work.session.add(
        PlanCaseRow(
            id=case.id,
            worker=case.worker,
            opened_on=case.opened_on,
            template=case.template,
            opened_at=moment(now),
        )
    )
    work.session.flush()
    after = canonical_bytes({"opened_on": case.opened_on.isoformat(), "template": case.template})
    history.note(work, file=case.worker, who=who, what=OPENED, subject=case.id, after=after, now=now)


def case(work: Work, case_id: str) -> Case:
    """Give the case of that id; NotFound if there is none."""
    row = work.session.get(PlanCaseRow, case_id)
    if row is None:
        raise NotFound("There is no such plan here.")
    return _case(row)


def cases(work: Work, worker: str | None = None) -> list[Case]:
    """Give the cases of one worker, or of everyone, the newest first."""
    rows = select(PlanCaseRow).order_by(col(PlanCaseRow.opened_on).desc(), col(PlanCaseRow.opened_at).desc())
    if worker is not None:
        rows = rows.where(PlanCaseRow.worker == worker)
    return [_case(row) for row in work.session.exec(rows)]


def set_template(work: Work, case_id: str, template: str) -> None:
    """Keep which template the plan of a case began with [PIP-20]."""
    row = work.session.get(PlanCaseRow, case_id)
    if row is None:
        raise NotFound("There is no such plan here.")
    row.template = template
    work.session.flush()


def add_entry(work: Work, entry: Entry, now: Clock) -> Entry:
    """Keep a new entry behind those that are there, and note it; give it with its number and time.

    An entry is never changed afterwards. Its day may be earlier than that of the one before it.
    """
    last = work.session.exec(
        select(func.max(PlanEntryRow.number)).where(PlanEntryRow.plan_case == entry.case)
    ).one()
    kept = replace(entry, number=(last or 0) + 1, saved_at=moment(now))
    work.session.add(
        PlanEntryRow(
            id=kept.id,
            plan_case=kept.case,
            number=kept.number,
            kind=kept.kind,
            happened_on=kept.on,
            answers=_text(kept.answers),
            record=kept.record,
            by_whom=kept.by,
            saved_at=kept.saved_at,
        )
    )
    work.session.flush()
    history.note(
        work,
        file=case(work, kept.case).worker,
        who=kept.by,
        what=ADDED,
        subject=kept.id,
        after=_covered(kept),
        now=now,
    )
    return kept


def entries(work: Work, case_id: str) -> list[Entry]:
    """Give the entries of a case, in the order in which they came to count."""
    rows = work.session.exec(
        select(PlanEntryRow).where(PlanEntryRow.plan_case == case_id).order_by(col(PlanEntryRow.number))
    )
    names = {one.id: one.name for one in people.supervisors(work)}
    return [replace(_entry(row), writer=names.get(row.by_whom, "")) for row in rows]


def changed_entries(work: Work, case_id: str) -> list[Entry]:
    """Give the entries of a case that are not what the history noted when they were written."""
    noted = {
        row.subject: row
        for row in work.session.exec(
            select(EventRow).where(EventRow.chain == case(work, case_id).worker, EventRow.what == ADDED)
        )
    }
    changed = []
    for entry in entries(work, case_id):
        row = noted.get(entry.id)
        event = history.event_at(work, row.chain, row.number) if row is not None else None
        if event is None or not history.fits(work, event, _covered(entry)):
            changed.append(entry)
    return changed


def keep_draft(work: Work, draft: EntryDraft, now: Clock) -> EntryDraft:
    """Keep what was filled in so far, new or changed."""
    kept = replace(draft, saved_at=moment(now))
    work.session.merge(
        PlanEntryDraftRow(
            id=kept.id,
            plan_case=kept.case,
            kind=kept.kind,
            answers=_text(kept.answers),
            by_whom=kept.by,
            saved_at=kept.saved_at,
        )
    )
    work.session.flush()
    return kept


def draft(work: Work, draft_id: str) -> EntryDraft | None:
    """Give the draft of that id; None if there is none, or no more."""
    row = work.session.get(PlanEntryDraftRow, draft_id)
    return None if row is None else _draft(row)


def drafts(work: Work, case_id: str) -> list[EntryDraft]:
    """Give what is being filled in for a case, the latest first."""
    rows = work.session.exec(
        select(PlanEntryDraftRow)
        .where(PlanEntryDraftRow.plan_case == case_id)
        .order_by(col(PlanEntryDraftRow.saved_at).desc(), col(PlanEntryDraftRow.id))
    )
    return [_draft(row) for row in rows]


def drop_draft(work: Work, draft_id: str) -> None:
    """Take a draft away."""
    work.session.exec(delete(PlanEntryDraftRow).where(col(PlanEntryDraftRow.id) == draft_id))


def link_record(work: Work, link: RecordOfCase) -> None:
    """Say that a record that was just begun belongs to a case."""
    work.session.add(PlanRecordRow(record=link.record, plan_case=link.case, kind=link.kind))
    work.session.flush()


def case_of_record(work: Work, record_id: str) -> RecordOfCase | None:
    """Give the case that a record belongs to; None if it belongs to none."""
    row = work.session.get(PlanRecordRow, record_id)
    return None if row is None else RecordOfCase(record=row.record, case=row.plan_case, kind=row.kind)


def records_of(work: Work, case_id: str) -> list[RecordOfCase]:
    """Give the records of a case in whatever state, in the order in which they were begun."""
    rows = work.session.exec(
        select(PlanRecordRow)
        .join(RecordRow, col(RecordRow.id) == PlanRecordRow.record)
        .where(PlanRecordRow.plan_case == case_id)
        .order_by(col(RecordRow.number))
    )
    return [RecordOfCase(record=row.record, case=row.plan_case, kind=row.kind) for row in rows]


def _covered(entry: Entry) -> bytes:
    """What the history's digest of an entry covers: all of it."""
    return canonical_bytes(
        {
            "case": entry.case,
            "number": entry.number,
            "kind": entry.kind,
            "on": entry.on.isoformat(),
            "answers": dict(entry.answers),
            "record": entry.record,
            "by": entry.by,
            "saved_at": entry.saved_at,
        }
    )


def _text(answers: Mapping[str, Json]) -> str:
    return canonical_bytes(dict(answers)).decode()


def _answers(text: str) -> dict[str, Json]:
    return cast("dict[str, Json]", parse(text.encode()))


def _case(row: PlanCaseRow) -> Case:
    return Case(id=row.id, worker=row.worker, opened_on=row.opened_on, template=row.template)


def _entry(row: PlanEntryRow) -> Entry:
    return Entry(
        id=row.id,
        case=row.plan_case,
        number=row.number,
        kind=row.kind,
        on=row.happened_on,
        answers=_answers(row.answers),
        record=row.record,
        by=row.by_whom,
        saved_at=row.saved_at,
    )


def _draft(row: PlanEntryDraftRow) -> EntryDraft:
    return EntryDraft(
        id=row.id,
        case=row.plan_case,
        kind=row.kind,
        answers=_answers(row.answers),
        by=row.by_whom,
        saved_at=row.saved_at,
    )
