"""The agreement: made at the start of a supervision, renewed from the file, signed by both each time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from supervise_tui.canonical import Json
from supervise_tui.domain.agreement import AgreementState
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import State
from supervise_tui.ui.screens.agreement import AgreementScreen
from supervise_tui.ui.screens.receipt import ReceiptScreen
from supervise_tui.ui.screens.record import RecordScreen
from supervise_tui.ui.screens.sign_off import SignOffScreen
from supervise_tui.ui.screens.signing import ChooseSecret
from supervise_tui.ui.screens.worker_file import WorkerFileScreen
from supervise_tui.ui.widgets.row_list import RowList
from supervise_tui.workflows import agreements, hold_supervision, workers
from supervise_tui.workflows.desk import Desk
from tests.homes import (
    SUPERVISOR_SECRET,
    WORKER_SECRET,
    Clock,
    agreement_answers,
    choose_secrets,
    good_answers,
    signed_agreement,
)
from tests.journeys.table import Table, at_the_table
from tests.journeys.test_supervision import give_secret, save_to
from tests.workflows.test_agreements import TUTOR_SECRET, placement

SIZE = (100, 40)


def begun(desk: Desk, worker: Worker) -> str:
    """A supervision without an agreement; both have their secrets."""
    choose_secrets(desk, worker)
    record = hold_supervision.start(desk, worker.id).record
    hold_supervision.save(desk, record.id, good_answers(desk) | {"no_agreement_reason": None})
    return record.id


async def sign_both(table: Table, folder: Path) -> None:
    """Read, both sign, the PDF is taken away."""
    await table.press("enter")
    await give_secret(table, WORKER_SECRET)
    await table.on(SignOffScreen)
    await table.until(lambda: table.state_of_record() is State.PART_SIGNED, "the worker has signed")
    await table.press("enter")
    await give_secret(table, SUPERVISOR_SECRET)
    await save_to(table, folder)
    await table.on(ReceiptScreen)


async def fill_and_offer(table: Table, record_id: str, **more: Json) -> None:
    """Write what the form cannot propose, and go to the signatures."""
    hold_supervision.save(table.desk, record_id, agreement_answers(table.desk) | more)
    table.record_id = record_id
    table.app.switch_screen(RecordScreen(record_id))
    screen = await table.on(RecordScreen)
    await table.until(lambda: screen.sheet is not None and screen.focused is not None, "the agreement")
    await screen.go_to("sign-off")
    await table.until(lambda: table.app.focused is not None and table.app.focused.id == "offer", "no gap")
    await table.press("enter")
    await table.on(SignOffScreen)


def test_a_supervision_without_one_makes_it_on_the_spot_and_goes_on(tmp_path: Path) -> None:
    """[SES-6] step 1"""

    async def story(table: Table) -> None:
        talk = table.record_id
        screen = await table.open()
        await screen.go_to("agreement")
        assert "You have no supervision agreement yet." in table.text()
        assert "[ Make the agreement now ]" in table.text()
        await table.press("ctrl+r")
        await table.until(
            lambda: table.app.screen is not screen and isinstance(table.app.screen, RecordScreen), "the form"
        )
        making = agreements.agreement_state(table.desk, table.worker.id).being_made
        assert making
        assert making != talk
        await fill_and_offer(table, making)
        await sign_both(table, tmp_path / "out")
        await table.press("escape")
        back = await table.on(RecordScreen)
        await table.until(lambda: back.sheet is not None and back.sheet.record.id == talk, "the supervision")
        assert table.app.hand_over == table.worker.id, "the rest of the cabinet stays out of reach"
        gaps = hold_supervision.gaps_of(hold_supervision.open_sheet(table.desk, talk))
        assert "no_agreement_reason" not in [gap.question_id for gap in gaps]
        assert "You have no supervision agreement yet." not in table.text()

    at_the_table(tmp_path, story, begun, size=SIZE)


def test_it_is_renewed_from_the_file_and_the_version_before_stays_readable(tmp_path: Path) -> None:
    """[AGR-3]"""

    def a_year_ago(desk: Desk, worker: Worker) -> str:
        clock = desk.now
        assert isinstance(clock, Clock)
        clock.turn(days=-400)
        signed_agreement(desk, worker)
        clock.turn(days=400)
        return ""

    async def story(table: Table) -> None:
        table.app.push_screen(WorkerFileScreen(table.worker.id))
        await table.on(WorkerFileScreen)
        assert "! Agreement: review 100 days overdue" in table.text()
        await table.press("g")
        await table.on(AgreementScreen)
        await table.press("enter")
        screen = await table.on(RecordScreen)
        await table.until(lambda: screen.sheet is not None, "the new version")
        assert screen.sheet is not None
        answers = screen.sheet.answers
        assert answers["purpose"] == agreement_answers(table.desk)["purpose"], "starts as it was"
        await fill_and_offer(table, screen.sheet.record.id, changes="We meet on the ward now.")
        await sign_both(table, tmp_path / "out")
        await table.press("escape")
        await table.on(AgreementScreen)
        await table.until(lambda: "Version 2" in table.text(), "the new version")
        stands = agreements.agreement_state(table.desk, table.worker.id)
        assert stands.state is AgreementState.IN_FORCE
        older = agreements.versions(table.desk, table.worker.id)[-1].record
        table.find("#rows", RowList).choose(f"read:{older.id}")
        await table.press("enter")
        await table.on(ReceiptScreen)
        await table.press("escape")
        await table.on(AgreementScreen)

    at_the_table(tmp_path, story, a_year_ago, size=SIZE)


def test_a_placement_is_agreed_by_all_three_before_it_starts(tmp_path: Path) -> None:
    """[AGR-6]"""

    def a_student(desk: Desk, worker: Worker) -> str:
        workers.change_worker(desk, replace(worker, student=True))
        choose_secrets(desk, worker)
        return ""

    async def story(table: Table) -> None:
        table.app.push_screen(WorkerFileScreen(table.worker.id))
        await table.on(WorkerFileScreen)
        await table.press("g")
        await table.on(AgreementScreen)
        assert "▸ Make it: Supervision agreement for a placement" in table.text()
        await table.press("enter")
        screen = await table.on(RecordScreen)
        await table.until(lambda: screen.sheet is not None, "the form")
        assert screen.sheet is not None
        await fill_and_offer(table, screen.sheet.record.id, **placement(table.desk))
        for secret in (WORKER_SECRET, SUPERVISOR_SECRET):
            await table.press("enter")
            await give_secret(table, secret)
            await table.on(SignOffScreen)
            await table.until(lambda: "Tobias" in table.text(), "who is still to sign")
        assert table.state_of_record() is State.PART_SIGNED
        assert not agreements.agreement_state(table.desk, table.worker.id).in_force
        await table.press("enter")
        await table.on(ChooseSecret)
        await table.type_in(f"{TUTOR_SECRET}\n{TUTOR_SECRET}\n")
        await give_secret(table, TUTOR_SECRET)
        await save_to(table, tmp_path / "out")
        await table.on(ReceiptScreen)
        assert agreements.agreement_state(table.desk, table.worker.id).in_force

    at_the_table(tmp_path, story, a_student, size=SIZE)
