"""What an upgrade fills in with Python, because SQL cannot read answers: in the upgrade's own transaction.

Each filling uses only tables and columns of its own version, by SQL, so that later versions of the
program can still bring an old cabinet forward.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from supervise_tui.canonical import Json
from supervise_tui.domain.action_life import ActionState, action_id
from supervise_tui.domain.actions import action_points
from supervise_tui.domain.finding import folded, words_of
from supervise_tui.forms.definition import Form
from supervise_tui.forms.reading import read_form
from supervise_tui.problems import Problem

_HELD = ("offered", "part-signed", "closed", "signed-on-paper")
"""States in which a record's actions are live whatever else."""


def fill_search_and_actions(connection: Any) -> None:
    """Fill the search from all answers, and the action points from records that were held."""
    forms = {
        digest: _form(bytes(source))
        for digest, source in connection.execute("SELECT digest, source FROM form_definition").fetchall()
    }
    for record, worker, digest, state, held_on in connection.execute(
        "SELECT id, worker, form_digest, state, held_on FROM record"
    ).fetchall():
        form = forms.get(digest)
        answers = _answers(connection, record)
        for question, value in answers.items():
            words = words_of(form.question(question) if form else None, value)
            if words:
                _put(connection, (worker, record, question), words, indexed=state != "draft")
        if form is not None and state in _HELD:
            _raise_actions(connection, form, answers, (worker, record, held_on))


def _form(source: bytes) -> Form | None:
    try:
        return read_form(source, "kept with the record")
    except Problem:
        return None


def _answers(connection: Any, record: str) -> dict[str, Json]:
    rows = connection.execute("SELECT question, value FROM answer WHERE record = ?", (record,)).fetchall()
    return {question: json.loads(value) for question, value in rows}


def _put(connection: Any, place: tuple[str, str, str], words: str, *, indexed: bool) -> None:
    done = connection.execute(
        "INSERT INTO search_entry (worker, record, question, words, indexed) VALUES (?, ?, ?, ?, ?)",
        (*place, words, indexed),
    )
    if indexed:
        connection.execute(
            "INSERT INTO search_word (rowid, words) VALUES (?, ?)", (done.lastrowid, folded(words))
        )


def _raise_actions(
    connection: Any, form: Form, answers: Mapping[str, Json], of: tuple[str, str, str | None]
) -> None:
    worker, record, held_on = of
    for place, point in enumerate(action_points(form, answers)):
        if point.what:
            connection.execute(
                "INSERT INTO action_point VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    action_id(record, point.id),
                    worker,
                    record,
                    place,
                    held_on,
                    point.what,
                    point.owner.value if point.owner else "",
                    point.owner_name,
                    point.how_known,
                    _iso(point.by),
                    _iso(point.by),
                    ActionState.OPEN.value,
                ),
            )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


FILLINGS: Final[Mapping[int, Callable[[Any], None]]] = {2: fill_search_and_actions}
"""Version -> what is filled in after its SQL file."""
