"""Forms that an organisation wrote itself, from the first key to the PDF: nothing knows them beforehand."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervise_tui.canonical import Json
from supervise_tui.forms.definition import Role
from supervise_tui.forms.library import Library
from tests.forms.test_own_forms import FOLDER, NAMES, own
from tests.journeys.fill_in import walk

OUTSIDE = {
    "exit_interview": {Role.OTHER: ("Delyth Pugh", "Home manager")},
    "volunteer_review": {Role.THIRD_PARTY: ("Jolanta Ng", "Volunteer bureau, Aberdovey")},
}
WITHOUT = {"exit_interview": [Role.WORKER]}
WORKED_OUT: dict[str, dict[str, Json]] = {
    "exit_interview": {"weighed": 3.25},
    "lone_worker_check": {"sum_risk": 12},
    "volunteer_review": {"average": 3.5},
}
RECORDS = {"incident_debrief": 2}
"""A debrief lands on the file of each who was there."""


@pytest.mark.parametrize("name", NAMES)
def test_it_is_filled_in_by_keys_signed_by_all_and_the_pdf_says_what_was_typed(
    name: str, tmp_path: Path
) -> None:
    form, filled = own(name)
    walked = walk(
        tmp_path,
        form.id,
        filled,
        library=Library(FOLDER),
        outside=OUTSIDE.get(name),
        without=WITHOUT.get(name, ()),
    )
    assert len(walked.pdfs) == RECORDS.get(name, 1)
    assert WORKED_OUT.get(name, {}).items() <= walked.signed[0].items()
