"""Cases of improvement plans: opened, added to by small forms and by signed records, listed [PIP-0].

Every function takes the desk of the cabinet, or the one over the drawer, and works in the drawer.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace

from supervise_tui.canonical import Json
from supervise_tui.domain.people import Worker
from supervise_tui.domain.plan_case import Case, Entry, day_of_entry
from supervise_tui.domain.procedure_words import SIGNED, EntryKind, form_of
from supervise_tui.domain.record import Record, State
from supervise_tui.domain.roles import Act
from supervise_tui.domain.whose_file import is_of_a_worker
from supervise_tui.forms.answers import Gap, answers_to_sign, defaults, gaps
from supervise_tui.forms.definition import Form
from supervise_tui.problems import NotAllowed, NotFound
from supervise_tui.store import people, plan_cases, records
from supervise_tui.store.cabinet import Work
from supervise_tui.store.plan_cases import EntryDraft, RecordOfCase
from supervise_tui.workflows import hold_supervision
from supervise_tui.workflows.case_rules import check_entry
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.hold_supervision import Sheet
from supervise_tui.workflows.plans_desk import plans_desk
from supervise_tui.workflows.typed_in import with_changes

_OVER = frozenset({State.DISCARDED, State.CANCELLED, State.DESTROYED})


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """A case with all that belongs to it."""

    case: Case
    worker: Worker
    entries: tuple[Entry, ...]
    """What counts, in its order."""
    drafts: tuple[EntryDraft, ...]
    """Small forms that are being filled in, the latest first."""
    under_way: tuple[tuple[str, Record], ...]
    """Kind and record of what is begun and not closed yet."""


def cases(desk: Desk, worker_id: str | None = None) -> list[tuple[Case, Worker]]:
    """Give the cases of one worker, or of everyone, each with whose it is, the newest first.

    NotAllowed without the key for improvement plans.
    """
    plans = plans_desk(desk)
    with plans.cabinet.reading() as work:
        whose = people.by_file(work)
        return [(one, whose[one.worker]) for one in plan_cases.cases(work, worker_id)]


def open_case(desk: Desk, worker_id: str, template: str = "") -> Case:
    """Open a case with a worker; `template` is the id of the one that its plan begins with, if any.

    NotAllowed for who may not write plans, for somebody who left, and on a file of no worker.
    """
    plans = plans_desk(desk)
    opened = Case(id=secrets.token_hex(8), worker=worker_id, opened_on=plans.today, template=template)
    with plans.cabinet.transaction() as work:
        plans.check_file(worker_id)
        worker = people.worker(work, worker_id)
        if not is_of_a_worker(worker_id):
            raise NotAllowed("An improvement plan is with a worker.", "Choose somebody who works here.")
        if worker.left_on is not None and worker.left_on <= plans.today:
            raise NotAllowed(
                f"{worker.name} has left.", "Take back the leaving date first, if that is wrong."
            )
        plan_cases.open_case(work, opened, plans.holder, plans.now)
    return opened


def case_file(desk: Desk, case_id: str) -> CaseFile:
    """Give a case with all that belongs to it; NotFound, NotOpened while the worker's file is shut."""
    plans = plans_desk(desk)
    with plans.cabinet.reading() as work:
        case = _seen(work, plans, case_id)
        links = plan_cases.records_of(work, case_id)
        known = records.fetch_all(work, [link.record for link in links])
        return CaseFile(
            case=case,
            worker=people.worker(work, case.worker),
            entries=tuple(plan_cases.entries(work, case_id)),
            drafts=tuple(plan_cases.drafts(work, case_id)),
            under_way=tuple(
                (link.kind, known[link.record])
                for link in links
                if not known[link.record].state.is_signed and known[link.record].state not in _OVER
            ),
        )


def start_record(desk: Desk, case_id: str, kind: str, first: Mapping[str, Json] | None = None) -> Sheet:
    """Begin a signed record of a case; `first` are answers that it begins with, such as a template's.

    It becomes an entry of the case when it is closed. Errors as `hold_supervision.start`.
    """
    if kind not in SIGNED:
        raise NotFound("There is no such record of a plan.")
    plans = plans_desk(desk)
    with plans.cabinet.transaction() as work:
        case = _seen(work, plans, case_id)
        sheet = hold_supervision.start(plans, case.worker, form_of(kind))
        plan_cases.link_record(work, RecordOfCase(record=sheet.record.id, case=case_id, kind=kind))
    if first:
        hold_supervision.save(plans, sheet.record.id, dict(first))
        return hold_supervision.open_sheet(plans, sheet.record.id)
    return sheet


def entry_form(desk: Desk, kind: str) -> Form:
    """Give the small form of a kind of entry; NotFound for kinds that are signed records, or unknown."""
    if kind not in set(EntryKind) or kind in SIGNED:
        raise NotFound("There is no such form of a plan.")
    return desk.library.get(form_of(kind))


def new_entry(desk: Desk, case_id: str, kind: str, form: Form | None = None) -> EntryDraft:
    """Give a small form with nothing in it but what it fills in itself; kept with its first answer.

    `form`: the kind's form with what this case adds to it, where it adds something.
    """
    plans = plans_desk(desk)
    plans.check(Act.WRITE_RECORDS)
    with plans.cabinet.reading() as work:
        _seen(work, plans, case_id)
    answers = defaults(form or entry_form(plans, kind), {"today": plans.today.isoformat()})
    return EntryDraft(id=secrets.token_hex(8), case=case_id, kind=kind, answers=answers, by=plans.holder)


def save_entry(
    desk: Desk, draft: EntryDraft, changes: Mapping[str, Json], form: Form | None = None
) -> EntryDraft:
    """Keep changed answers of a draft (None takes one away); BadInput when one does not fit yet.

    That one is kept as it was typed, and stands among the gaps: nothing typed is lost.
    """
    plans = plans_desk(desk)
    with plans.cabinet.transaction() as work:
        _seen(work, plans, draft.case)
        known = plan_cases.draft(work, draft.id) or draft
        answers, refused = with_changes(
            form or entry_form(plans, draft.kind), known.answers, changes, draft=True
        )
        kept = plan_cases.keep_draft(work, replace(known, answers=answers), plans.now)
    if refused is not None:
        raise refused
    return kept


def gaps_of(desk: Desk, draft: EntryDraft, form: Form | None = None) -> list[Gap]:
    """Say what is still missing in a draft."""
    facts: dict[str, Json] = {"today": desk.today.isoformat()}
    return gaps(form or entry_form(desk, draft.kind), draft.answers, facts)


def add_entry(desk: Desk, draft: EntryDraft, form: Form | None = None) -> Entry:
    """Make a draft an entry, which is never changed afterwards; what it no longer asks is not in it.

    NotAllowed while something is missing, and when the procedure has no place for it now [PIP-4].
    """
    plans = plans_desk(desk)
    missing = gaps_of(plans, draft, form)
    if missing:
        raise NotAllowed("This is not complete yet.", missing[0].sentence)
    asked = form or entry_form(plans, draft.kind)
    answers = answers_to_sign(asked, draft.answers, {"today": plans.today.isoformat()})
    with plans.cabinet.transaction() as work:
        _seen(work, plans, draft.case)
        entry = Entry(
            id=draft.id,
            case=draft.case,
            number=0,
            kind=draft.kind,
            on=day_of_entry(answers) or plans.today,
            answers=answers,
            by=plans.holder,
        )
        check_entry(work, plans, entry)
        plan_cases.drop_draft(work, draft.id)
        return plan_cases.add_entry(work, entry, plans.now)


def drop_entry(desk: Desk, draft: EntryDraft) -> None:
    """Take a draft away that is not wanted; an entry stays for good."""
    plans = plans_desk(desk)
    with plans.cabinet.transaction() as work:
        _seen(work, plans, draft.case)
        plan_cases.drop_draft(work, draft.id)


def _seen(work: Work, plans: Desk, case_id: str) -> Case:
    """Give the case, if the file of its worker is open to who has the cabinet open."""
    case = plan_cases.case(work, case_id)
    plans.check_file(case.worker)
    return case
