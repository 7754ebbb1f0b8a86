"""Finding what people wrote: the words of a question typed by a person, of an answer, and a snippet.

Case and accents do not count: unicode61 (the tokeniser of FTS5) drops those that Unicode can take
apart, `folded` those that it cannot, so that "lecka" finds "Łęcka".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from supervise_tui.canonical import Json
from supervise_tui.forms.evidence_marks import marks_in_words
from supervise_tui.forms.questions import (
    ChoiceQuestion,
    GroupQuestion,
    MarksQuestion,
    MatrixQuestion,
    Question,
    SeveralQuestion,
    TableQuestion,
    YesNoQuestion,
)

MOST_WORDS = 8
"""Words of a search that count; the rest is left out."""
LONGEST_WORD = 64
SHORTEST_BEGINNING = 2
"""Letters from which the last word also finds words that begin with it; one letter finds half a cabinet."""

_FOLDED = str.maketrans(
    {
        "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ħ": "h", "Ħ": "H",
        "ı": "i", "ŧ": "t", "Ŧ": "T", "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE",
        "þ": "th", "Þ": "TH", "’": "'",
    }
)  # fmt: skip
"""Letters that Unicode does not take apart. Never change this without filling the index anew: an old
entry is taken out of it by the words it was put in with."""

_CODES = frozenset({"id", "by", "owner", "function", "standing", "outcome", "carried_from"}) | frozenset(
    {"person", "kind", "ref", "action", "new_date"}
)
"""Cells of a row that hold a code or a day, not words."""
_RUN = re.compile(r"[0-9A-Za-z\x80-\U0010ffff]+")
"""What may hold a word: ASCII letters and digits, and anything beyond ASCII, which is looked at closely."""
_NO_WORDS = re.compile(r"[\d\s:.,T+-]*", re.ASCII)
"""Days, times and numbers as answers keep them."""


@dataclass(frozen=True)
class Snippet:
    """A piece of a text and where the words that were looked for stand in it."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    """Start and length of each, in characters of `text`."""


def folded(text: str) -> str:
    """Give `text` with the letters that the index could not take for their plain ones."""
    return unicodedata.normalize("NFC", text).translate(_FOLDED)


def plain(text: str) -> str:
    """Give `text` as two spellings are compared: no case, no accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", folded(text).casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


def words_looked_for(typed: str) -> tuple[str, ...]:
    """Give the words of what a person typed; signs between them mean nothing."""
    seen: dict[str, None] = {}
    for start, end in _words(typed[: MOST_WORDS * LONGEST_WORD * 4]):
        seen.setdefault(folded(typed[start:end])[:LONGEST_WORD])
    return tuple(seen)[:MOST_WORDS]


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Give start and end of each run of letters, digits and marks."""
    for run in _RUN.finditer(text):
        start, end = run.span()
        if run.group().isascii():
            yield start, end
        else:
            yield from _words_in(text, start, end)


def _words_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begun = -1
    for at in range(start, end):
        if unicodedata.category(text[at])[0] in "LNM":
            begun = at if begun < 0 else begun
        elif begun >= 0:
            yield begun, at
            begun = -1
    if begun >= 0:
        yield begun, end


def is_beginning(word: str) -> bool:
    """Whether the last word is long enough to find what begins with it."""
    return len(word) >= SHORTEST_BEGINNING


def stands_in(text: str, looked_for: Sequence[str]) -> tuple[bool, ...]:
    """Say for each word whether it stands in a short text; the last one may be the beginning of a word."""
    there = {plain(text[start:end]) for start, end in _words(text)}
    found = [plain(word) in there for word in looked_for]
    if looked_for and not found[-1] and is_beginning(looked_for[-1]):
        found[-1] = any(word.startswith(plain(looked_for[-1])) for word in there)
    return tuple(found)


def snippet(text: str, looked_for: Sequence[str], width: int = 160) -> Snippet:
    """Cut about `width` characters out of `text`, the first word found among them, with marks.

    The last word looked for also marks words that begin with it. Line ends become spaces.
    """
    line = re.sub(r"[\s\x00-\x1f\x7f-\x9f]", " ", text)
    exact = {plain(word) for word in looked_for}
    beginning = plain(looked_for[-1]) if looked_for and is_beginning(looked_for[-1]) else None
    marks = []
    for start, end in _words(line):
        word = plain(line[start:end])
        if word in exact or (beginning is not None and word.startswith(beginning)):
            marks.append((start, end - start))
    begin, finish = _window(line, marks, width)
    before, after = "… " if begin else "", " …" if finish < len(line) else ""
    piece = line[begin:finish]
    lead = len(before) - begin - (len(piece) - len(piece.lstrip()))
    inside = tuple((at + lead, length) for at, length in marks if at >= begin and at + length <= finish)
    return Snippet(before + piece.strip() + after, inside)


def _window(line: str, marks: Sequence[tuple[int, int]], width: int) -> tuple[int, int]:
    """Give where the piece begins and ends: at words, with a little before the first mark."""
    if len(line) <= width:
        return 0, len(line)
    first = marks[0][0] if marks else 0
    begin = max(0, min(first - width // 4, len(line) - width))
    if begin:
        space = line.find(" ", begin, first)
        begin = space + 1 if space >= 0 else begin
    finish = min(len(line), begin + width)
    if finish < len(line):
        space = line.rfind(" ", begin + width // 2, finish)
        finish = space if space >= 0 else finish
    return begin, finish


def words_of(question: Question | None, value: Json) -> str:
    """Give the words of an answer that can be found, a row on each line; nothing where there are none.

    Of a choice its label counts, as people read it. Without the question (one of an unknown form)
    all text in the answer counts.
    """
    match question:
        case YesNoQuestion():
            return ""
        case ChoiceQuestion() | SeveralQuestion():
            chosen = value if isinstance(value, list) else [value]
            return "\n".join(option.label for option in question.options if option.id in chosen)
        case MarksQuestion():
            return "\n".join(marks_in_words(value))
        case MatrixQuestion():
            given = list(value.values()) if isinstance(value, dict) else []
            return "\n".join(option.label for option in question.options if option.id in given)
        case _:
            return "\n".join(_texts(question, value))


def _texts(question: Question | None, value: Json) -> Iterator[str]:
    if isinstance(value, str):
        if not _NO_WORDS.fullmatch(value):
            yield value
    elif isinstance(value, list):
        for row in value:
            cells = list(_cells(question, row)) if isinstance(row, dict) else list(_texts(question, row))
            if cells:
                yield " · ".join(cells)
    elif isinstance(value, dict):
        yield from _cells(question, value)


def _cells(question: Question | None, row: Mapping[str, Json]) -> Iterator[str]:
    asked = {part.id: part for part in _parts(question)}
    for key, value in row.items():
        if key in asked:
            words = words_of(asked[key], value)
            if words:
                yield words
        elif key not in _CODES:
            yield from _texts(None, value)


def _parts(question: Question | None) -> tuple[Question, ...]:
    """The questions inside a table's row or a group."""
    match question:
        case TableQuestion():
            return question.columns
        case GroupQuestion():
            return question.questions
        case _:
            return ()
