"""Backup, restore and open; a key taken away; a lost passphrase: through the real screens, by keys."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Button, OptionList, Static

from supervise_tui.domain.people import Worker
from supervise_tui.problems import WrongSecret
from supervise_tui.ui.screens.give_key import GiveKey
from supervise_tui.ui.screens.home import Home
from supervise_tui.ui.screens.keys_and_backups import KeysAndBackups
from supervise_tui.ui.screens.new_passphrase import NewPassphrase
from supervise_tui.ui.screens.recover import Recover
from supervise_tui.ui.screens.recovery_paper import RecoveryPaper
from supervise_tui.ui.screens.restore import Restore
from supervise_tui.ui.screens.unlock import Unlock
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.pick import Pick
from supervise_tui.ui.widgets.row_list import RowList
from supervise_tui.workflows import backups, key_holders, recovery
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.find_backups import FoundBackup
from supervise_tui.workflows.open_cabinet import close_desk, open_desk
from tests.homes import PASSPHRASE, Clock, closed_record
from tests.journeys.table import Table, at_the_table

THEIRS = "copper window sparrow"
NEW = "linen harbour magpie"


def signed(desk: Desk, worker: Worker) -> str:
    """A record that both have signed."""
    return closed_record(desk, worker).id


async def to_keys(table: Table) -> KeysAndBackups:
    """From home to keys and backups."""
    await table.on(Home)
    await table.press("k")
    return await table.on(KeysAndBackups)


async def give_passphrase(table: Table, passphrase: str = PASSPHRASE) -> None:
    """Answer the question for one's own passphrase."""
    await table.until(
        lambda: isinstance(table.app.screen, Ask) and table.find("#answer", LineField).password,
        "the question for the passphrase",
    )
    await table.type_in(f"{passphrase}\n")


async def choose_row(table: Table, start: str) -> None:
    """Put the cursor on the row that starts so."""
    rows = table.app.screen.query_one(RowList)
    rows.choose(next(row.id for row in rows.rows if row.cells[0].startswith(start)))
    await table.pilot.pause()


async def prove_the_paper(table: Table, key: str = "") -> str:
    """Copy the recovery key from the screen, show that it is on paper, and give it."""
    paper = await table.on(RecoveryPaper)
    key = paper._key
    await table.press("enter")
    await table.type_in("0000\n0000\n")
    await table.until(lambda: "not group" in table.text(), "a wrong group is said")
    assert key not in table.text()
    for place, number in enumerate(paper._asked):
        table.find(f"#group{place}", LineField).value = key.split()[number - 1].lower()
    paper.query_one("#done", Button).press()
    await table.pilot.pause()
    return key


async def to_the_lock(table: Table) -> None:
    """Lock the cabinet."""
    await table.press("ctrl+l")
    await table.on(Unlock)


async def with_the_recovery_key(table: Table, key: str) -> None:
    """Open with the recovery key from the lock, which may stand ready for one."""
    if table.find("#secret", LineField).border_title != "Recovery key":
        table.find("#ways", OptionList).focus()
        await table.choose("recovery")
    await table.until(lambda: table.app.focused is table.find("#secret", LineField), "the field")
    await table.type_in(f"{key}\n")


def test_a_backup_is_made_by_keys_restored_and_opened(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()

    async def story(table: Table) -> None:
        clock = table.app._now
        assert isinstance(clock, Clock)
        clock.turn(days=9)
        await table.press("h", "escape")
        await table.until(lambda: "There is no backup" in table.text(), "the reminder")
        await to_keys(table)
        assert "Last backup: none yet" in table.text()
        await table.press("b")
        await give_passphrase(table, "not this one")
        await table.until(lambda: "does not fit" in table.text(), "the refusal")
        await give_passphrase(table)
        await table.until(lambda: "Where should" in table.text(), "where it goes")
        await table.type_in("\n")
        await table.until(lambda: "No place is typed" in table.text(), "that a place is needed")
        await table.type_in(f"{stick}\n")
        await table.on(KeysAndBackups)
        assert "Last backup: today" in table.text()
        assert "read again and compared" in table.text()
        await table.press("escape")
        await table.on(Home)
        await table.until(lambda: not table.find("#reminder", Static).display, "no reminder any more")

    at_the_table(tmp_path, story, signed)


def test_a_backup_becomes_a_cabinet_again_from_the_lock_and_its_history_says_so(tmp_path: Path) -> None:
    stick, folder = tmp_path / "stick", tmp_path / "again.cabinet"
    stick.mkdir()

    async def story(table: Table) -> None:
        file = backups.make_backup(table.desk, stick).path
        await to_the_lock(table)
        await choose_row(table, "Restore a backup")
        table.find("#ways", RowList).focus()
        await table.press("enter")
        screen = await table.on(Restore)
        screen._show_found([FoundBackup(file=file, written_on=date(2026, 11, 17))])
        await table.until(lambda: table.app.focused is table.find("#found", RowList), "the backups found")
        await table.press("enter")
        secret = table.find("#secret", LineField)
        await table.until(lambda: table.app.focused is secret, "the field for the passphrase")
        await table.type_in("not this one\n")
        await table.until(lambda: "does not fit" in table.text(), "the refusal")
        await table.type_in(f"{PASSPHRASE}\n")
        await table.until(lambda: "All is well" in table.text(), "what is inside")
        assert "Beck House" in table.text()
        assert "Tuesday 17 November 2026 at 14:05, with 1 record" in table.text()
        where = table.find("#folder", LineField)
        where.value = str(table.app.cabinet_folder)
        await table.press("enter")
        await table.until(lambda: "is there already" in table.text(), "that it is taken")
        where.value = str(folder)
        await table.press("enter")
        await table.until(
            lambda: "anew from this backup" in " ".join(table.text().split()), "that it is done"
        )
        await table.press("enter")
        await table.on(Unlock)
        assert "again" in table.text()
        await table.type_in(f"{PASSPHRASE}\n")
        await table.on(Home)
        assert table.desk.cabinet.folder == folder
        await table.press("h")
        await table.until(lambda: "anew from a backup" in table.text(), "the history")

    at_the_table(tmp_path, story, signed)


def test_a_file_that_is_no_backup_is_refused_before_anybody_types_a_passphrase(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Ania,")

    async def story(table: Table) -> None:
        await to_the_lock(table)
        table.app.restore_a_backup()
        await table.on(Restore)
        table.find("#path", LineField).value = str(tmp_path / "letter.txt")
        table.find("#path", LineField).focus()
        await table.press("enter")
        await table.until(lambda: "no backup" in table.text().lower(), "the refusal")
        await table.press("escape")
        await table.on(Unlock)

    at_the_table(tmp_path, story)


def test_a_key_is_given_used_and_taken_away(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        await to_keys(table)
        await table.press("g")
        await table.on(GiveKey)
        await table.press("ctrl+s")
        assert "Their name is empty" in table.text()
        await table.type_in("Gwen Abernathy\nRegistered manager\n")
        table.find("#role", Pick).pick("registered-manager")
        await table.press("ctrl+s")
        await give_passphrase(table)
        await table.on(NewPassphrase)
        assert "Gwen Abernathy, please take the keyboard" in " ".join(table.text().split())
        await table.type_in(f"{THEIRS}\n{THEIRS}\n")
        await table.on(KeysAndBackups)
        await table.until(lambda: "Gwen Abernathy has a key now" in table.text(), "the key")
        backups.make_backup(table.desk, tmp_path / "old")

        await to_the_lock(table)
        await table.type_in(f"{THEIRS}\n")
        await to_keys(table)
        assert "Give someone" not in table.text()
        await choose_row(table, "Marian")
        await table.press("delete")
        assert "Only the owner" in table.text()

        await to_the_lock(table)
        await table.type_in(f"{PASSPHRASE}\n")
        await to_keys(table)
        await choose_row(table, "Marian")
        await table.press("delete")
        assert "change its passphrase" in table.text()
        await choose_row(table, "Recovery")
        await table.press("delete")
        assert "always has a recovery key" in table.text()
        await choose_row(table, "Gwen")
        await table.press("delete")
        await table.on(Ask)
        assert "Backups made before still open with it" in " ".join(table.text().replace("║", "").split())
        await give_passphrase(table)
        await table.on(KeysAndBackups)
        await table.until(lambda: "opens this cabinet no more" in table.text(), "that it is done")
        assert "Registered manager" not in table.text()

        await to_the_lock(table)
        await table.type_in(f"{THEIRS}\n")
        await table.until(lambda: "does not fit" in table.text(), "the refusal")

    at_the_table(tmp_path, story, signed)
    copy = backups.restore(tmp_path / "old", THEIRS, tmp_path / "copy", state=tmp_path / "state", now=Clock())
    assert [line.name for line in key_holders.keys(copy) if line.mine] == ["Gwen Abernathy"]
    close_desk(copy)


def test_a_lost_passphrase_is_recovered_from_the_lock(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        # A new recovery key first, since this story does not know the one of the beginning.
        await to_keys(table)
        await choose_row(table, "Make a new recovery key")
        await table.press("enter")
        await give_passphrase(table)
        key = await prove_the_paper(table)
        await table.on(KeysAndBackups)

        await table.press("t")
        await table.on(Ask)
        await table.type_in(f"{key[:-1]}\n")
        await table.until(lambda: "Group 14" in table.text(), "the slip")
        table.find("#answer", LineField).value = key
        await table.press("enter")
        await table.on(KeysAndBackups)
        await table.until(lambda: "Recovery key last tried: today" in table.text(), "the drill")

        await to_the_lock(table)
        await with_the_recovery_key(table, key)
        await table.on(Recover)
        await table.press("escape")  # changes nothing
        await table.on(Unlock)
        await with_the_recovery_key(table, key)
        await table.on(Recover)
        await table.press("enter")
        await table.on(NewPassphrase)
        await table.type_in(f"{NEW}\n{NEW}\n")
        newer = await prove_the_paper(table)
        assert newer != key
        await table.on(Home)
        recovery.try_recovery_key(table.desk, newer)
        with pytest.raises(WrongSecret):
            recovery.try_recovery_key(table.desk, key)

    at_the_table(tmp_path, story)
    state = tmp_path / "state"
    with pytest.raises(WrongSecret):
        open_desk(tmp_path / "beck.cabinet", PASSPHRASE, state=state, now=Clock())
    close_desk(open_desk(tmp_path / "beck.cabinet", NEW, state=state, now=Clock()))


def test_a_passphrase_is_changed_by_keys(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        await to_keys(table)
        await table.press("p")
        await give_passphrase(table)
        await table.on(NewPassphrase)
        await table.type_in(f"{NEW}\nsomething else\n")
        await table.until(lambda: "not the same" in table.text(), "that they differ")
        await table.type_in(f"{NEW}\n")
        await table.on(KeysAndBackups)
        await table.until(lambda: "counts from now on" in table.text(), "that it is done")
        await to_the_lock(table)
        await table.type_in(f"{NEW}\n")
        await table.on(KeysAndBackups)  # the same holder comes back to where they were

    at_the_table(tmp_path, story, size=(120, 40))
