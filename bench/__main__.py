"""Measures and prints the table: `python -m bench`, or `python -m bench --json`."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import clocks, files, home_of_thousands, in_a_terminal, in_the_cabinet, long_form
from bench.table import Row, as_json, as_text
from supervise_tui.domain.people import Nation
from supervise_tui.trust.costs import FLOOR
from supervise_tui.workflows.demo_home import make_demo
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.open_cabinet import close_desk, make_cabinet
from supervise_tui.workflows.workers import add_worker


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How often each thing is done."""

    starts: int = 5
    unlocks: int = 5
    saves: int = 300
    signed: int = 7
    keys: int = 320
    opened: int = 9
    records: int = 10_000
    workers: int = 10_000
    at_home: int = 3_000
    """Workers of the home whose first screen is measured."""


def rows(counts: Counts, folder: Path) -> Iterator[Row]:
    """Measure everything, one row after the other; `folder` is for the cabinets."""
    state = folder / "state"
    _say("making the demo home")
    door = make_demo(folder / "demo.cabinet", state, progress=lambda done, total, words: None)
    _say(f"the clocks of {counts.workers:,} workers")
    yield from clocks.rows(counts.workers)
    _say("first paint")
    yield from in_a_terminal.first_paint(state, counts.starts)
    _say("unlock to home")
    yield from in_the_cabinet.unlock_to_home(door.folder, door.passphrase, state, counts.unlocks)
    yield from _in_a_new_cabinet(counts, folder)
    yield from _in_a_full_cabinet(counts, folder)
    yield from _with_thousands(counts, folder)
    _say("memory, key to screen")
    yield from in_a_terminal.typing_and_memory(door.folder, door.passphrase, state, counts.keys)
    _say("a form of 150 questions")
    yield from long_form.rows(door.folder, door.passphrase, state, runs=counts.opened, keys=counts.keys // 2)


def _new_cabinet(folder: Path) -> Desk:
    desk, _ = make_cabinet(
        folder,
        organisation="Beck House",
        nation=Nation.ENGLAND,
        name="Marian Oakes",
        post="Deputy manager",
        passphrase="otter lantern gravel",
        state=folder.parent / "other state",
        costs=FLOOR,
    )
    return desk


def _in_a_full_cabinet(counts: Counts, folder: Path) -> Iterator[Row]:
    _say(f"search, in {counts.records:,} records")
    desk = _new_cabinet(folder / "full.cabinet")
    try:
        yield from files.rows(desk, counts.records)
    finally:
        close_desk(desk)


def _with_thousands(counts: Counts, folder: Path) -> Iterator[Row]:
    _say(f"home with {counts.at_home:,} workers")
    desk = _new_cabinet(folder / "thousands.cabinet")
    try:
        yield from home_of_thousands.rows(desk, counts.at_home)
    finally:
        close_desk(desk)


def _in_a_new_cabinet(counts: Counts, folder: Path) -> Iterator[Row]:
    desk = _new_cabinet(folder / "bench.cabinet")
    try:
        worker = add_worker(desk, name="Ania Wójcik-Łęcka", post="Senior carer", hours=30)
        _say("autosave")
        yield from in_the_cabinet.autosave(desk, worker, folder, counts.saves)
        _say("signed PDF")
        yield from in_the_cabinet.signed_pdf(desk, worker, counts.signed)
    finally:
        close_desk(desk)


def _say(words: str) -> None:
    print(f"{words} …", file=sys.stderr, flush=True)


def machine() -> str:
    """Say on what this was measured, without naming the machine."""
    load = os.getloadavg()[0]
    return f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load:.1f} at the end"


def main() -> int:
    """Measure and print."""
    arguments = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    arguments.add_argument("--json", action="store_true", help="print JSON")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="supervise-bench-") as folder:
        measured = list(rows(Counts(), Path(folder)))
    print(as_json(measured) if asked.json else f"{as_text(measured)}\n{machine()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
