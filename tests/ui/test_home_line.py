"""Lines of home: which are shown at once, how many more there are, and what a filter leaves."""

from __future__ import annotations

import pytest

from supervise_tui.domain.clocks import CLOCKS
from supervise_tui.domain.people import Worker
from supervise_tui.ui.screens.home_line import (
    A_FEW,
    A_SCREEN,
    ACTION,
    DRAFT,
    KINDS,
    SUPERVISION,
    HomeFilter,
    HomeLine,
    Part,
)
from supervise_tui.ui.widgets.row_list import Row


def line(kind: str, name: str = "", *also: str, number: int = 0) -> HomeLine:
    """A line of that kind about somebody."""
    person = Worker(id=name, name=name, post="Carer") if name else None
    return HomeLine(kind=kind, row=Row(f"{kind}:{name}{number}", (name,)), does="", person=person, also=also)


def many(kind: str, count: int) -> list[HomeLine]:
    """So many lines of one kind."""
    return [line(kind, "Nia Evans", number=number) for number in range(count)]


@pytest.mark.parametrize(
    ("there", "shown", "more"),
    [
        (0, 0, {}),
        (A_FEW, A_FEW, {}),
        (A_FEW + 1, A_FEW + 1, {}),
        (A_FEW + 2, A_FEW, {"informal": 2}),
        (3000, A_FEW, {"informal": 2995}),
    ],
)
def test_a_long_part_shows_a_few_and_says_how_many_more(there: int, shown: int, more: dict[str, int]) -> None:
    kept, left = Part("Due soon", many("informal", there), A_FEW).cut()
    assert (len(kept), left) == (shown, more)


def test_each_kind_is_cut_on_its_own_and_supervisions_last() -> None:
    mixed = [*many("informal", 40), *many(SUPERVISION, 30), *many("appraisal", 2)]
    kept, left = Part("Due soon", mixed, A_FEW).cut()
    assert left == {"informal": 35, SUPERVISION: 30 - A_SCREEN}
    assert len(kept) == A_FEW + A_SCREEN + 2
    assert len(Part("Late actions", many(ACTION, 40)).cut()[0]) == 40


@pytest.mark.parametrize(
    ("narrowed", "left"),
    [
        (HomeFilter(), ["Ania Wójcik-Łęcka", "Nia Evans", "Evan Wood", ""]),
        (HomeFilter(kind=DRAFT), ["Nia Evans", "Evan Wood"]),
        (HomeFilter(typed="  "), ["Ania Wójcik-Łęcka", "Nia Evans", "Evan Wood", ""]),
        (HomeFilter(typed="wojcik"), ["Ania Wójcik-Łęcka"]),
        (HomeFilter(typed="LECKA an"), ["Ania Wójcik-Łęcka"]),
        (HomeFilter(typed="evan"), ["Nia Evans", "Evan Wood"]),
        (HomeFilter(typed="evan nia"), ["Nia Evans"]),
        (HomeFilter(typed="bethan"), ["Nia Evans"]),
        (HomeFilter(kind=ACTION, typed="nia"), ["Ania Wójcik-Łęcka"]),
        (HomeFilter(kind="appraisal"), []),
        (HomeFilter(typed="nobody"), []),
    ],
)
def test_a_filter_leaves_lines_of_its_kind_about_names_that_hold_each_word(
    narrowed: HomeFilter, left: list[str]
) -> None:
    parts = [
        Part("Late actions", [line(ACTION, "Ania Wójcik-Łęcka")]),
        Part("Being written", [line(DRAFT, "Nia Evans", "Bethan Rhys"), line(DRAFT, "Evan Wood")]),
        Part("For the next line manager", [line("flag")]),
        Part("Nothing", []),
    ]
    found = narrowed.narrowed(parts)
    assert [one.person.name if one.person else "" for part in found for one in part.lines] == left
    assert all(part.lines for part in found)


def test_counts_are_of_the_people_it_is_narrowed_to() -> None:
    parts = [Part("All", [line(DRAFT, "Nia Evans"), line(ACTION, "Nia Evans"), line(ACTION, "Olu Ade")])]
    assert {kind: n for kind, n in HomeFilter().counts(parts).items() if n} == {DRAFT: 1, ACTION: 2}
    counted = HomeFilter(kind=DRAFT, typed="olu").counts(parts)
    assert {kind: n for kind, n in counted.items() if n} == {ACTION: 1}, "whatever kind is chosen now"


def test_every_clock_of_the_table_is_a_kind_that_can_be_chosen() -> None:
    assert {clock.id for clock in CLOCKS} <= set(KINDS)
    assert all(words[0].isupper() for words in KINDS.values())


def test_a_filter_says_what_it_shows() -> None:
    assert HomeFilter(kind=ACTION, typed=" nia ").said == "kind “Late actions” and person “nia”"
