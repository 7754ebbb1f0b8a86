"""Hold a group supervision: one talk, written once, a record on each participant's file [SES-2] [REC-12].

Every participant's record is there from the start as a draft, whole in itself: it is found, backed up,
signed, exported and handed over like any other. What all share is written to all of them in one
transaction (`hold_supervision.save`); when it may change, and why, stands in domain/group.py.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from supervise_tui.canonical import Json
from supervise_tui.domain.group import (
    SMALLEST_GROUP,
    Participant,
    is_for_a_group,
    is_shared,
    own_part,
    said_names,
    shared_part,
)
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Record, State
from supervise_tui.domain.sign_off import Says, said_under
from supervise_tui.forms.answers import defaults
from supervise_tui.forms.definition import Fact, Form, Role
from supervise_tui.problems import NotAllowed, NotFound
from supervise_tui.store import form_definitions, groups, people, records
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows import hold_supervision, sign_off
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.hold_supervision import Sheet
from supervise_tui.workflows.live_actions import follow_draft
from supervise_tui.workflows.read_record import content_of, valid_signatures
from supervise_tui.workflows.shared_part import copies_of, why_it_stays
from supervise_tui.workflows.signing_secrets import unlock_key

GROUP_FORM = "session.group"
_NOT_THERE = "Was not at this group supervision."


@dataclass(frozen=True, kw_only=True)
class Member:
    """One participant, and what is theirs alone."""

    worker: Worker
    own: Sheet | None
    """Their own part of their record; None for who was not there, or whose record was discarded."""

    @property
    def record(self) -> Record | None:
        """Their record, if there is one."""
        return self.own.record if self.own is not None else None

    @property
    def wrote(self) -> bool:
        """Whether they have written something of their own."""
        return self.own is not None and hold_supervision.worker_wrote(self.own.form, self.own.answers)


@dataclass(frozen=True)
class Countersigned:
    """A record that waits for the supervisor alone, who has nothing new to read in it."""

    record: Record
    name: str
    fingerprint: str


@dataclass(frozen=True, kw_only=True)
class Group:
    """One talk with all its records."""

    talk: str
    form: Form
    members: tuple[Member, ...]
    shared: Sheet
    """What is the same for all, as the first record holds it."""
    stays: str
    """Why what all share cannot be changed now; empty when it can."""
    for_supervisor: tuple[Countersigned, ...] = ()
    """Records that their participant has agreed to: the supervisor can sign them all in one go."""

    @property
    def copies(self) -> tuple[Record, ...]:
        """The records there are, in the order of the participants."""
        return tuple(member.record for member in self.members if member.record is not None)

    @property
    def is_being_written(self) -> bool:
        """Whether all of them are drafts: the talk is not closed yet, or was taken back."""
        return all(copy.state is State.DRAFT for copy in self.copies)

    @property
    def may_be_taken_back(self) -> bool:
        """Whether the talk was closed and nobody has signed yet."""
        states = {copy.state for copy in self.copies}
        return State.OFFERED in states and states <= {State.OFFERED, State.DRAFT}


def start(desk: Desk, there: Sequence[str], absent: Sequence[str] = (), form_id: str = GROUP_FORM) -> Group:
    """Start a group supervision with these workers; NotAllowed with fewer than two, or if one has left."""
    form = desk.library.get(form_id)
    if not is_for_a_group(form):
        raise NotAllowed(f"“{form.title}” is not a form for a group.", "Choose another form.")
    _enough(there)
    now, talk = desk.now(), secrets.token_hex(8)
    with desk.cabinet.transaction() as work:
        form_definitions.keep(work, form)
        came = [Participant(worker=one, record=_begin(work, desk, one, form, now)) for one in _once(there)]
        away = [Participant(worker=one, record="") for one in _once(absent) if one not in there]
        for person in away:
            people.worker(work, person.worker)  # NotFound for somebody who is not in this cabinet
        groups.keep(work, talk, [*came, *away])
        first = hold_supervision.open_sheet(desk, came[0].record)
        hold_supervision.save(desk, first.record.id, _first_answers(form, first, now))
    return open_group(desk, talk)


def _enough(there: Sequence[str]) -> None:
    if len(set(there)) < SMALLEST_GROUP:
        raise NotAllowed(
            "A group is at least two workers and you.",
            "Choose one more, or hold a supervision with the one alone.",
        )


def _once(ids: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(ids))


def _begin(work: Work, desk: Desk, worker_id: str, form: Form, now: datetime) -> str:
    return hold_supervision.begin(work, desk, worker_id, form, now).id


def _first_answers(form: Form, sheet: Sheet, now: datetime) -> dict[str, Json]:
    """Defaults, today and now; nothing that is taken from one participant's own file."""
    given = {key: value for key, value in defaults(form, sheet.facts).items() if is_shared(form, key)}
    likely: dict[Fact, Json] = {Fact.HELD_ON: now.date().isoformat(), Fact.START_TIME: now.strftime("%H:%M")}
    asked = {fact: form.with_fact(fact) for fact in likely}
    return given | {question.id: likely[fact] for fact, question in asked.items() if question is not None}


def talk_of(desk: Desk, record_id: str) -> str:
    """Give the talk that a record is of; empty when it is of no group."""
    with desk.cabinet.reading() as work:
        return groups.talk_of(work, record_id)


def open_group(desk: Desk, talk: str) -> Group:
    """Open a group supervision with all its records; NotFound if there is none."""
    with desk.cabinet.reading() as work:
        copies = {copy.worker: copy for copy in copies_of(work, talk)}
        if not copies:
            raise NotFound("This group supervision has no records any more.")
        sheets = {worker: hold_supervision.open_sheet(desk, copy.id) for worker, copy in copies.items()}
        members = tuple(
            Member(
                worker=people.worker(work, person.worker),
                own=_own(sheets[person.worker]) if person.worker in sheets else None,
            )
            for person in groups.members(work, talk)
        )
        stays = why_it_stays(work, list(copies.values()))
        ready = tuple(one for copy in copies.values() if (one := _to_countersign(work, copy)) is not None)
    first = next(iter(sheets.values()))
    shared = _shared(first)
    return Group(
        talk=talk, form=first.form, members=members, shared=shared, stays=stays, for_supervisor=ready
    )


def _to_countersign(work: Work, record: Record) -> Countersigned | None:
    """A record that lacks the supervisor's signature only.

    Where somebody disagreed or declined there are words to be read first, so that one is signed apart.
    """
    if record.state is not State.PART_SIGNED:
        return None
    content = content_of(work, record)
    signed = {given.role for given in valid_signatures(work, record)}
    missing = [signer.role for signer in content.expected if signer.role.value not in signed]
    if missing != [Role.SUPERVISOR] or said_under(content) is not Says.AGREED:
        return None
    return Countersigned(record, content.worker.name, content.fingerprint)


def open_part(desk: Desk, record_id: str, *, own: bool) -> Sheet:
    """Open one part of a participant's record: what is theirs alone, or what all share."""
    sheet = hold_supervision.open_sheet(desk, record_id)
    return _own(sheet) if own else _shared(sheet)


def _shared(sheet: Sheet) -> Sheet:
    """What all share; it is about each of them, so it is evidence for none [DEV-6]."""
    return replace(sheet, form=shared_part(sheet.form), can_show=())


def _own(sheet: Sheet) -> Sheet:
    return replace(sheet, form=own_part(sheet.form))


def gaps_of(group: Group) -> list[str]:
    """Say in a sentence for each part what keeps the talk from being closed."""
    found = _needed(len(hold_supervision.gaps_of(group.shared)), "in what all share")
    for member in group.members:
        if member.own is not None and member.own.record.state is State.DRAFT:
            found += _needed(len(hold_supervision.gaps_of(member.own)), f"in {member.worker.name}'s own part")
    return found


def _needed(number: int, where: str) -> list[str]:
    if not number:
        return []
    answers = "one answer" if number == 1 else f"{number} answers"
    return [f"{answers} {where}"]


def close(desk: Desk, talk: str) -> Group:
    """Make every draft of it ready to sign, all of them or none; NotAllowed says what is missing."""
    with desk.cabinet.transaction():
        group = open_group(desk, talk)
        missing = gaps_of(group)
        if missing:
            raise NotAllowed(f"Still needed: {said_names(missing)}.", "Fill that in first.")
        for copy in group.copies:
            if copy.state is State.DRAFT:
                sign_off.offer(desk, copy.id)
    return open_group(desk, talk)


def countersign(desk: Desk, talk: str, secret: str, only: Collection[str] | None = None) -> list[Record]:
    """Sign as the supervisor whatever participants have agreed to; WrongSecret, TooManyTries.

    `only` names the records that the supervisor was shown: no other one is signed with them.
    The secret is asked once, but each record gets a signature of its own. What was signed before
    something went wrong stays signed.
    """
    waiting = open_group(desk, talk).for_supervisor
    ready = [one for one in waiting if only is None or one.record.id in only]
    if not ready:
        raise NotAllowed("No record of this group waits for you alone.")
    key = unlock_key(desk, desk.owner.id, secret)
    return [sign_off.sign_with_key(desk, one.record.id, Role.SUPERVISOR, key) for one in ready]


def take_back(desk: Desk, talk: str) -> Group:
    """Open all records for writing again; NotAllowed once somebody has signed theirs."""
    with desk.cabinet.transaction():
        group = open_group(desk, talk)
        if not group.may_be_taken_back:
            raise NotAllowed(
                group.stays or "This talk is being written already.",
                "One person's own part can still be changed on their record, until they have signed it.",
            )
        for copy in group.copies:
            if copy.state is State.OFFERED:
                sign_off.take_back(desk, copy.id)
    return open_group(desk, talk)


def change_participants(
    desk: Desk,
    talk: str,
    there: Sequence[str],
    absent: Sequence[str] = (),
    *,
    workers_agree: bool = False,
) -> Group:
    """Set who took part and who was not there, while all records are drafts.

    Who comes in gets a record with what all share; the record of who was not there after all is
    discarded. NotAllowed if they have written in it and do not agree.
    """
    _enough(there)
    now = desk.now()
    with desk.cabinet.transaction() as work:
        group = open_group(desk, talk)
        if not group.is_being_written:
            raise NotAllowed(group.stays, "Take the records back first.")
        records_of = {member.worker.id: member.record for member in group.members if member.record}
        for worker_id, record in records_of.items():
            if worker_id not in there:
                hold_supervision.discard(desk, record.id, _NOT_THERE, worker_agrees=workers_agree)
        came = []
        for worker_id in _once(there):
            known = records_of.get(worker_id)
            new = known.id if known else _joined(work, desk, worker_id, group, now)
            came.append(Participant(worker=worker_id, record=new))
        away = [Participant(worker=one, record="") for one in _once(absent) if one not in there]
        groups.keep(work, talk, [*came, *away])
    return open_group(desk, talk)


def _joined(work: Work, desk: Desk, worker_id: str, group: Group, now: datetime) -> str:
    """Put a record on the file of somebody who comes in later, with what all share."""
    form = group.form
    record_id = _begin(work, desk, worker_id, form, now)
    said = {key: value for key, value in group.shared.answers.items() if is_shared(form, key)}
    held = group.shared.record
    days: records.Dates = {"held_on": held.held_on, "next_on": held.next_on}
    records.save_answers(work, record_id, said, lambda: now, days)
    follow_draft(work, desk, records.fetch(work, record_id), form, said)
    return record_id


def discard(desk: Desk, talk: str, reason: str, *, workers_agree: bool = False) -> None:
    """Discard the whole talk with a reason, while all records are drafts; all of them go or none."""
    with desk.cabinet.transaction():
        group = open_group(desk, talk)
        if not group.is_being_written:
            raise NotAllowed(group.stays, "Take the records back first.")
        for copy in group.copies:
            hold_supervision.discard(desk, copy.id, reason, worker_agrees=workers_agree)
