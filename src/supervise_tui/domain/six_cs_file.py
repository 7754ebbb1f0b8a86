"""Reads sheets of ratings of the six Cs from a CSV file: every fault with its line and what to do, or all.

    day,from,care,compassion,competence,communication,courage,commitment,comment,where,name,worker
    2026-11-28,feedback,5,4,4,5,,4,Always knocks,at home,,Ania Kowalska

The first line names the columns, in any order; `comment`, `where`, `name` and `worker` may be missing, the
last one where it is known whose sheets they are. Comma or semicolon, UTF-8, as spreadsheets save it.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from supervise_tui.canonical import Json, fingerprint_of, tidy_text
from supervise_tui.domain.six_cs import HIGHEST, LOWEST
from supervise_tui.domain.six_cs_sheet import COMMENT, DAY, FEEDBACK, FROM, NAME, SELF, WHERE, Sheet
from supervise_tui.forms.appraisal_bands import Value
from supervise_tui.problems import BadForm, Fault

NEEDED = (DAY, FROM, *(value.value for value in Value))
WORKER = "worker"
OPTIONAL = (COMMENT, WHERE, NAME, WORKER)
LARGEST = 2_000_000
"""Bytes of a file."""
MOST_LINES = 5_000
LETTERS_OF_AN_ID = 16
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


def read_sheets(
    source: bytes, name: str, today: date, workers: Mapping[str, str], only: str = ""
) -> list[Sheet]:
    """Give the sheets in `source`; BadForm names every fault and gives none.

    `workers` gives ids by whole names; `only` is the id of the one worker whose sheets they are, and then
    a column `worker` is not needed. A sheet of the same file has the same id each time it is read.
    What stands in a faulty cell is not repeated: it may be somebody's name.
    """
    faults: list[Fault] = []
    known = {" ".join(tidy_text(one).casefold().split()): worker for one, worker in workers.items()}
    rows = _rows(source, faults, needs_worker=not only)
    found = []
    for number, cells in rows:
        line = _Line(number, cells, faults)
        found.append((_whose(line, known, only), _answers(line, today)))
    if not faults and not found:
        faults.append(Fault("line 2", "There is no sheet in it.", "Write one line for each sheet."))
    if faults:
        raise BadForm(name, sorted(faults, key=_line_of), "file")
    return _sheets(found)


def _line_of(fault: Fault) -> int:
    number = fault.where.removeprefix("line ")
    return int(number) if number.isdigit() else 0


def _whose(line: _Line, known: Mapping[str, str], only: str) -> str:
    said = line.cells.get(WORKER, "").casefold()
    found = known.get(said, "")
    if only and said and found != only:
        line.fault("It is about somebody else.", "Take the line out, or bring the file in for everybody.")
    elif not only and not found:
        line.fault(
            "There is no worker of that name here." if said else "It does not say whom it is about.",
            f"Write the whole name under “{WORKER}”, as on the file.",
        )
    return only or found


def _sheets(found: Iterable[tuple[str, dict[str, Json]]]) -> list[Sheet]:
    """Give each an id of what stands in it, so that a file that is brought in twice counts once."""
    seen: Counter[str] = Counter()
    sheets = []
    for worker, answers in found:
        print_of = fingerprint_of({"worker": worker, "answers": answers})
        seen[print_of] += 1
        sheet_id = fingerprint_of([print_of, seen[print_of]])[:LETTERS_OF_AN_ID]
        sheets.append(Sheet(id=sheet_id, worker=worker, answers=answers))
    return sheets


def _rows(source: bytes, faults: list[Fault], *, needs_worker: bool) -> list[tuple[int, dict[str, str]]]:
    if len(source) > LARGEST:
        faults.append(Fault("the file", "It is larger than 2 MB.", "Cut it in two."))
        return []
    try:
        text = tidy_text(source.decode("utf-8-sig"))
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
    _look_at_names(names, faults, (*NEEDED, WORKER) if needs_worker else NEEDED)
    if len(lines) - 1 > MOST_LINES:
        faults.append(Fault("the file", f"It has more than {MOST_LINES} lines.", "Cut it in two."))
    if faults:
        return []
    return [
        (number, _cells(number, names, cells, faults))
        for number, cells in lines[1:]
        if any(map(str.strip, cells))
    ]


def _look_at_names(names: list[str], faults: list[Fault], needed: Sequence[str]) -> None:
    known = (*NEEDED, *OPTIONAL)
    right = f"The first line names the columns: {', '.join(known)}."
    missing = [one for one in needed if one not in names]
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
