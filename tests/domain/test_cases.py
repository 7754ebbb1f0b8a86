"""A case reference is never a name [SES-4] [REC-9]."""

from __future__ import annotations

import pytest

from supervise_tui.domain.cases import looks_like_a_name, reference_gaps
from supervise_tui.forms.library import Library


@pytest.mark.parametrize(
    ("reference", "is_name"),
    [
        ("KM-17", False),
        ("K.M.", False),
        ("KM", False),
        ("BMK", False),
        ("204", False),
        ("file 204", False),
        ("Ł.W.", False),
        ("Betty Hughes", True),
        ("Hughes", True),
        ("betty", True),
        ("HUGHES", True),
        ("Mrs H", True),
        ("Mr. T.", True),
        ("dr 17", True),
        ("B. Hughes", True),
        ("Łucja", True),
        ("", False),
        ("17/3", False),
    ],
)
def test_what_looks_like_a_name(reference: str, is_name: bool) -> None:
    """[REC-9]"""
    assert looks_like_a_name(reference) is is_name


@pytest.mark.parametrize("form_id", ["session.case", "session.spot_check", "session.ad_hoc"])
def test_a_name_is_a_gap_and_a_reference_or_nothing_is_none(form_id: str) -> None:
    form = Library().get(form_id)
    (gap,) = reference_gaps(form, {"case_reference": "Betty Hughes"})
    assert (gap.question_id, gap.row) == ("case_reference", None)
    assert "looks like a name" in gap.sentence
    assert "Hughes" not in gap.sentence
    assert reference_gaps(form, {"case_reference": "KM-17"}) == []
    assert reference_gaps(form, {}) == []


def test_a_form_that_asks_for_no_reference_has_no_such_gap() -> None:
    assert reference_gaps(Library().get("session.short"), {"case_reference": "Betty Hughes"}) == []
