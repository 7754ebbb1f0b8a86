"""The people of a cabinet: names of any script, and slips of the finger."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervise_tui.domain.people import NAME_LIMIT, Nation, Worker, checked_line, checked_worker
from supervise_tui.problems import BadInput

NIA = Worker(
    id="w1",
    name="Nia Bowen",
    post="Care worker",
    started_on=date(2026, 9, 1),
    probation_ends_on=date(2027, 2, 28),
    hours=37.5,
)


@pytest.mark.parametrize(
    "name",
    [
        "Ọláníyì Adébáyọ̀",
        "Łucja Wójcik",
        "Siân ap Gwŷn",
        "ليلى حسن",
        "李小龍",
        "Zoë O’Neill-Nguyễn",
        "محمد\u200cرضا",
    ],
)
def test_names_of_every_script_are_kept(name: str) -> None:
    kept = checked_line(name, "The name")
    assert checked_line(kept, "The name") == kept
    assert len(kept) <= len(name)
    assert kept.split()[0][0] == name[0]


def test_a_name_becomes_one_tidy_line() -> None:
    assert checked_line("  Nia \n\t Bowen\x1b[2J ", "The name") == "Nia Bowen [2J"
    assert checked_line("Zoe\u0308", "The name") == "Zoë"


def test_an_empty_or_very_long_name_is_refused_by_what_it_is() -> None:
    with pytest.raises(BadInput, match=r"The post is empty. Please type it in."):
        checked_line(" \n", "The post")
    with pytest.raises(BadInput, match=r"The post has 121 characters; 120 fit\."):
        checked_line("x" * (NAME_LIMIT + 1), "The post")


@given(st.text(max_size=130))
def test_any_text_gives_a_tidy_line_or_a_plain_sentence(text: str) -> None:
    try:
        line = checked_line(text, "The name")
    except BadInput:
        return
    assert line
    assert "\n" not in line
    assert checked_line(line, "The name") == line


def test_a_worker_is_tidied_and_keeps_everything() -> None:
    assert checked_worker(replace(NIA, name=" Nia  Bowen ")) == NIA


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"hours": 0}, "0 hours a week"),
        ({"hours": 375}, "375 hours a week cannot be right. Type a number up to 80."),
        ({"probation_ends_on": date(2026, 8, 31)}, "Probation ends before"),
        ({"left_on": date(2026, 8, 31)}, "leaving date"),
        ({"name": ""}, "The worker's name is empty"),
        ({"post": " "}, "The post is empty"),
    ],
)
def test_what_cannot_be_right_is_refused(changes: dict[str, object], part: str) -> None:
    with pytest.raises(BadInput, match=part):
        checked_worker(replace(NIA, **changes))  # type: ignore[arg-type]


def test_probation_runs_to_the_end_of_its_last_day() -> None:
    assert NIA.in_probation(date(2027, 2, 28))
    assert not NIA.in_probation(date(2027, 3, 1))
    assert not replace(NIA, probation_ends_on=None).in_probation(date(2026, 9, 2))


def test_nations_are_named_as_people_write_them() -> None:
    assert [nation.label for nation in Nation] == ["England", "Wales", "Scotland", "Northern Ireland"]
