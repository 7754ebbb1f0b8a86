"""A letter template: TOML bytes in, a subject and parts with named fields out, or all of its faults at once.

An organisation keeps its own in a folder `letters` in its folder of own forms: one for the same letter stands
in place of the shipped one. A field is written in braces, {meeting_day}; which there are stands in
letter_words.py. A part with `when` is left out while that field has nothing to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from supervise_tui.canonical import fingerprint
from supervise_tui.forms.faults import Keys, listed, nearest
from supervise_tui.forms.letter_words import FIELDS, MUST, LetterFor
from supervise_tui.forms.toml_files import open_toml
from supervise_tui.problems import BadForm

LETTERS: Final = "letters"
"""The folder that they lie in."""
NEWEST_VERSION: Final = 1_000_000
MOST_PARTS: Final = 40
LETTERS_REMEMBERED: Final = 128
"""The library is read many times."""
LONGEST_PART: Final = 6_000
HEADING: Final = "# "
"""Before a heading, where a letter is one text."""
_FIELD: Final = re.compile(r"\{([^{}\n]{0,60})\}")
_NAMES_ITS_LETTER: Final = re.compile(rb"^\s*letter\s*=", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Part:
    """A heading, or none, and the paragraphs under it."""

    text: str
    heading: str = ""
    when: str = ""
    """A field: without a value for it the part is left out."""


@dataclass(frozen=True, kw_only=True)
class LetterTemplate:
    """A letter before it is filled in."""

    letter: LetterFor
    version: int
    title: str
    """As a list of letters names it."""
    about: str
    subject: str
    parts: tuple[Part, ...]
    source: bytes = field(repr=False, default=b"")
    digest: str = ""


def is_letter(path: Path, folder: Path) -> bool:
    """Whether a file somewhere in `folder` is a letter template: it stands in a folder of that name."""
    return LETTERS in path.relative_to(folder).parts[:-1]


def looks_like_a_letter(source: bytes) -> bool:
    """Whether a file on its own, wherever it lies, means to be a letter template."""
    return bool(_NAMES_ITS_LETTER.search(source))


def fields_in(text: str) -> list[str]:
    """Give the names in braces, in their order, each once."""
    return list(dict.fromkeys(match[1] for match in _FIELD.finditer(text)))


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put values in the place of their fields; a field without one stays as it is."""
    return _FIELD.sub(lambda match: values.get(match[1]) or match[0], text)


def written(template: LetterTemplate, values: Mapping[str, str]) -> str:
    """Give the letter as one text: parts apart by an empty line, headings after "# "."""
    parts = [part for part in template.parts if not part.when or values.get(part.when)]
    pieces = [f"{HEADING}{part.heading}\n{part.text}" if part.heading else part.text for part in parts]
    return fill("\n\n".join(pieces), values)


@lru_cache(maxsize=LETTERS_REMEMBERED)
def read_letter(source: bytes, name: str) -> LetterTemplate:
    """Read the template in `source`; BadForm holds every fault with its line and what would be right.

    `name` is how the file is called in the faults.
    """
    try:
        file = open_toml(source, name)
        template = _read_top(file.top, source)
        file.faults.leave_out_lines(file.torn, after=file.unreadable)
        if not file.torn and not file.faults.shaky and template is not None:
            _says_what_it_must(template, file.top)
        file.faults.raise_if_any()
    except BadForm as bad:
        raise BadForm(name, bad.faults, what="letter") from None
    assert template is not None  # noqa: S101 - without a letter there was a fault
    return template


def _read_top(keys: Keys, source: bytes) -> LetterTemplate | None:
    letter = keys.word_or_none("letter", LetterFor)
    if letter is None and keys.peek("letter") is None:
        example = LetterFor.INVITATION_1.value
        keys.fault("letter", "“letter” is missing.", f'Say which letter it is: letter = "{example}"')
    subject = keys.line("subject", required=True, limit=160)
    _check_fields(keys, "subject", subject)
    version = keys.whole("version", 1, least=1, most=NEWEST_VERSION, required=True)
    title = keys.line("title", required=True, limit=80)
    about = keys.line("about", required=True, limit=300)
    parts = _read_parts(keys)
    keys.done()
    if letter is None:
        return None
    return LetterTemplate(
        letter=letter,
        version=version,
        title=title,
        about=about,
        subject=subject,
        parts=parts,
        source=source,
        digest=fingerprint(source),
    )


def _read_parts(keys: Keys) -> tuple[Part, ...]:
    tables = keys.tables("part", required=True, example="[[part]]")
    if len(tables) > MOST_PARTS:
        keys.fault("part", f"There are {len(tables)} parts; {MOST_PARTS} fit.", "Put some together.")
    return tuple(
        _read_part(Keys(values, path, f"part {number}", keys.faults))
        for number, (path, values) in enumerate(tables[:MOST_PARTS], 1)
    )


def _read_part(keys: Keys) -> Part:
    when = keys.line("when", limit=60, example='"equipment"')
    if when and when not in FIELDS:
        keys.fault("when", f"“{when}” is no field.", _did_you_mean(when))
    part = Part(
        text=keys.text("text", required=True, limit=LONGEST_PART, example='"""..."""'),
        heading=keys.line("heading", limit=100),
        when=when,
    )
    for key, text in (("heading", part.heading), ("text", part.text)):
        _check_fields(keys, key, text)
    keys.done()
    return part


def _check_fields(keys: Keys, key: str, text: str) -> None:
    for name in fields_in(text):
        if name not in FIELDS:
            keys.fault(key, f"“{{{name}}}” is no field.", _did_you_mean(name))
    rest = _FIELD.sub("", text)
    if "{" in rest or "}" in rest:
        wrong = "A brace stands alone."
        keys.fault(key, wrong, "Write a field with both braces: {meeting_day}")


def _did_you_mean(name: str) -> str:
    return nearest(name, FIELDS, "Did you mean {{{}}}?") or "See all fields in docs/forms.md."


def _says_what_it_must(template: LetterTemplate, keys: Keys) -> None:
    """A field that stands in a part with `when` on another one may be left out: it does not count."""
    sure = [template.subject]
    for part in template.parts:
        if not part.when or part.when in fields_in(part.text):
            sure += [part.heading, part.text]
    missing = _missing(template.letter, sure)
    if missing:
        wrong = f"The letter never says {listed_fields(missing)}."
        keys.fault("part", wrong, "Write these into parts that are never left out.")


def _missing(letter: LetterFor, texts: Iterable[str]) -> list[str]:
    there = {name for text in texts for name in fields_in(text)}
    return [name for name in MUST[letter] if name not in there]


def listed_fields(names: Iterable[str]) -> str:
    """Give fields with what they stand for: "{chair}, who leads the meeting"."""
    return listed(f"{{{name}}} ({FIELDS[name]})" for name in names).replace(" or ", " and ")
