"""Copy signed records out of the cabinet to a folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import ClassVar

import platformdirs
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button, Input, OptionList, Static

from supervise_tui.domain.record import Record
from supervise_tui.problems import BadInput, Problem
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows import workers as worker_work
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.export_records import export


class ExportScreen(House):
    """A list of closed records to mark, and the folder they go to."""

    WHERE = "Export signed records"
    CSS_PATH = "export.tcss"
    HELP = (
        "Mark the records that you want with Space; [x] means it will be copied. a marks all, or none. "
        "Then type the folder and press Enter.\n\n"
        "The copies are the signed PDFs, just as they were signed. They are not encrypted: anyone who gets "
        "the folder can read them. Files that are already there are never overwritten.\n\n"
        "An addendum goes out with the record that it belongs to.\n\n"
        "Records that still wait for a signature cannot be exported and are not listed."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "Mark"),
        Binding("a", "mark_all", "All or none"),
        Binding("ctrl+s", "export", "Export"),
    ]

    def __init__(self, worker_id: str | None = None, record_ids: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.worker_id = worker_id
        self._marked: set[str] = set(record_ids)
        self._records: list[tuple[Record, str]] = []

    def compose_body(self) -> ComposeResult:
        """Lay out the list above the folder."""
        yield Static(
            "These copies are not encrypted: put them where only those may look who may read them.",
            id="warning",
        )
        yield RowList(id="rows")
        yield LineField(
            "Folder", value=platformdirs.user_documents_dir(), help="Enter copies them there", id="folder"
        )
        with Horizontal(classes="buttons"):
            yield Button(Content("[ Export ]"), id="export", compact=True)
            yield Button(Content("[ Back ]"), id="back", compact=True)

    def on_mount(self) -> None:
        """Find what can be exported."""
        desk, worker_id = self.desk, self.worker_id
        self.set_focus(self.query_one(RowList))
        self.run_slow(lambda: _closed(desk, worker_id), self._got, word="Looking for signed records")

    def _got(self, found: list[tuple[Record, str]]) -> None:
        self._records = found
        if self.worker_id is not None and not self._marked:
            self._marked = {record.id for record, _ in found}
        self._draw()

    def _draw(self) -> None:
        rows = [
            Row(
                record.id,
                (
                    f"{'[x]' if record.id in self._marked else '[ ]'} {name}",
                    record.title,
                    _short(record.held_on) if record.held_on else "",
                    f"no. {record.number}",
                ),
            )
            for record, name in self._records
        ]
        self.query_one(RowList).show(
            rows or [heading("There are no closed records yet: both have to sign first.")]
        )

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._mark(event.option.id or "")

    def action_mark(self) -> None:
        """Mark the row under the cursor, or take its mark away."""
        self._mark(self.query_one(RowList).chosen)

    def action_mark_all(self) -> None:
        """Mark all; none when all are marked."""
        everything = {record.id for record, _ in self._records}
        self._marked = set() if self._marked >= everything else everything
        self._draw()

    def _mark(self, record_id: str) -> None:
        if record_id:
            self._marked ^= {record_id}
            self._draw()

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.action_back()

    @on(Button.Pressed, "#export")
    @on(Input.Submitted, "#folder")
    def action_export(self) -> None:
        """Copy what is marked."""
        wanted = [record.id for record, _ in self._records if record.id in self._marked]
        typed = self.query_one("#folder", LineField).value.strip()
        if not wanted:
            self.show_problem(BadInput("No record is marked.", "Mark one with Space, or all with a."))
            return
        if not typed:
            self.show_problem(BadInput("No folder is typed.", "Type where the copies should go."))
            return
        desk, folder = self.desk, Path(typed).expanduser()
        self.run_slow(
            lambda: export(desk, wanted, folder), self._exported, word="Copying", failed=self._failed
        )

    def _exported(self, made: list[Path]) -> None:
        where = made[0].parent if made else Path()
        count = "One file was" if len(made) == 1 else f"{len(made)} files were"
        name = f" ({made[0].name})" if len(made) == 1 else ""
        self.show_note(f"{count} copied to {where}{name}. They are not encrypted there.")

    def _failed(self, problem: Problem) -> None:
        self.show_problem(problem)
        self.set_focus(self.query_one("#folder"))


def _closed(desk: Desk, worker_id: str | None) -> list[tuple[Record, str]]:
    """Give the closed records with their worker's name, newest first."""
    ids = [worker_id] if worker_id else [one.id for one in worker_work.everybody(desk)]
    found = [
        (record, file.worker.name)
        for file in (worker_work.worker_file(desk, one) for one in ids)
        for record in file.records
        if record.state.is_signed
    ]
    return sorted(found, key=lambda pair: -pair[0].number)


def _short(day: date) -> str:
    """Give "28/11/2026": here the name and the kind of record need the room."""
    return f"{day.day}/{day.month}/{day.year}"
