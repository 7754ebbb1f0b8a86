"""One talk, two layouts: what was said by topic, laid out as the form at hand asks for it [SES-12].

The short layout keeps topics in one list, each with its function; the structured layout keeps them in
parts, one for each function, with fixed items and rows for more. Going from one to the other moves
rows and loses none; going back gives what there was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from supervise_tui.canonical import Json
from supervise_tui.forms.definition import ActionsQuestion, Form, Function, TableQuestion
from supervise_tui.forms.evidence_marks import follow_rows

TOPICS = "reflections"
"""The question that holds topics of any function."""
ACTIONS = "actions"

_Row = dict[str, Json]


@dataclass(frozen=True)
class _Part:
    """Where the topics and the actions of one function stand in the structured layout."""

    function: Function
    fixed: str
    more: str
    actions: str


_PARTS = tuple(
    _Part(function, f"talk_{function}", f"more_{function}", f"actions_{function}") for function in Function
)


def laid_out(old: Form, new: Form, answers: Mapping[str, Json]) -> dict[str, Json]:
    """Give `answers` as they stand in the layout `new`; what they share stays as it is."""
    moved = dict(answers)
    for part in _PARTS:
        _move_topics(part, old, new, moved)
        _move_actions(part, new, moved)
    return follow_rows(moved)


def changes(before: Mapping[str, Json], after: Mapping[str, Json]) -> dict[str, Json]:
    """Give what has to be saved to come from one to the other; None takes an answer away."""
    gone: dict[str, Json] = {key: None for key in before if key not in after}
    return gone | {key: value for key, value in after.items() if before.get(key) != value}


def _rows(value: Json) -> list[_Row]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _put(answers: dict[str, Json], key: str, rows: list[_Row]) -> None:
    if rows:
        answers[key] = list[Json](rows)
    else:
        answers.pop(key, None)


def _labels(form: Form, question_id: str) -> dict[str, str]:
    question = form.question(question_id)
    if not isinstance(question, TableQuestion):
        return {}
    return {option.id: option.label for option in question.rows}


def _move_topics(part: _Part, old: Form, new: Form, answers: dict[str, Json]) -> None:
    """Collect the topics of one function from wherever they stand, and put them where they belong."""
    function: Json = part.function.value
    names = _labels(old, part.fixed) | _labels(new, part.fixed)
    topics = [
        {**row, "function": function, "topic": names.get(str(row.get("id")), str(row.get("id")))}
        for row in _rows(answers.get(part.fixed))
    ]
    topics += [{**row, "function": function} for row in _rows(answers.get(part.more))]
    others: list[_Row] = []
    for row in _rows(answers.get(TOPICS)):
        (topics if row.get("function") == function else others).append(row)
    has_fixed, has_more = new.question(part.fixed) is not None, new.question(part.more) is not None
    if not has_more:
        for key in (part.fixed, part.more):
            answers.pop(key, None)
        _put(answers, TOPICS, others + topics)
        return
    fixed_labels = _labels(new, part.fixed) if has_fixed else {}
    in_fixed, in_more = [], []
    for row in topics:
        if fixed_labels.get(str(row.get("id"))) == row.get("topic"):
            in_fixed.append({key: cell for key, cell in row.items() if key not in ("function", "topic")})
        else:
            in_more.append({key: cell for key, cell in row.items() if key != "function"})
    order = list(fixed_labels)
    _put(answers, part.fixed, sorted(in_fixed, key=lambda row: order.index(str(row["id"]))))
    _put(answers, part.more, in_more)
    _put(answers, TOPICS, others)


def _move_actions(part: _Part, new: Form, answers: dict[str, Json]) -> None:
    """Put the actions of one function under its part, or all into one list."""
    function: Json = part.function.value
    own = [{**row, "function": function} for row in _rows(answers.get(part.actions))]
    others: list[_Row] = []
    for row in _rows(answers.get(ACTIONS)):
        (own if row.get("function") == function else others).append(row)
    if isinstance(new.question(part.actions), ActionsQuestion):
        _put(answers, part.actions, own)
        _put(answers, ACTIONS, others)
    else:
        answers.pop(part.actions, None)
        _put(answers, ACTIONS, others + own)
