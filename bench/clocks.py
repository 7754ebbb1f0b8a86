"""Rows on the clocks: every clock of 10,000 workers, against a plain loop that only adds the months."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta

from bench.table import Row, median
from supervise_tui.domain.agreement import standing
from supervise_tui.domain.clock_facts import Facts
from supervise_tui.domain.clocks import readings, supervision_clock
from supervise_tui.domain.people import Nation, Worker
from supervise_tui.domain.record import Record, State
from supervise_tui.domain.working_days import add_months
from supervise_tui.forms.library import Library
from supervise_tui.forms.policy import Policy

TODAY = date(2026, 11, 17)
TALKS = 8
"""Each worker's supervisions: about two years of them."""


def rows(workers: int, runs: int = 3) -> Iterator[Row]:
    """Read one clock, and all of them, for so many workers; each row is the whole list."""
    policy = Library().policy("council-social-care")
    everyone = [_facts(number, policy) for number in range(workers)]
    for what, read in (("when each is due", supervision_clock), ("every clock of each", readings)):
        ours, bare = [], []
        for _ in range(runs):
            began = time.perf_counter()
            for facts in everyone:
                read(facts)
            ours.append(time.perf_counter() - began)
            began = time.perf_counter()
            for facts in everyone:
                _plainly(facts)
            bare.append(time.perf_counter() - began)
        yield Row(
            what=f"{workers:,} workers: {what}",
            ours=median(ours),
            baseline=median(bare),
            against="a plain loop: the last one held plus three months",
            unit="s",
            runs=runs,
        )


def _plainly(facts: Facts) -> int:
    last = max(record.held_on for record in facts.records if record.held_on is not None)
    return (add_months(last, 3) - facts.today).days


def _facts(number: int, policy: Policy) -> Facts:
    worker = Worker(
        id=str(number), name=f"Worker {number}", post="Carer", started_on=date(2024, 1, 1), hours=30.0
    )
    return Facts(
        worker=worker,
        today=TODAY,
        nation=Nation.ENGLAND,
        policy=policy,
        agreement=standing((), TODAY),
        records=tuple(_record(number, talk) for talk in range(TALKS)),
    )


def _record(worker: int, talk: int) -> Record:
    return Record(
        id=f"{worker}-{talk}",
        number=talk + 1,
        makes="supervision",
        title="Supervision",
        worker=str(worker),
        supervisor="s",
        form_digest="",
        state=State.CLOSED if talk < TALKS - 1 else State.OFFERED,
        session_number=talk + 1,
        held_on=TODAY - timedelta(days=90 * (TALKS - talk) - worker % 80),
        next_on=None,
    )
