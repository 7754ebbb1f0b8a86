"""All workers: type to find, Enter opens the file."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, OptionList

from supervise_tui.domain.roles import Act
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.home_ahead import due_words
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows import workers as worker_work
from supervise_tui.workflows.workers import WorkerLine

_ADD, _MORE = "add", "more"
_AT_ONCE = 300
"""Rows drawn at once: more is slower than a typed letter should be."""


class Workers(House):
    """A field to type in, and everyone who fits below it."""

    WHERE = "Workers"
    CSS_PATH = "workers.tcss"
    HELP = (
        "Type a part of a name or of a post; the list shrinks as you type. The arrows move in the list, "
        "Enter opens the file under the cursor.\n\n"
        "To add someone, go to the last row and press Enter."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open"),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("pageup", "move(-10)", "Up", show=False),
        Binding("pagedown", "move(10)", "Down", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[tuple[str, WorkerLine]] = []
        self._drawn = _AT_ONCE

    def compose_body(self) -> ComposeResult:
        """Lay out the field and the list."""
        yield LineField("Find", help="a part of the name or the post", id="find")
        yield RowList(id="rows")

    def on_mount(self) -> None:
        """Start typing at once."""
        self.set_focus(self.query_one("#find"))

    def look_again(self) -> None:
        """Look again: someone may have been added or changed."""
        desk = self.desk
        self.run_slow(
            lambda: worker_work.find_workers(desk),
            self._got,
            word="" if self._lines else "Looking for the workers",
        )

    def _got(self, lines: list[WorkerLine]) -> None:
        self._lines = [
            (worker_work.as_searched(f"{line.worker.name} {line.worker.post}"), line) for line in lines
        ]
        self._show()

    @on(Input.Changed, "#find")
    def _typed(self) -> None:
        self._drawn = _AT_ONCE
        self._show()

    def _show(self) -> None:
        typed = self.query_one("#find", LineField).value
        words = worker_work.as_searched(typed).split()
        found = [line for text, line in self._lines if all(word in text for word in words)]
        rows = [self._row(line) for line in found[: self._drawn]]
        if len(found) > self._drawn:
            rows.append(Row(_MORE, (f"Show {len(found) - self._drawn:,} more, or type to find one",)))
        if not found and self._lines:
            rows.append(heading(f"Nobody here fits “{typed.strip()}”."))
        elif not self._lines:
            rows.append(heading("No workers yet."))
        name = typed.strip() if words and not found else ""
        if self.desk.may(Act.CHANGE_WORKERS):
            rows.append(Row(_ADD, (f"+ Add {name} as a new worker" if name else "+ Add a worker",)))
        self.query_one(RowList).show(rows)

    def _row(self, line: WorkerLine) -> Row:
        open_word = (
            ""
            if not line.open_records
            else ("1 open" if line.open_records == 1 else f"{line.open_records} open")
        )
        if not open_word and line.agreement.wants_attention and line.worker.left_on is None:
            open_word = "review due" if line.agreement.in_force else "no agreement"
        mark = "! " if line.due.state == "overdue" else ""
        return Row(
            line.worker.id,
            (line.worker.name, line.worker.post, open_word, mark + due_words(line.due, self.desk.today)),
        )

    def action_move(self, by: int) -> None:
        """Move in the list without leaving the field."""
        rows = self.query_one(RowList)
        step = rows.action_cursor_down if by > 0 else rows.action_cursor_up
        for _ in range(abs(by)):
            step()

    @on(Input.Submitted, "#find")
    def action_choose(self) -> None:
        """Open the file under the cursor."""
        self._open(self.query_one(RowList).chosen)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._open(event.option.id or "")

    def _open(self, row_id: str) -> None:
        from supervise_tui.ui import rooms
        from supervise_tui.ui.screens.worker_form import WorkerForm

        if row_id == _MORE:
            self._drawn = len(self._lines)
            self._show()
        elif row_id == _ADD:
            typed = self.query_one("#find", LineField).value.strip()
            found = any(row.id not in (_ADD, _MORE, "") for row in self.query_one(RowList).rows)
            self.house.push_screen(WorkerForm(name="" if found else typed))
        elif row_id:
            self.house.push_screen(rooms.worker_file(row_id))
