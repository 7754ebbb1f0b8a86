"""Two lists in front of a record: what an answer is evidence for, and what is on file for it [DEV-6]."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content as Styled
from textual.widgets import Input, OptionList, Static

from supervise_tui.domain.evidence import Marked
from supervise_tui.domain.finding import plain
from supervise_tui.forms.evidence_marks import Shown
from supervise_tui.ui.screens.base import Dialog
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.problem_line import ProblemLine
from supervise_tui.ui.widgets.questions.shown_marks import SIGN
from supervise_tui.ui.widgets.row_list import Row, RowList, heading

_ALL = "all"


class WhatItShows(Dialog[Shown | None]):
    """Behaviours and duties, found by typing; what is marked already stands first. Gives one, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "call_off", "Back"),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("pageup", "move(-8)", "Up", show=False),
        Binding("pagedown", "move(8)", "Down", show=False),
    ]

    def __init__(self, words: str, can_show: Sequence[Shown], there: Sequence[Shown]) -> None:
        super().__init__()
        self._words = words
        known = {(one.kind, one.ref) for one in there}
        self._there = tuple(there)
        self._others = tuple(one for one in can_show if (one.kind, one.ref) not in known)

    def compose(self) -> ComposeResult:
        """The words in hand, a field, and the list."""
        with Vertical(classes="box wide") as box:
            box.border_title = "What is this evidence for?"
            box.border_subtitle = "Enter: mark it, or take the mark off  Esc: back"
            yield Static(self._words, classes="words", markup=False)
            yield LineField("Find", help="a word of it, such as dignity", id="find")
            yield RowList(id="rows")
            yield ProblemLine()

    def on_mount(self) -> None:
        """Start typing at once."""
        self.set_focus(self.query_one("#find"))
        self.call_after_refresh(self._show)

    @on(Input.Changed, "#find")
    def _show(self) -> None:
        words = plain(self.query_one("#find", LineField).value).split()
        rows: list[Row] = []
        for title, what in self._parts():
            fitting = [(at, one) for at, one in what if _fits(one, words)]
            if fitting:
                rows.append(heading(title))
                rows += [Row(str(at), (self._line(at, one),)) for at, one in fitting]
        self.query_one(RowList).show(rows or [heading("Nothing is called so.")], keep=False)

    def _parts(self) -> list[tuple[str, list[tuple[int, Shown]]]]:
        """What is marked, then the rest by what it is a part of; each with its place among all."""
        parts: dict[str, list[tuple[int, Shown]]] = {}
        for at, one in enumerate((*self._there, *self._others)):
            title = "Marked: Enter takes it off" if at < len(self._there) else one.under
            parts.setdefault(title, []).append((at, one))
        return list(parts.items())

    def _line(self, at: int, one: Shown) -> str:
        return f"{SIGN} {one.text}" if at < len(self._there) else f"  {one.text}"

    def action_move(self, by: int) -> None:
        """Move in the list without leaving the field."""
        rows = self.query_one(RowList)
        step = rows.action_cursor_down if by > 0 else rows.action_cursor_up
        for _ in range(abs(by)):
            step()

    @on(Input.Submitted, "#find")
    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        chosen = self.query_one(RowList).chosen
        if chosen:
            self.dismiss((*self._there, *self._others)[int(chosen)])

    def action_call_off(self) -> None:
        """Leave it as it is."""
        self.dismiss(None)


class OnFileFor(Dialog[list[Marked] | None]):
    """What was marked for one row since the last time; gives what is to be taken in, or None."""

    DEFAULT_CSS = """
    OnFileFor #whole { height: auto; max-height: 7; margin-top: 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "call_off", "Back")]

    def __init__(self, title: str, found: Sequence[Marked], taken: str) -> None:
        super().__init__()
        self._title = title
        self._found = tuple(found)
        self._taken = taken
        """What stands in the field already: nothing is taken in twice."""

    def compose(self) -> ComposeResult:
        """The list."""
        with Vertical(classes="box wide") as box:
            box.border_title = Styled(self._title).markup
            box.border_subtitle = "Enter: take it in  Esc: back"
            yield Static(
                "Marked in records since the last appraisal. What you take in can be changed there.",
                classes="words",
                markup=False,
            )
            yield RowList(id="rows")
            yield Static("", id="whole", markup=False)
            yield ProblemLine()

    @on(OptionList.OptionHighlighted)
    def _read(self) -> None:
        """All words of the one under the cursor: nothing is taken in unread."""
        chosen = self.query_one(RowList).chosen
        self.query_one("#whole", Static).update(self._found[int(chosen)].words if chosen.isdigit() else "")

    def on_mount(self) -> None:
        """Start on the first that is not taken in yet."""
        self.set_focus(self.query_one(RowList))
        self.call_after_refresh(self._show)

    @property
    def _new(self) -> list[Marked]:
        return [one for one in self._found if not self._is_taken(one)]

    def _is_taken(self, one: Marked) -> bool:
        return " ".join(one.said.split()) in " ".join(self._taken.split())

    def _show(self) -> None:
        rows = [
            Row(str(at), (f"{one.where}{_state(one, taken=self._is_taken(one))}",), "", Styled(one.words))
            for at, one in enumerate(self._found)
        ]
        if len(self._new) > 1:
            rows.append(Row(_ALL, (f"Take in all {len(self._new)}",)))
        listed = self.query_one(RowList)
        listed.show(rows)
        if self._new:
            listed.choose(str(self._found.index(self._new[0])))

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        chosen = self.query_one(RowList).chosen
        if chosen == _ALL:
            self.dismiss(self._new)
        elif chosen and not self._is_taken(self._found[int(chosen)]):
            self.dismiss([self._found[int(chosen)]])
        elif chosen:
            self.show_note("This one is taken in already.")

    def action_call_off(self) -> None:
        """Take nothing in."""
        self.dismiss(None)


def _fits(one: Shown, words: Sequence[str]) -> bool:
    said = plain(f"{one.text} {one.under}")
    return all(word in said for word in words)


def _state(one: Marked, *, taken: bool) -> str:
    said = [*(["not signed by all yet"] if not one.signed else []), *(["taken in"] if taken else [])]
    return f" · {', '.join(said)}" if said else ""
