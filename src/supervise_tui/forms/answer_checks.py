"""Checks one answer against its question and makes it canonical, or says in plain words what is wrong."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import assert_never

from supervise_tui.canonical import Json
from supervise_tui.forms.blanks import (
    NOT_APPLICABLE,
    filled_rows,
    is_blank_row,
    is_empty,
    is_empty_row,
    is_unanswered,
)
from supervise_tui.forms.clean_text import clean, fitting, one_line
from supervise_tui.forms.day_words import FIRST_YEAR, LAST_YEAR
from supervise_tui.forms.definition import (
    ActionReviewQuestion,
    ActionsQuestion,
    AgendaQuestion,
    Among,
    ChoiceQuestion,
    ComputedQuestion,
    DateQuestion,
    DurationQuestion,
    EvidenceQuestion,
    GroupQuestion,
    LongTextQuestion,
    MatrixQuestion,
    NumberQuestion,
    PersonQuestion,
    PlaceQuestion,
    Question,
    ScaleQuestion,
    SeveralQuestion,
    TableQuestion,
    TextQuestion,
    TimeQuestion,
    YesNoQuestion,
)
from supervise_tui.forms.durations import parse_duration, say_duration
from supervise_tui.forms.row_checks import (
    ROWS_LIMIT,
    check_action_review,
    check_actions,
    check_agenda,
    check_evidence,
    check_matrix,
    check_rows,
    kept_as_it_is,
)
from supervise_tui.problems import BadInput

__all__ = [
    "NOT_APPLICABLE",
    "ROWS_LIMIT",
    "check_answer",
    "filled_rows",
    "is_blank_row",
    "is_empty",
    "is_empty_row",
    "is_unanswered",
]

LARGEST_NUMBER = 10**12
PLACE_LIMIT = 200
NAME_LIMIT = 120

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d{1,15}", re.ASCII)
_DECIMAL = re.compile(r"[+-]?\d{1,15}[.,]\d{1,15}", re.ASCII)


def check_answer(question: Question, value: Json) -> Json:  # noqa: PLR0911, RUF100 - one line a type
    """Give `value` in its canonical form, None when it is empty; BadInput in plain words.

    A draft may be incomplete: what is missing is for `gaps`, not for here.
    """
    if value is None or value in ("", [], {}):
        return None
    match question:
        case TextQuestion():
            return fitting(one_line(value), question.max_length) or None
        case LongTextQuestion():
            return fitting(clean(value).rstrip(), question.max_length) or None
        case PlaceQuestion():
            return fitting(one_line(value), PLACE_LIMIT) or None
        case ChoiceQuestion():
            return _choice(question, value)
        case SeveralQuestion():
            return _several(question, value)
        case YesNoQuestion():
            return _yes_no(question, value)
        case ScaleQuestion():
            return _between(_whole(value), question.lowest, question.highest)
        case NumberQuestion():
            number = _decimal(value, question.decimals) if question.decimals else _whole(value)
            return _between(number, question.at_least, question.at_most)
        case DateQuestion():
            return check_day(value)
        case TimeQuestion():
            return _time(value)
        case DurationQuestion():
            return _duration(question, value)
        case PersonQuestion():
            return _person(question, value)
        case ComputedQuestion():
            return kept_as_it_is(value)
        case EvidenceQuestion():
            return check_evidence(value)
        case AgendaQuestion():
            return check_agenda(value)
        case ActionsQuestion():
            return check_actions(value, check_day)
        case ActionReviewQuestion():
            return check_action_review(value, check_day)
        case MatrixQuestion():
            return check_matrix(question, value, check_answer)
        case TableQuestion() | GroupQuestion():
            return check_rows(question, value, check_answer)
        case _:
            assert_never(question)


def _choice(question: ChoiceQuestion, value: Json) -> str:
    for option in question.options:
        if value == option.id:
            return option.id
    labels = ", ".join(option.label for option in question.options)
    raise BadInput("That is not one of the answers offered.", f"Choose one of: {labels}.")


def _several(question: SeveralQuestion, value: Json) -> Json:
    if not isinstance(value, list):
        raise BadInput("This has to be a list of answers.", "Choose some of those offered.")
    known = {option.id for option in question.options}
    if any(not isinstance(item, str) or item not in known for item in value):
        labels = ", ".join(option.label for option in question.options)
        raise BadInput("That is not one of the answers offered.", f"Choose some of: {labels}.")
    chosen: list[Json] = [option.id for option in question.options if option.id in value]
    if question.at_most is not None and len(chosen) > question.at_most:
        raise BadInput(f"There are {len(chosen)}; {question.at_most} at most.", "Please take some out.")
    return chosen


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


def _decimal(value: Json, places: int) -> float:
    """A number with up to `places` decimals; whole ones as int, so that each is kept in one way only."""
    if isinstance(value, str) and _DECIMAL.fullmatch(value.strip()):
        number = float(value.strip().replace(",", "."))
    elif isinstance(value, float) and math.isfinite(value):
        number = value
    else:
        return _whole(value)
    rounded = round(number, places)
    if rounded != number:
        words = "1 decimal fits" if places == 1 else f"{places} decimals fit"
        raise BadInput(f"After the point, {words}.", "Please round it.")
    return int(rounded) if rounded.is_integer() else rounded


def _between(number: float, least: float | None, most: float | None) -> float:
    low = -LARGEST_NUMBER if least is None else least
    high = LARGEST_NUMBER if most is None else most
    if low <= number <= high:
        return number
    if least is not None and most is not None:
        raise BadInput(f"This has to be between {least:,} and {most:,}.", "Please type it again.")
    if number < low:
        raise BadInput(f"This has to be at least {low:,}.", "Please type it again.")
    raise BadInput(f"This can be at most {high:,}.", "Please type it again.")


def check_day(value: Json) -> str:
    """Give a day as ISO text."""
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


def _duration(question: DurationQuestion, value: Json) -> int:
    minutes = parse_duration(value) if isinstance(value, str) else _whole(value)
    if minutes < 0:
        raise BadInput("A length of time cannot be less than nothing.", "Type it like 1h 30, or 90 min.")
    if minutes > question.at_most:
        raise BadInput(f"This can be at most {say_duration(question.at_most)}.", "Please type it again.")
    return minutes


def _person(question: PersonQuestion, value: Json) -> Json:
    given = {"person": "", "name": value} if isinstance(value, str) else value
    if not isinstance(given, dict) or not set(given) <= {"person", "name"}:
        raise BadInput("This has to be a person.", "Choose one, or type the name.")
    kept = {
        "person": fitting(one_line(given.get("person") or ""), 64),
        "name": fitting(one_line(given.get("name") or ""), NAME_LIMIT),
    }
    if not any(kept.values()):
        return None
    if question.among is Among.WORKERS and not kept["person"]:
        raise BadInput("This has to be one of your workers.", "Choose one from the list.")
    return dict(kept)
