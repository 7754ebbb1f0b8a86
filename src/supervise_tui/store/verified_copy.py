"""Copies an encrypted database to a file of its own, under any key, and shows that the copy is whole.

SQLite's own backup is used: copying the file by itself loses what stands in the log beside it, and
an in-place change of key has been seen to keep the old one (facts-storage.md).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine
from sqlcipher3 import dbapi2

from supervise_tui.canonical import Json
from supervise_tui.problems import FileTrouble
from supervise_tui.store.database import AS_IT_IS, KEY_LENGTH, connect, too_new, upgrade_files
from supervise_tui.store.durable import file_trouble, sync_folder
from supervise_tui.store.sweeping import drop
from supervise_tui.store.trouble import RECORDS_ARE, damaged, plain_words
from supervise_tui.trust.chain import GENESIS, ChainEvent, Head


@dataclass(frozen=True, kw_only=True)
class Tally:
    """What two copies of a database must have in common: version, rows of each table, end of the history."""

    version: int
    rows: Mapping[str, int] = field(repr=False)
    head: Head
    """The end of the cabinet's chain."""

    @property
    def records(self) -> int:
        """How many records it holds."""
        return self.rows.get("record", 0)

    def as_json(self) -> dict[str, Json]:
        """Give it as JSON."""
        return {
            "version": self.version,
            "rows": dict(self.rows),
            "number": self.head.number,
            "hash": self.head.hash,
        }


NOTHING_TOLD: Final = Tally(version=0, rows={}, head=Head(0, GENESIS))
"""In the place of a tally that would tell something to who may not know it."""


def copy_database(source: Engine, target: Path, key: bytearray, held: tuple[str, str] = RECORDS_ARE) -> Tally:
    """Copy the open database `source` to the new file `target` under `key`; give what both hold.

    Errors: FileTrouble, NotACabinet; then there is no copy. Nobody else may use `source` meanwhile.
    """
    try:
        with plain_words(held):
            raw = source.raw_connection()
            try:
                expected = tally(raw.driver_connection)
                _copy(raw.driver_connection, target, key)
            finally:
                raw.close()
        if look_over(target, key, held) != expected:
            raise FileTrouble(
                "The copy does not hold what the cabinet holds.", "Check the disk, then try again."
            )
        to_the_disk(target)
    except BaseException:
        drop(target)
        raise
    return expected


def look_over(path: Path, key: bytearray, held: tuple[str, str] = RECORDS_ARE) -> Tally:
    """Check each page and the structure of the database at `path`; NotACabinet if anything is odd."""
    with plain_words(held):
        try:
            connection = connect(path, key, AS_IT_IS)
        except dbapi2.DatabaseError as error:
            raise error if isinstance(error, dbapi2.OperationalError) else damaged(held) from None
        try:
            if int(connection.execute("PRAGMA user_version").fetchone()[0]) > len(upgrade_files()):
                raise too_new()
            # The first gives no rows when all is well (facts-storage.md).
            if connection.execute("PRAGMA cipher_integrity_check").fetchone() is not None:
                raise damaged(held)
            if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                raise damaged(held)
            if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise damaged(held)
            return tally(connection)
        finally:
            connection.close()


def opens_with(path: Path, key: bytearray) -> bool:
    """Whether that key opens the database at `path`."""
    try:
        connect(path, key, AS_IT_IS).close()
    except dbapi2.DatabaseError:
        return False
    return True


def tally(connection: Any) -> Tally:
    """Count what the database behind a driver's connection holds."""
    names = [
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    ]
    # Names of tables cannot be parameters; a quote in one is doubled.
    quoted = {name: '"' + str(name).replace('"', '""') + '"' for name in names}
    rows = {
        name: int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608
        for name, table in quoted.items()
    }
    head = _head(connection) if "event" in rows else Head(0, GENESIS)
    return Tally(version=int(connection.execute("PRAGMA user_version").fetchone()[0]), rows=rows, head=head)


def _head(connection: Any) -> Head:
    last = connection.execute(
        "SELECT number, at, who, what, subject, digest, previous FROM event "
        "WHERE chain = '' ORDER BY number DESC LIMIT 1"
    ).fetchone()
    if last is None:
        return Head(0, GENESIS)
    number, at, who, what, subject, digest, previous = last
    event = ChainEvent(
        chain="",
        number=number,
        at=at,
        who=who,
        what=what,
        subject=subject,
        digest=digest,
        previous=previous,
    )
    return Head(number, event.hash)


def _copy(source: Any, target: Path, key: bytearray) -> None:
    if len(key) != KEY_LENGTH:
        raise ValueError("a raw key has 32 bytes")
    try:
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        raise file_trouble(error, "The copy") from None
    copy = dbapi2.connect(str(target), isolation_level=None)
    try:
        copy.execute("PRAGMA cipher_log_level=NONE")
        copy.execute(f"PRAGMA key = \"x'{bytes(key).hex()}'\"")
        copy.execute("PRAGMA temp_store=MEMORY")
        try:
            source.backup(copy)
        except dbapi2.OperationalError:
            # The driver gives no code here, but nothing else than the disk can fail in it.
            raise FileTrouble(
                "The copy could not be written: the disk is full, or it refuses.",
                "What was saved before is safe. Free some space, then try again.",
            ) from None
    finally:
        copy.close()


def to_the_disk(path: Path) -> None:
    """Bring the new file at `path` to the disk; FileTrouble."""
    try:
        with path.open("rb+") as file:
            os.fsync(file.fileno())
        with suppress(OSError):
            sync_folder(path.parent)
    except OSError as error:
        raise file_trouble(error, "The copy") from None
