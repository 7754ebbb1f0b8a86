"""Search: type words, see where they stand, open the record; over the cabinet, or in one file."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, OptionList

from supervise_tui.domain.finding import Snippet
from supervise_tui.domain.record import Record
from supervise_tui.forms.day_words import long_date
from supervise_tui.ui import file_rooms
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.help import Help
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows.find_words import Finding, FoundWords, find_words
from supervise_tui.workflows.plans_desk import is_plans_desk

_PAUSE = 0.15
"""Seconds after the last letter: who types on is not searched for at each one."""


class SearchScreen(House):
    """A field to type in and, below it, the records in which all the words stand."""

    CSS_PATH = "search.tcss"
    HELP = (
        "Type words; the records in which all of them stand appear below, the best first. Capitals, "
        "accents and signs do not matter. The last word also finds longer words that begin with it.\n\n"
        "What is found: names and posts, and everything written in records, drafts too. "
        "The arrows move in the list, Enter opens."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open"),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("pageup", "move(-5)", "Up", show=False),
        Binding("pagedown", "move(5)", "Down", show=False),
    ]

    def __init__(self, worker_id: str | None = None, name: str = "", typed: str = "") -> None:
        super().__init__()
        self.worker_id = worker_id
        self._person = name
        self._typed = typed
        self._waiting: Timer | None = None
        self._found: tuple[FoundWords, ...] = ()

    def where(self) -> str:
        """Say where is looked."""
        return f"{self._person} › Search" if self._person else "Search"

    def way_back(self) -> Callable[[], House] | None:
        """Here again, with nothing typed: what was looked for may be private."""
        if self.house.hand_over is not None:
            return None
        worker_id, name = self.worker_id, self._person
        return lambda: SearchScreen(worker_id, name)

    def compose_body(self) -> ComposeResult:
        """Lay out the field and the list."""
        plans = is_plans_desk(self.desk)
        everything = "in all improvement plans" if plans else "in all files"
        theirs = f"in the {'improvement plans' if plans else 'file'} of {self._person}"
        where = theirs if self._person else everything
        yield LineField("Search", value=self._typed, help=where, id="find")
        yield RowList(id="rows")

    def action_help(self) -> None:
        """Explain this screen; among the plans, to who may see them, what else is found there."""
        more = "\n\nHere the entries of the log, the other small forms and the letters are found too."
        self.house.show_help(self.HELP + (more if is_plans_desk(self.desk) else ""))

    def on_mount(self) -> None:
        """Start typing at once."""
        self.set_focus(self.query_one("#find"))
        self._say(heading("Type a word or two."))

    def look_again(self) -> None:
        """Search anew: a record may have changed."""
        self._search()

    @on(Input.Changed, "#find")
    def _changed(self) -> None:
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self.set_timer(_PAUSE, self._search)

    def _search(self) -> None:
        desk, typed = self.desk, self.query_one("#find", LineField).value
        # Whatever was asked for, a supervision that is handed over shows its own worker's words only.
        worker = self.house.hand_over or self.worker_id
        width = max(40, self.size.width - 10)
        self.run_slow(
            lambda: find_words(desk, typed, worker_id=worker, width=width),
            lambda finding: self._show(typed, finding),
            word="",
        )

    def _show(self, typed: str, finding: Finding) -> None:
        if typed != self.query_one("#find", LineField).value:
            return  # more was typed meanwhile, and is being looked for
        self._found = finding.found
        if not typed.strip():
            self._say(heading("Type a word or two."))
        elif not finding.found:
            self._say(
                heading(f"Nothing holds “{typed.strip()}”. Try fewer words, or only the beginning of one.")
            )
        else:
            rows = [self._row(number, found) for number, found in enumerate(finding.found)]
            if finding.more:
                rows.append(heading("There is more. Type another word to narrow it down."))
            self._say(*rows)

    def _say(self, *rows: Row) -> None:
        self.query_one(RowList).show(rows, keep=False)

    def _row(self, number: int, found: FoundWords) -> Row:
        below = marked(found.snippet)
        if found.is_somebody:
            return Row(str(number), (found.worker.name, "file"), "bold", below)
        if found.asked:
            below = Content.assemble(f"{found.asked}: ", below)
        if found.record is None:
            what = _what(found)
            return Row(str(number), (what,) if self._person else (found.worker.name, what), "bold", below)
        what = _about(found.record)
        cells = (what,) if self._person else (found.worker.name, what)
        return Row(str(number), (*cells, f"no. {found.record.number}"), "bold", below)

    def action_move(self, by: int) -> None:
        """Move in the list without leaving the field."""
        rows = self.query_one(RowList)
        step = rows.action_cursor_down if by > 0 else rows.action_cursor_up
        for _ in range(abs(by)):
            step()

    @on(Input.Submitted, "#find")
    def action_choose(self) -> None:
        """Open what is under the cursor."""
        self._open(self.query_one(RowList).chosen)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._open(event.option.id or "")

    def _open(self, row_id: str) -> None:
        from supervise_tui.ui import rooms

        if not row_id:
            return
        found = self._found[int(row_id)]
        if self.house.hand_over is not None:
            # Opening another record would end the supervision that is in hand.
            title = _what(found)
            self.house.push_screen(Help(f"{found.asked}\n\n{found.words}".strip(), (), title=title))
        elif found.entry is not None:
            self.house.push_screen(file_rooms.plan_case(found.entry.case))
        elif found.letter is not None:
            self.house.push_screen(file_rooms.letter(found.letter.id))
        elif found.record is None:
            self.house.push_screen(rooms.person_found(self.desk, found.worker))
        else:
            self.house.push_screen(file_rooms.for_record(found.record))


def _what(found: FoundWords) -> str:
    """Say what was found: a record, an entry of a plan, or somebody's file."""
    if found.record is not None:
        return _about(found.record)
    if found.is_somebody:
        return found.worker.name
    return f"{found.title}, {long_date(found.on)}" if found.on else found.title


def _about(record: Record) -> str:
    return f"{record.title}, {long_date(record.held_on) if record.held_on else 'no date yet'}"


def marked(snippet: Snippet) -> Content:
    """Give a snippet with its marks bold and underlined: seen without colour too."""
    content = Content(snippet.text)
    for start, length in snippet.marks:
        content = content.stylize("bold underline", start, start + length)
    return content
