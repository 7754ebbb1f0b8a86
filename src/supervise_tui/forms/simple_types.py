"""Reads what each type of question adds to a form file, but for the types that hold other questions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

from supervise_tui.forms.definition import (
    TEXT_LIMIT,
    ActionReviewQuestion,
    ActionsQuestion,
    AgendaQuestion,
    Among,
    ChoiceQuestion,
    ComputedQuestion,
    DateQuestion,
    DurationQuestion,
    EvidenceQuestion,
    Hints,
    LongTextQuestion,
    MatrixQuestion,
    NumberQuestion,
    Option,
    PersonQuestion,
    PlaceQuestion,
    Question,
    ScaleQuestion,
    SeveralQuestion,
    StandingName,
    Takes,
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
MOST_ROWS = 100
MOST_DECIMALS = 4
LONGEST_MINUTES = 100_000
WIDEST_SCALE = 11
"""Steps from one end to the other; more do not fit one line of the screen."""

Common: TypeAlias = "Mapping[str, Any]"
"""What all questions have, by the names of `Asked`."""


def read_id(keys: Keys) -> str:
    """An id: small letters, digits, underscores."""
    text = keys.line("id", required=True, example='"small_words"')
    if text in _NOT_AN_ID:
        right = f"It means something else in conditions; write {text}_said, or another word."
        keys.fault("id", f"“{text}” cannot be an id.", right)
        text = ""
    elif text and not ID_PATTERN.fullmatch(text):
        keys.fault("id", f"“{text[:60]}” cannot be an id.", "Use small letters, digits and _, like held_on.")
        text = ""
    keys.faults.shaky = keys.faults.shaky or not text
    return text


def read_options(
    keys: Keys, key: str, *, what: str = "option", required: bool = True, least: int = 2
) -> tuple[Option, ...]:
    """A list of {id, label}, such as the options of a choice or the fixed rows of a table."""
    options: list[Option] = []
    example = f'{key} = [{{ id = "home", label = "At home" }}, ...]'
    tables = keys.tables(key, required=required, example=example)
    if len(tables) > MOST_OPTIONS:
        keys.fault(key, f"There are {len(tables)} {what}s; {MOST_OPTIONS} fit.", "Make it a text question.")
    for path, values in tables[:MOST_OPTIONS]:
        inner = Keys(values, path, keys.around, keys.faults)
        option = Option(read_id(inner), inner.line("label", required=True, limit=120))
        inner.done()
        if option.id and option.id in {other.id for other in options}:
            inner.fault("id", f"The {what} “{option.id}” is there twice.", "Give each its own id.")
        options.append(option)
    if 0 < len(options) < least:
        keys.fault(key, "One option is no choice.", "Add another one.")
    return tuple(options)


def read_range(keys: Keys, most: int) -> tuple[int, int | None]:
    """How many there may be: `at_least` and `at_most`."""
    least = keys.whole("at_least", 0, least=0, most=most)
    highest = keys.whole("at_most", most, least=1, most=most) if keys.peek("at_most") is not None else None
    keys.raw("at_most")
    if highest is not None and least > highest:
        keys.fault("at_most", f"Nothing is at least {least} and at most {highest}.", "Swap the two.")
        least, highest = highest, least
    return least, highest


def read_text(keys: Keys, common: Common) -> Question:
    """One line."""
    return TextQuestion(
        **common,
        max_length=keys.whole("max_length", 200, least=1, most=2_000),
        hints=keys.word_or_none("hints", Hints),
        takes=keys.word_or_none("takes", Takes),
    )


def read_long_text(keys: Keys, common: Common) -> Question:
    """Many lines."""
    return LongTextQuestion(
        **common,
        max_length=keys.whole("max_length", TEXT_LIMIT, least=1, most=TEXT_LIMIT),
        prompts=keys.texts("prompts"),
        hints=keys.word_or_none("hints", Hints),
        takes=keys.word_or_none("takes", Takes),
    )


def read_choice(keys: Keys, common: Common) -> Question:
    """One of several."""
    return ChoiceQuestion(**common, options=read_options(keys, "options"))


def read_several(keys: Keys, common: Common) -> Question:
    """Any of several."""
    options = read_options(keys, "options")
    least, most = read_range(keys, MOST_OPTIONS)
    for key, number in (("at_least", least), ("at_most", most)):
        if options and number is not None and number > len(options):
            keys.fault(key, f"There are only {len(options)} options.", f"Write {key} = {len(options)}")
    return SeveralQuestion(**common, options=options, at_least=least, at_most=most)


def read_yes_no(keys: Keys, common: Common) -> Question:
    """Yes or no."""
    return YesNoQuestion(**common, not_applicable=keys.flag("not_applicable"))


def _ends(keys: Keys, steps: int = 0) -> tuple[int, int]:
    lowest = keys.whole("lowest", 1, least=0, most=10)
    highest = keys.whole("highest", lowest + steps - 1 if steps else 5, least=1, most=20 if steps else 10)
    if not 1 <= highest - lowest < WIDEST_SCALE:
        keys.fault("highest", f"A scale cannot go from {lowest} to {highest}.", "Put the larger number last.")
        return 1, 5
    return lowest, highest


def read_scale(keys: Keys, common: Common) -> Question:
    """A number between two ends, or a word for each step."""
    words = keys.texts("words", limit=60, most=WIDEST_SCALE)
    lowest, highest = _ends(keys, len(words))
    if words and len(words) != highest - lowest + 1:
        wrong = f"From {lowest} to {highest} there are {highest - lowest + 1} steps, but {len(words)} words."
        keys.fault("words", wrong, "Write one word for each step, the lowest first.")
        words = ()
    return ScaleQuestion(
        **common,
        lowest=lowest,
        highest=highest,
        lowest_label=keys.line("lowest_label", limit=40),
        highest_label=keys.line("highest_label", limit=40),
        words=words,
    )


def read_number(keys: Keys, common: Common) -> Question:
    """A number, whole or with decimals."""
    decimals = keys.whole("decimals", 0, least=0, most=MOST_DECIMALS)
    least = keys.number_or_none("at_least", whole=not decimals)
    most = keys.number_or_none("at_most", whole=not decimals)
    if least is not None and most is not None and least > most:
        keys.fault("at_most", f"No number is at least {least} and at most {most}.", "Swap the two.")
        least, most = most, least
    unit = keys.line("unit", limit=30)
    return NumberQuestion(**common, unit=unit, at_least=least, at_most=most, decimals=decimals)


def read_date(keys: Keys, common: Common) -> Question:
    """A day."""
    return DateQuestion(**common, not_before=keys.line("not_before"), not_after=keys.line("not_after"))


def read_time(_keys: Keys, common: Common) -> Question:
    """A time of day."""
    return TimeQuestion(**common)


def read_duration(keys: Keys, common: Common) -> Question:
    """How long."""
    return DurationQuestion(**common, at_most=keys.whole("at_most", 24 * 60, least=1, most=LONGEST_MINUTES))


def read_person(keys: Keys, common: Common) -> Question:
    """One person."""
    return PersonQuestion(**common, among=keys.word_or_none("among", Among) or Among.ANYONE)


def read_place(_keys: Keys, common: Common) -> Question:
    """A place."""
    return PlaceQuestion(**common)


def read_evidence(_keys: Keys, common: Common) -> Question:
    """What shows it."""
    return EvidenceQuestion(**common)


def read_computed(keys: Keys, common: Common) -> Question:
    """Worked out by the program."""
    return ComputedQuestion(**common, computes=keys.line("computes", required=True, example='"score.total"'))


def read_matrix(keys: Keys, common: Common) -> Question:
    """Fixed rows, each rated with the same options or on the same scale."""
    rows = read_options(keys, "rows", what="row", least=1)
    options = read_options(keys, "options", required=False)
    if options:
        return MatrixQuestion(**common, rows=rows, options=options)
    lowest, highest = _ends(keys)
    return MatrixQuestion(
        **common,
        rows=rows,
        lowest=lowest,
        highest=highest,
        lowest_label=keys.line("lowest_label", limit=40),
        highest_label=keys.line("highest_label", limit=40),
    )


def read_agenda(keys: Keys, common: Common) -> Question:
    """Agenda lines of both sides."""
    return AgendaQuestion(
        **common,
        lines=keys.whole("lines", 6, least=1, most=MOST_LINES),
        proposed=keys.texts("proposed"),
        standing=keys.words("standing", StandingName),
    )


def read_actions(keys: Keys, common: Common) -> Question:
    """Action points."""
    return ActionsQuestion(**common, lines=keys.whole("lines", 6, least=1, most=MOST_LINES))


def read_action_review(keys: Keys, common: Common) -> Question:
    """Open actions looked at again."""
    return ActionReviewQuestion(**common, of=keys.texts("of", limit=60))
