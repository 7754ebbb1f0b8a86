"""Takes what was typed: what can be kept is kept, what cannot is said."""

from __future__ import annotations

from collections.abc import Mapping

from supervise_tui.canonical import Json, tidy_text
from supervise_tui.forms.answers import check_answer
from supervise_tui.forms.definition import Form, GroupQuestion, Question, TableQuestion
from supervise_tui.forms.row_checks import kept_as_it_is
from supervise_tui.problems import BadInput

KEPT_ALL_THE_SAME = 1_000_000
"""Characters of an answer that is too long to sign but is kept in the draft, so that nothing is lost."""


def with_changes(
    form: Form, answers: Mapping[str, Json], changes: Mapping[str, Json], *, draft: bool = False
) -> tuple[dict[str, Json], BadInput | None]:
    """Give `answers` with `changes` (None takes one away), and the first that was refused, if any.

    `draft`: nothing of it counts yet, so what does not fit is kept as it was typed, for its gaps to name.
    """
    found, refused = dict(answers), None
    for key, value in changes.items():
        question = form.question(key)
        try:
            checked = check_answer(question, value) if question is not None else value
        except BadInput as problem:
            refused = refused or problem
            checked = as_typed(question, value) if draft else None
            if checked is None:
                continue
        found.pop(key, None)
        if checked is not None:
            found[key] = checked
    return found, refused


def as_typed(question: Question | None, value: Json) -> Json:
    """Give what is kept in the draft of an answer that cannot be signed so: nothing typed is lost.

    Rows keep a slip in one of their cells; the gaps say which. None when it cannot be kept at all.
    """
    if isinstance(value, str):
        return tidy_text(value) if len(value) <= KEPT_ALL_THE_SAME else None
    if isinstance(question, TableQuestion | GroupQuestion):
        try:
            return kept_as_it_is(value)
        except BadInput:
            return None
    return None
