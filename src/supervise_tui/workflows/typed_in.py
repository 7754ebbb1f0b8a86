"""Takes what was typed: what can be kept is kept, what cannot is said."""

from __future__ import annotations

from collections.abc import Mapping

from supervise_tui.canonical import Json, tidy_text
from supervise_tui.forms.answers import check_answer
from supervise_tui.forms.clean_text import clean, one_line
from supervise_tui.forms.definition import (
    Form,
    GroupQuestion,
    LongTextQuestion,
    Question,
    TableQuestion,
    TextQuestion,
)
from supervise_tui.forms.row_checks import kept_as_it_is
from supervise_tui.problems import BadInput

KEPT_ALL_THE_SAME = 1_000_000
"""Characters of an answer that is too long to sign but is kept in the draft, so that nothing is lost."""
LONGEST_LINE = 1_000
"""Characters of a line that is too long but is kept in a list all the same."""


def with_changes(
    form: Form, answers: Mapping[str, Json], changes: Mapping[str, Json], *, draft: bool = False
) -> tuple[dict[str, Json], BadInput | None]:
    """Give `answers` with `changes` (None takes one away), and the first that was refused, if any.

    `draft`: nothing of it counts yet, so what does not fit is kept as it was typed, for its gaps to name.
    Words that are too long are kept in any case: they do no harm, and their question says what is wrong.
    """
    found, refused = dict(answers), None
    for key, value in changes.items():
        question = form.question(key)
        try:
            checked = check_answer(question, value) if question is not None else value
        except BadInput as problem:
            refused = refused or problem
            checked = as_typed(question, value) if draft else _too_long(question, value)
            if checked is None:
                continue
        found.pop(key, None)
        if checked is not None:
            found[key] = checked
    return found, refused


def _too_long(question: Question | None, value: Json) -> Json:
    """Give words that only are too long; a line as far as it can stand in a list, a text whole."""
    if not isinstance(value, str):
        return None
    if isinstance(question, TextQuestion):
        line = one_line(value)
        return line if len(line) <= LONGEST_LINE else None
    text = clean(value).rstrip() if isinstance(question, LongTextQuestion) else ""
    return text if 0 < len(text) <= KEPT_ALL_THE_SAME else None


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
