"""How the screen shows what an answer or a row was marked as evidence for: a sign and words, no colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import shorten
from typing import TYPE_CHECKING

from supervise_tui.canonical import Json
from supervise_tui.forms.definition import Question, marks_key
from supervise_tui.forms.evidence_marks import is_at, rows_of, shown_by

if TYPE_CHECKING:
    from supervise_tui.ui.widgets.questions.asking import Asking

SIGN = "◆"
_SHORT = 44
"""Characters of what one answer shows, at its lower border."""
_SHORTER = 24
"""Characters of the same behind a row."""


def marks_of_answer(question: Question, answers: Mapping[str, Json]) -> str:
    """Give "◆ Keeps high standards of conduct …" for the lower border of an answer; "" without marks."""
    rows = [row for row in rows_of(answers.get(marks_key(question.id))) if is_at(row, "")]
    return _said([shown_by(row).text for row in rows], _SHORT)


def marks_of_row(asking: Asking, row: Json) -> str:
    """Give the same for one row of an answer."""
    of = str(row or "")
    marks = rows_of(asking.setting.answers.get(marks_key(asking.question.id))) if of else []
    return _said([shown_by(one).text for one in marks if is_at(one, of)], _SHORTER)


def _said(texts: Sequence[str], room: int) -> str:
    if not texts:
        return ""
    if len(texts) > 1:
        return f"{SIGN} evidence for {len(texts)}"
    return f"{SIGN} {shorten(texts[0], room, placeholder=' …')}"
