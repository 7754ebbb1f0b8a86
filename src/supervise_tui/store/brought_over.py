"""What the drawer has to know of the cabinet: who is who, their signing keys, the home, the policy.

It is brought over from records.db when the drawer is opened, and only what differs; nothing goes back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from supervise_tui.store import settings
from supervise_tui.store.tables import (
    AuthorityRow,
    OutsiderRow,
    Row,
    SettingRow,
    SigningKeyRow,
    SupervisorRow,
    WorkerRow,
)
from supervise_tui.store.work import Work

_WHOLE: tuple[type[Row], ...] = (WorkerRow, SupervisorRow, OutsiderRow, AuthorityRow)
"""Tables brought over whole. People are never taken out of a cabinet, so nothing has to go."""
_SETTINGS = (settings.ORGANISATION, settings.OWNER, "policy", "soon_days", "layout", "idle")
"""Settings that work in the drawer goes by; not those about backups or about the history."""


@dataclass(frozen=True)
class BroughtOver:
    """Rows of records.db as they stand, each as column to value."""

    rows: dict[type[Row], list[dict[str, Any]]]
    keys: list[dict[str, Any]]
    """Signing keys, oldest first."""


Raw = frozenset[tuple[object, ...]]
"""Rows as they stand in a database, each with the name of its table: quickly read, only to be compared."""


def raw(work: Work) -> Raw:
    """Read, as it stands, what would be brought over."""
    ask = work.connection().exec_driver_sql
    known = ", ".join(f"'{key}'" for key in _SETTINGS)
    queries = {
        **{str(table.__tablename__): f"SELECT * FROM {table.__tablename__}" for table in _WHOLE},  # noqa: S608
        "setting": f"SELECT key, value FROM setting WHERE key IN ({known})",  # noqa: S608 - our own names
        "signing_key": "SELECT fingerprint, wrapped FROM signing_key",
    }
    return frozenset((name, *row) for name, query in queries.items() for row in ask(query))


def read(work: Work) -> BroughtOver:
    """Read in the records what the drawer has to know."""
    rows: dict[type[Row], list[dict[str, Any]]] = {table: _all(work, table) for table in _WHOLE}
    rows[SettingRow] = [
        _columns(row)
        for row in work.session.exec(select(SettingRow).where(col(SettingRow.key).in_(_SETTINGS)))
    ]
    keys = work.session.exec(select(SigningKeyRow).order_by(col(SigningKeyRow.id)))
    return BroughtOver(rows, [_columns(key, but=("id",)) for key in keys])


def write(work: Work, brought: BroughtOver) -> None:
    """Write into the drawer what differs there."""
    for table, rows in brought.rows.items():
        for row in _new(rows, _all(work, table)):
            work.session.merge(table(**row))
    there = {key.fingerprint: key for key in work.session.exec(select(SigningKeyRow))}
    for key in brought.keys:
        kept = there.get(key["fingerprint"])
        if kept is None:
            work.session.add(SigningKeyRow(**key))
            work.session.flush()  # one by one: the newest of a person is the one that was added last
        elif kept.wrapped != key["wrapped"]:
            kept.wrapped = key["wrapped"]  # the same key under a secret that was changed
    work.session.flush()


def _all(work: Work, table: type[Row]) -> list[dict[str, Any]]:
    return [_columns(row) for row in work.session.exec(select(table))]


def _columns(row: Row, but: Iterable[str] = ()) -> dict[str, Any]:
    return row.model_dump(exclude=set(but))


def _new(rows: list[dict[str, Any]], there: list[dict[str, Any]]) -> list[dict[str, Any]]:
    known = [tuple(row.items()) for row in there]
    same = set(known)
    return [row for row in rows if tuple(row.items()) not in same]
