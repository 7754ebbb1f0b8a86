"""Reading a file: its timeline, an action's thread, the ratings, and finding words in it and in all."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import OptionList

from supervise_tui.domain.people import Worker
from supervise_tui.ui import file_rooms, rooms
from supervise_tui.ui.screens.action_thread import ActionThreadScreen
from supervise_tui.ui.screens.actions import ActionsScreen
from supervise_tui.ui.screens.help import Help
from supervise_tui.ui.screens.home import Home
from supervise_tui.ui.screens.ratings import RatingsScreen
from supervise_tui.ui.screens.search import SearchScreen
from supervise_tui.ui.screens.worker_file import WorkerFileScreen
from supervise_tui.workflows import hold_supervision, workers
from supervise_tui.workflows.desk import Desk
from tests.journeys.table import Table, at_the_table
from tests.old_files import hold_many

SMALL, LARGE = (80, 24), (120, 40)


def twelve_talks(desk: Desk, worker: Worker) -> str:
    """Twelve supervisions with Ania, one with Tomos, and one with her being written."""
    hold_many(desk, worker, 12)
    other = workers.add_worker(desk, name="Tomos Bevan", post="Carer")
    hold_many(desk, other, 1, say=lambda number: {"summary": "Tomos spoke of the hydrotherapy pool."})
    return hold_supervision.start(desk, worker.id).record.id


async def open_file(table: Table) -> None:
    """Open Ania's file."""
    table.app.push_screen(rooms.worker_file(table.worker.id))
    await table.on(WorkerFileScreen)
    await table.until(lambda: "being written" in table.text(), "the file")


def test_from_home_to_the_thread_of_a_late_action_and_its_record(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        await table.until(lambda: "Late actions" in table.text(), "late actions")
        rows = table.find("#rows", OptionList)
        late = next(n for n, option in enumerate(rows.options) if (option.id or "").startswith("action:"))
        rows.highlighted = late
        await table.press("enter")
        await table.on(ActionThreadScreen)
        await table.until(lambda: "Agreed" in table.text(), "the thread")
        assert "How you will know: Fewer bells" in table.text()
        assert "Carried forward" in table.text()
        await table.press("f")
        await table.on(WorkerFileScreen)

    at_the_table(tmp_path, story, twelve_talks, size=SMALL)


def test_a_file_shows_its_actions_and_its_ratings(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        await open_file(table)
        assert "still to do" in table.text()
        assert "1 action agreed" in table.text()
        await table.press("a")
        await table.on(ActionsScreen)
        await table.until(lambda: "Still to do" in table.text(), "actions")
        assert "! Try the earlier round" in table.text()
        await table.press("escape")
        await table.on(WorkerFileScreen)
        await table.press("r")
        await table.on(RatingsScreen)
        await table.until(lambda: "12 talks." in table.text(), "the ratings")
        shown = table.text()
        assert "██" in shown
        assert "▒▒" in shown
        assert "worker 4  supervisor 4" in shown

    at_the_table(tmp_path, story, twelve_talks, size=LARGE)


def test_words_are_found_in_all_files_and_in_one(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        await table.press("slash")
        await table.on(SearchScreen)
        await table.type_in("hydro")
        await table.until(lambda: "Tomos Bevan" in table.text(), "Tomos's talk")
        await table.press("escape")
        await table.on(Home)
        await open_file(table)
        await table.press("slash")
        await table.on(SearchScreen)
        await table.type_in("hydro")
        await table.until(lambda: "Nothing holds" in table.text(), "nothing of Tomos")

    at_the_table(tmp_path, story, twelve_talks, size=SMALL)


def test_while_a_supervision_is_handed_over_only_this_workers_words_are_found(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        await table.open()
        assert table.app.hand_over == table.worker.id
        names = {command.title for command in table.app.get_system_commands(table.app.screen)}
        assert "Search this file" in names
        assert "Search" not in names
        # Even a search over everything, however it was come by, keeps to this worker.
        table.app.push_screen(file_rooms.search())
        await table.on(SearchScreen)
        await table.type_in("hydro")
        await table.until(lambda: "Nothing holds" in table.text(), "nothing of Tomos")
        await table.press(*["backspace"] * 5)
        await table.type_in("overlaps")
        await table.until(lambda: "Ania" in table.text(), "her own words")
        await table.press("enter")
        await table.on(Help)  # to read only: the supervision stays in hand
        assert "overlaps with the bell" in table.text()
        assert table.app.hand_over == table.worker.id

    at_the_table(tmp_path, story, twelve_talks)
