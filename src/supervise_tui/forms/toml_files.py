"""Opens a TOML file of ours: its top table with line numbers at hand, or faults in plain words.

Any bytes at all give an opened file or BadForm, in bounded time and memory: size and nesting are
checked before the work that they would make slow.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from supervise_tui.forms.faults import Faults, Keys
from supervise_tui.forms.syntax_words import explain
from supervise_tui.forms.toml_places import Places, find_places
from supervise_tui.problems import BadForm, Fault

LARGEST_FORM = 1_000_000
"""Bytes in one file."""
DEEPEST_NESTING = 20
"""Brackets within brackets, or names joined by dots: beyond it tomllib would run out of stack or time."""
LARGEST_TO_MEND = 100_000
MOST_TORN_LINES = 20
"""How long a file, and how many lines that are not TOML, we read on past: it takes a new try each."""


@dataclass(frozen=True)
class OpenedToml:
    """The top table of a file, and what was found wrong while opening it."""

    top: Keys
    faults: Faults
    torn: set[int]
    """Lines that were left out because they are not TOML, and those their tables start on."""
    unreadable: int
    """How many faults there were already."""


def open_toml(source: bytes, name: str) -> OpenedToml:
    """Open the file in `source`; BadForm when nothing of it can be read."""
    text = _decoded(source, name)
    places = find_places(text)
    if places.deepest > DEEPEST_NESTING:
        raise BadForm(
            name, [Fault(name, "Brackets or dotted names are nested too deeply.", "Make it flatter.")]
        )
    faults = Faults(name, places)
    values, torn = _parsed(text, places, faults)
    if values is None:
        raise BadForm(name, faults.in_file_order())
    return OpenedToml(Keys(values, (), "", faults), faults, torn, len(faults))


def _decoded(source: bytes, name: str) -> str:
    if len(source) > LARGEST_FORM:
        wrong = f"The file has {len(source):,} bytes; {LARGEST_FORM:,} fit."
        raise BadForm(name, [Fault(name, wrong, "Is it the right file?")])
    if source.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadForm(name, [Fault(name, "The file is not saved as UTF-8.", "Save it again as UTF-8.")])
    try:
        # Windows editors put a mark at the start, which TOML does not allow.
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source[: error.start].count(b"\n") + 1
        fault = Fault(f"{name}, line {line}", "A letter is not in UTF-8.", "Save the file again as UTF-8.")
        raise BadForm(name, [fault]) from error
    return text.replace("\r\n", "\n")


def _parsed(text: str, places: Places, faults: Faults) -> tuple[Mapping[str, object] | None, set[int]]:
    """Give what tomllib reads, and where lines that are not TOML were left out: they and their tables.

    tomllib stops at the first such line. If it stands alone, it is noted and left out, and
    reading goes on, so that the faults after it are found too; else there is nothing to go on with.
    """
    lines = text.split("\n")
    torn: set[int] = set()
    for _ in range(MOST_TORN_LINES):
        try:
            return tomllib.loads("\n".join(lines)), torn
        except (ValueError, RecursionError, OverflowError) as error:
            line, wrong, right = explain(str(error), "\n".join(lines))
            faults.add_at(line, "", wrong, right)
            table = places.table_of_lone_line(line)
            if table is None or not lines[line - 1] or len(text) > LARGEST_TO_MEND:
                return None, torn
            lines[line - 1] = ""
            torn |= {table, line}
    return None, torn
