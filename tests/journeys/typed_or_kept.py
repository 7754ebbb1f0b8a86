"""Which answers of a filled example are typed by keys, and which stand in the draft before.

Each key costs time, so a few are typed: one row of each list, else the first answers that are needed.
All of them, in full, are typed by

    TYPED=all pytest tests/journeys/test_{development,organisation,plan}_forms.py
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping

from supervise_tui.canonical import Json
from supervise_tui.forms.by_program import filled_questions
from supervise_tui.forms.definition import Form

ALL = os.environ.get("TYPED") == "all"
LETTERS = 12
"""Of a text that is typed, so many."""


def typed_and_kept(
    form: Form, filled: Mapping[str, Json], *, rows: int = 0, fields: int = 2, never: Collection[str] = ()
) -> tuple[dict[str, Json], dict[str, Json]]:
    """Divide an example: so many lists with one row each, else so many needed answers, are typed.

    What the program fills in stands in the draft already, and so does what is named in `never`.
    """
    given = {question.id for question in filled_questions(form)} | set(never)
    if ALL:
        typed = {key: one for key, one in filled.items() if key not in given}
    else:
        lists = [key for key, one in filled.items() if _has_rows(one) and key not in given][:rows]
        needed = [
            one.id
            for one in form.questions()
            if one.required is True and one.id in filled and (rows or isinstance(filled[one.id], str))
        ]
        some = lists or (needed[:fields] if rows else needed[1 : 1 + fields] or needed[:1])
        typed = {key: brief(filled[key]) for key in some if key not in given}
    return typed, {key: one for key, one in filled.items() if key not in typed}


def brief(value: Json) -> Json:
    """Give an answer with its texts cut short, and of its rows the first."""
    if isinstance(value, str):
        # Days, and the ids of what is chosen, are of one word.
        return value[:LETTERS].strip() if " " in value else value
    if isinstance(value, list):
        return [brief(one) for one in value[:1]] if _has_rows(value) else value
    if isinstance(value, dict) and "person" not in value:
        return {key: brief(one) for key, one in value.items()}
    return value


def _has_rows(value: Json) -> bool:
    return isinstance(value, list) and any(isinstance(one, dict) for one in value)
