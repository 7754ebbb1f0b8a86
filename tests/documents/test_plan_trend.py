"""How a plan goes, drawn in text and on paper: the same entries, told apart without colour [PIP-2]."""

from __future__ import annotations

import pytest

from supervise_tui.canonical import Json
from supervise_tui.documents.plan_trend import TrendPaper, trend_pdf
from supervise_tui.documents.trend_lines import NARROWEST, PLAIN, trend_lines
from supervise_tui.domain.improvement_plan import controls
from supervise_tui.domain.plan_case import Entry
from supervise_tui.domain.plan_trend import held_words, trends
from tests.domain.test_improvement_plan import day, entry, log, plan_of, safeguard, the_plan


def story() -> list[Entry]:
    rows: list[Json] = [{"id": "o1", "result": "partly"}, {"id": "o2", "result": "not_met"}]
    return [
        the_plan(),
        log(0, "not_met"),
        log(2, "partly"),
        log(6, "partly"),
        log(9, "met"),
        entry("review", 8, progress=rows),
        safeguard(9, "c1", "lifted", evidence="Three rounds without a prompt"),
        safeguard(10, "c2", "broken", evidence="One signature on 27 November"),
    ]


def test_it_is_drawn_in_text_with_a_shape_for_each_result() -> None:
    entries = story()
    first, second = trends(plan_of(*entries), entries)
    assert trend_lines(first, 78) == [
        "met      │                         ●",
        "partly   │           ◐      ◐",
        "not met  │    ○",
        "         └─────────────────────────────",
        "            18/11  20/11  24/11  27/11",
        "4 entries: 1 met, 2 partly, 1 not met; getting better.",
        "The review on Thursday 26 November 2026 said: partly.",
    ]
    assert trend_lines(second, 78)[0] == "No entry in the log yet."


def test_what_does_not_fit_is_said_and_plain_signs_do_it_too() -> None:
    entries = story()
    first = trends(plan_of(*entries), entries)[0]
    assert trend_lines(first, NARROWEST + 7, PLAIN)[:6] == [
        "met      |           #",
        "partly   |    +",
        "not met  |",
        "         +---------------",
        "            24/11  27/11",
        "           and 2 before Tuesday 24 November 2026",
    ]
    assert all(line.isascii() for line in trend_lines(first, 78, PLAIN))


@pytest.mark.parametrize("width", [0, NARROWEST, 40, 200])
def test_any_width_will_do(width: int) -> None:
    entries = story()
    assert trend_lines(trends(plan_of(*entries), entries)[0], width)


def paper(entries: list[Entry]) -> TrendPaper:
    plan, on = plan_of(*entries), day(12)
    found = trends(plan, entries)
    return TrendPaper(
        home="Beck House",
        worker="Ania Wójcik-Łęcka",
        on=on,
        plan=plan,
        trends=found,
        controls=controls(plan, entries),
        held=held_words(plan, found, on),
    )


def test_on_paper_the_same_progress_gives_the_same_bytes() -> None:
    once, again = trend_pdf(paper(story())), trend_pdf(paper(story()))
    assert once == again
    assert once.startswith(b"%PDF")
    assert trend_pdf(paper([the_plan()])) != once
