"""A drawer that is damaged, missing or older is put back from a backup, or begun empty; all else works."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from supervise_tui.domain.people import Supervisor
from supervise_tui.problems import FileTrouble, NotACabinet, NotAllowed, Problem
from supervise_tui.store import (
    drawer_file,
    drawer_mending,
    history,
    key_holders,
    people,
)
from supervise_tui.store.backup import OpenBackup, make_backup, open_backup
from supervise_tui.store.cabinet import Cabinet
from supervise_tui.store.drawer import drawer_of
from supervise_tui.store.drawer_mending import BEGUN_EMPTY, IN_ORDER, PUT_BACK, Harm
from supervise_tui.store.opened import PLANS, RECORDS
from supervise_tui.trust.costs import FLOOR
from supervise_tui.trust.keyslots import wipe_keys
from tests.store.cabinets import PASSPHRASE, ZOFIA, Place
from tests.store.test_drawer import PAGE, opened, pages, plans_file, said, say

DEPUTY = Supervisor(id="d1d1d1d1d1d1d1d1", name="Ioan Vaughan", post="Deputy")
DEPUTYS = "linen harbour magpie"
WHY = "Marigold: the stick fell into the tea."


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A closed cabinet with a deputy without plans; a backup of before the last word in the drawer."""
    folder = tmp_path_factory.mktemp("mending")
    place = Place(folder / "rowan.cabinet", folder / "state")
    cabinet = place.make()
    with cabinet.transaction() as work:
        people.save_worker(work, ZOFIA)
    key_holders.add_holder(
        cabinet,
        DEPUTY,
        DEPUTYS,
        role="deputy",
        stores=(RECORDS,),
        expires_on=None,
        costs=FLOOR,
        now=place.clock,
    )
    say(drawer_of(cabinet), "In the backup")
    make_backup(cabinet, folder / "backup", now=place.clock)
    say(drawer_of(cabinet), "Later")
    cabinet.close()
    return place


@pytest.fixture
def place(made_once: Place, tmp_path: Path) -> Place:
    """A copy of it, of the backup, and of what the computer remembers."""
    shutil.copytree(made_once.folder.parent, tmp_path, dirs_exist_ok=True)
    return Place(tmp_path / "rowan.cabinet", tmp_path / "state", made_once.clock, made_once.recovery_key)


def backup_of(place: Place, secret: str = PASSPHRASE) -> OpenBackup:
    """Open the backup beside a cabinet."""
    return open_backup(place.folder.parent / "backup", secret, state_folder=place.state, now=place.clock)


def put_back(cabinet: Cabinet, place: Place, why: str = WHY) -> None:
    """Put the drawer of the backup back."""
    backup = backup_of(place)
    drawer_mending.put_back(cabinet, backup, why, now=place.clock)
    wipe_keys(backup.keys)


def flipped(raw: bytes) -> bytes:
    """One bit another, in the second page."""
    return raw[: PAGE + 99] + bytes([raw[PAGE + 99] ^ 1]) + raw[PAGE + 100 :]


DAMAGES: dict[str, Callable[[bytes], bytes | None]] = {
    "one bit flipped": flipped,
    "the head gone": lambda raw: bytes(PAGE) + raw[PAGE:],
    "cut to half": lambda raw: raw[: len(raw) // 2],
    "cut to a page": lambda raw: raw[:PAGE],
    "nearly nothing": lambda raw: raw[:9],
    "nothing": lambda raw: b"",
    "missing": lambda raw: None,
    "of another cabinet": lambda raw: raw[::-1],
}


def damage(place: Place, how: str) -> None:
    """Damage the drawer's file."""
    path = plans_file(place)
    raw = DAMAGES[how](path.read_bytes())
    path.unlink()
    if raw is not None:
        path.write_bytes(raw)


def events(cabinet: Cabinet) -> list[tuple[str, str]]:
    """What was noted, with the reasons."""
    with cabinet.reading() as work:
        found = history.events(work, history.CABINET)
        return [(event.what, history.reason(work, event)) for event in found]


def test_whatever_happened_to_the_file_it_is_told_and_put_back(place: Place) -> None:
    for how in DAMAGES:
        damage(place, how)
        with opened(place) as cabinet:
            assert drawer_mending.harm(cabinet) is Harm.UNREADABLE, how
            assert "supervise plans mend" in cabinet.notes[-1]
            put_back(cabinet, place)
            assert (drawer_mending.harm(cabinet), cabinet.notes) == (None, ())
            assert (said(drawer_of(cabinet)), cabinet.warnings) == ("In the backup", ())
            assert plans_file(place).stat().st_size == drawer_file.SMALLEST


def test_it_is_put_back_with_a_reason_by_who_may_and_all_goes_on(place: Place) -> None:
    damage(place, "one bit flipped")
    with opened(place, DEPUTYS) as cabinet:
        assert (cabinet.notes, drawer_mending.harm(cabinet)) == ((), None)  # who has no key is told nothing
        with pytest.raises(NotAllowed, match="not for improvement plans"):
            drawer_mending.begin_empty(cabinet, WHY, now=place.clock)
    with opened(place) as cabinet:
        with pytest.raises(NotAllowed, match="say why"):
            put_back(cabinet, place, " ")
        put_back(cabinet, place)
        say(drawer_of(cabinet), "On we go")
        with pytest.raises(NotAllowed, match="in order"):
            put_back(cabinet, place)
    with opened(place) as cabinet:
        drawer = drawer_of(cabinet)
        assert (said(drawer), drawer.warnings, cabinet.warnings) == ("On we go", (), ())
        assert (PUT_BACK, WHY) in events(drawer)
        assert events(cabinet)[-1] == (IN_ORDER, "")
        key_holders.change_passphrase(cabinet, "marble tunnel finch", costs=FLOOR, now=place.clock)
    assert not (place.folder / drawer_file.ASIDE).exists()  # no older key may open what lies aside


def test_without_a_backup_it_begins_empty_and_the_reason_is_for_who_may_see_plans_alone(place: Place) -> None:
    damage(place, "one bit flipped")
    harmed = plans_file(place).read_bytes()
    with opened(place) as cabinet:
        with pytest.raises(NotACabinet, match="plans mend"):
            key_holders.change_passphrase(cabinet, "marble tunnel finch", costs=FLOOR, now=place.clock)
        drawer_mending.begin_empty(cabinet, WHY, now=place.clock)
        drawer = drawer_of(cabinet)
        assert (said(drawer), drawer.warnings) == (None, ())
        assert events(drawer)[0] == (BEGUN_EMPTY, WHY)
        with drawer.reading() as work:
            assert [one.name for one in people.workers(work)] == [ZOFIA.name]
        say(drawer, "New")
        assert (place.folder / drawer_file.ASIDE).read_bytes() == harmed
        assert all(len(set(page)) > 200 for page in pages(plans_file(place)))
        with pytest.raises(NotAllowed, match="in order"):
            drawer_mending.begin_empty(cabinet, WHY, now=place.clock)
    with opened(place, DEPUTYS) as cabinet:
        assert events(cabinet)[-1] == (IN_ORDER, "")
        with cabinet.reading() as work:
            rows = work.connection().exec_driver_sql("SELECT * FROM event_reason").fetchall()
        assert WHY not in str(rows)
    with opened(place) as cabinet:
        assert said(drawer_of(cabinet)) == "New"


def test_a_lost_passphrase_is_recovered_though_the_drawer_is_damaged(place: Place) -> None:
    damage(place, "one bit flipped")
    with opened(place, place.recovery_key, by_recovery=True) as cabinet:
        old = {store: bytes(key) for store, key in cabinet._keys.items()}
        key_holders.recover(cabinet, "marble tunnel finch", costs=FLOOR, now=place.clock)
        assert bytes(cabinet._keys[PLANS]) == old[PLANS]  # it can only be renewed with what it locks
        assert bytes(cabinet._keys[RECORDS]) != old[RECORDS]
    with opened(place, "marble tunnel finch") as cabinet:
        assert drawer_mending.harm(cabinet) is Harm.UNREADABLE
        put_back(cabinet, place)
        assert said(drawer_of(cabinet)) == "In the backup"
        key_holders.change_passphrase(cabinet, "copper window sparrow", costs=FLOOR, now=place.clock)
        assert bytes(cabinet._keys[PLANS]) != old[PLANS]
        assert said(drawer_of(cabinet)) == "In the backup"
    with opened(place, DEPUTYS) as cabinet:
        assert cabinet.warnings == ()


def test_an_older_file_is_replaced_by_a_newer_backup_only(place: Place) -> None:
    with opened(place) as cabinet:
        oldest = plans_file(place).read_bytes()
        say(drawer_of(cabinet), "Latest")
        make_backup(cabinet, place.folder.parent / "newer", now=place.clock)
    plans_file(place).write_bytes(oldest)
    with opened(place) as cabinet:
        assert drawer_mending.harm(cabinet) is Harm.OLDER
        with pytest.raises(NotAllowed, match="can be read"):
            drawer_mending.begin_empty(cabinet, WHY, now=place.clock)
        with pytest.raises(NotAllowed, match="nothing newer"):
            put_back(cabinet, place)
        assert said(drawer_of(cabinet)) == "Later"
        (place.folder.parent / "newer").replace(place.folder.parent / "backup")
        put_back(cabinet, place)
        assert said(drawer_of(cabinet)) == "Latest"


def test_a_backup_that_does_not_help_is_refused_and_nothing_is_changed(place: Place, tmp_path: Path) -> None:
    other = Place(tmp_path / "other" / "rowan.cabinet", tmp_path / "other" / "state", place.clock)
    with_plans = other.make()
    make_backup(with_plans, tmp_path / "other" / "backup", now=place.clock)
    with_plans.close()
    damage(place, "one bit flipped")
    harmed = plans_file(place).read_bytes()
    with opened(place) as cabinet:
        for backup, says in (
            (backup_of(other), "another cabinet"),
            (backup_of(place, DEPUTYS), "no key for improvement plans"),
        ):
            with pytest.raises(NotAllowed, match=says):
                drawer_mending.put_back(cabinet, backup, WHY, now=place.clock)
        (place.folder.parent / "backup").unlink()
        make_backup(cabinet, place.folder.parent / "backup", now=place.clock)  # it takes the damage along
        with pytest.raises(NotAllowed, match="damaged too"):
            put_back(cabinet, place)
        assert plans_file(place).read_bytes() == harmed
        assert not list(place.folder.glob("copy-*"))


@pytest.mark.parametrize("touched", ["copy_drawer", "bring_up_to_date", "replace", "put_in_place", "_note"])
def test_cut_off_at_any_step_the_cabinet_opens_and_it_can_be_done_again(
    place: Place, monkeypatch: pytest.MonkeyPatch, touched: str
) -> None:
    damage(place, "one bit flipped")
    act = getattr(drawer_mending, touched)

    def cut_off(*arguments: object) -> object:
        if touched != "_note":
            act(*arguments)
        raise FileTrouble("The power went.")

    with monkeypatch.context() as patch:
        patch.setattr(drawer_mending, touched, cut_off)
        patch.setattr(drawer_mending, "drop", lambda path: None)
        with opened(place) as cabinet, pytest.raises(Problem, match="The power went"):
            put_back(cabinet, place)
    with opened(place) as cabinet:
        assert cabinet.warnings == ()
        if drawer_mending.harm(cabinet) is Harm.OLDER:  # all is there but the reason
            drawer_of(cabinet).accept_history(WHY, place.clock)
        elif drawer_mending.harm(cabinet) is Harm.UNREADABLE:
            put_back(cabinet, place)
        assert said(drawer_of(cabinet)) == "In the backup"
        assert not list(place.folder.glob("copy-*"))
