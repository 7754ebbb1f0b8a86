"""Keeps from which day a planned supervision was moved to which: what it was planned for at first [CAD-9]."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from supervise_tui.canonical import Json
from supervise_tui.domain.record import Record
from supervise_tui.store import records
from supervise_tui.store.cabinet import Work

_MOVED = "moved"
"""Under which the moves lie among the notes of a record, the first one first."""


def keep_move(work: Work, record: Record, to: date) -> None:
    """Keep that `record`, as it stood before, is moved to another day; a day that stays is no move."""
    if record.held_on in (None, to):
        return
    notes = records.sign_off_notes(work, record.id)
    move: Json = {"from": str(record.held_on), "to": to.isoformat()}
    records.put_sign_off_notes(work, record.id, {**notes, _MOVED: [*_moves(notes), move]})


def moved_days(work: Work, record_ids: Iterable[str]) -> dict[str, list[tuple[date, date]]]:
    """Give for those of the records that were moved: each day it was planned for, and the one after it."""
    found: dict[str, list[tuple[date, date]]] = {}
    for record_id in record_ids:
        for move in _moves(records.sign_off_notes(work, record_id)):
            if isinstance(move, dict):
                days = date.fromisoformat(str(move["from"])), date.fromisoformat(str(move["to"]))
                found.setdefault(record_id, []).append(days)
    return found


def _moves(notes: Mapping[str, Json]) -> list[Json]:
    there = notes.get(_MOVED)
    return there if isinstance(there, list) else []
