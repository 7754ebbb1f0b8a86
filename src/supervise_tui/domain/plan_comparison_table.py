"""The table in which figures on improvement plans go to head office, and how one of another service is read.

A row for each line, in any order of columns; no name of a worker is in it. Whatever does not fit is named
with its line, and then nothing of the file is taken.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from supervise_tui.canonical import Json, tidy_text
from supervise_tui.domain.people import checked_line
from supervise_tui.domain.plan_comparison import FEWEST, TOO_FEW, Figures, Line, Stands
from supervise_tui.forms.day_words import day_of
from supervise_tui.problems import BadForm, BadInput, Fault

HOME, ON, BY, GROUP, PLANS, PEOPLE = HEAD = ("home", "on", "by", "group", "plans", "people")
FORMAL, EXTENDED, WEEKS, REVIEWS, IN_TIME, DAYS_LATE = FIGURES = (
    "formal",
    "extended",
    "weeks",
    "reviews",
    "reviews_in_time",
    "days_late",
)
HELP, CONTROL = "help_", "control_"
"""Before the id of a kind, in the name of its column."""
ALL, TEMPLATE, POST = "all", "template", "post"
"""What a line is by."""
LARGEST: Final = 1_000_000
"""Bytes of a file."""
MOST_LINES: Final = 1_000
_MOST: Final = 100_000
"""Beyond it a number is a slip."""
_NEEDED: Final = (*HEAD, *(one.value for one in Stands), *FIGURES)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What one service says in one row."""

    home: str
    on: date
    by: str
    line: Line


def cells(figures: Figures, help_kinds: Iterable[str], control_kinds: Iterable[str]) -> dict[str, Json]:
    """Give the figures of a line by the names of their columns, in their order."""
    stands: dict[str, Json] = {one.value: figures.stands[one] for one in Stands}
    return {
        **stands,
        FORMAL: figures.formal,
        EXTENDED: figures.extended,
        WEEKS: _one_place(figures.weeks),
        REVIEWS: figures.reviews,
        IN_TIME: figures.in_time,
        DAYS_LATE: _one_place(figures.days_late),
        **{f"{HELP}{kind}": figures.help.get(kind, 0) for kind in help_kinds},
        **{f"{CONTROL}{kind}": figures.controls.get(kind, 0) for kind in control_kinds},
    }


def _one_place(number: Fraction | None) -> float | None:
    return None if number is None else round(float(number), 1)


def read_table(source: bytes, name: str) -> list[Told]:
    """Give the rows of a table; BadForm names every fault with its line, and gives none."""
    faults: list[Fault] = []
    found = []
    for number, row in _rows(source, faults):
        try:
            found.append(_told(row))
        except BadInput as wrong:
            faults.append(Fault(f"line {number}", wrong.sentence, wrong.cure))
    if not faults and not found:
        faults.append(Fault("the file", "There is nothing in it.", "Save it anew: plans compare --csv"))
    if faults:
        raise BadForm(name, faults, "file")
    return found


def _rows(source: bytes, faults: list[Fault]) -> list[tuple[int, dict[str, str]]]:
    try:
        text = tidy_text(source[:LARGEST].decode("utf-8-sig"))
    except UnicodeDecodeError:
        text = ""
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in first else ",")
    try:
        lines = [(reader.line_num, row) for row in reader]
    except csv.Error:
        lines = []
    names = [one.strip().casefold() for one in lines[0][1]] if lines else []
    missing = [one for one in _NEEDED if names.count(one) != 1]
    if missing or len(source) > LARGEST or len(lines) > MOST_LINES:
        what = f"It has no column “{missing[0]}”, or two of them." if missing else "It is too large."
        faults.append(Fault("the file", what, "Take the file that plans compare --csv has saved."))
        return []
    return [(number, dict(zip(names, row, strict=False))) for number, row in lines[1:] if any(row)]


def _told(row: Mapping[str, str]) -> Told:
    on, by = day_of(row.get(ON, "").strip()), row.get(BY, "").strip()
    if on is None or by not in (ALL, TEMPLATE, POST):
        raise BadInput(
            "Its day, or what it is by, is not written as we write it.", "Leave the file as saved."
        )
    label = checked_line(row.get(GROUP, "").removeprefix("'"), "The group")
    home = checked_line(row.get(HOME, "").removeprefix("'"), "The home")
    return Told(home=home, on=on, by=by, line=_line(label, row))


def _line(label: str, row: Mapping[str, str]) -> Line:
    if row.get(PLANS, "").strip() == TOO_FEW:
        return Line(key=label, label=label, plans=0, people=0, figures=None)
    plans, people = _number(row, PLANS), _number(row, PEOPLE)
    figures = Figures(
        stands={one: _number(row, one.value) for one in Stands},
        formal=_number(row, FORMAL),
        extended=_number(row, EXTENDED),
        weeks=_middle(row, WEEKS),
        help=_kinds(row, HELP),
        controls=_kinds(row, CONTROL),
        reviews=_number(row, REVIEWS),
        in_time=_number(row, IN_TIME),
        days_late=_middle(row, DAYS_LATE),
    )
    adds_up = sum(figures.stands.values()) == plans and FEWEST <= people <= plans
    if not adds_up or figures.in_time > figures.reviews or max(figures.formal, figures.extended) > plans:
        raise BadInput("Its numbers do not add up.", "Leave the file as it was saved.")
    return Line(key=label, label=label, plans=plans, people=people, figures=figures)


def _kinds(row: Mapping[str, str], start: str) -> dict[str, int]:
    return {
        name.removeprefix(start): _number(row, name) for name in row if name.startswith(start) and row[name]
    }


def _number(row: Mapping[str, str], name: str) -> int:
    said = row.get(name, "").strip()
    if not (said.isascii() and said.isdecimal() and len(said) <= len(str(_MOST)) and int(said) <= _MOST):
        raise BadInput(f"{name} is no whole number here.", "Leave the file as it was saved.")
    return int(said)


def _middle(row: Mapping[str, str], name: str) -> Fraction | None:
    said = row.get(name, "").strip().replace(",", ".")
    if not said:
        return None
    whole, _, rest = said.partition(".")
    if not all(
        part.isascii() and part.isdecimal() and len(part) < len(str(_MOST)) for part in (whole, rest or "0")
    ):
        raise BadInput(f"{name} is no number here.", "Leave the file as it was saved.")
    return Fraction(said)
