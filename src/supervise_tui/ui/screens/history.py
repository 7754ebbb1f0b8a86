"""Who did what, when: in one worker's file, or in the whole cabinet."""

from __future__ import annotations

from textual.app import ComposeResult

from supervise_tui.ui.screens.base import House
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows.plans_desk import is_plans_desk
from supervise_tui.workflows.read_history import HistoryLine, history_lines


class HistoryScreen(House):
    """One line an event, newest first. Nothing can be changed here, by anyone."""

    CSS_PATH = "history.tcss"
    HELP = (
        "Every change of state is written here with its time: who added a worker, who signed, who took a "
        "copy out. The lines form a chain: none can be changed or taken out unnoticed.\n\n"
        "The times are those of this computer's clock. The newest line stands first."
    )

    def __init__(self, worker_id: str | None = None, name: str = "") -> None:
        super().__init__()
        self.worker_id = worker_id
        self._person = name

    def where(self) -> str:
        """Say whose history it is."""
        if self._person:
            return f"{self._person} › History"
        return "History of the improvement plans" if is_plans_desk(self.desk) else "History of the cabinet"

    def compose_body(self) -> ComposeResult:
        """Lay out the list."""
        yield RowList(id="rows")

    def on_mount(self) -> None:
        """Read the history."""
        desk, worker_id = self.desk, self.worker_id
        self.set_focus(self.query_one(RowList))
        self.run_slow(lambda: history_lines(desk, worker_id), self._show, word="Reading the history")

    def _show(self, lines: list[HistoryLine]) -> None:
        rows = [self._row(place, line) for place, line in enumerate(lines)]
        self.query_one(RowList).show(rows or [heading("Nothing has happened yet.")])

    def _row(self, place: int, line: HistoryLine) -> Row:
        about = f" ({line.about})" if line.about and not self.worker_id else ""
        why = f": {line.why}" if line.why else ""
        when = f"{line.at.day}/{line.at.month}/{line.at.year} {line.at:%H:%M}"
        return Row(f"line{place}", (when, f"{line.who} {line.what}{about}{why}"), wraps=True)
