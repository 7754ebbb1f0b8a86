"""Checks one answer against its question and makes it canonical, or says in plain words what is wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from typing import assert_never

from supervise_tui.canonical import Json, tidy_text
from supervise_tui.forms.day_words import FIRST_YEAR, LAST_YEAR
from supervise_tui.forms.definition import (
    ActionsQuestion,
    AgendaQuestion,
    ChoiceQuestion,
    DateQuestion,
    LongTextQuestion,
    NumberQuestion,
    Question,
    ScaleQuestion,
    TextQuestion,
    TimeQuestion,
    YesNoQuestion,
)
from supervise_tui.problems import BadInput

NOT_APPLICABLE = "n/a"
ROW_TEXT_LIMIT = 2_000
"""Characters in one cell of an agenda line or an action point."""
ROWS_LIMIT = 100
ROW_ID_LIMIT = 64
LARGEST_NUMBER = 10**12
OWNERS = ("worker", "supervisor", "other")
RAISED_BY = ("worker", "supervisor", "both")
AGENDA_KEYS = ("id", "text", "by")
ACTION_KEYS = ("id", "what", "owner", "owner_name", "by", "how_known")

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d{1,15}", re.ASCII)
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_DECEIVING = frozenset("\u202d\u202e")
"""They turn the reading order of all that follows, so that a text could read as what it is not."""


def check_answer(question: Question, value: Json) -> Json:
    """Give `value` in its canonical form, None when it is empty; BadInput in plain words.

    A draft may be incomplete: what is missing is for `gaps`, not for here.
    """
    if value is None or value == "" or value == []:
        return None
    match question:
        case TextQuestion():
            return _fitting(" ".join(_clean(value).split()), question.max_length) or None
        case LongTextQuestion():
            return _fitting(_clean(value).rstrip(), question.max_length) or None
        case ChoiceQuestion():
            return _choice(question, value)
        case YesNoQuestion():
            return _yes_no(question, value)
        case ScaleQuestion():
            return _between(value, question.lowest, question.highest)
        case NumberQuestion():
            return _between(value, question.at_least, question.at_most)
        case DateQuestion():
            return _day(value)
        case TimeQuestion():
            return _time(value)
        case AgendaQuestion():
            return _rows(value, AGENDA_KEYS, "by", RAISED_BY)
        case ActionsQuestion():
            return _rows(value, ACTION_KEYS, "owner", OWNERS)
        case _:
            assert_never(question)


def _clean(value: Json) -> str:
    """Give text without control characters (a terminal would obey them) and deceiving ones."""
    if not isinstance(value, str):
        raise BadInput("This has to be text.", "Please type it in.")
    lines = _LINE_ENDS.sub("\n", value)
    kept = (c for c in lines if c in "\n\t" or (unicodedata.category(c) != "Cc" and c not in _DECEIVING))
    return tidy_text("".join(kept))


def _fitting(text: str, limit: int) -> str:
    over = len(text) - limit
    if over > 0:
        raise BadInput(
            f"This has {len(text):,} characters; {limit:,} fit.",
            f"Please shorten it by {over:,} character{'' if over == 1 else 's'}.",
        )
    return text


def _choice(question: ChoiceQuestion, value: Json) -> str:
    for option in question.options:
        if value == option.id:
            return option.id
    labels = ", ".join(option.label for option in question.options)
    raise BadInput("That is not one of the answers offered.", f"Choose one of: {labels}.")


def _yes_no(question: YesNoQuestion, value: Json) -> Json:
    if isinstance(value, bool):
        return value
    said = value.strip().casefold() if isinstance(value, str) else ""
    if said in {"yes", "y", "true"}:
        return True
    if said in {"no", "n", "false"}:
        return False
    if question.not_applicable:
        if said in {NOT_APPLICABLE, "na", "not applicable"}:
            return NOT_APPLICABLE
        raise BadInput("This is answered with yes, no or not applicable.", "Choose one of them.")
    raise BadInput("This is answered with yes or no.", "Choose one of them.")


def _whole(value: Json) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and _WHOLE.fullmatch(value.strip()):
        return int(value)
    raise BadInput("This has to be a whole number.", "Type it in digits, for example 60.")


def _between(value: Json, least: int | None, most: int | None) -> int:
    number = _whole(value)
    low = -LARGEST_NUMBER if least is None else least
    high = LARGEST_NUMBER if most is None else most
    if low <= number <= high:
        return number
    if least is not None and most is not None:
        raise BadInput(f"This has to be between {least:,} and {most:,}.", "Please type it again.")
    if number < low:
        raise BadInput(f"This has to be at least {low:,}.", "Please type it again.")
    raise BadInput(f"This can be at most {high:,}.", "Please type it again.")


def _day(value: Json) -> str:
    if not isinstance(value, str) or not _DAY.fullmatch(value.strip()):
        raise BadInput("This is not a day.", "Type it like 28/11/2026, or like: fri, in 2 weeks.")
    try:
        day = date.fromisoformat(value.strip())
    except ValueError as error:
        raise BadInput("The calendar has no such day.", "Please look at the day and the month.") from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadInput(f"The year {day.year} cannot be right.", "Please look at the year.")
    return day.isoformat()


def _time(value: Json) -> str:
    if isinstance(value, str) and _TIME.fullmatch(value.strip()):
        return value.strip()
    raise BadInput("This is not a time of day.", "Type it like 14:05 or 2.05pm.")


def _rows(value: Json, keys: tuple[str, ...], who_key: str, whos: tuple[str, ...]) -> Json:
    """Rows keep their order and may be half filled in; every cell is text."""
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise BadInput("This has to be a list of lines.", "Please add the lines one by one.")
    if len(value) > ROWS_LIMIT:
        raise BadInput(f"There are {len(value):,} lines; {ROWS_LIMIT} fit.", "Please take some out.")
    rows: list[Json] = []
    seen: set[str] = set()
    for number, row in enumerate(value, 1):
        assert isinstance(row, dict)  # noqa: S101 - all rows were checked above
        try:
            rows.append(_row(row, keys, who_key, whos, seen))
        except BadInput as problem:
            raise BadInput(f"Line {number}: {problem.sentence}", problem.cure) from problem
    return rows


def _row(
    row: Mapping[str, Json], keys: tuple[str, ...], who_key: str, whos: tuple[str, ...], seen: set[str]
) -> Json:
    if not set(row) <= set(keys):
        raise BadInput("This line holds something that does not belong there.")
    cells = {key: " ".join(_clean(row.get(key) or "").split()) for key in keys}
    if not 0 < len(cells["id"]) <= ROW_ID_LIMIT or cells["id"] in seen:
        raise BadInput("This line has no mark of its own.", "Please take it out and add it again.")
    seen.add(cells["id"])
    for key, text in cells.items():
        _fitting(text, ROW_TEXT_LIMIT)
        if key == who_key and text not in ("", *whos):
            raise BadInput("It does not say whose this is.", f"Choose one of: {', '.join(whos)}.")
    if who_key == "owner":
        cells["by"] = _day(cells["by"]) if cells["by"] else ""
        if cells["owner"] in ("worker", "supervisor"):
            cells["owner_name"] = ""
    return {key: cells[key] for key in keys}


def is_empty(value: Json) -> bool:
    """Whether nothing was said: None, blank text, no rows, or rows with nothing in them but their id.

    Who raised a line, or who does it, is chosen by the program for a new line, so it alone is nothing.
    """
    if value is None:
        return True
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, list):
        return all(is_empty_row(item) for item in value)
    return isinstance(value, dict) and not value


def is_empty_row(row: Json) -> bool:
    """Whether a row says nothing."""
    if not isinstance(row, dict):
        return is_empty(row)
    chosen = ("id", "owner") if "owner" in row else ("id", "by")
    return all(is_empty(cell) for key, cell in row.items() if key not in chosen)


def filled_rows(value: Json) -> Iterator[tuple[int, dict[str, str]]]:
    """Give the rows that say something, each with its number counted from 0 over all rows."""
    for number, row in enumerate(value if isinstance(value, list) else []):
        if isinstance(row, dict) and not is_empty_row(row):
            yield number, {key: str(cell) for key, cell in row.items()}
