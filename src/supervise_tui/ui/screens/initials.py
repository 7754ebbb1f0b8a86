"""Rows that wait for somebody's initials: read one by one, then initialled with that person's secret."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from supervise_tui.forms.definition import Role
from supervise_tui.ui.first_names import first_names
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.signing_turn import SigningTurn
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows.initials import Waiting, initial_rows, waiting_for_initials


class InitialsScreen(House):
    """The rows of one person after the other; all are marked, Space leaves one for another day."""

    WHERE = "Initials"
    CSS_PATH = "initials.tcss"
    HELP = (
        "Some rows of this form need the initials of one of you. Read each row together. Enter gives the "
        "initials for all rows marked [x]; Space takes a mark away, so that the row waits.\n\n"
        "Initials are given with the person's own signing secret. They stand for the row as it is: when the "
        "row is changed afterwards, it has to be initialled again."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "initial", "Initial the marked rows"),
        Binding("space", "mark", "Mark"),
    ]

    def __init__(self, record_id: str) -> None:
        super().__init__()
        self.record_id = record_id
        self._waiting: list[Waiting] = []
        self._left_out: set[str] = set()

    def compose_body(self) -> ComposeResult:
        """Whose turn it is above the rows."""
        yield Static("", id="turn", classes="words", markup=False)
        yield RowList(id="rows")

    def on_mount(self) -> None:
        """Put the cursor on the list."""
        self.set_focus(self.query_one(RowList))

    def look_again(self) -> None:
        """Look again."""
        desk, record_id = self.desk, self.record_id
        self.run_slow(lambda: waiting_for_initials(desk, record_id), self._show, word="Looking")

    def _show(self, waiting: list[Waiting]) -> None:
        self._waiting = waiting
        if not waiting:
            self.query_one("#turn", Static).update("Every row has its initials. Esc goes back.")
            self.query_one(RowList).show([heading("Nothing is left to do here.")])
            return
        now, *others = waiting
        later = f" {others[0].name} is asked next." if others else ""
        self.query_one("#turn", Static).update(
            f"{now.name}, please read these rows and give your initials for those that are right.{later}"
        )
        self.query_one(RowList).show(
            Row(
                row.mark,
                (f"{'[ ]' if row.mark in self._left_out else '[x]'} {row.title}",),
                "",
                Content(words.replace("\n", " · ")),
            )
            for row, words in zip(now.rows, now.words, strict=True)
        )

    def action_mark(self) -> None:
        """Mark the row under the cursor, or take its mark away."""
        mark = self.query_one(RowList).chosen
        if mark:
            self._left_out ^= {mark}
            self._show(self._waiting)

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_initial()

    def action_initial(self) -> None:
        """Hand the keyboard over for the secret, then initial the marked rows."""
        if not self._waiting:
            self.action_back()
            return
        now = self._waiting[0]
        marked = [row for row in now.rows if row.mark not in self._left_out]
        if not marked:
            self.show_note("No row is marked. Space marks the one under the cursor.")
            return
        desk, record_id, role = self.desk, self.record_id, now.role
        marks = {row.mark for row in marked}
        owner = desk.owner.name
        called = first_names({role: now.name, _other(role): owner if role is not Role.SUPERVISOR else ""})
        self.house.workers_turn = role is not Role.SUPERVISOR
        titles = "\n".join(f"· {row.title}" for row in marked[:_SHOWN])
        more = f"\n· and {len(marked) - _SHOWN} more" if len(marked) > _SHOWN else ""
        SigningTurn(
            self,
            now.person,
            whose=called[role],
            other=called[_other(role)] or "Everybody else",
            says=f"You give your initials, which say that you read the row and it is right:\n{titles}{more}",
            act=lambda secret: initial_rows(desk, record_id, role, secret, marks),
            done=self._given,
        ).start()

    def _given(self) -> None:
        self.house.workers_turn = False
        self.look_again()


_SHOWN = 8
"""Rows named before the secret is asked for; the list above has shown them all."""


def _other(role: Role) -> Role:
    return Role.WORKER if role is Role.SUPERVISOR else Role.SUPERVISOR
