"""Answers: checked and made canonical, shown in words, and what is still missing before sign-off."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias, assert_never

from supervise_tui.canonical import Json, tidy_text
from supervise_tui.forms.conditions import holds
from supervise_tui.forms.day_words import FIRST_YEAR, LAST_YEAR, long_date
from supervise_tui.forms.definition import (
    ActionsQuestion,
    AgendaQuestion,
    ChoiceQuestion,
    DateQuestion,
    Fact,
    Form,
    LongTextQuestion,
    NumberQuestion,
    Question,
    ScaleQuestion,
    Section,
    TextQuestion,
    TimeQuestion,
    YesNoQuestion,
)
from supervise_tui.problems import BadInput

Answers: TypeAlias = Mapping[str, Json]
Facts: TypeAlias = Mapping[str, Json]

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


# --- checking ---------------------------------------------------------------------------------


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


# --- what is shown, and what is empty ----------------------------------------------------------


def is_shown(part: Question | Section, answers: Answers, facts: Facts) -> bool:
    """Whether its own condition holds; `shown` also asks for the section and for hidden answers."""
    return holds(part.shown_when, answers, facts)


def shown(form: Form, answers: Answers, facts: Facts) -> list[tuple[Section, tuple[Question, ...]]]:
    """Give the sections and questions on view, in order; sections with nothing in view are left out.

    The answer to a question that is hidden now counts as not given for the conditions after it.
    """
    counted = dict(answers)
    view: list[tuple[Section, tuple[Question, ...]]] = []
    for section in form.sections:
        open_section = is_shown(section, counted, facts)
        on_view: list[Question] = []
        for question in section.questions:
            if open_section and is_shown(question, counted, facts):
                on_view.append(question)
            else:
                counted.pop(question.id, None)
        if on_view:
            view.append((section, tuple(on_view)))
    return view


def answers_to_sign(form: Form, answers: Answers, facts: Facts) -> dict[str, Json]:
    """Give the answers that a signature covers: those on view, without empty ones and empty rows.

    Ids that the form does not know are kept: they came from another version and are shown as such.
    """
    on_view = {question.id for _, questions in shown(form, answers, facts) for question in questions}
    known = {question.id for question in form.questions()}
    return {
        key: [row for row in value if not is_empty([row])] if isinstance(value, list) else value
        for key, value in answers.items()
        if (key in on_view or key not in known) and not is_empty(value)
    }


def is_required(question: Question, answers: Answers, facts: Facts) -> bool:
    """Whether an answer is needed now."""
    if isinstance(question.required, bool):
        return question.required
    return holds(question.required, answers, facts)


def is_empty(value: Json) -> bool:
    """Whether nothing was said: None, blank text, no rows, or rows with nothing in them but their id.

    Who raised a line, or who does it, is chosen by the program for a new line, so it alone is nothing.
    """
    if value is None:
        return True
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, list):
        return all(_is_empty_row(item) for item in value)
    return isinstance(value, dict) and not value


def _is_empty_row(row: Json) -> bool:
    if not isinstance(row, dict):
        return is_empty(row)
    chosen = ("id", "owner") if "owner" in row else ("id", "by")
    return all(is_empty(cell) for key, cell in row.items() if key not in chosen)


# --- what is still missing ---------------------------------------------------------------------


@dataclass(frozen=True)
class Gap:
    """Something that keeps a record from being signed: where it is, and a sentence about it."""

    section: str
    """The section's id."""
    question_id: str
    row: int | None
    """The row in an agenda or in actions, counted from 0 over all rows, blank ones too; or None."""
    sentence: str


def gaps(form: Form, answers: Answers, facts: Facts) -> list[Gap]:
    """Give everything that must be put right before sign-off, in the order of the form [SES-9]."""
    view = shown(form, answers, facts)
    found: list[Gap] = []
    for section, questions in view:
        for question in questions:
            found += [
                Gap(section.id, question.id, row, sentence)
                for row, sentence in _gaps_of(form, question, answers, facts)
            ]
    return found


def _gaps_of(
    form: Form, question: Question, answers: Answers, facts: Facts
) -> Iterator[tuple[int | None, str]]:
    value = answers.get(question.id)
    if is_empty(value):
        if is_required(question, answers, facts):
            yield None, f"“{question.label}” still needs an answer."
        return
    try:
        value = check_answer(question, value)
    except BadInput as problem:
        yield None, f"“{question.label}”: {problem}"
        return
    match question:
        case DateQuestion():
            yield from _date_gaps(form, question, value, answers, facts)
        case AgendaQuestion():
            yield from _agenda_gaps(value)
        case ActionsQuestion():
            yield from _action_gaps(form, value, answers, facts)
        case _:
            pass


def _date_gaps(
    form: Form, question: DateQuestion, value: Json, answers: Answers, facts: Facts
) -> Iterator[tuple[int | None, str]]:
    day = date.fromisoformat(str(value))
    for other, word in ((question.not_before, "before"), (question.not_after, "after")):
        limit = _limit(other, answers, facts)
        if limit is None or not (day < limit if word == "before" else day > limit):
            continue
        if other == "today":
            what = "is past already" if word == "before" else "is still to come"
            yield None, f"“{question.label}”: {long_date(day)} {what}."
        else:
            asked = form.question(other)
            label = asked.label if asked else other
            yield None, f"“{question.label}”: {long_date(day)} is {word} {long_date(limit)} (“{label}”)."


def _limit(other: str, answers: Answers, facts: Facts) -> date | None:
    if not other:
        return None
    value = facts.get("today") if other == "today" else answers.get(other)
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None  # that date is a gap of its own


def _agenda_gaps(value: Json) -> Iterator[tuple[int | None, str]]:
    for number, row in _filled_rows(value):
        if not row["text"]:
            yield number, f"Agenda line {number + 1} is empty."
        elif not row["by"]:
            yield number, f"Agenda line {number + 1} does not say who brought it."


def _action_gaps(form: Form, value: Json, answers: Answers, facts: Facts) -> Iterator[tuple[int | None, str]]:
    """[SES-9]: what, who and by when; not before the meeting, unless it was typed in from paper."""
    held_question = form.with_fact(Fact.HELD_ON)
    held_on = _limit(held_question.id, answers, facts) if held_question else None
    for number, row in _filled_rows(value):
        name = f"Action {number + 1}"
        if not row["what"]:
            yield number, f"{name} does not say what will be done."
        if not row["owner"]:
            yield number, f"{name} does not say who does it."
        elif row["owner"] == "other" and not row["owner_name"]:
            yield number, f"{name} is for somebody else, but does not say for whom."
        if not row["by"]:
            yield number, f"{name} has no date yet."
        elif (
            held_on and date.fromisoformat(row["by"]) < held_on and facts.get("meeting.on_paper") is not True
        ):
            yield (
                number,
                f"{name} is due before the supervision itself: {long_date(date.fromisoformat(row['by']))}.",
            )


def _filled_rows(value: Json) -> Iterator[tuple[int, dict[str, str]]]:
    for number, row in enumerate(value if isinstance(value, list) else []):
        if isinstance(row, dict) and not _is_empty_row(row):
            yield number, {key: str(cell) for key, cell in row.items()}


# --- in words ----------------------------------------------------------------------------------

_PEOPLE = {"worker": "Worker", "supervisor": "Supervisor", "both": "Both"}


def in_words(question: Question, value: Json, names: Mapping[str, str] | None = None) -> str:
    """Give an answer as people read it, on screen, on paper and read aloud; "" when it is empty.

    `names` may give the names for "worker" and "supervisor". Values that do not fit are shown as they are.
    """
    if is_empty(value):
        return ""
    match question:
        case TextQuestion() | LongTextQuestion() | TimeQuestion():
            return str(value)
        case ChoiceQuestion():
            return next((option.label for option in question.options if option.id == value), str(value))
        case YesNoQuestion():
            return _yes_no_in_words(value)
        case ScaleQuestion():
            return _scale_in_words(question, value)
        case NumberQuestion():
            return f"{value} {question.unit}".strip()
        case DateQuestion():
            return day_in_words(value)
        case AgendaQuestion() | ActionsQuestion():
            return "\n".join("; ".join(filter(None, row)) for row in rows_in_words(question, value, names))
        case _:
            assert_never(question)


def _yes_no_in_words(value: Json) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return "Not applicable" if value == NOT_APPLICABLE else str(value)


def _scale_in_words(question: ScaleQuestion, value: Json) -> str:
    label = {question.lowest: question.lowest_label, question.highest: question.highest_label}
    words = label.get(value, "") if isinstance(value, int) else ""
    return f"{value} of {question.highest}" + (f" ({words})" if words else "")


def day_in_words(value: Json) -> str:
    """Give "Saturday 28 November 2026" for ISO text; anything else as it stands."""
    try:
        return long_date(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)


def row_headings(question: AgendaQuestion | ActionsQuestion) -> list[str]:
    """Give the headings of the columns of `rows_in_words`."""
    match question:
        case AgendaQuestion():
            return ["What to talk about", "Brought by"]
        case ActionsQuestion():
            return ["What will be done", "Who", "By when", "How we will know"]
        case _:
            assert_never(question)


def rows_in_words(question: Question, value: Json, names: Mapping[str, str] | None = None) -> list[list[str]]:
    """Give the filled rows, one text a column (see `row_headings`); [] for every other type."""
    people = {**_PEOPLE, **(names or {})}
    rows = [row for _, row in _filled_rows(value)]
    match question:
        case AgendaQuestion():
            return [[row.get("text", ""), people.get(row.get("by", ""), row.get("by", ""))] for row in rows]
        case ActionsQuestion():
            return [_action_in_words(row, people) for row in rows]
        case _:
            return []


def _action_in_words(row: Mapping[str, str], people: Mapping[str, str]) -> list[str]:
    owner = row.get("owner", "")
    who = (row.get("owner_name", "") or "Somebody else") if owner == "other" else people.get(owner, "")
    by = row.get("by", "")
    return [row.get("what", ""), who, day_in_words(by) if by else "", row.get("how_known", "")]
