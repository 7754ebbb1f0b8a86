"""Backups, keys and the recovery key as people use them, on a cabinet with signed records."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from supervise_tui.documents.check import Verdict, check_pdf
from supervise_tui.forms.definition import Role
from supervise_tui.problems import BadBackup, BadInput, NotAllowed, WeakSecret, WrongSecret
from supervise_tui.store import settings, signing
from supervise_tui.workflows import backups, key_holders, recovery, sign_off
from supervise_tui.workflows.check_files import check_cabinet
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.open_cabinet import close_desk, open_desk
from supervise_tui.workflows.read_history import history_lines
from supervise_tui.workflows.this_computer import remembered
from tests.homes import (
    PASSPHRASE,
    SUPERVISOR_SECRET,
    WORKER_SECRET,
    Clock,
    add_ania,
    closed_record,
    make_home,
    offered_record,
)

THEIRS = "copper window sparrow"


class House:
    """A home of the test's own: its desk, its recovery key, its clock."""

    def __init__(self, tmp_path: Path) -> None:
        self.folder, self.state, self.clock = tmp_path / "beck.cabinet", tmp_path / "state", Clock()
        self.desk, self.recovery_key = make_home(self.folder, self.state, self.clock)

    def again(self, secret: str = PASSPHRASE) -> Desk:
        """The cabinet, opened anew."""
        close_desk(self.desk)
        self.desk = open_desk(self.folder, secret, state=self.state, now=self.clock, costs=self.desk.costs)
        return self.desk

    def give(self, until: date | None = None) -> str:
        """Give the registered manager a key."""
        return key_holders.give_key(
            self.desk,
            name="Gwen Abernathy",
            post="Registered manager",
            role="registered-manager",
            passphrase=THEIRS,
            until=until,
        )


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A home with a worker and a signed record."""
    house = House(tmp_path)
    closed_record(house.desk, add_ania(house.desk))
    return house


def told(desk: Desk) -> list[str]:
    """The history in words, oldest first, without what came before keys and backups."""
    lines = [f"{line.who} {line.what}" for line in history_lines(desk)[::-1]]
    return [line for line in lines if any(w in line for w in ("key to", "backup", "passphrase", "recovery"))]


def test_a_copy_restored_from_a_backup_is_whole_and_its_records_go_on_being_signed(
    house: House, tmp_path: Path
) -> None:
    made = backups.make_backup(house.desk, tmp_path)
    assert made.path.name == "beck 2026-11-17.cabinet-backup"
    copy = backups.restore(
        made.path,
        PASSPHRASE,
        tmp_path / "again.cabinet",
        state=house.state,
        now=house.clock,
        costs=house.desk.costs,
    )
    assert check_cabinet(copy) == []
    worker = add_ania(copy)
    record = offered_record(copy, worker)
    sign_off.sign(copy, record.id, Role.WORKER, WORKER_SECRET)
    sign_off.sign(copy, record.id, Role.SUPERVISOR, SUPERVISOR_SECRET)
    assert check_cabinet(copy) == []
    with copy.cabinet.reading() as work:
        pdf, trusted = signing.pdf(work, record.id), [signing.authority(work).certificate_der]
    assert check_pdf(pdf or b"", trusted).verdict is Verdict.KNOWN
    assert told(copy)[-1] == "Marian Oakes made this cabinet anew from a backup"
    assert remembered(house.state)[0] == (tmp_path / "again.cabinet").resolve()
    close_desk(copy)


def test_a_backup_is_noted_in_the_cabinet_and_gets_a_name_that_is_free(house: House, tmp_path: Path) -> None:
    first = backups.make_backup(house.desk, tmp_path)
    house.clock.turn(hours=1)
    second = backups.make_backup(house.desk, tmp_path)
    assert second.path.name == "beck 2026-11-17 (2).cabinet-backup"
    last = backups.last_backup(house.again())
    assert last is not None
    assert (last.at, last.name, last.folder) == (house.clock(), second.path.name, str(tmp_path))
    assert told(house.desk) == ["Marian Oakes made a backup"] * 2
    assert first.fingerprint != second.fingerprint


def test_a_backup_can_be_checked_without_restoring_it(house: House, tmp_path: Path) -> None:
    made = backups.make_backup(house.desk, tmp_path)
    before = sorted(tmp_path.rglob("*"))
    known = remembered(house.state)
    seen = backups.check_backup(made.path, PASSPHRASE, state=house.state, now=house.clock)
    assert (seen.organisation, seen.records, seen.wrong) == ("Beck House", 1, ())
    assert seen.made_at == house.clock()
    assert seen.fingerprint == made.fingerprint
    assert sorted(tmp_path.rglob("*")) == before
    assert remembered(house.state) == known
    raw = bytearray(made.path.read_bytes())
    raw[-30] ^= 1
    made.path.write_bytes(raw)
    with pytest.raises(BadBackup):
        backups.check_backup(made.path, PASSPHRASE, state=house.state, now=house.clock)


def test_home_speaks_of_a_backup_when_one_is_due(house: House, tmp_path: Path) -> None:
    assert backups.reminder(house.desk) == ""
    house.clock.turn(days=1)
    assert backups.reminder(house.desk).startswith("There is no backup yet")
    backups.make_backup(house.desk, tmp_path)
    house.clock.turn(days=7)
    assert backups.reminder(house.desk) == ""
    house.clock.turn(days=1)
    assert backups.reminder(house.desk) == "The last backup is 8 days old, from Wednesday 18 November 2026."
    house.clock.turn(days=-400)
    assert "a day still to come: make one anew" in backups.reminder(house.desk)
    house.clock.turn(days=800)
    with house.desk.cabinet.transaction() as work:
        settings.put(work, backups.REMIND_AFTER, 0)
    assert backups.reminder(house.desk) == ""


def test_everyone_with_a_key_is_listed_with_role_and_dates(house: House) -> None:
    house.clock.turn(days=2)
    key = house.give(until=date(2027, 3, 31))
    lines = key_holders.keys(house.desk)
    assert [(one.name, one.role, one.since, one.until) for one in lines] == [
        ("Marian Oakes", "Owner", date(2026, 11, 17), None),
        ("", "Recovery key, on paper", date(2026, 11, 17), None),
        ("Gwen Abernathy", "Registered manager", date(2026, 11, 19), date(2027, 3, 31)),
    ]
    assert [(one.mine, one.can_go, one.ended) for one in lines] == [
        (True, False, False),
        (False, False, False),
        (False, True, False),
    ]
    house.clock.turn(days=300)
    assert key_holders.keys(house.desk)[2].ended
    assert lines[2].key == key


def test_the_history_tells_who_got_and_lost_a_key_and_who_acted(house: House, tmp_path: Path) -> None:
    key = house.give()
    theirs = house.again(THEIRS)
    assert not key_holders.may_change(theirs)
    assert [line.can_go for line in key_holders.keys(theirs)] == [False] * 3
    backups.make_backup(theirs, tmp_path)
    key_holders.change_passphrase(theirs, "linen harbour magpie")
    new = key_holders.keys(theirs)[2].key
    assert new != key
    house.again()
    key_holders.take_key(house.desk, new)
    assert told(house.desk) == [
        "Marian Oakes gave a key to the cabinet to Gwen Abernathy",
        "Gwen Abernathy made a backup",
        "Gwen Abernathy changed the passphrase of their key",
        "Marian Oakes took a key to the cabinet away from Gwen Abernathy",
    ]


def test_a_removed_key_opens_an_old_backup_and_nothing_else(house: House, tmp_path: Path) -> None:
    key = house.give()
    old = backups.make_backup(house.desk, tmp_path / "old")
    key_holders.take_key(house.desk, key)
    new = backups.make_backup(house.desk, tmp_path / "new")
    with pytest.raises(WrongSecret):
        house.again(THEIRS)
    with pytest.raises(WrongSecret):
        backups.restore(new.path, THEIRS, tmp_path / "no", state=house.state, now=house.clock)
    copy = backups.restore(old.path, THEIRS, tmp_path / "yes", state=house.state, now=house.clock)
    assert copy.cabinet.slot.role == "registered-manager"
    close_desk(copy)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"name": " "}, BadInput),
        ({"role": "owner"}, BadInput),
        ({"role": "recovery"}, BadInput),
        ({"until": date(2026, 11, 16)}, BadInput),
        ({"passphrase": "short"}, WeakSecret),
        ({"passphrase": "abernathy2024"}, WeakSecret),
        ({"passphrase": PASSPHRASE}, BadInput),
    ],
)
def test_a_key_that_cannot_be_given_says_why_and_changes_nothing(
    house: House, change: dict[str, object], problem: type[Exception]
) -> None:
    before = (house.folder / "cabinet.json").read_bytes()
    give: Callable[..., str] = key_holders.give_key
    wanted = {"name": "Gwen Abernathy", "post": "Manager", "role": "deputy", "passphrase": THEIRS}
    with pytest.raises(problem):
        give(house.desk, **{**wanted, **change})
    assert (house.folder / "cabinet.json").read_bytes() == before


def test_new_keys_are_as_dear_to_guess_as_the_first(house: House) -> None:
    house.give()
    costs = [slot.costs for slot in house.desk.cabinet.slots if slot.costs]
    assert len(costs) == 2
    assert costs[0] == costs[1]


def test_the_drill_changes_no_key_and_its_day_is_kept(house: House) -> None:
    before = (house.folder / "cabinet.json").read_bytes()
    assert recovery.last_drill(house.desk) is None
    wrong = house.recovery_key.replace(house.recovery_key[0], "Z" if house.recovery_key[0] != "Z" else "Y")
    with pytest.raises(BadInput):
        recovery.try_recovery_key(house.desk, wrong)
    assert recovery.last_drill(house.desk) is None
    recovery.try_recovery_key(house.desk, house.recovery_key.lower().replace(" ", "-"))
    assert recovery.last_drill(house.again()) == house.clock()
    assert (house.folder / "cabinet.json").read_bytes() == before
    assert told(house.desk) == ["Marian Oakes tried the recovery key: it opens the cabinet"]


def test_another_cabinets_recovery_key_does_not_pass_the_drill(house: House, tmp_path: Path) -> None:
    other, key = make_home(tmp_path / "other.cabinet", house.state, house.clock)
    close_desk(other)
    with pytest.raises(WrongSecret):
        recovery.try_recovery_key(house.desk, key)


def test_a_lost_passphrase_is_recovered_end_to_end(house: House) -> None:
    close_desk(house.desk)
    desk = recovery.open_by_recovery(
        house.folder, house.recovery_key, state=house.state, now=house.clock, costs=house.desk.costs
    )
    assert recovery.needs_new_passphrase(desk)
    with pytest.raises(NotAllowed):
        key_holders.change_passphrase(desk, "linen harbour magpie")
    with pytest.raises(WeakSecret):
        recovery.recover(desk, "marian")
    new_key = recovery.recover(desk, "linen harbour magpie")
    assert not recovery.needs_new_passphrase(desk)
    for number in recovery.groups_to_ask(new_key):
        recovery.check_group(new_key, number, new_key.split()[number - 1].lower())
        with pytest.raises(BadInput, match=f"not group {number}"):
            recovery.check_group(new_key, number, "0000")
    house.desk = desk
    assert check_cabinet(house.again("linen harbour magpie")) == []
    recovery.try_recovery_key(house.desk, new_key)
    with pytest.raises(WrongSecret):
        recovery.try_recovery_key(house.desk, house.recovery_key)
    assert told(house.desk)[:2] == [
        "Marian Oakes opened the cabinet with the recovery key and chose a new passphrase",
        "Marian Oakes made a new recovery key; the one before opens nothing any more",
    ]


def test_signing_secrets_are_not_touched_by_any_change_of_keys(house: House) -> None:
    record = offered_record(house.desk, add_ania(house.desk))
    key_holders.change_passphrase(house.desk, "linen harbour magpie")
    recovery.new_recovery_key(house.desk)
    sign_off.sign(house.desk, record.id, Role.WORKER, WORKER_SECRET)
    sign_off.sign(house.desk, record.id, Role.SUPERVISOR, SUPERVISOR_SECRET)
    assert check_cabinet(house.desk) == []
