"""The training and portfolio list by keys: a course planned, done, judged, taken out as a table."""

from __future__ import annotations

from pathlib import Path

from supervise_tui.domain.people import Worker
from supervise_tui.ui.screens.learning import LearningScreen
from supervise_tui.ui.screens.learning_entry import LearningEntry
from supervise_tui.ui.screens.worker_file import WorkerFileScreen
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.workflows import learning
from supervise_tui.workflows.desk import Desk
from tests.journeys.table import Table, at_the_table
from tests.scans import picture


def one_that_ran_out(desk: Desk, worker: Worker) -> str:
    first = learning.new_entry(desk, worker.id)
    learning.save(
        desk,
        first,
        {"title": "Hoist", "mandatory": True, "done_on": "2025-11-01", "valid_until": "2026-11-01"},
    )
    return ""


def test_a_learning_is_written_down_renewed_and_saved_as_a_table(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        table.app.push_screen(WorkerFileScreen(table.worker.id))
        await table.on(WorkerFileScreen)
        await table.press("t")
        await table.on(LearningScreen)
        await table.until(lambda: "1 learning wants attention." in table.text(), "the list")
        assert "! Hoist (mandatory)" in table.text()

        await table.press("n")
        await table.on(LearningEntry)
        await table.type_in("hoist\n")
        await table.press("1", "tab", "1", "tab", "tab", "tab", "tab")
        await table.type_in("3/11/2026\n3/11/2027\n")
        await table.until(
            lambda: "Does the manager accept it?" in table.text(), "what is asked once it is done"
        )
        (tmp_path / "certificate.png").write_bytes(picture())
        await table.press("f6")
        await table.on(Ask)
        await table.type_in(f"{tmp_path / 'certificate.png'}\n")
        await table.until(lambda: "Attached: 1. PNG, 1 page" in table.text(), "the certificate")
        await table.press("escape")
        await table.on(LearningScreen)
        await table.until(lambda: "renewed since" in table.text(), "the older one is renewed")
        assert "valid until Wednesday 3 November 2027" in table.text()
        assert "All is in time." in table.text()

        await table.press("x")
        await table.on(Ask)
        await table.press("end", "ctrl+u")
        await table.type_in(f"{tmp_path}\n")
        await table.on(LearningScreen)
        assert [path.suffix for path in tmp_path.glob("Training*")] == [".csv"]

    at_the_table(tmp_path, story, one_that_ran_out)
