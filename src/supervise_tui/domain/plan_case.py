"""A case: one worker's plan from the first concern to its end, as an ordered log of facts [PIP-0].

States are never kept: they are worked out of the entries each time (procedure.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from supervise_tui.canonical import Json
from supervise_tui.domain.procedure_words import DAY, ENTRY, HELD_ON, SIGNED, EntryKind
from supervise_tui.forms.day_words import day_of


@dataclass(frozen=True, kw_only=True)
class Case:
    """One worker's plan, or the concern that may lead to one."""

    id: str
    worker: str
    """The worker's id."""
    opened_on: date
    template: str = ""
    """The template that its plan began with; empty for none [PIP-20]."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One fact of a case: written once, never changed; a mistake is struck by a later entry."""

    id: str
    case: str
    number: int
    """Its place in the case, from 1, in the order in which entries came to count."""
    kind: str
    """An `EntryKind`; one that this program does not know is kept, and counts for nothing."""
    on: date
    """The day on which it happened, which may be before the day it was written down."""
    answers: Mapping[str, Json] = field(default_factory=dict, repr=False)
    record: str = ""
    """The id of the signed record that it stands on; the entry is written once that record is closed."""
    by: str = ""
    """Who wrote it down: a person's id."""
    writer: str = field(default="", compare=False)
    """That person's name, where it is known; never part of what is kept."""
    saved_at: str = ""


def struck_by(entry: Entry) -> int | None:
    """Give the number of the entry that a mistake takes away; None while it names none."""
    value = entry.answers.get(ENTRY) if entry.kind == EntryKind.MISTAKE else None
    if isinstance(value, str) and value.strip().isdecimal():
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def struck(entries: Iterable[Entry]) -> frozenset[int]:
    """Give the numbers of the entries that were written by mistake and count no more.

    Signed ones always count, a mistake takes away only what was written before it, and what it took away
    stays so.
    """
    ordered = list(entries)
    named = {(struck_by(one), one.number) for one in ordered if one.kind == EntryKind.MISTAKE}
    return frozenset(
        one.number
        for one in ordered
        if one.kind not in SIGNED
        and one.kind != EntryKind.MISTAKE
        and any(number == one.number < by for number, by in named)
    )


def day_of_entry(answers: Mapping[str, Json]) -> date | None:
    """Give the day that an entry's answers say it happened on; None while they do not."""
    return day_of(answers.get(DAY)) or day_of(answers.get(HELD_ON))


def text_of(answers: Mapping[str, Json], question: str) -> str:
    """Give an answer as one trimmed text: a choice, a line, the name of a person; "" for anything else."""
    value = answers.get(question)
    if isinstance(value, Mapping):
        value = value.get("name")
    return value.strip() if isinstance(value, str) else ""


def compared(words: str) -> str:
    """Give words as they are compared with others: without capitals, blanks even."""
    return " ".join(words.casefold().split())


def name_alone(said: str) -> str:
    """Give a name without the post behind it, as in "Gwen Parry, area manager" or "Gwen Parry (HR)".

    Titles are kept, and "Parry, Gwen" stays whole.
    """
    name = re.split(r"[,;(]| [-–] ", said, maxsplit=1)[0].strip()
    return name if len(name.split()) > 1 else said


def compared_name(said: str) -> str:
    """Give who somebody is as it is compared with others: by the name alone."""
    return compared(name_alone(said))


def yes(answers: Mapping[str, Json], question: str) -> bool:
    """Whether a yes-or-no question is answered with yes."""
    return answers.get(question) is True


def date_of(answers: Mapping[str, Json], question: str) -> date | None:
    """Give an answer that is a day; None for anything else."""
    return day_of(answers.get(question))


def several_of(answers: Mapping[str, Json], question: str) -> frozenset[str]:
    """Give the chosen options of a question; one that takes a single option gives that one."""
    value = answers.get(question)
    if isinstance(value, str):
        return frozenset({value}) if value else frozenset()
    return (
        frozenset(item for item in value if isinstance(item, str)) if isinstance(value, list) else frozenset()
    )
