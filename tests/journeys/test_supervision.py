"""Two people hold a supervision and sign it, from the first key to the PDF in their hands."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from textual.widget import Widget
from textual.widgets import OptionList

from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import State
from supervise_tui.forms.definition import Role
from supervise_tui.forms.showing import View
from supervise_tui.ui.screens.own_words import OwnWords
from supervise_tui.ui.screens.rating_turn import RatingTurn
from supervise_tui.ui.screens.receipt import ReceiptScreen
from supervise_tui.ui.screens.record import RecordScreen
from supervise_tui.ui.screens.sign_off import SignOffScreen
from supervise_tui.ui.screens.signing import ChooseSecret, SignNow
from supervise_tui.ui.screens.step_pages import StepPage
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.questions.choices import UnseenScaleAnswer
from supervise_tui.ui.widgets.step_button import StepButton
from supervise_tui.workflows import hold_supervision, read_record, sign_off
from supervise_tui.workflows.desk import Desk
from tests.homes import PASSPHRASE, SUPERVISOR_SECRET, WORKER_SECRET, choose_secrets, good_answers
from tests.journeys.table import Table, at_the_table


def filled(desk: Desk, worker: Worker) -> str:
    """A draft with nothing missing; nobody has a signing secret yet."""
    sheet = hold_supervision.start(desk, worker.id)
    hold_supervision.save(desk, sheet.record.id, good_answers(desk))
    return sheet.record.id


def offered(desk: Desk, worker: Worker) -> str:
    """A record ready to sign by two people who have their secrets."""
    record_id = filled(desk, worker)
    choose_secrets(desk, worker)
    sign_off.offer(desk, record_id)
    return record_id


async def to_sign_off(table: Table) -> SignOffScreen:
    """From the supervision through its last step to the read-through."""
    await table.open()
    await table.press("f8")
    await table.until(lambda: table.app.focused is not None and table.app.focused.id == "offer", "the button")
    await table.press("enter")
    return await table.on(SignOffScreen)


async def give_secret(table: Table, secret: str) -> None:
    """Type a signing secret and press Enter."""
    await table.on(SignNow)
    table.find("#secret", LineField).value = secret
    await table.press("enter")


async def save_to(table: Table, folder: Path) -> None:
    """Give the folder for the PDF."""
    await table.on(Ask)
    table.find("#answer", LineField).value = str(folder)
    await table.press("enter")


@pytest.mark.long
def test_two_people_fill_it_in_by_keys_sign_it_and_take_the_pdf_away(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        await table.open()
        # Agreement: date and time stand there already.
        await table.press("enter", "enter")
        await table.type_in("65\n")
        await table.type_in("Quiet room\n")
        await table.press("enter")
        await table.press("n", "enter", "y", "enter")
        assert table.app.focused is not None
        await table.press("enter")
        # Agenda
        await table.type_in("Night rounds\n")
        await table.type_in("Leave\n")
        await table.press("pagedown")
        await table.type_in("All done.")
        await table.press("pagedown")
        await table.type_in("A good talk.")
        await table.press("pagedown")
        # Actions
        await table.type_in("Try the early round\n")
        await table.press("1", "enter")
        await table.type_in("in 2 weeks\n")
        await table.type_in("Fewer bells\n")
        await table.press("pagedown")
        # Close: the gaps lead to the ratings and the next date.
        await table.press("f8")
        gaps = table.find("#gaps", OptionList)
        assert gaps.option_count == 3
        await table.press("enter")
        await table.press("enter")
        await table.on(RatingTurn)
        await table.press("4", "enter")
        await table.on(RecordScreen)
        assert "4 of 5" not in table.text()
        await table.press("enter")
        await table.on(RatingTurn)
        await table.press("5", "enter")
        await table.on(RecordScreen)
        assert "4 of 5" in table.text()
        assert "5 of 5" in table.text()
        await table.press("f8", "enter")
        await table.type_in("in 6 weeks")
        await table.press("f8", "enter")
        await table.on(SignOffScreen)
        assert "Night rounds" in str(read_record.read_through(table.desk, table.record_id).content.answers)

        await table.press("enter")
        await table.on(ChooseSecret)
        assert table.app.workers_turn
        await table.type_in(f"{WORKER_SECRET}\n{WORKER_SECRET}\n")
        await give_secret(table, WORKER_SECRET)
        await table.on(SignOffScreen)
        assert table.state_of_record() is State.PART_SIGNED
        await table.press("enter")
        await table.on(ChooseSecret)
        await table.type_in(f"{SUPERVISOR_SECRET}\n{SUPERVISOR_SECRET}\n")
        await give_secret(table, SUPERVISOR_SECRET)
        out = tmp_path / "out"
        await save_to(table, out)
        await table.on(ReceiptScreen)
        assert table.state_of_record() is State.CLOSED
        assert [path.suffix for path in out.iterdir()] == [".pdf"]
        receipt = read_record.receipt(table.desk, table.record_id)
        shown = table.text()
        assert receipt.fingerprint[:4] in shown
        assert "Done: the record is signed and closed." in shown
        await table.press("escape")
        await table.until(lambda: table.app.hand_over is None, "hand-over ends")

    at_the_table(tmp_path, story, size=(100, 40))


def test_a_question_that_hangs_on_an_answer_is_the_next_one(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        await table.open()
        table.app.screen.set_focus(table.find("#q-no_agreement_reason", Widget))
        await table.type_in("No time yet.")
        await table.until(lambda: "No time yet." in table.text(), "the reason")
        table.app.screen.flush()  # type: ignore[attr-defined]
        answers = hold_supervision.open_sheet(table.desk, table.record_id).answers
        assert answers["no_agreement_reason"] == "No time yet."

    at_the_table(tmp_path, story)


def test_what_applies_can_be_shown_anew_before_a_page_is_on_the_screen(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        screen = await table.open()
        page = screen._make_page("agenda")
        assert isinstance(page, StepPage)
        page.show_view(View(sections=(), answers={}))
        assert not any(widget.display for widget in page.widgets.values())

    at_the_table(tmp_path, story)


def test_a_gap_on_a_page_visited_before_is_brought_into_sight(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        screen = await table.open()
        await screen.go_to("agreement")
        await table.press("f8")
        step = screen._section_of["no_agreement_reason"].stop
        await screen.go_to(step, "no_agreement_reason")
        await table.pilot.pause()
        field = screen.focused
        assert field is not None
        assert screen._pages[step].region.contains_region(field.region)

    at_the_table(tmp_path, story)


def test_the_code_that_signs_is_loaded_while_the_two_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(table: Table) -> None:
        monkeypatch.delitem(sys.modules, "supervise_tui.documents.pades", raising=False)
        table.app.push_screen(SignOffScreen(table.record_id))
        await table.until(lambda: "supervise_tui.documents.pades" in sys.modules, "the import")

    at_the_table(tmp_path, story, offered)


def test_an_interrupted_supervision_goes_on_where_it_was(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        await table.open()
        await table.press("f5")
        await table.type_in("We spoke about the nights")
        await table.press("escape")
        await table.until(lambda: table.app.hand_over is None, "the supervision is left")
        assert "saved" not in table.text()
        screen = await table.open()
        assert screen.sheet is not None
        assert screen.sheet.answers["summary"] == "We spoke about the nights"
        await table.press("f5")
        await table.until(lambda: "We spoke about the nights" in table.text(), "the words are back")
        await table.type_in(" again.")
        await table.until(lambda: "saved 14:05:00" in table.text(), "it says that it is saved")
        kept = hold_supervision.open_sheet(table.desk, table.record_id).answers["summary"]
        assert kept == "We spoke about the nights again."

    at_the_table(tmp_path, story)


def test_a_disagreement_is_written_down_read_by_both_and_signed(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        await to_sign_off(table)
        await table.choose("disagree-worker")
        await table.on(OwnWords)
        await table.type_in("I asked for a second person in September.")
        await table.press("tab", "enter")
        await table.until(
            lambda: read_record.read_through(table.desk, table.record_id).content.disagreements, "it is in"
        )
        screen = await table.on(SignOffScreen)
        for _ in range(12):
            await table.press("pagedown")
        assert "I asked for a second person in September." in table.text()
        await table.choose("sign-worker")
        await table.on(ChooseSecret)
        await table.type_in(f"{WORKER_SECRET}\n{WORKER_SECRET}\n")
        await table.on(SignNow)
        assert "with the disagreement written" in " ".join(table.text().split())
        await give_secret(table, WORKER_SECRET)
        await table.on(SignOffScreen)
        assert screen is table.app.screen
        assert table.state_of_record() is State.PART_SIGNED

    at_the_table(tmp_path, story, filled)


def test_the_worker_declines_with_a_reason_and_the_supervisor_signs_alone(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        table.app.push_screen(SignOffScreen(table.record_id))
        await table.on(SignOffScreen)
        await table.until(lambda: "What next?" in table.text(), "the ways")
        await table.choose("decline-worker")
        await table.on(OwnWords)
        await table.type_in("It leaves out what I said.")
        await table.press("tab", "enter")
        await table.until(lambda: "does not sign" in table.text(), "the record says so")
        await table.choose("sign-supervisor")
        await give_secret(table, SUPERVISOR_SECRET)
        await save_to(table, tmp_path / "out")
        await table.on(ReceiptScreen)
        seen = read_record.read_through(table.desk, table.record_id)
        assert seen.record.state is State.CLOSED
        assert [voice.text for voice in seen.content.declined] == ["It leaves out what I said."]
        assert seen.record.flagged == "declined"

    at_the_table(tmp_path, story, offered)


def test_declining_after_the_other_signed_makes_that_signature_void(tmp_path: Path) -> None:
    def supervisor_signed(desk: Desk, worker: Worker) -> str:
        record_id = offered(desk, worker)
        sign_off.sign(desk, record_id, Role.SUPERVISOR, SUPERVISOR_SECRET)
        return record_id

    async def story(table: Table) -> None:
        table.app.push_screen(SignOffScreen(table.record_id))
        await table.until(lambda: "What next?" in table.text(), "the ways")
        await table.choose("decline-worker")
        await table.on(OwnWords)
        assert "that signature is void then" in " ".join(table.text().replace("║", " ").split())
        await table.type_in("I was not asked.")
        await table.press("tab", "enter")
        await table.until(lambda: table.state_of_record() is State.OFFERED, "it is offered anew")
        await table.until(lambda: "Marian ○ not signed yet" in table.text(), "the signature is gone")
        await table.choose("sign-supervisor")
        await give_secret(table, SUPERVISOR_SECRET)
        await table.on(Ask)
        assert table.state_of_record() is State.CLOSED

    at_the_table(tmp_path, story, supervisor_signed)


def test_one_signs_now_and_the_other_on_another_day(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        table.app.push_screen(SignOffScreen(table.record_id))
        await table.until(lambda: "What next?" in table.text(), "the ways")
        await table.choose("sign-worker")
        await give_secret(table, WORKER_SECRET)
        await table.until(lambda: "Ania ● signed" in table.text(), "the first signature")
        await table.choose("leave")
        await table.until(lambda: table.app.hand_over is None, "left")
        assert table.state_of_record() is State.PART_SIGNED
        # A day later: opening the record for writing leads to the signatures instead.
        table.app.push_screen(RecordScreen(table.record_id))
        await table.on(SignOffScreen)
        await table.until(lambda: "Marian signs now" in table.text(), "who is awaited")
        await table.choose("sign-supervisor")
        await give_secret(table, SUPERVISOR_SECRET)
        await save_to(table, tmp_path / "out")
        await table.on(ReceiptScreen)
        assert table.state_of_record() is State.CLOSED

    at_the_table(tmp_path, story, offered)


def test_a_wrong_secret_is_refused_kindly_and_too_many_have_to_wait(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        table.app.push_screen(SignOffScreen(table.record_id))
        await table.until(lambda: "What next?" in table.text(), "the ways")
        await table.choose("sign-worker")
        await give_secret(table, "not this one")
        await table.until(lambda: "does not fit" in table.text(), "a plain sentence")
        assert table.find("#secret", LineField).value == ""
        for _ in range(4):
            await give_secret(table, "nor this one")
            await table.until(lambda: not table.app.screen.busy and "! " in table.text(), "refused")  # type: ignore[attr-defined]
        assert "too many times" in table.text()
        assert "Wait" in table.text()
        assert table.state_of_record() is State.OFFERED

    at_the_table(tmp_path, story, offered)


def test_a_forgotten_secret_means_a_new_key_that_says_so_for_good(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        table.app.push_screen(SignOffScreen(table.record_id))
        await table.until(lambda: "What next?" in table.text(), "the ways")
        await table.choose("sign-worker")
        await table.on(SignNow)
        await table.press("tab", "tab", "enter")
        await table.on(Ask)
        await table.press("shift+tab", "enter")
        await table.on(ChooseSecret)
        await table.type_in("willow canal bread\nwillow canal bread\n")
        await give_secret(table, "willow canal bread")
        await table.until(lambda: "Ania ● signed" in table.text(), "signed with the new key")
        remark = read_record.receipt(table.desk, table.record_id).keys[0].remark
        assert "forgotten" in remark

    at_the_table(tmp_path, story, offered)


def test_a_signed_record_is_unlocked_with_a_reason_and_written_anew(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        table.app.push_screen(SignOffScreen(table.record_id))
        await table.until(lambda: "What next?" in table.text(), "the ways")
        await table.choose("sign-worker")
        await give_secret(table, WORKER_SECRET)
        await table.until(lambda: "Ania ● signed" in table.text(), "the first signature")
        await table.choose("void")
        await table.on(OwnWords)
        await table.type_in("The date is wrong.")
        await table.press("tab", "enter")
        await table.on(RecordScreen)
        assert table.state_of_record() is State.DRAFT

    at_the_table(tmp_path, story, offered)


def test_an_export_folder_that_cannot_be_written_is_asked_for_again(tmp_path: Path) -> None:
    def one_missing(desk: Desk, worker: Worker) -> str:
        record_id = offered(desk, worker)
        sign_off.sign(desk, record_id, Role.WORKER, WORKER_SECRET)
        return record_id

    (tmp_path / "a file").write_text("in the way")

    async def story(table: Table) -> None:
        table.app.push_screen(SignOffScreen(table.record_id))
        await table.until(lambda: "What next?" in table.text(), "the ways")
        await table.choose("sign-supervisor")
        await give_secret(table, SUPERVISOR_SECRET)
        await save_to(table, tmp_path / "a file" / "out")
        await table.until(lambda: "could not be written" in table.text(), "a plain sentence")
        await save_to(table, tmp_path / "out")
        await table.on(ReceiptScreen)
        assert len(list((tmp_path / "out").iterdir())) == 1
        await table.press("r")
        await table.until(lambda: "The signed record" in table.text(), "the record to read")

    at_the_table(tmp_path, story, one_missing)


def test_leaving_in_the_workers_turn_needs_the_cabinet_passphrase(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        await table.open()
        assert table.app.hand_over == table.worker.id
        await table.press("f7")
        await table.until(lambda: table.app.screen.query("#q-worth_worker"), "the ratings")
        table.app.screen.set_focus(table.find("#q-worth_worker", UnseenScaleAnswer))
        await table.press("enter")
        await table.on(RatingTurn)
        await table.press("escape")
        await table.on(RecordScreen)
        await table.press("escape")
        await table.on(Ask)
        assert table.app.hand_over == table.worker.id
        table.find("#answer", LineField).value = PASSPHRASE
        await table.press("enter")
        await table.until(lambda: table.app.hand_over is None, "the holder leaves")

    at_the_table(tmp_path, story)


def test_a_draft_is_discarded_with_a_reason(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        await table.open()
        await table.press("f8")
        await table.until(lambda: table.app.screen.query("#discard"), "the last step")
        table.app.screen.set_focus(table.find("#discard", StepButton))
        await table.press("enter")
        await table.on(OwnWords)
        await table.type_in("Started by mistake.")
        await table.press("tab", "enter")
        await table.until(lambda: table.app.hand_over is None, "left")
        assert table.state_of_record() is State.DISCARDED

    at_the_table(tmp_path, story)
