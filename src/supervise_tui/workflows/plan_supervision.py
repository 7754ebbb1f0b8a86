"""Plan the next supervision: its day, time and place; move it, cancel it, and book it again [CAD-9]."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from supervise_tui.canonical import Json
from supervise_tui.domain.absences import Absence
from supervise_tui.domain.cadence import was_held
from supervise_tui.domain.people import Worker
from supervise_tui.domain.preparation import SIDES
from supervise_tui.domain.rebooking import Rebooking, ill_then, rebooking, returned_on
from supervise_tui.domain.record import Circumstances, Event, Record, State, next_state
from supervise_tui.domain.roles import Act
from supervise_tui.forms.answers import check_answer
from supervise_tui.forms.day_words import long_date
from supervise_tui.forms.definition import Fact, Form, Question, Role
from supervise_tui.problems import BadInput, NotAllowed
from supervise_tui.store import absences, form_definitions, history, people, preparations, records
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.absences import note_sickness
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.layouts import SUPERVISION, default_layout
from supervise_tui.workflows.moved_plans import keep_move
from supervise_tui.workflows.prepare import who_prepared

_AT, _PLACE = Fact.START_TIME.value, Fact.PLACE.value
_CANCELLED = "cancelled"
"""Kept with a cancelled record: who called it off, whether for sickness, and its time and place."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The next supervision with a worker, as far as it is settled."""

    record: Record
    worker: Worker
    at: str
    """14:05, or nothing."""
    place: str
    prepared: frozenset[Role]
    """Who has written something; not what."""


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What a new plan starts from."""

    on: date | None
    at: str
    place: str
    because: str
    """One sentence that says what the day rests on; empty where there is none."""


@dataclass(frozen=True, kw_only=True)
class ToRebook:
    """A supervision that was cancelled, and no other has taken its place yet."""

    worker: Worker
    record: Record
    when: Rebooking


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What lies ahead with a worker: the plan, or what one would start from."""

    worker: Worker
    plan: Plan | None
    to_rebook: ToRebook | None
    proposal: Proposal


def plan(
    desk: Desk, worker_id: str, on: date | None = None, *, at: str | None = None, place: str | None = None
) -> Plan:
    """Plan the next supervision, or settle time and place of the one that is planned.

    Without a day it is the one agreed last time; None leaves time and place as they are, "" takes them
    away. NotAllowed if the worker has left, or another day is planned: that one is moved, with a reason.
    BadInput for a day that is past, or a time that is none.
    """
    _not_past(desk, on)
    layout = desk.library.get(default_layout(desk))
    given = {key: text for key, text in ((_AT, at), (_PLACE, place)) if text is not None}
    checked: dict[str, Json] = {
        q.fact.value: check_answer(q, given[q.fact.value]) if given[q.fact.value] else None
        for q in _settled(layout)
        if q.fact is not None and q.fact.value in given
    }
    with desk.cabinet.transaction(Act.PLAN) as work:
        record = _planned(work, desk, worker_id, layout, on)
        preparations.save(work, worker_id, Role.BOTH.value, checked, desk.now)
        return _plan(work, desk, records.fetch(work, record.id))


def _not_past(desk: Desk, on: date | None) -> None:
    if on is not None and on < desk.today:
        raise BadInput("That day is past already.", "Type a day to come, or start the supervision now.")


def _settled(layout: Form) -> list[Question]:
    wanted = (layout.with_fact(Fact.START_TIME), layout.with_fact(Fact.PLACE))
    return [question for question in wanted if question is not None]


def _planned(work: Work, desk: Desk, worker_id: str, layout: Form, on: date | None) -> Record:
    """The planned record of this worker, or a new one for that day, else for the day agreed last time."""
    there = _planned_with(work, worker_id)
    if there is not None and on is not None and there.held_on not in (None, on):
        raise NotAllowed(
            f"It is planned for {long_date(there.held_on)} already." if there.held_on else "",
            "Move it to the other day, and say why.",
        )
    if there is None:
        there = _new(work, desk, worker_id, layout)
        on = on or _agreed_day(work, desk, worker_id)
    if on is not None:
        records.set_planned_day(work, there.id, on)
    return there


def _planned_with(work: Work, worker_id: str) -> Record | None:
    there = records.find(work, worker=worker_id, states=[State.PLANNED], makes=SUPERVISION)
    return there[-1] if there else None


def _new(work: Work, desk: Desk, worker_id: str, layout: Form) -> Record:
    worker = people.worker(work, worker_id)
    if worker.left_on is not None and worker.left_on <= desk.today:
        raise NotAllowed(f"{worker.name} has left.", "Take back the leaving date first, if that is wrong.")
    form_definitions.keep(work, layout)
    record = records.start(
        work,
        record_id=secrets.token_hex(8),
        makes=layout.makes,
        title=layout.title,
        worker=worker_id,
        supervisor=desk.supervising.id,
        form_digest=layout.digest,
        now=desk.now,
        state=State.PLANNED,
    )
    preparations.clear(work, worker_id, Role.BOTH.value)
    _note(work, desk, record, "record.planned")
    return record


def _agreed_day(work: Work, desk: Desk, worker_id: str) -> date | None:
    agreed = [one.next_on for one in records.find(work, worker=worker_id, makes=SUPERVISION) if one.next_on]
    return max((day for day in agreed if day >= desk.today), default=None)


def _plan(work: Work, desk: Desk, record: Record) -> Plan:
    settled = preparations.answers(work, record.worker, Role.BOTH.value)
    return Plan(
        record=record,
        worker=people.worker(work, record.worker),
        at=str(settled.get(_AT, "")),
        place=str(settled.get(_PLACE, "")),
        prepared=who_prepared(work, desk, record.worker),
    )


def planned(desk: Desk, worker_id: str) -> Plan | None:
    """Give the next supervision with a worker as it is planned; None when nothing is. NotOpened."""
    desk.check_file(worker_id)
    with desk.cabinet.reading() as work:
        there = _planned_with(work, worker_id)
        return _plan(work, desk, there) if there else None


def plans(work: Work, desk: Desk, workers: Mapping[str, Worker] | None = None) -> list[Plan]:
    """Give all planned supervisions of workers still here, the next one first, those without a day last.

    `workers` by id, where they are at hand already.
    """
    there = records.find(work, states=[State.PLANNED], makes=SUPERVISION)
    there.sort(key=lambda record: (record.held_on or date.max, record.number))
    everyone = workers or {one.worker: people.worker(work, one.worker) for one in there}
    here = [one for one in there if (everyone[one.worker].left_on or date.max) > desk.today]
    written = preparations.who_wrote(work, [side.value for side in SIDES])
    settled = preparations.answers_by_worker(work, Role.BOTH.value)
    return [
        Plan(
            record=record,
            worker=everyone[record.worker],
            at=str(settled.get(record.worker, {}).get(_AT, "")),
            place=str(settled.get(record.worker, {}).get(_PLACE, "")),
            prepared=who_prepared(work, desk, record.worker) if record.worker in written else frozenset(),
        )
        for record in here
    ]


def propose(desk: Desk, worker_id: str) -> Proposal:
    """Give what a new plan starts from: the cancelled one to book again, else what was agreed last time.

    NotOpened while the file is shut to who has the cabinet open [REC-5].
    """
    desk.check_file(worker_id)
    with desk.cabinet.reading() as work:
        worker = people.worker(work, worker_id)
        again = _to_rebook(work, desk, worker)
        if again is not None:
            notes = _cancelled_notes(work, again.record)
            return Proposal(
                on=again.when.propose,
                at=str(notes.get("at", "")),
                place=str(notes.get("place", "")),
                because=f"Booked again after the one of {long_date(again.when.original)} was cancelled. "
                f"{again.when.sentence}",
            )
        theirs = records.find(work, worker=worker_id, makes=SUPERVISION)
        held = [one for one in theirs if was_held(one, desk.today)]
        last = max(held, key=lambda one: (one.held_on or date.min, one.number), default=None)
        if last is None:
            return Proposal(on=None, at="", place="", because="")
        return _as_agreed(work, desk, last)


def outlook(desk: Desk, worker_id: str) -> Outlook:
    """Say what lies ahead with a worker; NotOpened while their file is shut [REC-5]."""
    proposal = propose(desk, worker_id)
    with desk.cabinet.reading() as work:
        worker = people.worker(work, worker_id)
        there = _planned_with(work, worker_id)
        return Outlook(
            worker=worker,
            plan=_plan(work, desk, there) if there else None,
            to_rebook=_to_rebook(work, desk, worker),
            proposal=proposal,
        )


def _as_agreed(work: Work, desk: Desk, last: Record) -> Proposal:
    form, answers = desk.kept_form(work, last.form_digest), records.answers(work, last.id)

    def said(fact: Fact) -> str:
        question = form.with_fact(fact)
        value = answers.get(question.id) if question else None
        return value if isinstance(value, str) else ""

    place = said(Fact.NEXT_PLACE) or said(Fact.PLACE)
    if last.next_on is None or last.next_on < desk.today or last.held_on is None:
        return Proposal(on=None, at="", place=place, because="")
    because = f"As you agreed on {long_date(last.held_on)}."
    return Proposal(on=last.next_on, at=said(Fact.NEXT_TIME), place=place, because=because)


def move(desk: Desk, record_id: str, to: date, reason: str, *, by: Role = Role.BOTH) -> Record:
    """Move a planned supervision to another day, with who wanted it and why [CAD-9]."""
    _not_past(desk, to)
    with desk.cabinet.transaction(Act.PLAN) as work:
        record = records.fetch(work, record_id)
        next_state(record.state, Event.MOVE, Circumstances(reason=reason))
        records.set_planned_day(work, record_id, to)
        keep_move(work, record, to)
        _note(work, desk, record, "record.moved", reason, _who(desk, record, by))
        return records.fetch(work, record_id)


def cancel(
    desk: Desk,
    record_id: str,
    reason: str,
    *,
    by: Role = Role.BOTH,
    sickness: bool = False,
    back_on: date | None = None,
) -> Rebooking | None:
    """Cancel a planned supervision, with who and why; give when it is booked again [CAD-9].

    Sickness of one of the two is written down as an absence, with the first day back once it is known:
    the five working days count from it. What was prepared waits for the next one. None where no day was
    planned; BadInput when the first day back does not fit.
    """
    with desk.cabinet.transaction(Act.PLAN) as work:
        record = records.fetch(work, record_id)
        records.set_state(
            work, record_id, next_state(record.state, Event.CANCEL, Circumstances(reason=reason))
        )
        settled = preparations.answers(work, record.worker, Role.BOTH.value)
        notes: dict[str, Json] = {
            "by": by.value,
            "sickness": sickness,
            "on": desk.today.isoformat(),
            "at": str(settled.get(_AT, "")),
            "place": str(settled.get(_PLACE, "")),
        }
        before = records.sign_off_notes(work, record_id)
        records.put_sign_off_notes(work, record_id, {**before, _CANCELLED: notes})
        preparations.clear(work, record.worker, Role.BOTH.value)
        _note(work, desk, record, "record.cancelled", reason, _who(desk, record, by))
        if sickness and by in (Role.WORKER, Role.SUPERVISOR):
            ill = record.worker if by is Role.WORKER else desk.owner.id
            note_sickness(work, desk, ill, min(record.held_on or desk.today, desk.today), back_on)
        found = _to_rebook(work, desk, people.worker(work, record.worker))
    return found.when if found is not None else None


def _who(desk: Desk, record: Record, by: Role) -> str:
    """The history names the side that wanted it; for neither of them, who keeps the cabinet."""
    return record.worker if by is Role.WORKER else desk.holder


def to_rebook(work: Work, desk: Desk, workers: Iterable[Worker]) -> list[ToRebook]:
    """Give the cancelled supervisions that no other has taken the place of, the most pressing first."""
    cancelled = {one.worker for one in records.find(work, states=[State.CANCELLED], makes=SUPERVISION)}
    here = (one for one in workers if one.id in cancelled)
    found = [one for one in (_to_rebook(work, desk, worker) for worker in here) if one is not None]
    return sorted(found, key=lambda one: (one.when.by or date.max, one.worker.name))


def _to_rebook(work: Work, desk: Desk, worker: Worker) -> ToRebook | None:
    theirs = records.find(work, worker=worker.id, makes=SUPERVISION)
    last = max((one for one in theirs if one.state is not State.DISCARDED), key=_number, default=None)
    gone = worker.left_on is not None and worker.left_on <= desk.today
    if gone or last is None or last.state is not State.CANCELLED or last.held_on is None:
        return None
    notes = _cancelled_notes(work, last)
    sickness = notes.get("sickness") is True
    away = absences.find(work, [worker.id, desk.owner.id]) if sickness else []
    back = returned_on(last.held_on, away, _called_off_on(notes))
    when = rebooking(last.held_on, desk.organisation.nation, desk.today, sickness=sickness, back_on=back)
    return ToRebook(worker=worker, record=last, when=when)


def cancelled_for_sickness(work: Work, worker: str | None = None) -> dict[str, date | None]:
    """Give the supervisions cancelled because somebody was ill, of one worker or all: by id, on which day."""
    cancelled = records.find(work, worker=worker, states=[State.CANCELLED], makes=SUPERVISION)
    notes = {one.id: _cancelled_notes(work, one) for one in cancelled}
    return {key: _called_off_on(said) for key, said in notes.items() if said.get("sickness") is True}


def _called_off_on(notes: Mapping[str, Json]) -> date | None:
    """Cabinets of earlier versions do not know the day."""
    day = notes.get("on")
    return date.fromisoformat(day) if isinstance(day, str) else None


def who_was_ill(desk: Desk, line: ToRebook) -> Absence | None:
    """Give the sickness that a cancelled talk waits for: one without an end first; None if none is noted."""
    with desk.cabinet.reading() as work:
        away = absences.find(work, [line.worker.id, desk.owner.id])
        called_off = _called_off_on(_cancelled_notes(work, line.record))
    ill = ill_then(away, line.when.original, called_off)
    return min(ill, key=lambda one: (one.back_on is not None, one.first_day), default=None)


def _number(record: Record) -> int:
    return record.number


def _cancelled_notes(work: Work, record: Record) -> dict[str, Json]:
    notes = records.sign_off_notes(work, record.id).get(_CANCELLED)
    return notes if isinstance(notes, dict) else {}


def _note(work: Work, desk: Desk, record: Record, what: str, reason: str = "", who: str = "") -> None:
    history.note(
        work,
        file=record.worker,
        who=who or desk.holder,
        what=what,
        subject=record.id,
        after=b"",
        reason=reason,
        now=desk.now,
    )
