"""Make, open, work in and close a cabinet."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from filelock import FileLock

from supervise_tui.problems import BadInput, CabinetInUse, FileTrouble, NotAllowed, WrongSecret
from supervise_tui.store import cabinet as cabinets
from supervise_tui.store import people, records, settings
from supervise_tui.store.cabinet import Cabinet
from supervise_tui.store.lock import A_LOOK_TAKES
from supervise_tui.store.work import Work
from supervise_tui.trust.costs import FLOOR
from tests.store.cabinets import ADE, HOME, OWNER, PASSPHRASE, ZOFIA, Place, start_record


def test_what_was_kept_is_there_when_the_cabinet_is_opened_again(place: Place) -> None:
    made = place.make()
    with made.transaction() as work:
        start_record(work, place.clock)
    made.close()
    again = place.open()
    assert (again.id, again.organisation, again.owner) == (made.id, HOME, OWNER)
    assert (again.warnings, again.notes, again.read_only) == ((), (), False)
    with again.reading() as work:
        assert people.workers(work) == [ZOFIA]
        assert records.fetch(work, 1).worker == ZOFIA.id
    again.close()


def test_the_folder_holds_what_the_design_names_and_nothing_half_done(place: Place) -> None:
    place.make().close()
    names = {path.name for path in place.folder.iterdir()}
    assert names == {"cabinet.json", "seal.json", "records.db", "plans.db", "plans.seal", "lock"}
    assert [path.name for path in place.folder.parent.iterdir() if path.name.startswith(".")] == []


def test_the_recovery_key_opens_the_cabinet(place: Place) -> None:
    place.make().close()
    opened = place.open(place.recovery_key.lower().replace(" ", "-"), by_recovery=True)
    assert opened.slot.kind == "recovery"
    with opened.reading() as work:
        assert people.supervisor(work, OWNER.id) == OWNER
    opened.close()


def test_a_slip_in_the_recovery_key_is_told_at_once_and_counts_as_no_try(place: Place) -> None:
    place.make().close()
    for _ in range(6):
        with pytest.raises(BadInput):
            place.open(place.recovery_key[:-4] + "0000", by_recovery=True)
    place.open().close()


def test_a_wrong_passphrase_is_refused_with_a_plain_sentence(place: Place) -> None:
    place.make().close()
    with pytest.raises(WrongSecret) as refused:
        place.open("harbour thistle amber")
    assert "amber" not in str(refused.value)
    place.open().close()


def test_the_passphrase_of_an_open_cabinet_can_be_checked_again(cabinet: Cabinet) -> None:
    cabinet.check_passphrase(PASSPHRASE)
    with pytest.raises(WrongSecret):
        cabinet.check_passphrase("something else altogether")


def test_all_of_a_transaction_is_kept_or_nothing(cabinet: Cabinet) -> None:
    def slip() -> None:
        with cabinet.transaction() as work:
            people.save_worker(work, ZOFIA)
            raise BadInput("A slip.")

    with pytest.raises(BadInput):
        slip()
    with cabinet.reading() as work:
        assert people.workers(work) == []


def test_nothing_is_kept_of_a_reading(cabinet: Cabinet) -> None:
    with cabinet.reading() as work:
        people.save_worker(work, ZOFIA)
    with cabinet.reading() as work:
        assert people.workers(work) == []


def test_a_transaction_inside_another_is_a_part_of_it(cabinet: Cabinet) -> None:
    def slip() -> None:
        with cabinet.transaction() as outer:
            with cabinet.transaction() as inner:
                people.save_worker(inner, ZOFIA)
            assert people.workers(outer) == [ZOFIA]
            raise BadInput("A slip.")

    with pytest.raises(BadInput):
        slip()
    with cabinet.reading() as work, cabinet.reading() as same:
        assert people.workers(same) == []
        with pytest.raises(RuntimeError), cabinet.transaction():
            people.save_worker(work, ZOFIA)


def test_a_hundred_increments_from_ten_threads_are_all_kept(cabinet: Cabinet) -> None:
    def count() -> None:
        for _ in range(10):
            with cabinet.transaction() as work:
                seen = settings.get(work, "count", 0)
                assert isinstance(seen, int)
                settings.put(work, "count", seen + 1)

    threads = [threading.Thread(target=count) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with cabinet.reading() as work:
        assert settings.get(work, "count") == 100


def test_a_closed_cabinet_gives_nothing_away_and_closing_twice_is_harmless(cabinet: Cabinet) -> None:
    keys = list(cabinet._keys.values())
    cabinet.close()
    cabinet.close()
    assert all(not any(key) for key in keys)
    with pytest.raises(NotAllowed), cabinet.reading():
        pass


def test_sealing_or_closing_inside_a_transaction_is_a_mistake_that_shows(cabinet: Cabinet) -> None:
    with cabinet.transaction():
        with pytest.raises(RuntimeError):
            cabinet.seal()
        with pytest.raises(RuntimeError):
            cabinet.close()


def test_the_second_copy_of_the_program_says_who_has_it_open(place: Place, cabinet: Cabinet) -> None:
    with pytest.raises(CabinetInUse) as refused:
        place.open()
    assert "has it open on" in refused.value.sentence
    assert re.search(r", since \w+day \d+ \w+, \d\d:\d\d\.", refused.value.sentence)
    assert cabinets.in_use_by(place.folder)
    assert OWNER.name not in (place.folder / "lock.owner").read_text("utf-8")
    cabinet.close()
    assert cabinets.in_use_by(place.folder) == ""
    place.open().close()


def test_a_cabinet_open_in_another_process_is_refused_too(place: Place, cabinet: Cabinet) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from supervise_tui.store.lock import Lock\n"
        "from supervise_tui.problems import CabinetInUse\n"
        "from datetime import datetime, UTC\n"
        "try: Lock(Path(sys.argv[1])).take(datetime.now(UTC))\n"
        "except CabinetInUse as problem: print(problem)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(place.folder)], capture_output=True, text=True, check=True
    )
    assert "This cabinet is open already" in done.stdout


def test_somebody_who_only_looks_whether_it_is_open_turns_nobody_away(place: Place) -> None:
    place.make().close()
    looking = FileLock(place.folder / "lock", thread_local=False)  # as in_use_by does, for a moment
    looking.acquire()
    moment = threading.Timer(A_LOOK_TAKES / 5, looking.release)
    moment.start()
    cabinet = place.open()
    assert not looking.is_locked
    cabinet.close()
    moment.join()


def test_a_cabinet_is_not_made_over_something_that_is_there(place: Place) -> None:
    place.folder.mkdir()
    (place.folder / "holiday.txt").write_text("photos", "utf-8")
    with pytest.raises(FileTrouble):
        place.make()
    assert [path.name for path in place.folder.iterdir()] == ["holiday.txt"]


def test_a_cabinet_may_be_made_in_an_empty_folder_and_in_one_that_is_not_there_yet(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    Place(tmp_path / "empty", tmp_path / "state").make().close()
    Place(tmp_path / "new" / "deeper" / "one.cabinet", tmp_path / "state").make().close()


def test_what_goes_wrong_while_making_leaves_nothing_behind(place: Place) -> None:
    def fail(work: Work, cabinet: str) -> None:
        people.save_worker(work, ADE)
        raise BadInput("A slip.")

    with pytest.raises(BadInput):
        cabinets.make(
            place.folder,
            HOME,
            OWNER,
            PASSPHRASE,
            costs=FLOOR,
            state_folder=place.state,
            now=place.clock,
            prepare=fail,
        )
    assert not place.folder.exists()
    assert [path for path in place.folder.parent.iterdir() if path != place.state] == []


def test_merely_importing_the_store_loads_no_database() -> None:
    code = (
        "import sys, supervise_tui.store; sys.exit('sqlmodel' in sys.modules or 'sqlalchemy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
