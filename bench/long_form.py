"""Rows on a form of 150 questions: opening it, and key to screen inside it, against bare widgets."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from bench.in_a_terminal import BARE, OURS, key_to_screen, unlock
from bench.table import Row, median
from bench.terminal import Terminal
from supervise_tui.forms.library import Library
from supervise_tui.workflows import hold_supervision, open_cabinet
from supervise_tui.workflows.workers import add_worker

SECTIONS = 15
FIRST = "First question of all"
LAST_SEEN = "Two or three words"
"""The last label of the first page that stands on the screen without scrolling."""
END = "\x1b[F"
BARE_FORM = (*BARE, "form")

_HEAD = """
id = "bench.long"
version = 1
title = "A very long form"
purpose = "To see how long a long form takes."
makes = "bench-long"

[[signer]]
role = "worker"

[[signer]]
role = "supervisor"
"""
_OPTIONS = 'options = [{ id = "one", label = "One" }, { id = "two", label = "Two" }]'
_QUESTIONS = (
    ("{first}", 'type = "text"\nmax_length = 2000'),
    (LAST_SEEN, 'type = "text"\nrequired = true'),
    ("Yes or no?", 'type = "yes-no"\ncomment_when = "answer == no"'),
    ("How far?", 'type = "scale"'),
    ("On which day?", 'type = "date"'),
    ("How many?", 'type = "number"'),
    ("Which of these?", f'type = "several"\n{_OPTIONS}'),
    ("Which one?", f'type = "choice"\n{_OPTIONS}\nwarns_when = "answer == \'two\'"'),
    ("How long?", 'type = "duration"'),
    ("In your own words", 'type = "long-text"'),
)


def definition() -> str:
    """Give the form: each section asks ten questions of as many types."""
    parts = [_HEAD]
    for section in range(SECTIONS):
        parts.append(f'\n[[section]]\nid = "part_{section}"\ntitle = "Part {section + 1}"\n')
        for number, (label, more) in enumerate(_QUESTIONS):
            words = label.format(first=FIRST if not section else f"First of part {section + 1}")
            parts.append(f'\n[[section.question]]\nid = "q_{section}_{number}"\nlabel = "{words}"\n{more}\n')
    return "".join(parts)


def begin(folder: Path, passphrase: str, state: Path, forms: Path) -> str:
    """Start a record on that form with a worker who has no other; give their name."""
    forms.mkdir()
    (forms / "long.toml").write_text(definition(), encoding="utf-8")
    desk = open_cabinet.open_desk(folder, passphrase, state=state)
    try:
        worker = add_worker(desk, name="Quilla Longbottom-Ashe", post="Relief carer")
        hold_supervision.start(replace(desk, library=Library(forms)), worker.id, "bench.long")
        return worker.name
    finally:
        open_cabinet.close_desk(desk)


def rows(folder: Path, passphrase: str, state: Path, *, runs: int, keys: int) -> Iterator[Row]:
    """From Enter to the first page with its fields; then from a key to its letter in the first field."""
    worker = begin(folder, passphrase, state, state.parent / "long forms")
    with ExitStack() as both:
        ours = both.enter_context(Terminal(OURS, {"SUPERVISE_STATE_FOLDER": str(state)}))
        bare = both.enter_context(Terminal(BARE_FORM))
        unlock(ours, passphrase)
        bare.until("press Enter")
        bare.quiet()
        _to_the_file(ours, worker)
        taken: dict[str, list[float]] = {"ours": [], "bare": []}
        for _ in range(runs):
            taken["ours"].append(_open(ours))
            taken["bare"].append(bare.until(LAST_SEEN, since=bare.press("\r")))
            for terminal in (ours, bare):
                terminal.quiet()
                terminal.press("\x1b")
                terminal.quiet()
        yield Row(
            what=f"open a form of {SECTIONS * len(_QUESTIONS)} questions",
            ours=median(taken["ours"]),
            baseline=median(taken["bare"]),
            against="a bare Textual screen with the fields of its first page",
            unit="s",
            runs=runs,
        )
        _open(ours)
        bare.until(LAST_SEEN, since=bare.press("\r"))
        yield from key_to_screen(
            ours, bare, keys, what="key to screen inside that form", against="a bare Input among such fields"
        )


def _to_the_file(ours: Terminal, worker: str) -> None:
    for keys in ("w", worker, "\r"):
        ours.press(keys)
        ours.quiet()


def _open(ours: Terminal) -> float:
    """Open the draft, the last row of the file; give the seconds from Enter to its first fields."""
    ours.press(END)
    ours.quiet()
    return ours.until(LAST_SEEN, since=ours.press("\r"))
