"""Collects the faults of one form file while it is read, and reads the keys of its tables.

A reading method gives a usable value even when there is a fault, so that reading goes on and
all faults are found in one go.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from enum import StrEnum
from itertools import islice
from typing import TypeVar

from supervise_tui.canonical import tidy_text
from supervise_tui.forms.conditions import Condition
from supervise_tui.forms.toml_places import Path, Places
from supervise_tui.problems import BadForm, BadInput, Fault

MOST_FAULTS = 200
"""More are not listed: the file is something else."""
MOST_COMPARED = 2_000
"""Words that a mistyped one is compared with: each takes a little time."""

_Word = TypeVar("_Word", bound=StrEnum)
_MISSING = object()


class Faults:
    """The faults found so far in one file."""

    def __init__(self, name: str, places: Places) -> None:
        self._name = name
        self._places = places
        self._found: list[tuple[int, Fault]] = []
        self.shaky = False
        """Whether something could not be read that others may rest on: what seems missing may be that."""

    def add(self, path: Path, around: str, wrong: str, right: str = "") -> None:
        """Note a fault at `path`; `around` is "section X, question Y" or empty."""
        self.add_at(self._places.line(path), around, wrong, right)

    def add_at(self, line: int, around: str, wrong: str, right: str = "") -> None:
        """Note a fault of a line."""
        where = ", ".join(part for part in (self._name, f"line {line}", around) if part)
        self._found.append((line, Fault(where, wrong, right)))

    def in_file_order(self) -> list[Fault]:
        """Give the faults, first line first."""
        found = [fault for _, fault in sorted(dict.fromkeys(self._found), key=lambda pair: pair[0])]
        if len(found) > MOST_FAULTS:
            return [*found[:MOST_FAULTS], Fault(self._name, "There are more faults, not listed here.")]
        return found

    def raise_if_any(self) -> None:
        """Raise BadForm with all faults, if there is one."""
        if self._found:
            raise BadForm(self._name, self.in_file_order())

    def leave_out_lines(self, lines: set[int], *, after: int) -> None:
        """Drop what was noted on these lines, but for the first `after` faults.

        They are lines that could not be read, and those their tables start on: what seems to be
        missing there may stand on them.
        """
        later = (pair for pair in self._found[after:] if pair[0] not in lines)
        self._found = [*self._found[:after], *later]

    @property
    def too_many(self) -> bool:
        """Whether more faults would not be listed any more, so that looking for them is no use."""
        return len(self._found) > 2 * MOST_FAULTS

    def __len__(self) -> int:
        return len(self._found)


def nearest(word: str, known: Iterable[str], offer: str = "Did you mean {}?") -> str:
    """Give a suggestion for a mistyped `word`, or "" when nothing is near."""
    close = get_close_matches(word[:60], sorted(islice(known, MOST_COMPARED)), n=1, cutoff=0.6)
    return offer.format(close[0]) if close else ""


def listed(words: Iterable[str]) -> str:
    """Give "a, b or c"."""
    *most, last = [*words] or [""]
    return f"{', '.join(most)} or {last}" if most else last


class Keys:
    """One table of a form file; every key must be asked for once, then `done` names the others."""

    def __init__(self, values: Mapping[str, object], path: Path, around: str, faults: Faults) -> None:
        self.path = path
        self.around = around
        self.faults = faults
        self._values = values
        self._asked: set[str] = set()

    def fault(self, key: str, wrong: str, right: str = "") -> None:
        """Note a fault of `key`."""
        self.faults.add((*self.path, key), self.around, wrong, right)

    def done(self) -> None:
        """Note every key that nobody asked for, with the nearest one that exists."""
        for key in self._values:
            if self.faults.too_many:
                return
            if key not in self._asked:
                known = listed(sorted(self._asked))
                right = nearest(key, self._asked) or f"Known here: {known}."
                self.fault(key, f"“{_short(key)}” is not known here.", right)

    def peek(self, key: str) -> object:
        """Give the raw value without counting the key as asked for."""
        return self._values.get(key)

    def _take(self, key: str, required: bool, example: str) -> object:
        self._asked.add(key)
        if key not in self._values:
            if required:
                self.fault(key, f"“{key}” is missing.", f"Write it like: {key} = {example}")
            return _MISSING
        return self._values[key]

    def text(self, key: str, *, required: bool = False, limit: int = 200, example: str = '"..."') -> str:
        """A text; "" when it is missing."""
        value = self._take(key, required, example)
        if value is _MISSING:
            return ""
        if not isinstance(value, str):
            self.fault(key, f"“{key}” has to be a text.", f"Write it in quotes: {key} = {example}")
            return ""
        tidy = tidy_text(value).strip()
        if required and not tidy:
            self.fault(key, f"“{key}” is empty.", "Write a few plain words.")
        if len(tidy) > limit:
            self.fault(key, f"“{key}” has {len(tidy):,} characters; {limit:,} fit.", "Please shorten it.")
            return tidy[:limit]
        if _unshowable(tidy):
            self.fault(key, f"“{key}” holds a character that cannot be shown.", "Type the text anew.")
        return tidy

    def line(self, key: str, *, required: bool = False, limit: int = 200, example: str = '"..."') -> str:
        """A text of one line."""
        return " ".join(self.text(key, required=required, limit=limit, example=example).split())

    def flag(self, key: str) -> bool:
        """True or false; false when it is missing."""
        value = self._take(key, False, "true")
        if value is _MISSING or isinstance(value, bool):
            return value is True
        self.fault(key, f"“{key}” has to be true or false.", f"Write it without quotes: {key} = true")
        return False

    def flag_or_none(self, key: str) -> bool | None:
        """True or false; None when it is missing."""
        flag = self.flag(key)
        return flag if key in self._values else None

    def whole(
        self, key: str, default: int, *, least: int = 0, most: int = 1_000_000, required: bool = False
    ) -> int:
        """A whole number within `least` and `most`."""
        value = self._take(key, required, str(max(least, 1)))
        if value is _MISSING:
            return default
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            self.fault(
                key,
                f"“{key}” has to be a whole number from {least:,} to {most:,}.",
                f"Write it without quotes: {key} = {max(least, default)}",
            )
            return default
        return value

    def whole_or_none(self, key: str) -> int | None:
        """A whole number, or None when it is missing."""
        if self.peek(key) is None:
            self._asked.add(key)
            return None
        return self.whole(key, 0, least=-1_000_000_000, most=1_000_000_000)

    def number_or_none(self, key: str, *, whole: bool) -> float | None:
        """A number, or None when it is missing; `whole` refuses decimals."""
        if whole or self.peek(key) is None:
            return self.whole_or_none(key)
        value = self._take(key, False, "0.5")
        return self._number(key, value)

    def _number(self, key: str, value: object) -> float | None:
        fits = isinstance(value, int | float) and not isinstance(value, bool)
        if fits and math.isfinite(value) and abs(value) <= 1_000_000_000:  # type: ignore[arg-type]
            return value  # type: ignore[return-value]
        self.fault(key, f"“{key}” has to be a number.", f"Write it without quotes: {key} = 0.5")
        return None

    def numbers(self, key: str) -> tuple[float, ...]:
        """A list of numbers; () when it is missing."""
        value = self._take(key, False, "[1, 2]")
        if value is _MISSING:
            return ()
        if not isinstance(value, list):
            self.fault(key, f"“{key}” has to be a list of numbers.", f"Write it like: {key} = [1, 2, 0.5]")
            return ()
        return tuple(number for item in value[:100] if (number := self._number(key, item)) is not None)

    def raw(self, key: str) -> object:
        """Whatever is there, counted as asked for; None when it is missing."""
        self._asked.add(key)
        return self._values.get(key)

    def words(self, key: str, words: type[_Word]) -> tuple[_Word, ...]:
        """A list of words of an enumeration, each once; () when it is missing."""
        known = [word.value for word in words]
        found: list[_Word] = []
        for text in self.texts(key):
            if text not in known:
                right = nearest(text, known) or f"Write some of: {', '.join(known)}."
                self.faults.shaky = True
                self.fault(key, f"“{_short(text)}” cannot stand in “{key}”.", right)
            elif text not in found:
                found.append(words(text))
        return tuple(found)

    def word_or_none(self, key: str, words: type[_Word], *, required: bool = False) -> _Word | None:
        """One of the words of an enumeration; None when it is missing or not one of them."""
        known = [word.value for word in words]
        value = self._take(key, required, f'"{known[0]}"')
        if value is _MISSING:
            self.faults.shaky = self.faults.shaky or required
            return None
        if isinstance(value, str) and value in known:
            return words(value)
        self.faults.shaky = True
        given = f"“{_short(value)}”" if isinstance(value, str) else "That"
        right = nearest(value, known) if isinstance(value, str) else ""
        self.fault(key, f"{given} cannot stand for “{key}”.", right or f"Write one of: {', '.join(known)}.")
        return None

    def texts(self, key: str, *, limit: int = 200, most: int = 40) -> tuple[str, ...]:
        """A list of texts of one line; () when it is missing."""
        value = self._take(key, False, "")
        if value is _MISSING:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            self.fault(key, f"“{key}” has to be a list of texts.", f'Write it like: {key} = ["...", "..."]')
            return ()
        items = [" ".join(tidy_text(item).split()) for item in value]
        if any(_unshowable(item) for item in items):
            self.fault(key, f"“{key}” holds a character that cannot be shown.", "Type the texts anew.")
        if len(items) > most or any(len(item) > limit for item in items):
            self.fault(key, f"“{key}” holds too much.", f"Up to {most} texts of {limit} characters fit.")
            return ()
        return tuple(items)

    def condition(self, key: str) -> str:
        """A condition as written; "" when it is missing or cannot be read."""
        text = self.text(key, limit=1_000, example='"agreement_in_force == no"')
        if not text:
            return ""
        try:
            Condition.parse(text)
        except BadInput as problem:
            self.fault(
                key, f"The condition “{_short(text)}” cannot be read. {problem.sentence}", problem.cure
            )
            return ""
        return text

    def flag_or_condition(self, key: str) -> bool | str:
        """True, false or a condition; false when it is missing."""
        return self.condition(key) if isinstance(self.peek(key), str) else self.flag(key)

    def tables(
        self, key: str, *, required: bool, example: str
    ) -> Sequence[tuple[Path, Mapping[str, object]]]:
        """A list of tables, each with its path."""
        value = self._take(key, False, "")
        if value is _MISSING or value == []:
            if required:
                self.faults.shaky = True
                self.fault(key, f"There is no “{key}”.", f"Add one, starting with a line {example}")
            return ()
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.faults.shaky = True
            self.fault(key, f"“{key}” has to be a list of tables.", f"Start each with a line {example}")
            return ()
        return [((*self.path, key, number), item) for number, item in enumerate(value)]


def _unshowable(text: str) -> bool:
    """Whether a terminal could obey or hide part of it: controls, turned reading order."""
    return any((unicodedata.category(c) == "Cc" and c not in "\n\t") or c in "\u202d\u202e" for c in text)


def _short(text: str) -> str:
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= 60 else line[:57] + "..."
