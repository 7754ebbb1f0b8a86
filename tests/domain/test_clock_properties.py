"""What holds for every clock, whatever has happened: found out by trying."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from supervise_tui.domain.agreement import Agreement, standing
from supervise_tui.domain.clock_facts import Facts
from supervise_tui.domain.clocks import readings
from supervise_tui.domain.frequency import Frequency
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Record, State
from supervise_tui.forms.library import Library
from tests.domain.test_absences import absences, away, days, held, spans
from tests.domain.test_clocks import MEHMET, facts

STATES = (State.CLOSED, State.CLOSED, State.OFFERED, State.PLANNED, State.CANCELLED, State.DRAFT)

ids = st.sampled_from([policy.id for policy in Library().policies()])
talks = st.lists(st.tuples(days, st.sampled_from(STATES), st.none() | st.integers(1, 120)), max_size=5)
workers = st.builds(
    replace,
    st.just(MEHMET),
    started_on=st.none() | days,
    hours=st.none() | st.sampled_from([10.0, 18.5, 37.0]),
    probation_ends_on=st.none() | days,
    grade=st.sampled_from(["", "Newly qualified", "Social worker level 2"]),
)
rhythms = st.none() | st.sampled_from(Frequency)


def known(
    worker: Worker,
    found: list[tuple[date, State, int | None]],
    policy: str,
    rhythm: Frequency | None,
    today: date,
) -> Facts:
    records = [
        held(on, number=number, state=state, next_on=on + timedelta(days=gap) if gap else None)
        for number, (on, state, gap) in enumerate(found, 1)
    ]
    version = Agreement(
        record="a",
        worker="w",
        version=1,
        signed_on=date(2025, 1, 1),
        review_by=date(2026, 1, 1),
        frequency=rhythm,
    )
    return facts(
        *records,
        today=today,
        policy=policy,
        worker=worker,
        agreement=standing([version] if rhythm else [], today),
    )


def due_days(of: Facts) -> dict[str, tuple[date | None, str]]:
    return {one.clock.id: (one.due.due_on, one.due.state) for one in readings(of)}


@settings(deadline=None)  # the first one that asks for bank holidays loads them
@given(workers, talks, ids, rhythms, days, absences, spans)
def test_no_pause_makes_any_clock_run_out_earlier(
    worker: Worker,
    found: list[tuple[date, State, int | None]],
    policy: str,
    rhythm: Frequency | None,
    today: date,
    gone: list[object],
    more: tuple[date, int | None],
) -> None:
    """[CAD-9] For the worker and for the supervisor; cover for the supervisor is asked for because of it."""
    plain = replace(known(worker, found, policy, rhythm, today), absences=tuple(gone))  # type: ignore[arg-type]
    first, length = more
    pause = away(first, first + timedelta(days=length) if length else None)
    before = due_days(plain)
    for paused in (
        replace(plain, absences=(*plain.absences, pause)),
        replace(plain, supervisor_absences=(replace(pause, person="s"),)),
    ):
        then = due_days(paused)
        for clock, (day, state) in before.items():
            if clock == "cover":
                continue
            later, now = then[clock]
            assert day is None or later is None or later >= day, clock
            assert not (now == "overdue" and state not in ("overdue", "paused")), clock


@settings(deadline=None)  # the first one that asks for bank holidays loads them
@given(workers, talks, ids, rhythms, days, absences, days)
def test_holding_one_never_makes_any_clock_more_overdue(
    worker: Worker,
    found: list[tuple[date, State, int | None]],
    policy: str,
    rhythm: Frequency | None,
    today: date,
    gone: list[object],
    on: date,
) -> None:
    """But that of signatures: a record is overdue once the next talk is held without it [CAD-11]."""
    plain = replace(known(worker, found, policy, rhythm, today), absences=tuple(gone))  # type: ignore[arg-type]
    one_more: Record = held(on, number=9)
    before, then = due_days(plain), due_days(replace(plain, records=(*plain.records, one_more)))
    for clock, (day, state) in before.items():
        later, now = then[clock]
        if clock == "signature":
            continue
        if day is None:
            continue  # nothing was known, so nothing could be late
        assert later is None or later >= day, clock
        assert not (now == "overdue" and state not in ("overdue", "paused")), clock
