"""The calendar of a year and the bar of a share, as they are drawn: read without colour."""

from __future__ import annotations

from datetime import date

import pytest

from supervise_tui.domain.year_view import LEGEND
from supervise_tui.ui.widgets.share_bar import share_bar
from supervise_tui.ui.widgets.year_grid import draw, legend
from tests.domain.test_year_view import whole_year


@pytest.mark.parametrize("width", [78, 118])
def test_each_month_is_a_line_that_fits_and_says_its_minutes(width: int) -> None:
    heads, *months = draw(whole_year(), date(2026, 7, 1), width).plain.split("\n")
    assert [line[:3] for line in (months[0], months[11])] == ["Jan", "Dec"]
    assert max(len(line) for line in (heads, *months)) <= width
    assert heads.split() == ["1", "5", "10", "15", "20", "25", "30", "informal"]
    assert months[6].split()[1][:2] in ("H+", "Hi")  # a talk and an informal one on the first of July
    assert ("65/60 min" if width == 78 else "65 of 60 min") in months[6]
    assert "min" not in months[0] + months[11]


def test_a_terminal_without_block_characters_gets_dots() -> None:
    drawn = draw(whole_year(), None, 78, ".").plain
    assert drawn.isascii()
    assert "x x x" in drawn


@pytest.mark.parametrize("width", [40, 78, 118])
def test_the_legend_parts_no_letter_from_its_words(width: int) -> None:
    lines = legend(width).plain.split("\n")
    assert all(len(line) <= width for line in lines)
    assert [piece for line in lines for piece in line.split("  ")] == [f"{a} {b}" for a, b in LEGEND]


@pytest.mark.parametrize(
    ("good", "counted", "bar"),
    [
        (0, 0, "          "),
        (0, 5, ".........."),
        (1, 1000, "#........."),
        (999, 1000, "#########."),
        (5, 5, "##########"),
        (3, 4, "#######..."),
    ],
)
def test_a_bar_is_full_only_when_all_are_and_never_empty_when_one_is(
    good: int, counted: int, bar: str
) -> None:
    assert share_bar(good, counted, 10, plain=True) == bar
