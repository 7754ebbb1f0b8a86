"""The drawer: its file tells nothing, and it lives through all that a cabinet lives through."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from supervise_tui.domain.people import Supervisor
from supervise_tui.problems import FileTrouble, NotACabinet, NotAllowed, Problem, WrongSecret
from supervise_tui.store import cabinet as cabinets
from supervise_tui.store import drawer_file, drawer_seal, history, key_holders, people, records, settings
from supervise_tui.store.backup import make_backup
from supervise_tui.store.cabinet import Cabinet
from supervise_tui.store.database import AS_IT_IS, UNSEEN, connect, upgrade, upgrade_files
from supervise_tui.store.drawer import RESTORED, Drawer, drawer_of, opens_drawer
from supervise_tui.store.opened import CABINET_ID, PLANS, RECORDS
from supervise_tui.store.restoring import restore
from supervise_tui.trust.costs import FLOOR
from tests.store.cabinets import OWNER, PASSPHRASE, ZOFIA, Clock, Place, note, start_record

ROOT = Path(__file__).parents[2]
DEPUTY = Supervisor(id="d1d1d1d1d1d1d1d1", name="Ioan Vaughan", post="Deputy")
MANAGER = Supervisor(id="e2e2e2e2e2e2e2e2", name="Nkechi Obi", post="Home manager")
DEPUTYS, MANAGERS = "linen harbour magpie", "copper window sparrow"
RECORD = "c3c3c3c3c3c3c3c3"
PAGE = 4096


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A closed cabinet with a worker, a word in the drawer, a deputy without plans, a manager with them."""
    folder = tmp_path_factory.mktemp("drawer")
    place = Place(folder / "rowan.cabinet", folder / "state")
    cabinet = place.make()
    with cabinet.transaction() as work:
        people.save_worker(work, ZOFIA)
    for person, words, role, stores in (
        (DEPUTY, DEPUTYS, "deputy", (RECORDS,)),
        (MANAGER, MANAGERS, "registered-manager", (PLANS, RECORDS)),
    ):
        key_holders.add_holder(
            cabinet, person, words, role=role, stores=stores, expires_on=None, costs=FLOOR, now=place.clock
        )
    say(drawer_of(cabinet), "At first")
    cabinet.close()
    return place


@pytest.fixture
def place(made_once: Place, tmp_path: Path) -> Place:
    """A copy of it, and of what the computer remembers."""
    shutil.copytree(made_once.folder, tmp_path / "rowan.cabinet")
    shutil.copytree(made_once.state, tmp_path / "state")
    return Place(tmp_path / "rowan.cabinet", tmp_path / "state", made_once.clock, made_once.recovery_key)


@contextmanager
def opened(place: Place, secret: str = PASSPHRASE, *, by_recovery: bool = False) -> Iterator[Cabinet]:
    """The cabinet, closed again afterwards."""
    cabinet = place.open(secret, by_recovery=by_recovery)
    try:
        yield cabinet
    finally:
        cabinet.close()


def say(drawer: Drawer, words: str) -> None:
    """Write something into the drawer, with an event of the history."""
    with drawer.transaction() as work:
        settings.put(work, "said", words)
        note(work, Clock())


def said(drawer: Drawer) -> object:
    """What was written last."""
    with drawer.reading() as work:
        return settings.get(work, "said")


def plans_file(place: Place) -> Path:
    """The drawer's file, whatever it is called since its key was renewed."""
    (path,) = place.folder.glob("plans*.db")
    return path


def pages(path: Path) -> list[bytes]:
    """The pages of a file."""
    raw = path.read_bytes()
    return [raw[at : at + PAGE] for at in range(0, len(raw), PAGE)]


def test_every_page_of_the_file_is_random_and_new_at_each_opening_and_nothing_stands_beside_it(
    place: Place,
) -> None:
    path = plans_file(place)
    size = drawer_file.SMALLEST
    before, seal = pages(path), place.folder / drawer_seal.SEAL
    sealed = seal.read_bytes()
    assert len(before) * PAGE == size
    assert all(len(set(page)) > 200 for page in before)  # one of zeros, or of text, has far fewer signs
    with opened(place) as cabinet:
        drawer = drawer_of(cabinet)
        opened_anew = pages(path)
        assert not set(before) & set(opened_anew)  # before a word is written, not at the end
        assert seal.read_bytes() != sealed
        places = (place.folder, *place.folder.iterdir(), *place.state.rglob("*"))
        times = {one: one.stat().st_mtime_ns for one in places}
        in_plain = {one: one.read_bytes() for one in places if one.suffix == ".json"}
        say(drawer, "More")
        drawer.seal()  # as after a signature
        assert {one: one.stat().st_mtime_ns for one in places} == times  # should it be killed now
        assert {one: one.read_bytes() for one in in_plain} == in_plain
        names = {one.name for one in place.folder.iterdir()}
        assert not any(name.startswith(path.name + "-") for name in names)
    assert path.stat().st_size == size
    assert len({one.stat().st_mtime_ns for one in place.folder.glob("*.db")}) == 1
    with opened(place, DEPUTYS):  # without the key for it, nothing of it changes but its time
        shut = pages(path)
    assert shut == pages(path)
    with opened(place):
        pass  # nobody looks into it: closing waits until it is new all the same
    assert not set(shut) & set(pages(path))


def test_the_file_grows_by_doubling_alone_and_what_it_grew_by_is_random_too(place: Place) -> None:
    with opened(place) as cabinet:
        drawer, path = drawer_of(cabinet), plans_file(place)
        for _ in range(2):
            with drawer.transaction() as work:
                start_record(work, place.clock, RECORD) if said(drawer) == "At first" else None
                settings.put(work, "said", "x" * 350_000)
            assert path.stat().st_size == 2 * drawer_file.SMALLEST
        with drawer.transaction() as work:
            settings.put(work, "said", "Little again")
        assert all(len(set(page)) > 200 for page in pages(path))
    with opened(place) as cabinet:
        assert said(drawer_of(cabinet)) == "Little again"
        assert plans_file(place).stat().st_size == 2 * drawer_file.SMALLEST


KILLED = """
import os, sys
from pathlib import Path
from supervise_tui.store import drawer_file, settings
from supervise_tui.store.drawer import drawer_of
from tests.conftest import pytest_configure
from tests.store.cabinets import Place, note
pytest_configure()
place = Place(Path(sys.argv[1]), Path(sys.argv[2]))
drawer = drawer_of(place.open(sys.argv[3]))
for number in range(5):
    with drawer.transaction() as work:
        settings.put(work, "said", f"Planted wisteria {number}")
        note(work, place.clock)
os._exit(9)
"""


def test_after_kill_9_all_that_was_kept_is_there_and_the_folder_tells_nothing(place: Place) -> None:
    before = pages(plans_file(place))
    done = subprocess.run(
        [sys.executable, "-c", KILLED, place.folder, place.state, PASSPHRASE],
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 9
    records_file = next(one.name for one in place.folder.glob("records*.db"))
    names = {one.name for one in place.folder.iterdir()} - {"tries"}
    beside = {f"{records_file}-wal", "lock", "lock.owner", "cabinet.json.before"}
    assert names <= {"cabinet.json", "seal.json", "plans.seal", records_file, plans_file(place).name} | beside
    assert plans_file(place).stat().st_size == drawer_file.SMALLEST
    assert not set(before) & set(pages(plans_file(place)))  # a page that stayed would point at the others
    for path in (*place.folder.rglob("*"), *place.state.rglob("*")):
        assert path.is_dir() or b"wisteria" not in path.read_bytes(), path
    with opened(place) as cabinet:
        drawer = drawer_of(cabinet)
        assert (said(drawer), drawer.warnings) == ("Planted wisteria 4", ())


@pytest.mark.parametrize("touched", ["copy_drawer", "bring_up_to_date", "replace", "sync_folder"])
def test_cut_off_while_it_is_written_anew_the_old_file_or_the_new_one_is_there(
    place: Place, monkeypatch: pytest.MonkeyPatch, touched: str
) -> None:
    stop = threading.Event()
    act = getattr(drawer_file, touched)

    def cut_off(*arguments: object) -> None:
        act(*arguments)
        stop.set()
        raise Problem("The power went.")

    with monkeypatch.context() as patch:
        patch.setattr(drawer_file, touched, cut_off)
        patch.setattr(drawer_file, "drop", lambda path: None)  # what is half done is left lying
        with opened(place) as cabinet:
            assert said(drawer_of(cabinet)) == "At first"
    assert stop.is_set()
    with opened(place) as cabinet:
        assert (said(drawer_of(cabinet)), cabinet.notes) == ("At first", ())
        assert not list(place.folder.glob("copy-*"))


def test_an_older_file_put_back_is_noticed_in_the_drawer_alone_and_accepted_with_a_reason(
    place: Place,
) -> None:
    old = plans_file(place).read_bytes()
    with opened(place) as cabinet:
        say(drawer_of(cabinet), "Later")
    plans_file(place).write_bytes(old)
    with opened(place) as cabinet:
        assert (cabinet.warnings, cabinet.read_only) == ((), False)
        drawer = drawer_of(cabinet)
        assert len(drawer.warnings) == 2  # by the seal in the folder, and by the one on this computer
        assert all("put back" in warning for warning in drawer.warnings)
        with pytest.raises(NotAllowed, match="reading only"):
            say(drawer, "Nothing")
        drawer.accept_history("The disk failed.", place.clock)
        say(drawer, "On we go")
        with drawer.reading() as work:
            told = [event.what for event in history.events(work, history.CABINET)]
        assert "cabinet.history-accepted" in told
    with opened(place) as cabinet:
        assert drawer_of(cabinet).warnings == ()


def test_a_seal_is_as_long_and_as_random_with_much_to_seal_as_with_nothing(place: Place) -> None:
    seal = place.folder / drawer_seal.SEAL
    seen = {seal.read_bytes()}
    for words in ("", "Much"):
        with opened(place) as cabinet:
            if words:
                say(drawer_of(cabinet), words)
        seen.add(seal.read_bytes())
    assert len(seen) == 3
    assert {len(raw) for raw in seen} == {136}
    seal.write_bytes(b"\0" * 136)
    with opened(place) as cabinet:
        assert "was changed" in drawer_of(cabinet).warnings[0]
    seal.unlink()
    with opened(place) as cabinet:
        assert "is missing" in drawer_of(cabinet).warnings[0]


def test_only_a_key_that_was_given_for_plans_opens_it_and_one_taken_away_opens_it_no_more(
    place: Place,
) -> None:
    with opened(place, DEPUTYS) as cabinet:
        assert not opens_drawer(cabinet)
        with pytest.raises(NotAllowed, match="not for improvement plans"):
            drawer_of(cabinet)
    with opened(place, place.recovery_key, by_recovery=True) as cabinet:
        with pytest.raises(NotAllowed, match="recovery key"):
            drawer_of(cabinet)
        key_holders.recover(cabinet, "marble tunnel finch", costs=FLOOR, now=place.clock)
        assert said(drawer_of(cabinet)) == "At first"
    with opened(place, MANAGERS) as cabinet:
        assert said(drawer_of(cabinet)) == "At first"
        assert drawer_of(cabinet).holder == MANAGER
        mine = cabinet.slot.id
        old_key, old_file = bytes(cabinet._keys[PLANS]), plans_file(place).read_bytes()
    with opened(place, "marble tunnel finch") as cabinet:
        drawer = drawer_of(cabinet)
        key_holders.remove_holder(cabinet, mine, now=place.clock)
        say(drawer, "After")  # it goes along with the new key while it is open
        assert bytes(cabinet._keys[PLANS]) != old_key
    with pytest.raises(WrongSecret):
        place.open(MANAGERS)
    assert plans_file(place).read_bytes()[:PAGE] != old_file[:PAGE]
    with opened(place, "marble tunnel finch") as cabinet:
        drawer = drawer_of(cabinet)
        assert (said(drawer), drawer.warnings, cabinet.warnings) == ("After", (), ())


def test_a_backup_carries_it_whoever_makes_it_and_tells_nothing_to_who_may_not_see_it(place: Place) -> None:
    made = {}
    for who, secret in (("owner", PASSPHRASE), ("deputy", DEPUTYS)):
        with opened(place, secret) as cabinet:
            file = place.folder.parent / f"{who}.cabinet-backup"
            made[who] = make_backup(cabinet, file, now=place.clock)
            assert made[who].whole
    for who, backup in made.items():
        again = place.folder.parent / f"{who}.again"
        restore(backup.path, DEPUTYS, again, state_folder=place.state, now=place.clock).close()
        copy = Place(again, place.state, place.clock)
        with opened(copy) as cabinet:
            drawer = drawer_of(cabinet)
            assert (said(drawer), drawer.warnings, drawer.read_only) == ("At first", (), False)
            with drawer.reading() as work:
                assert settings.get(work, CABINET_ID) == cabinet.id
                assert [event.what for event in history.events(work, history.CABINET)][-1] == RESTORED
        with opened(copy) as cabinet:
            assert drawer_of(cabinet).warnings == ()


def test_what_a_power_cut_left_beside_it_is_in_no_backup_and_goes_at_the_next_opening(place: Place) -> None:
    left = drawer_file.journal(plans_file(place))
    left.write_bytes(b"half a change")
    target = place.folder.parent / "torn"
    with opened(place, DEPUTYS) as cabinet, pytest.raises(FileTrouble, match="cut off") as trouble:
        make_backup(cabinet, target, now=place.clock)
    assert "plan" not in str(trouble.value).lower()
    assert not target.exists()
    assert left.exists()
    with opened(place) as cabinet:
        assert said(drawer_of(cabinet)) == "At first"
        assert not left.exists()
        make_backup(cabinet, target, now=place.clock)


def test_a_damaged_or_missing_file_is_a_plain_sentence_and_the_cabinet_opens_all_the_same(
    place: Place,
) -> None:
    path = plans_file(place)
    whole = path.read_bytes()
    for raw, says in (
        (whole[: 5 * PAGE] + b"?" * PAGE + whole[6 * PAGE :], "plans.db is damaged"),
        (b"not much", "plans.db is damaged"),
        (None, "plans.db is missing"),
    ):
        path.unlink()
        if raw is not None:
            path.write_bytes(raw)
        with opened(place) as cabinet:
            assert cabinet.warnings == ()
            assert says in cabinet.notes[-1]
            if raw is None or len(raw) < PAGE:
                with pytest.raises(NotACabinet, match=says):
                    drawer_of(cabinet)
        if raw is None:
            assert not path.exists()  # what was lost is not made up
            path.write_bytes(b"")
        with opened(place, DEPUTYS) as cabinet:
            assert cabinet.notes == ()
    path.write_bytes(whole)
    with opened(place) as cabinet:
        assert said(drawer_of(cabinet)) == "At first"


def test_a_cabinet_of_before_gets_a_drawer_when_somebody_with_the_key_opens_it(place: Place) -> None:
    plans_file(place).unlink()
    (place.folder / drawer_seal.SEAL).unlink()
    shutil.rmtree(place.state)
    with opened(place) as cabinet, cabinet.transaction() as work:
        work.connection().exec_driver_sql("DELETE FROM setting WHERE key = 'drawer'")
    with opened(place, DEPUTYS):
        assert list(place.folder.glob("plans*")) == []
    with opened(place) as cabinet:
        assert cabinet.notes == ()
        drawer = drawer_of(cabinet)
        assert (said(drawer), drawer.warnings) == (None, ())
        assert plans_file(place).stat().st_size == drawer_file.SMALLEST
        say(drawer, "New")


def test_a_drawer_of_an_older_version_is_brought_up_to_date_when_the_cabinet_is_opened(place: Place) -> None:
    with opened(place) as cabinet:
        key = bytes(cabinet._keys[PLANS])
    path, newest = plans_file(place), upgrade_files()
    path.unlink()
    old = connect(path, key, UNSEEN)
    upgrade(old, newest[:12])
    old.close()
    assert path.stat().st_size < drawer_file.SMALLEST
    with opened(place):
        pass
    assert plans_file(place).stat().st_size == drawer_file.SMALLEST  # whether it is looked into or not
    new = connect(plans_file(place), key, AS_IT_IS)
    assert new.execute("PRAGMA user_version").fetchone() == (len(newest),)
    new.close()


def test_what_is_known_of_people_comes_over_and_nothing_goes_back(place: Place) -> None:
    with opened(place) as cabinet:
        drawer = drawer_of(cabinet)
        assert isinstance(drawer, Drawer)
        assert drawer_of(drawer) is drawer
        with cabinet.transaction() as work:
            people.save_worker(work, ZOFIA.__class__(id="f4" * 8, name="Joss Penhaligon", post="Cook"))
        drawer = drawer_of(cabinet)
        with drawer.reading() as work:
            assert [one.name for one in people.workers(work)] == ["Joss Penhaligon", ZOFIA.name]
            assert OWNER in people.supervisors(work)
        with drawer.transaction() as work:
            people.save_worker(work, ZOFIA.__class__(id="f5" * 8, name="Nobody else", post="Cook"))
            start_record(work, place.clock, RECORD)
        with cabinet.reading() as work:
            assert "Nobody else" not in [one.name for one in people.workers(work)]
            assert records.find(work) == []
        with pytest.raises(RuntimeError), drawer.transaction():
            cabinet.seal()
        with pytest.raises(RuntimeError), drawer.transaction(), cabinet.alone():
            pass
    with pytest.raises(NotAllowed, match="locked"):
        said(drawer)
    assert cabinets.in_use_by(place.folder) == ""
