"""An answer is marked as evidence by keys, taken off by the same key, and taken in at the appraisal."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import OptionList

from supervise_tui.domain.people import Worker
from supervise_tui.forms.evidence_marks import rows_of, toggled
from supervise_tui.ui import file_rooms
from supervise_tui.ui.screens.choose_evidence import OnFileFor, WhatItShows
from supervise_tui.ui.screens.evidence import EvidenceScreen
from supervise_tui.ui.screens.record import RecordScreen
from supervise_tui.ui.screens.sign_off import SignOffScreen
from supervise_tui.ui.widgets.questions.tables import TableAnswer
from supervise_tui.ui.widgets.row_list import RowList
from supervise_tui.workflows import evidence, hold_supervision, new_records, sign_off
from supervise_tui.workflows.desk import Desk
from tests.homes import good_answers
from tests.journeys.table import Table, at_the_table

RECORDS: dict[str, str] = {}


def read_and_new(desk: Desk, worker: Worker) -> str:
    """One supervision ready to sign with a marked summary, an appraisal begun, a new one in hand."""
    before = hold_supervision.start(desk, worker.id).record.id
    mark = toggled(None, evidence.can_show(desk)[0], "", "m1")
    hold_supervision.save(desk, before, good_answers(desk) | {"summary~shows": mark})
    sign_off.offer(desk, before)
    RECORDS["appraisal"] = new_records.start(desk, worker.id, "development.appraisal").record.id
    now = hold_supervision.start(desk, worker.id).record.id
    hold_supervision.save(desk, now, good_answers(desk) | {"summary": None, "action_review": None})
    return now


async def marks(table: Table) -> None:
    """Mark a note and an action while writing; take the first mark off again."""
    screen = await table.open()
    await screen.go_to("reflections", "summary")
    await table.press("ctrl+e")
    await table.until(lambda: "Write it first" in table.text(), "nothing to mark yet")
    await table.press(*"Sat with her.", "ctrl+e")
    await table.on(WhatItShows)
    assert "Summary of the talk: Sat with her." in table.text()
    await table.press(*"dignity")
    await table.until(lambda: len(table.find("#rows", RowList).rows) == 4, "one behaviour and one duty")
    await table.press("enter")
    await table.on(RecordScreen)
    await table.until(lambda: "◆ Treats everybody as equal" in table.text(), "the mark beside the answer")
    await table.press("ctrl+e")
    await table.on(WhatItShows)
    await table.until(lambda: "Marked: Enter takes it off" in table.text(), "what is marked, first")
    await table.press("enter")
    await table.on(RecordScreen)
    await table.until(lambda: "No longer evidence for" in table.text(), "taken off")
    assert "◆" not in table.text()
    await screen.go_to("actions")
    screen.set_focus(screen.query_one("ActionsAnswer OptionList", OptionList))
    await table.press("home", "ctrl+e")
    await table.on(WhatItShows)
    assert "Action 1: Try the earlier round" in table.text()
    await table.press("down", "enter")
    await table.on(RecordScreen)
    await table.until(lambda: "◆ Puts ethics" in table.text(), "the mark in the list of actions")
    screen.flush()
    answers = hold_supervision.open_sheet(table.desk, table.record_id).answers
    assert "summary~shows" not in answers
    assert [row["of"] for row in rows_of(answers["actions~shows"])] == ["p1"]
    await screen.go_to("agreement", "held_on")
    await table.press("ctrl+e")
    await table.until(lambda: "Go to a note, an action or an example" in table.text(), "a day shows nothing")


async def takes_in(table: Table) -> None:
    """Take what is on file into the appraisal, once; nothing comes in by itself."""
    table.app.push_screen(RecordScreen(RECORDS["appraisal"]))
    await table.until(lambda: getattr(table.app.screen, "record_id", "") == RECORDS["appraisal"], "appraisal")
    screen = await table.on(RecordScreen)
    await screen.go_to("personal_qualities")
    listed = screen.query_one(TableAnswer)
    screen.set_focus(listed.list)
    await table.press("home")
    await table.until(lambda: "1 on file" in table.text(), "what there is")
    await table.press("ctrl+e")
    await table.on(OnFileFor)
    assert "record 1 (Supervision)" in table.text()
    await table.press("enter")
    await table.on(RecordScreen)
    await table.until(lambda: listed.opened == 0 and listed.rows[0].get("evidence"), "it is taken in")
    words = "Ania told how the 2 o'clock round overlaps"
    assert words in str(listed.rows[0]["evidence"])
    await table.press("ctrl+e")
    await table.on(OnFileFor)
    await table.press("enter")
    await table.until(lambda: "taken in already" in table.text(), "not twice")
    await table.press("escape", "escape", "down", "ctrl+e")
    await table.on(RecordScreen)
    await table.until(lambda: "Nothing was marked for it since" in table.text(), "nothing for the next one")


def test_marked_taken_off_and_taken_in(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        await marks(table)
        await takes_in(table)
        table.app.push_screen(file_rooms.evidence(table.worker.id, table.worker.name))
        await table.on(EvidenceScreen)
        await table.until(lambda: "1 mark on file" in table.text(), "the list")
        assert "not signed by all yet" in table.text()
        assert "· nothing yet" in table.text()
        await table.press("o")
        await table.until(lambda: "· nothing yet" not in table.text(), "only what there is")
        await table.press("enter")
        await table.on(SignOffScreen)

    at_the_table(tmp_path, story, read_and_new, size=(100, 30))
