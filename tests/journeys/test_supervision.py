"""Two people hold a supervision and sign it, from the first key to the PDF in their hands."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import OptionList

from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import State
from supervise_tui.ui.screens.rating_turn import RatingTurn
from supervise_tui.ui.screens.receipt import ReceiptScreen
from supervise_tui.ui.screens.sign_off import SignOffScreen
from supervise_tui.ui.screens.signing import ChooseSecret, SignNow
from supervise_tui.ui.screens.supervision import SupervisionScreen
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.workflows import hold_supervision, read_record, sign_off
from supervise_tui.workflows.desk import Desk
from tests.homes import SUPERVISOR_SECRET, WORKER_SECRET, choose_secrets, good_answers
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
        await table.on(SupervisionScreen)
        assert "4 of 5" not in table.text()
        await table.press("enter")
        await table.on(RatingTurn)
        await table.press("5", "enter")
        await table.on(SupervisionScreen)
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
