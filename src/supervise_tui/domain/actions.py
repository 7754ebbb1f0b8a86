"""Action points: what, who, by when, and how it will be known [SES-9] [REC-11]."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from supervise_tui.canonical import Json
from supervise_tui.domain.people import Nation
from supervise_tui.domain.working_days import next_working_day
from supervise_tui.forms.answers import is_empty
from supervise_tui.forms.day_words import day_of
from supervise_tui.forms.definition import (
    ActionsQuestion,
    Form,
    GroupQuestion,
    Question,
    RowAction,
    TableQuestion,
)
from supervise_tui.forms.nested import every_answer

SUGGESTED_WEEKS = 4
"""How far ahead an action's day is suggested, unless the next supervision comes earlier."""


class Owner(StrEnum):
    """Who does it."""

    WORKER = "worker"
    SUPERVISOR = "supervisor"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class ActionPoint:
    """One action point; half filled in while the record is a draft."""

    id: str
    what: str
    owner: Owner | None = None
    owner_name: str = ""
    """Filled for OTHER only."""
    by: date | None = None
    how_known: str = ""

    def is_late(self, today: date) -> bool:
        """Whether its day is past."""
        return self.by is not None and self.by < today

    def as_row(self) -> dict[str, Json]:
        """Give it as an answer keeps it."""
        return {
            "id": self.id,
            "what": self.what,
            "owner": self.owner.value if self.owner else "",
            "owner_name": self.owner_name,
            "by": self.by.isoformat() if self.by else "",
            "how_known": self.how_known,
        }


def action_points(form: Form, answers: Mapping[str, Json]) -> list[ActionPoint]:
    """Give the action points in `answers`, in their order; rows with nothing in them are left out.

    Those are the rows of lists of actions, and of the tables and groups whose rows are looked back at
    like actions.
    """
    found: list[ActionPoint] = []
    for question, value in every_answer(form, answers):
        rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
        if isinstance(question, ActionsQuestion):
            found += [_from_row(row) for row in rows if not is_empty([row])]
        elif isinstance(question, TableQuestion | GroupQuestion) and question.raises is not None:
            found += [_of_plan(row, question, question.raises) for row in rows]
    return found


def makes_actions(question: Question) -> bool:
    """Whether answers to that question become action points."""
    if isinstance(question, TableQuestion | GroupQuestion):
        return question.raises is not None
    return isinstance(question, ActionsQuestion)


def _of_plan(
    row: Mapping[str, Json], question: TableQuestion | GroupQuestion, raised: RowAction
) -> ActionPoint:
    """A row of a plan, as an action: its words on one line [DEV-2].

    A row that the form gives says what by its name; it is chosen once it has a day [DEV-9].
    """
    cells = {key: " ".join(value.split()) for key, value in row.items() if isinstance(value, str)}
    row_id, what = cells.get("id", ""), cells.get(raised.what, "")
    names = {one.id: one.label for one in question.rows} if isinstance(question, TableQuestion) else {}
    if row_id in names:
        what = (what or names[row_id]) if cells.get(raised.by) else ""
        row_id = f"{question.id}.{row_id}"  # such ids are unique in their table only
    who = cells.get(raised.who, "")
    return ActionPoint(
        id=row_id,
        what=what,
        owner=Owner.OTHER if who else Owner(raised.owner.value),
        owner_name=who,
        by=day_of(cells.get(raised.by, "")),
        how_known=cells.get(raised.how_known, ""),
    )


def _from_row(row: Mapping[str, Json]) -> ActionPoint:
    cells = {key: value if isinstance(value, str) else "" for key, value in row.items()}
    owner = cells.get("owner", "")
    return ActionPoint(
        id=cells.get("id", ""),
        what=cells.get("what", ""),
        owner=Owner(owner) if owner in tuple(Owner) else None,
        owner_name=cells.get("owner_name", ""),
        by=day_of(cells.get("by", "")),
        how_known=cells.get("how_known", ""),
    )


def suggested_day(held_on: date, nation: Nation, next_on: date | None = None) -> date:
    """Give a working day to suggest for an action [SES-9]: in four weeks, or before the next supervision."""
    day = next_working_day(held_on + timedelta(weeks=SUGGESTED_WEEKS), nation)
    if next_on is None or day < next_on:
        return day
    day = next_on - timedelta(days=1)
    while day > held_on and next_working_day(day, nation) != day:
        day -= timedelta(days=1)
    return max(day, held_on)
