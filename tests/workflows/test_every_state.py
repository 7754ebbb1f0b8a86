"""Every state of a record meets every event through the workflows, in a real cabinet (record-life.md).

What the table allows is done and leaves an event in the history; everything else is refused with a plain
sentence and changes nothing. Only destroying has no workflow yet: it comes with retention.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Event, Record, State
from supervise_tui.forms.definition import Role
from supervise_tui.problems import NotAllowed
from supervise_tui.store import history, records, signing
from supervise_tui.workflows import (
    addenda,
    flags,
    hold_supervision,
    paper_records,
    plan_supervision,
    sign_off,
    workers,
)
from supervise_tui.workflows.desk import Desk
from tests.homes import SUPERVISOR_SECRET, WORKER_SECRET, choose_secrets, good_answers

ALLOWED: dict[State, dict[Event, State]] = {
    State.PLANNED: {
        Event.HOLD: State.DRAFT,
        Event.MOVE: State.PLANNED,
        Event.CANCEL: State.CANCELLED,
    },
    State.DRAFT: {
        Event.OFFER: State.OFFERED,
        Event.DISCARD: State.DISCARDED,
        Event.SIGN_ON_PAPER: State.ON_PAPER,
    },
    State.OFFERED: {
        Event.TAKE_BACK: State.DRAFT,
        Event.SIGN: State.PART_SIGNED,
        Event.DECLINE: State.OFFERED,
    },
    State.PART_SIGNED: {
        Event.SIGN: State.CLOSED,
        Event.DECLINE: State.OFFERED,
        Event.VOID: State.DRAFT,
    },
    State.CLOSED: {Event.ADD_TO: State.CLOSED, Event.DEAL_WITH_FLAG: State.CLOSED},
    State.ON_PAPER: {Event.ADD_TO: State.ON_PAPER, Event.DEAL_WITH_FLAG: State.ON_PAPER},
    State.CANCELLED: {},
    State.DISCARDED: {},
}
"""Written out by hand from the design: what is not here is refused."""

NOTED = {
    Event.HOLD: "record.started",
    Event.MOVE: "record.moved",
    Event.CANCEL: "record.cancelled",
    Event.OFFER: "record.offered",
    Event.TAKE_BACK: "record.taken-back",
    Event.DISCARD: "record.discarded",
    Event.SIGN: "record.signed",
    Event.DECLINE: "record.declined",
    Event.VOID: "record.unlocked",
    Event.SIGN_ON_PAPER: "record.signed-on-paper",
    Event.ADD_TO: "record.addendum-begun",
    Event.DEAL_WITH_FLAG: "record.flag-dealt-with",
}


def planned(desk: Desk, worker: Worker) -> str:
    return plan_supervision.plan(desk, worker.id, desk.today + timedelta(days=3)).record.id


def draft(desk: Desk, worker: Worker) -> str:
    sheet = hold_supervision.start(desk, worker.id)
    hold_supervision.save(desk, sheet.record.id, good_answers(desk))
    choose_secrets(desk, worker)
    return sheet.record.id


def offered(desk: Desk, worker: Worker) -> str:
    record_id = draft(desk, worker)
    sign_off.offer(desk, record_id)
    sign_off.write_disagreement(desk, record_id, Role.WORKER, "I see the nights differently.")
    return record_id


def part_signed(desk: Desk, worker: Worker) -> str:
    record_id = offered(desk, worker)
    sign_off.sign(desk, record_id, Role.SUPERVISOR, SUPERVISOR_SECRET)
    return record_id


def closed(desk: Desk, worker: Worker) -> str:
    record_id = part_signed(desk, worker)
    sign_off.sign(desk, record_id, Role.WORKER, WORKER_SECRET)
    return record_id


def on_paper(desk: Desk, worker: Worker) -> str:
    record_id = offered(desk, worker)
    sign_off.take_back(desk, record_id)
    close_on_paper(desk, record_id)
    return record_id


def cancelled(desk: Desk, worker: Worker) -> str:
    record_id = planned(desk, worker)
    plan_supervision.cancel(desk, record_id, "The lift stood still.")
    return record_id


def discarded(desk: Desk, worker: Worker) -> str:
    record_id = draft(desk, worker)
    hold_supervision.discard(desk, record_id, "Begun by mistake.", worker_agrees=True)
    return record_id


MADE: dict[State, Callable[[Desk, Worker], str]] = {
    State.PLANNED: planned,
    State.DRAFT: draft,
    State.OFFERED: offered,
    State.PART_SIGNED: part_signed,
    State.CLOSED: closed,
    State.ON_PAPER: on_paper,
    State.CANCELLED: cancelled,
    State.DISCARDED: discarded,
}


def close_on_paper(desk: Desk, record_id: str) -> None:
    paper_records.was_on_paper(desk, record_id)
    seen = paper_records.say_signed_on(desk, record_id, desk.today)
    assert seen.content is not None
    paper_records.close(desk, record_id, seen.content, SUPERVISOR_SECRET)


def act(desk: Desk, record_id: str, event: Event) -> Any:
    """Do to a record what the event says, by the workflow that people do it with."""
    worker = fetched(desk, record_id).worker
    match event:
        case Event.HOLD:
            return hold_supervision.start(desk, worker)
        case Event.MOVE:
            return plan_supervision.move(desk, record_id, desk.today + timedelta(days=9), "Two are ill.")
        case Event.CANCEL:
            return plan_supervision.cancel(desk, record_id, "The lift stood still.")
        case Event.OFFER:
            return sign_off.offer(desk, record_id)
        case Event.TAKE_BACK:
            return sign_off.take_back(desk, record_id)
        case Event.DISCARD:
            return hold_supervision.discard(desk, record_id, "Begun by mistake.", worker_agrees=True)
        case Event.SIGN:
            return sign_off.sign(desk, record_id, Role.WORKER, WORKER_SECRET)
        case Event.DECLINE:
            return sign_off.decline(desk, record_id, Role.WORKER, "That is not what I said.")
        case Event.VOID:
            return sign_off.void(desk, record_id, "One date is wrong.")
        case Event.SIGN_ON_PAPER:
            return close_on_paper(desk, record_id)
        case Event.ADD_TO:
            return addenda.start(desk, record_id)
        case Event.DEAL_WITH_FLAG:
            return flags.deal_with(desk, record_id, by="Delyth Pugh", on=desk.today, what="Spoke with both.")
        case _:
            raise AssertionError(event)


def fetched(desk: Desk, record_id: str) -> Record:
    with desk.cabinet.reading() as work:
        return records.fetch(work, record_id)


def everything(desk: Desk, record_id: str) -> object:
    """All that a refused event must leave as it was."""
    with desk.cabinet.reading() as work:
        record = records.fetch(work, record_id)
        frozen = None
        if record.state in (State.OFFERED, State.PART_SIGNED, State.CLOSED, State.ON_PAPER):
            frozen = records.frozen(work, record_id)
        return (
            record,
            records.answers(work, record_id),
            records.sign_off_notes(work, record_id),
            frozen,
            signing.signatures(work, record_id, with_void=True),
            signing.pdf(work, record_id),
            [event.hash for event in history.events(work, record.worker)],
        )


def test_every_state_and_event_is_walked() -> None:
    """A state or an event that is added has to be walked too."""
    assert MADE.keys() == ALLOWED.keys() == set(State) - {State.DESTROYED}
    assert NOTED.keys() == set(Event) - {Event.DESTROY}


@pytest.mark.parametrize("at", ALLOWED)
def test_what_is_not_allowed_is_refused_plainly_and_changes_nothing(
    desk: Desk, worker: Worker, at: State
) -> None:
    record_id = MADE[at](desk, worker)
    before = everything(desk, record_id)
    for event in set(Event) - ALLOWED[at].keys() - {Event.DESTROY, Event.HOLD}:
        with pytest.raises(NotAllowed) as caught:
            act(desk, record_id, event)
        assert caught.value.sentence[0].isupper(), event
        assert caught.value.sentence.endswith("."), event
        assert everything(desk, record_id) == before, event
    if at is not State.PLANNED:
        # Nothing holds a record that is not planned: a talk begun now is another record, or refused.
        try:
            begun = act(desk, record_id, Event.HOLD).record.id
        except NotAllowed:
            begun = ""
        assert begun != record_id
        assert fetched(desk, record_id).state is at


WALKS = [
    *((at, (event,)) for at, ways in ALLOWED.items() for event in ways if not at.is_signed),
    *((at, tuple(ways)) for at, ways in ALLOWED.items() if at.is_signed),
]
"""What leaves a record as it is can be walked on one and the same."""


@pytest.mark.parametrize(("at", "events"), WALKS)
def test_what_is_allowed_is_done_and_leaves_an_event_in_the_history(
    desk: Desk, worker: Worker, at: State, events: tuple[Event, ...]
) -> None:
    record_id = MADE[at](desk, worker)
    for event in events:
        act(desk, record_id, event)
        to = ALLOWED[at][event]
        assert fetched(desk, record_id).state is to
        with desk.cabinet.reading() as work:
            last = history.events(work, worker.id)[-1]
        closing = to is State.CLOSED and event is Event.SIGN
        assert last.what == ("record.closed" if closing else NOTED[event])
        assert last.subject == record_id or event is Event.ADD_TO


def test_a_record_is_not_unlocked_once_a_later_talk_has_taken_its_open_points_over(
    desk: Desk, worker: Worker
) -> None:
    """[REC-3] Its actions were looked back at, or its points carried: a correction is an addendum then."""
    record_id = draft(desk, worker)
    agenda = good_answers(desk)["agenda"]
    assert isinstance(agenda, list)
    assert isinstance(agenda[1], dict)
    carried = [agenda[0], {**agenda[1], "outcome": "not-reached"}]
    hold_supervision.save(desk, record_id, {"agenda": carried})
    sign_off.offer(desk, record_id)
    sign_off.sign(desk, record_id, Role.WORKER, WORKER_SECRET)
    later = hold_supervision.start(desk, worker.id)
    with pytest.raises(NotAllowed, match="Write an addendum instead"):
        sign_off.void(desk, record_id, "One date is wrong.")
    hold_supervision.discard(desk, later.record.id, "Begun by mistake.", worker_agrees=True)
    assert sign_off.void(desk, record_id, "One date is wrong.").state is State.DRAFT


def test_a_record_is_not_unlocked_once_a_later_talk_has_looked_back_at_its_actions(
    desk: Desk, worker: Worker
) -> None:
    record_id = part_signed(desk, worker)
    later = hold_supervision.start(desk, worker.id)
    rows = later.answers["action_review"]
    assert isinstance(rows, list)
    done = [{**row, "outcome": "done"} for row in rows if isinstance(row, dict)]
    hold_supervision.save(desk, later.record.id, good_answers(desk) | {"action_review": [*done]})
    with pytest.raises(NotAllowed, match="Write an addendum instead"):
        sign_off.void(desk, record_id, "One date is wrong.")


def test_another_worker_is_no_hindrance(desk: Desk, worker: Worker) -> None:
    record_id = part_signed(desk, worker)
    other = workers.add_worker(desk, name="Tunde Ọlálẹ́yẹ", post="Night carer", hours=36)
    hold_supervision.start(desk, other.id)
    assert sign_off.void(desk, record_id, "One date is wrong.").state is State.DRAFT
