"""Audit a sample of files: draw them, fill in what the program knows, leave the rest to a person [QA-1]."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import cast

from supervise_tui.canonical import Json
from supervise_tui.domain.cadence import has_left
from supervise_tui.domain.file_audit import (
    DRAWN,
    FILE,
    FILES,
    FOUND,
    SEED,
    USUAL_SAMPLE,
    FileKnown,
    draw,
    found_rows,
    sample_size,
)
from supervise_tui.domain.people import Worker, checked_line
from supervise_tui.domain.roles import Act, key_role
from supervise_tui.domain.working_days import add_months
from supervise_tui.forms.day_words import long_date
from supervise_tui.forms.definition import Role
from supervise_tui.store import action_points, flags, history, people, records
from supervise_tui.store.work import Work
from supervise_tui.workflows import file_openings, hold_supervision
from supervise_tui.workflows.clocks import gather
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.given_to_sign import given_to_sign
from supervise_tui.workflows.hold_supervision import Sheet, open_sheet
from supervise_tui.workflows.who_signs import name_signer

COMPLAINTS = ("complaints_manager", "complaints_contact")
"""Questions of the agreement, by id, that say to whom a complaint goes [AGR-6]."""


def begin(desk: Desk, file: str, form_id: str, *, size: str = USUAL_SAMPLE, seed: str = "") -> Sheet:
    """Draw the files and start the audit of them, each opened in the auditor's name.

    `size` is a number or a share of those who work here; without a `seed` one is made. BadInput for a
    size that is none; NotAllowed for a key that is not for audits.
    """
    desk.check(Act.AUDIT)
    with desk.cabinet.reading() as work:
        here = [worker for worker in people.workers(work) if not has_left(worker, desk.today)]
    number = sample_size(size, len(here))
    said = checked_line(seed, "The seed", 40) if seed.strip() else secrets.token_hex(4)
    by_id = {worker.id: worker for worker in here}
    drawn = [by_id[one] for one in draw(by_id, said, number)]
    _open_all(desk, drawn, said)
    sheet = hold_supervision.start(desk, file, form_id)
    with desk.cabinet.transaction(Act.AUDIT) as work:
        first = _first(work, desk, drawn, said)
        records.save_answers(work, sheet.record.id, first, desk.now)
        history.note(
            work,
            file=file,
            who=desk.holder,
            what="audit.drawn",
            subject=sheet.record.id,
            after=b"",
            reason=f"{len(drawn)} of {len(here)} files, with the seed {said}",
            now=desk.now,
        )
    holder = desk.cabinet.holder
    name_signer(desk, sheet.record.id, Role.OTHER, holder.name, holder.post or key_role(desk.role).label)
    return open_sheet(desk, sheet.record.id)


def start(desk: Desk, file: str, form_id: str) -> Sheet:
    """Start an audit of the usual sample."""
    return begin(desk, file, form_id)


def _open_all(desk: Desk, drawn: Sequence[Worker], seed: str) -> None:
    """Open each drawn file in the auditor's name: its worker sees who looked, and what for [REC-5]."""
    if not file_openings.asks_why(desk):
        return
    for worker in drawn:
        if not desk.sees_file(worker.id):
            asked = file_openings.before_opening(desk, worker.id)
            purpose = f"File audit of {long_date(desk.today)}, drawn with the seed {seed}"
            file_openings.open_file(desk, worker.id, name=asked.name, role=asked.role, purpose=purpose)


def _first(work: Work, desk: Desk, drawn: Sequence[Worker], seed: str) -> dict[str, Json]:
    known = gather(work, desk, drawn) if drawn else {}
    rows: list[Json] = [
        {
            "id": worker.id,
            FILE: worker.name,
            FOUND: found_rows(_known(work, desk, FileKnown(facts=known[worker.id]))),
        }
        for worker in drawn
    ]
    return {SEED: seed, DRAWN: "; ".join(worker.name for worker in drawn), FILES: rows}


def brought_up_to_date(work: Work, desk: Desk, answers: dict[str, Json]) -> dict[str, Json]:
    """Give the files of an audit with what the program answers as it stands now."""
    value = answers.get(FILES)
    rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    theirs = [people.worker(work, str(row["id"])) for row in rows]
    known = gather(work, desk, theirs) if theirs else {}
    anew = [
        {**row, FOUND: found_rows(_known(work, desk, FileKnown(facts=known[one.id])), row.get(FOUND))}
        for row, one in zip(rows, theirs, strict=True)
    ]
    return {FILES: cast("Json", anew)} if anew else {}


def _known(work: Work, desk: Desk, bare: FileKnown) -> FileKnown:
    worker, since = bare.facts.worker.id, add_months(desk.today, -12)
    threads = [
        thread
        for thread in action_points.of_worker(work, worker)
        if thread.action.raised_on is not None and thread.action.raised_on >= since
    ]
    flagged = [one for one in bare.facts.records if one.flagged and one.state.is_signed]
    dealt = flags.dealt(work, [one.id for one in flagged])
    agreed = bare.facts.agreement.agreement
    said = records.answers(work, agreed.record) if agreed is not None else {}
    return FileKnown(
        facts=bare.facts,
        offered_on=given_to_sign(work, [worker]),
        actions=tuple((thread.action, bool(thread.reviews)) for thread in threads),
        flags_open=len(flagged) - len(dealt),
        flags_dealt=len(dealt),
        complaints_named=any(said.get(key) for key in COMPLAINTS),
    )
