"""Backups: whole or not there, every byte of them watched, restored as a copy with its own id."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest

from supervise_tui.canonical import canonical_bytes, parse
from supervise_tui.problems import BadBackup, CabinetTooNew, FileTrouble, Problem, TooManyTries, WrongSecret
from supervise_tui.store import history, key_holders, people, records, tries
from supervise_tui.store.backup import Made, make_backup, open_backup
from supervise_tui.store.backup_file import MAGIC, PIECE, TAG, Writer, is_backup
from supervise_tui.store.backup_parts import Contents, Part, written
from supervise_tui.store.cabinet import Cabinet
from supervise_tui.store.header import make_header
from supervise_tui.store.restoring import restore
from supervise_tui.trust.costs import FLOOR
from tests.forked import Forked
from tests.store.cabinets import OWNER, PASSPHRASE, ZOFIA, Place, note, start_record
from tests.store.key_change import KILLED
from tests.store.test_key_holders import EVERY, KEY_CHANGE, copied, run

pytestmark = pytest.mark.true_locks

RECORD = "c3c3c3c3c3c3c3c3"


@pytest.fixture
def filled(place: Place) -> Cabinet:
    """An open cabinet with a record and a history."""
    cabinet = place.make()
    with cabinet.transaction() as work:
        start_record(work, place.clock, RECORD)
        records.save_answers(work, RECORD, {"summary": "Ruhige Nächte. " * 2000}, place.clock)
        note(work, place.clock)
    return cabinet


@pytest.fixture
def made(filled: Cabinet, place: Place, tmp_path: Path) -> Made:
    """A backup of that cabinet, which is closed then."""
    backup = make_backup(filled, tmp_path / "stick.cabinet-backup", now=place.clock)
    filled.close()
    return backup


def restored(made: Made, place: Place, name: str = "again", secret: str = PASSPHRASE) -> Cabinet:
    """The cabinet of the backup, anew."""
    return restore(made.path, secret, made.path.parent / name, state_folder=place.state, now=place.clock)


def look(path: Path, place: Place) -> None:
    """Check each byte of a backup with the recovery key, which is quick."""
    backup = open_backup(
        path, place.recovery_key, state_folder=place.state, now=place.clock, by_recovery=True
    )
    assert backup.contents.tally_of("records").records == 1


def everything(folder: Path, without: str = "state") -> dict[str, bytes]:
    """Every file under a folder, with its content; not what the computer remembers."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.relative_to(folder).parts[0] != without
    }


def test_a_restored_backup_holds_what_the_cabinet_held(made: Made, place: Place) -> None:
    again = restored(made, place)
    assert (again.warnings, again.read_only) == ((), False)
    with again.reading() as work:
        assert records.answers(work, RECORD) == {"summary": "Ruhige Nächte. " * 2000}
        assert people.worker(work, ZOFIA.id) == ZOFIA
        history.verify(work)
    again.close()
    assert made.records == 1
    assert made.path.stat().st_size == made.size


def test_the_copy_has_an_id_of_its_own_and_its_history_says_where_it_came_from(
    made: Made, place: Place
) -> None:
    first = place.open()
    again = restored(made, place)
    assert again.id != first.id
    assert again.origin == first.id == first.origin
    with again.reading() as work:
        last = history.events(work, "")[-1]
        assert (last.what, last.subject, last.who) == ("cabinet.restored", first.id, OWNER.id)
        assert history.fits(work, last, made.fingerprint.encode())
        assert last.number == made.head.number + 1
    first.close()
    again.close()


def test_a_copy_lives_on_like_any_cabinet(made: Made, place: Place, tmp_path: Path) -> None:
    again = restored(made, place)
    key_holders.change_passphrase(again, "marble tunnel finch", costs=FLOOR, now=place.clock)
    second = make_backup(again, tmp_path / "second", now=place.clock)
    again.close()
    copy_of_copy = restored(second, place, "third", "marble tunnel finch")
    assert copy_of_copy.origin == again.origin
    copy_of_copy.close()
    reopened = Place(tmp_path / "again", place.state, place.clock).open("marble tunnel finch")
    assert (reopened.warnings, reopened.notes) == ((), ())
    reopened.close()


def test_the_recovery_key_of_the_day_opens_a_backup(made: Made, place: Place, tmp_path: Path) -> None:
    again = restore(
        made.path,
        place.recovery_key,
        tmp_path / "again",
        state_folder=place.state,
        now=place.clock,
        by_recovery=True,
    )
    assert again.slot.kind == "recovery"
    again.close()


def test_nothing_of_a_backup_is_readable_without_a_key(made: Made, place: Place) -> None:
    raw = made.path.read_bytes()
    for word in ("Ruhige", "Rowan", "Zofia", "SQLite", OWNER.name):
        assert word.encode() not in raw


def test_a_backup_never_takes_the_place_of_a_file(filled: Cabinet, place: Place, tmp_path: Path) -> None:
    for target, said in (
        (tmp_path / "taken", "is there already"),
        (tmp_path / "link", "is there already"),
        (place.folder / "inside", "inside the cabinet"),
        (place.folder / "tries" / "inside", "not there|inside the cabinet"),
        (tmp_path / "no" / "such", "not there"),
    ):
        if target.name == "taken":
            target.write_bytes(b"mine")
        if target.name == "link":
            target.symlink_to(tmp_path / "nowhere")
        with pytest.raises(FileTrouble, match=said):
            make_backup(filled, target, now=place.clock)
    assert (tmp_path / "taken").read_bytes() == b"mine"
    filled.close()


def test_a_file_that_comes_up_while_a_backup_is_written_stays(
    filled: Cabinet, place: Place, tmp_path: Path
) -> None:
    target = tmp_path / "stick"

    def step(name: str) -> None:
        if name == "verified":
            target.write_bytes(b"somebody else was quicker")

    with pytest.raises(FileTrouble, match="is there already"):
        make_backup(filled, target, now=place.clock, step=step)
    assert target.read_bytes() == b"somebody else was quicker"
    assert list(tmp_path.glob(".stick*")) == []
    filled.close()


def test_what_a_failing_stick_spoils_is_noticed_before_the_backup_gets_its_name(
    filled: Cabinet, place: Place, tmp_path: Path
) -> None:
    def step(name: str) -> None:
        if name == "written":
            (part,) = tmp_path.glob(".stick*.part")
            raw = bytearray(part.read_bytes())
            raw[len(raw) // 2] ^= 1
            part.write_bytes(raw)

    with pytest.raises(Problem):
        make_backup(filled, tmp_path / "stick", now=place.clock, step=step)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rowan.cabinet", "state"]
    filled.close()


def test_people_go_on_writing_while_a_backup_is_written(
    filled: Cabinet, place: Place, tmp_path: Path
) -> None:
    def step(name: str) -> None:
        if name == "copied":
            with filled.transaction() as work:
                records.save_answers(work, RECORD, {"later": "typed meanwhile"}, place.clock)

    backup = make_backup(filled, tmp_path / "stick", now=place.clock, step=step)
    filled.close()
    again = restored(backup, place)
    with again.reading() as work:
        assert "later" not in records.answers(work, RECORD)
    again.close()


# -- damaged and hostile files ---------------------------------------------------------------------


def small(made: Made, place: Place) -> bytes:
    """A backup of which every byte can be tried: only the recovery key's slot, a store of 500 bytes."""
    backup = open_backup(
        made.path, place.recovery_key, state_folder=place.state, now=place.clock, by_recovery=True
    )
    store = os.urandom(500)
    part = Part(
        store="records",
        size=len(store),
        digest=hashlib.sha256(store).hexdigest(),
        tally=backup.contents.tally_of("records"),
    )
    file = BytesIO()
    header = make_header(backup.header.id, (backup.slot,), backup.keys)
    writer = Writer(file, header, backup.keys)
    writer.write(written(Contents(made_at=place.clock(), parts=(part,))) + store)
    writer.finish()
    return file.getvalue()


def test_each_changed_byte_of_a_small_backup_is_reported(made: Made, place: Place, tmp_path: Path) -> None:
    raw = small(made, place)
    path = tmp_path / "small"
    path.write_bytes(raw)
    look(path, place)
    for at in range(len(raw)):
        path.write_bytes(raw[:at] + bytes([raw[at] ^ 0x01]) + raw[at + 1 :])
        with pytest.raises((BadBackup, WrongSecret, CabinetTooNew)):
            look(path, place)
        shutil.rmtree(place.state / "tries", ignore_errors=True)
        _forget_tries()


def _forget_tries() -> None:
    """Wrong tries are counted in this process too: a test that makes thousands must not wait."""
    tries._BY_THIS_PROCESS.counted.clear()
    tries._BY_THIS_PROCESS.last.clear()


def test_changed_bytes_all_over_a_real_backup_are_reported(made: Made, place: Place, tmp_path: Path) -> None:
    raw = made.path.read_bytes()
    path = tmp_path / "bent"
    for at in [*range(len(MAGIC) + 4), *range(0, len(raw), len(raw) // 300), len(raw) - 1]:
        path.write_bytes(raw[:at] + bytes([raw[at] ^ 0x80]) + raw[at + 1 :])
        with pytest.raises((BadBackup, WrongSecret)):
            look(path, place)
        _forget_tries()


def _cut(at: float) -> Callable[[bytes], bytes]:
    return lambda raw: raw[: int(len(raw) * at)]


def _pieces_swapped(raw: bytes) -> bytes:
    end = len(raw)
    second = end - (end - _start(raw)) % (PIECE + TAG)
    first = second - (PIECE + TAG)
    return raw[:first] + raw[second:] + raw[first:second]


def _start(raw: bytes) -> int:
    length = int.from_bytes(raw[len(MAGIC) : len(MAGIC) + 4], "big")
    return len(MAGIC) + 4 + length + 32


@pytest.mark.parametrize(
    "bend",
    [
        lambda raw: b"",
        lambda raw: raw[: len(MAGIC)],
        lambda raw: raw[: len(MAGIC) + 3],
        _cut(0.001),
        _cut(0.5),
        lambda raw: raw[:-1],
        lambda raw: raw[: _start(raw)],
        lambda raw: raw[: _start(raw) + PIECE + TAG],
        lambda raw: raw + b"\x00",
        lambda raw: raw + raw[_start(raw) :],
        _pieces_swapped,
        lambda raw: os.urandom(5000),
        lambda raw: MAGIC + b"\xff\xff\xff\xff" + os.urandom(5000),
        lambda raw: MAGIC + b"\x00\x00\x00\x02{}" + os.urandom(5000),
        lambda raw: MAGIC + b"\x00\x00\x10\x00" + b"[" * 4096 + os.urandom(500),
        lambda raw: b"%PDF-1.7 " + raw,
    ],
)
def test_a_damaged_or_foreign_file_is_refused_whole_and_nothing_is_written(
    made: Made, place: Place, tmp_path: Path, bend: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "bent"
    path.write_bytes(bend(made.path.read_bytes()))
    before = everything(tmp_path)
    with pytest.raises(BadBackup) as refused:
        restore(path, PASSPHRASE, tmp_path / "again", state_folder=place.state, now=place.clock)
    assert str(refused.value).count(".") <= 2
    assert everything(tmp_path) == before


def test_a_backup_that_asks_for_too_much_work_is_refused_before_any(
    made: Made, place: Place, tmp_path: Path
) -> None:
    raw = made.path.read_bytes()
    length = int.from_bytes(raw[len(MAGIC) : len(MAGIC) + 4], "big")
    header = parse(raw[len(MAGIC) + 4 : len(MAGIC) + 4 + length])
    assert isinstance(header, dict)
    slots = header["slots"]
    assert isinstance(slots, list)
    assert isinstance(slots[0], dict)
    slots[0]["costs"] = {"memory_kib": 2**30, "passes": 1000, "lanes": 4}
    bad = canonical_bytes(header)
    path = tmp_path / "bent"
    path.write_bytes(MAGIC + len(bad).to_bytes(4, "big") + bad + raw[len(MAGIC) + 4 + length :])
    resource = pytest.importorskip("resource")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(BadBackup):
        restore(path, PASSPHRASE, tmp_path / "again", state_folder=place.state, now=place.clock)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024


def test_an_endless_file_after_a_good_label_is_refused_at_once(
    made: Made, place: Place, tmp_path: Path
) -> None:
    raw = made.path.read_bytes()
    path = tmp_path / "endless"
    with path.open("wb") as file:
        file.write(raw[: _start(raw)])
        file.truncate(2**40)  # a terabyte of nothing, which takes no room
    with pytest.raises(BadBackup):
        look(path, place)


def test_a_backup_of_a_newer_program_says_so(made: Made, place: Place, tmp_path: Path) -> None:
    raw = made.path.read_bytes()
    length = int.from_bytes(raw[len(MAGIC) : len(MAGIC) + 4], "big")
    header = parse(raw[len(MAGIC) + 4 : len(MAGIC) + 4 + length])
    assert isinstance(header, dict)
    newer = canonical_bytes({**header, "format": 99})
    path = tmp_path / "newer"
    path.write_bytes(MAGIC + len(newer).to_bytes(4, "big") + newer + raw[len(MAGIC) + 4 + length :])
    with pytest.raises(CabinetTooNew):
        look(path, place)


def test_a_folder_a_pipe_or_a_missing_file_is_no_backup(made: Made, place: Place, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    if hasattr(os, "mkfifo"):
        os.mkfifo(pipe)
    for path in (tmp_path, pipe, tmp_path / "missing"):
        assert not is_backup(path)
        with pytest.raises((BadBackup, FileTrouble)):
            look(path, place)


def test_wrong_passphrases_at_a_backup_are_slowed(made: Made, place: Place) -> None:
    for _ in range(3):
        with pytest.raises(WrongSecret):
            restored(made, place, secret="not this one")
    with pytest.raises(TooManyTries):
        restored(made, place)
    assert not (made.path.parent / "again").exists()


def test_an_existing_folder_is_never_filled(made: Made, place: Place, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_bytes(b"mine")
    for name in ("empty", "file", "rowan.cabinet"):
        with pytest.raises(FileTrouble, match="is there already"):
            restored(made, place, name)
    assert list((tmp_path / "empty").iterdir()) == []


def test_a_backup_under_the_keys_of_another_cabinet_is_refused(
    made: Made, place: Place, tmp_path: Path
) -> None:
    """Somebody with a cabinet of their own puts their pieces behind our label."""
    other = Place(tmp_path / "other.cabinet", place.state, place.clock)
    cabinet = other.make()
    theirs = make_backup(cabinet, tmp_path / "theirs", now=place.clock).path.read_bytes()
    cabinet.close()
    ours = made.path.read_bytes()
    path = tmp_path / "mixed"
    path.write_bytes(ours[: _start(ours)] + theirs[_start(theirs) :])
    with pytest.raises(BadBackup):
        look(path, place)


# -- power cuts and full disks ---------------------------------------------------------------------


@pytest.mark.long
def test_a_backup_killed_at_any_step_is_whole_or_not_there(filled: Cabinet, place: Place) -> None:
    filled.close()
    outcomes = set()
    with Forked(KEY_CHANGE) as forked:
        status, printed = run(forked, copied(place, 0), "backup", "none", "")
        assert status == 0, printed
        numbers = [str(number) for number in range(1, int(printed) + 1)][::EVERY]
        for number, at in enumerate(["copied", "written", "verified", *numbers], start=1):
            killed = copied(place, number)
            status, printed = run(forked, killed, "backup", at, "")
            assert status == KILLED, printed
            target = killed.folder.parent / "stick.cabinet-backup"
            outcomes.add(target.exists())
            if target.exists():
                look(target, killed)
            cabinet = killed.open()
            assert cabinet.warnings == ()
            cabinet.close()  # by then the drawer, which is written anew beside the reading, is done
            assert [path.name for path in killed.folder.glob("*.db")] == ["plans.db", "records.db"]
            assert list(killed.folder.parent.glob(".stick*")) == [], (
                "half a backup is swept at the next start"
            )
    assert False in outcomes


def test_a_note_of_a_half_written_backup_takes_nothing_else_away(
    made: Made, place: Place, tmp_path: Path
) -> None:
    letter = tmp_path / ".letter.0123abcd.part"
    letter.write_text("Dear Zofia,")
    note_file = place.folder / "backup.draft"
    for named in (made.path, letter, tmp_path / "gone" / ".x.0123abcd.part"):
        note_file.write_text(str(named))
        place.open().close()
        assert note_file.exists() is (not named.parent.exists())
    note_file.write_bytes(b"\0" * 100)
    place.open().close()
    assert made.path.exists()
    assert letter.exists()


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Let no file grow beyond `size` bytes, as on a full disk; skipped where there is no such limit."""
    resource = pytest.importorskip("resource")
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, old)


def test_a_full_disk_leaves_no_backup(filled: Cabinet, place: Place, tmp_path: Path) -> None:
    for limit in (1_000, 60_000, 150_000):
        with files_of_at_most(limit), pytest.raises(FileTrouble):
            make_backup(filled, tmp_path / "stick", now=place.clock)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["rowan.cabinet", "state"]
        assert list(place.folder.glob("copy-*")) == []
    make_backup(filled, tmp_path / "stick", now=place.clock)
    filled.close()


def test_a_restore_on_a_full_disk_leaves_nothing(made: Made, place: Place, tmp_path: Path) -> None:
    names = sorted(path.name for path in tmp_path.iterdir())
    for limit in (1_000, 100_000):
        with files_of_at_most(limit), pytest.raises(FileTrouble):
            restored(made, place)
        assert sorted(path.name for path in tmp_path.iterdir()) == names
    restored(made, place).close()


def test_a_change_of_keys_on_a_full_disk_changes_nothing(filled: Cabinet, place: Place) -> None:
    before = (place.folder / "cabinet.json").read_bytes()
    for limit in (200, 1_000, 100_000):
        with files_of_at_most(limit), pytest.raises(FileTrouble):
            key_holders.new_recovery_key(filled, now=place.clock)
        assert (place.folder / "cabinet.json").read_bytes() == before
        assert [path.name for path in place.folder.glob("*.db")] == ["plans.db", "records.db"]
    key_holders.new_recovery_key(filled, now=place.clock)
    filled.close()
    place.open().close()
