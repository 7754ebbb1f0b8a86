"""Finds comparisons in conditions that can never hold, such as one with an option that is not offered."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from supervise_tui.forms.conditions import Comparison, Literal, Name
from supervise_tui.forms.definition import (
    ActionReviewQuestion,
    ActionsQuestion,
    AgendaQuestion,
    ChoiceQuestion,
    DurationQuestion,
    EvidenceQuestion,
    GroupQuestion,
    MatrixQuestion,
    NumberQuestion,
    PersonQuestion,
    Question,
    ScaleQuestion,
    SeveralQuestion,
    TableQuestion,
    YesNoQuestion,
)
from supervise_tui.forms.faults import nearest

Asked = Callable[[str], Question | None]
"""Gives the question of a name in a condition, or None for facts and unknown names."""


def cannot_hold(node: Comparison, asked: Asked) -> Iterator[tuple[str, str]]:
    """Give what is wrong and what would be right for each part of `node` that makes no sense."""
    yield from _wrong_shape(node, asked)
    for name, value in ((node.left, node.right), (node.right, node.left)):
        if not (isinstance(name, Name) and isinstance(value, Literal)):
            continue
        question = asked(name.name)
        for item in value.value if isinstance(value.value, list) else [value.value]:
            wrong, right = _cannot_be(question, name.name, item)
            if wrong:
                yield wrong, right


def _wrong_shape(node: Comparison, asked: Asked) -> Iterator[tuple[str, str]]:
    """Lists are asked with "in", and only lists are."""
    left = asked(node.left.name) if isinstance(node.left, Name) else None
    right = asked(node.right.name) if isinstance(node.right, Name) else None
    for side, name in ((left, node.left), (right, node.right)):
        if isinstance(side, _ROWS) and isinstance(name, Name):
            cure = f"Ask only whether it is there: {name.name}"
            yield f"The answer to “{name.name}” has parts, so it cannot be compared.", cure
        elif isinstance(side, SeveralQuestion) and isinstance(name, Name):
            if node.sign != "in" or side is left:
                example = side.options[0].id if side.options else "a"
                yield f"“{name.name}” has several answers.", f"Write: '{example}' in {name.name}"
        elif side is not None and side is right and node.sign == "in" and isinstance(name, Name):
            yield f"“{name.name}” has one answer, not a list.", f"Write: {name.name} == ..."


_ROWS = (
    AgendaQuestion,
    ActionsQuestion,
    ActionReviewQuestion,
    EvidenceQuestion,
    TableQuestion,
    MatrixQuestion,
    GroupQuestion,
    PersonQuestion,
)


def _cannot_be(question: Question | None, name: str, value: object) -> tuple[str, str]:
    """Say why `question` can never have the answer `value`; ("", "") when it can."""
    match question:
        case ChoiceQuestion() | SeveralQuestion() if value not in {option.id for option in question.options}:
            ids = [option.id for option in question.options]
            right = nearest(str(value), ids) or f"Write one of: {', '.join(ids)}."
            return f"“{str(value)[:60]}” is no option of “{name}”.", right
        case YesNoQuestion() if not isinstance(value, bool) and value != "n/a":
            return (f"“{name}” is answered with yes or no.", f"Write it without quotes: {name} == yes")
        case ScaleQuestion() | NumberQuestion() | DurationQuestion() if isinstance(value, bool | str):
            return (f"“{name}” is answered with a number.", f"Write it without quotes: {name} >= 3")
        case _:
            return "", ""
