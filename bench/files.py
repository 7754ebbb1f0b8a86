"""Rows about finding and reading: a search in many records, a file of ten years."""

from __future__ import annotations

import random
import secrets
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

from bench.table import Row, median
from supervise_tui.canonical import Json
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import State
from supervise_tui.store import action_points, form_definitions, people, records
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.find_words import find_words
from supervise_tui.workflows.live_actions import raise_actions
from supervise_tui.workflows.timeline import timeline
from supervise_tui.workflows.workers import worker_file

WORKERS = 150
A_TRANSACTION = 250
"""Records written at once."""
TEN_YEARS = 90
"""Records of a file: one every six weeks."""
_COMMON = (
    "round",
    "night",
    "team",
    "family",
    "rota",
    "notes",
    "training",
    "care",
    "plan",
    "handover",
    "visit",
)
_RARE = [f"{first}{last}" for first in ("bram", "cold", "fern", "hazel", "oak") for last in range(400)]


def rows(desk: Desk, many: int = 10_000, runs: int = 9) -> Iterator[Row]:
    """Fill the cabinet with `many` records, then search them and open one file of ten years."""
    _fill(desk, many)
    for words, name in (("hazel17", "a rare word"), ("night", "a word in every record")):
        yield Row(
            what=f"search {many:,} records: {name}",
            ours=_median_ms(lambda words=words: find_words(desk, words), runs),  # type: ignore[misc]
            baseline=_median_ms(lambda words=words: _look_through(desk, words), runs),  # type: ignore[misc]
            against="LIKE over the same texts in the encrypted database",
            unit="ms",
            runs=runs,
            goal=1.0,
        )
    worker = _old_file(desk)
    yield Row(
        what=f"open a file of {TEN_YEARS} records",
        ours=_median_ms(lambda: timeline(desk, worker.id), runs),
        baseline=_median_ms(lambda: worker_file(desk, worker.id), runs),
        against="the list of its records alone",
        unit="ms",
        runs=runs,
        goal=3.0,
    )


def _median_ms(act: Callable[[], object], runs: int) -> float:
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        act()
        taken.append((time.perf_counter() - began) * 1000)
    return median(taken)


def _look_through(desk: Desk, words: str) -> int:
    with desk.cabinet.reading() as work:
        found = work.connection().exec_driver_sql(
            "SELECT count(*) FROM search_entry WHERE words LIKE ?", (f"%{words}%",)
        )
        return int(found.scalar_one())


def _fill(desk: Desk, many: int) -> None:
    dice = random.Random(17)
    staff = [Worker(id=secrets.token_hex(8), name=f"Worker {n}", post="Carer") for n in range(WORKERS)]
    with desk.cabinet.transaction() as work:
        form_definitions.keep(work, desk.library.get("session.short"))
        for worker in staff:
            people.save_worker(work, worker)
    for start in range(0, many, A_TRANSACTION):
        with desk.cabinet.transaction() as work:
            for number in range(start, min(many, start + A_TRANSACTION)):
                _record(work, desk, staff[number % WORKERS], number, dice)


def _old_file(desk: Desk) -> Worker:
    dice = random.Random(18)
    worker = Worker(id=secrets.token_hex(8), name="Ania Wójcik-Łęcka", post="Senior carer")
    with desk.cabinet.transaction() as work:
        people.save_worker(work, worker)
        for number in range(TEN_YEARS):
            _record(work, desk, worker, number, dice)
    return worker


def _record(work: Work, desk: Desk, worker: Worker, number: int, dice: random.Random) -> None:
    form = desk.library.get("session.short")
    day = desk.today - timedelta(days=42 * (number % TEN_YEARS + 1))
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
    answers: dict[str, Json] = {
        "held_on": day.isoformat(),
        "summary": _prose(dice, 200),
        "since_last_time": _prose(dice, 60),
        "comments_worker": _prose(dice, 20),
        "actions": [
            {
                "id": "p1",
                "what": _prose(dice, 8),
                "owner": "worker",
                "owner_name": "",
                "by": (day + timedelta(days=30)).isoformat(),
                "how_known": _prose(dice, 5),
            }
        ],
        "worth_worker": dice.randint(1, 5),
        "worth_supervisor": dice.randint(1, 5),
    }
    records.save_answers(work, record.id, answers, desk.now, {"held_on": day, "next_on": None})
    if number % 10 == 0:
        raise_actions(work, record.id, form)
        assert action_points.has_raised(work, record.id)
    records.set_state(work, record.id, State.OFFERED)


def _prose(dice: random.Random, words: int) -> str:
    return " ".join(
        ["night", *(dice.choice(_RARE if dice.random() < 0.1 else _COMMON) for _ in range(words))]
    )
