"""Ratings of the six Cs on a file: typed in, read as means, and what they suggest [DEV-7] [DEV-8]."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from supervise_tui.canonical import Json, canonical_bytes, fingerprint_of
from supervise_tui.domain.feedback_clock import still_suggested
from supervise_tui.domain.people import Worker, checked_line
from supervise_tui.domain.roles import Act
from supervise_tui.domain.six_cs import (
    Mean,
    Quarter,
    Suggestion,
    by_quarter,
    means,
    of_the_year,
)
from supervise_tui.domain.six_cs_sheet import FORM, Sheet, nameless, ratings_of
from supervise_tui.forms.answers import defaults
from supervise_tui.forms.appraisal_bands import Value
from supervise_tui.forms.definition import Form
from supervise_tui.store import history, people, records, six_cs
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.appraisal import refresh_proposals
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.policies import current
from supervise_tui.workflows.typed_in import with_changes


@dataclass(frozen=True, kw_only=True)
class SixCs:
    """What a worker's ratings say today: of the last twelve months, and quarter by quarter."""

    worker: Worker
    form: Form
    sheets: tuple[Sheet, ...]
    """The latest first; those without a day yet stand before all others."""
    own: Mapping[Value, Mean]
    feedback: Mapping[Value, Mean]
    own_by_quarter: Mapping[Quarter, Mapping[Value, Mean]]
    feedback_by_quarter: Mapping[Quarter, Mapping[Value, Mean]]
    sees_own: bool
    """Whether the worker's own ratings are for who has the cabinet open: else none of them is in here."""
    suggestion: Suggestion | None
    """What feedback suggests, as long as nobody has done anything about it."""


def six_cs_of(desk: Desk, worker_id: str) -> SixCs:
    """Give a worker's sheets and their means; NotFound, NotOpened while the file is shut.

    Self-ratings serve the manager and the appraisal only, and names of who gave feedback stay with the
    manager: to a key that only reads, no own sheet is given and nobody is named.
    """
    desk.check_file(worker_id)
    with desk.cabinet.reading() as work:
        worker = people.worker(work, worker_id)
        sheets = six_cs.find(work, worker_id)
        suggested = suggested_by(work, desk, worker_id, sheets)
    sees_own = desk.may(Act.WRITE_RECORDS)
    if not sees_own:
        sheets = [nameless(one) for one in sheets if one.rating is not None and not one.of_self]
    found = ratings_of(sheets)
    year = of_the_year(found, desk.today)
    return SixCs(
        worker=worker,
        form=desk.library.get(FORM),
        sheets=tuple(sorted(sheets, key=lambda one: (one.day or date.max, one.id), reverse=True)),
        own=means(year, of_self=True),
        feedback=means(year, of_self=False),
        own_by_quarter=by_quarter(found, of_self=True),
        feedback_by_quarter=by_quarter(found, of_self=False),
        sees_own=sees_own,
        suggestion=suggested,
    )


def suggested_by(work: Work, desk: Desk, worker_id: str, sheets: list[Sheet]) -> Suggestion | None:
    """Say what a worker's feedback suggests; None once a record since then answers it, or one is begun."""
    theirs = records.find(work, worker=worker_id)
    return still_suggested(ratings_of(sheets), theirs, desk.today, current(work, desk).ratings)


def new_sheet(desk: Desk, worker_id: str) -> Sheet:
    """Give a sheet with nothing on it but what its form fills in; it is kept with its first answer."""
    desk.check(Act.WRITE_RECORDS)
    desk.check_file(worker_id)
    answers = defaults(desk.library.get(FORM), {"today": desk.today.isoformat()})
    return Sheet(id=secrets.token_hex(8), worker=worker_id, answers=answers)


def save(desk: Desk, one: Sheet, changes: Mapping[str, Json], *, note: bool = True) -> datetime:
    """Keep changed answers of a sheet (None takes one away); BadInput after the good ones are kept.

    `note`: say so in the history; once for each time that it is opened will do.
    """
    now, form = desk.now(), desk.library.get(FORM)
    with desk.cabinet.transaction(Act.WRITE_RECORDS) as work:
        desk.check_file(one.worker)
        new = not six_cs.is_there(work, one.id)
        known = one if new else six_cs.fetch(work, one.id)
        answers, refused = with_changes(form, known.answers, changes)
        kept = replace(known, answers=answers)
        six_cs.save(work, kept, lambda: now)
        refresh_proposals(work, desk, one.worker, now)
        if new or note:
            note_sheets(work, desk, "six-cs.added" if new else "six-cs.changed", [kept])
    if refused is not None:
        raise refused
    return now


def take_out(desk: Desk, sheet_id: str, reason: str) -> None:
    """Take a sheet away that was written by mistake; the history keeps why. NotFound, BadInput."""
    why = checked_line(reason, "The reason")
    with desk.cabinet.transaction(Act.WRITE_RECORDS) as work:
        gone = six_cs.fetch(work, sheet_id)
        desk.check_file(gone.worker)
        six_cs.remove(work, sheet_id)
        refresh_proposals(work, desk, gone.worker, desk.now())
        note_sheets(work, desk, "six-cs.taken-out", [gone], why)


def note_sheets(work: Work, desk: Desk, what: str, sheets: list[Sheet], reason: str = "") -> None:
    """Note what was done with one worker's sheets, by a digest: who gave feedback is not in the history."""
    history.note(
        work,
        file=sheets[0].worker,
        who=desk.holder,
        what=what,
        subject=sheets[0].id,
        after=canonical_bytes({"answers": fingerprint_of([dict(one.answers) for one in sheets])}),
        reason=reason,
        now=desk.now,
    )
