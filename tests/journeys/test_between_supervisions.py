"""Between supervisions: an informal note in a minute of keys, and a case sheet from the talk [SES-1]."""

from __future__ import annotations

from pathlib import Path

from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import State
from supervise_tui.store import records
from supervise_tui.ui.screens.new_record import NewRecord
from supervise_tui.ui.screens.record import RecordScreen
from supervise_tui.ui.screens.sign_off import SignOffScreen
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.row_list import RowList
from supervise_tui.workflows import hold_supervision
from supervise_tui.workflows.desk import Desk
from tests.journeys.table import Table, at_the_table

KEYS_A_MINUTE = 150
"""Two fingers; a practised typist is twice as fast."""


def nothing_yet(_desk: Desk, _worker: Worker) -> str:
    return ""


def test_an_informal_note_is_ready_to_read_after_less_than_a_minute_of_keys(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        pressed = 0

        async def press(*keys: str) -> None:
            nonlocal pressed
            pressed += len(keys)
            await table.press(*keys)

        async def type_in(text: str) -> None:
            nonlocal pressed
            pressed += len(text)
            await table.type_in(text)

        table.app.push_screen(NewRecord(table.worker.id))
        await table.on(NewRecord)
        await table.until(lambda: "Informal talk" in table.text(), "the offers")
        await type_in("informal")
        await table.until(lambda: table.find("#rows", RowList).option_count == 1, "the one that fits")
        await press("enter")
        await table.on(RecordScreen)
        await table.until(lambda: table.app.focused is not None, "a field to type in")
        await press("enter")
        await type_in("15\n")
        await press("enter")
        await type_in("Night rounds\n")
        await type_in("The 2 o'clock round overlaps with the bell of room 12.")
        await press("pagedown", "pagedown")
        await table.until(lambda: "Everything that is needed is there" in table.text(), "nothing missing")
        await press("enter")
        await table.on(SignOffScreen)
        await table.until(lambda: "Night rounds" in table.text(), "the text")
        assert pressed <= KEYS_A_MINUTE
        with table.desk.cabinet.reading() as work:
            (record,) = records.find(work)
        assert (record.makes, record.state) == ("informal", State.OFFERED)

    at_the_table(tmp_path, story, nothing_yet)


def test_a_case_sheet_is_started_from_the_talk_and_takes_no_name(tmp_path: Path) -> None:
    """[SES-4]"""

    async def story(table: Table) -> None:
        screen = await table.open()
        commands = {name: do for name, _what, do in screen.own_commands()}
        commands["Start a case sheet"]()
        ask = await table.on(Ask)
        ask.query_one("#answer", LineField).value = "Betty Hughes"
        await table.press("enter")
        await table.until(lambda: "That is no reference" in table.text(), "the refusal")
        ask.query_one("#answer", LineField).value = "KM-17"
        await table.press("enter")
        await table.until(lambda: "Case sheet with Ania" in table.text(), "the sheet itself")
        assert table.app.hand_over == table.worker.id
        await table.press("escape")
        await table.until(lambda: "Supervision 1 with Ania" in table.text(), "the talk again")
        assert table.app.hand_over == table.worker.id
        sheet = hold_supervision.open_sheet(table.desk, table.record_id)
        assert "KM-17" in str(sheet.answers["cases"])
        with table.desk.cabinet.reading() as work:
            (case,) = records.find(work, makes="case")
            assert records.answers(work, case.id)["case_reference"] == "KM-17"

    at_the_table(tmp_path, story)
