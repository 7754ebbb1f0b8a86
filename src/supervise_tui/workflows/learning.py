"""A worker's training and portfolio: a standing list, kept by entry, taken out as a table [DEV-10]."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from supervise_tui.canonical import Json, canonical_bytes, fingerprint
from supervise_tui.documents.answer_columns import answers_csv
from supervise_tui.documents.scans import read_scan
from supervise_tui.domain.learning import FORM, Learning, Standing, standing
from supervise_tui.domain.paper_copy import Scan, check_room
from supervise_tui.domain.people import Worker, checked_line
from supervise_tui.domain.roles import Act
from supervise_tui.forms.answers import defaults
from supervise_tui.forms.definition import Form
from supervise_tui.store import history, learning, people
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.export_records import name_for_a_file, write_new
from supervise_tui.workflows.scanned_files import bytes_of
from supervise_tui.workflows.typed_in import with_changes


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One learning, and where it stands today."""

    learning: Learning
    standing: Standing


@dataclass(frozen=True, kw_only=True)
class Portfolio:
    """A worker's list, what wants attention first."""

    worker: Worker
    form: Form
    entries: tuple[Entry, ...]
    today: date

    @property
    def to_judge(self) -> int:
        """How many were in use for some weeks, and nobody has said what they changed."""
        return sum(entry.learning.to_judge(self.today) for entry in self.entries)


_ORDER = tuple(Standing)


def portfolio(desk: Desk, worker_id: str) -> Portfolio:
    """Give the list; NotFound, NotOpened while the file is shut."""
    desk.check_file(worker_id)
    with desk.cabinet.reading() as work:
        worker, found = people.worker(work, worker_id), learning.find(work, worker_id)
    entries = [Entry(learning=one, standing=standing(one, found, desk.today)) for one in found]
    entries.sort(key=lambda entry: (_ORDER.index(entry.standing), *_by_day(entry)))
    form = desk.library.get(FORM)
    return Portfolio(worker=worker, form=form, entries=tuple(entries), today=desk.today)


def _by_day(entry: Entry) -> tuple[int, str]:
    """What is due, or planned, the earliest first; what is done, the latest first."""
    one = entry.learning
    if entry.standing in (Standing.DONE, Standing.VALID, Standing.RENEWED):
        return -(one.done_on or date.min).toordinal(), one.title
    return (one.valid_until or one.planned_on or date.max).toordinal(), one.title


def new_entry(desk: Desk, worker_id: str) -> Learning:
    """Give an entry with nothing in it but what its form fills in; it is kept with its first answer."""
    desk.check(Act.WRITE_RECORDS)
    desk.check_file(worker_id)
    answers = defaults(desk.library.get(FORM), {"today": desk.today.isoformat()})
    return Learning(id=secrets.token_hex(8), worker=worker_id, answers=answers)


def save(desk: Desk, one: Learning, changes: Mapping[str, Json], *, note: bool = True) -> datetime:
    """Keep changed answers of an entry (None takes one away); BadInput after the good ones are kept.

    `note`: say so in the history; once for each time that it is opened will do.
    """
    now, form = desk.now(), desk.library.get(FORM)
    with desk.cabinet.transaction(Act.WRITE_RECORDS) as work:
        desk.check_file(one.worker)
        new = not learning.is_there(work, one.id)
        known = one if new else learning.fetch(work, one.id)
        answers, refused = with_changes(form, known.answers, changes)
        learning.save(work, replace(known, answers=answers), lambda: now)
        if new or note:
            _note(work, desk, one, "learning.added" if new else "learning.changed", answers)
    if refused is not None:
        raise refused
    return now


def remove(desk: Desk, learning_id: str, reason: str) -> None:
    """Take an entry away that was written by mistake; the history keeps why."""
    why = checked_line(reason, "The reason")
    with desk.cabinet.transaction(Act.WRITE_RECORDS) as work:
        one = learning.fetch(work, learning_id)
        desk.check_file(one.worker)
        learning.remove(work, learning_id)
        _note(work, desk, one, "learning.removed", {}, why)


def _note(
    work: Work, desk: Desk, one: Learning, what: str, answers: Mapping[str, Json], reason: str = ""
) -> None:
    history.note(
        work,
        file=one.worker,
        who=desk.holder,
        what=what,
        subject=one.id,
        after=canonical_bytes({"answers": fingerprint(canonical_bytes(dict(answers)))}),
        reason=reason,
        now=desk.now,
    )


def files_of(desk: Desk, one: Learning) -> list[Scan]:
    """Give the certificates and other files that are kept with an entry."""
    desk.check_file(one.worker)
    with desk.cabinet.reading() as work:
        return [scan for scan, _ in learning.files(work, one.id)]


def attach(desk: Desk, one: Learning, path: Path) -> None:
    """Take in a file that shows it, encrypted like all else; BadInput for anything but PDF, PNG or JPEG."""
    raw = bytes_of(path)
    scan = read_scan(raw)
    with desk.cabinet.transaction(Act.WRITE_RECORDS) as work:
        desk.check_file(one.worker)
        if not learning.is_there(work, one.id):
            learning.save(work, one, desk.now)
        check_room([known for known, _ in learning.files(work, one.id)], scan)
        learning.add_file(work, one.id, scan, raw)
        _note(work, desk, one, "learning.file-attached", {"sha256": scan.sha256})


def take_out_file(desk: Desk, one: Learning, sha256: str) -> None:
    """Take a file out again."""
    with desk.cabinet.transaction(Act.WRITE_RECORDS) as work:
        desk.check_file(one.worker)
        learning.drop_file(work, one.id, sha256)
        _note(work, desk, one, "learning.file-removed", {"sha256": sha256})


def save_files(desk: Desk, one: Learning, folder: Path) -> list[Path]:
    """Copy the files of an entry to a folder; nothing is overwritten. NotAllowed, FileTrouble."""
    desk.check(Act.EXPORT)
    desk.check_file(one.worker)
    with desk.cabinet.transaction(Act.EXPORT) as work:
        made = []
        for number, (scan, raw) in enumerate(learning.files(work, one.id), 1):
            name = f"{name_for_a_file(one.title or 'Learning')} {number}{scan.kind.suffix}"
            made.append(write_new(folder, name, raw))
        _note(work, desk, one, "learning.files-saved", {})
    return made


def save_table(desk: Desk, worker_id: str, folder: Path) -> Path:
    """Write the list into `folder` as a table for a spreadsheet and give its path; nothing is overwritten.

    NotAllowed for a key that takes no copies, NotOpened while the file is shut, FileTrouble.
    """
    desk.check(Act.EXPORT)
    shown = portfolio(desk, worker_id)
    rows = [({"standing": entry.standing.value}, entry.learning.answers) for entry in shown.entries]
    raw = answers_csv(shown.form, rows)
    with desk.cabinet.transaction(Act.EXPORT) as work:
        history.note(
            work,
            file=worker_id,
            who=desk.holder,
            what="learning.saved",
            subject=worker_id,
            after=raw,
            now=desk.now,
        )
        name = f"Training {name_for_a_file(shown.worker.name)} {desk.today.isoformat()}.csv"
        return write_new(folder, name, raw)
