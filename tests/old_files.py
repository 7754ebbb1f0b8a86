"""A file of many years, written straight through the store: for journeys, pictures and measuring."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from supervise_tui.canonical import Json
from supervise_tui.domain.action_life import Outcome, Review
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Record, State
from supervise_tui.store import action_points, form_definitions, records
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.live_actions import raise_actions

RATINGS = ((3, 4), (2, 4), (4, 4), (5, 3), (4, 5), (4, 4), (1, 3), (3, 3), (5, 5))


def hold_many(
    desk: Desk,
    worker: Worker,
    days: int,
    *,
    gap: int = 42,
    say: Callable[[int], Mapping[str, Json]] = lambda number: {},
) -> list[Record]:
    """Hold `days` supervisions, the last one `gap` days ago; each settles the action of the one before.

    The newest two actions stay open. `say` gives more answers for each talk.
    """
    form = desk.library.get("session.short")
    held: list[Record] = []
    with desk.cabinet.transaction() as work:
        form_definitions.keep(work, form)
        for number in range(days):
            day = desk.today - timedelta(days=gap * (days - number))
            record = _hold(work, desk, worker, day, {**_answers(day, number, gap), **say(number)})
            if len(held) > 1:
                _review(work, held[-2], record.id, day, number)
            held.append(record)
    return held


def _hold(work: Work, desk: Desk, worker: Worker, day: date, answers: Mapping[str, Json]) -> Record:
    form = desk.library.get("session.short")
    record = records.start(
        work,
        record_id=secrets.token_hex(8),
        makes=form.makes,
        title=form.title,
        worker=worker.id,
        supervisor=desk.owner.id,
        form_digest=form.digest,
        now=desk.now,
    )
    records.save_answers(work, record.id, answers, desk.now, {"held_on": day, "next_on": None})
    raise_actions(work, record.id, form)
    records.set_state(work, record.id, State.OFFERED)
    records.set_state(work, record.id, State.CLOSED)
    return records.fetch(work, record.id)


def _answers(day: date, number: int, gap: int) -> dict[str, Json]:
    worker_gave, supervisor_gave = RATINGS[number % len(RATINGS)]
    return {
        "held_on": day.isoformat(),
        "start_time": "14:05",
        "minutes": 60,
        "place": "The small office",
        "agenda": [
            {"id": "a1", "text": "Night rounds on the upper floor", "by": "worker", "outcome": "reached"}
        ],
        "summary": f"Talk {number}: the 2 o'clock round overlaps with the bell of room 12.",
        "actions": [
            {
                "id": "p1",
                "what": f"Try the earlier round, part {number}",
                "owner": "worker" if number % 2 else "supervisor",
                "owner_name": "",
                "by": (day + timedelta(days=gap - 7)).isoformat(),
                "how_known": "Fewer bells unanswered after five minutes",
            }
        ],
        "worth_worker": worker_gave,
        "worth_supervisor": supervisor_gave,
        "next_date": (day + timedelta(days=gap)).isoformat(),
    }


def _review(work: Work, raised: Record, record_id: str, day: date, number: int) -> None:
    for action in action_points.open_actions(work, raised.worker, for_record=record_id):
        if action.record != raised.id:
            continue
        outcome = Outcome.CARRIED if number % 5 == 0 else Outcome.DONE
        action_points.record_review(
            work,
            action.id,
            Review(
                record=record_id,
                on=day,
                outcome=outcome,
                why="Two nights were short-staffed" if outcome is Outcome.CARRIED else "",
                new_date=day + timedelta(days=30) if outcome is Outcome.CARRIED else None,
                evidence="" if outcome is Outcome.CARRIED else "The bell log of three weeks",
            ),
        )
