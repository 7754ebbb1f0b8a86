"""What comes after a talk was held: addenda, flags, unlocking, paper copies, words kept while written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from textual.widgets import Button, OptionList

from supervise_tui.documents.check import Verdict
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import State
from supervise_tui.forms.definition import Role
from supervise_tui.forms.reading import read_form
from supervise_tui.store import form_definitions, records
from supervise_tui.trust.authority import read_authority_certificate
from supervise_tui.ui import rooms
from supervise_tui.ui.screens.flags import DealtWith, FlagsScreen
from supervise_tui.ui.screens.home import Home
from supervise_tui.ui.screens.new_form import NewForm
from supervise_tui.ui.screens.new_record import NewRecord
from supervise_tui.ui.screens.own_words import OwnWords
from supervise_tui.ui.screens.paper_record import PaperRecordScreen
from supervise_tui.ui.screens.receipt import ReceiptScreen
from supervise_tui.ui.screens.record import RecordScreen
from supervise_tui.ui.screens.search import SearchScreen
from supervise_tui.ui.screens.sign_off import SignOffScreen
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.long_text import LongText
from supervise_tui.ui.widgets.row_list import RowList
from supervise_tui.workflows import hold_supervision, paper_records, read_record, sign_off
from supervise_tui.workflows.check_files import check_one
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.flags import flag_list
from supervise_tui.workflows.form_moves import offered_move
from supervise_tui.workflows.read_history import history_lines
from supervise_tui.workflows.trust_list import certificate
from tests.homes import SUPERVISOR_SECRET, WORKER_SECRET, choose_secrets, closed_record, good_answers
from tests.journeys.table import Table, at_the_table
from tests.journeys.test_supervision import filled, give_secret, offered, save_to
from tests.scans import picture


async def both_sign(table: Table) -> None:
    """Worker, then supervisor; after that the folder for the PDF is asked for."""
    await table.choose("sign-worker")
    await give_secret(table, WORKER_SECRET)
    await table.until(lambda: "Ania ● signed" in table.text(), "the first signature")
    await table.choose("sign-supervisor")
    await give_secret(table, SUPERVISOR_SECRET)
    await table.on(Ask)


def closed(desk: Desk, worker: Worker) -> str:
    """A record that both have signed."""
    return closed_record(desk, worker).id


def test_an_addendum_is_written_from_the_receipt_signed_and_shown_with_its_record(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        table.app.push_screen(ReceiptScreen(table.record_id))
        await table.until(lambda: "The signed record" in table.text(), "the record")
        await table.press("a")
        screen = await table.on(RecordScreen)
        await table.until(lambda: "Addendum to record 1" in table.text(), "the addendum")
        addendum = screen.record_id
        hold_supervision.save(
            table.desk,
            addendum,
            {
                "concerns": "Action 1",
                "instead": "Three weeks, not two.",
                "reason": "A slip of the pen.",
            },
        )
        await table.press("escape")
        await table.on(ReceiptScreen)
        await table.until(lambda: "being written" in table.text(), "the addendum on the receipt")
        await table.press("a")  # goes on with the same one
        await table.on(RecordScreen)
        await table.press("f5")
        await table.until(
            lambda: table.app.focused is not None and table.app.focused.id == "offer", "nothing missing"
        )
        await table.press("enter")
        await table.on(SignOffScreen)
        await table.until(lambda: "This is an addendum to" in table.text(), "what it hangs on")
        await both_sign(table)
        await save_to(table, tmp_path / "out")
        await table.on(ReceiptScreen)
        await table.until(lambda: "Done: the record is signed and closed." in table.text(), "the receipt")
        await table.press("escape")
        await table.on(ReceiptScreen)
        await table.until(lambda: "└ Addendum to record 1" in table.text(), "it hangs on the first")
        await table.press("e")
        await save_to(table, tmp_path / "both")
        await table.until(lambda: len(list((tmp_path / "both").iterdir())) == 2, "both go out together")
        await table.press("r", "tab", "enter")
        opened = await table.on(ReceiptScreen)
        await table.until(lambda: opened.record_id == addendum or table.app.screen is not opened, "opened")
        await table.press("escape", "escape")
        table.app.push_screen(rooms.worker_file(table.worker.id))
        await table.until(lambda: "└ Addendum to record 1" in table.text(), "the timeline")
        trusted = [read_authority_certificate(certificate(table.desk))]
        for path in (tmp_path / "both").iterdir():
            assert check_one(path, trusted=trusted).verdict is Verdict.KNOWN

    at_the_table(tmp_path, story, closed)


def test_a_record_is_unlocked_changed_and_signed_again_by_both(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        table.app.push_screen(SignOffScreen(table.record_id))
        await table.until(lambda: "What next?" in table.text(), "the ways")
        first = read_record.read_through(table.desk, table.record_id).fingerprint
        await table.choose("sign-worker")
        await give_secret(table, WORKER_SECRET)
        await table.until(lambda: "Ania ● signed" in table.text(), "the first signature")
        await table.choose("void")
        await table.on(OwnWords)
        await table.type_in("The room is wrong.")
        await table.press("tab", "enter")
        await table.on(RecordScreen)
        hold_supervision.save(table.desk, table.record_id, {"place": "The garden room"})
        await table.press("f8")
        await table.until(
            lambda: table.app.focused is not None and table.app.focused.id == "offer", "the way to sign"
        )
        await table.press("enter")
        await table.on(SignOffScreen)
        await table.until(lambda: "Ania ○ not signed yet" in table.text(), "her signature is void")
        await both_sign(table)
        await save_to(table, tmp_path / "out")
        await table.on(ReceiptScreen)
        seen = read_record.read_through(table.desk, table.record_id)
        assert seen.record.state is State.CLOSED
        assert seen.fingerprint != first
        told = history_lines(table.desk, table.worker.id)
        unlocked = next(line for line in told if "unlocked" in line.what)
        assert unlocked.why == "The room is wrong."

    at_the_table(tmp_path, story, offered)


def from_paper(desk: Desk, worker: Worker) -> str:
    """A supervision of last week that was signed on paper, typed in but for the day on it and the scan."""
    record = paper_records.start_from_paper(desk, worker.id).record
    hold_supervision.save(desk, record.id, good_answers(desk) | {"held_on": "2026-11-10"})
    choose_secrets(desk, worker)
    return record.id


def test_a_paper_record_gets_its_day_its_scan_and_the_typists_word(tmp_path: Path) -> None:
    scan = tmp_path / "scan of the page.jpg"
    scan.write_bytes(picture("JPEG"))

    async def story(table: Table) -> None:
        await table.open()
        await table.press("f8")
        await table.until(lambda: "true copy" in table.text(), "the way for paper")
        await table.press("enter")
        screen = await table.on(PaperRecordScreen)
        await table.until(lambda: "The day on which the paper was signed." in table.text(), "what is missing")
        await table.choose("day")
        await table.on(Ask)
        assert table.find("#answer", LineField).value == "10/11/2026"
        table.find("#answer", LineField).value = "11/11"
        await table.press("enter")
        await table.until(lambda: "Wednesday 11 November 2026" in table.text(), "the day on the paper")
        await table.choose("scan")
        await table.on(Ask)
        table.find("#answer", LineField).value = str(tmp_path / "nothing.jpg")
        await table.press("enter")
        await table.until(lambda: "cannot be read" in table.text(), "a plain refusal")
        table.find("#answer", LineField).value = f"'{scan}'"
        await table.press("enter")
        await table.on(PaperRecordScreen)
        await table.until(lambda: "Scans: 1" in table.text(), "the scan")
        assert screen.focused is not None
        await table.press("enter")  # the first way by now is to sign
        await give_secret(table, SUPERVISOR_SECRET)
        await save_to(table, tmp_path / "out")
        await table.on(ReceiptScreen)
        await table.until(lambda: "Done: the record is signed on paper." in table.text(), "closed")
        await table.press("s")
        await save_to(table, tmp_path / "scans")
        await table.until(lambda: "A scan is here" in table.text(), "the scan outside")
        (copied,) = (tmp_path / "scans").iterdir()
        assert copied.read_bytes() == scan.read_bytes()
        paper = read_record.read_through(table.desk, table.record_id).content.paper
        assert paper is not None
        assert (paper.held_on, paper.signed_on, paper.typed_on) == (
            date(2026, 11, 10),
            date(2026, 11, 11),
            date(2026, 11, 17),
        )

    at_the_table(tmp_path, story, from_paper)


def test_new_record_types_in_from_paper(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        hold_supervision.discard(table.desk, table.record_id, "Begun by mistake.", worker_agrees=True)
        table.app.push_screen(rooms.worker_file(table.worker.id))
        await table.until(lambda: "Start a supervision" in table.text(), "the file")
        await table.press("n")
        await table.on(NewRecord)
        await table.until(lambda: table.find("#rows", RowList).chosen, "the offers")
        await table.press("f6")
        screen = await table.on(RecordScreen)
        await table.until(lambda: screen.sheet is not None, "the record")
        assert screen.sheet is not None
        assert screen.sheet.facts["meeting.on_paper"] is True

    at_the_table(tmp_path, story)


def test_an_ordinary_draft_turns_out_to_be_signed_on_paper_and_then_not(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        await table.open()
        await table.press("f8")
        await table.until(lambda: "This was signed on paper" in table.text(), "the button")
        button = table.find("#on-paper", Button)
        table.app.screen.set_focus(button)
        await table.press("enter")
        await table.on(PaperRecordScreen)
        await table.until(lambda: table.find("#ways", OptionList).option_count, "the ways")
        await table.choose("not-paper")
        await table.on(Ask)
        table.app.screen.set_focus(table.find("#yes", Button))
        await table.press("enter")
        await table.on(RecordScreen)
        await table.press("f8")
        await table.until(lambda: "Read it through and sign" in table.text(), "signed here after all")

    at_the_table(tmp_path, story, filled)


def declined(desk: Desk, worker: Worker) -> str:
    """A record that the worker did not want to sign."""
    record_id = offered(desk, worker)
    sign_off.decline(desk, record_id, Role.WORKER, "That is not what I said.")
    sign_off.sign(desk, record_id, Role.SUPERVISOR, SUPERVISOR_SECRET)
    return record_id


def test_a_declined_record_is_shown_to_the_next_line_manager_and_dealt_with(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        home = await table.on(Home)
        await table.until(lambda: "For the next line manager" in table.text(), "the line at home")
        table.find("#rows", RowList).choose("flags")
        await table.press("enter")
        await table.on(FlagsScreen)
        await table.until(lambda: "one side declined to sign" in table.text(), "why")
        await table.press("d")
        await table.on(DealtWith)
        await table.type_in("Delyth Pugh, home manager")
        await table.press("tab", "tab")
        await table.type_in("Spoke with both; an addendum follows.")
        await table.press("tab", "enter")
        await table.on(FlagsScreen)
        await table.until(lambda: "Nothing waits for your own manager." in table.text(), "dealt with")
        assert "Spoke with both" in table.text()
        (flag,) = flag_list(table.desk)
        assert flag.dealt is not None
        assert (flag.dealt.by, flag.dealt.on) == ("Delyth Pugh, home manager", table.desk.today)
        await table.press("enter")
        await table.on(ReceiptScreen)
        await table.until(lambda: "One side declined to sign; dealt with" in table.text(), "the record")
        await table.press("escape", "escape")
        await table.until(lambda: table.app.screen is home, "home")
        await table.until(lambda: "For the next line manager" not in table.text(), "nothing at home")

    at_the_table(tmp_path, story, declined, size=(120, 40))


def test_own_words_are_kept_as_they_are_typed_and_found_once_they_stand_in_the_record(
    tmp_path: Path,
) -> None:
    async def story(table: Table) -> None:
        table.app.push_screen(SignOffScreen(table.record_id))
        await table.until(lambda: "What next?" in table.text(), "the ways")
        await table.choose("disagree-worker")
        await table.on(OwnWords)
        await table.type_in("The bell of room twelve rang twice, not hourly.")
        await table.until(lambda: "saved 14:05" in table.text(), "kept while it is written")
        await table.press("escape")
        await table.on(SignOffScreen)
        await table.choose("disagree-worker")
        await table.on(OwnWords)
        assert table.find("#own-words", LongText).text == "The bell of room twelve rang twice, not hourly."
        table.app.action_lock()  # the cover: what is typed stays behind it
        await table.until(lambda: not isinstance(table.app.screen, OwnWords), "covered")
        await table.pilot.pause()
        table.app.pop_screen()
        await table.on(OwnWords)
        await table.press("tab", "enter")
        await table.until(lambda: "changes their disagreement" in table.text(), "in the record")
        await table.choose("decline-worker")
        await table.on(OwnWords)
        assert table.find("#own-words", LongText).text == ""
        await table.press("escape")
        await table.on(SignOffScreen)
        table.app.push_screen(SearchScreen())
        await table.on(SearchScreen)
        await table.type_in("hourly")
        await table.until(lambda: "Disagreement of the worker" in table.text(), "found")

    at_the_table(tmp_path, story, offered)


def on_an_older_form(desk: Desk, worker: Worker) -> str:
    """A draft on a version of the form in which one question had other words, and one was not asked."""
    record_id = filled(desk, worker)
    now = desk.library.get("session.short")
    source = now.source.replace(f"version = {now.version}".encode(), b"version = 1")
    source = source.replace(b'label = "Summary of the talk"', b'label = "What we said"')
    older = read_form(source, "older.toml")
    with desk.cabinet.transaction() as work:
        form_definitions.keep(work, older)
        records.set_form(work, record_id, older.digest, older.title)
    return record_id


def test_a_draft_is_offered_the_new_version_of_its_form_with_what_changes(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        await table.open()
        await table.until(lambda: "F10 shows what would change" in table.text(), "the line")
        await table.press("f10")
        await table.on(NewForm)
        assert "“What we said” now reads “Summary of the talk”." in " ".join(table.text().split())
        await table.press("escape")
        await table.on(RecordScreen)
        await table.press("f10")
        await table.on(NewForm)
        await table.press("tab", "enter")
        screen = await table.on(RecordScreen)
        await table.until(lambda: screen.sheet is not None or table.app.screen is not screen, "opened anew")
        await table.until(lambda: "F10 shows" not in table.text(), "nothing to move to")
        assert offered_move(table.desk, table.record_id) is None
        sheet = hold_supervision.open_sheet(table.desk, table.record_id)
        assert sheet.form.digest == table.desk.library.get("session.short").digest
        assert sheet.answers["summary"] == good_answers(table.desk)["summary"]

    at_the_table(tmp_path, story, on_an_older_form)


def test_who_stays_with_the_form_at_hand_is_not_asked_again(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        await table.open()
        await table.until(lambda: "F10 shows what would change" in table.text(), "the line")
        await table.press("f10")
        await table.on(NewForm)
        await table.press("tab", "tab", "enter")
        await table.on(RecordScreen)
        await table.until(lambda: offered_move(table.desk, table.record_id) is None, "noted")
        await table.press("escape")
        await table.open()
        assert "F10" not in table.text()

    at_the_table(tmp_path, story, on_an_older_form)
