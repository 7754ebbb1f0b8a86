"""Finds on which line of a TOML text each table and key stands, since tomllib does not say.

A light scan, not a second parser: it skips strings and comments, counts brackets and remembers
lines. It is only asked for lines of texts that tomllib has read, and where it is unsure (a table
written inside a value) it gives the nearest line above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

Path: TypeAlias = "tuple[str | int, ...]"
"""The way to a value: names of keys, and numbers (from 0) for the tables of an array."""

_TOKEN = re.compile(
    r'''
        (?P<string>
            """(?:[^\\]|\\.)*?(?:"""|\Z)
          | \'{3}.*?(?:\'{3}|\Z)
          | "(?:[^"\\\n]|\\[^\n])*"?
          | \'[^'\n]*\'?
        )
      | (?P<comment>\#[^\n]*)
      | (?P<sign>[\[\]{}=,.\n])
      | (?P<other>[^"'\#\[\]{}=,.\n]+)
    ''',
    re.VERBOSE | re.DOTALL,
)
"""Covers any text at all, each character once: what is left open runs to the end of its line or text."""
_KEY_PART = re.compile(r"""\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*""")


@dataclass
class Places:
    """Lines by path, counted from 1, and how deep brackets and dotted names go."""

    lines: dict[Path, int] = field(default_factory=dict)
    keys_by_line: dict[int, Path] = field(default_factory=dict)
    deepest: int = 0

    def line(self, path: Path) -> int:
        """Give the line of `path`, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def table_of_lone_line(self, line: int) -> int | None:
        """Give the first line of the table that the key on `line` stands in; None if no key starts there."""
        path = self.keys_by_line.get(line)
        return None if path is None else self.line(path[:-1])


def find_places(text: str) -> Places:
    """Scan `text`; never raises, whatever it holds, and takes time in proportion to its length."""
    places = Places()
    arrays: dict[Path, int] = {}
    table: Path = ()
    for line, statement in _statements(text, places):
        if statement.startswith("["):
            double = statement.startswith("[[")
            table = _open(_key(statement.lstrip("[")), arrays, double)
            places.lines.setdefault(table, line)
        elif key := _key(statement):
            places.lines.setdefault(table + key, line)
            if "\n" not in statement:
                places.keys_by_line[line] = table + key
    return places


def _open(key: Path, arrays: dict[Path, int], double: bool) -> Path:
    """Give the full path of a header: each array on the way stands at its newest table."""
    path: Path = ()
    for part in key[:-1]:
        path += (part,)
        if path in arrays:
            path += (arrays[path],)
    path += key[-1:]
    if double and path:
        arrays[path] = arrays.get(path, -1) + 1
        path += (arrays[path],)
    return path


def _key(text: str) -> Path:
    parts: list[str] = []
    at = 0
    while len(parts) < 100:
        match = _KEY_PART.match(text, at)
        if match is None:
            break
        parts.append(next(group for group in match.groups() if group is not None))
        at = match.end()
        if text[at : at + 1] != ".":
            break
        at += 1
    return tuple(parts)


def _statements(text: str, places: Places) -> Iterator[tuple[int, str]]:
    """Give each statement with the line it starts on: it ends at a line end outside strings and brackets."""
    start, first_line, line = 0, 1, 1
    depth = dots = 0
    empty, header = True, False
    for match in _TOKEN.finditer(text):
        part = match.group()
        if part == "\n" and (depth == 0 or header):
            if not empty:
                yield first_line, text[start : match.start()].strip()
            line += 1
            start, first_line = match.end(), line
            depth = dots = 0
            empty, header = True, False
            continue
        line += part.count("\n")
        if match.lastgroup == "comment" or part.isspace():
            continue
        if match.lastgroup == "sign":
            header = header or (empty and part == "[")
            depth = max(0, depth + (part in "[{") - (part in "]}"))
            dots = dots + 1 if part == "." else 0
            places.deepest = max(places.deepest, depth, dots)
        empty = False
    if not empty:
        yield first_line, text[start:].strip()
