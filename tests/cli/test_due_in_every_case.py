"""supervise due --json says of each worker what is true: one home in which every case is there once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from supervise_tui.domain.absences import AbsenceKind
from supervise_tui.domain.people import Worker
from supervise_tui.workflows import absences, hold_supervision, plan_supervision, policies, workers
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.open_cabinet import close_desk, open_desk
from tests.cli.conftest import Run
from tests.homes import PASSPHRASE, Clock, make_home

SMALL = "“Small care provider”"


def started(on: date, **known: Any) -> dict[str, Any]:
    return {"started_on": on, **known}


def held(on: date, next_on: date | None = None) -> Callable[[Desk, Worker], object]:
    """A talk that was closed: the next day is agreed."""

    def do(desk: Desk, worker: Worker) -> object:
        sheet = hold_supervision.start(desk, worker.id)
        answers = {"held_on": on.isoformat(), "next_date": (next_on or date(2027, 12, 1)).isoformat()}
        return hold_supervision.save(desk, sheet.record.id, answers)

    return do


def gone(first: date, back: date | None = None) -> Callable[[Desk, Worker], object]:
    return lambda desk, worker: absences.away(desk, worker.id, AbsenceKind.LEAVE, first, back)


def planned(on: date) -> Callable[[Desk, Worker], object]:
    return lambda desk, worker: plan_supervision.plan(desk, worker.id, on)


def left(on: date) -> Callable[[Desk, Worker], object]:
    return lambda desk, worker: workers.change_worker(desk, Worker(**{**vars(worker), "left_on": on}))


@dataclass(frozen=True)
class Case:
    """A worker, what was done, and what is to be said on 17 November 2026."""

    known: dict[str, Any]
    done: tuple[Callable[[Desk, Worker], object], ...]
    state: str
    due_on: str | None
    days: int
    reason: str


RULE = f"at least every 3 months under the policy {SMALL}"
CASES = {
    "Ada, in time": Case(
        started(date(2020, 1, 1)),
        (held(date(2026, 10, 1)),),
        "on-time",
        "2027-01-01",
        45,
        f"Last held on Thursday 1 October 2026; {RULE}, so Wednesday 1 December 2027, as agreed, would be "
        "too late.",
    ),
    "Bo, agreed for next week": Case(
        started(date(2020, 1, 1)),
        (held(date(2026, 10, 1), date(2026, 11, 24)),),
        "due-soon",
        "2026-11-24",
        7,
        "Agreed at the last one, on Thursday 1 October 2026.",
    ),
    "Cai, agreed for the week after": Case(
        started(date(2020, 1, 1)),
        (held(date(2026, 10, 1), date(2026, 11, 25)),),
        "on-time",
        "2026-11-25",
        8,
        "Agreed at the last one, on Thursday 1 October 2026.",
    ),
    "Dee, planned for today": Case(
        started(date(2026, 9, 1)),
        (planned(date(2026, 11, 17)),),
        "due-soon",
        "2026-11-17",
        0,
        "Planned for Tuesday 17 November 2026.",
    ),
    "Eve, a day over": Case(
        started(date(2026, 8, 16)),
        (),
        "overdue",
        "2026-11-16",
        -1,
        f"Started on Sunday 16 August 2026, and none is on file yet; {RULE}.",
    ),
    "Fay, on the last day": Case(
        started(date(2026, 8, 17)),
        (),
        "due-soon",
        "2026-11-17",
        0,
        f"Started on Monday 17 August 2026, and none is on file yet; {RULE}.",
    ),
    "Gus, planned too late": Case(
        started(date(2026, 8, 30)),
        (planned(date(2026, 12, 14)),),
        "on-time",
        "2026-11-30",
        13,
        f"Started on Sunday 30 August 2026, none on file yet; {RULE}, so Monday 14 December 2026, as "
        "planned, would be too late.",
    ),
    "Hal, away with a day to come back": Case(
        started(date(2026, 9, 1)),
        (gone(date(2026, 11, 9), date(2026, 11, 30)),),
        "paused",
        "2026-12-22",
        35,
        "Away on leave since Monday 9 November 2026, back on Monday 30 November 2026, so the clock stands "
        f"still; started on Tuesday 1 September 2026, and none is on file yet; {RULE}.",
    ),
    "Ida, away and nobody knows how long": Case(
        started(date(2026, 9, 1)),
        (gone(date(2026, 11, 9)),),
        "paused",
        None,
        0,
        "Away on leave since Monday 9 November 2026, so the clock stands still; started on Tuesday 1 "
        f"September 2026, and none is on file yet; {RULE}.",
    ),
    "Jo, was away": Case(
        started(date(2026, 8, 10)),
        (gone(date(2026, 9, 1), date(2026, 9, 11)),),
        "due-soon",
        "2026-11-20",
        3,
        f"Started on Monday 10 August 2026, and none is on file yet; {RULE}.",
    ),
    "Kit, has left": Case(
        started(date(2020, 1, 1)),
        (left(date(2026, 11, 17)),),
        "not-applicable",
        None,
        0,
        "Left on Tuesday 17 November 2026.",
    ),
    "Lou, starts next month": Case(
        started(date(2026, 12, 1)),
        (),
        "on-time",
        "2027-03-01",
        104,
        f"Starts on Tuesday 1 December 2026; {RULE}.",
    ),
    "Nia, half time": Case(
        started(date(2026, 9, 1), hours=18.5),
        (),
        "on-time",
        "2026-12-01",
        14,
        f"Started on Tuesday 1 September 2026, and none is on file yet; {RULE}.",
    ),
    "Mo, of whom nothing is known": Case(
        {}, (), "due-soon", None, 0, "Not held yet, and the first day of work is not known."
    ),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a worker for each case, and its passphrase beside it."""
    folder = tmp_path_factory.mktemp("every-case")
    desk, _recovery = make_home(folder / "beck.cabinet", folder / "state")
    try:
        for name, case in CASES.items():
            worker = workers.add_worker(desk, name=name, post="Carer", **case.known)
            for do in case.done:
                do(desk, worker)
    finally:
        close_desk(desk)
    (folder / "passphrase.txt").write_text(PASSPHRASE + "\n", "utf-8")
    return folder


def said(run: Run, home: Path, folder: Path | None = None) -> dict[str, dict[str, Any]]:
    secret = home / "passphrase.txt"
    answer = run(
        "due", folder or home / "beck.cabinet", "--on", "2026-11-17", "--json", "--passphrase-file", secret
    )
    return {one["worker"]: one for one in json.loads(answer.out)["workers"]}


def test_every_state_has_its_days_its_limit_its_policy_and_its_reason(run: Run, home: Path) -> None:
    found = said(run, home)
    for name, case in CASES.items():
        one = found[name]
        told = (one["state"], one["due_on"], one["days"], one["reason"])
        assert told == (case.state, case.due_on, case.days, case.reason), name
        assert one["policy"] == "care-provider"
        counted = case.state != "not-applicable" and case.known
        assert one["limit"] == ("3 months" if counted else ""), name
        clock = one["clocks"][0]
        assert (clock["clock"], clock["state"], clock["reason"]) == ("supervision", case.state, case.reason)
    assert {case.state for case in CASES.values()} == {
        *("on-time", "due-soon", "overdue", "paused", "not-applicable")
    }


def test_another_policy_is_named_with_its_own_limits(run: Run, home: Path) -> None:
    """[CAD-4] Half time is twice the gap, and the first six months have a limit of their own."""
    folder = home / "council.cabinet"
    shutil.copytree(home / "beck.cabinet", folder)
    desk = open_desk(folder, PASSPHRASE, state=home / "other", now=Clock())
    try:
        policies.choose(desk, desk.library.policy("council-social-care"))
    finally:
        close_desk(desk)
    found = said(run, home, folder)
    assert {one["policy"] for one in found.values()} == {"council-social-care"}
    ada, nia = found["Ada, in time"], found["Nia, half time"]
    assert (ada["state"], ada["due_on"], ada["limit"]) == ("overdue", "2026-11-12", "6 weeks")
    assert (nia["state"], nia["due_on"]) == ("overdue", "2026-09-29")
    assert nia["limit"] == "2 weeks, times 2 for 18.5 of 37 hours"
    assert "times 2 for 18.5 of 37 hours" in nia["reason"]
