"""The agenda of a supervision: what is proposed, whose points may go, and what comes back next time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from supervise_tui.canonical import Json
from supervise_tui.forms.definition import AgendaQuestion, Form, Role

OPENING_ITEMS = 3
"""Standing items that come first: agree the agenda, how are you, last record and actions [SES-11]."""

NewId = Callable[[], str]


class ItemOutcome(StrEnum):
    """What became of an agenda item; none of them until it is marked."""

    REACHED = "reached"
    DEFERRED = "deferred"
    NOT_REACHED = "not-reached"


@dataclass(frozen=True, kw_only=True)
class AgendaItem:
    """One line of an agenda [SES-11]."""

    id: str
    text: str
    by: str = Role.BOTH.value
    """worker, supervisor or both: who brought it."""
    function: str = ""
    standing: str = ""
    """"<list>.<item>" for a standing item."""
    outcome: str = ""
    why: str = ""
    carried_from: str = ""
    """The id of the record it came from."""

    @property
    def was_reached(self) -> bool:
        """Whether it was talked about; what nobody marked was not, so that nothing is lost [SES-8]."""
        return self.outcome == ItemOutcome.REACHED

    def as_row(self) -> dict[str, Json]:
        """Give it as an answer keeps it: what says nothing is left out."""
        row: dict[str, Json] = {"id": self.id, "text": self.text, "by": self.by}
        for key in ("function", "standing", "outcome", "why", "carried_from"):
            if getattr(self, key):
                row[key] = getattr(self, key)
        return row


def item_from_row(row: Mapping[str, Json]) -> AgendaItem:
    """Read one row of an answer; what is not text counts as empty."""
    cells = {key: value if isinstance(value, str) else "" for key, value in row.items()}
    return AgendaItem(
        id=cells.get("id", ""),
        text=cells.get("text", "").strip(),
        by=cells.get("by", "") or Role.BOTH.value,
        function=cells.get("function", ""),
        standing=cells.get("standing", ""),
        outcome=cells.get("outcome", ""),
        why=cells.get("why", ""),
        carried_from=cells.get("carried_from", ""),
    )


def items_in(value: Json) -> list[AgendaItem]:
    """Give the items of an answer that say something, in their order."""
    rows = value if isinstance(value, list) else []
    items = [item_from_row(row) for row in rows if isinstance(row, dict)]
    return [item for item in items if item.text]


def agenda_items(form: Form, answers: Mapping[str, Json]) -> list[AgendaItem]:
    """Give all agenda items in the answers to a form."""
    asked = [question for question in form.questions() if isinstance(question, AgendaQuestion)]
    return [item for question in asked for item in items_in(answers.get(question.id))]


def taken_off(before: Json, after: Json) -> list[AgendaItem]:
    """Give the worker's own items that `after` no longer has, or no longer calls theirs [SES-7].

    They cannot be dropped by the supervisor, only deferred with a reason.
    """
    kept = {item.id for item in items_in(after) if item.by == Role.WORKER}
    return [item for item in items_in(before) if item.by == Role.WORKER and item.id not in kept]


def carried_over(items: Iterable[AgendaItem], record_id: str, new_id: NewId) -> list[AgendaItem]:
    """Give what was not reached as it comes onto the next agenda, saying which record it is from [SES-8].

    A standing item that nobody marked comes up again anyway; it does not count as carried.
    """
    return [
        replace(
            item,
            id=new_id(),
            outcome="",
            why="",
            carried_from="" if item.standing and not item.outcome else record_id,
        )
        for item in items
        if not item.was_reached
    ]


def points_to_come_back_to(text: Json, by: Role, record_id: str, new_id: NewId) -> list[AgendaItem]:
    """Give each line that one side wants to come back to as an item of theirs [SES-6] step 7."""
    lines = text.splitlines() if isinstance(text, str) else []
    points = [line.strip().lstrip("-–•*").strip() for line in lines]
    return [
        AgendaItem(id=new_id(), text=point[:2_000], by=by.value, carried_from=record_id)
        for point in points
        if point
    ]


def next_agenda(standing: Sequence[AgendaItem], carried: Iterable[AgendaItem]) -> list[AgendaItem]:
    """Put an agenda together: the opening items, what was carried, then the other standing items.

    What was carried and stands here anyway is one item, and says where it is from. A point that two
    sources carry (not reached, and written down to come back to) is one item as well.
    """
    proposed = {item.standing: item for item in standing}
    own: dict[tuple[str, str], AgendaItem] = {}
    for item in carried:
        if item.standing in proposed:
            there = proposed[item.standing]
            proposed[item.standing] = replace(there, carried_from=item.carried_from or there.carried_from)
        else:
            own.setdefault((" ".join(item.text.casefold().split()), item.by), item)
    rows = list(proposed.values())
    return [*rows[:OPENING_ITEMS], *own.values(), *rows[OPENING_ITEMS:]]


def with_brought(items: Sequence[AgendaItem], brought: Iterable[AgendaItem]) -> list[AgendaItem]:
    """Add points that a side brings in, behind the last point of either side; the same id only once."""
    there = {item.id for item in items}
    new = [item for item in brought if item.id not in there]
    last_own = max((place for place, item in enumerate(items) if not item.standing), default=None)
    at = min(OPENING_ITEMS, len(items)) if last_own is None else last_own + 1
    return [*items[:at], *new, *items[at:]]
