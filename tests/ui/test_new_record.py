"""New record: from a worker's file to a form that is being filled in, by keyboard."""

from __future__ import annotations

from pathlib import Path

from supervise_tui.ui.screens.new_record import NewRecord
from supervise_tui.ui.screens.record import RecordScreen
from supervise_tui.ui.screens.worker_file import WorkerFileScreen
from supervise_tui.workflows import hold_supervision
from supervise_tui.workflows.workers import find_workers
from tests.homes import add_ania
from tests.ui.shell import Shell, in_front


async def open_the_offers(shell: Shell) -> NewRecord:
    shell.app.push_screen(WorkerFileScreen(the_only_worker(shell)))
    await shell.on(WorkerFileScreen)
    await shell.until(lambda: "Ania" in shell.text())
    await shell.press("n")
    screen = await shell.on(NewRecord)
    await shell.until(lambda: shell.rows)
    return screen


def the_only_worker(shell: Shell) -> str:
    return find_workers(shell.app.desk)[0].worker.id


def test_what_fits_stands_first_and_typing_finds_the_rest(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        await open_the_offers(shell)
        assert shell.rows[0].startswith("Supervision")
        assert shell.rows[1] == "Supervision agreement | there is none in force"
        await shell.type_in(*"placement")
        await shell.until(lambda: shell.rows[0].startswith("Supervision agreement for a placement"))
        await shell.type_in(*"xx")
        await shell.until(lambda: "No form fits" in shell.rows[0])

    in_front(tmp_path, story, prepare=add_ania)


def test_enter_starts_it_and_the_next_time_it_is_gone_on_with(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        await open_the_offers(shell)
        await shell.press("down", "enter")
        screen = await shell.on(RecordScreen)
        await shell.until(lambda: screen.focused is not None)
        assert hold_supervision.open_sheet(shell.app.desk, screen.record_id).form.makes == "agreement"
        await shell.press("escape")
        await shell.on(WorkerFileScreen)
        await shell.press("n")
        await shell.on(NewRecord)
        await shell.until(lambda: "being written" in shell.rows[0])
        await shell.press("enter")
        again = await shell.on(RecordScreen)
        assert again.record_id == screen.record_id

    in_front(tmp_path, story, prepare=add_ania)
