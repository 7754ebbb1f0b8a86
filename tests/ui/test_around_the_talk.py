"""Around a supervision while it is written: another layout, and what was prepared brought in."""

from __future__ import annotations

from pathlib import Path

from supervise_tui.domain.people import Worker
from supervise_tui.ui.screens.record import RecordScreen
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.choose import Choose
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.step_button import StepButton
from supervise_tui.workflows import hold_supervision, prepare
from supervise_tui.workflows.desk import Desk
from tests.homes import WORKER_SECRET, choose_secrets
from tests.journeys.table import Table, at_the_table


def prepared(desk: Desk, worker: Worker) -> str:
    """Ania has prepared, and has not said that it may come in; the talk has begun."""
    choose_secrets(desk, worker)
    mine = prepare.open_workers(desk, worker.id, WORKER_SECRET)
    prepare.save(desk, mine, {"own_points_worker": [{"id": "w1", "text": "The new hoist", "by": "worker"}]})
    return hold_supervision.start(desk, worker.id).record.id


async def anew(table: Table, before: RecordScreen) -> RecordScreen:
    """Wait until the record is open again, in a new screen."""
    await table.until(lambda: table.app.screen is not before, "the record anew")
    screen = await table.on(RecordScreen)
    await table.until(lambda: screen.focused is not None, "a field")
    return screen


def test_another_layout_keeps_what_was_written(tmp_path: Path) -> None:
    """[SES-12]"""

    async def story(table: Table) -> None:
        screen = await table.open()
        await screen.go_to("agenda")
        await table.type_in("The car park\n")
        await table.press("ctrl+t")
        await table.on(Choose)
        assert "Supervision (now)" in table.text()
        await table.press("down", "enter")
        again = await anew(table, screen)
        assert again.sheet is not None
        assert again.sheet.form.id == "session.structured"
        assert "The car park" in str(again.sheet.answers["agenda"])
        await table.press("ctrl+t")
        await table.on(Choose)
        await table.press("escape")
        await table.on(RecordScreen)

    at_the_table(tmp_path, story)


def test_the_worker_brings_in_what_they_prepared_at_their_own_word(tmp_path: Path) -> None:
    """[SES-6]"""

    async def story(table: Table) -> None:
        screen = await table.open()
        await screen.go_to("agenda")
        await table.until(lambda: "Ania has prepared something that is not in" in table.text(), "the notice")
        assert "[ Ania brings it in ]" in table.text()
        assert "The new hoist" not in table.text()
        screen.set_focus(table.find("#bring-in-worker", StepButton))
        await table.press("enter")
        await table.on(Ask)
        table.find("#answer", LineField).value = WORKER_SECRET
        await table.press("enter")
        again = await anew(table, screen)
        await again.go_to("agenda")
        assert again.sheet is not None
        assert "The new hoist" in str(again.sheet.answers["agenda"])
        assert "has prepared" not in table.text()

    at_the_table(tmp_path, story, prepared)
