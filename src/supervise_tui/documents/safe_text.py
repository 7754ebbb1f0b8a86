"""Make any text fit for paper: nothing in it is taken as markup, and nothing is lost without a trace.

Order of letters follows the text alone: characters that only turn the direction of others are dropped,
so that a line cannot be made to read differently from what is signed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from xml.sax.saxutils import escape

from arabic_reshaper import ArabicReshaper
from bidi import get_display

from supervise_tui.canonical import tidy_text
from supervise_tui.documents.house_style import REGULAR, STAND_INS, font, width_of

_LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANKS = re.compile("[\t\u2000-\u200a\u202f\u205f\u3000 ]")
_JOINERS = "\u200c\u200d"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_FIRST_LETTER = {"L": False, "R": True, "AL": True}
_SEEN_MARKS = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2"
"""Arabic and Syriac marks that Unicode files under unseen characters although they are seen."""
_TAGS = range(0xE0020, 0xE007F)
"""Letters that turn a black flag into the flag of Wales or Scotland."""
_HIGHEST_DRAWN = 0xFFFF
"""reportlab writes a wrong text layer for anything above, so such signs are named."""


def lines_of(text: str) -> list[str]:
    """Give the lines of `text`, whatever ends them, in NFC and without trailing blanks."""
    return [line.rstrip() for line in _LINE_ENDS.split(tidy_text(text))]


def one_line(text: str) -> str:
    """Give `text` as one line."""
    return " ".join(" ".join(lines_of(text)).split())


@cache
def _letters(font_name: str) -> frozenset[int]:
    return frozenset(font(font_name).face.charToGlyph)


def _font_for(letter: str, font_name: str) -> str | None:
    code = ord(letter)
    if code > _HIGHEST_DRAWN:
        return None
    if code in _letters(font_name):
        return font_name
    stand_in = STAND_INS[font_name]
    return stand_in if code in _letters(stand_in) else None


def _named(letter: str) -> str:
    """Say which sign stands here: in words for pictures, by its Unicode number for letters."""
    if unicodedata.category(letter) in {"So", "Sk", "Sm", "Sc", "Po"}:
        name = unicodedata.name(letter, "").lower()
        if name:
            return f"[{name}]"
    return f"[U+{ord(letter):04X}]"


def _is_unseen(letter: str) -> bool:
    """Whether `letter` has no shape of its own: controls, direction marks, joiners, variations."""
    if letter in _SEEN_MARKS:
        return False
    return unicodedata.category(letter) in {"Cc", "Cf"} or "\ufe00" <= letter <= "\ufe0f"


def drawable(line: str, font_name: str = REGULAR) -> str:
    """Give `line` with blanks made plain and every sign that our fonts lack written out in brackets."""
    shown: list[str] = []
    for letter in _BLANKS.sub(" ", line):
        if ord(letter) in _TAGS:
            shown.append(f"[{chr(ord(letter) - 0xE0000)}]")
        elif _is_unseen(letter):
            continue
        else:
            shown.append(letter if _font_for(letter, font_name) else _named(letter))
    return "".join(shown)


def is_right_to_left(line: str) -> bool:
    """Whether the first letter of `line` belongs to a script written from right to left."""
    directions = (_FIRST_LETTER.get(unicodedata.bidirectional(letter)) for letter in line)
    return next((direction for direction in directions if direction is not None), False)


def has_right_to_left(line: str) -> bool:
    """Whether any letter of `line` is Hebrew or Arabic."""
    return _RIGHT_TO_LEFT.search(line) is not None


@cache
def _reshaper() -> ArabicReshaper:
    return ArabicReshaper({"delete_harakat": False})


def as_seen(line: str) -> str:
    """Give `line` in the order in which its letters stand on paper, Arabic letters joined."""
    if not has_right_to_left(line):
        return line
    kept = "".join(c for c in line if c in _JOINERS or not _is_unseen(c))
    return str(get_display(_reshaper().reshape(kept), base_dir="R" if is_right_to_left(line) else "L"))


def runs(line: str, font_name: str) -> Iterator[tuple[str, str]]:
    """Give `line` (already drawable) as pieces of (font name, text)."""
    current, piece = font_name, ""
    for letter in line:
        needed = font_name if letter == " " else _font_for(letter, font_name) or font_name
        if needed != current and piece:
            yield current, piece
            piece = ""
        current = needed
        piece += letter
    if piece:
        yield current, piece


def safe(line: str, font_name: str = REGULAR) -> str:
    """Give one line of any text as markup: escaped, in visual order, each letter in a font that has it."""
    shown = drawable(as_seen(line), font_name)
    return "".join(
        escape(piece) if name == font_name else f'<font name="{font(name).fontName}">{escape(piece)}</font>'
        for name, piece in runs(shown, font_name)
    )


def width_on_paper(line: str, font_name: str, size: float) -> float:
    """Give the width of one line in points, as `safe` draws it."""
    return sum(
        width_of(piece, name, size) for name, piece in runs(drawable(as_seen(line), font_name), font_name)
    )


def broken_to_fit(line: str, font_name: str, size: float, width: float) -> list[str]:
    """Break a line that holds right-to-left words so that each piece fits `width`; text order kept.

    It has to be done before the letters are put in their visual order: broken afterwards, the last
    words would stand on the first line.
    """
    pieces: list[str] = []
    current = ""
    for word in line.split():
        wider = f"{current} {word}".strip()
        if width_on_paper(wider, font_name, size) <= width:
            current = wider
            continue
        if current:
            pieces.append(current)
        *full, current = _chopped(word, font_name, size, width)
        pieces.extend(full)
    return [*pieces, current] if current or not pieces else pieces


def _chopped(word: str, font_name: str, size: float, width: float) -> list[str]:
    if width_on_paper(word, font_name, size) <= width:
        return [word]
    at_once = max(1, int(width / size))  # a letter is hardly ever wider than it is high
    return [word[start : start + at_once] for start in range(0, len(word), at_once)]
