"""Open the encrypted database: one connection, raw key, PRAGMAs in their order, upgrades.

Every choice here was measured (facts-storage.md): the default pools crash with threads, a deferred
BEGIN loses writes silently, temp_store=FILE writes plain text to the disk, and without `module=`
SQLAlchemy does not know the driver's exceptions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from supervise_tui.problems import CabinetTooNew
from supervise_tui.store.trouble import RECORDS_ARE, damaged, plain_words
from supervise_tui.store.upgrade_fillings import FILLINGS

KEY_LENGTH = 32
PAGE: Final = 4096
"""Bytes in a page of SQLCipher 4, https://www.zetetic.net/sqlcipher/sqlcipher-api/#cipher_page_size."""
READING = "supervise_reading"
"""Execution option: begin without the write lock."""

_AFTER_FIRST_READ = (
    "PRAGMA fullfsync=ON",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA trusted_schema=OFF",
)


@dataclass(frozen=True)
class Writing:
    """How a database is written, as PRAGMAs: with a log that stands beside it while it is open, or not."""

    before_reading: tuple[str, ...] = ()
    after_reading: tuple[str, ...] = ()


LOGGED: Final = Writing(
    ("PRAGMA locking_mode=EXCLUSIVE",), ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL")
)
"""As records.db is written: a committed change takes one write to the log."""
UNSEEN: Final = Writing((), ("PRAGMA journal_mode=DELETE", "PRAGMA synchronous=EXTRA"))
"""As plans.db is written: nothing stays beside it that could tell of a change. EXTRA: a journal that
was deleted must not come back after a power cut, since it would undo what was kept."""
AS_IT_IS: Final = Writing()
"""For a look at a copy: nothing of how it is written is changed."""


def connect(path: Path, key: bytes | bytearray, writing: Writing = LOGGED) -> Any:
    """Give a driver connection to the database at `path`; a wrong key raises its DatabaseError."""
    if len(key) != KEY_LENGTH:
        # SQLCipher silently takes a raw key of another length for a passphrase.
        raise ValueError("a raw key has 32 bytes")
    connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        # Without this a wrong key prints on stderr and spoils the screen.
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f"PRAGMA key = \"x'{bytes(key).hex()}'\"")
        for pragma in writing.before_reading:
            connection.execute(pragma)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for pragma in (*writing.after_reading, *_AFTER_FIRST_READ):
            connection.execute(pragma).fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def make_engine(path: Path, key: bytearray, writing: Writing = LOGGED) -> Engine:
    """Give the engine of the database at `path`: a pool of exactly one connection.

    `key` is read when the connection is made; `hide_parameters` keeps people's words out of
    every exception.
    """
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: connect(path, key, writing),
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


def open_database(
    path: Path,
    key: bytearray,
    *,
    new: bool = False,
    writing: Writing = LOGGED,
    held: tuple[str, str] = RECORDS_ARE,
) -> Engine:
    """Open the database at `path` and bring it up to date.

    Errors: NotACabinet if damaged or of another key, CabinetTooNew, FileTrouble.
    """
    # A file shorter than its first page would be taken for a new database and filled with tables.
    if not new and (not path.is_file() or path.stat().st_size < PAGE):
        raise damaged(held)
    engine = make_engine(path, key, writing)
    try:
        with plain_words(held):
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
