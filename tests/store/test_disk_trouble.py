"""Full, read-only and vanished disks: a plain sentence, and the old state or the new one, never half."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from supervise_tui.problems import FileTrouble, Problem, TooManyTries
from supervise_tui.store import records
from supervise_tui.store.cabinet import Cabinet
from supervise_tui.store.durable import write_whole
from tests.store.cabinets import Place, note, start_record

pytestmark = pytest.mark.true_locks

SMALL_DISK = 4 * 1024 * 1024
RECORD = "r1"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MiB in memory, which can be filled and made read-only for root as well."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a small disk to fill")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK}", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("this machine does not let a test mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def fill(disk: Path, leave: int) -> None:
    """Fill the disk so that `leave` bytes are free."""
    free = os.statvfs(disk)
    room = free.f_bavail * free.f_frsize - leave
    with (disk / "ballast").open("ab") as file:
        file.write(bytes(max(0, room)))


def remount(disk: Path, how: str) -> None:
    """Make the disk read-only ("ro") or writable ("rw")."""
    subprocess.run(["mount", "-o", f"remount,{how}", str(disk)], check=True)


def save(cabinet: Cabinet, place: Place, text: str) -> None:
    """Save one answer and note it in the history, in one transaction."""
    with cabinet.transaction() as work:
        records.save_answers(work, RECORD, {"first": text, "second": text}, place.clock)
        note(work, place.clock)


def saved(cabinet: Cabinet) -> set[str]:
    """Give the different texts that are kept: one, if none is half."""
    with cabinet.reading() as work:
        return {str(value) for value in records.answers(work, RECORD).values()}


@pytest.fixture
def small(disk: Path, tmp_path: Path) -> Place:
    """A closed cabinet on the small disk, with one record."""
    place = Place(disk / "rowan.cabinet", tmp_path / "state")
    cabinet = place.make()
    with cabinet.transaction() as work:
        start_record(work, place.clock, RECORD)
    save(cabinet, place, "at first")
    cabinet.close()
    return place


def test_each_write_that_fails_while_making_leaves_no_cabinet_or_a_whole_one(
    disk: Path, tmp_path: Path
) -> None:
    outcomes = set()
    for leave in range(0, 3072 * 1024, 96 * 1024):
        place = Place(disk / f"{leave}.cabinet", tmp_path / f"state {leave}")
        fill(disk, leave)
        try:
            place.make().close()
        except FileTrouble:
            outcomes.add("refused")
            assert sorted(path.name for path in disk.iterdir()) == ["ballast"]
        else:
            outcomes.add("made")
            (disk / "ballast").unlink()
            place.open().close()
            break
        (disk / "ballast").unlink()
    assert outcomes == {"refused", "made"}


def test_each_write_that_fails_while_saving_leaves_the_old_text_or_the_new(small: Place, disk: Path) -> None:
    cabinet = small.open()
    cabinet.settle()  # what is written beside it in the meantime would take room of the disk
    sentences = set()
    last = "at first"
    for leave in range(0, 256 * 1024, 16 * 1024):
        fill(disk, leave)
        text = f"{leave} " * 9000
        try:
            save(cabinet, small, text)
        except FileTrouble as trouble:
            sentences.add(trouble.sentence)
            assert saved(cabinet) == {last}
        else:
            last = text
        (disk / "ballast").unlink()
    assert sentences == {"The disk is full, so this could not be saved."}
    save(cabinet, small, "room again")
    cabinet.close()
    again = small.open()
    assert saved(again) == {"room again"}
    assert again.warnings == ()
    again.close()


def test_a_cabinet_on_a_full_disk_can_still_be_opened_read_and_closed(small: Place, disk: Path) -> None:
    fill(disk, 0)
    cabinet = small.open()
    cabinet.settle()  # what is written beside it in the meantime would take room of the disk
    assert saved(cabinet) == {"at first"}
    with pytest.raises(FileTrouble) as trouble:
        save(cabinet, small, "much more " * 50_000)
    assert "safe" in trouble.value.cure
    cabinet.close()
    (disk / "ballast").unlink()
    again = small.open()
    assert not again.read_only
    again.close()


def test_where_no_try_can_be_noted_opening_makes_one_wait(small: Place, disk: Path) -> None:
    fill(disk, 0)
    # A file where the state folder should be: nothing can be noted there either.
    nowhere = Place(small.folder, disk / "ballast", small.clock)
    with pytest.raises(TooManyTries):
        nowhere.open(monotonic=lambda: 0.0)
    nowhere.open(monotonic=lambda: 40.0).close()


def test_a_disk_that_becomes_read_only_is_a_plain_sentence_and_nothing_is_lost(
    small: Place, disk: Path
) -> None:
    cabinet = small.open()
    cabinet.settle()  # what is written beside it in the meantime would take room of the disk
    save(cabinet, small, "before")
    cabinet.close()
    remount(disk, "ro")
    with pytest.raises(FileTrouble) as trouble:
        small.open()
    assert "cannot be written" in trouble.value.sentence
    remount(disk, "rw")
    again = small.open()
    assert saved(again) == {"before"}
    again.close()


def test_a_cabinet_is_not_made_on_a_read_only_disk(disk: Path, tmp_path: Path) -> None:
    remount(disk, "ro")
    with pytest.raises(FileTrouble):
        Place(disk / "a.cabinet", tmp_path / "state").make()
    remount(disk, "rw")
    assert list(disk.iterdir()) == []


def test_a_file_where_the_folder_should_be_is_a_plain_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    with pytest.raises(FileTrouble):
        Place(tmp_path / "file", tmp_path / "state").make()
    with pytest.raises(FileTrouble):
        Place(tmp_path / "file" / "a.cabinet", tmp_path / "state").make()
    assert (tmp_path / "file").read_text("utf-8") == "in the way"


def test_a_state_folder_that_cannot_be_made_stops_the_making_with_a_plain_sentence(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("in the way", "utf-8")
    place = Place(tmp_path / "a.cabinet", tmp_path / "state")
    with pytest.raises(FileTrouble):
        place.make()
    assert not place.folder.exists()


def test_a_small_file_that_cannot_be_written_leaves_the_old_one(disk: Path) -> None:
    path = disk / "seal.json"
    write_whole(path, b"old", "The seal")
    fill(disk, 0)
    with pytest.raises(FileTrouble) as trouble:
        write_whole(path, b"new" * 5000, "The seal")
    assert "full" in trouble.value.sentence
    assert path.read_bytes() == b"old"
    assert sorted(item.name for item in disk.iterdir()) == ["ballast", "seal.json"]


_LIMITED = """
import resource, signal, sys
from pathlib import Path
from supervise_tui.problems import Problem
from tests.store.cabinets import Place
from tests.store.test_disk_trouble import save, saved
place = Place(Path(sys.argv[1]), Path(sys.argv[2]))
cabinet = place.open()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
kept = "at first"
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))
for count in range(200):
    text = f"{count} " * 2000
    try:
        save(cabinet, place, text)
    except Problem as problem:
        assert saved(cabinet) == {kept}, "half of it was kept"
        print(problem)
        break
    kept = text
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
save(cabinet, place, "room again")
cabinet.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit for the size of a file")
def test_a_file_that_may_not_grow_is_a_plain_sentence_without_any_rights(place: Place) -> None:
    cabinet = place.make()
    with cabinet.transaction() as work:
        start_record(work, place.clock, RECORD)
    save(cabinet, place, "at first")
    cabinet.close()
    done = subprocess.run(
        [sys.executable, "-c", _LIMITED, str(place.folder), str(place.state)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
    assert "safe" in done.stdout
    again = place.open()
    assert saved(again) == {"room again"}
    again.close()


def test_a_vanished_folder_is_a_plain_sentence(small: Place, disk: Path) -> None:
    (disk / "rowan.cabinet").rename(disk / "moved")
    with pytest.raises(Problem) as trouble:
        small.open()
    assert isinstance(trouble.value, FileTrouble)
    assert "not there" in trouble.value.sentence
