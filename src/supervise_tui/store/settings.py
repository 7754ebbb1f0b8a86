"""Values that belong to the whole cabinet: its home's name, choices of its owner."""

from __future__ import annotations

from typing import cast

from supervise_tui.canonical import Json, canonical_bytes, parse
from supervise_tui.domain.people import Nation, Organisation
from supervise_tui.store.tables import SettingRow
from supervise_tui.store.work import Work

ORGANISATION = "organisation"
OWNER = "owner"
"""The owner's person id."""


def get(work: Work, key: str, default: Json = None) -> Json:
    """Give the value kept under `key`, or `default`."""
    row = work.session.get(SettingRow, key)
    return default if row is None else parse(row.value.encode())


def put(work: Work, key: str, value: Json) -> None:
    """Keep `value` under `key`."""
    work.session.merge(SettingRow(key=key, value=canonical_bytes(value).decode()))


def organisation(work: Work) -> Organisation:
    """The home this cabinet belongs to."""
    kept = cast("dict[str, str]", get(work, ORGANISATION))
    return Organisation(name=kept["name"], nation=Nation(kept["nation"]))


def put_organisation(work: Work, home: Organisation) -> None:
    """Keep the home this cabinet belongs to."""
    put(work, ORGANISATION, {"name": home.name, "nation": home.nation.value})
