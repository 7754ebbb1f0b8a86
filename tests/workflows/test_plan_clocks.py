"""Home shows what is due in plans, and a talk what is watched after one, to who may see plans alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from supervise_tui.canonical import Json
from supervise_tui.domain.plan_case import Entry
from supervise_tui.domain.roles import KeyRole
from supervise_tui.forms.library import Library
from supervise_tui.store import plan_cases as kept
from supervise_tui.workflows import hold_supervision, plan_cases, plan_clocks
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.home import home, mark
from supervise_tui.workflows.open_cabinet import HOME_TIME, close_desk
from supervise_tui.workflows.plans_desk import plans_desk
from tests.domain import plan_story
from tests.key_ring import KeyRing, key_ring


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    """A cabinet with a key for every role; only the owner's opens plans."""
    return key_ring(tmp_path)


@cache
def library() -> Library:
    """The forms, read once for all desks."""
    return Library()


def at_desk(ring: KeyRing, role: KeyRole = KeyRole.OWNER) -> Desk:
    """Open the cabinet with the key of that role."""
    return replace(ring.open(role), library=library())


def told(desk: Desk, worker_id: str, entries: Iterable[Entry]) -> None:
    """Keep a story as the entries of a new case."""
    case = plan_cases.open_case(desk, worker_id)
    with plans_desk(desk).cabinet.transaction() as work:
        for number, entry in enumerate(entries):
            kept.add_entry(work, replace(entry, id=f"{number:016x}", case=case.id), desk.now)


def test_what_is_due_stands_on_home_for_who_may_see_plans(ring: KeyRing) -> None:
    ring.clock.at = datetime(2026, 2, 20, 9, tzinfo=HOME_TIME)
    desk = at_desk(ring)
    before = mark(desk)
    told(desk, ring.ania, plan_story.planned().entries)
    assert mark(desk) != before
    found = home(desk).plans
    assert [(one.worker.id, one.clock.id, one.clock.state) for one in found] == [
        (ring.ania, "review", "overdue")
    ]
    ((case, _),) = plan_cases.cases(desk)
    incident: dict[str, Json] = {"objective": "whole_plan", "what_kind": "incident", "result": "not_met"}
    unsafe: dict[str, Json] = {"control": "new_one", "what": "No lone rounds", "state": "broken"}
    with plans_desk(desk).cabinet.transaction() as work:
        for kind, said in (("log", incident), ("control", unsafe)):
            entry = Entry(id=f"{kind:0>16}", case=case.id, number=0, kind=kind, on=desk.today, answers=said)
            kept.add_entry(work, entry, desk.now)
    found = home(desk).plans
    assert [(one.clock.id, one.clock.state) for one in found] == [
        ("control-broken", "overdue"),
        ("review", "overdue"),
        ("reason-to-look", "due-soon"),
    ]
    assert not any("lone rounds" in f"{one.clock.title}{one.clock.words}" for one in found)
    close_desk(desk)
    for role in (KeyRole.DEPUTY, KeyRole.NEXT_LINE_MANAGER):
        theirs = at_desk(ring, role)
        assert home(theirs).plans == []
        assert plan_clocks.mark(theirs) == 0
        close_desk(theirs)


def test_after_a_plan_a_supervision_says_so_to_who_may_know_and_holds_what_any_other_holds(
    ring: KeyRing,
) -> None:
    agendas = []
    for story in (False, True):
        ring.clock.at = datetime(2026, 6, 1, 9, tzinfo=HOME_TIME)
        desk = at_desk(ring)
        if story:
            told(desk, ring.ania, plan_story.closed_1().entries)
        sheet = hold_supervision.start(desk, ring.ania)
        assert (sheet.watched_until is not None) is story
        agendas.append([(row["text"], row["standing"]) for row in rows(sheet.answers["agenda"])])
        until = sheet.watched_until
        close_desk(desk)
        theirs = at_desk(ring, KeyRole.DEPUTY)
        theirs.cabinet.open_file(ring.ania)
        assert hold_supervision.open_sheet(theirs, sheet.record.id).watched_until is None
        hold_supervision.discard(theirs, sheet.record.id, "Begun to look at its agenda.")
        close_desk(theirs)
    assert agendas[0] == agendas[1]
    assert ("Work and how it is going", "standing.work") in agendas[0]
    assert until is not None
    ring.clock.at = datetime(until.year, until.month, until.day, 9, tzinfo=HOME_TIME)
    desk = at_desk(ring)
    assert plan_clocks.watched_until(desk, ring.ania) == until
    ring.clock.turn(days=1)
    assert plan_clocks.watched_until(desk, ring.ania) is None
    assert plan_clocks.watched_until(plans_desk(desk), ring.ania) is None
    close_desk(desk)


def rows(value: object) -> Iterator[dict[str, object]]:
    """The rows of an agenda."""
    assert isinstance(value, list)
    for row in value:
        assert isinstance(row, dict)
        yield row
