"""The organisation's policy: chosen, kept, previewed; absences and inductions written down [CAD-1]."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from supervise_tui.domain.absences import AbsenceKind
from supervise_tui.domain.cadence import Due
from supervise_tui.domain.induction import Found
from supervise_tui.domain.people import Worker
from supervise_tui.domain.whose_file import is_of_a_worker
from supervise_tui.forms.contracts import Contract
from supervise_tui.forms.definition import Role
from supervise_tui.forms.shipped import POLICIES
from supervise_tui.problems import BadInput, NotFound
from supervise_tui.workflows import absences, induction, plan_supervision, policies
from supervise_tui.workflows.clocks import clocks
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.due import due_list
from supervise_tui.workflows.home import home
from supervise_tui.workflows.policy_preview import preview
from supervise_tui.workflows.read_history import history_lines
from supervise_tui.workflows.workers import add_worker, change_worker, find_workers, worker_file
from tests.forms.written import policy_of
from tests.homes import Clock

TODAY = date(2026, 11, 17)


@pytest.fixture
def gurpreet(desk: Desk) -> Worker:
    """Somebody whom every policy treats in its own way."""
    return add_worker(
        desk,
        name="Gurpreet Gill",
        post="Night care assistant",
        started_on=date(2026, 9, 1),
        hours=18.5,
        grade=" Newly  qualified ",
        contract=Contract.AGENCY,
        induction_ends_on=date(2026, 12, 1),
    )


def stands(desk: Desk) -> Due:
    (line,) = due_list(desk)
    return line.due


def clock_of(desk: Desk, name: str) -> Due:
    (known,) = (one for one in clocks(desk) if is_of_a_worker(one.worker.id))
    return next(one.due for one in known.readings if one.clock.id == name)


def test_what_a_policy_looks_at_is_kept_with_the_worker(desk: Desk, gurpreet: Worker) -> None:
    kept = worker_file(desk, gurpreet.id).worker
    assert (kept.grade, kept.contract) == ("Newly qualified", Contract.AGENCY)
    assert kept.induction_ends_on == date(2026, 12, 1)
    changed = change_worker(desk, replace(kept, contract=Contract.VOLUNTEER, grade=""))
    assert worker_file(desk, gurpreet.id).worker == changed
    with pytest.raises(BadInput, match="Induction ends before the first day"):
        change_worker(desk, replace(kept, induction_ends_on=date(2026, 8, 31)))


def test_the_policy_that_is_chosen_counts_everywhere(desk: Desk, gurpreet: Worker) -> None:
    assert policies.in_use(desk).id == "care-provider"
    assert stands(desk).due_on == date(2026, 12, 1)
    policies.choose(desk, desk.library.policy("council-by-grade"), "The council asks for it.")
    found = stands(desk)
    assert (found.state, found.due_on, found.policy) == ("overdue", date(2026, 9, 8), "council-by-grade")
    assert "under the policy “Council by grade”" in found.reason
    assert worker_file(desk, gurpreet.id).due == found == find_workers(desk)[0].due
    assert [(line.policy.id, line.own) for line in policies.offered(desk) if line.in_use] == [
        ("council-by-grade", False)
    ]
    told = history_lines(desk)[0]
    assert told.what.startswith("chose how often people are to be supervised")
    assert told.why == "The council asks for it."


def test_a_policy_of_their_own_counts_as_it_was_chosen(desk: Desk, gurpreet: Worker, tmp_path: Path) -> None:
    ours = policy_of('posts = ["night"]\nlimit = "1 week"', 'limit = "3 months"')
    policies.choose(desk, ours)
    assert policies.in_use(desk) == ours
    folder = tmp_path / "own" / POLICIES
    folder.mkdir(parents=True)
    (folder / "ours.toml").write_bytes(ours.source.replace(b"1 week", b"9 weeks"))
    desk.library.read_from(tmp_path / "own")
    assert policies.in_use(desk) == ours  # until somebody has looked at what its file says now
    newer = [line for line in policies.offered(desk) if line.newer]
    assert [(line.policy.id, line.own, line.in_use) for line in newer] == [("our-home", True, False)]
    first = policies.offered(desk)[0]
    assert (first.policy.id, first.own, first.in_use) == ("our-home", True, True)
    assert stands(desk).due_on == date(2026, 9, 8)


def test_a_preview_says_for_whom_it_would_be_different_and_changes_nothing(
    desk: Desk, gurpreet: Worker
) -> None:
    olena = add_worker(desk, name="Olena Kovalenko", post="Cook")
    change_worker(desk, replace(olena, left_on=TODAY))
    (line,) = preview(desk, desk.library.policy("council-social-care"))
    assert (line.worker.name, line.rule) == ("Gurpreet Gill", "Probation, the first 6 months")
    assert (line.now.due_on, line.then.due_on) == (date(2026, 12, 1), date(2026, 9, 29))
    assert line.changes
    assert policies.in_use(desk).id == "care-provider"
    (same,) = preview(desk, policies.in_use(desk))
    assert not same.changes


def test_how_soon_is_soon_can_be_set(desk: Desk, gurpreet: Worker) -> None:
    assert stands(desk).state == "on-time"
    policies.set_soon_days(desk, 14)
    assert stands(desk).state == "due-soon"
    with pytest.raises(BadInput, match="0 to 60"):
        policies.set_soon_days(desk, 61)


def test_an_absence_stops_the_clock_and_the_return_starts_it_again(desk: Desk, gurpreet: Worker) -> None:
    absence = absences.away(desk, gurpreet.id, AbsenceKind.SICKNESS, date(2026, 11, 10))
    assert stands(desk).state == "paused"
    assert absences.find_open(desk, gurpreet.id) == absence
    absences.came_back(desk, absence.id, date(2026, 11, 16))
    assert (stands(desk).state, stands(desk).due_on) == ("on-time", date(2026, 12, 7))
    with pytest.raises(BadInput, match="not after the first day away"):
        absences.came_back(desk, absence.id, date(2026, 11, 10))
    absences.take_back(desk, absence.id, "It was somebody else.")
    assert stands(desk).due_on == date(2026, 12, 1)
    assert absences.absences_of(desk) == []
    with pytest.raises(NotFound):
        absences.find_open(desk, gurpreet.id)
    assert [line.what for line in history_lines(desk, gurpreet.id)][:3] == [
        "took back an absence",
        "wrote down an absence",
        "wrote down an absence",
    ]


def test_the_supervisors_own_absence_asks_for_cover(desk: Desk, gurpreet: Worker) -> None:
    """[CAD-10]"""
    absence = absences.away(desk, desk.owner.id, AbsenceKind.SICKNESS, date(2026, 11, 1))
    assert clock_of(desk, "cover").state == "due-soon"
    assert stands(desk).state == "paused"
    absences.stand_in(desk, absence.id, "Delyth Pugh", date(2026, 11, 16))
    assert clock_of(desk, "cover").state == "on-time"
    assert (stands(desk).state, stands(desk).due_on) == ("on-time", date(2026, 12, 16))


def test_after_sickness_a_talk_is_booked_again_from_the_return(
    desk: Desk, gurpreet: Worker, clock: Clock
) -> None:
    """[CAD-9]"""
    plan = plan_supervision.plan(desk, gurpreet.id, date(2026, 11, 20))
    assert stands(desk).reason == "Planned for Friday 20 November 2026."
    plan_supervision.cancel(desk, plan.record.id, "Off sick", by=Role.WORKER, sickness=True)
    (absence,) = absences.absences_of(desk, gurpreet.id)
    assert (absence.kind, absence.first_day, absence.back_on) == (AbsenceKind.SICKNESS, TODAY, None)
    assert (clock_of(desk, "rebooking").state, clock_of(desk, "rebooking").due_on) == ("paused", None)
    waiting = plan_supervision.outlook(desk, gurpreet.id).to_rebook
    assert waiting is not None
    assert plan_supervision.who_was_ill(desk, waiting) == absence
    clock.turn(days=14)
    absences.came_back(desk, absence.id, date(2026, 12, 1))
    found = clock_of(desk, "rebooking")
    assert (found.state, found.due_on) == ("due-soon", date(2026, 12, 8))
    outlook = plan_supervision.outlook(desk, gurpreet.id)
    assert outlook.to_rebook is not None
    assert outlook.to_rebook.when.by == date(2026, 12, 8)


def test_a_return_that_is_known_when_a_talk_is_cancelled_counts_at_once(desk: Desk, gurpreet: Worker) -> None:
    """[CAD-9]"""
    plan = plan_supervision.plan(desk, gurpreet.id, date(2026, 11, 20))
    with pytest.raises(BadInput, match="not after the first day away"):
        plan_supervision.cancel(
            desk, plan.record.id, "Off sick", by=Role.WORKER, sickness=True, back_on=date(2026, 11, 2)
        )
    assert absences.absences_of(desk) == []  # nothing of it was kept
    absences.away(desk, gurpreet.id, AbsenceKind.SICKNESS, date(2026, 11, 16))
    when = plan_supervision.cancel(
        desk, plan.record.id, "Off sick", by=Role.WORKER, sickness=True, back_on=date(2026, 11, 19)
    )
    assert when is not None
    assert (when.by, when.counts_from) == (date(2026, 11, 27), "the day it was for")  # back before it
    (absence,) = absences.absences_of(desk, gurpreet.id)
    assert (absence.first_day, absence.back_on) == (date(2026, 11, 16), date(2026, 11, 19))
    assert clock_of(desk, "rebooking").due_on == date(2026, 11, 27)


def test_an_absence_is_changed_and_who_stands_in_is_named_with_the_day(desk: Desk, gurpreet: Worker) -> None:
    """[CAD-10]"""
    absence = absences.away(desk, desk.owner.id, AbsenceKind.LEAVE, date(2026, 10, 1), planned=True)
    with pytest.raises(BadInput, match="belong together"):
        absences.change(desk, replace(absence, cover="Delyth Pugh"))
    with pytest.raises(BadInput, match="Who stands in is empty"):
        absences.change(desk, replace(absence, cover_from=TODAY))
    changed = absences.change(
        desk, replace(absence, kind=AbsenceKind.SICKNESS, cover=" Delyth  Pugh ", cover_from=TODAY)
    )
    view = absences.away_view(desk, desk.owner.id)
    assert (view.name, view.supervisor, view.absences) == ("Marian Oakes", True, [changed])
    assert view.cover is not None
    assert view.cover.reason.endswith("Delyth Pugh stands in.")
    written = len(history_lines(desk))
    assert absences.change(desk, changed) == changed
    assert len(history_lines(desk)) == written  # nothing changed, nothing noted
    assert stands(desk).state == "on-time"


def test_whose_absence_stops_a_clock_is_said(desk: Desk, gurpreet: Worker) -> None:
    absence = absences.away(desk, desk.owner.id, AbsenceKind.SICKNESS, date(2026, 11, 16))
    assert stands(desk).reason.startswith("The supervisor is away sick since Monday 16 November 2026, so")
    absences.take_back(desk, absence.id, "A slip")
    absences.away(desk, gurpreet.id, AbsenceKind.SICKNESS, date(2026, 11, 16))
    assert stands(desk).reason.startswith("Away sick since Monday 16 November 2026, so the clock")


def test_what_was_found_last_counts_and_all_of_it_is_kept(desk: Desk, gurpreet: Worker) -> None:
    """[CAD-8]"""
    hoist, round_ = induction.add_tasks(desk, gurpreet.id, ["Using a hoist", "Night rounds"])
    with pytest.raises(BadInput, match="there already"):
        induction.add_tasks(desk, gurpreet.id, ["Fire drill", "night rounds"])
    found = [
        (TODAY - timedelta(days=9), Found.ALONE, "Certificate of 2025, and seen on a round"),
        (TODAY - timedelta(days=2), Found.NOT_YET, "Left the brake off"),
        (TODAY - timedelta(days=5), Found.ALONE, "Typed in late"),
    ]
    for day, what, shown in found:
        hoist = induction.assess(desk, hoist.id, day, "Delyth Pugh", found=what, evidence=shown)
    assert hoist.competent_on is None  # of 15 November, whenever it was typed in
    hoist = induction.assess(desk, hoist.id, TODAY, "Delyth Pugh")
    assert hoist.alone_by(TODAY)
    view = induction.induction_of(desk, gurpreet.id)
    assert [line.task.task for line in view.lines] == ["Night rounds", "Using a hoist"]
    assert [one.evidence for one in view.lines[1].assessments] == [*(shown for _, _, shown in found), ""]
    (line,) = home(desk).in_sight
    assert [task.task for task in line.tasks] == ["Night rounds"]
    induction.remove_task(desk, round_.id, "Days only")
    assert [task.task for task in induction.tasks_of(desk, gurpreet.id)] == ["Using a hoist"]
    told = history_lines(desk, gurpreet.id)[0]
    assert (told.what, told.why) == ("took back a task of the induction", "Days only")


def test_tasks_come_from_lists_that_leave_out_what_is_there(desk: Desk, gurpreet: Worker) -> None:
    before = induction.lists_to_add(desk, induction.induction_of(desk, gurpreet.id))
    induction.add_tasks(desk, gurpreet.id, before[0].tasks)
    after = induction.lists_to_add(desk, induction.induction_of(desk, gurpreet.id))
    assert [one.id for one in after] == [one.id for one in before[1:]]


def test_a_task_of_the_induction_is_done_in_sight_until_somebody_has_seen_it(
    desk: Desk, gurpreet: Worker
) -> None:
    """[CAD-8]"""
    task = induction.add_task(desk, gurpreet.id, "Moving and handling")
    assert "for Moving and handling until" in clock_of(desk, "line-of-sight").reason
    with pytest.raises(BadInput, match="there already"):
        induction.add_task(desk, gurpreet.id, "moving and handling")
    with pytest.raises(BadInput, match="still to come"):
        induction.assess(desk, task.id, TODAY + timedelta(days=1), "Delyth Pugh")
    induction.assess(desk, task.id, TODAY, "Delyth Pugh")
    assert clock_of(desk, "line-of-sight").state == "not-applicable"
    assert [(one.task, one.assessed_by) for one in induction.tasks_of(desk, gurpreet.id)] == [
        ("Moving and handling", "Delyth Pugh")
    ]
