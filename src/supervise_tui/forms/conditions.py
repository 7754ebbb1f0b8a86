"""Conditions on answers and facts: a small language of names, literals, comparisons, and/or/not.

It is read by the parser below and walked as a tree; Python's own `eval` is never near it.

    agreement_in_force == no
    minutes < 60 and not worker.in_probation
    place in ["office", "garden room"]

A name without a dot is a question's answer, a name with a dot (and `today`) a fact, or a row of a
matrix: `checks.fire == 'no'`. What is not answered is no value: it equals nothing, is neither more nor
less than anything, and counts as no.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from supervise_tui.canonical import Json
from supervise_tui.problems import BadInput

LONGEST_CONDITION = 1_000
"""Characters; with the depth limit it keeps a hostile form from using much time or stack."""
DEEPEST_CONDITION = 30

FACTS: Mapping[str, str] = {
    "today": "the day, as 2026-11-28",
    "worker.in_probation": "true while their probation runs",
    "worker.manages_others": "true when others answer to them",
    "worker.is_student": "true for students and those on a placement",
    "worker.has_agreement": "true while a supervision agreement is in force",
    "worker.agreement": "how their agreement stands, in words",
    "worker.agreement_review_due": "true when it has to be looked at again, or nearly",
    "worker.care_work": "true when they care for people",
    "worker.usual_frequency": "how often the rules propose to meet, such as monthly",
    "worker.usual_frequency_words": "the same in words, with what it rests on",
    "worker.has_plan": "true while a development plan runs",
    "worker.in_induction": "true while their induction runs",
    "worker.started_on": "the day on which they started, as 2026-11-28",
    "worker.induction_ends_on": "the last day of their induction, as 2026-11-28",
    "worker.probation_ends_on": "the last day of their probation, as 2026-11-28",
    "worker.post": "their post, as a text",
    "worker.hours": "their hours a week",
    "worker.months_in_post": "whole months since they started",
    "meeting.number": "the running number between these two people",
    "meeting.is_first": "true for the first one between them",
    "meeting.on_paper": "true when the record is typed in from paper",
    "meeting.last_on": "the day of the one before, as 2026-11-28",
    "meeting.participants": "the names of those who took part, after a group",
    "meeting.absent": "the names of those who were asked to a group and were not there",
    "actions.open": "how many actions are open",
    "actions.late": "how many of them are late",
}
"""What conditions may ask for besides answers, and what each is. A missing fact counts as no value."""
OWN_ANSWER = "answer"
"""In `warns_when` and the like: the answer to the question itself."""

Values: TypeAlias = Mapping[str, Json]


@dataclass(frozen=True)
class Literal:
    """A value written in the condition itself."""

    value: Json


@dataclass(frozen=True)
class Name:
    """The id of a question, or the name of a fact."""

    name: str


@dataclass(frozen=True)
class Comparison:
    """Two sides and the sign between them."""

    left: Literal | Name
    sign: str
    right: Literal | Name


@dataclass(frozen=True)
class Not:
    """The opposite."""

    part: Node


@dataclass(frozen=True)
class Both:
    """All parts must hold ("and")."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Either:
    """One part must hold ("or")."""

    parts: tuple[Node, ...]


Node: TypeAlias = "Literal | Name | Comparison | Not | Both | Either"


@dataclass(frozen=True)
class Condition:
    """A condition that was read without faults."""

    text: str
    tree: Node

    @classmethod
    def parse(cls, text: str) -> Condition:
        """Read `text`; BadInput in plain words says what is wrong and where."""
        return _parsed(text)

    def holds(self, answers: Values, facts: Values) -> bool:
        """Whether it holds now; never raises, whatever the values are."""
        return _truth(self.tree, answers, facts)

    def names(self) -> frozenset[str]:
        """The ids and facts it asks for."""
        return frozenset(node.name for node in walk(self.tree) if isinstance(node, Name))


def holds(text: str, answers: Values, facts: Values) -> bool:
    """Whether the condition in `text` holds; an empty one always does. BadInput if it cannot be read."""
    return not text or Condition.parse(text).holds(answers, facts)


def walk(node: Node) -> Iterator[Node]:
    """Give `node` and everything below it."""
    yield node
    match node:
        case Comparison(left, _, right):
            yield from (left, right)
        case Not(part):
            yield from walk(part)
        case Both(parts) | Either(parts):
            for part in parts:
                yield from walk(part)
        case _:
            pass


def _value(node: Literal | Name, answers: Values, facts: Values) -> Json:
    if isinstance(node, Literal):
        return node.value
    if node.name in FACTS:
        return facts.get(node.name)
    whole, dot, row = node.name.partition(".")
    if not dot:
        return answers.get(node.name)
    matrix = answers.get(whole)
    return matrix.get(row) if isinstance(matrix, dict) else None


def _same(left: Json, right: Json) -> bool:
    # In Python True == 1: here yes is not the number one.
    return isinstance(left, bool) == isinstance(right, bool) and left is not None and left == right


def _ordered(compare: Callable[[float | str, float | str], bool]) -> Callable[[Json, Json], bool]:
    def check(left: Json, right: Json) -> bool:
        if isinstance(left, bool) or isinstance(right, bool):
            return False
        if isinstance(left, (int, float)) and isinstance(right, (int, float)):
            return compare(left, right)
        return isinstance(left, str) and isinstance(right, str) and compare(left, right)

    return check


def _among(left: Json, right: Json) -> bool:
    return isinstance(right, list) and any(_same(left, item) for item in right)


_SIGNS: Mapping[str, Callable[[Json, Json], bool]] = {
    "==": _same,
    "!=": lambda left, right: not _same(left, right),
    "<": _ordered(lambda left, right: left < right),  # type: ignore[operator]
    "<=": _ordered(lambda left, right: left <= right),  # type: ignore[operator]
    ">": _ordered(lambda left, right: left > right),  # type: ignore[operator]
    ">=": _ordered(lambda left, right: left >= right),  # type: ignore[operator]
    "in": _among,
}


def _truth(node: Node, answers: Values, facts: Values) -> bool:
    match node:
        case Comparison(left, sign, right):
            return _SIGNS[sign](_value(left, answers, facts), _value(right, answers, facts))
        case Not(part):
            return not _truth(part, answers, facts)
        case Both(parts):
            return all(_truth(part, answers, facts) for part in parts)
        case Either(parts):
            return any(_truth(part, answers, facts) for part in parts)
        case Literal() | Name():
            value = _value(node, answers, facts)
            return bool(value) and value != "n/a"


_TOKEN = re.compile(
    r"""\s*(?:
        (?P<number>-?\d+(?:\.\d+)?(?![\w.]))
      | (?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)
      | (?P<text>"[^"]*"|'[^']*')
      | (?P<sign>==|!=|<=|>=|<|>|\(|\)|\[|\]|,)
    )""",
    re.VERBOSE | re.ASCII,
)
_WORDS: Mapping[str, Json] = {"yes": True, "no": False, "true": True, "false": False}
_KEYWORDS = frozenset({"and", "or", "not", "in"})
_COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">=", "in"})


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    end = len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            raise BadInput(*_strange(text[at:].lstrip()))
        kind = match.lastgroup or ""
        word = match.group(kind)
        found.append(_Token("sign" if word in _KEYWORDS and kind == "name" else kind, word))
        at = match.end()
    return found


def _strange(rest: str) -> tuple[str, str]:
    if rest.startswith("="):
        return "One = stands alone.", "Write == to compare."
    if rest[0] in "\"'":
        return "A text is not closed.", f"Put {rest[0]} at its end."
    if rest[0] in "&|!":
        return f"It cannot hold {rest[0]!r} here.", "Write and, or, not, !=."
    return f"It cannot hold {rest[0]!r}.", 'Use names, numbers, "texts", ==, !=, <, >, in, and, or, not.'


class _Reader:
    """Reads tokens from left to right; each method reads one kind of part."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    def whole(self) -> Node:
        tree = self._either()
        if self._at < len(self._tokens):
            raise BadInput(
                f"After a complete part stands {self._tokens[self._at].text!r}.", "Join parts with and, or."
            )
        return tree

    def _next_is(self, *signs: str) -> bool:
        token = self._tokens[self._at] if self._at < len(self._tokens) else None
        return token is not None and token.kind == "sign" and token.text in signs

    def _take(self) -> _Token:
        if self._at == len(self._tokens):
            raise BadInput("It stops in the middle.", "Finish it, or take out the last word.")
        self._at += 1
        return self._tokens[self._at - 1]

    def _either(self) -> Node:
        self._depth += 1
        if self._depth > DEEPEST_CONDITION:
            raise BadInput("It is nested too deeply.", "Please make it simpler.")
        parts = [self._both()]
        while self._next_is("or"):
            self._take()
            parts.append(self._both())
        self._depth -= 1
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _both(self) -> Node:
        parts = [self._opposite()]
        while self._next_is("and"):
            self._take()
            parts.append(self._opposite())
        return parts[0] if len(parts) == 1 else Both(tuple(parts))

    def _opposite(self) -> Node:
        times = 0
        while self._next_is("not"):
            self._take()
            times += 1
        part = self._comparison()
        return Not(part) if times % 2 else part

    def _comparison(self) -> Node:
        if self._next_is("("):
            self._take()
            inside = self._either()
            self._close(")")
            return inside
        left = self._operand()
        if self._next_is(*_COMPARISONS):
            return Comparison(left, self._take().text, self._operand())
        return left

    def _close(self, sign: str) -> None:
        if not self._next_is(sign):
            raise BadInput("A bracket is not closed.", f"Put {sign} where it ends.")
        self._take()

    def _operand(self) -> Literal | Name:
        token = self._take()
        match token.kind:
            case "number":
                return Literal(float(token.text) if "." in token.text else int(token.text))
            case "text":
                return Literal(token.text[1:-1])
            case "name":
                return Literal(_WORDS[token.text]) if token.text in _WORDS else Name(token.text)
            case _ if token.text == "[":
                return self._list()
            case _:
                raise BadInput(f"A name or a value is missing before {token.text!r}.", "Put one there.")

    def _list(self) -> Literal:
        items: list[Json] = []
        while not self._next_is("]"):
            item = self._operand()
            if isinstance(item, Name) or isinstance(item.value, list):
                raise BadInput("A list holds plain values only.", 'Write it like ["office", "garden"].')
            items.append(item.value)
            if not self._next_is(","):
                break
            self._take()
        self._close("]")
        return Literal(items)


@lru_cache(maxsize=2_048)
def _parsed(text: str) -> Condition:
    if len(text) > LONGEST_CONDITION:
        raise BadInput(
            f"The condition has {len(text):,} characters; {LONGEST_CONDITION:,} fit.",
            "Please make it shorter.",
        )
    if not text.strip():
        raise BadInput("The condition is empty.", "Write one, or leave the line out.")
    return Condition(text, _Reader(_tokens(text)).whole())
