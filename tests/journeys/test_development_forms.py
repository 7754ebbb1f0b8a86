"""The forms of learning and growing, filled in from their examples, signed, and read back.

One row of each list, else the first answers that are needed, are typed by keys; the rest stands in the
draft already, in full, since each key costs time.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from supervise_tui.canonical import Json
from supervise_tui.domain.people import Worker
from supervise_tui.forms.by_program import filled_questions
from supervise_tui.workflows import hold_supervision, new_records
from supervise_tui.workflows.desk import Desk
from tests.forms.test_filled import FILLED, LIBRARY
from tests.journeys.fill_in import walk

HERE = [
    name
    for name in FILLED
    if name.startswith("development.") and "commitment" not in name and LIBRARY.get(name).signers
]
"""A commitment is made after the employer's: it is walked with the forms of the organisation. A learning
is signed by nobody: test_learning.py."""
LETTERS = 12
"""Of a text that is typed, so many."""

FIELDS = 4
"""So many questions are answered by keys."""


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


@pytest.mark.parametrize("form_id", HERE)
def test_it_is_filled_in_signed_by_all_and_the_pdf_says_what_was_said(form_id: str, tmp_path: Path) -> None:
    filled = FILLED[form_id]
    form = LIBRARY.get(form_id)
    with_the_program = {question.id for question in filled_questions(form)}
    rows = [key for key, one in filled.items() if _has_rows(one) and key not in with_the_program][:FIELDS]
    needed = [question.id for question in form.questions() if question.required is True]
    typed = {key: brief(filled[key]) for key in rows or needed[:FIELDS]}
    kept = {key: one for key, one in filled.items() if key not in typed}

    def begin(desk: Desk, worker: Worker) -> str:
        record = new_records.start(desk, worker.id, form_id).record
        hold_supervision.save(desk, record.id, kept)
        return record.id

    walked = walk(tmp_path, form_id, kept | typed, begin=begin)
    assert len(walked.pdfs) == 1
