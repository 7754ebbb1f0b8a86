"""A group of four: chosen, written once, each one's own part, closed, signed in their own time [SES-2]."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import OptionList

from supervise_tui.canonical import Json
from supervise_tui.domain.record import State
from supervise_tui.forms.definition import Role
from supervise_tui.store import records
from supervise_tui.ui.screens.group import GroupScreen
from supervise_tui.ui.screens.group_part import GroupPart
from supervise_tui.ui.screens.home import Home
from supervise_tui.ui.screens.new_record import NewRecord
from supervise_tui.ui.screens.own_words import OwnWords
from supervise_tui.ui.screens.participants import Participants
from supervise_tui.ui.screens.sign_off import SignOffScreen
from supervise_tui.ui.screens.signing import SignNow
from supervise_tui.ui.screens.worker_file import WorkerFileScreen
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.long_text import LongText
from supervise_tui.ui.widgets.row_list import RowList
from supervise_tui.workflows import hold_group, hold_supervision, sign_off, signing_secrets, workers
from supervise_tui.workflows.desk import Desk
from tests.homes import PASSPHRASE, SUPERVISOR_SECRET, WORKER_SECRET
from tests.ui.shell import Shell, in_front

NAMES = ("Ania Wójcik-Łęcka", "Kofi Mensah", "Siân Prydderch", "Tariq Aziz-Holm", "Wilhelmina Dunne")
SAID: dict[str, Json] = {
    "minutes": 90,
    "place": "The training room",
    "about": "Nights on the upper floor",
    "summary": "All four know the bell of room 12.",
}


def five(desk: Desk) -> list[str]:
    return [workers.add_worker(desk, name=name, post="Carer").id for name in NAMES]


def closed_talk(desk: Desk) -> None:
    """A talk of four, written and closed; everyone has a secret."""
    ids = five(desk)[:4]
    for person in ids:
        signing_secrets.choose_secret(desk, person, WORKER_SECRET)
    signing_secrets.choose_secret(desk, desk.owner.id, SUPERVISOR_SECRET)
    group = hold_group.start(desk, ids)
    hold_supervision.save(desk, group.copies[0].id, SAID)
    hold_group.close(desk, group.talk)


def states(desk: Desk) -> list[State]:
    with desk.cabinet.reading() as work:
        return [one.state for one in sorted(records.find(work, makes="group"), key=lambda one: one.number)]


async def at_row(shell: Shell, row: str) -> None:
    """Press Enter on the row that begins so."""
    rows = shell.find("#rows", RowList)
    wanted = next(one.id for one in rows.rows if one.id and one.cells[0].startswith(row))
    rows.choose(wanted)
    await shell.press("enter")


@pytest.mark.long
def test_four_are_chosen_and_the_talk_is_written_once_and_closed(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        desk = shell.app.desk
        first = workers.find_workers(desk, "Ania")[0].worker.id
        shell.app.push_screen(WorkerFileScreen(first))
        await shell.on(WorkerFileScreen)
        await shell.until(lambda: "Ania" in shell.text())
        await shell.press("n")
        await shell.on(NewRecord)
        await shell.until(lambda: shell.rows)
        await shell.type_in(*"group")
        await shell.until(lambda: len(shell.rows) == 1)
        await shell.press("enter")
        await shell.on(Participants)
        await shell.until(lambda: shell.rows)
        assert shell.rows[0] == "[x] Ania Wójcik-Łęcka | Carer"
        await shell.press("enter")
        assert "at least two workers" in shell.said
        await shell.type_in("down", "space", "down", "space", "down", "space", "down", "space", "space")
        assert [row[:3] for row in shell.rows] == ["[x]"] * 4 + ["[-]"]
        await shell.press("enter")
        await shell.on(GroupScreen)
        await shell.until(lambda: shell.rows)
        assert shell.app.hand_over == "group"
        assert shell.rows[0] == "What all share | 4 answers still needed"
        assert "Not there: Wilhelmina Dunne." in shell.text()

        await shell.press("enter")
        await shell.on(GroupPart)
        await shell.until(lambda: shell.app.focused is not None)
        await shell.type_in("enter", "enter", *"90", "enter", *"The training room", "enter")
        await shell.type_in("pagedown", *"Nights", "enter", "tab", *"All know the bell.", "pagedown")
        await shell.until(lambda: "Everything that is needed here is there" in shell.text())
        await shell.press("enter")
        await shell.on(GroupScreen)
        await shell.until(lambda: shell.rows[0] == "What all share | complete")
        assert shell.app.hand_over == "group"

        await at_row(shell, "Kofi")
        await shell.on(GroupPart)
        await shell.until(lambda: isinstance(shell.app.focused, LongText))
        await shell.type_in(*"I worry about room 9.")
        await shell.press("pagedown", "enter")
        await shell.on(GroupScreen)
        await shell.until(lambda: "Kofi Mensah | written" in shell.rows)
        await at_row(shell, "Kofi")
        ask = await shell.on(Ask)
        ask.query_one("#answer", LineField).value = PASSPHRASE
        await shell.press("enter")
        await shell.on(GroupPart)
        await shell.until(lambda: "room 9" in shell.text())
        await shell.press("escape")
        await shell.on(GroupScreen)

        await at_row(shell, "Close it: 4 records")
        await shell.until(lambda: "Closed. 0 of 4" in shell.text())
        assert states(desk) == [State.OFFERED] * 4
        with desk.cabinet.reading() as work:
            own = [records.answers(work, one.id).get("comments_worker") for one in records.find(work)]
        assert own.count("I worry about room 9.") == 1
        await at_row(shell, "Take them back")
        await shell.until(lambda: shell.rows[0].startswith("What all share"))
        assert states(desk) == [State.DRAFT] * 4

    in_front(tmp_path, story, prepare=five)


def two_have_signed(desk: Desk) -> None:
    """The closed talk; Ania and Siân have signed their own."""
    closed_talk(desk)
    copies = hold_group.open_group(desk, hold_group.talk_of(desk, hold_group_record(desk))).copies
    for copy in (copies[0], copies[2]):
        sign_off.sign(desk, copy.id, Role.WORKER, WORKER_SECRET)


@pytest.mark.long
def test_two_have_signed_one_declines_and_one_signs_on_another_day(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        desk = shell.app.desk
        shell.app.push_screen(GroupScreen(hold_group_record(desk)))
        await shell.on(GroupScreen)
        await shell.until(lambda: shell.rows)
        assert "signed already, so what all share stays" in shell.text()
        assert not any(row.startswith("Take them back") for row in shell.rows)
        await at_row(shell, "You sign the 2 that wait for you alone")
        await shell.on(SignNow)
        said = " ".join(shell.text().replace("║", " ").split())
        assert "Everyone else, please look away." in said
        assert "Siân Prydderch: " in said
        shell.find("#secret", LineField).value = SUPERVISOR_SECRET
        await shell.press("enter")
        ask = await shell.on(Ask)
        ask.query_one("#answer", LineField).value = str(tmp_path / "out")
        await shell.press("enter")
        await shell.on(GroupScreen)
        await shell.until(lambda: "2 of 4 records are signed" in shell.text())
        assert len(list((tmp_path / "out").glob("*.pdf"))) == 2

        await at_row(shell, "Kofi")
        await shell.on(SignOffScreen)
        await shell.until(lambda: "The training room" in shell.text())
        ways = shell.find("#ways", OptionList)
        ways.highlighted = ways.get_option_index("decline-worker")
        await shell.press("enter")
        words = await shell.on(OwnWords)
        words.query_one(LongText).text = "That is not what I said about room 9."
        await shell.press("tab", "enter")
        await shell.on(SignOffScreen)
        await shell.until(lambda: "does not sign" in shell.text())
        await shell.press("escape")
        await shell.on(GroupScreen)
        await shell.press("escape")
        await shell.on(Home)
        assert shell.app.hand_over is None

        copies = hold_group.open_group(desk, hold_group.talk_of(desk, hold_group_record(desk))).copies
        sign_off.sign(desk, copies[1].id, Role.SUPERVISOR, SUPERVISOR_SECRET)
        sign_off.sign(desk, copies[3].id, Role.WORKER, WORKER_SECRET)
        sign_off.sign(desk, copies[3].id, Role.SUPERVISOR, SUPERVISOR_SECRET)
        assert states(desk) == [State.CLOSED] * 4
        shell.app.push_screen(GroupScreen(copies[0].id))
        await shell.on(GroupScreen)
        await shell.until(lambda: "All records are signed." in shell.text())

    in_front(tmp_path, story, prepare=two_have_signed)


def test_one_record_taken_back_leads_back_to_the_group(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        shell.app.push_screen(GroupScreen(hold_group_record(shell.app.desk)))
        await shell.on(GroupScreen)
        await shell.until(lambda: shell.rows)
        await shell.press("enter")
        await shell.on(SignOffScreen)
        await shell.until(lambda: "The training room" in shell.text())
        ways = shell.find("#ways", OptionList)
        ways.highlighted = ways.get_option_index("take-back")
        await shell.press("enter")
        await shell.on(GroupScreen)
        await shell.until(lambda: "Ania Wójcik-Łęcka | nothing written" in shell.rows)
        assert [type(screen) for screen in shell.app.screen_stack].count(GroupScreen) == 1
        assert shell.app.hand_over == "group"
        assert "Close it: 1 record becomes ready to sign" in shell.rows

    in_front(tmp_path, story, prepare=closed_talk)


def hold_group_record(desk: Desk) -> str:
    """The id of the first record of the talk."""
    with desk.cabinet.reading() as work:
        return min(records.find(work, makes="group"), key=lambda one: one.number).id
