"""Damaged, foreign and hostile cabinets: refused whole, one plain sentence, in bounded time and memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from supervise_tui.canonical import canonical_bytes
from supervise_tui.problems import CabinetTooNew, FileTrouble, NotACabinet, Problem, WrongSecret
from supervise_tui.store.cabinet import OPENING
from supervise_tui.store.header import read_header
from supervise_tui.store.tries import tries_for
from tests.store.cabinets import PASSPHRASE, Place


@pytest.fixture
def closed(place: Place) -> Place:
    """A cabinet that is closed."""
    place.make().close()
    return place


def rewrite(place: Place, change: Callable[[dict[str, Any]], object]) -> None:
    """Change cabinet.json as a stranger would."""
    path = place.folder / "cabinet.json"
    header = json.loads(path.read_bytes())
    change(header)
    path.write_bytes(canonical_bytes(header))


def refused(place: Place) -> Problem:
    """Open the cabinet and give how it was refused; the lock must be free again."""
    with pytest.raises(Problem) as problem:
        place.open()
    assert not (place.folder / "lock.owner").exists()
    assert problem.value.__cause__ is None
    return problem.value


@pytest.mark.parametrize(
    ("field", "value"),
    [("memory_kib", 2**30), ("memory_kib", 8), ("passes", 10_000), ("lanes", 64), ("passes", True)],
)
def test_costs_outside_the_limits_are_refused_before_any_work(closed: Place, field: str, value: int) -> None:
    rewrite(closed, lambda header: header["slots"][0]["costs"].update({field: value}))
    assert isinstance(refused(closed), NotACabinet)


def test_a_cabinet_json_of_two_gigabytes_is_refused_without_reading_it(closed: Place) -> None:
    with (closed.folder / "cabinet.json").open("r+b") as file:
        file.truncate(2**31)  # a sparse file: it takes no room
    assert isinstance(refused(closed), NotACabinet)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b"\xff\xfe\x00",
        b"null",
        b"[]",
        b'{"format":1}',
        b'{"format":NaN}',
        b'{"format":' + b"9" * 5000 + b"}",
        b'{"format":1,"id":"../../../x","slots":[],"tag":""}',
        b'{"format":true,"id":"0123456789abcdef","slots":[],"tag":""}',
    ],
)
def test_anything_odd_in_cabinet_json_is_refused_with_a_plain_sentence(closed: Place, raw: bytes) -> None:
    (closed.folder / "cabinet.json").write_bytes(raw)
    assert isinstance(refused(closed), NotACabinet)


def test_every_changed_byte_of_cabinet_json_is_noticed(closed: Place) -> None:
    path = closed.folder / "cabinet.json"
    raw = path.read_bytes()
    cabinet = read_header(closed.folder).id
    # In shape alone: what still reads as a header fails at its tag, which the next test opens with.
    survivors = []
    for at in range(len(raw)):
        path.write_bytes(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])
        try:
            read_header(closed.folder)
        except NotACabinet:
            continue
        survivors.append(at)
    chosen = survivors[:: max(1, len(survivors) // 12)]
    for at in chosen:
        path.write_bytes(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])
        with pytest.raises((NotACabinet, WrongSecret)):
            closed.open(PASSPHRASE)
        tries_for(closed.folder, closed.state, cabinet, OPENING).right()
    path.write_bytes(raw)
    closed.open().close()


def test_a_slot_that_was_added_or_taken_out_is_noticed(closed: Place) -> None:
    rewrite(closed, lambda header: header["slots"].pop())
    assert isinstance(refused(closed), NotACabinet)


def test_hundreds_of_slots_are_refused_before_any_is_tried(closed: Place) -> None:
    def fill(header: dict[str, Any]) -> None:
        header["slots"] = [{**header["slots"][0], "id": f"{n:016x}"} for n in range(9)]

    rewrite(closed, fill)
    assert isinstance(refused(closed), NotACabinet)


def test_a_newer_format_is_refused_with_a_clear_sentence(closed: Place) -> None:
    rewrite(closed, lambda header: header.update({"format": 2, "something": "new"}))
    problem = refused(closed)
    assert isinstance(problem, CabinetTooNew)
    assert "newer version" in problem.sentence


def test_another_cabinets_json_does_not_open_these_records(closed: Place, tmp_path: Path) -> None:
    other = Place(tmp_path / "other.cabinet", tmp_path / "state")
    other.make().close()
    (closed.folder / "cabinet.json").write_bytes((other.folder / "cabinet.json").read_bytes())
    assert isinstance(refused(closed), NotACabinet)


@pytest.mark.parametrize("size", [0, 1, 100, 4096, 50_000])
def test_a_database_cut_short_is_refused_and_left_as_it_is(closed: Place, size: int) -> None:
    database = closed.folder / "records.db"
    raw = database.read_bytes()[:size]
    database.write_bytes(raw)
    assert isinstance(refused(closed), NotACabinet)
    assert database.read_bytes() == raw


def test_a_database_with_a_changed_byte_is_refused(closed: Place) -> None:
    database = closed.folder / "records.db"
    raw = bytearray(database.read_bytes())
    raw[20] ^= 1
    database.write_bytes(raw)
    assert isinstance(refused(closed), NotACabinet)


def test_a_missing_database_is_refused_and_none_is_made(closed: Place) -> None:
    (closed.folder / "records.db").unlink()
    assert isinstance(refused(closed), NotACabinet)
    assert not (closed.folder / "records.db").exists()


def test_a_folder_in_the_place_of_the_database_is_refused(closed: Place) -> None:
    (closed.folder / "records.db").unlink()
    (closed.folder / "records.db").mkdir()
    assert isinstance(refused(closed), NotACabinet)


def test_a_folder_that_is_none_and_a_folder_without_a_cabinet_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble):
        Place(tmp_path / "gone", tmp_path / "state").open()
    (tmp_path / "empty").mkdir()
    with pytest.raises(NotACabinet):
        Place(tmp_path / "empty", tmp_path / "state").open()
    (tmp_path / "file").write_text("hello", "utf-8")
    with pytest.raises(FileTrouble):
        Place(tmp_path / "file", tmp_path / "state").open()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_the_place_of_cabinet_json_is_not_waited_for(closed: Place) -> None:
    (closed.folder / "cabinet.json").unlink()
    os.mkfifo(closed.folder / "cabinet.json")
    done: list[Problem] = []
    opening = threading.Thread(target=lambda: done.append(refused(closed)), daemon=True)
    opening.start()
    opening.join(20)
    assert len(done) == 1


def test_a_wrong_key_prints_nothing_on_the_screen(closed: Place) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from supervise_tui.store.database import open_database\n"
        "from supervise_tui.problems import NotACabinet\n"
        "try: open_database(Path(sys.argv[1]), bytearray(32))\n"
        "except NotACabinet: print('refused')\n"
    )
    database = str(closed.folder / "records.db")
    done = subprocess.run([sys.executable, "-c", code, database], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("refused\n", "")
