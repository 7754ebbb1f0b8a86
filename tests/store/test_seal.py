"""What the seal finds: older copies put back, a rewritten history; and how it is accepted."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from supervise_tui.problems import NotAllowed
from supervise_tui.store import history, people
from supervise_tui.store.cabinet import Cabinet
from tests.store.cabinets import ZOFIA, Place, note


def write_history(place: Place, count: int = 1) -> None:
    """Open the cabinet, note something, close it."""
    cabinet = place.open()
    for _ in range(count):
        with cabinet.transaction() as work:
            note(work, place.clock)
    cabinet.close()


def cannot_write(cabinet: Cabinet) -> bool:
    """Whether the cabinet refuses to be written to."""
    try:
        with cabinet.transaction() as work:
            people.save_worker(work, ZOFIA)
    except NotAllowed:
        return True
    return False


@pytest.fixture
def closed(place: Place) -> Place:
    """A cabinet with a history, closed."""
    place.make().close()
    write_history(place)
    return place


def test_a_history_that_went_on_after_its_seal_is_well(closed: Place) -> None:
    old_seal = (closed.folder / "seal.json").read_bytes()
    write_history(closed, 3)
    (closed.folder / "seal.json").write_bytes(old_seal)
    opened = closed.open()
    assert (opened.warnings, opened.read_only) == ((), False)
    opened.close()


def test_an_older_database_put_back_is_found_by_the_seal_in_the_folder(closed: Place, tmp_path: Path) -> None:
    old = (closed.folder / "records.db").read_bytes()
    write_history(closed)
    (closed.folder / "records.db").write_bytes(old)
    stranger = Place(closed.folder, tmp_path / "another computer", closed.clock)
    opened = stranger.open()
    assert opened.read_only
    assert "older records were put back" in opened.warnings[0]
    assert cannot_write(opened)
    opened.close()


def test_an_older_folder_put_back_is_found_by_this_computer(closed: Place, tmp_path: Path) -> None:
    shutil.copytree(closed.folder, tmp_path / "old")
    write_history(closed)
    shutil.rmtree(closed.folder)
    shutil.copytree(tmp_path / "old", closed.folder)
    opened = closed.open()
    assert opened.read_only
    assert "remembers a later history" in opened.warnings[0]
    opened.close()
    again = closed.open()  # closing must not have covered it up
    assert again.read_only
    again.close()


def test_a_computer_that_has_never_seen_the_cabinet_says_so_without_alarm(
    closed: Place, tmp_path: Path
) -> None:
    elsewhere = Place(closed.folder, tmp_path / "another computer", closed.clock)
    opened = elsewhere.open()
    assert (opened.warnings, opened.read_only) == ((), False)
    assert "has not seen this cabinet before" in opened.notes[0]
    opened.close()
    again = elsewhere.open()
    assert again.notes == ()
    again.close()


@pytest.mark.parametrize("raw", [None, b"", b"{}", b"[" * 4000, b"x" * 10_000])
def test_a_seal_that_is_missing_or_odd_is_a_warning(closed: Place, raw: bytes | None) -> None:
    seal = closed.folder / "seal.json"
    if raw is None:
        seal.unlink()
    else:
        seal.write_bytes(raw)
    opened = closed.open()
    assert opened.read_only
    assert len(opened.warnings) == 1
    opened.close()


def test_every_changed_byte_of_the_seal_is_noticed(closed: Place) -> None:
    seal = closed.folder / "seal.json"
    raw = seal.read_bytes()
    for at in range(0, len(raw), 9):
        seal.write_bytes(raw[:at] + bytes([raw[at] ^ 2]) + raw[at + 1 :])
        opened = closed.open()
        assert opened.read_only, at
        opened.close()
    seal.write_bytes(raw)
    opened = closed.open()
    assert not opened.read_only
    opened.close()


def test_the_seal_of_another_cabinet_does_not_fit(closed: Place, tmp_path: Path) -> None:
    other = Place(tmp_path / "other.cabinet", tmp_path / "state")
    other.make().close()
    (closed.folder / "seal.json").write_bytes((other.folder / "seal.json").read_bytes())
    opened = closed.open()
    assert opened.read_only
    opened.close()


def test_accepting_needs_a_reason_and_leaves_its_mark_for_good(closed: Place, tmp_path: Path) -> None:
    old = (closed.folder / "records.db").read_bytes()
    write_history(closed)
    (closed.folder / "records.db").write_bytes(old)
    opened = closed.open()
    with pytest.raises(NotAllowed):
        opened.accept_history("  ", closed.clock)
    opened.accept_history("The laptop was restored from a backup.", closed.clock)
    assert (opened.warnings, opened.read_only) == ((), False)
    assert not cannot_write(opened)
    opened.close()
    again = closed.open()
    assert (again.warnings, again.read_only) == ((), False)
    with again.reading() as work:
        branch = [e for e in history.events(work, "") if e.what == "cabinet.history-accepted"]
        assert [history.reason(work, e) for e in branch] == ["The laptop was restored from a backup."]
    again.close()


def test_a_wal_taken_away_after_a_seal_is_found(place: Place, tmp_path: Path) -> None:
    cabinet = place.make()
    with cabinet.transaction() as work:
        note(work, place.clock)
    cabinet.seal()
    # As a power cut leaves it: the database, its WAL and the seal, copied while it is open.
    broken = tmp_path / "broken.cabinet"
    shutil.copytree(place.folder, broken)
    cabinet.close()
    (broken / "records.db-wal").unlink()
    opened = Place(broken, tmp_path / "elsewhere", place.clock).open()
    assert opened.read_only
    opened.close()


def test_a_seal_that_cannot_be_written_is_a_warning_and_no_error(place: Place) -> None:
    cabinet = place.make()
    shutil.rmtree(place.state / "seals")
    (place.state / "seals").write_text("in the way", "utf-8")
    with cabinet.transaction() as work:
        note(work, place.clock)
    cabinet.seal()
    assert "could not be sealed" in cabinet.warnings[0]
    (place.state / "seals").unlink()
    cabinet.seal()
    assert cabinet.warnings == ()
    cabinet.close()


def test_a_clock_set_back_a_year_changes_nothing_in_the_order(closed: Place) -> None:
    closed.clock.turn(days=-365)
    write_history(closed)
    opened = closed.open()
    assert (opened.warnings, opened.read_only) == ((), False)
    with opened.reading() as work:
        numbers = [event.number for event in history.events(work, ZOFIA.id)]
    assert numbers == sorted(numbers)
    opened.close()
