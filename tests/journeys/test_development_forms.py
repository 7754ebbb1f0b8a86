"""The forms of learning and growing, filled in from their examples, signed, and read back."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervise_tui.domain.people import Worker
from supervise_tui.workflows import hold_supervision, new_records
from supervise_tui.workflows.desk import Desk
from tests.forms.test_filled import FILLED, LIBRARY
from tests.journeys.fill_in import walk
from tests.journeys.typed_or_kept import typed_and_kept

HERE = [
    name
    for name in FILLED
    if name.startswith("development.") and "commitment" not in name and LIBRARY.get(name).signers
]
"""A commitment is made after the employer's: it is walked with the forms of the organisation. A learning
is signed by nobody: test_learning.py."""


@pytest.mark.parametrize("form_id", HERE)
def test_it_is_filled_in_signed_by_all_and_the_pdf_says_what_was_said(form_id: str, tmp_path: Path) -> None:
    form = LIBRARY.get(form_id)
    typed, kept = typed_and_kept(form, FILLED[form_id], rows=4, fields=4)

    def begin(desk: Desk, worker: Worker) -> str:
        record = new_records.start(desk, worker.id, form_id).record
        hold_supervision.save(desk, record.id, kept)
        return record.id

    walked = walk(tmp_path, form_id, kept | typed, begin=begin)
    assert len(walked.pdfs) == 1
