"""The figures of coverage: each is the sum of the list behind it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervise_tui.domain.action_life import ActionState, LiveAction
from supervise_tui.domain.coverage import coverage
from supervise_tui.domain.figures import (
    Figure,
    acted,
    agreed,
    as_of,
    signed_in_time,
    supervised,
    talked_with,
)
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Record, State
from tests.domain.test_absences import away, held
from tests.domain.test_clocks import agreed as agreement
from tests.domain.test_coverage import LONG_HERE, SINCE_SPRING, TODAY, known

GRACE = replace(SINCE_SPRING, id="g", name="Grace Bello")


def told(figure: Figure) -> list[tuple[str, str]]:
    return [(line.mark, line.reason) for line in figure.lines]


def test_supervision_is_the_same_figure_as_coverage_itself() -> None:
    cover = coverage(
        [known(held(date(2026, 11, 1)), worker=LONG_HERE), known(held(date(2026, 3, 1)))], 3, TODAY
    )
    figure = supervised(cover)
    assert (figure.id, figure.good, figure.counted) == ("supervision-3", cover.in_time, cover.counted)
    assert figure.words == "1 of 2, 50 in a hundred"
    assert told(figure) == [
        ("no", "Overdue on 92 days."),
        ("yes", "One held, on Sunday 1 November 2026."),
    ]
    assert supervised(coverage([], 3, TODAY)).words == "nobody to count"


@pytest.mark.parametrize(
    ("state", "held_on", "signed_on", "line"),
    [
        # 14 days [CAD-11]: signed on the last of them, and a day later
        (State.CLOSED, date(2026, 11, 1), date(2026, 11, 15), ("yes", "The one was signed in time.")),
        (State.CLOSED, date(2026, 11, 1), date(2026, 11, 16), ("no", "Record 1: signed 1 day too late.")),
        (State.ON_PAPER, date(2026, 11, 1), date(2026, 11, 1), ("yes", "The one was signed in time.")),
        # not signed: its days are over, or not yet
        (State.OFFERED, date(2026, 11, 10), None, ("no", "Record 1: not signed, 1 day over.")),
        (State.PART_SIGNED, date(2026, 11, 11), date(2026, 11, 12), None),
        (State.OFFERED, date(2026, 11, 11), None, None),
        # signed, but after the day looked at
        (State.CLOSED, date(2026, 11, 1), date(2026, 11, 30), ("no", "Record 1: not signed, 10 days over.")),
        # nothing to sign, or out of the window
        (State.PLANNED, date(2026, 11, 1), None, None),
        (State.CANCELLED, date(2026, 11, 1), None, None),
        (State.DRAFT, date(2026, 11, 1), None, None),
        (State.CLOSED, date(2026, 8, 25), date(2026, 8, 25), None),
        (State.CLOSED, date(2026, 8, 26), date(2026, 8, 26), ("yes", "The one was signed in time.")),
    ],
)
def test_a_record_is_signed_in_time_or_late_or_has_days_left(
    state: State, held_on: date, signed_on: date | None, line: tuple[str, str] | None
) -> None:
    """[CAD-11]"""
    days = {"r1": signed_on} if signed_on else {}
    figure = signed_in_time([known(held(held_on, state=state))], days, (), 3, TODAY)
    assert told(figure) == ([line] if line else [])


def test_a_held_draft_counts_unless_its_paper_is_signed_already() -> None:
    draft = replace(held(date(2026, 11, 1), state=State.DRAFT), next_on=date(2026, 12, 1))
    assert told(signed_in_time([known(draft)], {}, (), 3, TODAY)) == [
        ("no", "Record 1: not signed, 10 days over.")
    ]
    assert signed_in_time([known(draft)], {}, {"r1"}, 3, TODAY).lines == ()


def test_several_late_records_are_named_together_and_28_days_hold_for_children() -> None:
    """[CAD-12]"""
    records = [held(date(2026, 10, day), number=day) for day in (1, 2, 3)]
    days = {"r1": date(2026, 10, 15), "r2": date(2026, 10, 20), "r3": date(2026, 10, 30)}
    figure = signed_in_time([known(*records)], days, (), 3, TODAY)
    assert told(figure) == [("1 of 3", "Records 2 and 3 too late, the worst by 13 days.")]
    children = signed_in_time([known(*records, policy="charity-children")], days, (), 3, TODAY)
    assert told(children) == [("yes", "All 3 were signed in time.")]


def test_agreements_count_while_their_review_is_not_overdue() -> None:
    """[AGR-4]"""
    here = [
        known(agreement=agreement(date(2026, 3, 1), today=TODAY), worker=GRACE),
        known(agreement=agreement(date(2025, 11, 24), today=TODAY), worker=LONG_HERE),
        known(),
        known(worker=replace(SINCE_SPRING, left_on=TODAY)),
        known(worker=replace(SINCE_SPRING, started_on=date(2026, 12, 1))),
    ]
    figure = agreed(here)
    assert [(line.worker.name, line.mark) for line in figure.lines] == [
        ("Peggy Lamb", "no"),
        ("Wanjiru Kamau", "no"),
        ("Grace Bello", "yes"),
    ]
    assert figure.words == "1 of 3, 33 in a hundred"
    assert as_of(figure, TODAY) == "as it stands on Wednesday 25 November 2026"


def action(due_on: date | None, state: ActionState = ActionState.OPEN) -> LiveAction:
    return LiveAction(
        id="a", worker="w", record="r", raised_on=None, what="Try it", owner=None, due_on=due_on, state=state
    )


def test_open_actions_are_counted_one_by_one() -> None:
    late, open_, done = date(2026, 11, 13), TODAY, ActionState.DONE
    figure = acted(
        [known(), known(worker=GRACE), known(worker=replace(LONG_HERE, id="x"))],
        {"w": [action(late), action(open_), action(None), action(late, done)], "g": [action(open_)] * 2},
    )
    assert told(figure) == [("2 of 3", "1 of 3 late, by 12 days."), ("yes", "Both are in time.")]
    assert figure.words == "4 of 5, 80 in a hundred"
    assert acted([known()], {}).words == "nothing to count"


@pytest.mark.parametrize(
    ("worker", "minutes", "line"),
    [
        (SINCE_SPRING, 60, ("yes", "1 hour in October; 1 hour asked for.")),
        (SINCE_SPRING, 59, ("no", "59 minutes in October; 1 hour asked for.")),
        (SINCE_SPRING, 0, ("no", "None in October; 1 hour asked for.")),
        (
            replace(SINCE_SPRING, started_on=date(2026, 10, 2)),
            0,
            ("not counted", "None in October; here for a part of it only."),
        ),
        (
            replace(SINCE_SPRING, left_on=date(2026, 10, 31)),
            60,
            ("yes", "1 hour in October; 1 hour asked for."),
        ),
        (replace(SINCE_SPRING, left_on=date(2026, 10, 1)), 60, None),
        (replace(SINCE_SPRING, started_on=date(2026, 11, 1)), 0, None),
    ],
)
def test_informal_contact_is_that_of_the_last_whole_month(
    worker: Worker, minutes: int, line: tuple[str, str] | None
) -> None:
    """[CAD-2]"""
    figure = talked_with([known(worker=worker)], {"w": minutes}, TODAY)
    assert figure is not None
    assert told(figure) == ([line] if line else [])
    assert as_of(figure, TODAY) == "October 2026"


def test_who_was_away_all_month_had_nobody_to_talk_to() -> None:
    gone = known(absences=(away(date(2026, 9, 30), date(2026, 11, 1)),))
    figure = talked_with([gone], {}, TODAY)
    assert figure is not None
    assert told(figure) == [("not counted", "One of the two was away for all of October.")]
    part = talked_with([known(absences=(away(date(2026, 10, 2)),))], {}, TODAY)
    assert part is not None
    assert part.lines[0].mark == "no"
    opened = talked_with([known(known_since=date(2026, 10, 2))], {}, TODAY)
    assert opened is not None
    assert opened.lines[0].mark == "not counted"
    assert talked_with([known(policy="residential-home")], {}, TODAY) is None
    assert talked_with([], {}, TODAY) is None


days = st.dates(date(2026, 6, 1), TODAY)


@given(st.lists(st.tuples(days, st.none() | days), max_size=8), st.sampled_from([3, 6, 12]))
def test_signing_one_never_makes_the_figure_worse(talks: list[tuple[date, date | None]], months: int) -> None:
    records: list[Record] = []
    signed: dict[str, date] = {}
    for number, (day, then) in enumerate(talks, 1):
        records.append(held(day, number=number, state=State.OFFERED if then is None else State.CLOSED))
        if then is not None:
            signed[f"r{number}"] = max(day, then)
    before = signed_in_time([known(*records)], signed, (), months, TODAY)
    open_ = [one for one in records if one.state is State.OFFERED]
    now = [replace(one, state=State.CLOSED) for one in records]
    then_signed = signed | {one.id: TODAY for one in open_}
    after = signed_in_time([known(*now)], then_signed, (), months, TODAY)
    assert after.good >= before.good
    assert 0 <= before.good <= before.counted <= after.counted
