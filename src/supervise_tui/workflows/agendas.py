"""The agenda of a supervision: proposed at its start, picked from lists, marked, carried forward [SES-11]."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from supervise_tui.canonical import Json
from supervise_tui.domain.agenda import (
    AgendaItem,
    ItemOutcome,
    agenda_items,
    carried_over,
    items_in,
    next_agenda,
)
from supervise_tui.domain.kinds import FORMAL
from supervise_tui.domain.raised import is_since, raised_points
from supervise_tui.domain.record import Record, State
from supervise_tui.forms.conditions import holds
from supervise_tui.forms.definition import AgendaQuestion, Form, Role, StandingName
from supervise_tui.forms.standing import StandingItem, StandingLists, standing_items
from supervise_tui.store import records
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.surroundings import meeting_before

ALWAYS = ("care.safeguarding",)
"""Items of a list to pick from that are put on the agenda every time all the same [SES-11]."""
_GONE = (State.PLANNED, State.CANCELLED, State.DISCARDED, State.DESTROYED)
"""States of records that say nothing."""


@dataclass(frozen=True)
class OfferedList:
    """Standing items that can still be put on an agenda."""

    title: str
    items: tuple[StandingItem, ...]


def agenda_question(form: Form) -> AgendaQuestion | None:
    """Give the question that holds the agenda, or None."""
    return next((q for q in form.questions() if isinstance(q, AgendaQuestion)), None)


def new_id() -> str:
    """Give a mark of its own for a line."""
    return secrets.token_hex(8)


def proposed_agenda(
    work: Work, desk: Desk, form: Form, record: Record, facts: Mapping[str, Json]
) -> list[AgendaItem]:
    """Give the agenda to start with: standing items, and what the talk before left open [SES-8]."""
    question = agenda_question(form)
    if question is None:
        return []
    lists = desk.library.standing()
    every_time = [name for name in question.standing if name is StandingName.STANDING]
    items = standing_items(lists, every_time, facts)
    others = [name for name in question.standing if name is not StandingName.STANDING]
    items += [item for item in standing_items(lists, others, facts) if item.id in ALWAYS]
    return next_agenda([_item(item) for item in items], _left_open(work, desk, record))


def _item(item: StandingItem) -> AgendaItem:
    return AgendaItem(
        id=new_id(), text=item.label, function=item.function or "", standing=item.id, by=Role.BOTH.value
    )


def _left_open(work: Work, desk: Desk, record: Record) -> list[AgendaItem]:
    """What the formal supervision before left open, then what came up in the talks since [SES-1] [SES-8]."""
    before = meeting_before(work, record, desk.today)
    left: list[AgendaItem] = []
    there: set[str] = set()
    if before is not None:
        form, given = desk.kept_form(work, before.form_digest), records.answers(work, before.id)
        items = agenda_items(form, given)
        there = {item.carried_from for item in items}
        left = carried_over(items, before.id, new_id) + raised_points(before, given, new_id)
    for talk in _talks_since(work, record, before):
        if talk.id not in there:
            left += raised_points(talk, records.answers(work, talk.id), new_id)
    return left


def _talks_since(work: Work, record: Record, before: Record | None) -> list[Record]:
    """Talks of other kinds that belong between the two formal ones, the oldest first."""
    found = records.find(work, worker=record.worker)
    return [talk for talk in reversed(found) if talk.state not in _GONE and is_since(talk, before)]


def offered(
    lists: StandingLists, form: Form, answers: Mapping[str, Json], facts: Mapping[str, Json]
) -> list[OfferedList]:
    """Give what may be picked for this agenda and is not on it yet, list by list [SES-11]."""
    question = agenda_question(form)
    if question is None:
        return []
    there = {item.standing for item in items_in(answers.get(question.id))}
    found: list[OfferedList] = []
    for name in question.standing:
        one = lists.get(name)
        if one is None or not holds(one.shown_when, {}, facts):
            continue
        left = tuple(item for item in one.items if item.id not in there)
        if left:
            found.append(OfferedList(one.title, left))
    return found


def row_for(item: StandingItem) -> dict[str, Json]:
    """Give the agenda line of a standing item that was picked."""
    return _item(item).as_row()


def marked(
    rows: Json, outcome: ItemOutcome | None, only: Collection[str] | None = None, why: str = ""
) -> list[Json]:
    """Give the rows with an outcome: those named by `only`, else all that have none yet.

    None takes the mark away. A deferred item needs `why` before sign-off [SES-7].
    """
    found: list[Json] = []
    for item in items_in(rows):
        wanted = item.id in only if only is not None else not item.outcome
        if wanted:
            item = replace(item, outcome=outcome.value if outcome else "", why=why if outcome else "")
        found.append(item.as_row())
    return found


def is_used_later(work: Work, desk: Desk, record: Record) -> bool:
    """Whether a later agenda holds what this record carried forward: then it cannot be unlocked [REC-3].

    A talk of another kind may come up in a supervision that was planned, and so numbered, before it.
    """
    for other in records.find(work, worker=record.worker, makes=FORMAL):
        if other.id == record.id or (record.makes == FORMAL and other.number <= record.number):
            continue
        form = desk.kept_form(work, other.form_digest)
        items = agenda_items(form, records.answers(work, other.id))
        if any(item.carried_from == record.id for item in items):
            return True
    return False
