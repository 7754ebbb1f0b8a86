"""A concern and a plan by keys, in the drawer: filled in from their examples, signed, and read back.

The other records of a plan are signed and read back in tests/workflows/test_improvement_plans.py, and
signed by keys in the stories of test_plans.py.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from supervise_tui.domain.people import Worker
from supervise_tui.domain.plan_case import Entry
from supervise_tui.domain.prevention import PREVENTION
from supervise_tui.domain.procedure_words import EntryKind, kind_of
from supervise_tui.store import plan_cases as kept_cases
from supervise_tui.workflows import hold_supervision, improvement_plans, plan_cases
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.plans_desk import plans_desk
from tests.forms.test_filled import FILLED, LIBRARY
from tests.journeys.fill_in import walk
from tests.journeys.typed_or_kept import typed_and_kept


@pytest.mark.parametrize("form_id", ["improvement.concern", "improvement.plan"])
def test_it_is_filled_in_signed_by_both_and_the_pdf_says_what_was_said(form_id: str, tmp_path: Path) -> None:
    filled = {key: value for key, value in FILLED[form_id].items() if key != PREVENTION}
    typed, kept = typed_and_kept(LIBRARY.get(form_id), filled, rows=1)

    def begin(desk: Desk, worker: Worker) -> str:
        case = plan_cases.open_case(desk, worker.id)
        if kind_of(form_id) == EntryKind.PLAN:
            _with_a_concern(desk, case.id)
        record = improvement_plans.begin(desk, case.id, kind_of(form_id)).record
        hold_supervision.save(plans_desk(desk), record.id, kept)
        return record.id

    walked = walk(tmp_path, form_id, kept | typed, begin=begin, on=date(2026, 11, 17))
    assert len(walked.pdfs) == 1


def _with_a_concern(desk: Desk, case: str) -> None:
    """Write the entry that a signed concern leaves: a plan without one is refused."""
    concern = Entry(id="c" * 16, case=case, number=0, kind=EntryKind.CONCERN, on=desk.today)
    with plans_desk(desk).cabinet.transaction() as work:
        kept_cases.add_entry(work, concern, desk.now)
