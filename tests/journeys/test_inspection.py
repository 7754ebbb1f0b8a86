"""An inspector's visit: a key until a date, asked why, reads, writes nothing; and the worker sees it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Button

from supervise_tui.domain.people import Worker
from supervise_tui.ui.screens.absences import AbsencesScreen
from supervise_tui.ui.screens.give_key import GiveKey
from supervise_tui.ui.screens.history import HistoryScreen
from supervise_tui.ui.screens.home import Home
from supervise_tui.ui.screens.induction import InductionScreen
from supervise_tui.ui.screens.keys_and_backups import KeysAndBackups
from supervise_tui.ui.screens.look_into import LookInto
from supervise_tui.ui.screens.new_passphrase import NewPassphrase
from supervise_tui.ui.screens.plan_supervision import PlanSupervision
from supervise_tui.ui.screens.receipt import ReceiptScreen
from supervise_tui.ui.screens.record import RecordScreen
from supervise_tui.ui.screens.unlock import Unlock
from supervise_tui.ui.screens.who_looked import WhoLooked
from supervise_tui.ui.screens.worker_file import WorkerFileScreen
from supervise_tui.ui.screens.workers import Workers
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.date_field import DateField
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.pick import Pick
from supervise_tui.ui.widgets.row_list import RowList
from supervise_tui.workflows.desk import Desk
from tests.homes import PASSPHRASE, Clock, closed_record
from tests.journeys.table import Table, at_the_table

THEIRS = "copper window sparrow"


def signed(desk: Desk, worker: Worker) -> str:
    """A signed record to look at."""
    return closed_record(desk, worker).id


def words(table: Table) -> str:
    """The screen as running text."""
    return " ".join(table.text().replace("║", " ").replace("│", " ").split())


async def open_with(table: Table, secret: str) -> None:
    """Lock, and come in with another key."""
    await table.press("ctrl+l")
    await table.on(Unlock)
    await table.type_in(f"{secret}\n")


async def give_the_key(table: Table) -> None:
    """The owner gives the inspector a key until the end of the month."""
    await table.press("k")
    await table.on(KeysAndBackups)
    await table.press("g")
    await table.on(GiveKey)
    await table.type_in("Ravi Menon\nCare inspector\n")
    table.find("#role", Pick).pick("inspector")
    await table.until(lambda: "Reads only, until the last day" in words(table), "what it is for")
    await table.press("ctrl+s")
    assert "Such a key has a last day" in words(table)
    table.find("#until", DateField).line.value = "30/11/2026"
    await table.press("ctrl+s")
    await table.on(Ask)
    await table.type_in(f"{PASSPHRASE}\n")
    await table.on(NewPassphrase)
    await table.type_in(f"{THEIRS}\n{THEIRS}\n")
    await table.on(KeysAndBackups)
    await table.until(lambda: "Ravi Menon has a key now" in words(table), "the key")


async def open_the_file(table: Table) -> None:
    """The inspector is asked why, and opens Ania's file."""
    await table.on(Home)
    assert "Inspector · Beck House" in table.text()
    assert "Add a worker" not in table.text()
    for screen in (AbsencesScreen, InductionScreen, PlanSupervision):  # no way round the question
        table.app.push_screen(screen(table.worker.id))
        await table.on(LookInto)
        await table.press("escape")
        await table.on(Home)
    await table.press("w")
    await table.on(Workers)
    await table.type_in("Ania")
    await table.press("enter")
    await table.on(LookInto)
    asked = words(table)
    assert "private to Ania Wójcik-Łęcka and Marian Oakes" in asked
    assert table.find("#name", LineField).value == "Ravi Menon"
    assert table.find("#role", LineField).value == "Inspector"
    await table.press("escape")  # thinks better of it: nothing was shown
    await table.on(Workers)
    await table.press("enter")
    await table.on(LookInto)
    await table.press("enter")
    await table.until(lambda: "is empty" in words(table), "that a purpose is needed")
    await table.type_in("Inspection of 18 November\n")
    await table.on(WorkerFileScreen)
    await table.until(lambda: "signed and closed" in words(table), "the file")


async def read_and_not_write(table: Table) -> None:
    """The record can be read; every key that writes or takes away says why not."""
    assert "Start a supervision" not in table.text()
    for key, why in (
        ("s", "An inspector cannot write records. This key is for reading."),
        ("n", "An inspector cannot write records."),
        ("e", "An inspector cannot add or change workers."),
        ("x", "An inspector cannot copy records out. The owner hands out what is needed."),
    ):
        await table.press(key)
        assert why in words(table)
    rows = table.find("#rows", RowList)
    rows.choose(table.record_id)
    await table.press("enter")
    await table.on(ReceiptScreen)
    await table.until(lambda: "The small office" in words(table), "its text")
    await table.press("e")
    assert "cannot copy records out" in words(table)
    await table.press("escape")
    await table.on(WorkerFileScreen)
    await table.press("w")
    await table.on(WhoLooked)
    await table.until(lambda: "Inspection of 18 November" in words(table), "their own visit")
    assert "Note that" not in table.text()
    await table.press("n")
    assert isinstance(table.app.screen, WhoLooked)


async def back_after_a_lock(table: Table) -> None:
    """The same key comes back to where it was, is asked once more why, and finds what lay below."""
    await table.press("escape")
    await table.on(WorkerFileScreen)
    rows = table.find("#rows", RowList)
    rows.choose(table.record_id)
    await table.press("enter")
    await table.on(ReceiptScreen)
    await open_with(table, THEIRS)
    await table.on(LookInto)
    assert "The small office" not in words(table)
    await table.until(lambda: table.find("#name", LineField).value == "Ravi Menon", "the name")
    await table.type_in("Inspection of 18 November, after lunch\n")
    await table.on(ReceiptScreen)
    await table.until(lambda: "The small office" in words(table), "its text")
    await table.press("escape")
    await table.on(WorkerFileScreen)
    await table.until(lambda: "signed and closed" in words(table), "the file below")


async def the_worker_sees_it(table: Table) -> None:
    """On the file, in its history, and in the supervision at the worker's own side of the table."""
    await table.on(Home)
    table.app.push_screen(WorkerFileScreen(table.worker.id))
    await table.on(WorkerFileScreen)
    await table.until(lambda: "Also looked at by Ravi Menon, Inspector" in words(table), "the line")
    await table.press("h")
    await table.on(HistoryScreen)
    await table.until(lambda: "opened the file: Inspector: Inspection" in words(table), "the history")
    await table.press("escape")
    await table.on(WorkerFileScreen)
    await table.press("s")
    await table.on(RecordScreen)
    await table.until(lambda: table.app.hand_over is not None, "the hand-over")
    await table.press("ctrl+p")
    await table.type_in("Who has looked")
    await table.until(lambda: "Everyone else who opened it" in words(table), "the command")
    await table.press("enter")
    await table.on(WhoLooked)
    await table.until(lambda: "Inspection of 18 November" in words(table), "the visit")
    await table.press("escape")
    await table.on(RecordScreen)
    await table.press("escape")
    await table.on(WorkerFileScreen)


@pytest.mark.long
def test_an_inspector_comes_reads_and_is_seen_and_the_key_ends(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        await give_the_key(table)
        await open_with(table, THEIRS)
        await open_the_file(table)
        await read_and_not_write(table)
        await back_after_a_lock(table)
        await open_with(table, PASSPHRASE)
        await the_worker_sees_it(table)
        clock = table.app._now
        assert isinstance(clock, Clock)
        clock.turn(days=(date(2026, 12, 1) - clock.at.date()).days)
        await open_with(table, THEIRS)
        await table.until(lambda: "This key ended on Monday 30 November 2026" in words(table), "the end")
        await table.type_in(f"{PASSPHRASE}\n")
        await table.until(lambda: table.app.is_open, "the owner")
        table.app.go_home()
        await table.on(Home)
        await table.until(lambda: "Ravi Menon's key ended" in words(table), "that it can be taken away")

    at_the_table(tmp_path, story, signed)


def test_who_is_beside_the_owner_is_written_down_too(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        table.app.push_screen(WorkerFileScreen(table.worker.id))
        await table.on(WorkerFileScreen)
        await table.press("w")
        await table.on(WhoLooked)
        assert "Nobody else has opened this file." in table.text()
        await table.press("n")
        await table.on(LookInto)
        await table.type_in("Owen Gittins\nInvestigating officer\nComplaint of 3 November")
        table.find("#yes", Button).press()
        await table.on(WhoLooked)
        await table.until(lambda: "Complaint of 3 November" in words(table), "the line")

    at_the_table(tmp_path, story, signed, size=(120, 40))
