"""Open the encrypted database: one connection, raw key, PRAGMAs in their order, upgrades.

Every choice here was measured (facts-storage.md): the default pools crash with threads, a deferred
BEGIN loses writes silently, temp_store=FILE writes plain text to the disk, and without `module=`
SQLAlchemy does not know the driver's exceptions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from supervise_tui.problems import CabinetTooNew
from supervise_tui.store.trouble import damaged, plain_words
from supervise_tui.store.upgrade_fillings import FILLINGS

KEY_LENGTH = 32
_PAGE = 4096
"""Bytes in a page of SQLCipher 4, https://www.zetetic.net/sqlcipher/sqlcipher-api/#cipher_page_size."""
READING = "supervise_reading"
"""Execution option: begin without the write lock."""

_AFTER_FIRST_READ = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA fullfsync=ON",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA trusted_schema=OFF",
)


def connect(path: Path, key: bytes | bytearray) -> Any:
    """Give a driver connection to the database at `path`; a wrong key raises its DatabaseError."""
    if len(key) != KEY_LENGTH:
        # SQLCipher silently takes a raw key of another length for a passphrase.
        raise ValueError("a raw key has 32 bytes")
    connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        # Without this a wrong key prints on stderr and spoils the screen.
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f"PRAGMA key = \"x'{bytes(key).hex()}'\"")
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for pragma in _AFTER_FIRST_READ:
            connection.execute(pragma).fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def make_engine(path: Path, key: bytearray) -> Engine:
    """Give the engine of the database at `path`: a pool of exactly one connection.

    `key` is read when the connection is made; `hide_parameters` keeps people's words out of
    every exception.
    """
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: connect(path, key),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get(READING, False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def open_database(path: Path, key: bytearray, *, new: bool = False) -> Engine:
    """Open the database at `path` and bring it up to date.

    Errors: NotACabinet if damaged or of another key, CabinetTooNew, FileTrouble.
    """
    # A file shorter than its first page would be taken for a new database and filled with tables.
    if not new and (not path.is_file() or path.stat().st_size < _PAGE):
        raise damaged()
    engine = make_engine(path, key)
    try:
        with plain_words():
            raw = engine.raw_connection()
            try:
                upgrade(raw.driver_connection)
            finally:
                raw.close()
    except BaseException:
        engine.dispose()
        raise
    return engine


def upgrade_files() -> list[Traversable]:
    """The SQL files in order; file n brings version n - 1 to n."""
    folder = files("supervise_tui.store") / "upgrades"
    return sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)


def upgrade(
    connection: Any,
    steps: list[Traversable] | None = None,
    fillings: Mapping[int, Callable[[Any], None]] | None = None,
) -> None:
    """Bring the database to the newest version, one file a transaction; CabinetTooNew if it is newer.

    A file, what it fills in and its version number are committed together, so a crash leaves a
    whole version.
    """
    if steps is None:
        steps, fillings = upgrade_files(), FILLINGS
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > len(steps):
        raise too_new()
    for number, step in enumerate(steps[version:], start=version + 1):
        script = step.read_text(encoding="utf-8")
        try:
            connection.executescript(f"BEGIN IMMEDIATE;\n{script}")
            if fillings and number in fillings:
                fillings[number](connection)
            # Not executescript: that would commit first.
            connection.execute(f"PRAGMA user_version={number}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def too_new() -> CabinetTooNew:
    """The problem of a cabinet from a newer version of the program."""
    return CabinetTooNew(
        "This cabinet was written by a newer version of the program.",
        "Please install the newer version. Nothing was changed.",
    )
