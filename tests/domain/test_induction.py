"""What a signed competence list says of each task, and when that is news to the file [CAD-8] [DEV-4]."""

from __future__ import annotations

from datetime import date

import pytest

from supervise_tui.canonical import Json
from supervise_tui.domain.induction import Found, InductionTask, SignedOff, signed_off

HELD = date(2026, 11, 17)
SEEN: dict[str, Json] = {
    "task": "Hoist",
    "outcome": "alone",
    "assessed_on": "2026-11-03",
    "assessed_by": "Una",
}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (SEEN, (Found.ALONE, date(2026, 11, 3), "Una", "")),
        ({**SEEN, "outcome": "evidence"}, (Found.ALONE, date(2026, 11, 3), "Una", "evidence brought along")),
        ({"task": " Hoist ", "outcome": "in_sight"}, (Found.NOT_YET, HELD, "Marian", "")),
        ({**SEEN, "outcome": "in_sight"}, (Found.NOT_YET, date(2026, 11, 3), "Una", "")),
    ],
)
def test_each_row_says_what_was_found(row: dict[str, Json], said: tuple[Found, date, str, str]) -> None:
    (one,) = signed_off([row], HELD, "Marian")
    assert one.task == "Hoist"
    assert (one.found, one.on, one.by, one.evidence) == said


@pytest.mark.parametrize("missing", ["task", "assessed_on", "assessed_by", "outcome"])
def test_a_row_that_lacks_something_says_nothing(missing: str) -> None:
    assert signed_off([{**SEEN, missing: None}], HELD, "Marian") == []


@pytest.mark.parametrize(
    ("found", "since", "news"),
    [
        (Found.ALONE, None, True),
        (Found.ALONE, date(2026, 11, 3), False),
        (Found.ALONE, date(2026, 10, 1), True),
        (Found.NOT_YET, None, False),
        (Found.NOT_YET, date(2026, 10, 1), True),
    ],
)
def test_what_the_file_knows_already_is_not_kept_twice(found: Found, since: date | None, news: bool) -> None:
    known = InductionTask(id="t", worker="w", task="Hoist", competent_on=since, assessed_by="Una")
    one = SignedOff(task="Hoist", on=date(2026, 11, 3), by="Una", found=found)
    assert one.changes(known) is news
