"""Reads one question of a form file: what all questions have, then what its type adds.

A new type is a class in definition.py and one small function here, named in `_READERS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeAlias

from supervise_tui.forms.definition import (
    TEXT_LIMIT,
    ActionsQuestion,
    AgendaQuestion,
    Asked,
    ChoiceQuestion,
    DateQuestion,
    Fact,
    LongTextQuestion,
    NumberQuestion,
    Option,
    Question,
    Role,
    ScaleQuestion,
    TextQuestion,
    TimeQuestion,
    YesNoQuestion,
)
from supervise_tui.forms.faults import Keys

ID_PATTERN = re.compile(r"[a-z][a-z0-9_]{0,59}")
_NOT_AN_ID = frozenset({"and", "or", "not", "in", "yes", "no", "true", "false", "today"})
"""Words that mean something in conditions and limits."""

MOST_OPTIONS = 60
MOST_LINES = 60
WIDEST_SCALE = 11
"""Steps from one end to the other; more do not fit one line of the screen."""


class QuestionType(StrEnum):
    """The words for `type` in a form file."""

    TEXT = "text"
    LONG_TEXT = "long-text"
    CHOICE = "choice"
    YES_NO = "yes-no"
    SCALE = "scale"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    AGENDA = "agenda"
    ACTIONS = "actions"


def read_question(keys: Keys) -> Question:
    """Read one question; its faults are noted in `keys`."""
    kind = keys.word_or_none("type", QuestionType, required=True)
    asked = Asked(
        id=read_id(keys),
        label=keys.line("label", required=True, limit=120),
        help=keys.text("help", limit=600),
        required=keys.flag_or_condition("required"),
        shown_when=keys.condition("shown_when"),
        answered_by=keys.word_or_none("answered_by", Role) or Role.BOTH,
        fact=keys.word_or_none("fact", Fact),
        unseen_with=keys.line("unseen_with"),
    )
    if kind is None:
        # Which other keys belong here depends on the type, so nothing is said of them.
        return TextQuestion(**vars(asked))
    question = _READERS[kind](keys, vars(asked))
    keys.done()
    return question


def read_id(keys: Keys) -> str:
    """An id: small letters, digits, underscores."""
    text = keys.line("id", required=True, example='"small_words"')
    if text and (not ID_PATTERN.fullmatch(text) or text in _NOT_AN_ID):
        keys.fault("id", f"“{text[:60]}” cannot be an id.", "Use small letters, digits and _, like held_on.")
    return text


_Common: TypeAlias = "Mapping[str, Any]"
"""What all questions have, by the names of `Asked`."""


def _text(keys: Keys, common: _Common) -> Question:
    longest = keys.whole("max_length", 200, least=1, most=2_000)
    return TextQuestion(**common, max_length=longest, default=keys.line("default", limit=longest))


def _long_text(keys: Keys, common: _Common) -> Question:
    return LongTextQuestion(
        **common,
        max_length=keys.whole("max_length", TEXT_LIMIT, least=1, most=TEXT_LIMIT),
        prompts=keys.texts("prompts"),
    )


def _choice(keys: Keys, common: _Common) -> Question:
    options: list[Option] = []
    example = 'options = [{ id = "home", label = "At home" }, ...]'
    tables = keys.tables("options", required=True, example=example)
    if len(tables) > MOST_OPTIONS:
        keys.fault(
            "options", f"There are {len(tables)} options; {MOST_OPTIONS} fit.", "Make it a text question."
        )
    for path, values in tables[:MOST_OPTIONS]:
        inner = Keys(values, path, keys.around, keys.faults)
        option = Option(read_id(inner), inner.line("label", required=True, limit=120))
        inner.done()
        if option.id and option.id in {other.id for other in options}:
            inner.fault("id", f"The option “{option.id}” is there twice.", "Give each its own id.")
        options.append(option)
    if len(options) == 1:
        keys.fault("options", "One option is no choice.", "Add another one.")
    return ChoiceQuestion(**common, options=tuple(options))


def _yes_no(keys: Keys, common: _Common) -> Question:
    return YesNoQuestion(**common, not_applicable=keys.flag("not_applicable"))


def _scale(keys: Keys, common: _Common) -> Question:
    lowest = keys.whole("lowest", 1, least=0, most=10)
    highest = keys.whole("highest", 5, least=1, most=10)
    if not 1 <= highest - lowest < WIDEST_SCALE:
        keys.fault("highest", f"A scale cannot go from {lowest} to {highest}.", "Put the larger number last.")
        lowest, highest = 1, 5
    return ScaleQuestion(
        **common,
        lowest=lowest,
        highest=highest,
        lowest_label=keys.line("lowest_label", limit=40),
        highest_label=keys.line("highest_label", limit=40),
    )


def _number(keys: Keys, common: _Common) -> Question:
    least, most = keys.whole_or_none("at_least"), keys.whole_or_none("at_most")
    if least is not None and most is not None and least > most:
        keys.fault("at_most", f"No number is at least {least} and at most {most}.", "Swap the two.")
        least, most = most, least
    return NumberQuestion(**common, unit=keys.line("unit", limit=30), at_least=least, at_most=most)


def _date(keys: Keys, common: _Common) -> Question:
    return DateQuestion(**common, not_before=keys.line("not_before"), not_after=keys.line("not_after"))


def _time(_keys: Keys, common: _Common) -> Question:
    return TimeQuestion(**common)


def _agenda(keys: Keys, common: _Common) -> Question:
    lines = keys.whole("lines", 6, least=1, most=MOST_LINES)
    return AgendaQuestion(**common, lines=lines, proposed=keys.texts("proposed"))


def _actions(keys: Keys, common: _Common) -> Question:
    return ActionsQuestion(**common, lines=keys.whole("lines", 6, least=1, most=MOST_LINES))


_READERS: Mapping[QuestionType, Callable[[Keys, _Common], Question]] = {
    QuestionType.TEXT: _text,
    QuestionType.LONG_TEXT: _long_text,
    QuestionType.CHOICE: _choice,
    QuestionType.YES_NO: _yes_no,
    QuestionType.SCALE: _scale,
    QuestionType.NUMBER: _number,
    QuestionType.DATE: _date,
    QuestionType.TIME: _time,
    QuestionType.AGENDA: _agenda,
    QuestionType.ACTIONS: _actions,
}
