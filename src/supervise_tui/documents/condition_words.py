"""Conditions in plain words, for paper: there the program cannot show and hide what is asked."""

from __future__ import annotations

from supervise_tui.canonical import Json
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
from supervise_tui.forms.definition import MatrixQuestion, Question, SeveralQuestion, row_question

_SIGNS = {
    "==": "is",
    "!=": "is not",
    "<": "is less than",
    "<=": "is at most",
    ">": "is more than",
    ">=": "is at least",
    "in": "is one of",
}
_FACTS = {
    "today": "today",
    "worker.in_probation": "the worker is on probation",
    "worker.manages_others": "the worker manages others",
    "worker.is_student": "the worker is a student",
    "worker.has_agreement": "there is an agreement",
    "worker.agreement": "how their agreement stands",
    "worker.agreement_review_due": "the agreement has to be looked at again",
    "worker.care_work": "the worker cares for people",
    "worker.usual_frequency": "how often the rules propose to meet",
    "worker.usual_frequency_words": "how often the rules propose to meet, and why",
    "worker.has_plan": "there is a development plan",
    "worker.in_induction": "the worker is in induction",
    "worker.started_on": "the day on which the worker started",
    "worker.induction_ends_on": "the last day of the induction",
    "worker.probation_ends_on": "the last day of probation",
    "worker.post": "the worker's post",
    "worker.hours": "the worker's hours a week",
    "worker.months_in_post": "the worker's months in post",
    "meeting.number": "the number of this meeting",
    "meeting.is_first": "this is the first meeting",
    "meeting.on_paper": "this is written on paper",
    "meeting.last_on": "the day of the last meeting",
    "meeting.participants": "who took part",
    "meeting.absent": "who could not come",
    "actions.open": "the number of open actions",
    "actions.late": "the number of late actions",
}


class ConditionWords:
    """Puts the conditions of one form in words; `asked` are the questions that they may name."""

    def __init__(self, asked: dict[str, Question]) -> None:
        self._asked = asked

    def say(self, condition: str, own: Question | None = None) -> str:
        """Give the words after "if": "“Was anyone hurt?” is Yes"; `own` is the question of `answer`."""
        return self._node(Condition.parse(condition).tree, own)

    def _node(self, node: Node, own: Question | None, *, inside: bool = False) -> str:
        match node:
            case Comparison(left, sign, right):
                return self._comparison(left, sign, right, own)
            case Not(part):
                return f"not ({self._node(part, own)})"
            case Both(parts) | Either(parts):
                word = " and " if isinstance(node, Both) else " or "
                said = word.join(self._node(part, own, inside=True) for part in parts)
                return f"({said})" if inside else said
            case Name(name):
                return _FACTS.get(name) or f"{self._name(name, own)} is Yes"
            case Literal(value):
                return plain_words(value)

    def _comparison(
        self, left: Literal | Name, sign: str, right: Literal | Name, own: Question | None
    ) -> str:
        question = next((self._question(side, own) for side in (left, right) if isinstance(side, Name)), None)
        one, other = (self._side(side, question, own) for side in (left, right))
        return f"{one} {_SIGNS.get(sign, sign)} {other}"

    def _side(self, side: Literal | Name, question: Question | None, own: Question | None) -> str:
        if isinstance(side, Name):
            return self._name(side.name, own)
        if isinstance(side.value, list):
            return " or ".join(self._value(item, question) for item in side.value)
        return self._value(side.value, question)

    def _value(self, value: Json, question: Question | None) -> str:
        if question is None:
            return day_in_words(value) if isinstance(value, str) else plain_words(value)
        said = in_words(question, [value] if isinstance(question, SeveralQuestion) else value)
        return said or plain_words(value)

    def _name(self, name: str, own: Question | None) -> str:
        if name == OWN_ANSWER:
            return "your answer"
        if name in _FACTS:
            return _FACTS[name]
        question = self._question(Name(name), own)
        whole, dot, _ = name.partition(".")
        matrix = self._asked.get(whole)
        if dot and matrix is not None and question is not None:
            return f"“{matrix.label}”, “{question.label}”"
        return f"“{question.label}”" if question is not None else name

    def _question(self, side: Literal | Name, own: Question | None) -> Question | None:
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
