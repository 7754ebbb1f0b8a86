"""What a record about the home takes over from the one before, so that the two can be compared [ORG-6]."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from supervise_tui.canonical import Json

VALUES, STANDARDS, EVALUATION = "values-checklist", "team-standards", "self-evaluation"
POLICY, LEARNING_NEEDS, SELF_AUDIT = "supervision-policy", "learning-needs", "self-audit"
"""Kinds of record on the home's own file and on the supervisor's."""


@dataclass(frozen=True, kw_only=True)
class Rows:
    """What of each row of a table stands there again: cells as they were, and one beside another."""

    kept: tuple[str, ...]
    before: Mapping[str, str]
    """{the cell that says how it was: the cell that said so then}."""


@dataclass(frozen=True, kw_only=True)
class TakenOver:
    """What one kind of record takes over."""

    whole: tuple[str, ...] = ()
    """Answers that stand there again as they are."""
    rows: Mapping[str, Rows] = field(default_factory=dict)
    about: str = ""
    """The question that says what it is about, such as a team: only records about the same are compared."""


LAST_TIME: Mapping[str, TakenOver] = {
    VALUES: TakenOver(whole=("our_values",)),
    STANDARDS: TakenOver(
        whole=("about", "set_with", "sources"),
        rows={"standards": Rows(kept=("standard", "key"), before={"before": "met"})},
        about="about",
    ),
    EVALUATION: TakenOver(
        whole=("scope",),
        rows={"topics": Rows(kept=("topic",), before={"before": "rated"})},
        about="scope",
    ),
    POLICY: TakenOver(
        whole=(
            "purpose",
            "from_supervisor",
            "from_worker",
            "frequency",
            "recording",
            "agendas",
            "disagreement",
        )
    ),
}
"""By what a form makes."""


def what_about(makes: str, answers: Mapping[str, Json]) -> str:
    """Give what a record of that kind is about, as it was typed; "" where it says nothing of the kind."""
    rule = LAST_TIME.get(makes)
    said = answers.get(rule.about) if rule is not None and rule.about else None
    return " ".join(said.split()) if isinstance(said, str) else ""


def taken_over(makes: str, answers: Mapping[str, Json]) -> dict[str, Json]:
    """Give the first answers of a new record of that kind, out of those of the last one."""
    rule = LAST_TIME.get(makes)
    if rule is None:
        return {}
    found = {key: answers[key] for key in rule.whole if answers.get(key) is not None}
    for table, rows in rule.rows.items():
        value = answers.get(table)
        there = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
        if there:
            found[table] = [_row(row, rows) for row in there]
    return found


def _row(row: Mapping[str, Json], rows: Rows) -> dict[str, Json]:
    cells = {key: row[key] for key in ("id", *rows.kept) if row.get(key) is not None}
    return cells | {new: row[old] for new, old in rows.before.items() if row.get(old) is not None}
