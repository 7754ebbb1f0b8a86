"""Finds on which line of a TOML text each table and key stands, since tomllib does not say.

A light scan, not a second parser: it skips strings and comments, counts brackets and remembers
lines. It is only asked for lines of texts that tomllib has read, and where it is unsure (a table
written inside a value) it gives the nearest line above.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypeAlias

Path: TypeAlias = "tuple[str | int, ...]"
"""The way to a value: names of keys, and numbers (from 0) for the tables of an array."""

_STRINGS = ('"""', "'''", '"', "'")
_KEY_PART = re.compile(r"""\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*""")


@dataclass
class Places:
    """Lines by path, counted from 1, and how deep brackets and dotted names go."""

    lines: dict[Path, int] = field(default_factory=dict)
    deepest: int = 0

    def line(self, path: Path) -> int:
        """Give the line of `path`, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def find_places(text: str) -> Places:
    """Scan `text`; never raises, whatever it holds, and takes time in proportion to its length."""
    places = Places()
    arrays: dict[Path, int] = {}
    table: Path = ()
    number = 1
    for statement in _statements(text, places):
        start = statement.lstrip()
        line = number + statement[: len(statement) - len(start)].count("\n")
        number += statement.count("\n") + 1
        if start.startswith("["):
            double = start.startswith("[[")
            table = _open(_key(start.lstrip("[")), arrays, double)
            places.lines.setdefault(table, line)
        else:
            key = _key(start)
            if key:
                places.lines.setdefault(table + key, line)
        places.deepest = max(places.deepest, len(table))
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


def _statements(text: str, places: Places) -> list[str]:
    """Split at the line ends that end a statement: outside strings and brackets."""
    found: list[str] = []
    start = at = depth = 0
    header = False
    while at < len(text):
        c = text[at]
        if c in "\"'":
            at = _after_string(text, at)
            continue
        if c == "#":
            at = _find(text, "\n", at)
            continue
        if c == "\n" and (depth == 0 or header):
            found.append(text[start:at])
            start, depth, header = at + 1, 0, False
        elif c in "[{":
            header = header or not text[start:at].strip()
            depth += 1
            places.deepest = max(places.deepest, depth)
        elif c in "]}":
            depth = max(0, depth - 1)
        at += 1
    return [*found, text[start:]]


def _after_string(text: str, at: int) -> int:
    quote = next(mark for mark in _STRINGS if text.startswith(mark, at))
    at += len(quote)
    while at < len(text):
        if quote[0] == '"' and text[at] == "\\":
            at += 2
        elif text.startswith(quote, at):
            return at + len(quote)
        elif len(quote) == 1 and text[at] == "\n":
            return at
        else:
            at += 1
    return at


def _find(text: str, what: str, at: int) -> int:
    found = text.find(what, at)
    return len(text) if found < 0 else found
