"""Guessing is slowed down, whatever is restarted or turned back meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervise_tui.problems import TooManyTries, WrongSecret
from supervise_tui.store.tries import Seen, Tries, tries_for
from tests.store.cabinets import PASSPHRASE, Place


def started(tmp_path: Path) -> Tries:
    """The tries at one secret as a program sees them that has just been started."""
    return tries_for(tmp_path / "a.cabinet", tmp_path / "state", "0123456789abcdef", "opening", Seen())


def wrong(tries: Tries, at: float) -> bool:
    """Try a wrong secret at `at` seconds; say whether the try was let through."""
    try:
        tries.before(at)
    except TooManyTries:
        return False
    return True


@pytest.fixture
def tries(tmp_path: Path) -> Tries:
    """The tries at one secret."""
    return started(tmp_path)


def test_at_most_ten_tries_get_through_in_any_five_minutes(tries: Tries) -> None:
    through = [at for at in range(3000) if wrong(tries, float(at))]
    assert through[:3] == [0, 1, 2]
    for start in through:
        assert sum(start <= at < start + 300 for at in through) <= 10


def test_the_wait_is_told_in_seconds(tries: Tries) -> None:
    for _ in range(3):
        assert wrong(tries, 5.0)
    with pytest.raises(TooManyTries) as told:
        tries.before(15.5)
    assert told.value.seconds == 30
    assert wrong(tries, 45.0)


def test_a_restart_begins_the_wait_anew(tries: Tries, tmp_path: Path) -> None:
    for _ in range(3):
        assert wrong(tries, 5.0)
    tries = started(tmp_path)
    assert not wrong(tries, 1000.0)
    assert not wrong(tries, 1039.0)
    assert wrong(tries, 1040.0)


def test_ending_the_program_during_a_try_gives_no_free_try(tmp_path: Path) -> None:
    for _ in range(3):
        started(tmp_path).before(0.0)  # and the program is ended before it knows the answer
    assert not wrong(started(tmp_path), 0.0)


@pytest.mark.parametrize("lost", ["a.cabinet", "state"])
def test_the_count_is_kept_in_two_places(tries: Tries, tmp_path: Path, lost: str) -> None:
    for _ in range(3):
        assert wrong(tries, 0.0)
    for path in (tmp_path / lost).rglob("*.json"):
        path.unlink()
    assert not wrong(started(tmp_path), 0.0)


@pytest.mark.parametrize("raw", [b"", b"{", b'{"wrong":-1}', b'{"wrong":true}', b"[" * 200])
def test_a_damaged_count_makes_one_wait(tries: Tries, tmp_path: Path, raw: bytes) -> None:
    assert wrong(tries, 0.0)
    for path in tmp_path.rglob("*.json"):
        path.write_bytes(raw)
    assert not wrong(started(tmp_path), 0.0)


def test_where_nothing_can_be_noted_no_try_is_free(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    places = [tmp_path / "file" / "tries.json"]
    nowhere = Tries(places, Seen())
    assert not wrong(nowhere, 0.0)
    assert wrong(nowhere, 40.0)
    assert not wrong(Tries(places, Seen()), 41.0)


def test_the_right_secret_forgets_the_wrong_ones_and_leaves_no_file(tries: Tries, tmp_path: Path) -> None:
    assert wrong(tries, 0.0)
    assert wrong(tries, 0.0)
    tries.before(0.0)
    tries.right()
    assert list(tmp_path.rglob("*.json")) == []
    assert [wrong(tries, 1.0) for _ in range(4)] == [True, True, True, False]


def test_opening_is_slowed_and_the_right_passphrase_waits_too(place: Place) -> None:
    place.make().close()
    seconds = 100.0
    for _ in range(3):
        with pytest.raises(WrongSecret):
            place.open("not this one", monotonic=lambda: seconds)
    with pytest.raises(TooManyTries):
        place.open(PASSPHRASE, monotonic=lambda: seconds + 39)
    place.open(PASSPHRASE, monotonic=lambda: seconds + 40).close()


def test_a_name_of_tries_that_could_leave_the_folder_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="lower-case"):
        tries_for(tmp_path, tmp_path, "0123456789abcdef", "../x")
