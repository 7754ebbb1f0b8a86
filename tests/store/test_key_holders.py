"""Keys given and taken away: whoever lost theirs opens nothing new, and no power cut leaves half a change."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from supervise_tui.canonical import Json, canonical_bytes, parse
from supervise_tui.domain.people import Supervisor
from supervise_tui.problems import BadInput, FileTrouble, NotAllowed, NotFound, Problem, WrongSecret
from supervise_tui.store import database, history, key_holders, records
from supervise_tui.store.backup import make_backup
from supervise_tui.store.cabinet import Cabinet
from supervise_tui.store.opened import PLANS, RECORDS
from supervise_tui.store.restoring import restore
from supervise_tui.store.rotation import STEPS
from supervise_tui.trust.costs import FLOOR
from tests.forked import Forked
from tests.store.cabinets import OWNER, PASSPHRASE, Place, start_record
from tests.store.key_change import KILLED

pytestmark = pytest.mark.true_locks

DEPUTY = Supervisor(id="d00d00d00d00d00d", name="Priya Ramanathan", post="Deputy manager")
THEIRS = "copper window sparrow"
RECORD = "c3c3c3c3c3c3c3c3"
ROOT = Path(__file__).parents[2]
EVERY = int(os.environ.get("KILL_EVERY", "24"))
"""Kill at one touch of a file in 24; `KILL_EVERY=1 pytest tests/store/test_key_holders.py` at each."""


def give(cabinet: Cabinet, place: Place, expires_on: date | None = None) -> str:
    """Give the deputy a key to the records."""
    return key_holders.add_holder(
        cabinet,
        DEPUTY,
        THEIRS,
        role="deputy",
        stores=(RECORDS,),
        expires_on=expires_on,
        costs=FLOOR,
        now=place.clock,
    )


@pytest.fixture
def shared(place: Place) -> tuple[Place, str]:
    """A closed cabinet with one record and a deputy's key, and that key's id."""
    cabinet = place.make()
    with cabinet.transaction() as work:
        start_record(work, place.clock, RECORD)
        records.save_answers(work, RECORD, {"summary": "A calm talk."}, place.clock)
    key = give(cabinet, place)
    cabinet.close()
    return place, key


def opens(place: Place, secret: str, *, by_recovery: bool = False) -> bool:
    """Whether the secret opens the cabinet whole: the record, the history and the seal in order."""
    try:
        cabinet = place.open(secret, by_recovery=by_recovery)
    except WrongSecret:
        return False
    assert (cabinet.warnings, cabinet.read_only) == ((), False)
    with cabinet.reading() as work:
        assert records.answers(work, RECORD) == {"summary": "A calm talk."}
        history.verify(work)
    cabinet.close()
    return True


def removed_in_history(place: Place) -> bool:
    """Whether the history says that the key was taken away."""
    cabinet = place.open()
    with cabinet.reading() as work:
        found = any(event.what == "keys.removed" for event in history.events(work, ""))
    cabinet.close()
    return found


def databases(place: Place) -> list[str]:
    """The names of the database files in the cabinet."""
    return sorted(path.name for path in place.folder.glob("*.db"))


def test_a_deputy_opens_the_cabinet_with_a_passphrase_of_their_own(shared: tuple[Place, str]) -> None:
    place, key = shared
    cabinet = place.open(THEIRS)
    assert (cabinet.slot.id, cabinet.slot.role, cabinet.slot.stores) == (key, "deputy", (RECORDS,))
    with cabinet.reading() as work:
        held = key_holders.holders(cabinet, work)
    assert [(one.role, one.person) for one in held] == [
        ("owner", OWNER),
        ("recovery", None),
        ("deputy", DEPUTY),
    ]
    assert [one.mine for one in held] == [False, False, True]
    with pytest.raises(NotAllowed, match="Only the owner"):
        key_holders.remove_holder(cabinet, held[0].slot, now=place.clock)
    with pytest.raises(NotAllowed, match="Only the owner"):
        give(cabinet, place)
    cabinet.close()


def test_a_removed_key_opens_the_cabinet_no_more_but_an_old_backup_still(
    shared: tuple[Place, str], tmp_path: Path
) -> None:
    place, key = shared
    cabinet = place.open()
    before = make_backup(cabinet, tmp_path / "before", now=place.clock)
    key_holders.remove_holder(cabinet, key, now=place.clock)
    after = make_backup(cabinet, tmp_path / "after", now=place.clock)
    cabinet.close()
    assert not opens(place, THEIRS)
    assert opens(place, PASSPHRASE)
    assert opens(place, place.recovery_key, by_recovery=True)
    again = restore(before.path, THEIRS, tmp_path / "again", state_folder=place.state, now=place.clock)
    assert again.slot.id == key
    again.close()
    with pytest.raises(WrongSecret):
        restore(after.path, THEIRS, tmp_path / "no", state_folder=place.state, now=place.clock)


def test_the_key_in_a_copy_of_the_old_header_opens_nothing_of_the_new_file(
    shared: tuple[Place, str],
) -> None:
    """The removed person kept cabinet.json and knows the old data keys: the records have new ones."""
    place, key = shared
    old_header = (place.folder / "cabinet.json").read_bytes()
    old_name = databases(place)[1]
    cabinet = place.open()
    key_holders.remove_holder(cabinet, key, now=place.clock)
    cabinet.close()
    kept = (place.folder / "cabinet.json.before").read_bytes()
    assert kept == (place.folder / "cabinet.json").read_bytes()
    new = databases(place)
    assert len(new) == 2
    (place.folder / old_name).write_bytes((place.folder / new[1]).read_bytes())
    (place.folder / "cabinet.json").write_bytes(old_header)
    with pytest.raises(Problem, match="cannot be read"):
        place.open(THEIRS)


def test_no_secret_of_before_is_left_after_the_passphrase_was_changed(place: Place) -> None:
    cabinet = place.make()
    with pytest.raises(BadInput, match="another one"):
        key_holders.change_passphrase(cabinet, PASSPHRASE, costs=FLOOR, now=place.clock)
    key_holders.change_passphrase(cabinet, "marble tunnel finch", costs=FLOOR, now=place.clock)
    cabinet.check_passphrase("marble tunnel finch")
    with pytest.raises(WrongSecret):
        cabinet.check_passphrase(PASSPHRASE)
    cabinet.close()
    with pytest.raises(WrongSecret):
        place.open()
    again = place.open("marble tunnel finch")
    assert (again.slot.role, again.slot.person, again.warnings) == ("owner", OWNER.id, ())
    again.close()
    assert opens_by_recovery(place)


def opens_by_recovery(place: Place) -> bool:
    """Whether the recovery key of the beginning opens the cabinet."""
    try:
        place.open(place.recovery_key, by_recovery=True).close()
    except WrongSecret:
        return False
    return True


def test_recovering_ends_the_old_passphrase_and_the_old_recovery_key(shared: tuple[Place, str]) -> None:
    place, _ = shared
    cabinet = place.open(place.recovery_key, by_recovery=True)
    new_key = key_holders.recover(cabinet, "linen harbour magpie", costs=FLOOR, now=place.clock)
    assert (cabinet.slot.role, cabinet.slot.kind) == ("owner", "passphrase")
    cabinet.check_passphrase("linen harbour magpie")
    cabinet.close()
    assert not opens_by_recovery(place)
    assert not opens(place, PASSPHRASE)
    assert opens(place, "linen harbour magpie")
    assert opens(place, THEIRS)
    assert opens(place, new_key, by_recovery=True)


def test_a_new_recovery_key_takes_the_place_of_the_old_one(shared: tuple[Place, str]) -> None:
    place, _ = shared
    cabinet = place.open()
    with pytest.raises(NotAllowed, match="not opened with the recovery key"):
        key_holders.recover(cabinet, "linen harbour magpie", costs=FLOOR, now=place.clock)
    new_key = key_holders.new_recovery_key(cabinet, now=place.clock)
    cabinet.close()
    assert not opens_by_recovery(place)
    assert opens(place, new_key, by_recovery=True)
    assert opens(place, PASSPHRASE)


def test_a_key_opens_nothing_after_its_last_day(place: Place) -> None:
    cabinet = place.make()
    with cabinet.transaction() as work:
        start_record(work, place.clock, RECORD)
        records.save_answers(work, RECORD, {"summary": "A calm talk."}, place.clock)
    give(cabinet, place, expires_on=date(2026, 11, 20))
    cabinet.close()
    place.clock.turn(days=3)
    assert opens(place, THEIRS)
    cabinet = place.open()
    made = make_backup(cabinet, place.folder.parent / "until", now=place.clock)
    cabinet.close()
    place.clock.turn(days=1)
    with pytest.raises(NotAllowed, match="This key ended on Friday 20 November 2026"):
        place.open(THEIRS)
    with pytest.raises(NotAllowed, match="This key ended"):
        restore(made.path, THEIRS, place.folder.parent / "no", state_folder=place.state, now=place.clock)
    with pytest.raises(WrongSecret):  # whoever does not know it is told nothing
        place.open("wicker moth granite")
    assert opens(place, PASSPHRASE)


def test_what_cannot_be_taken_away_says_why(shared: tuple[Place, str]) -> None:
    place, _ = shared
    cabinet = place.open()
    owner, recovery, _ = (slot.id for slot in cabinet.slots)
    with pytest.raises(NotAllowed, match="owner's own key"):
        key_holders.remove_holder(cabinet, owner, now=place.clock)
    with pytest.raises(NotAllowed, match="always has a recovery key"):
        key_holders.remove_holder(cabinet, recovery, now=place.clock)
    with pytest.raises(NotFound):
        key_holders.remove_holder(cabinet, "0" * 16, now=place.clock)
    with pytest.raises(BadInput, match="another one"):
        give(cabinet, place)  # the same passphrase twice would open as the first
    cabinet.close()


def test_a_key_may_open_improvement_plans_too(place: Place) -> None:
    cabinet = place.make()
    with pytest.raises(BadInput):
        key_holders.add_holder(
            cabinet,
            DEPUTY,
            THEIRS,
            role="deputy",
            stores=(PLANS,),
            expires_on=None,
            costs=FLOOR,
            now=place.clock,
        )
    key_holders.add_holder(
        cabinet,
        DEPUTY,
        THEIRS,
        role="deputy",
        stores=(PLANS, RECORDS),
        expires_on=None,
        costs=FLOOR,
        now=place.clock,
    )
    cabinet.close()
    theirs = place.open(THEIRS)
    assert theirs.slot.stores == (PLANS, RECORDS)
    theirs.close()


def test_the_history_holds_key_ids_and_no_name(shared: tuple[Place, str]) -> None:
    place, key = shared
    cabinet = place.open()
    key_holders.remove_holder(cabinet, key, now=place.clock)
    with cabinet.reading() as work:
        told = [(event.what, event.who, event.subject) for event in history.events(work, "")]
        assert key_holders.persons_of_keys(work)[key] == DEPUTY.id
    cabinet.close()
    assert [one for one in told if one[0].startswith("keys.")] == [
        ("keys.added", OWNER.id, key),
        ("keys.removed", OWNER.id, key),
    ]


KEY_CHANGE = "tests.store.key_change"


def run(forked: Forked, place: Place, act: str, at: str, key: str) -> tuple[int, str]:
    """Do the act in a process of its own, killed at that step: its exit status, and what it printed."""
    forked.begin(place.folder, place.state, act, at, key)
    return forked.rest()


def copied(place: Place, number: int) -> Place:
    """A copy of the cabinet and of what the computer remembers, to be killed."""
    folder = place.folder.parent / f"run {number}"
    shutil.copytree(place.folder, folder / "rowan.cabinet")
    shutil.copytree(place.state, folder / "state")
    return Place(folder / "rowan.cabinet", folder / "state", place.clock, place.recovery_key)


@pytest.mark.long
def test_a_change_of_keys_killed_at_any_step_is_done_or_not_begun(shared: tuple[Place, str]) -> None:
    place, key = shared
    outcomes: list[bool] = []
    with Forked(KEY_CHANGE) as forked:
        status, printed = run(forked, copied(place, 0), "remove", "none", key)
        assert status == 0, printed
        numbers = [str(number) for number in range(1, int(printed) + 1)][::EVERY]
        for number, at in enumerate([*STEPS, *numbers], start=1):
            killed = copied(place, number)
            status, printed = run(forked, killed, "remove", at, key)
            assert status == KILLED, printed
            gone = removed_in_history(killed)
            outcomes.append(gone)
            assert opens(killed, THEIRS) is not gone, at
            assert opens(killed, PASSPHRASE), at
            assert opens(killed, killed.recovery_key, by_recovery=True), at
            assert len(databases(killed)) == 2, at  # what was left over has been swept away
            shutil.rmtree(killed.folder.parent)
    assert set(outcomes) == {True, False}
    assert outcomes[: len(STEPS)] == [False, False, False, False, True, True]


@pytest.mark.parametrize("at", STEPS[:4])
def test_a_change_of_keys_that_fails_leaves_the_cabinet_open_and_as_it_was(
    shared: tuple[Place, str], at: str
) -> None:
    place, key = shared

    def step(name: str) -> None:
        if name == at:
            raise FileTrouble("The disk is full, so this could not be saved.")

    cabinet = place.open()
    before = (place.folder / "cabinet.json").read_bytes()
    with pytest.raises(FileTrouble):
        key_holders.remove_holder(cabinet, key, now=place.clock, step=step)
    with cabinet.transaction() as work:
        records.save_answers(work, RECORD, {"again": "Written after."}, place.clock)
    cabinet.close()
    assert (place.folder / "cabinet.json").read_bytes() == before
    assert len(databases(place)) == 2
    again = place.open(THEIRS)
    assert again.warnings == ()
    with again.reading() as work:
        assert records.answers(work, RECORD)["again"] == "Written after."
    again.close()


def test_what_is_written_after_a_change_of_keys_is_kept(shared: tuple[Place, str]) -> None:
    place, key = shared
    cabinet = place.open()
    key_holders.remove_holder(cabinet, key, now=place.clock)
    with cabinet.transaction() as work:
        records.save_answers(work, RECORD, {"again": "Written after."}, place.clock)
    cabinet.close()
    again = place.open()
    with again.reading() as work:
        assert records.answers(work, RECORD)["again"] == "Written after."
    again.close()


def test_the_old_folder_put_back_after_a_change_of_keys_is_noticed(shared: tuple[Place, str]) -> None:
    place, key = shared
    old = place.folder.with_name("old")
    shutil.copytree(place.folder, old)
    cabinet = place.open()
    key_holders.remove_holder(cabinet, key, now=place.clock)
    cabinet.close()
    shutil.rmtree(place.folder)
    old.rename(place.folder)
    again = place.open(THEIRS)
    assert again.read_only
    assert "remembers" in " ".join(again.warnings)
    again.close()


def test_a_foreign_file_in_the_folder_is_never_swept_away(shared: tuple[Place, str]) -> None:
    place, key = shared
    for name in ("my records.db", "records-old.db", "notes.txt", "copy-1.db"):
        (place.folder / name).write_bytes(b"mine")
    (place.folder / "copy-0123abcd.db").write_bytes(b"left by a power cut")
    cabinet = place.open()
    key_holders.remove_holder(cabinet, key, now=place.clock)
    cabinet.close()
    assert {"my records.db", "records-old.db", "copy-1.db"} < set(databases(place))
    assert (place.folder / "notes.txt").exists()
    assert not (place.folder / "copy-0123abcd.db").exists()


def test_a_header_with_an_odd_round_or_origin_is_refused(place: Place) -> None:
    place.make().close()
    header = place.folder / "cabinet.json"
    good = parse(header.read_bytes())
    assert isinstance(good, dict)
    odd: list[dict[str, Json]] = [
        {"rounds": {"records": "../../x"}},
        {"rounds": {"records": ""}},
        {"rounds": {"other": "0123abcd"}},
        {"rounds": {}},
        {"rounds": "0123abcd"},
        {"origin": good["id"]},
        {"origin": "x"},
        {"more": "x"},
    ]
    for extra in odd:
        header.write_bytes(canonical_bytes({**good, **extra}))
        with pytest.raises(Problem, match="damaged"):
            place.open()
    header.write_bytes(canonical_bytes({**good, "origin": "0" * 16}))
    with pytest.raises(Problem):
        place.open()
    header.write_bytes(canonical_bytes(good))
    place.open().close()


def test_the_database_is_not_readable_with_the_key_of_before(shared: tuple[Place, str]) -> None:
    place, key = shared
    cabinet = place.open()
    old = bytes(cabinet._keys[RECORDS])
    key_holders.remove_holder(cabinet, key, now=place.clock)
    new = bytes(cabinet._keys[RECORDS])
    cabinet.close()
    assert old != new
    _, name = databases(place)
    with pytest.raises(Exception, match="not a database"):
        database.connect(place.folder / name, old)
    database.connect(place.folder / name, new).close()


def test_a_deputy_changes_their_own_passphrase_and_what_they_cannot_open_keeps_its_key(
    shared: tuple[Place, str],
) -> None:
    place, _ = shared
    owner = place.open()
    plans = bytes(owner._keys[PLANS])
    owner.close()
    theirs = place.open(THEIRS)
    assert PLANS not in theirs._keys
    key_holders.change_passphrase(theirs, "marble tunnel finch", costs=FLOOR, now=place.clock)
    theirs.close()
    assert not opens(place, THEIRS)
    assert opens(place, "marble tunnel finch")
    assert opens(place, place.recovery_key, by_recovery=True)
    owner = place.open()
    assert bytes(owner._keys[PLANS]) == plans
    owner.close()


def test_the_file_of_plans_gets_a_new_key_too_where_there_is_one(shared: tuple[Place, str]) -> None:
    place, key = shared
    cabinet = place.open()
    old = bytes(cabinet._keys[PLANS])
    path = place.folder / cabinet._header.file_of(PLANS)
    made = database.connect(path, old, database.UNSEEN)
    made.execute("CREATE TABLE plan (id TEXT PRIMARY KEY)")
    made.execute("INSERT INTO plan VALUES ('p1')")
    made.close()
    backup = make_backup(cabinet, place.folder.parent / "with plans", now=place.clock)
    key_holders.remove_holder(cabinet, key, now=place.clock)
    new = bytes(cabinet._keys[PLANS])
    renewed = place.folder / cabinet._header.file_of(PLANS)
    cabinet.close()
    again = restore(
        backup.path, PASSPHRASE, place.folder.parent / "x", state_folder=place.state, now=place.clock
    )
    again.close()
    assert not path.exists()
    for file, right in ((renewed, new), (place.folder.parent / "x" / "plans.db", old)):
        opened = database.connect(file, right, database.UNSEEN)
        assert opened.execute("SELECT id FROM plan").fetchall() == [("p1",)]
        opened.close()
    with pytest.raises(Exception, match="not a database"):
        database.connect(renewed, old, database.UNSEEN)
