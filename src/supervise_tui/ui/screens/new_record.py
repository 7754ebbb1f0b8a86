"""New record: what can be started with a worker, what fits first, the rest found by typing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList

from supervise_tui.domain.file_audit import FILE_AUDIT
from supervise_tui.domain.group import is_for_a_group
from supervise_tui.forms.day_words import long_date
from supervise_tui.forms.definition import Form
from supervise_tui.problems import NotAllowed
from supervise_tui.ui import file_rooms
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.widgets.choose import Choose
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows import new_records, paper_records
from supervise_tui.workflows.hold_supervision import Sheet
from supervise_tui.workflows.new_records import Offer


def _draw_files(file: str, form: Form) -> House:
    from supervise_tui.ui.screens.draw_files import DrawFiles

    return DrawFiles(file, form.id)


ASKS_FIRST: dict[str, Callable[[str, Form], House]] = {FILE_AUDIT: _draw_files}
"""By what a form makes: a screen of its own that asks more before it starts, such as who takes part.

It gets the worker's id and the form, and takes the place of this screen.
"""


_AGAIN, _NEW = "again ", "new"


class NewRecord(House):
    """A field to type in, and below it the forms, each with one line on what it is for."""

    CSS_PATH = "new_record.tcss"
    HELP = (
        "These are the records you can start here. What fits now stands first; type a part of a "
        "name to find the others. The arrows move in the list, Enter starts the one under the cursor.\n\n"
        "One that is being written already is gone on with: nothing is begun twice.\n\n"
        "Was it held and signed on paper? Then press F6 on it, and type in what the paper says."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Start"),
        Binding("f6", "from_paper", "Type in from paper"),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("pageup", "move(-10)", "Up", show=False),
        Binding("pagedown", "move(10)", "Down", show=False),
    ]

    def __init__(self, worker_id: str, name: str = "") -> None:
        super().__init__()
        self.worker_id = worker_id
        self._whose = name
        self._offers: list[Offer] = []

    def where(self) -> str:
        """With whom."""
        return f"New record · {self._whose}" if self._whose else "New record"

    def way_back(self) -> Callable[[], House]:
        """Come back to the same offers."""
        worker_id, name = self.worker_id, self._whose
        return lambda: NewRecord(worker_id, name)

    def compose_body(self) -> ComposeResult:
        """Lay out the field and the list."""
        yield LineField("Find", help="a part of the name, or of what it is for", id="find")
        yield RowList(id="rows")

    def on_mount(self) -> None:
        """Start typing at once."""
        self.set_focus(self.query_one("#find"))

    def look_again(self) -> None:
        """Look again: a record may have been started or discarded."""
        desk, worker_id = self.desk, self.worker_id
        self.run_slow(
            lambda: new_records.new_records(desk, worker_id),
            self._got,
            word="" if self._offers else "Looking for what can be started",
        )

    def _got(self, offers: list[Offer]) -> None:
        self._offers = offers
        self._show()

    @on(Input.Changed, "#find")
    def _typed(self) -> None:
        self._show()

    def _show(self) -> None:
        typed = self.query_one("#find", LineField).value.strip()
        words = typed.casefold().split()
        found = [
            (number, offer)
            for number, offer in enumerate(self._offers)
            if all(word in f"{offer.title} {offer.form.purpose}".casefold() for word in words)
        ]
        # Typed words name a form more often than they say what it is for.
        first = [one for one in found if all(word in one[1].title.casefold() for word in words)]
        first = first if words and first else [one for one in found if one[1].fits]
        others = [_row(number, offer) for number, offer in found if (number, offer) not in first]
        rows = [_row(number, offer) for number, offer in first]
        if rows and others:
            rows.append(heading(""))
        if others:
            rows.append(heading("Everything else"))
        rows += others
        if not rows and self._offers:
            rows.append(heading(f"No form fits “{typed}”."))
        elif not self._offers:
            rows.append(heading("Nothing can be started on this file any more."))
        self.query_one(RowList).show(rows, keep=not words)

    def action_move(self, by: int) -> None:
        """Move in the list without leaving the field."""
        rows = self.query_one(RowList)
        step = rows.action_cursor_down if by > 0 else rows.action_cursor_up
        for _ in range(abs(by)):
            step()

    @on(Input.Submitted, "#find")
    def action_choose(self) -> None:
        """Start the form under the cursor, or go on with its draft."""
        self._open(self.query_one(RowList).chosen)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._open(event.option.id or "")

    def action_from_paper(self) -> None:
        """Type in what was held and signed on paper [REC-13]."""
        row_id = self.query_one(RowList).chosen
        if not row_id:
            return
        offer = self._offers[int(row_id)]
        if offer.draft is not None or offer.form.makes in ASKS_FIRST:
            self.show_problem(
                NotAllowed(
                    "This one is being written already."
                    if offer.draft is not None
                    else "A talk with several people is typed in for each of them.",
                    "Open it, and say under Sign-off that it was signed on paper.",
                )
            )
            return
        desk, worker_id, form_id = self.desk, self.worker_id, offer.form.id
        self.run_slow(
            lambda: paper_records.start_from_paper(desk, worker_id, form_id), self._started, word="Starting"
        )

    def _open(self, row_id: str) -> None:
        if not row_id:
            return
        offer = self._offers[int(row_id)]
        if offer.draft is not None:
            self.house.switch_screen(file_rooms.for_record(offer.draft))
        elif is_for_a_group(offer.form):
            self.house.switch_screen(file_rooms.participants(self.worker_id, offer.form))
        elif offer.form.makes in ASKS_FIRST:
            self.house.switch_screen(ASKS_FIRST[offer.form.makes](self.worker_id, offer.form))
        else:
            desk, worker_id, form = self.desk, self.worker_id, offer.form
            self.run_slow(
                lambda: new_records.looked_at_before(desk, worker_id, form.id),
                lambda before: self._ask_which(form, before),
                word="Starting",
            )

    def _ask_which(self, form: Form, before: list[tuple[str, date | None]]) -> None:
        """Where earlier ones are about several things: which of them is looked at again [ORG-5] [ORG-6]."""
        if not before:
            self._start(form, None)
            return
        offered = [
            (f"{_AGAIN}{name}", name, f"It stands beside what you said on {long_date(day)}." if day else "")
            for name, day in before
        ]
        offered.append((_NEW, "Something else", "It begins empty."))

        def chosen(key: str | None) -> None:
            if key is not None:
                self._start(form, "" if key == _NEW else key.removeprefix(_AGAIN))

        self.house.push_screen(Choose("What is it about?", form.title, offered), chosen)

    def _start(self, form: Form, about: str | None) -> None:
        desk, worker_id = self.desk, self.worker_id
        self.run_slow(
            lambda: new_records.start(desk, worker_id, form.id, about), self._started, word="Starting"
        )

    def _started(self, sheet: Sheet) -> None:
        self.house.switch_screen(file_rooms.for_record(sheet.record))


def _row(number: int, offer: Offer) -> Row:
    """One form: its name and why now, and below what it is for."""
    why = "being written: go on" if offer.draft is not None else offer.why
    why = f"{offer.about} · {why}" if offer.about else why
    return Row(str(number), (offer.title, why), "bold", Content(offer.form.purpose))
