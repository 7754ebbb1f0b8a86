"""Takes any text apart into lines, and takes out what would steer the reader's screen."""

from __future__ import annotations

import re
import unicodedata

from supervise_tui.canonical import tidy_text

_LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_JOINERS = "\u200c\u200d"
_TURNERS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""They turn the direction of other letters: a line could read differently from what is signed."""


def lines_of(text: str) -> list[str]:
    """Give the lines of `text`, whatever ends them, in NFC and without trailing blanks."""
    return [line.rstrip() for line in _LINE_ENDS.split(tidy_text(text))]


def one_line(text: str) -> str:
    """Give `text` as one line."""
    return " ".join(" ".join(lines_of(text)).split())


def plain(line: str) -> str:
    """Give `line` without controls and direction marks: neither a terminal nor a browser obeys it."""
    if line.isascii() and line.isprintable():
        return line
    return "".join(
        " " if letter == "\t" else letter
        for letter in line
        if letter == "\t"
        or letter in _JOINERS
        or (letter not in _TURNERS and unicodedata.category(letter) not in {"Cc", "Cs"})
    )


def plain_lines(text: str) -> list[str]:
    """Give the plain lines of `text` without blank ones at the start and the end."""
    lines = [plain(line) for line in lines_of(text)]
    while lines and not lines[0].strip():
        del lines[0]
    while lines and not lines[-1].strip():
        del lines[-1]
    return lines
