"""The bundle of a case: all on file as one PDF, for a hearing, an appeal, an inspector [PIP-9] [PIP-12].

It leaves the cabinet in the clear, so only who may copy records out may take it; the history keeps that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec

from supervise_tui.documents.case_bundle import BundlePaper, BundlePart, bundle_pdf, sign_bundle
from supervise_tui.domain.case_timeline import Moment, timeline
from supervise_tui.domain.letters import HOW
from supervise_tui.domain.plan_case import Entry, struck
from supervise_tui.domain.procedure_moves import MOVES, event_of
from supervise_tui.domain.procedure_words import DAY, SIGNED, EntryKind, form_of
from supervise_tui.domain.record import Signer, State
from supervise_tui.domain.roles import Act
from supervise_tui.forms.day_words import day_of, long_date
from supervise_tui.forms.definition import Role
from supervise_tui.problems import BadInput, NotFound, Problem
from supervise_tui.store import history, people, plan_letters
from supervise_tui.workflows import case_told
from supervise_tui.workflows.case_standing import CaseView, case_view
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.export_records import (
    SignedRecord,
    file_name,
    name_for_a_file,
    signed_record,
    with_addenda,
    write_new,
)
from supervise_tui.workflows.letters import signed_content, which_of
from supervise_tui.workflows.plans_desk import plans_desk
from supervise_tui.workflows.signing_act import check_key, vouched_for
from supervise_tui.workflows.signing_secrets import has_secret, unlock_key

_WAITING = (State.DRAFT, State.OFFERED, State.PART_SIGNED)
"""Where an addendum stands that somebody may still sign."""
_IN_THE_INDEX = 120
"""Letters of what a part says: more than a line there."""
SAVED, SAVED_SIGNED = "plan.bundle-saved", "plan.bundle-signed"
"""What the history says of a bundle that was copied out, and of one that was signed as a whole."""

Step = Callable[[int, int], None]


class Stopped(Problem):
    """The work was stopped by who began it; nothing was written."""


@dataclass
class Progress:
    """How far a bundle is; shown while it is made, and asked whether to stop."""

    done: int = 0
    total: int = 0
    stopped: bool = False

    def step(self, done: int, total: int) -> None:
        """Note a step; Stopped when it was asked for meanwhile."""
        self.done, self.total = done, total
        if self.stopped:
            raise Stopped("Stopped: no bundle was written.")


def nothing(_done: int, _total: int) -> None:
    """Nobody watches."""


def may_sign(desk: Desk) -> bool:
    """Whether who has the cabinet open can sign a bundle: by their key, and with a signing secret."""
    plans = plans_desk(desk)
    return plans.may(Act.SIGN_AS_SUPERVISOR) and has_secret(plans, plans.supervising.id)


def unlock_to_sign(desk: Desk, secret: str) -> ec.EllipticCurvePrivateKey:
    """Unlock the key of who takes a bundle. NotAllowed, WrongSecret, TooManyTries."""
    plans = plans_desk(desk)
    plans.check(Act.SIGN_AS_SUPERVISOR)
    return unlock_key(plans, plans.supervising.id, secret)


def save_bundle(
    desk: Desk,
    case_id: str,
    to: Path,
    step: Step = nothing,
    key: ec.EllipticCurvePrivateKey | None = None,
) -> Path:
    """Write the bundle of a case into a folder, or to a file named .pdf; nothing is overwritten.

    With `key` it is signed as a whole by who takes it. `step` is told how far it is, and may raise Stopped.
    NotAllowed for who may not copy records out, NotIntact when a signed file does not fit its signatures.
    """
    plans = plans_desk(desk)
    plans.check(Act.EXPORT)
    view = case_view(plans, case_id)
    raw = bundle_pdf(paper_of(plans, view, signed=key is not None), step)
    if key is not None:
        raw = _signed(plans, raw, key)
    name = f"{plans.today.isoformat()} {name_for_a_file(view.worker.name)} - case bundle.pdf"
    folder, name = (to.parent, to.name) if to.suffix.casefold() == ".pdf" else (to, name)
    path = write_new(folder, name, raw)
    with plans.cabinet.transaction(Act.EXPORT) as work:
        history.note(
            work,
            file=view.worker.id,
            who=plans.holder,
            what=SAVED if key is None else SAVED_SIGNED,
            subject=case_id,
            after=raw,
            now=plans.now,
        )
    if key is not None:
        plans.cabinet.seal()
    return path


def _signed(plans: Desk, raw: bytes, key: ec.EllipticCurvePrivateKey) -> bytes:
    plans.check(Act.SIGN_AS_SUPERVISOR)
    signer = _taker(plans)
    with plans.cabinet.reading() as work:
        check_key(work, signer, key)
        vouched = vouched_for(work, signer, key)
    return sign_bundle(
        raw,
        signer=signer,
        at=plans.now(),
        key=key,
        certificate_der=vouched.certificate_der,
        authority_der=vouched.authority_der,
        key_replaced=vouched.key_replaced,
    )


def _taker(plans: Desk) -> Signer:
    who = plans.supervising
    return Signer(person=who.id, name=who.name, post=who.post, role=Role.SUPERVISOR)


def _said_of_the_whole(plans: Desk, *, signed: bool) -> str:
    if not signed:
        return "This file as a whole is not signed."
    who = plans.supervising
    return (
        f"This file as a whole is signed by {who.name}, {who.post}: a change to any part of it shows in the "
        "same way."
    )


def paper_of(plans: Desk, view: CaseView, *, signed: bool = False) -> BundlePaper:
    """Give what the bundle is made of; every signed file is held against its signatures first."""
    with plans.cabinet.reading() as work:
        names = {one.id: one.name for one in people.supervisors(work)}
    parts = [*_records(plans, view), *_letters(plans, view), *_entries(plans, view, names)]
    if not parts:
        raise BadInput("There is nothing on file for this case yet.", "Sign a record first.")
    case, today = view.case, plans.today
    policy, nation = plans.library.procedure(), plans.organisation.nation
    return BundlePaper(
        home=plans.organisation.name,
        worker=view.worker.name,
        post=view.worker.post,
        opened_on=case.opened_on,
        state=f"{view.standing.label}{', paused' if view.standing.paused else ''}",
        made_on=today,
        made_by=names.get(plans.holder, plans.owner.name),
        signed_as_a_whole=_said_of_the_whole(plans, signed=signed),
        left_out=tuple(_left_out(view)),
        timeline=timeline(case, view.file.entries, policy, nation, today, _signed_letters(plans, view)),
        parts=tuple(part for _, part in sorted(parts, key=lambda pair: pair[0])),
    )


_Placed = tuple[tuple[date, str, int, int], BundlePart]
"""With what it is sorted by: its day, when it was written down, its number in the case; then addenda."""


def _records(plans: Desk, view: CaseView) -> Iterator[_Placed]:
    """Signed records with their addenda, each on the day it was held."""
    numbered = {entry.record: entry for entry in view.file.entries if entry.record}
    told = case_told.entry_lines(plans, view)
    saved, number = "", 0
    for record_id in with_addenda(plans, numbered):
        one = signed_record(plans, record_id)
        entry = numbered.get(record_id)
        on = one.record.held_on or plans.today
        if entry is not None:
            on, saved, number = entry.on, entry.saved_at, entry.number
        yield (on, saved, number, entry is None), _record_part(one, on, told[entry.id] if entry else "")


def _record_part(one: SignedRecord, on: date, says: str) -> BundlePart:
    return BundlePart(
        on=on,
        kind=one.content.called,
        title=one.content.title,
        says=case_told.shortened(says, _IN_THE_INDEX),
        pdf=one.pdf,
        name=file_name(one.record, one.content),
    )


def _letters(plans: Desk, view: CaseView) -> Iterator[_Placed]:
    """Letters that are signed, each on the day of its signature."""
    with plans.cabinet.reading() as work:
        for letter in view.post.letters:
            if not letter.is_final:
                continue
            content, on = signed_content(work, letter), datetime.fromisoformat(letter.made_at).date()
            received = "Not received yet"
            if letter.delivered_on is not None:
                how = HOW.get(letter.delivered_how, letter.delivered_how)
                received = f"Received {long_date(letter.delivered_on)}, {how[:1].lower()}{how[1:]}"
            part = BundlePart(
                on=on,
                kind=content.called,
                title=content.title,
                says=received,
                pdf=plan_letters.pdf(work, letter.id),
                name=f"Letter {content.number:02d} {on.isoformat()} {name_for_a_file(content.title)}.pdf",
            )
            # Handing it over makes an entry, which comes after the letter even within one minute.
            before = sum(entry.saved_at < letter.made_at for entry in view.file.entries)
            yield (on, letter.made_at, before, content.number), part


def _signed_letters(plans: Desk, view: CaseView) -> Iterator[Moment]:
    for letter in view.post.letters:
        if letter.is_final:
            title = plans.library.letter(which_of(letter)).title
            yield Moment(title, datetime.fromisoformat(letter.made_at).date())


def _entries(plans: Desk, view: CaseView, names: Mapping[str, str]) -> Iterator[_Placed]:
    """What nobody signs: log, checks, invitations and the like; what was struck says so."""
    gone, told = struck(view.file.entries), case_told.entry_lines(plans, view)
    for entry in view.file.entries:
        if entry.record:
            continue
        mistake = "A mistake, struck out. " if entry.number in gone else ""
        part = BundlePart(
            on=entry.on,
            kind=f"Entry {entry.number}",
            title=_title(plans, entry),
            says=case_told.shortened(f"{mistake}{told[entry.id]}", _IN_THE_INDEX),
            note=f"{mistake}{_written_down(entry, names)}",
            answers=tuple(case_told.entry_in_full(plans, view, entry, without=(DAY,))),
        )
        yield (entry.on, entry.saved_at, entry.number, 0), part


def _written_down(entry: Entry, names: Mapping[str, str]) -> str:
    """When, and by whom: its day stands above it."""
    day = day_of(entry.saved_at[:10]) or entry.on
    when = "on the same day" if day == entry.on else f"on {long_date(day)}"
    by = f" by {names[entry.by]}" if entry.by in names else ""
    return f"Entry no. {entry.number}, written down {when}{by}."


def _title(plans: Desk, entry: Entry) -> str:
    event = event_of(entry)
    if event is not None and entry.kind in (EntryKind.OUTCOME, EntryKind.ENDED):
        return MOVES[event].label
    try:
        return plans.library.get(form_of(entry.kind)).title
    except NotFound:
        return entry.kind


def _left_out(view: CaseView) -> Iterator[str]:
    waiting = len(view.file.under_way) + sum(one.state in _WAITING for _, one in view.addenda)
    if waiting:
        yield "Not in it: " + _counted(waiting, "record is", "records are", "not signed by everybody yet.")
    drafts = len(view.file.drafts)
    if drafts:
        yield "Not in it: " + _counted(drafts, "small form is", "small forms are", "still being written.")
    letters = sum(not one.is_final for one in view.post.letters)
    if letters:
        yield "Not in it: " + _counted(letters, "letter is", "letters are", "still being written.")
    unsigned = [one for one in view.file.entries if one.kind in SIGNED and not one.record]
    if unsigned:
        yield _counted(len(unsigned), "entry stands", "entries stand", "on no signed record of this cabinet.")


def _counted(number: int, one: str, more: str, rest: str) -> str:
    return f"{number} {one if number == 1 else more} {rest}"
