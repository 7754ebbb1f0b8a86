"""The database: its PRAGMAs, its upgrades, and a second client that can open it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apsw
import pytest
from sqlalchemy import Inspector, inspect
from sqlcipher3 import dbapi2

from supervise_tui.problems import CabinetTooNew, NotACabinet
from supervise_tui.store import database
from supervise_tui.store.cabinet import Cabinet
from supervise_tui.store.tables import Row
from tests.store.cabinets import ZOFIA, Place, start_record

KEY = bytearray(range(32))


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Any]:
    """A connection to a new, empty database."""
    connection = database.connect(tmp_path / "x.db", KEY)
    yield connection
    connection.close()


def script(folder: Path, name: str, sql: str) -> Path:
    """Write an upgrade."""
    path = folder / name
    path.write_text(sql, "utf-8")
    return path


def keys(seen: Inspector, table: str) -> list[str]:
    """The columns of the table's primary key."""
    return seen.get_pk_constraint(table)["constrained_columns"]


def test_every_pragma_is_as_it_was_measured(connection: Any) -> None:
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "locking_mode": "exclusive",
        "foreign_keys": 1,
        "secure_delete": 1,
        "temp_store": 2,
        "trusted_schema": 0,
        "fullfsync": 1,
    }
    seen = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in expected}
    assert seen == expected


@pytest.mark.parametrize("length", [0, 16, 31, 33, 64])
def test_a_key_of_another_length_is_never_taken_for_a_passphrase(tmp_path: Path, length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        database.connect(tmp_path / "x.db", bytearray(length))
    assert not (tmp_path / "x.db").exists()


def test_the_tables_in_sql_and_in_python_are_the_same(cabinet: Cabinet) -> None:
    with cabinet.reading() as work:
        seen = inspect(work.connection())
        in_sql = {
            table: {
                (c["name"], str(c["type"]), c["nullable"], c["name"] in keys(seen, table))
                for c in seen.get_columns(table)
            }
            for table in seen.get_table_names()
            # FTS5 keeps its own tables; they have no rows of ours.
            if table != "sqlite_sequence" and not table.startswith("search_word")
        }
    in_python = {
        table.name: {
            (c.name, str(c.type).replace("VARCHAR", "TEXT"), bool(c.nullable), c.primary_key)
            for c in table.columns
        }
        for table in Row.metadata.sorted_tables
    }
    assert in_sql == in_python


def test_a_newer_database_is_refused_with_a_clear_sentence_and_left_alone(place: Place) -> None:
    cabinet = place.make()
    key = bytearray(cabinet._keys["records"])
    cabinet.close()
    raw = database.connect(place.folder / "records.db", key)
    raw.execute("PRAGMA user_version=99")
    raw.close()
    with pytest.raises(CabinetTooNew):
        place.open()
    raw = database.connect(place.folder / "records.db", key)
    assert raw.execute("PRAGMA user_version").fetchone()[0] == 99
    raw.close()


def test_upgrades_run_in_order_from_where_the_database_stands(connection: Any, tmp_path: Path) -> None:
    one = script(tmp_path, "0001.sql", "CREATE TABLE a (x); INSERT INTO a VALUES ('from; one');")
    two = script(tmp_path, "0002.sql", "ALTER TABLE a ADD COLUMN y; UPDATE a SET y = 2;")
    database.upgrade(connection, [one])
    database.upgrade(connection, [one, two])
    database.upgrade(connection, [one, two])
    assert connection.execute("SELECT x, y FROM a").fetchall() == [("from; one", 2)]
    assert connection.execute("PRAGMA user_version").fetchone()[0] == 2


def test_an_upgrade_that_fails_halfway_leaves_the_version_before(connection: Any, tmp_path: Path) -> None:
    one = script(tmp_path, "0001.sql", "CREATE TABLE a (x);")
    two = script(tmp_path, "0002.sql", "CREATE TABLE b (x); INSERT INTO nothing VALUES (1);")
    with pytest.raises(dbapi2.Error):
        database.upgrade(connection, [one, two])
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master").fetchall()]
    assert tables == ["a"]
    assert connection.execute("PRAGMA user_version").fetchone()[0] == 1
    assert not connection.in_transaction


def test_the_packaged_upgrades_are_numbered_without_a_gap() -> None:
    names = [step.name for step in database.upgrade_files()]
    assert names == [f"{number:04}.sql" for number in range(1, len(names) + 1)]


def test_a_wrong_key_is_refused(place: Place) -> None:
    place.make().close()
    with pytest.raises(NotACabinet):
        database.open_database(place.folder / "records.db", KEY)


def test_another_program_opens_the_database_with_the_raw_key(place: Place) -> None:
    cabinet = place.make()
    with cabinet.transaction() as work:
        start_record(work, place.clock)
    key = bytes(cabinet._keys["records"])
    cabinet.close()
    other = apsw.Connection(str(place.folder / "records.db"), flags=apsw.SQLITE_OPEN_READONLY)
    for pragma in ("cipher='sqlcipher'", "legacy=4", f"key=\"x'{key.hex()}'\""):
        list(other.execute(f"PRAGMA {pragma}"))
    assert list(other.execute("SELECT name FROM worker WHERE name <> ''")) == [(ZOFIA.name,)]
    assert list(other.execute("PRAGMA integrity_check")) == [("ok",)]
    other.close()
