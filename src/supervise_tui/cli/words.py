"""Puts words on the terminal: plain text, no colour, nothing that could steer the terminal."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Sequence

from supervise_tui.canonical import Json
from supervise_tui.problems import Problem

_JOINERS = "\u200c\u200d"


def shown(text: str) -> str:
    """Give `text` with everything unprintable as a space, line ends kept.

    Names in a PDF come from strangers: an escape sequence in one could rewrite the screen, and a
    direction override could make a wrong name look right.
    """
    return "".join(c if c.isprintable() or c in _JOINERS or c == "\n" else " " for c in text)


def say(line: str = "") -> None:
    """Print one line (or several) on standard output."""
    print(shown(line))


def complain(trouble: Problem | str) -> None:
    """Print a trouble on standard error, as it stands."""
    lines = (line.rstrip() for line in shown(str(trouble)).rstrip().split("\n"))
    print("\n".join(lines), file=sys.stderr, flush=True)


def note(line: str) -> None:
    """Tell the person something that scripts should not read: standard error."""
    print(shown(line), file=sys.stderr, flush=True)


def say_json(value: Json) -> None:
    """Print `value` as JSON, readable, with anything unprintable escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    print(re.sub(r"[^\n]", lambda m: m[0] if m[0].isprintable() else _escaped(m[0]), text))


def _escaped(character: str) -> str:
    return json.dumps(character)[1:-1]


def width(text: str) -> int:
    """Give the columns `text` takes on a terminal: marks none, wide letters two."""
    return sum(
        0
        if unicodedata.combining(c) or c in _JOINERS
        else 2
        if unicodedata.east_asian_width(c) in "WF"
        else 1
        for c in text
    )


def say_table(rows: Sequence[Sequence[str]]) -> None:
    """Print rows with their columns one under the other, two spaces apart."""
    tidy = [[shown(cell).replace("\n", " ") for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*tidy, strict=True)]
    for row in tidy:
        cells = [cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True)]
        say("  ".join(cells).rstrip())


def counted(number: int, one: str, many: str) -> str:
    """Give "1 record" or "3 records"."""
    return f"{number} {one if number == 1 else many}"
