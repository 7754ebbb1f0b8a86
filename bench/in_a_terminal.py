"""Rows measured in a real pseudo-terminal: first paint, key to screen, memory."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from bench.table import Row, median, percentile
from bench.terminal import Terminal
from supervise_tui.workflows import hold_supervision, open_cabinet
from supervise_tui.workflows.workers import find_workers

OURS = (sys.executable, "-m", "supervise_tui")
BARE = (sys.executable, str(Path(__file__).with_name("bare_apps.py")))
BARE_LINE, BARE_TEXT = (*BARE, "line"), (*BARE, "text")
FIRST_LINE = "ready to go"
"""What the bare apps show first."""
IN_THE_TEXT = "night round"
"""What stands in the long text of both; its first line is cut up by the cursor."""
FIRST_LETTER = 0x100
"""Letters from here on (Latin Extended) stand in no escape code, and each is typed once only."""
BATCH = 20
PAUSE = 0.03
"""Seconds of silence before the next key: a quick typist."""
TO_THE_TOP = "\x1b[A" * 60
"""Arrows up: both type into the first line, and what is typed stays in view."""
SUMMARY = "\x1b[15~"
"""F5, the step with the longest text."""


def first_paint(state: Path, runs: int) -> Iterator[Row]:
    """Time from the start of the process to the first words, and to the first field to type in."""
    paints: dict[str, list[float]] = {"empty": [], "kept": []}
    fields: dict[str, list[float]] = {"empty": [], "kept": []}
    bare: list[float] = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as empty:
            for name, folder, field in (
                ("empty", empty, "Name of the home"),
                ("kept", str(state), "Passphrase"),
            ):
                with Terminal(OURS, {"SUPERVISE_STATE_FOLDER": folder}) as ours:
                    paints[name].append(ours.until("supervise"))
                    fields[name].append(ours.until(field))
        with Terminal(BARE_LINE) as baseline:
            bare.append(baseline.until(FIRST_LINE))
    names = {"empty": "nothing there yet", "kept": "a cabinet remembered"}
    for title, seen in (("first paint", paints), ("first field", fields)):
        for name, words in names.items():
            yield Row(
                what=f"{title}, {words}",
                ours=median(seen[name]),
                baseline=median(bare),
                against="first paint of a bare Textual app",
                unit="s",
                runs=runs,
                goal=1.2,
            )


def begin_long_text(folder: Path, passphrase: str, state: Path) -> str:
    """Start a supervision whose summary holds what the bare text field holds; give the worker's name."""
    desk = open_cabinet.open_desk(folder, passphrase, state=state)
    try:
        free = next(line.worker for line in find_workers(desk) if not line.open_records)
        sheet = hold_supervision.start(desk, free.id)
        text = f"{FIRST_LINE}\n" + "A line about the night round.\n" * 40
        hold_supervision.save(desk, sheet.record.id, {"summary": text})
        return free.name
    finally:
        open_cabinet.close_desk(desk)


def typing_and_memory(folder: Path, passphrase: str, state: Path, keys: int) -> Iterator[Row]:
    """Memory at home; then time from a key to its letter on the screen, in turns with the bare field."""
    worker = begin_long_text(folder, passphrase, state)
    with ExitStack() as both:
        ours = both.enter_context(Terminal(OURS, {"SUPERVISE_STATE_FOLDER": str(state)}))
        line = both.enter_context(Terminal(BARE_LINE))
        unlock(ours, passphrase)
        line.until(FIRST_LINE)
        line.quiet()
        yield Row(
            what="memory at home",
            ours=ours.memory() / 1024,
            baseline=line.memory() / 1024,
            against="a bare Textual app",
            unit="MB",
            runs=1,
        )
        bare = both.enter_context(Terminal(BARE_TEXT))
        bare.until(IN_THE_TEXT)
        _to_the_summary(ours, worker)
        yield from key_to_screen(
            ours, bare, keys, what="key to screen in a long text", against="a bare Textual TextArea"
        )


def unlock(ours: Terminal, passphrase: str) -> None:
    """Open the cabinet that was remembered, and wait for home."""
    ours.until("Passphrase")
    ours.quiet()
    ours.press(f"{passphrase}\r")
    ours.until("Enter:")  # the next thing to do, at the top of home
    ours.quiet()


def _to_the_summary(ours: Terminal, worker: str) -> None:
    """Find the worker by name, open their file, and go on with their draft."""
    ours.press("w")
    ours.quiet()
    ours.press(worker)
    ours.quiet()
    ours.press("\r")
    ours.until("Go on with")
    ours.quiet()
    ours.press("\r")
    ours.until("When and where")
    ours.quiet()
    ours.press(SUMMARY)
    ours.until(IN_THE_TEXT)
    ours.quiet()


def key_to_screen(ours: Terminal, bare: Terminal, keys: int, *, what: str, against: str) -> Iterator[Row]:
    """Type into both in turns, and give the time from a key to its letter on the screen."""
    seen: dict[str, list[float]] = {"ours": [], "bare": []}
    for terminal in (ours, bare):
        terminal.press(TO_THE_TOP)
        terminal.quiet()
    for start in range(0, keys, BATCH):
        for name, terminal in (("ours", ours), ("bare", bare)):
            terminal.quiet(PAUSE)
            for number in range(start, min(start + BATCH, keys)):
                seen[name].append(terminal.key_to_screen(chr(FIRST_LETTER + number)) * 1000)
                terminal.quiet(PAUSE)
    for per_hundred in (50, 99):
        yield Row(
            what=f"{what}, p{per_hundred}",
            ours=percentile(seen["ours"], per_hundred),
            baseline=percentile(seen["bare"], per_hundred),
            against=against,
            unit="ms",
            runs=len(seen["ours"]),
            goal=1.3 if per_hundred == 99 else None,
        )
