"""Checks answers that are made of rows, and makes them canonical."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from supervise_tui.canonical import Json, canonical_bytes, parse
from supervise_tui.forms.blanks import (
    ACTION_KEYS,
    ACTION_MORE,
    AGENDA_KEYS,
    AGENDA_MORE,
    OWNERS,
    RAISED_BY,
    inner_questions,
)
from supervise_tui.forms.clean_text import fitting, one_line
from supervise_tui.forms.definition import (
    Function,
    GroupQuestion,
    MatrixQuestion,
    Question,
    TableQuestion,
    comment_key,
    comment_question,
    evidence_key,
    evidence_question,
    row_question,
)
from supervise_tui.problems import BadInput

ROW_TEXT_LIMIT = 2_000
"""Characters in one cell of an agenda line or an action point."""
ROWS_LIMIT = 100
ROW_ID_LIMIT = 64
STRANGE_LIMIT = 100_000
"""Bytes of a cell that came from another version of the form."""

AGENDA_OUTCOMES = ("reached", "deferred", "not-reached")
REVIEW_KEYS = ("action", "what", "owner", "owner_name", "by", "outcome", "why", "new_date", "evidence")
REVIEW_MORE = ("plan",)
REVIEW_OUTCOMES = ("done", "in-hand", "not-done", "dropped", "carried")
EVIDENCE_KEYS = ("id", "kind", "ref", "text")
EVIDENCE_KINDS = ("record", "action", "duty", "file", "other")

_FUNCTIONS = tuple(function.value for function in Function)
_KEY = re.compile(r"[a-z][a-z0-9_]{0,59}(~[a-z]{1,20})?")

Check = Callable[[Question, Json], Json]
CheckDay = Callable[[Json], str]


def check_agenda(value: Json) -> Json:
    """Agenda lines; what is optional is kept only where it says something."""
    allowed = {"by": RAISED_BY, "function": _FUNCTIONS, "outcome": AGENDA_OUTCOMES}
    rows: list[Json] = []
    for number, cells in _texts(value, AGENDA_KEYS, AGENDA_MORE, "id"):
        _one_of(number, cells, allowed, {"by": "It does not say whose this is."})
        rows.append(_without_blanks(cells, AGENDA_MORE))
    return rows


def check_actions(value: Json, check_day: CheckDay) -> Json:
    """Action points; owner_name belongs to other owners only."""
    allowed = {"owner": OWNERS, "function": _FUNCTIONS}
    rows: list[Json] = []
    for number, cells in _texts(value, ACTION_KEYS, ACTION_MORE, "id"):
        _one_of(number, cells, allowed, {"owner": "It does not say whose this is."})
        cells["by"] = _day_or_none(number, cells["by"], check_day)
        if cells["owner"] in ("worker", "supervisor"):
            cells["owner_name"] = ""
        rows.append(_without_blanks(cells, ACTION_MORE))
    return rows


def check_action_review(value: Json, check_day: CheckDay) -> Json:
    """Open actions and what became of them; a mark says which action it is."""
    allowed = {"owner": OWNERS, "outcome": REVIEW_OUTCOMES}
    rows: list[Json] = []
    for number, cells in _texts(value, REVIEW_KEYS, REVIEW_MORE, "action"):
        _one_of(number, cells, allowed, {"outcome": "It does not say what became of it."})
        cells["by"] = _day_or_none(number, cells["by"], check_day)
        cells["new_date"] = _day_or_none(number, cells["new_date"], check_day)
        rows.append(_without_blanks(cells, REVIEW_MORE))
    return rows


def check_evidence(value: Json) -> Json:
    """Links to what shows something."""
    rows: list[Json] = []
    for number, cells in _texts(value, EVIDENCE_KEYS, (), "id"):
        _one_of(number, cells, {"kind": EVIDENCE_KINDS}, {"kind": "It does not say what it is."})
        rows.append(dict(cells))
    return rows


def check_matrix(question: MatrixQuestion, value: Json, check: Check) -> Json:
    """One answer for each row; rows of another version of the form are kept, after the others."""
    if not isinstance(value, dict):
        raise BadInput("This has to be an answer for each row.", "Choose one in each row.")
    kept: dict[str, Json] = {}
    for row in question.rows:
        try:
            answer = check(row_question(question, row), value.get(row.id))
        except BadInput as problem:
            raise BadInput(f"“{row.label}”: {problem.sentence}", problem.cure) from problem
        if answer is not None:
            kept[row.id] = answer
    kept.update(_strange(value, {row.id for row in question.rows}))
    return kept or None


def check_rows(question: TableQuestion | GroupQuestion, value: Json, check: Check) -> Json:
    """Rows of a table or a group: each cell by its own question, blank ones left out."""
    inner = inner_questions(question)
    fixed = {row.id: row.label for row in question.rows} if isinstance(question, TableQuestion) else {}
    marks: set[str] = set()
    rows: list[Json] = []
    for number, row in enumerate(_listed(value), 1):
        try:
            kept = _row(row, inner, marks, check)
        except BadInput as problem:
            name = f"“{fixed[str(row.get('id'))]}”" if str(row.get("id")) in fixed else f"Line {number}"
            raise BadInput(f"{name}: {problem.sentence}", problem.cure) from problem
        rows.append(kept)
    return _in_fixed_order(rows, list(fixed))


def _in_fixed_order(rows: list[Json], order: Sequence[str]) -> Json:
    """Fixed rows in the order of the form; those of another version of the form after them."""
    if not order:
        return rows
    place = {row_id: number for number, row_id in enumerate(order)}
    return sorted(rows, key=lambda row: place.get(str(row["id"]), len(order)) if isinstance(row, dict) else 0)


def _row(row: Mapping[str, Json], inner: Mapping[str, Question], marks: set[str], check: Check) -> Json:
    kept: dict[str, Json] = {"id": _mark(row.get("id"), marks)}
    for question in inner.values():
        for asked in (question, comment_question(question), evidence_question(question)):
            if row.get(asked.id) is None:
                continue
            try:
                answer = check(asked, row[asked.id])
            except BadInput as problem:
                raise BadInput(f"“{asked.label}”: {problem.sentence}", problem.cure) from problem
            if answer is not None:
                kept[asked.id] = answer
    known = {"id", *inner, *(comment_key(key) for key in inner), *(evidence_key(key) for key in inner)}
    return {**kept, **_strange(row, known)}


def _strange(row: Mapping[str, Json], known: set[str]) -> dict[str, Json]:
    """Cells that this version of the form does not know: kept, for what was written is not dropped."""
    left = {key: value for key, value in row.items() if key not in known and value is not None}
    if len(left) > ROWS_LIMIT or not all(_KEY.fullmatch(key) for key in left):
        raise BadInput("This line holds something that does not belong there.", "Please take it out.")
    return {key: kept_as_it_is(value) for key, value in sorted(left.items())}


def kept_as_it_is(value: Json) -> Json:
    """Give a value that no question describes, as canonical JSON keeps it."""
    try:
        raw = canonical_bytes(value)
        kept = parse(raw)
        canonical_bytes(kept)  # a large number with a point comes back as a whole one, which may be too large
    except (BadInput, TypeError, AttributeError) as error:
        raise BadInput("This cannot be kept.", "Please take it out.") from error
    if len(raw) > STRANGE_LIMIT:
        raise BadInput("This is too large to be kept.", "Please shorten it.")
    return kept


def _listed(value: Json) -> list[Mapping[str, Json]]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise BadInput("This has to be a list of lines.", "Please add the lines one by one.")
    if len(value) > ROWS_LIMIT:
        raise BadInput(f"There are {len(value):,} lines; {ROWS_LIMIT} fit.", "Please take some out.")
    return [row for row in value if isinstance(row, dict)]


def _texts(
    value: Json, keys: Sequence[str], more: Sequence[str], mark: str
) -> list[tuple[int, dict[str, str]]]:
    """Rows in which every cell is text; they keep their order and may be half filled in."""
    found: list[tuple[int, dict[str, str]]] = []
    marks: set[str] = set()
    for number, row in enumerate(_listed(value), 1):
        try:
            if not set(row) <= {*keys, *more}:
                raise BadInput("This line holds something that does not belong there.")
            cells = {key: one_line(row.get(key) or "") for key in (*keys, *more)}
            cells[mark] = _mark(cells[mark], marks)
            for text in cells.values():
                fitting(text, ROW_TEXT_LIMIT)
        except BadInput as problem:
            raise BadInput(f"Line {number}: {problem.sentence}", problem.cure) from problem
        found.append((number, cells))
    return found


def _mark(value: Json, marks: set[str]) -> str:
    mark = one_line(value or "")
    if not 0 < len(mark) <= ROW_ID_LIMIT or mark in marks:
        raise BadInput("This line has no mark of its own.", "Please take it out and add it again.")
    marks.add(mark)
    return mark


def _one_of(
    number: int, cells: Mapping[str, str], allowed: Mapping[str, Sequence[str]], said: Mapping[str, str]
) -> None:
    for key, words in allowed.items():
        if cells[key] and cells[key] not in words:
            wrong = said.get(key, f"“{key}” cannot be that.")
            raise BadInput(f"Line {number}: {wrong}", f"Choose one of: {', '.join(words)}.")


def _day_or_none(number: int, text: str, check_day: CheckDay) -> str:
    try:
        return check_day(text) if text else ""
    except BadInput as problem:
        raise BadInput(f"Line {number}: {problem.sentence}", problem.cure) from problem


def _without_blanks(cells: Mapping[str, str], optional: Sequence[str]) -> dict[str, Json]:
    return {key: text for key, text in cells.items() if text or key not in optional}
