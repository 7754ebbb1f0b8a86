"""Who else has looked at a worker's file: for the worker to see, whenever they want [REC-5]."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from supervise_tui.forms.day_words import long_date
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.look_into import LookInto
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows import file_openings
from supervise_tui.workflows.file_openings import Opened


class WhoLooked(House):
    """One row an opening, the latest first; the owner can add somebody who looks over their shoulder."""

    CSS_PATH = "who_looked.tcss"
    HELP = (
        "A worker's file is private to the worker and their supervisor. Somebody else may have to see it: "
        "a manager, an auditor, an inspector, who looks into a complaint. Each time they say who they are "
        "and what for, and it stands here. Nothing can be taken off this list.\n\n"
        "It is kept with the history of the file. A remark says if a line is not what was written then.\n\n"
        "The supervisor adds a line with n when they show the file to somebody, or hand papers out of it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("n", "note", "Note that somebody looks")]

    def __init__(self, worker_id: str, name: str = "") -> None:
        super().__init__()
        self.worker_id = worker_id
        self._person = name

    def where(self) -> str:
        """Say whose file it is."""
        return f"{self._person} › Who has looked" if self._person else "Who has looked"

    def way_back(self) -> Callable[[], House] | None:
        """Here again."""
        worker_id, name = self.worker_id, self._person
        return lambda: WhoLooked(worker_id, name)

    def compose_body(self) -> ComposeResult:
        """Lay out the words above the list."""
        yield Static(
            "This file is private to the worker and the supervisor. Who else opened it, and what for:",
            id="words",
            markup=False,
        )
        yield RowList(id="rows")

    def shown_keys(self) -> list[Binding]:
        """Only the owner, alone, notes that somebody looks."""
        keys = list(super().shown_keys())
        return keys if self._may_note else [key for key in keys if key.action != "note"]

    @property
    def _may_note(self) -> bool:
        return self.house.hand_over is None and not file_openings.asks_why(self.desk)

    def on_mount(self) -> None:
        """Put the cursor on the list."""
        self.set_focus(self.query_one(RowList))

    def look_again(self) -> None:
        """Read them anew."""
        desk, worker_id = self.desk, self.worker_id
        self.run_slow(lambda: file_openings.openings(desk, worker_id), self._show, word="")

    def _show(self, found: list[Opened]) -> None:
        rows = [_row(place, one) for place, one in enumerate(found)]
        self.query_one(RowList).show(rows or [heading("Nobody else has opened this file.")])

    def action_note(self) -> None:
        """Note that the file is shown to somebody."""
        if not self._may_note:
            return
        desk, worker_id = self.desk, self.worker_id

        def answered(kept: bool | None) -> None:
            if kept:
                self.look_again()

        self.house.push_screen(
            LookInto(
                "Somebody looks at this file with you",
                "Write down who sees it, or was handed papers out of it. The history keeps it, and the "
                "worker sees it here.",
                lambda name, role, purpose: file_openings.show_to(
                    desk, worker_id, name=name, role=role, purpose=purpose
                ),
                yes="Write it down",
            ),
            answered,
        )


def _row(place: int, one: Opened) -> Row:
    when = f"{long_date(one.at.date())}, {one.at:%H:%M}"
    key = f"with the key of {one.key}" if one.key else ""
    below = " · ".join(part for part in (one.purpose, key, f"! {one.remark}" if one.remark else "") if part)
    return Row(f"look{place}", (one.name, one.role, when), "", Content(below) if below else None)
