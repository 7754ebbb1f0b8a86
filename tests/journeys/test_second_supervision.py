"""The second talk looks back at the first: what was agreed, what came of it, and what goes on."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import cast

from textual.widgets import OptionList

from supervise_tui.canonical import Json
from supervise_tui.domain.action_life import Outcome
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import State
from supervise_tui.forms.definition import Role
from supervise_tui.ui.screens.receipt import ReceiptScreen
from supervise_tui.ui.screens.sign_off import SignOffScreen
from supervise_tui.workflows import hold_supervision, sign_off
from supervise_tui.workflows.action_thread import actions_of
from supervise_tui.workflows.desk import Desk
from tests.homes import SUPERVISOR_SECRET, WORKER_SECRET, choose_secrets, good_answers
from tests.journeys.table import Table, at_the_table
from tests.journeys.test_supervision import give_secret, save_to

SIZE = (100, 40)


def second_begun(desk: Desk, worker: Worker) -> str:
    """The first talk is signed and agreed two actions; the second has all but the look back at them."""
    first = hold_supervision.start(desk, worker.id).record
    answers = good_answers(desk)
    row = cast("list[dict[str, Json]]", answers["actions"])[0]
    later = {"id": "p2", "what": "Book the moving and handling course", "owner": "supervisor"}
    answers["actions"] = [row, {**row, **later, "by": (desk.today + timedelta(days=21)).isoformat()}]
    hold_supervision.save(desk, first.id, answers)
    choose_secrets(desk, worker)
    sign_off.offer(desk, first.id)
    sign_off.sign(desk, first.id, Role.WORKER, WORKER_SECRET)
    sign_off.sign(desk, first.id, Role.SUPERVISOR, SUPERVISOR_SECRET)
    second = hold_supervision.start(desk, worker.id).record
    hold_supervision.save(desk, second.id, good_answers(desk))
    return second.id


def test_the_second_talk_settles_one_action_and_carries_another_and_is_signed(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        await table.open()
        await table.press("f8")
        assert table.find("#gaps", OptionList).option_count == 2
        assert "what became of it?" in table.text()
        # The first gap leads to the first action, its outcome under the cursor.
        await table.press("enter")
        await table.press("1", "enter")
        await table.type_in("Bell log of two weeks: four bells, not eleven\n")
        await table.press("5", "enter")
        await table.type_in("The course was full\n")
        await table.type_in("in 4 weeks\n")
        await table.type_in("The waiting list\n")
        await table.until(lambda: "to Tuesday 15 December" in table.text(), "both are said")
        await table.press("f8")
        await table.until(
            lambda: table.app.focused is not None and table.app.focused.id == "offer", "no gap left"
        )
        await table.press("enter")
        await table.on(SignOffScreen)
        await table.press("enter")
        await give_secret(table, WORKER_SECRET)
        await table.on(SignOffScreen)
        await table.until(lambda: table.state_of_record() is State.PART_SIGNED, "the worker has signed")
        await table.press("enter")
        await give_secret(table, SUPERVISOR_SECRET)
        await save_to(table, tmp_path / "out")
        await table.on(ReceiptScreen)
        assert table.state_of_record() is State.CLOSED
        said = {
            thread.action.what: thread.reviews[-1].review
            for thread in actions_of(table.desk, table.worker.id)
            if thread.reviews
        }
        done = said["Try the earlier round for two weeks"]
        assert (done.outcome, done.evidence) == (
            Outcome.DONE,
            "Bell log of two weeks: four bells, not eleven",
        )
        carried = said["Book the moving and handling course"]
        assert (carried.outcome, carried.why) == (Outcome.CARRIED, "The course was full")
        assert carried.new_date == table.desk.today + timedelta(weeks=4)

    at_the_table(tmp_path, story, second_begun, size=SIZE)
