"""Who else opened a file: asked, kept in its history, seen by the worker, and not to be changed unseen."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from supervise_tui.domain.roles import KeyRole
from supervise_tui.problems import BadInput, NotAllowed, NotFound, NotOpened
from supervise_tui.workflows import file_openings, key_holders, timeline
from supervise_tui.workflows.check_files import check_cabinet
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.open_cabinet import close_desk
from supervise_tui.workflows.read_history import history_lines
from tests.key_ring import LAST_DAY, VISIT, KeyRing, key_ring


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    """A cabinet with a key for every role."""
    return key_ring(tmp_path)


def visited(ring: KeyRing, **said: str) -> Desk:
    """The inspector comes, opens Ania's file and goes; then the owner's desk."""
    inspector = ring.open(KeyRole.INSPECTOR)
    file_openings.open_file(inspector, ring.ania, **(VISIT | said))
    close_desk(inspector)
    return ring.open()


def test_an_opening_stands_in_the_history_and_on_the_workers_file(ring: KeyRing) -> None:
    desk = visited(ring)
    (seen,) = timeline.timeline(desk, ring.ania).looks
    assert (seen.name, seen.role, seen.purpose, seen.key, seen.remark) == (*VISIT.values(), "", "")
    assert seen.at == ring.clock.at
    line = history_lines(desk, ring.ania)[0]
    assert (line.who, line.what, line.why) == (
        "Ravi Menon",
        "opened the file",
        "Inspector: Inspection of 18 November",
    )
    assert history_lines(desk)[0].about == "Ania Wójcik-Łęcka"
    assert timeline.timeline(desk, ring.bethan).looks == ()
    assert check_cabinet(desk) == []
    close_desk(desk)


def test_whose_key_was_used_is_said_when_it_is_somebody_else_who_looks(ring: KeyRing) -> None:
    desk = visited(ring, name="Ines Faria")
    (seen,) = file_openings.openings(desk, ring.ania)
    assert (seen.name, seen.key) == ("Ines Faria", "Ravi Menon")
    assert history_lines(desk, ring.ania)[0].why == "for Ines Faria, Inspector: Inspection of 18 November"
    close_desk(desk)


def test_it_is_asked_again_after_each_lock_and_the_latest_stands_first(ring: KeyRing) -> None:
    close_desk(visited(ring))
    ring.clock.turn(days=1)
    inspector = ring.open(KeyRole.INSPECTOR)
    with pytest.raises(NotOpened):
        timeline.timeline(inspector, ring.ania)
    file_openings.open_file(inspector, ring.ania, **(VISIT | {"purpose": "A second look"}))
    # They may see who looked, themselves among them.
    assert [one.purpose for one in file_openings.openings(inspector, ring.ania)] == [
        "A second look",
        "Inspection of 18 November",
    ]
    close_desk(inspector)


@pytest.mark.parametrize("missing", ["name", "role", "purpose"])
def test_all_three_have_to_be_said(ring: KeyRing, missing: str) -> None:
    inspector = ring.open(KeyRole.INSPECTOR)
    with pytest.raises(BadInput, match="is empty"):
        file_openings.open_file(inspector, ring.ania, **(VISIT | {missing: "  "}))
    with pytest.raises(NotOpened):
        timeline.timeline(inspector, ring.ania)
    with pytest.raises(NotFound):
        file_openings.open_file(inspector, "nobody", **VISIT)
    close_desk(inspector)


def test_the_owner_is_never_asked_and_can_note_who_looks_over_their_shoulder(ring: KeyRing) -> None:
    desk = ring.open()
    assert not file_openings.asks_why(desk)
    file_openings.show_to(
        desk, ring.ania, name="Owen Gittins", role="Investigating officer", purpose="Complaint of 3 November"
    )
    (seen,) = file_openings.openings(desk, ring.ania)
    assert (seen.name, seen.key) == ("Owen Gittins", "Marian Oakes")
    close_desk(desk)
    deputy = ring.open(KeyRole.DEPUTY)
    with pytest.raises(NotAllowed, match="Only the owner"):
        file_openings.show_to(deputy, ring.ania, **VISIT)
    close_desk(deputy)


@pytest.mark.parametrize(
    ("harm", "remark"),
    [
        ("UPDATE file_opening SET purpose = 'Nothing much'", "This was changed after it was written."),
        ("DELETE FROM file_opening", "What was said at this opening is gone from the cabinet."),
    ],
)
def test_a_line_that_was_changed_or_taken_out_is_found(ring: KeyRing, harm: str, remark: str) -> None:
    desk = visited(ring)
    with desk.cabinet.transaction() as work:
        work.connection().execute(text(harm))
    (seen,) = file_openings.openings(desk, ring.ania)
    assert seen.remark == remark
    close_desk(desk)


def test_a_key_opens_nothing_after_its_last_day_and_says_so(ring: KeyRing) -> None:
    ring.clock.at = ring.clock.at.replace(day=LAST_DAY.day)
    inspector = ring.open(KeyRole.INSPECTOR)  # the last day itself counts
    file_openings.open_file(inspector, ring.ania, **VISIT)
    ring.clock.turn(days=1)
    with pytest.raises(NotAllowed, match="This key ended on Monday 30 November 2026"):
        timeline.timeline(inspector, ring.ania)  # it was left open over midnight
    close_desk(inspector)
    with pytest.raises(NotAllowed, match="This key ended on Monday 30 November 2026"):
        ring.open(KeyRole.INSPECTOR)
    desk = ring.open()
    assert key_holders.ended_keys(desk).startswith("Ravi Menon's key ended on Monday 30 November 2026")
    key = next(line for line in key_holders.keys(desk) if line.ended)
    key_holders.take_key(desk, key.key)
    assert key_holders.ended_keys(desk) == ""
    close_desk(desk)


def test_a_clock_set_back_gives_no_more_days_once_somebody_wrote_later(ring: KeyRing) -> None:
    now = ring.clock.at
    ring.clock.turn(days=20)
    desk = ring.open()
    file_openings.show_to(desk, ring.ania, **VISIT)
    close_desk(desk)
    ring.clock.at = now
    with pytest.raises(NotAllowed, match="This key ended"):
        ring.open(KeyRole.INSPECTOR)
    close_desk(ring.open(KeyRole.AUDITOR))  # a key without a last day is not touched by it
