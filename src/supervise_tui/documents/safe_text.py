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
from bidi.algorithm import get_display

from supervise_tui.documents.house_style import REGULAR, STAND_INS, font, width_of

_BLANKS = re.compile("[\t\u2000-\u200a\u202f\u205f\u3000 ]")
_JOINERS = "\u200c\u200d"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_MARKS = (
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # Hebrew points
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"  # Arabic vowels
)
_MARK_THEN_LETTER = re.compile(f"([{_MARKS}]+)([^{_MARKS}])")
_FIRST_LETTER = {"L": False, "R": True, "AL": True}
_SEEN_MARKS = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2"
"""Arabic and Syriac marks that Unicode files under unseen characters although they are seen."""
_TAGS = range(0xE0020, 0xE007F)
"""Letters that turn a black flag into the flag of Wales or Scotland."""
_HIGHEST_DRAWN = 0xFFFF
"""reportlab writes a wrong text layer for anything above, so such signs are named."""


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


def is_named(text: str, font_name: str = REGULAR) -> bool:
    """Whether `drawable` writes out any sign of `text` in brackets."""
    return any(
        not _is_unseen(letter) and letter not in "\n\t" and _font_for(letter, font_name) is None
        for letter in set(_joined(text) if has_right_to_left(text) else text)
    )


def _is_unseen(letter: str) -> bool:
    """Whether `letter` has no shape of its own: controls, direction marks, joiners, variations."""
    if letter in _SEEN_MARKS:
        return False
    return unicodedata.category(letter) in {"Cc", "Cf"} or "\ufe00" <= letter <= "\ufe0f"


def drawable(line: str, font_name: str = REGULAR) -> str:
    """Give `line` with blanks made plain and every sign that our fonts lack written out in brackets."""
    if line.isascii() and line.isprintable():
        return line
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
    # Our stand-in font has the joined letters, but not the ligature that stands for a whole word.
    return ArabicReshaper({"delete_harakat": False, "ARABIC LIGATURE ALLAH": False})


def _joined(line: str) -> str:
    """Arabic letters in the shapes they take beside each other, still in the order of the text."""
    kept = "".join(letter for letter in line if letter in _JOINERS or not _is_unseen(letter))
    return str(_reshaper().reshape(kept))


def as_seen(line: str, right_to_left: bool | None = None) -> str:
    """Give `line` in the order in which its letters stand on paper; its direction is its first letter's."""
    if not has_right_to_left(line):
        return line
    if right_to_left is None:
        right_to_left = is_right_to_left(line)
    seen = str(get_display(_joined(line), base_dir="R" if right_to_left else "L"))
    # Turned round, a vowel mark comes before its letter, but a font puts it on the letter before it.
    return _MARK_THEN_LETTER.sub(r"\2\1", seen)


def runs(line: str, font_name: str) -> Iterator[tuple[str, str]]:
    """Give `line` (already drawable) as pieces of (font name, text)."""
    if line.isascii():
        if line:
            yield font_name, line
        return
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


def safe(line: str, font_name: str = REGULAR, right_to_left: bool | None = None) -> str:
    """Give one line of any text as markup: escaped, in visual order, each letter in a font that has it."""
    shown = drawable(as_seen(line, right_to_left), font_name)
    return "".join(
        escape(piece) if name == font_name else f'<font name="{font(name).fontName}">{escape(piece)}</font>'
        for name, piece in runs(shown, font_name)
    )


def width_on_paper(line: str, font_name: str, size: float) -> float:
    """Give the width of one line in points, as `safe` draws it."""
    shown = _joined(line) if has_right_to_left(line) else line
    return sum(width_of(piece, name, size) for name, piece in runs(drawable(shown, font_name), font_name))


def broken_to_fit(line: str, font_name: str, size: float, width: float) -> list[str]:
    """Break a line that holds right-to-left words so that each piece fits `width`; text order kept.

    It has to be done before the letters are put in their visual order: broken afterwards, the last
    words would stand on the first line.
    """
    pieces: list[str] = []
    current: list[str] = []
    space, used = width_on_paper(" ", font_name, size), 0.0
    for word in _short_words(line, font_name, size, width):
        needed = width_on_paper(word, font_name, size)
        if current and used + space + needed > width:
            pieces.append(" ".join(current))
            current, used = [], 0.0
        used += needed + (space if current else 0.0)
        current.append(word)
    return [*pieces, " ".join(current)]


def _short_words(line: str, font_name: str, size: float, width: float) -> Iterator[str]:
    at_once = max(1, int(width / size))  # a letter is hardly ever wider than it is high
    for word in line.split():
        if len(word) <= at_once or width_on_paper(word, font_name, size) <= width:
            yield word
        else:
            yield from (word[start : start + at_once] for start in range(0, len(word), at_once))
