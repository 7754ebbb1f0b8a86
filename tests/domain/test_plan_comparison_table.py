"""The table of another service is taken as it was saved, or not at all, with every fault and its line."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervise_tui.domain.plan_comparison import Stands
from supervise_tui.domain.plan_comparison_table import FIGURES, HEAD, LARGEST, read_table
from supervise_tui.problems import BadForm

NAMES = [*HEAD, *(one.value for one in Stands), *FIGURES, "help_training", "control_second"]
GOOD = {
    "home": "Alder Court",
    "on": "2026-06-01",
    "by": "template",
    "group": "Medication",
    "plans": "4",
    "people": "3",
    **dict.fromkeys((one.value for one in Stands), "0"),
    "running": "1",
    "closed": "3",
    "formal": "1",
    "extended": "2",
    "weeks": "8.5",
    "reviews": "9",
    "reviews_in_time": "7",
    "days_late": "",
    "help_training": "3",
    "control_second": "0",
}


def table(*rows: dict[str, str], names: list[str] = NAMES, between: str = ",") -> bytes:
    lines = [names, *([row.get(name, "") for name in names] for row in rows)]
    return "\r\n".join(between.join(cells) for cells in lines).encode("utf-8-sig")


@pytest.mark.parametrize("between", [",", ";"])
def test_a_table_is_read_as_it_was_saved_in_any_order_of_columns(between: str) -> None:
    few = {"home": "Alder Court", "on": "2026-06-01", "by": "post", "group": "'=Cook", "plans": "too few"}
    one, other = read_table(table(GOOD, few, names=NAMES[::-1], between=between), "alder.csv")
    assert (one.home, one.on, one.by) == ("Alder Court", date(2026, 6, 1), "template")
    assert (one.line.label, one.line.plans, one.line.people) == ("Medication", 4, 3)
    figures = one.line.figures
    assert figures is not None
    assert (figures.stands[Stands.CLOSED], figures.weeks, figures.days_late) == (3, Fraction(17, 2), None)
    assert (figures.help, figures.controls) == ({"training": 3}, {"second": 0})
    assert (other.line.label, other.line.figures) == ("=Cook", None)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"on": "1 June"}, "Its day"),
        ({"by": "worker"}, "what it is by"),
        ({"home": ""}, "The home is empty"),
        ({"group": "x" * 200}, "The group has 200 characters"),
        ({"plans": "5"}, "do not add up"),
        ({"people": "2"}, "do not add up"),
        ({"people": "5"}, "do not add up"),
        ({"reviews": "6"}, "do not add up"),
        ({"formal": "5"}, "do not add up"),
        ({"closed": "-3"}, "closed is no whole number"),
        ({"closed": "³"}, "closed is no whole number"),
        ({"closed": "9999999999"}, "closed is no whole number"),
        ({"weeks": "1e9"}, "weeks is no number"),
        ({"weeks": "8/0"}, "weeks is no number"),
        ({"help_training": "some"}, "help_training is no whole number"),
    ],
)
def test_what_does_not_fit_is_named_with_its_line_and_nothing_is_taken(
    wrong: dict[str, str], said: str
) -> None:
    with pytest.raises(BadForm) as refused:
        read_table(table(GOOD, {**GOOD, **wrong}), "alder.csv")
    (fault,) = refused.value.faults
    assert (fault.where, said in str(fault)) == ("line 3", True), str(fault)


def test_another_file_is_no_such_table() -> None:
    large = b"x" * (LARGEST + 1)
    for source in (b"", b"\xff\xfe", b"a,b\n1,2\n", table(), table(GOOD, names=NAMES[1:]), large):
        with pytest.raises(BadForm):
            read_table(source, "alder.csv")
    with pytest.raises(BadForm, match="too large"):
        read_table(table(*[GOOD] * 1_001), "alder.csv")


@given(st.integers(0, len(table(GOOD)) - 1), st.integers(0, 255))
def test_a_changed_byte_is_read_or_refused_and_never_more(place: int, byte: int) -> None:
    raw = table(GOOD)
    try:
        found = read_table(raw[:place] + bytes([byte]) + raw[place + 1 :], "alder.csv")
    except BadForm:
        return
    assert all(one.line.label.isprintable() for one in found)
