"""The home's own file, or the supervisor's own: its clocks, and all its records as one line of time."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from supervise_tui.domain.clocks import Reading
from supervise_tui.domain.roles import Act
from supervise_tui.domain.whose_file import HOME_FILE
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.file_screen import FileScreen
from supervise_tui.ui.screens.worker_file_rows import timeline_rows
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows.clocks import clocks_of
from supervise_tui.workflows.timeline import Timeline, timeline

_NEW = "new"
_MARKS = {"overdue": "! ", "due-soon": "! "}


class FileOfNoWorker(FileScreen):
    """Records about the service, or about the supervisor themselves; the first row starts a new one."""

    CSS_PATH = "file_of_no_worker.tcss"
    HELP = (
        "Here lie the records that are about no worker: on the home's own file those about the service, such "
        "as a checklist or a file audit; on your own file those about yourself.\n\n"
        "The first row starts a new one. Below stand those there are, newest first: Enter opens one, to go "
        "on writing, to sign, or to read it.\n\n"
        "Press n for a new record, a for all actions, i for the ideas that workers share, / to search in "
        "this file, h for who did what in it, x to copy signed records to a folder."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open"),
        Binding("n", "new_record", "New"),
        Binding("a", "actions", "Actions"),
        Binding("i", "ideas", "Ideas"),
        Binding("slash", "search", "Search", key_display="/"),
        Binding("h", "history", "History"),
        Binding("x", "export", "Export"),
        Binding("ctrl+l", "app.lock", "Lock", show=False),
    ]

    def __init__(self, file: str) -> None:
        super().__init__()
        self.file = file
        self._view: Timeline | None = None

    def why_not(self, action: str) -> str:
        """Who may not write records may still audit, on the home's file [QA-1]."""
        if action == "new_record" and self.file == HOME_FILE and self.desk.may(Act.AUDIT):
            return ""
        return super().why_not(action)

    @property
    def subject(self) -> tuple[str, str] | None:
        """Whose file it is, by the file's own id."""
        return (self.file, self._view.file.worker.name) if self._view else None

    def where(self) -> str:
        """Whose file it is."""
        return "The home's own file" if self.file == HOME_FILE else "Your own file"

    def way_back(self) -> Callable[[], House]:
        """Come back to this file."""
        file = self.file
        return lambda: FileOfNoWorker(file)

    def compose_body(self) -> ComposeResult:
        """Lay out what it is, what is due, and the records."""
        yield Static("", id="whose", markup=False)
        yield Static("", id="clocks", markup=False)
        yield RowList(id="rows")

    def look_again(self) -> None:
        """Look again."""
        desk, file = self.desk, self.file
        self.run_slow(
            lambda: (timeline(desk, file), clocks_of(desk, file)),
            self._show,
            word="" if self._view else "Opening the file",
        )

    def _show(self, found: tuple[Timeline, list[Reading]]) -> None:
        view, readings = found
        self._view = view
        words = "about the service" if self.file == HOME_FILE else "about themselves"
        self.query_one("#whose", Static).update(
            Content.assemble((view.file.worker.name, "bold"), f" · records {words}")
        )
        running = [one for one in readings if one.due.state != "not-applicable"]
        lines = self.query_one("#clocks", Static)
        lines.display = bool(running)
        lines.update(
            "\n".join(
                f"{_MARKS.get(one.due.state, '')}{one.clock.title}: {one.due.reason}" for one in running
            )
        )
        self.query_one(RowList).show(self._rows(view))

    def _rows(self, view: Timeline) -> list[Row]:
        rows: list[Row] = []
        if not self.why_not("new_record"):
            rows.append(Row(_NEW, ("▸ Start a new record",), "bold"))
        if not view.lines:
            rows += [heading(""), heading("No records yet.")]
        return rows + timeline_rows(view, self.desk.holder)

    def open_row(self, row_id: str) -> None:
        if row_id == _NEW:
            self.action_new_record()
            return
        records = self._view.file.records if self._view else ()
        record = next((record for record in records if record.id == row_id), None)
        if record is not None:
            self.enter_record(record)

    def action_ideas(self) -> None:
        """Show the ideas of the workers that may be shared."""
        from supervise_tui.ui import rooms

        self.house.push_screen(rooms.ideas())
