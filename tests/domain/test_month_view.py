"""The calendar of the home: what stands on a day, in which order, and what does not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from supervise_tui.domain.absences import Absence, AbsenceKind
from supervise_tui.domain.agreement import standing
from supervise_tui.domain.clock_facts import Facts
from supervise_tui.domain.month_view import DayKind, calendar_of
from supervise_tui.domain.people import Nation, Worker
from supervise_tui.domain.record import Record, State
from supervise_tui.forms.library import Library

TODAY = date(2026, 11, 17)


def facts(
    *talks: tuple[State, date], absences: Iterable[Absence] = (), left: date | None = None, own: str = "w"
) -> Facts:
    """What is known of one worker."""
    worker = Worker(id=own, name="Nia Evans", post="Carer", started_on=date(2026, 9, 1), left_on=left)
    records = tuple(
        Record(
            id=f"{own}{number}",
            number=number,
            makes="supervision",
            title="Supervision",
            worker=own,
            supervisor="s",
            form_digest="",
            state=state,
            session_number=number,
            held_on=day,
            next_on=None,
        )
        for number, (state, day) in enumerate(talks, 1)
    )
    return Facts(
        worker=worker,
        today=TODAY,
        nation=Nation.ENGLAND,
        policy=Library().policy("care-provider"),
        agreement=standing((), TODAY),
        records=records,
        absences=tuple(absences),
    )


@pytest.mark.parametrize(
    ("known", "day", "kinds"),
    [
        (facts((State.CLOSED, date(2026, 11, 3))), date(2026, 11, 3), [DayKind.HELD]),
        (facts((State.OFFERED, date(2026, 11, 3))), date(2026, 11, 3), [DayKind.HELD]),
        (facts((State.DRAFT, date(2026, 11, 3))), date(2026, 11, 3), []),
        (facts((State.CANCELLED, date(2026, 11, 3))), date(2026, 11, 3), []),
        (facts((State.PLANNED, date(2026, 11, 24))), date(2026, 11, 24), [DayKind.PLANNED]),
        (facts((State.PLANNED, date(2026, 11, 10))), date(2026, 11, 10), [DayKind.PLANNED]),
        (facts(), date(2026, 12, 1), [DayKind.DUE]),
        (facts((State.PLANNED, date(2026, 12, 1))), date(2026, 12, 1), [DayKind.PLANNED]),
        (facts(left=date(2026, 11, 2)), date(2026, 12, 1), []),
        (facts((State.PLANNED, date(2026, 11, 24)), left=date(2026, 11, 2)), date(2026, 11, 24), []),
        (facts(), date(2026, 12, 25), [DayKind.HOLIDAY]),
    ],
)
def test_a_day_shows_what_was_held_is_planned_or_falls_due(
    known: Facts, day: date, kinds: list[DayKind]
) -> None:
    calendar = calendar_of([known], Nation.ENGLAND, "Marian Oakes", {})
    assert [line.kind for line in calendar.on(day)] == kinds
    assert sorted(calendar.counts(day).elements()) == sorted(kinds)


def test_absences_stand_on_each_of_their_days_and_the_supervisors_only_once() -> None:
    ill = Absence(
        id="a", person="w", kind=AbsenceKind.SICKNESS, first_day=TODAY, back_on=TODAY + timedelta(days=3)
    )
    off = Absence(id="b", person="s", kind=AbsenceKind.LEAVE, first_day=TODAY)
    two = [facts(absences=[ill]), facts(own="v")]
    for one in two:
        object.__setattr__(one, "supervisor_absences", (off,))
    calendar = calendar_of(two, Nation.ENGLAND, "Marian Oakes", {})
    assert [calendar.counts(TODAY + timedelta(days=n))[DayKind.AWAY] for n in range(-1, 5)] == [
        0,
        2,
        2,
        2,
        1,
        1,
    ]
    assert [(line.name, line.worker, line.words) for line in calendar.on(TODAY)] == [
        ("Marian Oakes", "", "on leave since 17 November"),
        ("Nia Evans", "w", "sick, back on 20 November"),
    ]


def test_a_plan_says_its_time_and_place_and_a_day_gone_by_how_late_it_is() -> None:
    planned = facts((State.PLANNED, date(2026, 11, 24)))
    calendar = calendar_of([planned], Nation.ENGLAND, "Marian Oakes", {"w": "10:30, the library"})
    assert [line.words for line in calendar.on(date(2026, 11, 24))] == ["10:30, the library"]
    held = facts((State.CLOSED, date(2026, 8, 10)))
    late = replace(held, worker=replace(held.worker, started_on=date(2025, 9, 1)))
    (line,) = calendar_of([late], Nation.ENGLAND, "Marian Oakes", {}).on(date(2026, 11, 10))
    assert (line.kind, line.words) == (DayKind.DUE, "7 days overdue")


@pytest.mark.parametrize(
    ("nation", "day", "name"),
    [
        (Nation.ENGLAND, date(2026, 8, 31), "Late Summer Bank Holiday"),
        (Nation.SCOTLAND, date(2026, 11, 30), "Saint Andrew's Day"),
        (Nation.NORTHERN_IRELAND, date(2026, 7, 13), "Battle of the Boyne (substitute day)"),
        (Nation.WALES, date(2026, 11, 30), ""),
    ],
)
def test_bank_holidays_are_those_of_the_nation_and_have_names(nation: Nation, day: date, name: str) -> None:
    lines = calendar_of([], nation, "Marian Oakes", {}).on(day)
    assert " ".join(line.name for line in lines).casefold() == name.casefold()
