"""The forms about the home and its supervisor, and the commitment: from their examples to the signed PDF.

What the program fills in is left to it. A file audit needs an auditor's key: see
tests/workflows/test_file_audit.py.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from supervise_tui.domain.people import Worker
from supervise_tui.domain.whose_file import HOME_FILE, OWN_FILE
from supervise_tui.forms.definition import FileKind, Role
from supervise_tui.workflows import hold_supervision, sign_off
from supervise_tui.workflows.desk import Desk
from tests.forms.test_filled import FILLED, LIBRARY
from tests.homes import SUPERVISOR_SECRET, WORKER_SECRET
from tests.journeys.fill_in import walk
from tests.journeys.typed_or_kept import typed_and_kept

HERE = [name for name in FILLED if name.startswith("organisation.") or "commitment" in name]
AUDIT, IDEA, TAKEN_BACK = (
    "organisation.file_audit",
    "organisation.shared_idea",
    "organisation.idea_taken_back",
)
FILES = {FileKind.WORKPLACE: HOME_FILE, FileKind.SUPERVISOR: OWN_FILE}


def share_one_before(desk: Desk, worker: Worker) -> None:
    record = hold_supervision.start(desk, worker.id, IDEA).record
    hold_supervision.save(desk, record.id, FILLED[IDEA])
    sign_off.offer(desk, record.id)
    sign_off.sign(desk, record.id, Role.WORKER, WORKER_SECRET)
    sign_off.sign(desk, record.id, Role.SUPERVISOR, SUPERVISOR_SECRET)


@pytest.mark.parametrize("form_id", [name for name in HERE if name != AUDIT])
def test_it_is_filled_in_signed_by_all_and_the_pdf_says_what_was_said(form_id: str, tmp_path: Path) -> None:
    form = LIBRARY.get(form_id)
    filled = {
        question.id: FILLED[form_id][question.id]
        for question in form.questions()
        if question.id in FILLED[form_id] and not question.by_program
    }
    typed, kept = typed_and_kept(form, filled)

    def begin(desk: Desk, worker: Worker) -> str:
        if form_id == TAKEN_BACK:
            share_one_before(desk, worker)
        file = FILES.get(form.kind_of_file, worker.id)
        record = hold_supervision.start(desk, file, form_id).record
        hold_supervision.save(desk, record.id, kept | dict.fromkeys(typed))
        return record.id

    walked = walk(tmp_path, form_id, kept | typed, begin=begin)
    assert len(walked.pdfs) == 1
