"""Search over what people wrote: the index, kept in step with answers and names, and the finding.

The index is an FTS5 table inside the encrypted database. It keeps no whole text; the words of an
entry stand beside it in search_entry, and both go together (secure-delete, facts-storage.md), in the
transaction that takes the answer away. A record comes into the index when it is a draft no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection

from supervise_tui.canonical import Json
from supervise_tui.domain.finding import folded, is_beginning, words_of
from supervise_tui.forms.definition import Form
from supervise_tui.forms.reading import read_form
from supervise_tui.problems import Problem
from supervise_tui.store import form_definitions
from supervise_tui.store.work import Work

MOST_FOUND = 200
"""Results of one search; more than anyone reads."""


@dataclass(frozen=True)
class Found:
    """One place where the words stand: a record (with the answer that says most), or a worker's name."""

    worker: str
    record: str
    """Empty: the worker's own name or post."""
    question: str
    words: str
    """Everything written there."""


def keep_worker(work: Work, worker_id: str, words: str) -> None:
    """Put a worker's name and post into the index, in place of what was there."""
    connection = work.connection()
    row = connection.exec_driver_sql(
        "SELECT id, words FROM search_entry WHERE worker = ? AND record IS NULL", (worker_id,)
    ).first()
    if row is not None:
        if row[1] == words:
            return
        _take_out(connection, row[0], row[1])
        connection.exec_driver_sql("DELETE FROM search_entry WHERE id = ?", (row[0],))
    done = connection.exec_driver_sql(
        "INSERT INTO search_entry (worker, record, question, words, indexed) VALUES (?, NULL, '', ?, 1)",
        (worker_id, words),
    )
    _put_in(connection, done.lastrowid, words)


def keep_answers(
    work: Work, worker_id: str, record_id: str, form_digest: str, changes: Mapping[str, Json]
) -> None:
    """Keep the words of changed answers of a draft; None, or an answer without words, goes."""
    connection = work.connection()
    form = _form(work, form_digest) if any(_may_have_words(value) for value in changes.values()) else None
    for question_id, value in changes.items():
        question = form.question(question_id) if form is not None else None
        words = words_of(question, value) if _may_have_words(value) else ""
        if words:
            connection.exec_driver_sql(_KEEP, (worker_id, record_id, question_id, words))
        else:
            connection.exec_driver_sql(
                "DELETE FROM search_entry WHERE record = ? AND question = ?", (record_id, question_id)
            )


_KEEP = """
INSERT INTO search_entry (worker, record, question, words, indexed) VALUES (?, ?, ?, ?, 0)
ON CONFLICT (record, question) DO UPDATE SET words = excluded.words
"""


def index_record(work: Work, record_id: str) -> None:
    """Put a record that is no draft any more into the index."""
    _change_index(work, record_id, into=True)


def take_out_record(work: Work, record_id: str) -> None:
    """Take a record that is a draft again out of the index; its words are found all the same."""
    _change_index(work, record_id, into=False)


def forget_record(work: Work, record_id: str) -> None:
    """Take everything of a record away, for good."""
    take_out_record(work, record_id)
    work.connection().exec_driver_sql("DELETE FROM search_entry WHERE record = ?", (record_id,))


def _change_index(work: Work, record_id: str, *, into: bool) -> None:
    connection = work.connection()
    rows = connection.exec_driver_sql(
        "SELECT id, words FROM search_entry WHERE record = ? AND indexed = ?", (record_id, int(not into))
    ).fetchall()
    for entry, words in rows:
        (_put_in if into else _take_out)(connection, entry, words)
    connection.exec_driver_sql("UPDATE search_entry SET indexed = ? WHERE record = ?", (int(into), record_id))


def _may_have_words(value: Json) -> bool:
    return isinstance(value, (str, list, dict)) and bool(value)


def _form(work: Work, digest: str) -> Form | None:
    return _read(form_definitions.source(work, digest))


@lru_cache(maxsize=64)
def _read(source: bytes) -> Form | None:
    """Read a kept form, once; None when this version of the program cannot: then all text counts."""
    try:
        return read_form(source, "kept with the record")
    except Problem:
        return None


def _put_in(connection: Connection, entry: int, words: str) -> None:
    connection.exec_driver_sql("INSERT INTO search_word (rowid, words) VALUES (?, ?)", (entry, folded(words)))


def _take_out(connection: Connection, entry: int, words: str) -> None:
    # The index is told the very words it was given; it keeps none of its own to look them up.
    connection.exec_driver_sql(
        "INSERT INTO search_word (search_word, rowid, words) VALUES ('delete', ?, ?)", (entry, folded(words))
    )


def find(work: Work, words: Sequence[str], *, worker: str | None = None, limit: int = 50) -> list[Found]:
    """Give the places where all `words` stand, best first; with `worker`, in that file only.

    The words are those of `domain.finding.words_looked_for`. They may stand in different answers of
    a record, and some of them in the worker's name. The last one also finds what begins with it.
    """
    if not words:
        return []
    connection = work.connection()
    with _drafts_indexed(connection, worker) as drafts:
        tables = ("search_word", "search_draft") if drafts else ("search_word",)
        asked: list[object] = []
        hits: list[str] = []
        for number, word in enumerate(words):
            last = number == len(words) - 1
            for table in tables:
                hits.append(_HIT.format(word=number, table=table))
                asked.append(_phrase(word) + ("*" if last and is_beginning(word) else ""))
        only = "WHERE search_entry.worker = ?" if worker is not None else ""
        rows = connection.exec_driver_sql(
            _FIND.format(hits=" UNION ALL ".join(hits), only=only, all=(1 << len(words)) - 1),
            tuple(asked + ([worker] if worker is not None else []) + [min(limit, MOST_FOUND)]),
        ).fetchall()
    return [Found(row[0], row[1] or "", row[2], row[3]) for row in rows]


@contextmanager
def _drafts_indexed(connection: Connection, worker: str | None) -> Iterator[bool]:
    """Index the answers of drafts for the length of one search; False when there are none.

    In the temporary schema, which is in memory only (temp_store=MEMORY, database.py).
    """
    only = "" if worker is None else " AND worker = ?"
    rows = connection.exec_driver_sql(
        f"SELECT id, words FROM search_entry WHERE NOT indexed{only}",  # noqa: S608 - our own words
        () if worker is None else (worker,),
    ).fetchall()
    if not rows:
        yield False
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
        yield True
    finally:
        connection.exec_driver_sql("DROP TABLE temp.search_draft")


def _phrase(word: str) -> str:
    """Give `word` as FTS5 takes it for plain text, whatever signs are in it."""
    return '"' + word.replace('"', '""') + '"'


_HIT = """
SELECT {word} AS word, rowid AS entry, bm25({table}) AS score FROM {table} WHERE {table} MATCH ?
"""

# `bits` has one bit a word. An entry is one answer; a place is a record, or a worker's own entry.
# The answer shown for a record is the one that says most of what was looked for.
_FIND = """
WITH hit AS ({hits}),
told AS MATERIALIZED (
    SELECT hit.word, hit.entry, hit.score, search_entry.worker, search_entry.record
    FROM hit JOIN search_entry ON search_entry.id = hit.entry {only}
),
said AS (SELECT worker, record, word, min(score) AS score FROM told GROUP BY record, worker, word),
entry AS (SELECT worker, record, entry, sum(score) AS score FROM told GROUP BY entry),
place AS (
    SELECT worker, record, sum(1 << word) AS bits, sum(score) AS score FROM said GROUP BY record, worker
),
best AS (SELECT worker, record, entry, min(score) AS score FROM entry GROUP BY record, worker)
SELECT place.worker, place.record, search_entry.question, search_entry.words
FROM place
JOIN best ON best.worker = place.worker AND best.record IS place.record
JOIN search_entry ON search_entry.id = best.entry
LEFT JOIN place AS name ON name.worker = place.worker AND name.record IS NULL
WHERE (place.bits | coalesce(name.bits, 0)) = {all}
ORDER BY place.record IS NOT NULL, place.score, place.record
LIMIT ?
"""
