"""One line of home: its row, what Enter does with it, why it is there, its kind; and parts of such lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from supervise_tui.domain.clocks import CLOCKS
from supervise_tui.domain.people import Worker
from supervise_tui.ui.widgets.row_list import Row
from supervise_tui.workflows.workers import as_searched

SUPERVISION, REBOOK, SIGN, AGREEMENT = "supervision", "rebooking", "signature", "agreement"
"""Kinds that are clocks with lines of their own: by the clock's id."""
PLANNED, FLAG, ACTION, DRAFT, IMPROVEMENT = "planned", "flag", "action", "draft", "improvement"
"""Kinds that are no clocks."""

KINDS: Final = MappingProxyType(
    {
        PLANNED: "Planned supervisions",
        **{clock.id: clock.title for clock in CLOCKS},
        REBOOK: "Cancelled, to be booked again",
        SUPERVISION: "Supervisions that are due",
        SIGN: "Waiting for a signature",
        AGREEMENT: "Agreements",
        IMPROVEMENT: "Improvement plans",
        FLAG: "For the next line manager",
        ACTION: "Late actions",
        DRAFT: "Being written",
    }
)
"""Every kind of line, by id, as the filter calls it."""

A_FEW = 5
"""Lines of one kind before a list that is not narrowed says how many more there are."""
A_SCREEN = 20
"""The same for supervisions that are due: what home is for."""
EVERYTHING = 10**9


@dataclass(frozen=True, kw_only=True)
class HomeLine:
    """One thing that wants somebody."""

    kind: str
    row: Row
    does: str
    """What Enter does, to stand after "Enter: "."""
    person: Worker | None = None
    """Whom it is about; None for the whole home."""
    also: tuple[str, ...] = ()
    """Names of others whom it is about, as at a group supervision."""
    why: str = ""
    """What it rests on, in a sentence."""


@dataclass(frozen=True)
class Part:
    """Lines under one heading, the worst first."""

    title: str
    lines: Sequence[HomeLine]
    at_once: int = EVERYTHING
    """How many of one kind are shown while home is not narrowed."""

    def cut(self) -> tuple[list[HomeLine], dict[str, int]]:
        """Give the lines that are shown at once, and by kind how many more there are."""
        of_kind = Counter(line.kind for line in self.lines)
        shown: dict[str, int] = {}
        kept = []
        for line in self.lines:
            limit = max(self.at_once, A_SCREEN) if line.kind == SUPERVISION else self.at_once
            # A line that says "and 1 more" takes the room of the one that it keeps back.
            if shown.get(line.kind, 0) < limit or of_kind[line.kind] == limit + 1:
                shown[line.kind] = shown.get(line.kind, 0) + 1
                kept.append(line)
        return kept, {kind: many - shown[kind] for kind, many in of_kind.items() if many > shown[kind]}


@dataclass(frozen=True)
class HomeFilter:
    """To what home is narrowed: one kind, or people whose name holds what was typed."""

    kind: str = ""
    typed: str = ""

    def __bool__(self) -> bool:
        return bool(self.kind or self.words)

    @property
    def words(self) -> list[str]:
        """What was typed, as names are searched for."""
        return as_searched(self.typed).split()

    def of_person(self, lines: Iterable[HomeLine]) -> list[HomeLine]:
        """Give the lines about people whose name holds each word."""
        words = self.words
        if not words:
            return list(lines)
        # A name stands in many lines: it is made ready for the search once.
        known: dict[str, bool] = {}
        found = []
        for line in lines:
            if line.person is None:
                continue
            name = "\n".join((line.person.name, *line.also))
            if name not in known:
                searched = as_searched(name)
                known[name] = all(word in searched for word in words)
            if known[name]:
                found.append(line)
        return found

    def narrowed(self, parts: Iterable[Part]) -> list[Part]:
        """Give the parts with the lines that stay, all of them where it narrows; empty parts go."""
        found = []
        for part in parts:
            lines = [line for line in self.of_person(part.lines) if self.kind in ("", line.kind)]
            if lines:
                found.append(Part(part.title, lines, EVERYTHING if self else part.at_once))
        return found

    def counts(self, parts: Iterable[Part]) -> dict[str, int]:
        """Give how many lines of each kind there are, for the people it is narrowed to."""
        counted = dict.fromkeys(KINDS, 0)
        for part in parts:
            for line in self.of_person(part.lines):
                counted[line.kind] = counted.get(line.kind, 0) + 1
        return counted

    @property
    def said(self) -> str:
        """What it is narrowed to, in words."""
        of = [f"kind “{KINDS.get(self.kind, self.kind)}”"] if self.kind else []
        return " and ".join([*of, *([f"person “{self.typed.strip()}”"] if self.words else [])])
