"""Takes what was typed into an entry of a standing list: what can be kept is kept, what cannot is said."""

from __future__ import annotations

from collections.abc import Mapping

from supervise_tui.canonical import Json
from supervise_tui.forms.answers import check_answer
from supervise_tui.forms.definition import Form
from supervise_tui.problems import BadInput


def with_changes(
    form: Form, answers: Mapping[str, Json], changes: Mapping[str, Json]
) -> tuple[dict[str, Json], BadInput | None]:
    """Give `answers` with `changes` (None takes one away), and the first that was refused, if any."""
    found, refused = dict(answers), None
    for key, value in changes.items():
        question = form.question(key)
        try:
            checked = check_answer(question, value) if question is not None else value
        except BadInput as problem:
            refused = refused or problem
            continue
        found.pop(key, None)
        if checked is not None:
            found[key] = checked
    return found, refused
