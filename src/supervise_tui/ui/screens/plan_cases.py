"""Improvement plans: every case that who has the cabinet open may see, the most pressing first [PIP-0]."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList, Static

from supervise_tui.domain.plan_case import Case
from supervise_tui.domain.record import Record
from supervise_tui.domain.roles import Act
from supervise_tui.ui import file_rooms
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.plan_case_rows import line_row
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows import case_moves, case_standing
from supervise_tui.workflows.case_standing import CaseLine
from supervise_tui.workflows.plans_desk import plans_desk

_NEW = "new"
_SECOND = (
    "A case with this person is open already. What is about the same work belongs into that one: go back, "
    "and note it there. This begins a second case beside it.\n\n"
)


class PlanCases(House):
    """One line for each case; the last row begins one."""

    CSS_PATH = "plan_case.tcss"
    IN_THE_DRAWER = True
    HELP = (
        "Improvement plans lie in a drawer of their own, with a key of its own: nothing of them is on home, "
        "in a worker's file, in the search or in exports, but for who may see plans.\n\n"
        "Each line is one case: whose it is, where it stands, and what is due by when. ! marks what is late, "
        "and a risk control that is not kept. Enter opens the case.\n\n"
        "A case begins with a concern in writing. Talk about it first, in a supervision: nobody should meet "
        "it on paper for the first time. The plan comes after, from a template or from nothing.\n\n"
        "Press n to begin, c to compare how plans go without naming anybody, / to search in all improvement "
        "plans, h for who did what there."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open"),
        Binding("n", "new", "Begin one"),
        Binding("c", "compare", "Compare"),
        Binding("slash", "search", "Search", key_display="/"),
        Binding("h", "history", "History"),
        Binding("ctrl+l", "app.lock", "Lock", show=False),
    ]

    def __init__(self, worker_id: str = "", name: str = "") -> None:
        super().__init__()
        self.worker_id = worker_id
        self.name_of_worker = name
        self._lines: list[CaseLine] | None = None

    def where(self) -> str:
        """Whose, or everybody's."""
        return f"{self.name_of_worker} › Improvement plans" if self.name_of_worker else "Improvement plans"

    def way_back(self) -> Callable[[], House]:
        """Come back to the same list."""
        return partial(PlanCases, self.worker_id, self.name_of_worker)

    def compose_body(self) -> ComposeResult:
        """How many there are, then the list."""
        yield Static("", id="now", markup=False)
        yield RowList(id="rows", by_part=True)

    def on_mount(self) -> None:
        """Put the cursor on the list."""
        self.set_focus(self.query_one(RowList))

    def look_again(self) -> None:
        """Look again: where a case stands may have changed."""
        desk, worker = self.house.desk, self.worker_id or None
        word = "" if self._lines is not None else "Opening the drawer"
        self.run_slow(lambda: case_standing.case_lines(plans_desk(desk), worker), self._show, word=word)

    def _show(self, lines: list[CaseLine]) -> None:
        # After the first concern its case comes under the cursor, and not the way to another one.
        keep = self._lines is None or bool(self._lines)
        self._lines = lines
        open_ones = [line for line in lines if not line.is_over]
        over = [line for line in lines if line.is_over]
        self.query_one("#now", Static).update(_now(open_ones, bool(lines)))
        rows: list[Row] = []
        for title, found in (("Open", open_ones), ("Over", over)):
            if found:
                rows += [
                    heading(f"{title} ({len(found)})"),
                    *(line_row(one, self.desk.today) for one in found),
                ]
                rows.append(heading(""))
        if self.desk.may(Act.WRITE_RECORDS):
            whose = f" about {self.name_of_worker}'s work" if self.name_of_worker else ""
            rows.append(Row(_NEW, (f"Write down a concern{whose}",), "" if open_ones else "bold"))
        self.query_one(RowList).show(rows, keep=keep)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.action_choose()

    def action_choose(self) -> None:
        """Open the case under the cursor, or begin one."""
        chosen = self.query_one(RowList).chosen
        if chosen == _NEW:
            self.action_new()
        elif chosen:
            self.house.push_screen(file_rooms.plan_case(chosen))

    def action_new(self) -> None:
        """Begin with the written concern: with whom is asked first, unless it is known."""
        from supervise_tui.ui import rooms

        busy = frozenset(line.worker.id for line in self._lines or () if not line.is_over)
        if self.worker_id:
            begin_with(self, self.worker_id, self.name_of_worker, busy)
        else:
            self.house.push_screen(rooms.plan_worker(busy))

    def action_search(self) -> None:
        """Find words in the improvement plans."""
        self.house.push_screen(file_rooms.search(self.worker_id or None, self.name_of_worker))

    def action_compare(self) -> None:
        """Hold everybody's plans against each other, without names."""
        from supervise_tui.ui import rooms

        self.house.push_screen(rooms.plan_comparison())

    def action_history(self) -> None:
        """Show who did what among the improvement plans."""
        from supervise_tui.ui.screens.history import HistoryScreen

        self.house.push_screen(HistoryScreen(self.worker_id or None, self.name_of_worker))


def begin_with(
    screen: House, worker_id: str, name: str, busy: frozenset[str] = frozenset(), *, in_place: bool = False
) -> None:
    """Ask whether to begin, open the case and its written concern; `in_place` of the screen that asks.

    `busy`: the ids of workers with a case that is open; a second one beside it is seldom meant.
    """
    desk = screen.desk

    def begun(found: tuple[Case, Record]) -> None:
        case, record = found
        show = screen.house.switch_screen if in_place else screen.house.push_screen
        show(file_rooms.plan_case(case.id))
        screen.house.push_screen(file_rooms.for_record(record))

    def answered(yes: str | None) -> None:
        if yes:
            screen.run_slow(
                lambda: case_moves.open_with_concern(desk, worker_id), begun, word="Opening the case"
            )

    screen.house.push_screen(
        Ask.confirm(
            f"A concern about the work of {name}" if name else "A written concern",
            f"{_SECOND if worker_id in busy else ''}"
            "Was it talked about first, with examples? Then write it down together. A case is opened in the "
            "drawer of improvement plans; it is not seen anywhere else.\n"
            "What the program knows of supervision, induction and training is filled in.",
            yes="Write it down",
            no="Not now",
        ),
        answered,
    )


def _now(open_ones: list[CaseLine], any_at_all: bool) -> str:
    if not any_at_all:
        return "There are no improvement plans here."
    late = sum(line.clock is not None and line.clock.state == "overdue" for line in open_ones)
    unsafe = sum(line.is_unsafe for line in open_ones)
    words = ["1 case is open" if len(open_ones) == 1 else f"{len(open_ones)} cases are open"]
    if late:
        words.append("1 has something overdue" if late == 1 else f"{late} have something overdue")
    if unsafe:
        words.append(f"! in {unsafe} a risk control is not kept")
    return "; ".join(words) + "."
