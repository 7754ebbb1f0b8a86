"""Reads ratings of the six Cs from a CSV file: every fault with its line and what to do, or all of them.

    day,from,care,compassion,competence,communication,courage,commitment,comment,where,name
    2026-11-28,feedback,5,4,4,5,,4,Always knocks,at home,

The first line names the columns, in any order; `comment`, `where` and `name` may be missing. Comma or
semicolon, UTF-8, as spreadsheets save it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from supervise_tui.canonical import Json
from supervise_tui.domain.six_cs import HIGHEST, LOWEST
from supervise_tui.domain.six_cs_sheet import COMMENT, DAY, FEEDBACK, FROM, NAME, SELF, WHERE, Sheet
from supervise_tui.forms.appraisal_bands import Value
from supervise_tui.problems import BadForm, Fault

NEEDED = (DAY, FROM, *(value.value for value in Value))
OPTIONAL = (COMMENT, WHERE, NAME)
LARGEST = 2_000_000
"""Bytes of a file."""
MOST_LINES = 5_000
LONGEST = {COMMENT: 2_000, WHERE: 120, NAME: 80}
_WAYS_TO_WRITE_A_DAY = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y")


@dataclass
class _Line:
    """One line while it is read; `faults` is shared by all."""

    number: int
    cells: Mapping[str, str]
    faults: list[Fault] = field(default_factory=list)

    def fault(self, wrong: str, right: str) -> None:
        self.faults.append(Fault(f"line {self.number}", wrong, right))


def read_sheets(source: bytes, name: str, worker: str, today: date, new_id: Callable[[], str]) -> list[Sheet]:
    """Give the sheets in `source`, all about one worker; BadForm names every fault and gives none.

    What stands in a faulty cell is not repeated: it may be somebody's name.
    """
    faults: list[Fault] = []
    rows = _rows(source, faults)
    found = [_answers(_Line(number, cells, faults), today) for number, cells in rows]
    if not faults and not found:
        faults.append(Fault("line 2", "There is no sheet in it.", "Write one line for each sheet."))
    if faults:
        raise BadForm(name, faults, "file")
    return [Sheet(id=new_id(), worker=worker, answers=answers) for answers in found]


def _rows(source: bytes, faults: list[Fault]) -> list[tuple[int, dict[str, str]]]:
    if len(source) > LARGEST:
        faults.append(Fault("the file", "It is larger than 2 MB.", "Cut it in two."))
        return []
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError:
        faults.append(Fault("the file", "It is not UTF-8.", "Save it anew as “CSV UTF-8”."))
        return []
    first = text.split("\n", 1)[0]
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ","
    )
    try:
        lines = [(reader.line_num, cells) for cells in reader]
    except csv.Error:
        faults.append(Fault(f"line {reader.line_num}", "It is no CSV.", "Save it anew from the spreadsheet."))
        return []
    names = [cell.strip().casefold() for cell in lines[0][1]] if lines else []
    _look_at_names(names, faults)
    if len(lines) - 1 > MOST_LINES:
        faults.append(Fault("the file", f"It has more than {MOST_LINES} lines.", "Cut it in two."))
    if faults:
        return []
    return [
        (number, _cells(number, names, cells, faults))
        for number, cells in lines[1:]
        if any(map(str.strip, cells))
    ]


def _look_at_names(names: list[str], faults: list[Fault]) -> None:
    known = (*NEEDED, *OPTIONAL)
    right = f"The first line names the columns: {', '.join(known)}."
    missing = [one for one in NEEDED if one not in names]
    if missing:
        faults.append(Fault("line 1", f"Columns are missing: {', '.join(missing)}.", right))
    for place, one in enumerate(names, 1):
        if one and one not in known:
            faults.append(Fault("line 1", f"Column {place} is not known here.", right))
        elif one and names.index(one) < place - 1:
            faults.append(Fault("line 1", f"The column {one} is there twice.", "Take one out."))


def _cells(number: int, names: list[str], cells: list[str], faults: list[Fault]) -> dict[str, str]:
    if any(cell.strip() for cell in cells[len(names) :]):
        wrong = f"It has {len(cells)} cells, the first line has {len(names)}."
        faults.append(
            Fault(f"line {number}", wrong, 'Put a text with a comma in it in quotes: "Kind, calm".')
        )
    return {name: " ".join(cell.split()) for name, cell in zip(names, cells, strict=False) if name}


def _answers(line: _Line, today: date) -> dict[str, Json]:
    """Give the answers of one line; what is wrong in it goes to the faults."""
    day = _day(line, today)
    who = line.cells.get(FROM, "").casefold()
    if who not in (SELF, FEEDBACK):
        line.fault("It does not say who it is from.", f"Write {SELF} or {FEEDBACK} under “{FROM}”.")
    answers: dict[str, Json] = {DAY: day.isoformat() if day else "", FROM: who}
    answers |= {value.value: mark for value in Value if (mark := _mark(line, value)) is not None}
    if not any(line.cells.get(value.value) for value in Value):
        line.fault(
            "None of the six Cs is rated.", "Write a number from 1 to 5 for one at least, or take it out."
        )
    for column, most in LONGEST.items():
        said = line.cells.get(column, "")
        if len(said) > most:
            line.fault(f"The {column} has more than {most} characters.", "Make it shorter.")
        if said:
            answers[column] = said
    if who == SELF:
        answers.pop(NAME, None)
    return answers


def _day(line: _Line, today: date) -> date | None:
    for way in _WAYS_TO_WRITE_A_DAY:
        try:
            day = datetime.strptime(line.cells.get(DAY, ""), way).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if day > today:
            line.fault("Its day is still to come.", "Write the day of the contact.")
        return day
    line.fault("Its day cannot be read.", "Write it as 2026-11-28 or 28/11/2026.")
    return None


def _mark(line: _Line, value: Value) -> int | None:
    said = line.cells.get(value.value, "")
    if not said:
        return None
    if said.isascii() and said.isdigit() and LOWEST <= int(said[:3]) <= HIGHEST and len(said) <= len("005"):
        return int(said)
    line.fault(
        f"{value.value.capitalize()} is no number from 1 to 5.", "Write 1, 2, 3, 4 or 5, or leave it empty."
    )
    return None
