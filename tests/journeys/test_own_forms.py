"""Forms that an organisation wrote itself, from the first key to the PDF: nothing knows them beforehand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

from textual.widget import Widget
from textual.widgets import Static

from supervise_tui.canonical import Json
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import State
from supervise_tui.forms.library import Library
from supervise_tui.ui.screens.initials import InitialsScreen
from supervise_tui.ui.screens.receipt import ReceiptScreen
from supervise_tui.ui.screens.record import RecordScreen
from supervise_tui.ui.screens.sign_off import SignOffScreen
from supervise_tui.ui.screens.signing import ChooseSecret, SignNow
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.workflows import hold_supervision
from supervise_tui.workflows.desk import Desk
from tests.forms.test_own_forms import FOLDER
from tests.homes import SUPERVISOR_SECRET, WORKER_SECRET, choose_secrets
from tests.journeys.table import Table, at_the_table
from tests.journeys.test_supervision import give_secret, save_to

SIZE = (100, 40)


def begun(name: str) -> Callable[[Desk, Worker], str]:
    """Give what starts a record on that own form, with the secrets of both chosen."""

    def prepare(desk: Desk, worker: Worker) -> str:
        object.__setattr__(desk, "library", Library(FOLDER))
        choose_secrets(desk, worker)
        return hold_supervision.start(desk, worker.id, f"own.{name}").record.id

    return prepare


def without_marks(value: Json) -> Json:
    """The answer without the marks that the program gives to rows."""
    if isinstance(value, list):
        return [without_marks(one) for one in value]
    if isinstance(value, dict):
        free = {"phone", "buddy", "alarm", "car_kit"}
        return {key: without_marks(one) for key, one in value.items() if key != "id" or str(one) in free}
    return value


def written(table: Table) -> dict[str, Json]:
    """What the cabinet holds of the record in hand."""
    cast(RecordScreen, table.app.screen).flush()
    answers = hold_supervision.open_sheet(table.desk, table.record_id).answers
    return {key: without_marks(value) for key, value in answers.items()}


async def at(table: Table, widget_id: str) -> None:
    """Put the cursor into a field."""
    screen = cast(RecordScreen, table.app.screen)
    screen.set_focus(screen.query_one(f"#{widget_id}", Widget))
    await table.pilot.pause()


async def sign(table: Table, secret: str) -> None:
    """Whoever is first in the list of ways signs."""
    await table.press("enter")
    await give_secret(table, secret)


def test_a_risk_check_with_initialled_rows_is_filled_in_by_keys_and_signed(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        await table.open()
        await table.type_in("Farm cottages, Nant Gwynant\n8h 30\ny")
        assert "worth a closer look" in table.text()
        await table.press("pagedown")
        await table.type_in("5241")
        await table.until(lambda: "Comment on" in table.text(), "the comment that is needed")
        await at(table, "q-likely-comment")
        await table.type_in("One family shouts at people who come.")
        await at(table, "q-police")
        await table.type_in("y")
        await at(table, "rows-measures")
        await table.type_in("\ny\ntoday\n\nn\n\n\ny\ntoday\n\nd\n\n\n")
        await table.until(lambda: "waits for Ania's initials" in table.text(), "rows that wait")
        await table.press("pagedown")
        assert "12" in str(table.find("#q-sum_risk", Static).render())
        await at(table, "q-may_work")
        await table.type_in("o")
        await at(table, "q-may_work-comment")
        await table.type_in("Not before there is a buddy.")
        await at(table, "rows-shown_by")
        await table.type_in("\n3\nThe old risk check\nGreen folder\n")
        await table.press("f5")
        # Four rows still need the worker's initials: the first gap leads to them, and to their own secret.
        await table.until(lambda: "4 things are still missing" in table.text(), "the initials")
        await table.press("enter")
        await table.on(InitialsScreen)
        await table.until(lambda: "[x]" in table.text(), "the rows")
        await table.press("enter")
        await give_secret(table, WORKER_SECRET)
        await table.until(lambda: "Every row has its initials" in table.text(), "all are initialled")
        await table.press("escape")
        await table.until(lambda: "Everything that is needed is there" in table.text(), "no gap left")
        answers = written(table)
        assert answers["likely"] == {"violence": 5, "fall": 2, "car": 4, "lift": 1}
        assert answers["hours_alone"] == 510
        assert answers["measures"] == [
            {"id": "phone", "there": True, "checked_on": "2026-11-17"},
            {"id": "buddy", "there": False},
            {"id": "alarm", "there": True, "checked_on": "2026-11-17"},
            {"id": "car_kit", "there": "n/a"},
        ]
        assert answers["shown_by"] == [{"kind": "file", "ref": "Green folder", "text": "The old risk check"}]
        assert answers["may_work~comment"] == "Not before there is a buddy."
        await table.press("enter")
        await table.on(SignOffScreen)
        await sign(table, WORKER_SECRET)
        await table.on(SignOffScreen)
        await table.until(lambda: table.state_of_record() is State.PART_SIGNED, "the worker has signed")
        await sign(table, SUPERVISOR_SECRET)
        await save_to(table, tmp_path / "out")
        await table.on(ReceiptScreen)
        assert table.state_of_record() is State.CLOSED
        assert len([*(tmp_path / "out").glob("*.pdf")]) == 1

    at_the_table(tmp_path, story, begun("lone_worker_check"), size=SIZE)


def test_an_exit_interview_names_its_third_signer_and_does_without_the_worker(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        await table.open()
        assert "Registered manager fills this in" in table.text()
        await table.type_in("31/12/2026\n13")
        await at(table, "q-reasons-comment")
        await table.type_in("Two of us never spoke.")
        await at(table, "q-new_pay")
        await table.type_in("13.65")
        await table.press("pagedown")
        await table.type_in("4531")
        await at(table, "text-best")
        await table.type_in("The garden.\nAnd the singing.")
        await at(table, "rows-posts")
        await table.type_in("\nCare assistant\n3/5/2021\n9/1/2023\n")
        # The table inside the row: one skill, then back to the row and on to another post.
        await table.type_in("\nMoving and handling\n3\n")
        await table.press("escape", "tab")
        await table.type_in("\nSenior carer\n10/1/2023")
        await table.press("escape", "pagedown")
        await at(table, "q-keep_in_touch")
        await table.type_in("Through my sister")
        await table.until(lambda: "3.25" in table.text(), "the weighted mean")
        await table.press("f5")
        await table.until(lambda: "Nobody is named yet who signs" in table.text(), "a signer is missing")
        answers = written(table)
        assert answers["reasons"] == ["pay", "team"]
        assert answers["rated"] == {"start": 4, "training": 5, "manager": 3, "rota": 1}
        assert answers["posts"] == [
            {
                "post": "Care assistant",
                "from_day": "2021-05-03",
                "to_day": "2023-01-09",
                "skills": [{"skill": "Moving and handling", "sure": 3}],
            },
            {"post": "Senior carer", "from_day": "2023-01-10"},
        ]
        await name_the_manager(table)
        await table.press("enter")
        await table.on(SignOffScreen)
        await table.press("enter")
        await table.on(ChooseSecret)
        for field in ("#first", "#again"):
            table.find(field, LineField).value = "harbour willow seventy"
        await table.press("enter", "enter")
        await table.on(SignNow)
        await give_secret(table, "harbour willow seventy")
        await save_to(table, tmp_path / "out")
        await table.on(ReceiptScreen)
        assert table.state_of_record() is State.CLOSED

    at_the_table(tmp_path, story, begun("exit_interview"), size=SIZE)


async def name_the_manager(table: Table) -> None:
    """Enter on the gap leads to the signers: the manager is named, the worker left out."""
    await table.press("enter")
    assert table.app.focused is not None
    assert table.app.focused.id == "signers"
    assert "[x] Ania" in table.text()
    await table.press("enter")
    await table.until(lambda: "[ ] Ania" in table.text(), "the worker is left out")
    await at(table, "signers")
    await table.press("down", "enter")
    await table.on(Ask)
    await table.type_in("Delyth Pugh\n")
    await table.until(lambda: "What is their post" in table.text(), "the post")
    await table.type_in("Home manager\n")
    await table.on(RecordScreen)
    await table.until(lambda: "Delyth Pugh, Home manager" in table.text(), "the manager is named")
    await table.until(lambda: table.app.focused is not None and table.app.focused.id == "offer", "the way on")
