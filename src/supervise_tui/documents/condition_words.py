"""Conditions in plain words, for paper: there the program cannot show and hide what is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from supervise_tui.canonical import Json
from supervise_tui.documents.fact_words import HOLDS, HOLDS_NOT, NOUNS, PLURAL
from supervise_tui.forms.answers import in_words, plain_words
from supervise_tui.forms.conditions import (
    OWN_ANSWER,
    Both,
    Comparison,
    Condition,
    Either,
    Literal,
    Name,
    Node,
    Not,
)
from supervise_tui.forms.day_words import day_in_words
from supervise_tui.forms.definition import (
    ChoiceQuestion,
    DateQuestion,
    DurationQuestion,
    MatrixQuestion,
    NumberQuestion,
    Question,
    ScaleQuestion,
    SeveralQuestion,
    TimeQuestion,
    YesNoQuestion,
    row_question,
)

_OPPOSITE: Final = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_MIRRORED: Final = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_SIGNS: Final = {
    "==": "is",
    "!=": "is not",
    "<": "is less than",
    "<=": "is at most",
    ">": "is more than",
    ">=": "is at least",
}
_IN_TIME: Final = _SIGNS | {
    "<": "is before",
    "<=": "is not after",
    ">": "is after",
    ">=": "is not before",
}
_ORDERED: Final = ("<", "<=", ">", ">=")
_DAYS: Final = (
    "today",
    "meeting.last_on",
    "worker.started_on",
    "worker.induction_ends_on",
    "worker.probation_ends_on",
)

Side: TypeAlias = Literal | Name


class ConditionWords:
    """Puts the conditions of one form in words; `asked` are the questions that they may name."""

    def __init__(self, asked: dict[str, Question]) -> None:
        self._asked = asked

    def say(self, condition: str, own: Question | None = None) -> str:
        """Give the words after "if": "“Was anyone hurt?” is Yes"; `own` is the question of `answer`."""
        return self._node(Condition.parse(condition).tree, own)

    # -- and, or, not ----------------------------------------------------------------------------

    def _node(self, node: Node, own: Question | None, *, inside: bool = False, holds: bool = True) -> str:
        match node:
            case Comparison():
                return self._compared(node, own, holds=holds)
            case Not(part):
                return self._node(part, own, inside=inside, holds=not holds)
            case Both(parts) | Either(parts):
                # "Not (a and b)" is "not a, or not b", which can be read without brackets.
                both = isinstance(node, Both) is holds
                said = self._parts(node, parts, own, holds=holds)
                words = (" and " if both else " or ").join(said)
                return f"({words})" if inside and len(said) > 1 else words
            case Name(name):
                return self._named(name, own, holds=holds)
            case Literal(value):
                return plain_words(value)

    def _parts(self, node: Node, parts: Sequence[Node], own: Question | None, *, holds: bool) -> list[str]:
        plain = isinstance(node, Both) and holds
        left = [part for part in parts if not (plain and _goes_without_saying(part, parts))]
        any_row = self._any_row(left) if isinstance(node, Either) and holds else ""
        if any_row:
            return [any_row]
        said = []
        for alike in _same_side(left if isinstance(node, Either) and holds else [], left):
            if len(alike) > 1:
                said.append(self._one_of(alike, own))
            else:
                said.append(self._node(alike[0], own, inside=True, holds=holds))
        return said

    def _one_of(self, alike: Sequence[Node], own: Question | None) -> str:
        """Several comparisons with the same thing: "“How it was” is A or B"."""
        name, sign, _ = _swapped(alike[0])
        question = self._question(name, own)
        listed = " or ".join(self._value(_swapped(part)[2], question, sign) for part in alike)
        if sign == "in":
            return self._ticked(listed, name, own, holds=True)
        return f"{self._noun(_name_of(name), own)} {self._is(name, sign)} {listed}"

    def _any_row(self, parts: Sequence[Node]) -> str:
        """The same asked of each row of a matrix: "one of the answers to “Was it so?” is No"; else ""."""
        asked = [_swapped(part) for part in parts if isinstance(part, Comparison)]
        if (
            len(asked) < 2
            or len(asked) < len(parts)
            or len({(sign, str(value)) for _, sign, value in asked}) > 1
        ):
            return ""
        names = [_name_of(side).partition(".") for side, _, _ in asked]
        matrix = self._asked.get(names[0][0])
        rows = [row.id for row in matrix.rows] if isinstance(matrix, MatrixQuestion) else []
        if matrix is None or {whole for whole, _, _ in names} != {matrix.id}:
            return ""
        if sorted(row for _, _, row in names) != sorted(rows):
            return ""
        side, sign, value = asked[0]
        said = self._value(value, self._question(side, None), sign)
        return f"one of the answers to “{matrix.label}” {_SIGNS['==' if sign == 'in' else sign]} {said}"

    # -- a name alone, and a comparison ------------------------------------------------------------

    def _named(self, name: str, own: Question | None, *, holds: bool) -> str:
        if name in NOUNS:
            return HOLDS[name] if holds else HOLDS_NOT[name]
        question, noun = self._question(Name(name), own), self._noun(name, own)
        match question:
            case YesNoQuestion():
                return f"{noun} is {'' if holds else 'not '}Yes"
            case SeveralQuestion():
                return f"{'something' if holds else 'nothing'} is ticked under {noun}"
            case NumberQuestion() | DurationQuestion():
                return f"{noun} is {'more than 0' if holds else 'empty or 0'}"
            case ChoiceQuestion() | ScaleQuestion():
                return f"{noun} is {'answered' if holds else 'not answered'}"
            case _:
                return f"{noun} is {'filled in' if holds else 'empty'}"

    def _compared(self, node: Comparison, own: Question | None, *, holds: bool) -> str:
        name, sign, value = _swapped(node)
        question = self._question(name, own) if isinstance(name, Name) else None
        truth = _truth(name, sign, value)
        if truth is not None and isinstance(name, Name):
            return (HOLDS if truth is holds else HOLDS_NOT)[name.name]
        if sign == "in" and isinstance(question, SeveralQuestion):
            return self._ticked(self._value(value, question, sign), name, own, holds=holds)
        if sign == "in":
            sign = "=="
        if not holds:
            sign = _OPPOSITE[sign]
        noun = self._noun(name.name, own) if isinstance(name, Name) else self._value(name, None, sign)
        return f"{noun} {self._is(name, sign)} {self._value(value, question, sign)}"

    def _ticked(self, listed: str, side: Side, own: Question | None, *, holds: bool) -> str:
        name = _name_of(side)
        under = "" if name == OWN_ANSWER else f" under {self._noun(name, own)}"
        return f"{listed} is {'' if holds else 'not '}ticked{under}"

    def _is(self, side: Side, sign: str) -> str:
        question = self._question(side, None)
        timely = isinstance(question, DateQuestion | TimeQuestion) or _name_of(side) in (
            "today",
            "meeting.last_on",
        )
        words = (_IN_TIME if timely else _SIGNS)[sign]
        return words.replace("is", "are", 1) if _name_of(side) in PLURAL else words

    # -- what is compared --------------------------------------------------------------------------

    def _value(self, side: Side, question: Question | None, sign: str) -> str:
        if isinstance(side, Name):
            return self._noun(side.name, None)
        if isinstance(side.value, list):
            return " or ".join(self._value(Literal(item), question, sign) for item in side.value)
        return _value_words(side.value, question, sign)

    def _noun(self, name: str, own: Question | None) -> str:
        if name == OWN_ANSWER:
            return "one of your answers" if isinstance(own, MatrixQuestion) else "your answer"
        if name in NOUNS:
            return NOUNS[name]
        question = self._question(Name(name), own)
        whole, dot, _ = name.partition(".")
        matrix = self._asked.get(whole)
        if dot and matrix is not None and question is not None:
            return f"“{matrix.label}”, “{question.label}”"
        return f"“{question.label}”" if question is not None else name

    def _question(self, side: Side, own: Question | None) -> Question | None:
        if not isinstance(side, Name):
            return None
        if side.name == OWN_ANSWER:
            if isinstance(own, MatrixQuestion):
                return row_question(own, own.rows[0]) if own.rows else None
            return own
        whole, dot, row_id = side.name.partition(".")
        found = self._asked.get(whole)
        if not dot or not isinstance(found, MatrixQuestion):
            return found
        row = next((one for one in found.rows if one.id == row_id), None)
        return row_question(found, row) if row is not None else None


def _value_words(value: Json, question: Question | None, sign: str) -> str:
    match question:
        case None:
            day = day_in_words(value) if isinstance(value, str) else ""
            return plain_words(value) if day in ("", value) else day
        case ScaleQuestion() if sign in _ORDERED:
            # Of two words nobody can tell which is more.
            word = in_words(question, value)
            return f"{value} (“{word}”)" if question.words and word else str(value)
        case ScaleQuestion() if question.words:
            return f"“{in_words(question, value)}”"
        case ChoiceQuestion():
            return f"“{in_words(question, value) or plain_words(value)}”"
        case SeveralQuestion():
            return f"“{in_words(question, [value])}”"
        case _:
            return in_words(question, value) or plain_words(value)


def _swapped(node: Node) -> tuple[Side, str, Side]:
    """What is asked about first: “3 < visits” is “visits > 3”, and “'pay' in reasons” is about reasons."""
    assert isinstance(node, Comparison)  # noqa: S101 - only comparisons come here
    left, sign, right = node.left, node.sign, node.right
    if isinstance(right, Name) and not isinstance(left, Name):
        return right, _MIRRORED.get(sign, sign), left
    return left, sign, right


def _name_of(side: Side) -> str:
    return side.name if isinstance(side, Name) else ""


def _truth(side: Side, sign: str, value: Side) -> bool | None:
    """Whether it asks for a fact to be so, or not so; None when it asks for something else."""
    asks = isinstance(value, Literal) and isinstance(value.value, bool) and sign in ("==", "!=")
    if not asks or _name_of(side) not in NOUNS or not isinstance(value, Literal):
        return None
    return (sign == "==") is value.value


def _goes_without_saying(part: Node, parts: Sequence[Node]) -> bool:
    """“frequency and frequency != x”: on paper it is plain that only an answer can differ."""
    others = [one for one in parts if isinstance(one, Comparison)]
    return isinstance(part, Name) and any(part in (one.left, one.right) for one in others)


def _same_side(either: Sequence[Node], parts: Sequence[Node]) -> Iterator[list[Node]]:
    """Group what follows each other and asks the same of the same, where one of them is enough."""
    group: list[Node] = []
    for part in parts:
        if group and part in either and _alike(group[-1], part):
            group.append(part)
            continue
        if group:
            yield group
        group = [part]
    if group:
        yield group


def _alike(one: Node, other: Node) -> bool:
    if not isinstance(one, Comparison) or not isinstance(other, Comparison):
        return False
    (side, sign, value), (side2, sign2, _) = _swapped(one), _swapped(other)
    same = isinstance(side, Name) and side == side2 and sign == sign2
    return same and sign in ("==", "in") and _truth(side, sign, value) is None
