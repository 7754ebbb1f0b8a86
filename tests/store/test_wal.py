"""A torn or changed write-ahead log is never passed over in silence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from supervise_tui.store import records
from supervise_tui.store.wal import cut_short
from tests.store.cabinets import Place, start_record

LAST = 30


@pytest.fixture
def crashed(place: Place, tmp_path: Path) -> Place:
    """A cabinet as a crash leaves it: everything since it was opened stands in the log alone."""
    place.make().close()
    cabinet = place.open()
    with cabinet.transaction() as work:
        start_record(work, place.clock, "r1")
    for number in range(1, LAST + 1):
        with cabinet.transaction() as work:
            records.save_answers(work, "r1", {"count": number}, place.clock)
    left = Place(tmp_path / "crashed.cabinet", tmp_path / "crashed state", place.clock)
    shutil.copytree(place.folder, left.folder)
    shutil.copytree(place.state, left.state)
    cabinet.close()
    (left.folder / "lock.owner").unlink()
    return left


def log_of(place: Place) -> Path:
    """Its write-ahead log."""
    return place.folder / "records.db-wal"


def reported_or_whole(place: Place) -> bool:
    """Open it; whether something was said, or nothing is missing."""
    cabinet = place.open()
    with cabinet.reading() as work:
        found = records.find(work)
        whole = bool(found) and records.answers(work, "r1") == {"count": LAST}
    said = bool(cabinet.notes or cabinet.warnings)
    cabinet._engine.dispose()
    cabinet._lock.give_back()
    return said or whole


def test_an_untouched_log_is_replayed_and_nothing_is_said(crashed: Place) -> None:
    assert not cut_short(log_of(crashed))
    cabinet = crashed.open()
    assert (cabinet.notes, cabinet.warnings) == ((), ())
    with cabinet.reading() as work:
        assert records.answers(work, "r1") == {"count": LAST}
    cabinet.close()


def test_no_log_and_an_empty_one_are_well(tmp_path: Path) -> None:
    assert not cut_short(tmp_path / "none")
    (tmp_path / "empty").write_bytes(b"")
    assert not cut_short(tmp_path / "empty")


def test_a_log_that_was_begun_anew_over_an_older_one_is_well(place: Place) -> None:
    cabinet = place.make()
    with cabinet.transaction() as work:
        start_record(work, place.clock, "r1")
    for number in range(1500):  # past the size at which SQLite begins anew
        with cabinet.transaction() as work:
            records.save_answers(work, "r1", {"count": number}, place.clock)
    assert not cut_short(place.folder / "records.db-wal")
    cabinet.close()


def test_a_changed_byte_anywhere_in_the_log_is_reported(crashed: Place, tmp_path: Path) -> None:
    log = log_of(crashed)
    raw = log.read_bytes()
    whole = {path.name: path.read_bytes() for path in crashed.folder.iterdir() if path.is_file()}
    for at in [*range(0, 56, 5), *range(56, len(raw), len(raw) // 25), len(raw) - 1]:
        for name, content in whole.items():
            (crashed.folder / name).write_bytes(content)
        log.write_bytes(raw[:at] + bytes([raw[at] ^ 4]) + raw[at + 1 :])
        assert reported_or_whole(crashed), at


def test_a_log_torn_in_the_middle_of_a_frame_is_reported(crashed: Place) -> None:
    log = log_of(crashed)
    log.write_bytes(log.read_bytes()[:-1000])
    assert cut_short(log)
    cabinet = crashed.open()
    assert "may be missing" in cabinet.notes[0]
    assert not cabinet.read_only
    cabinet.close()
