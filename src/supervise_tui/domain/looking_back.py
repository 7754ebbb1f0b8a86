"""The review of open actions: its rows come from the live actions, its outcomes go back to them [SES-6]."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from supervise_tui.canonical import Json
from supervise_tui.domain.action_life import LiveAction, Outcome, Review
from supervise_tui.forms.day_words import day_of
from supervise_tui.forms.definition import ActionReviewQuestion, Form

_SAID = ("outcome", "why", "new_date", "evidence")
"""What people fill in; all else is the program's."""


def review_question(form: Form) -> ActionReviewQuestion | None:
    """Give the question under which a form looks back at actions, or None."""
    return next((q for q in form.questions() if isinstance(q, ActionReviewQuestion)), None)


def review_rows(
    actions: Iterable[LiveAction], saved: Json, held_on: date | None = None
) -> list[dict[str, str]]:
    """Give one row for each open action, with what was said of it so far.

    Rows of actions that were settled elsewhere go, unless something was said of them here. Actions agreed
    after `held_on` are left out: a record typed in later cannot have looked at them.
    """
    said = {row["action"]: row for row in _rows(saved) if row.get("action")}
    rows: list[dict[str, str]] = []
    for action in actions:
        if held_on and action.raised_on and action.raised_on > held_on:
            continue
        before = said.pop(action.id, {})
        # Once an outcome is there, the day stands as it was when they looked: a new day moves the action.
        due = action.due_on.isoformat() if action.due_on else ""
        rows.append(
            {
                "action": action.id,
                "what": action.what,
                "owner": action.owner.value if action.owner else "",
                "owner_name": action.owner_name,
                "by": before.get("by", due) if before.get("outcome") else due,
                **{key: before.get(key, "") for key in _SAID},
                **({"plan": action.plan} if action.plan else {}),
            }
        )
    return rows + [row for row in said.values() if row.get("outcome")]


def unknown_rows(rows: Json, saved: Json) -> list[str]:
    """Give the ids of actions in `rows` that the program did not put there: rows are never typed."""
    there = {row.get("action") for row in _rows(saved)}
    return [row.get("action", "") for row in _rows(rows) if row.get("action") not in there]


def reviews_in(form: Form, answers: Mapping[str, Json], record: str, on: date) -> dict[str, Review | None]:
    """Give, by action, what the record says of it; None where nothing is said (yet)."""
    question = review_question(form)
    if question is None:
        return {}
    found: dict[str, Review | None] = {}
    for row in _rows(answers.get(question.id)):
        outcome = row.get("outcome", "")
        found[row["action"]] = (
            Review(
                record=record,
                on=on,
                outcome=Outcome(outcome),
                why=row.get("why", ""),
                new_date=day_of(row.get("new_date", "")),
                evidence=row.get("evidence", ""),
            )
            if outcome in tuple(Outcome)
            else None
        )
    return found


def _rows(value: Json) -> list[dict[str, str]]:
    rows = value if isinstance(value, list) else []
    return [
        {key: cell if isinstance(cell, str) else "" for key, cell in row.items()}
        for row in rows
        if isinstance(row, dict) and isinstance(row.get("action"), str)
    ]
