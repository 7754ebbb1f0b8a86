"""The agenda: nothing on it is ever lost, and the worker's points are the worker's [SES-7] [SES-8]."""

from __future__ import annotations

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from supervise_tui.canonical import Json
from supervise_tui.domain.agenda import (
    AgendaItem,
    carried_over,
    item_from_row,
    items_in,
    next_agenda,
    points_to_come_back_to,
    taken_off,
    with_brought,
)
from supervise_tui.forms.answers import check_answer
from supervise_tui.forms.definition import AgendaQuestion, Role

QUESTION = AgendaQuestion(id="agenda", label="Agenda")
STANDING = [
    AgendaItem(id=f"s{number}", text=text, standing=f"standing.{number}")
    for number, text in enumerate(["Agree the agenda", "How are you?", "Last record", "Work", "Next meeting"])
]

_words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1).map(
    lambda text: " ".join(text.split()) or "x"
)
items = st.builds(
    AgendaItem,
    id=st.uuids().map(str),
    text=_words,
    by=st.sampled_from(["worker", "supervisor", "both"]),
    standing=st.sampled_from(["", "", "standing.1", "standing.3", "care.risk", "standing.gone"]),
    outcome=st.sampled_from(["", "reached", "deferred", "not-reached"]),
    why=st.sampled_from(["", "No time."]),
    carried_from=st.sampled_from(["", "r1"]),
)


def ids() -> count[int]:
    return count(1)


@given(st.lists(items, max_size=20))
def test_each_item_is_reached_or_on_the_next_agenda(agenda: list[AgendaItem]) -> None:
    """[SES-8]"""
    number = ids()
    following = next_agenda(STANDING, carried_over(agenda, "r2", lambda: f"n{next(number)}"))
    there = {item.standing for item in following} - {""}
    texts = {(" ".join(item.text.casefold().split()), item.by) for item in following}
    for item in agenda:
        again = (" ".join(item.text.casefold().split()), item.by) in texts
        assert item.was_reached or item.standing in there or again


@given(st.lists(items, max_size=20))
def test_what_is_carried_is_open_again_and_says_where_it_is_from(agenda: list[AgendaItem]) -> None:
    number = ids()
    for item in carried_over(agenda, "r2", lambda: f"n{next(number)}"):
        assert (item.outcome, item.why) == ("", "")
        assert item.carried_from == "r2" or item.standing


@given(st.lists(items, max_size=10))
def test_an_item_is_the_same_after_the_form_has_checked_it(agenda: list[AgendaItem]) -> None:
    checked = check_answer(QUESTION, [item.as_row() for item in agenda])
    kept = [item_from_row(row) for row in checked] if isinstance(checked, list) else []  # type: ignore[arg-type]
    assert [(item.id, item.by, item.standing, item.outcome, item.carried_from) for item in kept] == [
        (item.id, item.by, item.standing, item.outcome, item.carried_from) for item in agenda
    ]


def row(item_id: str, by: str = "worker", text: str = "My rota") -> dict[str, Json]:
    return {"id": item_id, "text": text, "by": by}


def test_a_workers_point_that_is_gone_emptied_or_given_to_another_is_found() -> None:
    """[SES-7]"""
    before: Json = [row("a"), row("b", by="supervisor"), row("c", by="both")]
    assert [item.id for item in taken_off(before, [row("b", by="supervisor")])] == ["a"]
    assert [item.id for item in taken_off(before, [row("a", text="")])] == ["a"]
    assert [item.id for item in taken_off(before, [row("a", by="supervisor")])] == ["a"]
    assert taken_off(before, [row("a", text="My rota in June")]) == []


def test_a_standing_item_that_was_put_off_comes_up_once_and_says_so() -> None:
    put_off = AgendaItem(id="x", text="Work", standing="standing.3", outcome="deferred", why="No time.")
    following = next_agenda(STANDING, carried_over([put_off], "r2", lambda: "n1"))
    assert [item.carried_from for item in following if item.standing == "standing.3"] == ["r2"]
    assert len(following) == len(STANDING)


def test_own_points_stand_after_the_opening_items() -> None:
    own = AgendaItem(id="o", text="Rota", by="worker")
    assert [item.text for item in next_agenda(STANDING, [own])][2:4] == ["Last record", "Rota"]
    brought = with_brought(next_agenda(STANDING, [own]), [AgendaItem(id="p", text="Leave", by="worker")])
    assert [item.text for item in brought][3:6] == ["Rota", "Leave", "Work"]


def test_bringing_in_twice_adds_nothing() -> None:
    own = AgendaItem(id="o", text="Rota", by="worker")
    once = with_brought(STANDING, [own])
    assert with_brought(once, [own]) == once


def test_each_line_to_come_back_to_is_a_point_of_its_side() -> None:
    points = points_to_come_back_to("- The rota\n\n• Leave in May", Role.WORKER, "r2", iter("ab").__next__)
    assert [(point.text, point.by, point.carried_from) for point in points] == [
        ("The rota", "worker", "r2"),
        ("Leave in May", "worker", "r2"),
    ]


def test_rows_that_are_no_rows_are_nothing() -> None:
    assert items_in("text") == items_in([3, {"id": "a", "text": "  "}]) == []
