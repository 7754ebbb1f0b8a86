"""Find the records in which words stand, best first.

A word that stands in nearly every record says nothing about any of them, and ranking all its places
takes a second in a large cabinet: of such words only the newest places are looked at, and they do not
count for the order.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection

from supervise_tui.domain.finding import folded, is_beginning
from supervise_tui.store.work import Work

MOST_RANKED = 2000
"""Places of one word that are ranked; of a commoner word the newest."""


@dataclass(frozen=True)
class Found:
    """A record in which the words stand, with the answer that says most of them."""

    worker: str
    record: str
    question: str
    words: str
    """All of that answer."""


@dataclass
class _Place:
    """A record while it is looked at."""

    worker: str
    said: int = 0
    """One bit for each word that stands in it."""
    scores: dict[int, float] = field(default_factory=dict)
    """By entry; lower is better."""


def find(
    work: Work,
    words: Sequence[str],
    *,
    worker: str | None = None,
    named: Sequence[frozenset[str]] = (),
    limit: int = 50,
) -> list[Found]:
    """Give the records in which all `words` stand, best first; with `worker`, in that file only.

    The words are those of `domain.finding.words_looked_for`. They may stand in different answers of
    a record. `named` says for each word in whose name or post it stands: it need not stand in their
    records again. The last word also finds what begins with it.
    """
    if not words:
        return []
    connection = work.connection()
    with _tables(connection, worker) as tables:
        search = _Search(connection, tables, words, [*named, *[frozenset[str]()] * len(words)])
        places = search.look_in(_entries_of(connection, worker)) if worker else search.look_everywhere()
    whole = (1 << len(words)) - 1
    fits = [
        (sum(place.scores.values()), record, place)
        for record, place in places.items()
        if place.said and place.said | search.by_name(place.worker) == whole
    ]
    fits.sort(key=lambda fit: (fit[0], -max(fit[2].scores)))
    best = [min(place.scores, key=lambda entry: place.scores[entry]) for _, _, place in fits[:limit]]
    return _told(connection, best)


class _Search:
    def __init__(
        self,
        connection: Connection,
        tables: Sequence[str],
        words: Sequence[str],
        named: Sequence[frozenset[str]],
    ) -> None:
        self._connection = connection
        self._tables = tables
        self._named = named[: len(words)]
        self._asked = [_phrase(word) for word in words]
        if is_beginning(words[-1]):
            self._asked[-1] += "*"
        self._counts = [self._count(asked) for asked in self._asked]

    def by_name(self, worker: str) -> int:
        """The words that stand in the worker's own name, as bits."""
        return sum(1 << at for at, workers in enumerate(self._named) if worker in workers)

    def look_everywhere(self) -> dict[str, _Place]:
        """Give the records that may fit: those that hold the rarest word which is nobody's name."""
        unnamed = [at for at, workers in enumerate(self._named) if not workers]
        first = [min(unnamed, key=lambda at: self._counts[at])] if unnamed else range(len(self._asked))
        newest = {entry for at in first for entry, _ in self._hits(at, newest=True)}
        if len(self._asked) == 1:
            return self.look_in(_entries(self._connection, newest))
        return self.look_in(_entries_beside(self._connection, newest))

    def look_in(self, entries: dict[int, tuple[str, str]]) -> dict[str, _Place]:
        """Give the records of `entries` (id -> worker, record) with what of the words stands there."""
        places: dict[str, _Place] = {}
        lowest = min(entries, default=0)
        for at in range(len(self._asked)):
            for entry, score in self._hits(at, lowest=lowest):
                if entry in entries:
                    worker, record = entries[entry]
                    place = places.setdefault(record, _Place(worker))
                    place.said |= 1 << at
                    place.scores[entry] = place.scores.get(entry, 0.0) + score
        return places

    def _count(self, asked: str) -> int:
        counts = [
            self._connection.exec_driver_sql(
                f"SELECT count(*) FROM {table} WHERE {table} MATCH ?",  # noqa: S608 - our own tables
                (asked,),
            ).scalar_one()
            for table in self._tables
        ]
        return sum(int(count) for count in counts)

    def _hits(self, at: int, *, lowest: int = 0, newest: bool = False) -> Iterator[tuple[int, float]]:
        ranked = self._counts[at] <= MOST_RANKED
        for table in self._tables:
            score = f"bm25({table})" if ranked else "0.0"
            yield from self._connection.exec_driver_sql(
                f"SELECT rowid, {score} FROM {table} "  # noqa: S608 - our own tables
                f"WHERE {table} MATCH ? AND rowid >= ? ORDER BY rowid DESC LIMIT ?",
                (self._asked[at], lowest, MOST_RANKED if newest else -1),
            )


def _phrase(word: str) -> str:
    """Give `word` as FTS5 takes it for plain text, whatever signs are in it."""
    return '"' + word.replace('"', '""') + '"'


@contextmanager
def _tables(connection: Connection, worker: str | None) -> Iterator[tuple[str, ...]]:
    """Give the index, and one of the drafts that lasts as long as this search.

    That one is in the temporary schema, which is in memory only (temp_store=MEMORY, database.py).
    """
    only = "" if worker is None else " AND worker = ?"
    rows = connection.exec_driver_sql(
        f"SELECT id, words FROM search_entry WHERE NOT indexed{only}",  # noqa: S608 - our own words
        () if worker is None else (worker,),
    ).fetchall()
    if not rows:
        yield ("search_word",)
        return
    connection.exec_driver_sql(
        "CREATE VIRTUAL TABLE temp.search_draft USING fts5 "
        "(words, content='', tokenize=\"unicode61 remove_diacritics 2\")"
    )
    try:
        connection.exec_driver_sql(
            "INSERT INTO temp.search_draft (rowid, words) VALUES (?, ?)",
            [(entry, folded(words)) for entry, words in rows],
        )
        yield ("search_word", "search_draft")
    finally:
        connection.exec_driver_sql("DROP TABLE temp.search_draft")


_ENTRY = "SELECT id, worker, record FROM search_entry WHERE "


def _entries_of(connection: Connection, worker: str) -> dict[int, tuple[str, str]]:
    """Every entry of a worker's file."""
    return _by_id(connection, "worker = ?", worker)


def _entries(connection: Connection, ids: set[int]) -> dict[int, tuple[str, str]]:
    return _by_id(connection, "id IN (SELECT value FROM json_each(?))", json.dumps(sorted(ids)))


def _entries_beside(connection: Connection, ids: set[int]) -> dict[int, tuple[str, str]]:
    """Every entry of the records that these entries belong to."""
    return _by_id(
        connection,
        "record IN (SELECT record FROM search_entry WHERE id IN (SELECT value FROM json_each(?)))",
        json.dumps(sorted(ids)),
    )


def _by_id(connection: Connection, which: str, value: str) -> dict[int, tuple[str, str]]:
    rows = connection.exec_driver_sql(_ENTRY + which, (value,))
    return {entry: (worker, record) for entry, worker, record in rows}


def _told(connection: Connection, entries: Sequence[int]) -> list[Found]:
    rows = connection.exec_driver_sql(
        "SELECT id, worker, record, question, words FROM search_entry "
        "WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(entries)),),
    )
    by_id = {row[0]: Found(*row[1:]) for row in rows}
    return [by_id[entry] for entry in entries]
