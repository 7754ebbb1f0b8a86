"""Rows on home with 3,000 workers: looking it all up, and drawing the list."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from textual.app import App, ComposeResult
from textual.widgets import OptionList

from bench.table import Row, median
from supervise_tui.domain.record import State
from supervise_tui.store import form_definitions, records
from supervise_tui.store.cabinet import Work
from supervise_tui.ui.screens.home_line import HomeFilter
from supervise_tui.ui.screens.home_lines import all_parts
from supervise_tui.ui.widgets.row_list import Row as ListRow
from supervise_tui.ui.widgets.row_list import RowList
from supervise_tui.workflows import hold_supervision, sign_off, workers
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.home import home

TALKS = 8
"""Each worker's supervisions: about two years of them."""
WAITING = 50
"""One in so many has a record that waits for a signature; as many are planned, and as many being written."""


def rows(desk: Desk, many: int = 3_000, runs: int = 5) -> Iterator[Row]:
    """Fill the cabinet with so many workers, then look up home and draw its longest list."""
    _fill(desk, many)
    yield Row(
        what=f"home of {many:,} workers: everything it says",
        ours=_median(lambda: all_parts(home(desk), desk), runs),
        baseline=_median(lambda: _bare_reading(desk), runs),
        against="reading the same workers and records with two bare SELECTs",
        unit="s",
        runs=runs,
    )
    parts = all_parts(home(desk), desk)
    shown = [line.row for part in HomeFilter("supervision").narrowed(parts) for line in part.lines]
    ours, bare = asyncio.run(_drawn(shown, runs))
    yield Row(
        what="its list of supervisions, all lines: shown, to its end, narrowed",
        ours=ours,
        baseline=bare,
        against="a bare OptionList of the same lines",
        unit="s",
        runs=runs,
        goal=1.0,
    )


def _median(act: Callable[[], object], runs: int) -> float:
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        act()
        taken.append(time.perf_counter() - began)
    return median(taken)


def _bare_reading(desk: Desk) -> int:
    with desk.cabinet.reading() as work:
        connection = work.connection()
        staff = connection.exec_driver_sql("SELECT * FROM worker ORDER BY name").fetchall()
        kept = connection.exec_driver_sql("SELECT * FROM record ORDER BY held_on DESC").fetchall()
    return len(staff) + len(kept)


class _Lists(App[None]):
    def compose(self) -> ComposeResult:
        yield RowList(id="ours", by_part=True)
        yield OptionList(id="bare")


async def _drawn(shown: list[ListRow], runs: int) -> tuple[float, float]:
    """Show all lines, go to the last one, narrow to half of them: with ours, with a bare one, in turns."""
    plain = ["  ".join(row.cells) for row in shown]
    ours: list[float] = []
    bare: list[float] = []
    app = _Lists()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        mine, theirs = app.query_one("#ours", RowList), app.query_one("#bare", OptionList)

        def show_bare(lines: list[str]) -> None:
            theirs.clear_options()
            theirs.add_options(lines)

        turns: tuple[tuple[list[float], Callable[[Any], None], Any, Callable[[], None]], ...] = (
            (ours, mine.show, shown, mine.action_last),
            (bare, show_bare, plain, theirs.action_last),
        )
        for _ in range(runs):
            for into, show, lines, to_the_end in turns:
                began = time.perf_counter()
                show(lines)
                to_the_end()
                show(lines[::2])
                into.append(time.perf_counter() - began)
                await pilot.pause()
    return median(ours), median(bare)


def _fill(desk: Desk, many: int) -> None:
    """One real record that waits; the others as the store keeps them, all at once."""
    first = workers.add_worker(desk, name="Ania Wójcik-Łęcka", post="Senior carer", hours=30)
    sheet = hold_supervision.start(desk, first.id)
    hold_supervision.save(desk, sheet.record.id, _answers(desk))
    sign_off.offer(desk, sheet.record.id)
    form = desk.library.get("session.short")
    with desk.cabinet.transaction() as work:
        form_definitions.keep(work, form)
        frozen = records.frozen(work, sheet.record.id)
        _fill_tables(work, desk, many - 1, form.digest, frozen)


def _fill_tables(work: Work, desk: Desk, many: int, digest: str, frozen: bytes) -> None:
    today, at = desk.today, desk.now().isoformat()
    ids = [secrets.token_hex(8) for _ in range(many)]
    connection = work.connection()
    connection.exec_driver_sql(
        "INSERT INTO worker (id, name, post, started_on, hours, manages_others, care_work, student) "
        "VALUES (?, ?, 'Carer', '2024-01-01', 30, 0, 1, 0)",
        [(one, f"Worker {number:04}") for number, one in enumerate(ids)],
    )
    (last,) = connection.exec_driver_sql("SELECT max(number) FROM record").one()
    first = last + 1
    made = []
    waiting = []
    for number, worker in enumerate(ids):
        for talk in range(TALKS):
            state, day = State.CLOSED, today - timedelta(days=90 * (TALKS - talk) - 60 + number % 120)
            if talk == TALKS - 1 and number % WAITING < 3:
                state = (State.OFFERED, State.PLANNED, State.DRAFT)[number % WAITING]
                day = today + timedelta(days=5) if state is State.PLANNED else day
            record = f"{worker}-{talk}"
            if state is State.OFFERED:
                waiting.append((record, frozen))
            place = first + number * TALKS + talk
            kept = (record, place, worker, digest, state.value, talk + 1, day.isoformat())
            made.append(kept)
    connection.exec_driver_sql(
        "INSERT INTO record (id, number, makes, title, worker, supervisor, form_digest, state, "
        "session_number, held_on, flagged, started_at, saved_at) VALUES "
        f"(?, ?, 'supervision', 'Supervision', ?, '{desk.owner.id}', ?, ?, ?, ?, '', '{at}', '{at}')",
        made,
    )
    connection.exec_driver_sql("INSERT INTO frozen_content (record, content) VALUES (?, ?)", waiting)


def _answers(desk: Desk) -> dict[str, Any]:
    return {
        "minutes": 65,
        "place": "The small office",
        "no_agreement_reason": "The two of us have just begun.",
        "agenda": [{"id": "a1", "text": "Night rounds", "by": "worker", "outcome": "reached"}],
        "outcomes_aimed_at": "A round that one person can do safely.",
        "summary": "We went through the round together.",
        "actions": [
            {
                "id": "p1",
                "what": "Try the earlier round",
                "owner": "worker",
                "owner_name": "",
                "by": (desk.today + timedelta(days=14)).isoformat(),
                "how_known": "Fewer bells",
            }
        ],
        "worth_worker": 4,
        "worth_supervisor": 5,
        "next_date": (desk.today + timedelta(days=42)).isoformat(),
    }
