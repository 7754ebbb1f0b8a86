"""Reads one question of a form file: what all questions have, then what its type adds.

A new type is a class in questions.py and one small function in simple_types.py (or here, if it holds
other questions), named in `_READERS`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import Enum, StrEnum
from typing import Any, TypeGuard

from supervise_tui.canonical import Json
from supervise_tui.forms import simple_types as simple
from supervise_tui.forms.answer_checks import check_answer
from supervise_tui.forms.definition import (
    DateQuestion,
    Fact,
    Function,
    GroupQuestion,
    Question,
    Role,
    RowAction,
    SimpleQuestion,
    TableQuestion,
    TextQuestion,
)
from supervise_tui.forms.faults import Keys, listed
from supervise_tui.forms.intervals import is_said_day
from supervise_tui.forms.simple_types import ID_PATTERN, Common, read_id
from supervise_tui.problems import BadInput

MOST_COLUMNS = 12
MOST_IN_A_GROUP = 60


class QuestionType(StrEnum):
    """The words for `type` in a form file."""

    TEXT = "text"
    LONG_TEXT = "long-text"
    CHOICE = "choice"
    SEVERAL = "several"
    YES_NO = "yes-no"
    SCALE = "scale"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    PERSON = "person"
    PLACE = "place"
    EVIDENCE = "evidence"
    COMPUTED = "computed"
    TABLE = "table"
    MATRIX = "matrix"
    GROUP = "group"
    AGENDA = "agenda"
    ACTIONS = "actions"
    ACTION_REVIEW = "action-review"


class Spot(Enum):
    """Where a question stands, which says what it may be."""

    SECTION = "section"
    GROUP = "group"
    GROUP_INSIDE = "group inside a group"
    COLUMN = "column"


_COLUMN_TYPES = frozenset(
    {
        QuestionType.TEXT,
        QuestionType.LONG_TEXT,
        QuestionType.CHOICE,
        QuestionType.YES_NO,
        QuestionType.SCALE,
        QuestionType.NUMBER,
        QuestionType.DATE,
        QuestionType.TIME,
        QuestionType.DURATION,
        QuestionType.PERSON,
    }
)
_ONE_VALUE = _COLUMN_TYPES - {QuestionType.PERSON} | {QuestionType.SEVERAL, QuestionType.PLACE}
"""Types whose answer can stand in a default."""
_JUDGED = _ONE_VALUE | {QuestionType.MATRIX}
"""Types whose answer can be compared in warns_when and the like."""
_NOT_IN_A_GROUP = frozenset({QuestionType.AGENDA, QuestionType.ACTION_REVIEW})
"""Their rows go over from one record to the next, so a record has them once."""


def read_question(keys: Keys, spot: Spot = Spot.SECTION) -> Question:
    """Read one question; its faults are noted in `keys`."""
    kind = keys.word_or_none("type", QuestionType, required=True)
    common = _common(keys, kind, spot)
    if kind is None:
        # Which other keys belong here depends on the type, so nothing is said of them.
        return TextQuestion(**common)
    if not _may_stand(kind, spot):
        _wrong_spot(keys, kind, spot)
        return TextQuestion(**common)
    question = _READERS[kind](keys, common, spot)
    if kind in _ONE_VALUE:
        question = _with_default(keys, question)
    keys.done()
    return question


def _may_stand(kind: QuestionType, spot: Spot) -> bool:
    if spot is Spot.COLUMN:
        return kind in _COLUMN_TYPES
    if spot is Spot.GROUP_INSIDE and kind is QuestionType.GROUP:
        return False
    return spot is Spot.SECTION or kind not in _NOT_IN_A_GROUP


def _wrong_spot(keys: Keys, kind: QuestionType, spot: Spot) -> None:
    keys.faults.shaky = True
    if spot is Spot.COLUMN:
        right = f"A column may be {listed(sorted(kind.value for kind in _COLUMN_TYPES))}."
        keys.fault("type", f"“{kind}” cannot be a column of a table.", right)
    elif kind is QuestionType.GROUP:
        keys.fault("type", "Groups go two deep, not three.", "Ask this in a table, or in a group of its own.")
    else:
        keys.fault("type", f"“{kind}” cannot stand in a group.", "Put it straight into a section.")


def _common(keys: Keys, kind: QuestionType | None, spot: Spot) -> dict[str, Any]:
    """What all questions have; keys that this type or this spot cannot have are left to be unknown."""
    common: dict[str, Any] = {
        "id": read_id(keys),
        "label": keys.line("label", required=True, limit=120),
        "help": keys.text("help", limit=600),
        "shown_when": keys.condition("shown_when"),
        "tags": keys.words("tags", Function),
    }
    computed = kind is QuestionType.COMPUTED
    if not computed:
        common["required"] = keys.flag_or_condition("required")
        common["by_program"] = keys.flag("by_program")
    if kind is None or kind in _JUDGED:
        common["warns_when"] = keys.condition("warns_when")
    if spot is Spot.COLUMN:
        return common
    common["answered_by"] = keys.word_or_none("answered_by", Role) or Role.BOTH
    if spot is Spot.SECTION:
        common["fact"] = keys.word_or_none("fact", Fact)
        common["unseen_with"] = keys.line("unseen_with")
    if not computed:
        common["comment"] = _comment(keys)
        common["evidence"] = kind is not QuestionType.EVIDENCE and keys.flag("evidence")
    if kind is None or kind in _JUDGED:
        common["comment_when"] = keys.condition("comment_when")
        common["offers_action_when"] = keys.condition("offers_action_when")
        if common["comment"] == "never" and common["comment_when"]:
            keys.fault("comment", "A comment cannot be needed and never be there.", "Take out one line.")
    return common


def _comment(keys: Keys) -> str:
    word = keys.line("comment")
    if word not in ("", "may", "never"):
        keys.fault("comment", f"“{word[:60]}” cannot stand for “comment”.", "Write one of: may, never.")
        return ""
    return word


def _with_default(keys: Keys, question: Question) -> Question:
    given = keys.raw("default")
    if given is None or given == "":
        return question
    if isinstance(question, DateQuestion) and isinstance(given, str) and is_said_day(given):
        return replace(question, default=" ".join(given.casefold().split()))
    try:
        if not _is_json(given):
            raise BadInput("A day or a time stands without quotes.", "Put it in quotes.")
        return replace(question, default=check_answer(question, given))
    except BadInput as problem:
        keys.fault("default", f"This cannot be the answer. {problem.sentence}", problem.cure)
        return question


def _is_json(value: object) -> TypeGuard[Json]:
    if isinstance(value, list):
        return all(_is_json(item) for item in value)
    return not isinstance(value, datetime.date | datetime.time | dict)


def _inner(keys: Keys, key: str, most: int, spot: Spot) -> tuple[Question, ...]:
    tables = keys.tables(key, required=True, example=f"[[section.question.{key}]]")
    if len(tables) > most:
        keys.fault(key, f"There are {len(tables)}; {most} fit.", "Make it shorter.")
    found: list[Question] = []
    for number, (path, values) in enumerate(tables[:most], 1):
        name = values.get("id")
        named = name if isinstance(name, str) and ID_PATTERN.fullmatch(name) else number
        around = f"{keys.around}, {'column' if spot is Spot.COLUMN else 'question'} {named}"
        question = read_question(Keys(values, path, around, keys.faults), spot)
        if question.id == "id":
            keys.faults.add((*path, "id"), around, "“id” is the row's own name.", "Choose another id.")

        found.append(question)
    return tuple(found)


def _table(keys: Keys, common: Common, _spot: Spot) -> Question:
    columns = _inner(keys, "column", MOST_COLUMNS, Spot.COLUMN)
    rows = simple.read_options(keys, "rows", what="row", required=False, least=1)
    counted_by = keys.line("counted_by")
    least, most = simple.read_range(keys, simple.MOST_ROWS)
    ways = [key for key in ("rows", "counted_by", "at_least", "at_most") if keys.peek(key) is not None]
    if len(ways) > 1 and set(ways) not in ({"at_least", "at_most"}, {"rows", "at_least"}):
        wrong = f"{listed(f'“{way}”' for way in ways)}: only one can say how many rows there are."
        keys.fault(ways[1], wrong, "Take out the others.")
    if rows and least > len(rows):
        keys.fault("at_least", f"There are only {len(rows)} rows.", "Ask for fewer, or add rows.")
    return TableQuestion(
        **common,
        columns=tuple(column for column in columns if isinstance(column, SimpleQuestion)),
        rows=rows,
        counted_by=counted_by,
        at_least=least,
        at_most=most,
        initialled_by=_initials(keys),
        raises=_raises(keys, named_rows=bool(rows)),
        lines=keys.whole("lines", 4, least=1, most=simple.MOST_LINES),
    )


def _initials(keys: Keys) -> Role | None:
    role = keys.word_or_none("initialled_by", Role)
    if role is Role.BOTH:
        keys.fault("initialled_by", "“both” cannot initial a row.", "Name one of those who sign.")
        return None
    return role


def _raises(keys: Keys, *, named_rows: bool = False) -> RowAction | None:
    """How each row becomes an action, in an inline table; a row that has a name may say what by it."""
    values = keys.raw("raises")
    if values is None:
        return None
    if not isinstance(values, dict):
        right = 'Write it like: raises = { what = "objective", by = "by_when" }'
        keys.fault("raises", "“raises” has to be a table.", right)
        return None
    inner = Keys(values, (*keys.path, "raises"), keys.around, keys.faults)
    owner = inner.word_or_none("owner", Role) or Role.WORKER
    if owner not in (Role.WORKER, Role.SUPERVISOR):
        inner.fault("owner", f"“{owner}” cannot be who does it.", "Write worker or supervisor.")
        owner = Role.WORKER
    raised = RowAction(
        what=inner.line("what", required=not named_rows, example='"objective"'),
        by=inner.line("by", required=True, example='"by_when"'),
        how_known=inner.line("how_known"),
        who=inner.line("who"),
        owner=owner,
    )
    inner.done()
    return raised


def _group(keys: Keys, common: Common, spot: Spot) -> Question:
    inside = Spot.GROUP if spot is Spot.SECTION else Spot.GROUP_INSIDE
    questions = _inner(keys, "question", MOST_IN_A_GROUP, inside)
    least, most = simple.read_range(keys, simple.MOST_ROWS)
    return GroupQuestion(
        **common,
        questions=questions,
        at_least=least,
        at_most=most,
        row_title=keys.line("row_title", limit=40),
        initialled_by=_initials(keys),
        raises=_raises(keys),
    )


_Reader = Callable[[Keys, Common, Spot], Question]


def _plain(read: Callable[[Keys, Common], Question]) -> _Reader:
    return lambda keys, common, _spot: read(keys, common)


_READERS: Mapping[QuestionType, _Reader] = {
    QuestionType.TEXT: _plain(simple.read_text),
    QuestionType.LONG_TEXT: _plain(simple.read_long_text),
    QuestionType.CHOICE: _plain(simple.read_choice),
    QuestionType.SEVERAL: _plain(simple.read_several),
    QuestionType.YES_NO: _plain(simple.read_yes_no),
    QuestionType.SCALE: _plain(simple.read_scale),
    QuestionType.NUMBER: _plain(simple.read_number),
    QuestionType.DATE: _plain(simple.read_date),
    QuestionType.TIME: _plain(simple.read_time),
    QuestionType.DURATION: _plain(simple.read_duration),
    QuestionType.PERSON: _plain(simple.read_person),
    QuestionType.PLACE: _plain(simple.read_place),
    QuestionType.EVIDENCE: _plain(simple.read_evidence),
    QuestionType.COMPUTED: _plain(simple.read_computed),
    QuestionType.TABLE: _table,
    QuestionType.MATRIX: _plain(simple.read_matrix),
    QuestionType.GROUP: _group,
    QuestionType.AGENDA: _plain(simple.read_agenda),
    QuestionType.ACTIONS: _plain(simple.read_actions),
    QuestionType.ACTION_REVIEW: _plain(simple.read_action_review),
}
