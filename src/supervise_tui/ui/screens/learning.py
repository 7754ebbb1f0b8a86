"""Training and portfolio: a worker's standing list, what runs out first [DEV-10]."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from supervise_tui.domain.learning import in_words
from supervise_tui.domain.roles import Act
from supervise_tui.ui.screens.learning_entry import LearningEntry
from supervise_tui.ui.screens.of_a_worker import OfAWorker
from supervise_tui.ui.screens.save_copy import save_and_tell
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows import learning
from supervise_tui.workflows.learning import Entry, Portfolio

_NEW = "new"


class LearningScreen(OfAWorker):
    """One line for each learning; Enter opens it."""

    WHAT = "Training and portfolio"
    CSS_PATH = "learning.tcss"
    HELP = (
        "Everything this worker has learned or is going to learn: courses, shadowed shifts, reading, "
        "certificates. What has run out or was planned and not done stands first, with !.\n\n"
        "Press n for a new one, Enter to open one, r to take out what was written by mistake. Training that "
        "has to be renewed gets a new entry each time, under the same title; the one before is then marked "
        "as renewed. Two months after something was done, the list asks whether it changed anything.\n\n"
        "x saves the list as a table for a spreadsheet. That file is not encrypted."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open"),
        Binding("n", "new", "New"),
        Binding("r", "take_out", "Take out"),
        Binding("x", "save", "Save as a table"),
    ]

    def __init__(self, worker_id: str, name: str = "") -> None:
        super().__init__(worker_id, name)
        self._list: Portfolio | None = None

    def compose_body(self) -> ComposeResult:
        """What wants attention in a sentence, then the list."""
        yield Static("", id="now", markup=False)
        yield RowList(id="rows", by_part=True)

    def look_again(self) -> None:
        """Look again: an entry may have changed."""
        desk, worker_id = self.desk, self.worker_id
        word = "" if self._list else "Looking it up"
        self.run_slow(lambda: learning.portfolio(desk, worker_id), self._show, word=word)

    def _show(self, found: Portfolio) -> None:
        self._list, self.name_of_worker = found, found.worker.name
        self.refresh_where()
        self.query_one("#now", Static).update(Content(_now(found)).stylize("bold"))
        self.query_one(RowList).show(self._rows(found))

    def _rows(self, found: Portfolio) -> list[Row]:
        rows: list[Row] = []
        for title, entries in _parts(found):
            if entries:
                rows += [heading(f"{title} ({len(entries)})"), *(_row(one, found) for one in entries)]
                rows.append(heading(""))
        if self.desk.may(Act.WRITE_RECORDS):
            rows.append(Row(_NEW, ("Add a learning",), "" if found.entries else "bold"))
        return rows

    @property
    def _chosen(self) -> Entry | None:
        row_id = self.query_one(RowList).chosen
        found = self._list.entries if self._list is not None else ()
        return next((one for one in found if one.learning.id == row_id), None)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.action_choose()

    def action_choose(self) -> None:
        """Open the entry under the cursor, or begin one."""
        if self.query_one(RowList).chosen == _NEW:
            self.action_new()
        elif self._chosen is not None and self._list is not None:
            self.house.push_screen(LearningEntry(self._list, self._chosen.learning))

    def action_new(self) -> None:
        """Begin an entry; it is there with its first answer."""
        if self._list is not None:
            one = learning.new_entry(self.desk, self.worker_id)
            self.house.push_screen(LearningEntry(self._list, one))

    def action_take_out(self) -> None:
        """Take out what was written by mistake."""
        chosen, desk = self._chosen, self.desk
        if chosen is None:
            self.show_note("Put the cursor on the entry that was a mistake, then press r.")
            return
        one = chosen.learning
        self.house.push_screen(
            Ask.line(
                f"Take out: {one.title or 'this entry'}",
                "It goes from this list, with all that stands in it. The history keeps that it was there, "
                "and why it went. What has run out stays: it shows what was learned.",
                label="Why",
                yes="Take it out",
                check=lambda reason: learning.remove(desk, one.id, reason),
            )
        )

    def action_save(self) -> None:
        """Save the list as a table."""
        desk, worker_id = self.desk, self.worker_id
        save_and_tell(
            self,
            "Save the list as a table",
            "One line for each learning, with all its answers, to be opened in a spreadsheet. Where should "
            "it go?\nThe file is not encrypted: whoever gets it can read it.",
            "Save the table",
            lambda folder: learning.save_table(desk, worker_id, folder),
        )


def _now(found: Portfolio) -> str:
    attention = [one for one in found.entries if one.standing.wants_attention]
    if not found.entries:
        return "Nothing is written down yet."
    words = []
    if attention:
        words.append(
            "1 learning wants attention." if len(attention) == 1 else f"{len(attention)} want attention."
        )
    if found.to_judge:
        words.append(
            "Of 1 it is time to ask whether it changed anything."
            if found.to_judge == 1
            else f"Of {found.to_judge} it is time to ask whether they changed anything."
        )
    return " ".join(words) or "All is in time."


def _parts(found: Portfolio) -> list[tuple[str, list[Entry]]]:
    entries = found.entries
    attention = [one for one in entries if one.standing.wants_attention]
    rest = [one for one in entries if not one.standing.wants_attention]
    done = [one for one in rest if one.learning.done_on is not None and one.learning.done_on <= found.today]
    ahead = [one for one in rest if one not in done]
    return [("To see to", attention), ("Planned, and ideas", ahead), ("Done", done)]


def _row(entry: Entry, found: Portfolio) -> Row:
    one = entry.learning
    mark = "! " if entry.standing.wants_attention else ""
    kind = " (mandatory)" if one.mandatory else ""
    judge = "did it change anything?" if one.to_judge(found.today) else ""
    title = f"{mark}{one.title or 'No title yet'}{kind}"
    return Row(one.id, (title, in_words(one, entry.standing)), "", Content(judge) if judge else None)
