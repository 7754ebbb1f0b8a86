"""A sheet of ratings of the six Cs: what counts of it, and what is never given on."""

from __future__ import annotations

from datetime import date

import pytest

from supervise_tui.canonical import Json
from supervise_tui.domain.six_cs import Rating
from supervise_tui.domain.six_cs_sheet import Sheet, nameless
from supervise_tui.forms.appraisal_bands import Value

WHOLE: dict[str, Json] = {"day": "2026-11-20", "from": "feedback", "care": 5, "name": "Mrs Okafor"}


def sheet(**changed: Json) -> Sheet:
    return Sheet(id="s", worker="w", answers=WHOLE | changed)


def test_a_sheet_counts_with_its_day_whose_it_is_and_one_mark() -> None:
    assert sheet().rating == Rating(of_self=False, day=date(2026, 11, 20), marks={Value.CARE: 5})
    by_worker: dict[str, Json] = {"from": "self", "courage": 2}
    own = sheet(**by_worker).rating
    assert own is not None
    assert own.of_self
    assert own.marks == {Value.CARE: 5, Value.COURAGE: 2}


@pytest.mark.parametrize(
    ("question", "said"),
    [("day", None), ("day", "soon"), ("from", None), ("from", "her")]
    + [("care", wrong) for wrong in (None, 0, 6, True, "5", 4.5)],
)
def test_it_does_not_count_before(question: str, said: Json) -> None:
    assert sheet(**{question: said}).rating is None


def test_nobody_is_named_to_the_worker_or_outside_and_no_repr_tells() -> None:
    assert sheet().giver == "Mrs Okafor"
    assert nameless(sheet()).giver == ""
    assert nameless(sheet()).rating == sheet().rating
    assert sheet(**{"from": "self"}).giver == "", "a worker is not asked for a name"
    assert "Okafor" not in repr(sheet())
