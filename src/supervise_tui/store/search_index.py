"""The search index, kept in step with the answers of records.

The index is an FTS5 table inside the encrypted database. It keeps no whole text; the words of an
entry stand beside it in search_entry, and both go together (secure-delete, facts-storage.md), in the
transaction that takes the answer away. A record comes into the index when it is a draft no more.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from sqlalchemy import Connection

from supervise_tui.canonical import Json
from supervise_tui.domain.finding import folded, words_of
from supervise_tui.domain.record import State
from supervise_tui.forms.definition import Form
from supervise_tui.forms.reading import read_form
from supervise_tui.problems import Problem
from supervise_tui.store import form_definitions
from supervise_tui.store.work import Work


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


def keep_said(work: Work, worker_id: str, record_id: str, said: Mapping[str, str]) -> None:
    """Keep what was said at sign-off, by ids that begin with "~", in place of all that was said before."""
    connection = work.connection()
    before = connection.exec_driver_sql(
        "SELECT id, words, indexed FROM search_entry WHERE record = ? AND question LIKE '~%'", (record_id,)
    ).fetchall()
    for entry, words, indexed in before:
        if indexed:
            _take_out(connection, entry, words)
        connection.exec_driver_sql("DELETE FROM search_entry WHERE id = ?", (entry,))
    for question_id, words in said.items():
        connection.exec_driver_sql(_KEEP, (worker_id, record_id, question_id, words))
    # A record that is no draft is in the index, so its new words go there too.
    state = connection.exec_driver_sql("SELECT state FROM record WHERE id = ?", (record_id,)).scalar()
    if state != State.DRAFT:
        index_record(work, record_id)


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
