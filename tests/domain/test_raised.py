"""What talks between supervisions bring onto the next formal agenda [SES-1] [SES-8]."""

from __future__ import annotations

from datetime import date
from itertools import count

import pytest

from supervise_tui.canonical import Json
from supervise_tui.domain.raised import is_since, raised_points, subject
from supervise_tui.domain.record import Record, State

DAY = date(2026, 11, 17)


def record(
    makes: str = "informal",
    number: int = 5,
    held_on: date | None = DAY,
    state: State = State.CLOSED,
    title: str = "Informal talk",
) -> Record:
    return Record(
        id=f"r{number}",
        number=number,
        makes=makes,
        title=title,
        worker="w",
        supervisor="s",
        form_digest="d",
        state=state,
        session_number=1,
        held_on=held_on,
        next_on=None,
    )


def points(one: Record, answers: dict[str, Json]) -> list[tuple[str, str]]:
    ids = count()
    found = raised_points(one, answers, lambda: f"i{next(ids)}")
    assert all(point.carried_from == one.id for point in found)
    return [(point.text, point.by) for point in found]


@pytest.mark.parametrize("makes", ["informal", "spot-check", "ad-hoc"])
def test_a_talk_in_between_comes_up_by_itself_and_says_what_it_was_about(makes: str) -> None:
    """[SES-1]"""
    assert points(record(makes), {"about": "Night rounds"}) == [
        ("Informal talk, Tuesday 17 November: Night rounds", "both")
    ]
    assert points(record(makes), {}) == [("Informal talk, Tuesday 17 November", "both")]


@pytest.mark.parametrize("makes", ["observed", "group", "case", "supervision", "note"])
def test_other_kinds_bring_only_what_somebody_wants_to_come_back_to(makes: str) -> None:
    answers: dict[str, Json] = {"about": "Hoist", "carried_worker": "Belts", "carried_supervisor": "- Rota"}
    assert points(record(makes), answers) == [("Rota", "supervisor"), ("Belts", "worker")]


def test_a_draft_comes_up_once_it_says_what_it_is_about() -> None:
    assert points(record(state=State.DRAFT), {}) == []
    assert len(points(record(state=State.DRAFT), {"about": "Keys"})) == 1


BEFORE = record("supervision", 10, date(2026, 11, 10))


@pytest.mark.parametrize(
    ("talk", "since"),
    [
        (record(number=11), True),
        (record(number=9, held_on=date(2026, 11, 10)), True),
        (record(number=11, held_on=date(2026, 11, 2)), True),
        (record(number=9, held_on=date(2026, 11, 9)), False),
        (record(number=11, held_on=None), False),
        (record("supervision", 11), False),
    ],
)
def test_what_lies_between_two_formal_supervisions(talk: Record, since: bool) -> None:
    assert is_since(talk, BEFORE) is since
    assert is_since(talk, None) is (talk.held_on is not None and talk.makes != "supervision")


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"about": "Keys"}, "Keys"),
        ({"case_reference": "KM-17"}, "KM-17"),
        ({"about": "Keys", "case_reference": "KM-17"}, "Keys"),
        ({"about": 3}, ""),
        ({}, ""),
    ],
)
def test_the_subject_of_a_record(answers: dict[str, Json], said: str) -> None:
    assert subject(answers) == said
