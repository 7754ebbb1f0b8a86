"""Rows that need initials, from the list of what is missing to the signed record."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

from textual.widgets import OptionList

from supervise_tui.canonical import Json
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import State
from supervise_tui.forms.library import Library
from supervise_tui.ui.screens.initials import InitialsScreen
from supervise_tui.ui.screens.record import RecordScreen
from supervise_tui.ui.screens.sign_off import SignOffScreen
from supervise_tui.ui.screens.signing import SignNow
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.workflows import hold_supervision
from supervise_tui.workflows.desk import Desk
from tests.homes import WORKER_SECRET, choose_secrets
from tests.journeys.table import Table, at_the_table

OWN = Path(__file__).parents[1] / "forms" / "own"


def risk_check(desk: Desk, worker: Worker) -> str:
    """A filled risk check whose four measures wait for the worker's initials."""
    own = replace(desk, library=Library(OWN))
    record = hold_supervision.start(own, worker.id, "own.lone_worker_check").record
    text = (OWN / "filled" / "lone_worker_check.json").read_text("utf-8")
    filled: dict[str, Json] = json.loads(re.sub(r"2026-11-\d\d", "2026-11-16", text))
    hold_supervision.save(own, record.id, filled)
    choose_secrets(own, worker)
    return record.id


async def initial(table: Table) -> None:
    """Enter the worker's secret for the marked rows."""
    await table.press("enter")
    await table.on(SignNow)
    assert "Ania, please take the keyboard" in table.text()
    table.find("#secret", LineField).value = WORKER_SECRET
    await table.press("enter")
    await table.on(InitialsScreen)


def test_a_gap_leads_to_the_initials_and_back_to_the_signatures(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        screen = await table.open()
        await screen.go_to("sign-off")
        await table.until(lambda: isinstance(table.app.focused, OptionList), "the list of gaps")
        assert "still needs the initials of the" in table.text()
        await table.press("enter")
        await table.on(InitialsScreen)
        await table.until(lambda: "[x] “What is in place”, “A charged phone”" in table.text(), "the rows")
        await table.press("space")
        await initial(table)
        await table.until(lambda: "[ ] “What is in place”, “A charged phone”" in table.text(), "one row left")
        assert "A personal alarm" not in table.text()
        await table.press("space")
        await initial(table)
        await table.until(lambda: "Every row has its initials" in table.text(), "nothing left")
        await table.press("escape")
        await table.on(RecordScreen)
        await table.until(lambda: "Everything that is needed is there" in table.text(), "no gap")
        await table.until(lambda: table.app.focused is not None and table.app.focused.id == "offer", "button")
        await table.press("enter")
        await table.on(SignOffScreen)
        assert table.state_of_record() is State.OFFERED

    at_the_table(tmp_path, story, risk_check)
