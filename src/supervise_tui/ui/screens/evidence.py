"""What is on file for each behaviour and each duty: where it was marked, and the words [DEV-6]."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from supervise_tui.domain.evidence import Marked
from supervise_tui.ui import file_rooms
from supervise_tui.ui.screens.of_a_worker import OfAWorker
from supervise_tui.ui.widgets.questions.shown_marks import SIGN
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows import evidence
from supervise_tui.workflows.evidence import OnFile

_INSET = "\u00a0\u00a0"
"""Blanks that stay at the start of a line."""
_DROPPED = "No longer in the framework"


class EvidenceScreen(OfAWorker):
    """One line for each behaviour, and below it what was marked for it; Enter opens the record."""

    WHAT = "Evidence on file"
    CSS_PATH = "evidence.tcss"
    HELP = (
        "Here stands what was marked as evidence while records were written: for each behaviour of the "
        "appraisal and each duty of the code of conduct the day, the record, and the words. Enter opens the "
        "record.\n\n"
        "Press o to see only what has something, or everything: what is still empty tells what to look for "
        "at the next visit. Marks are set in a record, with Ctrl+E on an answer. Drafts do not count yet. "
        "The appraisal offers what was marked since the last one."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open"),
        Binding("o", "only", "All, or only what is there"),
    ]

    def __init__(self, worker_id: str, name: str = "") -> None:
        super().__init__(worker_id, name)
        self._found: OnFile | None = None
        self._all = True

    def compose_body(self) -> ComposeResult:
        """How much there is in a sentence, then the list."""
        yield Static("", id="now", markup=False)
        yield RowList(id="rows", by_part=True)

    def look_again(self) -> None:
        """Look again: a record may have been signed or taken back."""
        desk, worker_id = self.desk, self.worker_id
        word = "" if self._found else "Looking it up"
        self.run_slow(lambda: evidence.on_file(desk, worker_id), self._show, word=word)

    def _show(self, found: OnFile) -> None:
        self._found, self.name_of_worker = found, found.worker.name
        self.refresh_where()
        self.query_one("#now", Static).update(Content(_now(found)).stylize("bold"))
        self.query_one(RowList).show(self._rows(found))

    def _rows(self, found: OnFile) -> list[Row]:
        rows: list[Row] = []
        under = ""
        for what, marked in found.by_what():
            part = _DROPPED if what in found.since_dropped else what.under
            if not marked and not self._all:
                continue
            if part != under:
                rows += [*([heading("")] if rows else []), Row("", (part,), "bold underline")]
                under = part
            rows.append(heading(f"{_INSET}{what.text}{'' if marked else ' · nothing yet'}"))
            rows += [_row(one, found.marked.index(one)) for one in marked]
        return rows or [heading("Nothing was marked yet.")]

    def action_only(self) -> None:
        """Everything, or only what has something."""
        self._all = not self._all
        if self._found is not None:
            self._show(self._found)

    @on(OptionList.OptionSelected)
    def action_choose(self) -> None:
        """Open the record in which it was marked."""
        chosen = self.query_one(RowList).chosen
        if chosen and self._found is not None:
            self.house.push_screen(file_rooms.for_record(self._found.marked[int(chosen)].record))


def _now(found: OnFile) -> str:
    if not found.marked:
        return "Nothing is marked as evidence yet. In a record, Ctrl+E on an answer marks it."
    times = "1 mark" if len(found.marked) == 1 else f"{len(found.marked)} marks"
    open_still = sum(not marked for _, marked in found.by_what())
    return f"{times} on file. Of {open_still} behaviours and duties there is nothing yet."


def _row(one: Marked, at: int) -> Row:
    state = "" if one.signed else "not signed by all yet"
    return Row(str(at), (f"{_INSET}{SIGN} {one.where}", state), "", Content(one.words))
