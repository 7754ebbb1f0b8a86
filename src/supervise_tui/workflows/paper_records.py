"""Type in a record that was held and signed on paper: both days, the scans, a true copy signed [REC-13]."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from supervise_tui.documents.scans import attached_scans, read_scan
from supervise_tui.domain.flags import DISAGREEMENT
from supervise_tui.domain.paper_copy import (
    HandSigned,
    PaperCopy,
    Scan,
    check_days,
    check_room,
)
from supervise_tui.domain.record import Circumstances, Content, Event, Record, State, next_state
from supervise_tui.domain.roles import Act
from supervise_tui.domain.supervision import gaps_before_sign_off
from supervise_tui.forms.answers import Gap
from supervise_tui.forms.definition import Form
from supervise_tui.problems import NotAllowed
from supervise_tui.store import history, papers, people, records
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows import hold_supervision, new_records
from supervise_tui.workflows.after_closing import keep_on_file
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.export_records import note_export, signed_record, write_new
from supervise_tui.workflows.freezing import content_to_sign, the_two
from supervise_tui.workflows.hold_supervision import Sheet, guessed, open_sheet, start
from supervise_tui.workflows.initials import initials_given
from supervise_tui.workflows.live_actions import raise_actions
from supervise_tui.workflows.new_records import STARTS
from supervise_tui.workflows.read_record import form_of
from supervise_tui.workflows.scanned_files import bytes_of
from supervise_tui.workflows.signing_act import give_signature
from supervise_tui.workflows.signing_secrets import unlock_key
from supervise_tui.workflows.surroundings import facts_of
from supervise_tui.workflows.who_signs import signers


@dataclass(frozen=True, kw_only=True)
class Typed:
    """A draft that is typed in from paper, as its screen needs it."""

    record: Record
    form: Form
    worker: str
    typist: str
    signed_on: date | None
    """The day on the paper."""
    scans: tuple[Scan, ...]
    gaps: tuple[Gap, ...]
    """What the record itself still lacks."""
    content: Content | None
    """Exactly what the typist would sign; None while something is missing."""


def start_from_paper(desk: Desk, worker_id: str, form_id: str = "") -> Sheet:
    """Start typing in a record that was held and signed on paper (see hold_supervision.start)."""
    if form_id and desk.library.get(form_id).makes in STARTS:
        begun = new_records.start(desk, worker_id, form_id)
        with desk.cabinet.transaction() as work:
            papers.keep(work, begun.record.id, None)
        hold_supervision.save(desk, begun.record.id, dict.fromkeys(guessed(begun.form)))
        return open_sheet(desk, begun.record.id)
    return start(desk, worker_id, form_id, on_paper=True)


def was_on_paper(desk: Desk, record_id: str) -> Typed:
    """Say of a draft that it was signed on paper, or look at it again; NotAllowed if it is no draft."""
    with desk.cabinet.transaction() as work:
        record = _draft(work, record_id)
        if not papers.is_on_paper(work, record_id):
            papers.keep(work, record_id, None)
        return _typed(work, desk, record)


def was_not_on_paper(desk: Desk, record_id: str) -> None:
    """Take that back: it is signed here like any other. The scans go."""
    with desk.cabinet.transaction() as work:
        _draft(work, record_id)
        papers.drop(work, record_id)


def say_signed_on(desk: Desk, record_id: str, day: date) -> Typed:
    """Keep the day that stands on the paper; BadInput for a day to come or before the talk."""
    with desk.cabinet.transaction() as work:
        record = _on_paper(work, record_id)
        check_days(record.held_on, day, desk.today)
        papers.keep(work, record_id, day)
        return _typed(work, desk, record)


def add_scan(desk: Desk, record_id: str, path: Path) -> Typed:
    """Take in a scan, encrypted like all else; BadInput for anything but a sound PDF, PNG or JPEG."""
    raw = bytes_of(path)
    scan = read_scan(raw)
    with desk.cabinet.transaction() as work:
        record = _on_paper(work, record_id)
        check_room([one for one, _ in papers.scans(work, record_id)], scan)
        papers.add_scan(work, record_id, scan, raw)
        return _typed(work, desk, record)


def take_out_scan(desk: Desk, record_id: str, sha256: str) -> Typed:
    """Take a scan out again."""
    with desk.cabinet.transaction() as work:
        record = _on_paper(work, record_id)
        papers.drop_scan(work, record_id, sha256)
        return _typed(work, desk, record)


def close(desk: Desk, record_id: str, shown: Content, secret: str) -> Record:
    """Close it as signed on paper: the typist signs that `shown` is a true copy. Takes about two seconds.

    WrongSecret, TooManyTries; NotAllowed while something is missing, or if it is not what was shown.
    """
    key = unlock_key(desk, shown.supervisor.person, secret)
    with desk.cabinet.transaction() as work:
        record = records.fetch(work, record_id)
        seen = _typed(work, desk, record)
        state = next_state(record.state, Event.SIGN_ON_PAPER, Circumstances(gaps=len(seen.gaps)))
        if seen.content is None:
            raise NotAllowed("The day on which the paper was signed is missing.", "Type it in first.")
        if replace(seen.content, salt=shown.salt) != shown:
            raise NotAllowed("Something has changed since you read it.", "Please read it through again.")
        scans = papers.scans(work, record_id)
        raise_actions(work, record_id, seen.form)
        records.freeze(work, record_id, shown.as_bytes())
        signature = give_signature(
            work, desk, record, shown, shown.supervisor, key, [raw for _, raw in scans]
        )
        papers.drop_scans(work, record_id)  # they are in the signed PDF now, which the cabinet keeps
        records.set_state(work, record_id, state)
        keep_on_file(work, desk, record, shown.answers)
        if shown.disagreements:
            records.set_flag(work, record_id, DISAGREEMENT)
        history.note(
            work,
            file=record.worker,
            who=shown.supervisor.person,
            what="record.signed-on-paper",
            subject=record_id,
            after=signature.statement,
            now=desk.now,
        )
        closed = records.fetch(work, record_id)
    desk.cabinet.seal()
    return closed


def save_scans(desk: Desk, record_id: str, folder: Path) -> list[Path]:
    """Copy the scans of a closed record out of its PDF into a folder; FileTrouble says why not."""
    desk.check(Act.EXPORT)
    signed = signed_record(desk, record_id)
    made = []
    for name, raw in attached_scans(signed.pdf, signed.content.paper):
        made.append(write_new(folder, f"{signed.record.number:04d} {name}", raw))
        note_export(desk, signed.record, raw)
    return made


def _typed(work: Work, desk: Desk, record: Record) -> Typed:
    form, given = form_of(work, desk, record), records.answers(work, record.id)
    known = facts_of(work, desk, record, people.worker(work, record.worker))
    given |= initials_given(work, record, form, given, known)
    gaps = gaps_before_sign_off(form, given, known)
    signed_on = papers.signed_on(work, record.id) if papers.is_on_paper(work, record.id) else None
    if signed_on is not None and record.held_on is not None and signed_on < record.held_on:
        signed_on = None  # the day of the talk was changed since: the two cannot both be right
    scans = tuple(scan for scan, _ in papers.scans(work, record.id))
    as_worker, typist = the_two(work, record)
    content = None
    if not gaps and signed_on is not None:
        by_hand = signers(work, form, record.id, given, as_worker, typist)
        paper = PaperCopy(
            held_on=record.held_on,
            signed_on=signed_on,
            typed_on=desk.today,
            typed_by=typist.name,
            signed_by=tuple(HandSigned(name=one.name, post=one.post, role=one.role) for one in by_hand),
            scans=scans,
        )
        content = content_to_sign(work, desk, record, form, given, known, paper=paper)
    return Typed(
        record=record,
        form=form,
        worker=as_worker.name,
        typist=typist.name,
        signed_on=signed_on,
        scans=scans,
        gaps=tuple(gaps),
        content=content,
    )


def _draft(work: Work, record_id: str) -> Record:
    record = records.fetch(work, record_id)
    if record.state is not State.DRAFT:
        raise NotAllowed(
            f"This record is {record.state.label}, so it is too late to say that it was signed on paper.",
            "Take it back first, if nobody has signed it here.",
        )
    return record


def _on_paper(work: Work, record_id: str) -> Record:
    record = _draft(work, record_id)
    papers.signed_on(work, record_id)  # NotFound if it is from no paper
    return record
