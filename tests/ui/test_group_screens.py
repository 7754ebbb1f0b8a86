"""A group on the screen: who takes part can be changed, and the whole talk discarded, with their word."""

from __future__ import annotations

from pathlib import Path

from supervise_tui.domain.record import State
from supervise_tui.store import records
from supervise_tui.ui.screens.group import GroupScreen
from supervise_tui.ui.screens.home import Home
from supervise_tui.ui.screens.own_words import OwnWords
from supervise_tui.ui.screens.participants import ChangeParticipants
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.long_text import LongText
from supervise_tui.ui.widgets.row_list import RowList
from supervise_tui.workflows import hold_group, hold_supervision, workers
from supervise_tui.workflows.desk import Desk
from tests.ui.shell import Shell, in_front

NAMES = ("Ania Wójcik-Łęcka", "Kofi Mensah", "Siân Prydderch", "Tariq Aziz-Holm")


def three_of_four(desk: Desk) -> None:
    """A talk that is being written; Kofi has written in his own part."""
    ids = [workers.add_worker(desk, name=name, post="Carer").id for name in NAMES]
    group = hold_group.start(desk, ids[:3])
    hold_supervision.save(desk, group.copies[1].id, {"comments_worker": "I worry about room 9."})


def states(desk: Desk) -> list[State]:
    with desk.cabinet.reading() as work:
        return [one.state for one in sorted(records.find(work), key=lambda one: one.number)]


async def at_row(shell: Shell, row: str) -> None:
    rows = shell.find("#rows", RowList)
    rows.choose(next(one.id for one in rows.rows if one.id and one.cells[0].startswith(row)))
    await shell.press("enter")


def first_record(desk: Desk) -> str:
    with desk.cabinet.reading() as work:
        return min(records.find(work), key=lambda one: one.number).id


def test_who_takes_part_is_changed_and_the_talk_is_discarded_with_a_reason(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        desk = shell.app.desk
        shell.app.push_screen(GroupScreen(first_record(desk)))
        await shell.on(GroupScreen)
        await shell.until(lambda: shell.rows)
        await at_row(shell, "Change who takes part")
        await shell.on(ChangeParticipants)
        await shell.until(lambda: shell.find("#rows", RowList).option_count == 4)
        assert [row[:3] for row in shell.rows] == ["[x]", "[x]", "[x]", "[ ]"]
        await shell.type_in("down", "space", "down", "down", "space", "enter")
        ask = await shell.on(Ask)
        assert "Kofi Mensah wrote" in shell.text()
        ask.query("Button").first().focus()
        await shell.press("enter")
        await shell.on(GroupScreen)
        await shell.until(lambda: "Not there: Kofi Mensah." in shell.text())
        assert any(row.startswith("Tariq") for row in shell.rows)
        assert states(desk).count(State.DRAFT) == 3

        await at_row(shell, "Discard the whole talk")
        words = await shell.on(OwnWords)
        words.query_one(LongText).text = "It was a team meeting."
        await shell.press("tab", "enter")
        await shell.on(Home)
        assert set(states(desk)) == {State.DISCARDED}
        assert shell.app.hand_over is None

    in_front(tmp_path, story, prepare=three_of_four)
