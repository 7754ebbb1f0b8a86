"""How many guesses a secret stands: a careful estimate, and what that comes to in time.

It reads a secret as a guesser would: as words, rows of keys, dates and repeats, and only what is
left as single letters. It knows our word list and a short list of common passwords, and takes
every other run of letters for a word too. A guesser who knows the person knows more than this
does, so even so it may be too kind.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from math import log2
from typing import Final

from supervise_tui.trust.costs import SECONDS_A_GUESS, SECRET_LIMIT

_ROWS: Final = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "qazwsxedcrfvtgbyhnujm",
    "147258369",
)
_COMMON: Final = frozenset(
    re.findall(
        r"\S+",
        """
        password passwort passw0rd p4ssword letmein welcome admin administrator login master secret
        changeme whatever trustno iloveyou love baby hello happy family mother father sister brother
        sunshine princess monkey dragon football superman batman charlie michael jessica ashley daniel
        thomas george william samsung computer internet qwerty azerty liverpool arsenal chelsea rangers
        celtic everton london england scotland wales ireland spring summer autumn winter january
        february march april june july august september october november december monday tuesday
        wednesday thursday friday saturday sunday supervise supervision supervisor supervisee carehome
        nursing resident manager worker careworker staff
        """,
    )
)
_LETTER_BITS: Final = 3.0
"""A letter a person chose: written English has 1 to 2 bits a letter (Shannon 1951), random letters 4.7."""
_WORD_BITS: Final = 16.0
"""A word that is not on our list: one of 65,000, more than a good speaker of a language knows."""
_IDEOGRAPH_BITS: Final = 6.0
"""A sign of Chinese, Japanese or Korean: it stands for more than a letter does."""
_SEPARATOR_BITS: Final = 0.5
_DAYS: Final = 36_600
"""Days of a hundred years: what there is to guess in a date."""
_LOOKED_AT: Final = 64
"""Characters the estimate reads; more can only be stronger."""
_LONGEST_PIECE: Final = 24
_MONTH: Final = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DATE_IN_WORDS = re.compile(
    rf"\d{{1,2}}(?:st|nd|rd|th)?\W?{_MONTH}\W{{0,2}}(?:\d\d|\d{{4}})?|{_MONTH}\W?(?:\d{{1,2}}\W{{1,2}})?(?:\d\d|\d{{4}})"
)
_DATE_IN_NUMBERS = re.compile(r"(\d{1,4})[ ./_-](\d{1,2})[ ./_-](\d{1,4})")


def guessing_bits(secret: str) -> float:
    """Give a careful estimate of how many guesses a secret stands, as their log2.

    It is the cheapest way to write the secret as pieces that a guesser has lists of.
    """
    text = plain(secret)[:_LOOKED_AT]
    if not text:
        return 0.0
    best = [0.0] * (len(text) + 1)
    for end in range(1, len(text) + 1):
        best[end] = best[end - 1] + _letter_bits(text, end - 1)
        for start in range(max(0, end - _LONGEST_PIECE), end - 2):
            piece = _piece_bits(text[start:end])
            if piece is not None:
                best[end] = min(best[end], best[start] + piece)
    capitals = sum(letter.isupper() for letter in secret)
    return best[-1] + min(capitals, 3)


def guessing_time(bits: float, cores: int = 64) -> str:
    """Give in words how long it takes on average to guess a secret of so many bits, at our costs."""
    seconds = 2 ** max(0.0, bits - 1) * SECONDS_A_GUESS / cores
    for size, name in ((31_557_600, "year"), (86_400, "day"), (3_600, "hour"), (60, "minute")):
        count = round(seconds / size)
        if count >= 1_000_000:
            return "millions of years"
        if seconds >= size:
            return f"{count:,} {name}" + ("s" if count != 1 else "")
    return "less than a minute"


def plain(text: str) -> str:
    """Give text as a guesser compares it: no capitals, no accents."""
    split = unicodedata.normalize("NFKD", text[:SECRET_LIMIT].casefold())
    return "".join(letter for letter in split if not unicodedata.combining(letter))


@lru_cache(maxsize=1)
def word_list() -> tuple[str, ...]:
    """Give the words of words.txt (its first lines say where they come from)."""
    text = files(__package__).joinpath("words.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


def is_repeat(text: str) -> bool:
    """Say whether it is one short piece again and again: aaaaaaaa, abcabcabc, 12121212."""
    return len(set(text)) <= 2 or bool(re.fullmatch(r"(.{1,4}?)\1{2,}.{0,3}|(.{1,2}?)\2+", text))


def is_date(text: str) -> bool:
    """Say whether it is a date and nothing else, in any usual order, in numbers or with an English month."""
    if _DATE_IN_WORDS.fullmatch(text):
        return True
    separated = _DATE_IN_NUMBERS.fullmatch(text)
    if separated:
        return _plausible(separated[1], separated[2], separated[3])
    if not (text.isascii() and text.isdecimal()):
        return False
    if len(text) == 8:
        return _plausible(text[:2], text[2:4], text[4:]) or _plausible(text[:4], text[4:6], text[6:])
    return len(text) == 6 and _plausible(text[:2], text[2:4], text[4:])


def is_sequence(text: str) -> bool:
    """Say whether it is one row of keys, either way round, with at most two signs more."""
    longest = max((_run_length(text[start:]) for start in range(len(text))), default=0)
    even = (
        text.isascii() and text.isdecimal() and len({(int(b) - int(a)) % 10 for a, b in pairwise(text)}) == 1
    )
    return even or (longest >= 4 and len(text) - longest <= 2)


def _plausible(first: str, second: str, third: str) -> bool:
    """Say whether three numbers are a day, a month and a year in some order."""
    orders = ((first, second, third), (second, first, third), (third, second, first))
    return any(
        1 <= int(day) <= 31 and 1 <= int(month) <= 12 and (len(year) == 2 or 1900 <= int(year) <= 2099)
        for day, month, year in orders
    )


def _run_length(text: str) -> int:
    """Give how many characters at the start are a row of keys."""
    best = 0
    for row in _ROWS:
        for way in (row, row[::-1]):
            length = 0
            while length < len(text) and text[: length + 1] in way:
                length += 1
            best = max(best, length)
    return best


def _letter_bits(text: str, place: int) -> float:
    """Give what one character adds when nothing better is known of it."""
    letter = text[place]
    if letter.isspace() or (place and letter == text[place - 1]):
        return _SEPARATOR_BITS
    if letter.isdigit():
        return log2(10)
    if _is_ideograph(letter):
        return _IDEOGRAPH_BITS
    return _LETTER_BITS if letter.isalpha() else log2(20)


def _is_ideograph(letter: str) -> bool:
    return (
        "\u2e80" <= letter <= "\u9fff"
        or "\uac00" <= letter <= "\ud7ff"
        or "\U00020000" <= letter <= "\U0003ffff"
    )


@lru_cache(maxsize=1)
def _known_words() -> frozenset[str]:
    return frozenset(word_list()) | _COMMON


def _piece_bits(piece: str) -> float | None:
    """Give the bits of a piece that a guesser has a list of; None if it is none.

    Nothing is remembered between calls: pieces of a secret must not stay in a cache.
    """
    if piece in _COMMON:
        return log2(len(_COMMON))
    if piece in _known_words():
        return log2(len(_known_words()))
    if len(set(piece)) == 1:
        return _LETTER_BITS + log2(len(piece))
    if _run_length(piece) == len(piece):
        return log2(2 * sum(map(len, _ROWS)))
    if len(piece) == 4 and piece.isascii() and piece.isdecimal() and piece[:2] in ("19", "20"):
        return log2(100)
    if len(piece) >= 6 and is_date(piece):
        return log2(_DAYS)
    if 6 <= len(piece) <= 12 and piece.isalpha() and not any(map(_is_ideograph, piece)):
        return _WORD_BITS
    return None
